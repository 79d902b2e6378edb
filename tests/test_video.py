"""Reading recordings: odd ones, broken ones and those that are none."""

import math
from itertools import islice
from pathlib import Path

import numpy as np
import pytest
from videos import (
    BLUE,
    GREEN,
    RED,
    WHITE,
    Encoding,
    assert_shows,
    break_frame,
    corners,
    cut,
    make_stamped_video,
    make_video,
    moving_noise,
    read_frames,
    rewritten,
    scratch,
    steady,
    without,
)

from formcheck.video.decode import (
    Frame,
    VideoReader,
    open_video,
    probe_video,
)

# The tests' own numbers: taken from the code they would move with it, and hold nothing.
LONG_PAUSE_S = 60.0


def read_all(path: Path) -> tuple[list[Frame], VideoReader]:
    with open_video(path) as video:
        return list(video), video


# Times


@pytest.mark.parametrize("frames_per_s", [5, 24, 30000 / 1001, 60, 240])
def test_steady_rates_are_kept(tmp_path: Path, frames_per_s: float) -> None:
    """From 5 to 240 frames a second, frames come at the times they were taken."""
    times_s = steady(12, frames_per_s)
    path = make_video(tmp_path / "set.mp4", times_s)

    frames = read_frames(path)

    np.testing.assert_allclose([frame.time_s for frame in frames], times_s, rtol=0, atol=6e-6)
    assert [frame.index for frame in frames] == list(range(12))
    assert probe_video(path).frames_per_s == pytest.approx(frames_per_s, rel=0.02)


def test_uneven_times_are_exact(tmp_path: Path) -> None:
    """A variable frame rate keeps each frame's own time to the last digit."""
    times_s = [ticks / 90_000 for ticks in (0, 1, 3000, 3001, 90_000, 97_531, 900_000)]

    frames = read_frames(make_video(tmp_path / "uneven.mp4", times_s))

    assert [frame.time_s for frame in frames] == times_s


def test_times_begin_at_the_first_frame(tmp_path: Path) -> None:
    """A file that begins late, as cut ones do, begins at 0."""
    frames = read_frames(make_video(tmp_path / "late.mp4", [3.5, 4.0, 5.0]))

    assert [frame.time_s for frame in frames] == [0.0, 0.5, 1.5]


def test_frames_that_do_not_advance_are_left_out(tmp_path: Path) -> None:
    """Repeated and backward stamps are dropped and counted in the note."""
    path = make_stamped_video(tmp_path / "odd.mkv", [0, 40, 40, 20, 80, 60, 120])

    frames, video = read_all(path)

    assert [frame.time_s for frame in frames] == [0.0, 0.04, 0.08, 0.12]
    assert [frame.index for frame in frames] == [0, 1, 2, 3]
    assert "3 pictures are left out: no later" in video.note


def test_joined_recordings_follow_one_another(tmp_path: Path) -> None:
    """Where the clock jumps back time goes on, in another shot, and no picture is left out."""
    one = make_video(tmp_path / "one.ts", steady(60), images=moving_noise(60))
    path = tmp_path / "joined.ts"
    path.write_bytes(one.read_bytes() * 3)

    frames, video = read_all(path)

    np.testing.assert_allclose([frame.time_s for frame in frames], steady(180), atol=1e-3)
    assert [frame.shot for frame in frames] == [0] * 60 + [1] * 60 + [2] * 60
    assert video.note == ""


def test_a_cut_begins_another_shot(tmp_path: Path) -> None:
    """The first picture of another place has the next number."""
    images = [corners()] * 20 + [255 - corners()] * 20

    frames, video = read_all(make_video(tmp_path / "set.mp4", steady(40), images=images))

    assert [frame.shot for frame in frames] == [0] * 20 + [1] * 20
    assert video.note == ""


def test_missing_times_follow_the_rate(tmp_path: Path) -> None:
    """A bare stream without times is read at its own rate, and the note says so."""
    path = make_video(tmp_path / "bare.h264", steady(12))

    frames, video = read_all(path)

    np.testing.assert_allclose([frame.time_s for frame in frames], steady(12), atol=1e-9)
    assert "30 a second are assumed" in video.note
    assert math.isnan(video.info.duration_s)


# What a recording says of itself


