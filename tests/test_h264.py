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


# --- Streams written bit by bit, as the standard has them -----------------------------------------


class Writer:
    """Writes a unit of the stream, by the names of ITU-T H.264, 7.2 and 9.1."""

    def __init__(self, head: int) -> None:
        self._bits = f"{head:08b}"

    def u(self, count: int, value: int) -> "Writer":
        """Write a number of so many bits."""
        self._bits += f"{value:0{count}b}"
        return self

    def ue(self, *values: int) -> "Writer":
        """Write numbers of variable length."""
        for value in values:
            code = f"{value + 1:b}"
            self._bits += "0" * (len(code) - 1) + code
        return self

    def se(self, *values: int) -> "Writer":
        """Write numbers of variable length that may be negative."""
        return self.ue(*(2 * value - 1 if value > 0 else -2 * value for value in values))

    def unit(self) -> bytes:
        """Return the unit, with what keeps it from looking like the start of another one."""
        bits = self._bits + "1"
        bits += "0" * (-len(bits) % 8)
        content = b""
        for byte in int(bits, 2).to_bytes(len(bits) // 8, "big"):
            if content.endswith(b"\0\0") and byte <= 3:
                content += b"\x03"
            content += bytes([byte])
        return content


CHROMA_PROFILES = (44, 83, 86, 100, 110, 118, 122, 128, 134, 135, 138, 139, 244)
"""Those that 7.3.2.1.1 names: their parameter sets tell the form of the colours."""


def sequence(
    profile: int = 66, *, form: int = 1, lists: tuple[int, ...] | None = None, order: int = 0
) -> bytes:
    """Return a sequence parameter set that numbers pictures with nine bits.

    ``lists`` are the scaling lists that are there: of 16 numbers the first six, of 64 those after.
    """
    writer = Writer(0x67).u(8, profile).u(16, 0x1234).ue(0)
    if profile in CHROMA_PROFILES:
        writer.ue(form)
        if form == 3:
            writer.u(1, 1)
        writer.ue(0, 0).u(1, 0).u(1, lists is not None)
        for each in range((12 if form == 3 else 8) if lists is not None else 0):
            writer.u(1, lists is not None and each in lists)
            if lists is not None and each in lists:
                writer.se(*[1, -1] * (8 if each < 6 else 32))
    writer.ue(9 - 4, order)
    if order == 0:
        writer.ue(4)
    elif order == 1:
        writer.u(1, 1).se(-3, 5).ue(2).se(7, -1)
    return writer.ue(2).u(1, 0).ue(39, 29).u(1, 1).u(1, 0).u(1, 0).u(1, 0).unit()


def picture(number: int, *, key: bool = False, apart: bool = False, built_on: bool = True) -> bytes:
    """Return the beginning of a picture's slice; ``apart`` tells that its colours are stored so."""
    writer = Writer((0x60 if built_on else 0) | (5 if key else 1)).ue(0, 7, 0)
    if apart:
        writer.u(2, 2)
    return writer.u(9, number).u(16, 0xABCD).unit()


def started(*units: bytes) -> bytes:
    return b"".join(b"\0\0\1" + unit for unit in units)


STREAMS = {
    "baseline": (sequence(66), False),
    "main": (sequence(77, order=1), False),
    "extended": (sequence(88, order=2), False),
    **{f"profile {profile}": (sequence(profile), False) for profile in CHROMA_PROFILES},
    "colours apart": (sequence(244, form=3), True),
    "short scaling lists": (sequence(100, lists=(0, 5)), False),
    "a long scaling list": (sequence(100, lists=(6,)), False),
    "the last of eight scaling lists": (sequence(100, lists=(7,)), False),
    "the last of twelve scaling lists": (sequence(244, form=3, lists=(11,)), True),
}


@pytest.mark.parametrize("name", STREAMS)
def test_pictures_are_counted_by_their_numbers_whatever_stands_before_them(name: str) -> None:
    """Of 512 numbers 1 is missing between 1 and 3, 252 between 258 and 511, and 1 from 511 to 1."""
    written, apart = STREAMS[name]
    packets = [
        started(picture(0, key=True, apart=apart)),
        *(started(picture(number, apart=apart)) for number in (1, 3, 258, 511, 1)),
    ]

    assert counted(started(written), packets) == [0, 0, 1, 254, 252, 1]


def test_a_containers_record_has_the_parameter_set_behind_eight_bytes() -> None:
    """ISO/IEC 14496-15, 5.3.3.1: then its units stand behind their length, here in two bytes."""
    written = sequence(100)
    record = bytes([1, 100, 0, 31, 0xFD, 0xE1]) + len(written).to_bytes(2, "big") + written
    units = picture(0, key=True), picture(4)

    packets = [len(unit).to_bytes(2, "big") + unit for unit in units]

    assert counted(record, packets) == [0, 3]


def test_what_nothing_is_built_on_has_the_number_to_come() -> None:
    """7.4.3: the picture after it has the same."""
    packets = [
        started(picture(0, key=True)),
        started(picture(1, built_on=False)),
        started(picture(1)),
        started(picture(3)),
    ]

    assert counted(started(sequence()), packets) == [0, 0, 0, 1]


def test_a_key_picture_begins_anew() -> None:
    """Whatever number was before it."""
    packets = [started(picture(200)), started(picture(0, key=True)), started(picture(1))]

    assert counted(started(sequence()), packets) == [0, 0, 0]
