"""How many pictures are missing from an H.264 stream."""

from pathlib import Path

import av
import numpy as np
import pytest
from videos import Encoding, make_video, moving_noise, steady

from formcheck.video.h264 import MissingPictures

KEY_EVERY = 20


def stored(path: Path) -> tuple[bytes, list[bytes]]:
    """Return what a container keeps of its stream, and its packets."""
    with av.open(str(path)) as file:
        packets = [bytes(packet) for packet in file.demux(video=0) if packet.size]
        return file.streams.video[0].codec_context.extradata or b"", packets


def counted(extradata: bytes, packets: list[bytes]) -> list[int]:
    numbers = MissingPictures(extradata)
    return [numbers.before(packet) for packet in packets]


@pytest.mark.parametrize("name", ["set.mp4", "set.mkv", "set.ts", "set.h264"])
@pytest.mark.parametrize("key_every", [None, KEY_EVERY], ids=["built on both sides", "one side"])
def test_of_a_whole_recording_nothing_is_missing(
    tmp_path: Path, name: str, key_every: int | None
) -> None:
    """However the stream is stored, and in whatever order its pictures are."""
    encoding = Encoding(key_every=key_every)
    path = make_video(tmp_path / name, steady(50), images=moving_noise(50), encoding=encoding)

    assert counted(*stored(path)) == [0] * 50


@pytest.mark.parametrize("name", ["set.mp4", "set.ts"])
@pytest.mark.parametrize("lost", [1, 6, 15])
def test_missing_pictures_are_counted_once(tmp_path: Path, name: str, lost: int) -> None:
    """The first packet behind a gap tells how many there were."""
    encoding = Encoding(key_every=KEY_EVERY)
    path = make_video(tmp_path / name, steady(20), images=moving_noise(20), encoding=encoding)
    extradata, packets = stored(path)

    missing = counted(extradata, packets[:2] + packets[2 + lost :])

    assert missing == [0, 0, lost] + [0] * (17 - lost)


def test_pictures_on_which_nothing_builds_are_not_missed(tmp_path: Path) -> None:
    """Lost between others, they harm nobody."""
    path = make_video(tmp_path / "set.mp4", steady(50), images=moving_noise(50))
    extradata, packets = stored(path)
    # Two bits of a unit's first byte, behind its length in four, are 0 where nothing builds on it.
    kept = [packet for packet in packets[3:] if packet[4] & 0x60 or packet[4] & 31 != 1]

    assert len(kept) < len(packets) - 3
    assert set(counted(extradata, packets[:3] + kept)) == {0}


def test_noise_is_no_error() -> None:
    """Whatever the bytes, there is a count."""
    rng = np.random.default_rng(0)
    for _ in range(300):
        some = [rng.integers(0, 256, size, dtype=np.uint8).tobytes() for size in (9, 40, 0, 5, 200)]
        extradata, *packets = some
        for head in (b"\x01", b"\x00\x00\x01\x67", b""):
            assert min(counted(head + extradata, packets)) >= 0
