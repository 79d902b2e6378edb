"""Recordings read in a process of their own: the same frames, and harm that stays there."""

import os
import signal
import struct
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

import numpy as np
import pytest
from sets import readers
from videos import (
    BLUE,
    GREEN,
    RED,
    WHITE,
    Encoding,
    assert_shows,
    break_frame,
    corners,
    make_stamped_video,
    make_video,
    moving_noise,
    steady,
)

from formcheck.errors import VideoError
from formcheck.video import reading
from formcheck.video.bounds import (
    NO_BOUNDS,
    USUAL_BOUNDS,
    Unfolded,
)
from formcheck.video.decode import open_video
from formcheck.video.reading import probe_recording, read_video

# The tests' own numbers: taken from the code they would move with it, and hold nothing.
FREE_PIXELS = 2**29
LARGEST_PICTURE = 7680 * 4320
MIN_PIXELS_A_PICTURE = 2**19
PIXELS_A_BYTE = 10_000

SAMPLE = Path(__file__).parents[1] / "sample_videos" / "hip_hinge_good.mp4"

LINUX = pytest.mark.skipif(
    not Path("/proc/self/statm").exists(), reason="processes are found in /proc"
)


def wait_until(true: Callable[[], bool], within_s: float = 30.0) -> bool:
    """Return whether something comes true in the end."""
    end_s = time.monotonic() + within_s
    while not true():
        if time.monotonic() > end_s:
            return False
        time.sleep(0.02)
    return True


def a_noisy_set(path: Path) -> Path:
    return make_video(path / "set.mp4", steady(40), images=moving_noise(20))


def a_damaged_set(path: Path) -> Path:
    encoding = Encoding("libvpx", key_every=1000)
    return break_frame(
        make_video(path / "set.ivf", steady(30), images=moving_noise(30), encoding=encoding), 20
    )


def a_turned_set(path: Path) -> Path:
    images = [corners((64, 48))] * 6 + [corners((48, 64))] * 3 + [corners((64, 48))] * 7
    return make_stamped_video(path / "turned.mkv", range(0, 1600, 100), images)


def a_wide_set(path: Path) -> Path:
    return make_video(path / "wide.mp4", images=[corners((1920, 1080))])


def a_sample(path: Path) -> Path:
    return SAMPLE


@pytest.mark.parametrize("make", [a_noisy_set, a_damaged_set, a_turned_set, a_wide_set, a_sample])
def test_it_is_all_the_same_as_in_this_process(tmp_path: Path, make: Callable[..., Path]) -> None:
    """Frames, times, shots, notes and what the file says of itself are those of `open_video`."""
    path = make(tmp_path)

    with open_video(path) as here, read_video(path) as apart:
        assert str(apart.info) == str(here.info)
        for ours, theirs in zip(islice(here, 90), islice(apart, 90), strict=True):
            assert (theirs.time_s, theirs.index, theirs.shot) == (
                ours.time_s,
                ours.index,
                ours.shot,
            )
            np.testing.assert_array_equal(theirs.image, ours.image)
            assert theirs.image.flags.c_contiguous
        assert next(apart, None) is None or path == SAMPLE
        assert next(here, None) is None or path == SAMPLE
        said = [(each.note, each.truncated, each.too_damaged) for each in (here, apart)]
    assert said[0] == said[1]


def test_pictures_may_keep_their_size(tmp_path: Path) -> None:
    """What is asked for goes along: here, that nothing is reduced."""
    with read_video(a_wide_set(tmp_path), longest_side=None) as video:
        frame = next(video)

    assert frame.image.shape == (1080, 1920, 3)
    assert_shows(frame.image, RED, GREEN, BLUE, WHITE)


@pytest.mark.parametrize("name", ["Übung – 深蹲 (2).mp4", os.fsdecode(b"b\xff.mp4")])
@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere names are always text")
def test_any_name_comes_through(tmp_path: Path, name: str) -> None:
    """Also one that is no text."""
    path = make_video(tmp_path / "set.mp4").rename(tmp_path / name)

    assert probe_recording(path).path == path