def test_info_is_known_before_reading(tmp_path: Path) -> None:
    """Size, length, rate and codec are there without decoding everything."""
    path = make_video(tmp_path / "set.mp4", steady(50, 25))

    info = probe_video(path)

    assert info.path == path
    assert info.size_wh == info.stored_size_wh == (64, 48)
    assert info.duration_s == pytest.approx(2.0, abs=0.05)
    assert info.frames_per_s == pytest.approx(25.0, rel=0.02)
    assert info.frame_count == pytest.approx(50, abs=1)
    assert info.codec == "h264"


@pytest.mark.parametrize("name", ["late.mkv", "late.webm", "late.mp4", "late.ts"])
def test_a_file_that_begins_late_has_its_own_length(tmp_path: Path, name: str) -> None:
    """Two seconds are two seconds, though they begin at ten."""
    encoding = Encoding("libvpx" if name.endswith("webm") else "libx264", key_every=30)
    whole = make_video(tmp_path / f"whole{Path(name).suffix}", steady(60), encoding=encoding)
    path = rewritten(whole, name, without(), late_s=10.0)

    frames, video = read_all(path)

    assert video.info.duration_s == pytest.approx(2.0, abs=0.1)
    assert len(frames) == 60
    assert not video.truncated


def test_hidden_frames_are_not_counted(tmp_path: Path) -> None:
    """The estimate leaves out what an edit list hides."""
    path = make_video(tmp_path / "trimmed.mp4", [time_s - 1.0 for time_s in steady(60)])

    info = probe_video(path)

    assert info.frame_count == pytest.approx(len(read_frames(path)), abs=1)


def test_the_tick_of_a_container_is_no_rate(tmp_path: Path) -> None:
    """A file that seems to have a thousand frames a second has an unknown rate."""
    path = make_stamped_video(tmp_path / "browser.mkv", range(20))

    assert math.isnan(probe_video(path).frames_per_s)


def test_a_whole_recording_needs_no_note(tmp_path: Path) -> None:
    """Nothing is remarked on a file in order."""
    frames, video = read_all(make_video(tmp_path / "set.mp4", steady(45)))

    assert len(frames) == 45
    assert not video.truncated
    assert video.note == ""


def test_one_frame_is_a_recording(tmp_path: Path) -> None:
    """A recording of a single frame gives that frame at 0."""
    frames = read_frames(make_video(tmp_path / "one.mp4", [0.0]))

    assert [(frame.time_s, frame.index) for frame in frames] == [(0.0, 0)]


def test_reading_after_closing_gives_nothing(tmp_path: Path) -> None:
    """A closed reader is at its end."""
    with open_video(make_video(tmp_path / "set.mp4")) as video:
        next(video)

    assert list(video) == []


# Damaged recordings


@pytest.mark.parametrize("name", ["set.mp4", "set.mkv", "set.avi"])
def test_a_cut_recording_gives_what_is_there(tmp_path: Path, name: str) -> None:
    """Frames before the cut come with their times, and the note says where the file ends."""
    codec = "mpeg4" if name.endswith("avi") else "libx264"
    path = make_video(
        tmp_path / name,
        steady(60),
        images=moving_noise(30),
        encoding=Encoding(codec, index_first=name.endswith("mp4")),
    )

    frames, video = read_all(cut(path, 0.6))

    assert 15 < len(frames) < 50
    assert video.truncated
    assert f"The file ends early, after {frames[-1].time_s:.1f} s." in video.note


def test_reading_ends_where_a_file_makes_no_more_sense(tmp_path: Path) -> None:
    """Every frame before the damage is given, those the decoder still held included."""
    path = make_video(tmp_path / "set.ivf", steady(30), encoding=Encoding("libvpx-vp9"))

    frames, video = read_all(break_frame(path, 20))

    assert len(frames) == 20
    assert video.truncated
    assert "ends early, after 0.6 s" in video.note


