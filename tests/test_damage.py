"""Damaged and incomplete recordings: only what can be relied on is given out."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from videos import (
    Encoding,
    make_video,
    moving_noise,
    rewritten,
    scratch,
    steady,
    with_noise_in,
    without,
)

from formcheck.errors import VideoError
from formcheck.video.decode import VideoReader, open_video

COUNT = 60
KEY_EVERY = 20

Change = Callable[[int, bytes], bytes | None]


def recording(folder: Path, name: str = "whole.mp4", codec: str = "libx264") -> Path:
    """Write two seconds of which every twentieth picture stands by itself."""
    encoding = Encoding(codec, key_every=KEY_EVERY)
    return make_video(folder / name, steady(COUNT), images=moving_noise(COUNT), encoding=encoding)


def left_out(path: Path) -> tuple[list[int], VideoReader]:
    """Read a recording to its end; return which of its pictures were not given out."""
    with open_video(path) as video:
        given = {round(frame.time_s * 30) for frame in video}
    return sorted(set(range(COUNT)) - given), video


def test_one_damaged_picture_costs_itself(tmp_path: Path) -> None:
    """What follows is off by what moved in one frame, and is given out."""
    path = rewritten(recording(tmp_path), "set.mp4", with_noise_in(25))

    missing, video = left_out(path)

    assert missing == [25]
    assert video.note == "One picture is damaged and left out."
    assert not video.too_damaged


@pytest.mark.parametrize(("codec", "name"), [("libx264", "set.mp4"), ("mpeg4", "set.avi")])
def test_after_three_damaged_pictures_a_key_picture_is_waited_for(
    tmp_path: Path, codec: str, name: str
) -> None:
    """Between the third one and the next picture that stands by itself nothing is given out."""
    whole = recording(tmp_path, f"whole{Path(name).suffix}", codec)

    missing, video = left_out(rewritten(whole, name, with_noise_in(23, 25, 28)))

    assert missing == [23, 25, *range(28, 40)]
    assert "3 pictures are damaged" in video.note
    assert "From 1.0 s on, 11 pictures are left out that build on damaged" in video.note


def test_nothing_is_built_on_a_damaged_beginning(tmp_path: Path) -> None:
    """The holes of the first picture can be filled from nothing."""
    path = rewritten(recording(tmp_path), "set.mp4", with_noise_in(0))

    assert left_out(path)[0] == list(range(20))


def test_a_key_picture_is_mended_from_sound_ones_only(tmp_path: Path) -> None:
    """Damaged after sound pictures it costs itself, after damaged ones all that follows."""
    whole = recording(tmp_path)

    once = left_out(rewritten(whole, "once.mp4", with_noise_in(20)))[0]
    thrice = left_out(rewritten(whole, "thrice.mp4", with_noise_in(12, 15, 20)))[0]

    assert once == [20]
    assert thrice == [12, 15, *range(20, 40)]


def test_a_picture_that_lost_all_is_not_built_on(tmp_path: Path) -> None:
    """A damaged picture unlike the one before has garbled what follows, though it is but one."""
    dark, light = (np.full((96, 160, 3), level, np.uint8) for level in (30, 220))
    noisy = moving_noise(COUNT)
    images = [np.maximum(image // 2, dark) for image in noisy[:25]]
    images += [np.minimum(image // 2 + 120, light) for image in noisy[25:]]
    encoding = Encoding(key_every=KEY_EVERY)
    whole = make_video(tmp_path / "whole.mp4", steady(COUNT), images=images, encoding=encoding)

    assert left_out(rewritten(whole, "set.mp4", with_noise_in(25)))[0] == list(range(25, 40))


@pytest.mark.parametrize(
    ("lost", "missing"),
    [
        ([25], [25]),
        ([25, 26], [25, 26]),
        ([25, 26, 27], range(25, 40)),
        ([25, 28, 31], [25, 28, *range(31, 40)]),
        (range(21, 36), range(21, 40)),
        ([39], [39]),
    ],
)
def test_lost_pictures_are_missed_by_their_numbers(
    tmp_path: Path, lost: list[int], missing: list[int]
) -> None:
    """H.264 numbers what others build on: one lost or two are borne, three are not."""
    path = rewritten(recording(tmp_path), "set.mp4", without(*lost))

    shown, video = left_out(path)

    assert shown == list(missing)
    assert ("missing" in video.note) is (lost != [39])  # before a key picture nobody misses it
    assert not video.too_damaged


@pytest.mark.parametrize(
    ("lost", "missing"), [(range(25, 31), range(25, 31)), (range(25, 33), range(25, 40))]
)
def test_lost_pictures_without_numbers_leave_a_gap(
    tmp_path: Path, lost: range, missing: range
) -> None:
    """In other codecs a gap of a quarter of a second tells, and a shorter one does not."""
    whole = recording(tmp_path, "whole.webm", "libvpx")

    shown, video = left_out(rewritten(whole, "set.webm", without(*lost)))

    assert shown == list(missing)
    assert ("8 pictures are missing, from 0.8 s on" in video.note) is (len(lost) == 8)


def test_a_gap_before_a_key_picture_costs_nothing_more(tmp_path: Path) -> None:
    """What stands by itself needs nothing that was lost."""
    whole = recording(tmp_path, "whole.webm", "libvpx")

    assert left_out(rewritten(whole, "set.webm", without(*range(28, 40))))[0] == [*range(28, 40)]


def test_a_pause_is_no_loss(tmp_path: Path) -> None:
    """A camera that stops for a second and goes on, its numbers too, lost nothing."""
    times_s = [*steady(25), *(1.5 + time_s for time_s in steady(25))]
    path = make_video(tmp_path / "set.mp4", times_s, images=moving_noise(50))

    with open_video(path) as video:
        assert len(list(video)) == 50
    assert video.note == ""


def test_a_held_picture_of_an_animation_is_no_loss(tmp_path: Path) -> None:
    """A GIF shows a picture as long as its maker liked."""
    times_s = [*steady(25, 10), *(5 + time_s for time_s in steady(5, 10))]
    path = make_video(
        tmp_path / "set.gif", times_s, images=moving_noise(30), encoding=Encoding("gif", "rgb8")
    )

    with open_video(path) as video:
        assert len(list(video)) == 30
    assert video.note == ""


@pytest.mark.parametrize(
    ("damaged", "too_damaged"),
    [([0, 22, 25, 33], False), ([0, 22, 25, 31], True)],
    ids=["less", "more"],
)
def test_with_more_than_half_lost_it_is_too_damaged(
    tmp_path: Path, damaged: list[int], too_damaged: bool
) -> None:
    """29 of 60 pictures left out are borne, 31 are not."""
    path = rewritten(recording(tmp_path), "set.mp4", with_noise_in(*damaged))

    missing, video = left_out(path)

    assert (len(missing) > COUNT / 2) is too_damaged
    assert video.too_damaged is too_damaged


def test_without_one_whole_picture_reading_fails(tmp_path: Path) -> None:
    """The error says that the file is too damaged, and what to do."""
    path = rewritten(recording(tmp_path), "set.mp4", with_noise_in(0, 20, 40))

    with open_video(path) as video, pytest.raises(VideoError, match="too damaged") as error:
        list(video)
    assert "Copy it again" in error.value.to_do


def test_a_scratch_in_a_file_costs_little(tmp_path: Path) -> None:
    """Light damage leaves all but a few pictures."""
    encoding = Encoding(index_first=True, key_every=KEY_EVERY)
    path = make_video(
        tmp_path / "set.mp4", steady(COUNT), images=moving_noise(COUNT), encoding=encoding
    )

    missing, video = left_out(scratch(path, at=0.5, length=60))

    assert 0 < len(missing) <= 3
    assert not video.too_damaged