@pytest.mark.parametrize("use", [read_video, probe_recording])
def test_what_is_no_recording_is_said_as_ever(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], use: Callable[[Path], object]
) -> None:
    """The error crosses over with its three parts, and nothing is written to the terminal."""
    path = tmp_path / "set.mp4"
    path.write_bytes(b"\0" * 5000)

    with pytest.raises(VideoError) as apart:
        use(path)
    with pytest.raises(VideoError) as here:
        open_video(path)

    assert str(apart.value) == str(here.value)
    assert apart.value.where == str(path)
    assert capfd.readouterr() == ("", "")


def test_nothing_is_loaded_from_the_folder_one_is_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file called like a library, beside a recording, is not run."""
    path = make_video(tmp_path / "set.mp4")
    for name in ("av", "cv2", "numpy", "json", "struct"):
        (tmp_path / f"{name}.py").write_text("raise SystemExit(3)\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)

    assert probe_recording(path).frame_count == 10


# --- How it ends --------------------------------------------------------------------------------


def long_set(path: Path) -> Path:
    """Return a recording too long to be all in the pipe before anybody reads it."""
    return make_video(path / "long.mp4", steady(40), images=[corners((640, 480))])


@LINUX
def test_a_crash_ends_the_reading_of_one_file(tmp_path: Path) -> None:
    """It is said in three parts, and the next file is read as if nothing had been."""
    path = long_set(tmp_path)

    with read_video(path) as video:
        next(video)
        os.kill(readers()[0], signal.SIGSEGV)
        with pytest.raises(VideoError, match="crashed") as error:
            list(video)

    assert next(video, None) is None
    assert error.value.where == str(path)
    assert error.value.to_do
    assert probe_recording(path).frame_count == 40


@LINUX
def test_what_hangs_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A reader that says nothing for long is not waited for any longer."""
    with read_video(long_set(tmp_path)) as video:
        monkeypatch.setattr(reading, "SILENT_S", 0.3)
        os.kill(readers()[0], signal.SIGSTOP)
        with pytest.raises(VideoError, match="stood still"):
            list(video)

    assert readers() == []


@LINUX
def test_one_who_takes_a_break_is_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only what is waited for can hang: a reader whose pictures nobody takes does not."""
    with read_video(long_set(tmp_path)) as video, monkeypatch.context() as hasty:
        next(video)
        hasty.setattr(reading, "SILENT_S", 0.2)
        time.sleep(0.6)
        hasty.undo()
        assert len(list(video)) == 39


@LINUX
def test_what_takes_too_much_memory_is_ended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its reader is ended before the machine has none left; unless that was wished for."""
    monkeypatch.setattr(reading, "MAX_MEMORY", 1_000_000)
    path = long_set(tmp_path)

    with pytest.raises(VideoError, match="memory") as error:
        list(read_video(path))
    with read_video(path, any_size=True) as video:
        assert len(list(video)) == 40

    assert "--any-size" in error.value.to_do


@LINUX
def test_who_no_longer_wants_it_is_heard_while_waiting(tmp_path: Path) -> None:
    """Broken off while no picture comes, it ends at once."""
    wanted = True

    with read_video(long_set(tmp_path), stop=lambda: not wanted) as video:
        os.kill(readers()[0], signal.SIGSTOP)
        wanted = False
        with pytest.raises(KeyboardInterrupt):
            list(video)

    assert readers() == []


def test_what_nobody_wants_is_not_begun(tmp_path: Path) -> None:
    """Broken off before, no file is opened."""
    with pytest.raises(KeyboardInterrupt):
        read_video(make_video(tmp_path / "set.mp4"), stop=lambda: True)


def left_at_once(video: Iterator[object]) -> None:
    pass


def left_in_the_middle(video: Iterator[object]) -> None:
    list(islice(video, 5))


def left_with_an_error(video: Iterator[object]) -> None:
    next(video)
    raise ZeroDivisionError


@LINUX
@pytest.mark.parametrize("leave", [left_at_once, left_in_the_middle, left_with_an_error])
def test_closed_it_leaves_nothing_behind(
    tmp_path: Path, leave: Callable[[Iterator[object]], None]
) -> None:
    """However it is left, its process is gone."""
    try:
        with read_video(long_set(tmp_path)) as video:
            assert len(readers()) == 1
            leave(video)
    except ZeroDivisionError:
        pass

    assert readers() == []
    assert next(video, None) is None