def test_damaged_pictures_are_left_out(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """Damage in the middle costs some frames, moves none, is counted, and prints nothing."""
    encoding = Encoding(index_first=True)
    path = make_video(tmp_path / "set.mp4", steady(60), images=moving_noise(30), encoding=encoding)
    times_s = [frame.time_s for frame in read_frames(path)]

    frames, video = read_all(scratch(path, at=0.5, length=60))

    assert 30 < len(frames) < 60
    assert {frame.time_s for frame in frames} < set(times_s)
    assert frames[-1].time_s == times_s[-1]
    assert not video.truncated
    assert "damaged and left out" in video.note
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize(
    ("wide", "upright", "given"), [(4, 12, range(4, 16)), (12, 4, range(12))], ids=["late", "early"]
)
def test_the_shape_that_lasts_is_read(
    tmp_path: Path, wide: int, upright: int, given: range
) -> None:
    """Another shape would stretch the person: it is left out, be it the first, and said."""
    images = [corners((64, 48))] * wide + [corners((48, 64))] * upright
    path = make_stamped_video(tmp_path / "turned.mkv", range(0, 1600, 100), images)

    frames, video = read_all(path)

    assert [round(frame.time_s * 10) for frame in frames] == list(given)
    assert {frame.image.shape[1::-1] for frame in frames} == {video.info.size_wh}
    assert f"changes at {wide / 10:.1f} s: 4 pictures are of another shape" in video.note


def test_a_shape_that_comes_back_is_another_shot(tmp_path: Path) -> None:
    """What was left out in between parts what is before from what is after."""
    images = [corners((64, 48))] * 6 + [corners((48, 64))] * 3 + [corners((64, 48))] * 7
    path = make_stamped_video(tmp_path / "turned.mkv", range(0, 1600, 100), images)

    frames, _ = read_all(path)

    assert [frame.shot for frame in frames] == [0] * 6 + [1] * 7


def test_pictures_of_another_size_keep_the_first_size(tmp_path: Path) -> None:
    """A browser that lowers its resolution while recording changes nothing for the pose."""
    images = [corners((64, 48)), corners((128, 96))]
    path = make_stamped_video(tmp_path / "call.mkv", range(0, 400, 100), images)

    frames, video = read_all(path)

    assert [frame.image.shape for frame in frames] == [(48, 64, 3)] * 4
    assert_shows(frames[1].image, RED, GREEN, BLUE, WHITE)
    assert video.note == ""


# Notes


def test_a_long_stretch_without_a_picture_is_said(tmp_path: Path) -> None:
    """A whole set would fit into it: it is as if nobody had recorded."""
    times_s = [0.0, 0.5, LONG_PAUSE_S + 0.5, LONG_PAUSE_S + 1.0, 3600.0, 3600.5]

    frames, video = read_all(make_video(tmp_path / "set.mp4", times_s))

    assert [frame.time_s for frame in frames] == times_s
    assert video.note == (
        "There is no picture between 0.5 s and 60.5 s, nor in 1 more such stretches."
    )


def test_a_shorter_one_is_not(tmp_path: Path) -> None:
    """Somebody who rests between two sets has paused the recording."""
    times_s = [0.0, 0.5, LONG_PAUSE_S + 0.4, LONG_PAUSE_S + 1.0]

    _, video = read_all(make_video(tmp_path / "set.mp4", times_s))

    assert video.note == ""


def test_a_single_picture_is_said(tmp_path: Path) -> None:
    """It shows nobody moving."""
    _, video = read_all(make_video(tmp_path / "set.mp4", [0.0]))

    assert video.note == "There is only one picture in it."


@pytest.mark.parametrize(
    ("there", "note"),
    [
        (1, "Only 1 of its 149 pictures can be decoded."),
        (74, "Only 74 of its 149 pictures can be decoded."),
        (75, ""),
    ],
)
def test_a_recording_that_begins_late_for_its_decoder_is_said(
    tmp_path: Path, there: int, note: str
) -> None:
    """Without the first picture nothing is shown before the next that stands by itself."""
    encoding = Encoding("libx264", key_every=150 - there)
    path = make_video(tmp_path / "set.mp4", steady(150), images=moving_noise(9), encoding=encoding)

    frames, video = read_all(rewritten(path, "late.mp4", without(0)))

    assert len(frames) == there
    assert video.note == note


# Real recordings


def test_real_recordings_are_read(footage: Path) -> None:
    """Every real clip opens, and its first frames come upright, contiguous and in order."""
    paths = sorted(footage.rglob("*.mp4"))

    assert paths
    for path in paths:
        with open_video(path) as video:
            frames = list(islice(video, 5))
        times_s = [frame.time_s for frame in frames]
        assert times_s == sorted(set(times_s))
        assert all(frame.image.flags.c_contiguous for frame in frames)
        assert all(frame.image.shape[1::-1] == video.info.size_wh for frame in frames)