WAITING = """
import sys, time
from formcheck.video.reading import read_video
with read_video(sys.argv[1]) as video:
    next(video)
    print("begun", flush=True)
    time.sleep(60)
"""


@LINUX
@pytest.mark.parametrize("by", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_who_reads_ends_with_who_asked(tmp_path: Path, by: signal.Signals) -> None:
    """Killed without a chance to say so, it leaves no process that reads on."""
    path = long_set(tmp_path)
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    with subprocess.Popen(
        [sys.executable, "-c", WAITING, str(path)],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "begun\n"
        (reader,) = readers(process.pid)
        process.send_signal(by)
        process.wait()

    assert wait_until(lambda: not Path(f"/proc/{reader}").exists())


# --- Bounds -------------------------------------------------------------------------------------


def a_gif(path: Path, width: int, height: int, pictures: int) -> Path:
    """Write pictures in which one pixel changes: 24 bytes each, whatever their size."""
    head = b"GIF89a" + struct.pack("<HHBBB", width, height, 0x80, 0, 0) + b"\0\0\0\xff\xff\xff"
    shown = b"\x21\xf9\x04\x00\x04\x00\x00\x00"
    pixel = b"\x2c" + struct.pack("<HHHHB", 0, 0, 1, 1, 0) + b"\x02\x02\x44\x01\x00"
    path.write_bytes(head + (shown + pixel) * pictures + b";")
    return path


@pytest.mark.parametrize("use", [open_video, read_video])
def test_a_picture_larger_than_8k_is_refused(tmp_path: Path, use: Callable[..., object]) -> None:
    """A kilobyte that asks for gigabytes is told by its head, and to whom it is of use."""
    path = a_gif(tmp_path / "set.gif", 16_000, 16_000, 40)

    with pytest.raises(VideoError, match="larger than 8K: 16000 × 16000") as error:
        use(path)

    assert "--any-size" in error.value.to_do


def test_a_picture_of_8k_is_not_too_large(tmp_path: Path) -> None:
    """One column more is, unless any size will do."""
    USUAL_BOUNDS.check_picture((7680, 4320), tmp_path)
    NO_BOUNDS.check_picture((7681, 4320), tmp_path)
    with pytest.raises(VideoError, match="larger than 8K: 7681 × 4320"):
        USUAL_BOUNDS.check_picture((7681, 4320), tmp_path)


def test_a_size_that_only_the_decoder_knows_is_bounded_too(tmp_path: Path) -> None:
    """A later picture that is larger than 8K is not made room for."""
    images = [corners((64, 48)), corners((64, 48)), corners((12_000, 4_000))]
    path = make_stamped_video(tmp_path / "set.mkv", range(0, 300, 100), images)

    with open_video(path) as video:
        assert len(list(video)) == 2
    assert "One picture is damaged" in video.note


def unfolds(path: Path, pixels: int, pictures: int) -> bool:
    """Return whether a file may unfold to so many pictures."""
    try:
        Unfolded(path, USUAL_BOUNDS).add(pixels, pictures)
    except VideoError:
        return False
    return True


def test_a_file_may_unfold_to_so_much_and_no_more(tmp_path: Path) -> None:
    """So many pixels a byte, after some that are free; small pictures count as larger ones."""
    path = tmp_path / "set.mp4"
    path.write_bytes(b"\0" * 100_000)
    most = FREE_PIXELS + PIXELS_A_BYTE * 100_000

    assert unfolds(path, most, 1)
    assert not unfolds(path, most + 1, 1)
    assert unfolds(path, 1, most // MIN_PIXELS_A_PICTURE)
    assert not unfolds(path, 1, most // MIN_PIXELS_A_PICTURE + 1)
    Unfolded(path, NO_BOUNDS).add(LARGEST_PICTURE, 10**9)


@pytest.mark.parametrize("use", [open_video, read_video])
def test_what_unfolds_beyond_measure_is_refused_on_the_way(
    tmp_path: Path, use: Callable[..., Iterator[object]]
) -> None:
    """So many pictures of a few bytes each come from no camera; but who wants them gets them."""
    path = a_gif(tmp_path / "set.gif", 64, 48, 2200)

    with pytest.raises(VideoError, match="Far more pictures are packed into it"):
        list(use(path))
    assert len(list(use(path, any_size=True))) == 2200
    assert sys.platform != "linux" or readers() == []
