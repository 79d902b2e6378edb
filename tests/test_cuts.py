"""Where the next picture is from another shot, and where it only looks so."""

from collections.abc import Sequence

import cv2
import numpy as np
import numpy.typing as npt
import pytest

from formcheck.video.cuts import with_cuts
from formcheck.video.frame import Frame

Image = npt.NDArray[np.uint8]

SIZE_WH = (160, 120)


def scene(seed: int) -> Image:
    """Return a room of coarse and fine things."""
    things = np.random.default_rng(seed).integers(30, 220, (6, 8, 3), dtype=np.uint8)
    return np.asarray(cv2.resize(things, SIZE_WH, interpolation=cv2.INTER_CUBIC), np.uint8)


def shots_of(images: Sequence[Image], fps: float = 30.0) -> list[int]:
    frames = [Frame(image, i / fps, i) for i, image in enumerate(images)]
    counted = list(with_cuts(frames))
    assert [frame.index for frame in counted] == list(range(len(images)))
    return [frame.shot for frame in counted]


def test_each_scene_is_a_shot() -> None:
    """The first picture of the next scene has the next number."""
    images = [scene(1)] * 10 + [scene(2)] * 10 + [scene(3)] * 10

    assert shots_of(images) == [0] * 10 + [1] * 10 + [2] * 10


@pytest.mark.parametrize("place", [1, 29])
def test_a_cut_is_found_at_either_end(place: int) -> None:
    """Behind the first picture and before the last one."""
    images = [scene(1)] * place + [scene(2)] * (30 - place)

    assert shots_of(images) == [0] * place + [1] * (30 - place)


def test_joined_shots_are_counted_on() -> None:
    """What the reader counted before is kept."""
    images = [scene(1)] * 6 + [scene(2)] * 6
    frames = [Frame(image, i / 30, i, shot=5) for i, image in enumerate(images)]

    assert [frame.shot for frame in with_cuts(frames)] == [5] * 6 + [6] * 6


@pytest.mark.parametrize(("levels", "last"), [(6, 0), (7, 1)])
def test_a_small_change_is_no_cut(levels: int, last: int) -> None:
    """Six grey levels all over are not enough, seven are."""
    images = [scene(1)] * 10 + [scene(1) + np.uint8(levels)] * 10

    assert shots_of(images)[-1] == last


@pytest.mark.parametrize(("steps", "last"), [((8, 20), 0), ((7, 20), 1)])
def test_a_cut_stands_out_from_the_changes_around(steps: tuple[int, int], last: int) -> None:
    """Less than three times the change before is not enough, more is."""
    before, at = steps
    images = [scene(1)] * 9 + [scene(1) + np.uint8(before)]
    images += [scene(1) + np.uint8(before + at)] * 10

    assert shots_of(images)[-1] == last


def test_a_flash_is_no_cut() -> None:
    """What changes back was light."""
    flash = np.full_like(scene(1), 250)

    assert set(shots_of([*[scene(1)] * 10, flash, *[scene(1)] * 10])) == {0}
    assert set(shots_of([*[scene(1)] * 10, flash, flash, *[scene(1)] * 10])) == {0}


def test_a_swinging_camera_makes_no_cut() -> None:
    """A tenth of the picture's width from one picture to the next, there and back."""
    wide = np.asarray(cv2.resize(scene(1), (480, 120)), np.uint8)
    places = [*[0] * 5, *range(0, 320, 16), *range(320, 0, -16), *[0] * 5]

    assert set(shots_of([wide[:, x : x + 160] for x in places])) == {0}


def test_a_fade_is_no_cut() -> None:
    """Into the next scene in half a second."""
    shares = np.clip(np.linspace(-0.5, 1.5, 30), 0, 1)
    images = [
        np.asarray(cv2.addWeighted(scene(1), 1 - share, scene(2), share, 0), np.uint8)
        for share in shares
    ]

    assert set(shots_of(images)) == {0}


def walker(x: int) -> Image:
    """Return a room with somebody dark and large at a place."""
    image = scene(1) // 2 + 110
    image[10:115, x : x + 40] = 10
    return image


def test_a_few_pictures_a_second_make_no_cuts() -> None:
    """Somebody who walks through is somewhere else in each of five pictures a second."""
    assert set(shots_of([walker(x) for x in range(0, 120, 12)], fps=5)) == {0}


def test_a_drawing_that_moves_in_steps_makes_few_cuts() -> None:
    """Held for half a second each, steps are no shots, but for the first two: one can't know."""
    images = [walker(x) for x in (0, 50, 100, 50, 0, 50, 100, 50) for _ in range(15)]

    assert max(shots_of(images)) <= 2


def test_bars_beside_the_picture_hide_no_cut() -> None:
    """An upright recording in a wide frame is a fifth of it."""
    images = []
    for seed in [1] * 10 + [2] * 10:
        image = np.zeros((120, 160, 3), np.uint8)
        image[:, 64:96] = scene(seed)[:, 64:96]
        images.append(image)

    assert shots_of(images) == [0] * 10 + [1] * 10


def test_nothing_is_lost_of_short_recordings() -> None:
    """Fewer frames than are held back come all the same."""
    assert shots_of([]) == []
    assert shots_of([scene(1)]) == [0]
    assert shots_of([scene(1), scene(2)]) == [0, 1]


# --- Just inside, just outside --------------------------------------------------------------------


def even(levels: float) -> Image:
    """Return a picture all of one grey, of 12 by 12 parts that are 8 pixels wide."""
    return np.full((96, 96, 3), round(levels), np.uint8)


@pytest.mark.parametrize(("pictures", "shots"), [(3, 1), (4, 3)])
def test_a_flash_lasts_three_pictures(pictures: int, shots: int) -> None:
    """What stays for longer is a shot."""
    images = [*[even(60)] * 10, *[even(200)] * pictures, *[even(60)] * 10]

    assert max(shots_of(images)) + 1 == shots


@pytest.mark.parametrize(("apart", "shots"), [(29, 3), (31, 4)])
def test_of_three_changes_in_two_seconds_the_third_is_no_cut(apart: int, shots: int) -> None:
    """At thirty pictures a second: 1.93 and 2.07 s from the first to the third."""
    images = [even(level) for level in (60, 90, 120, 150) for _ in range(apart)]

    assert max(shots_of(images)) + 1 == shots


@pytest.mark.parametrize(("earlier", "shots"), [(19, 4), (21, 3)])
def test_a_change_half_as_large_counts_as_one_like_it(earlier: int, shots: int) -> None:
    """Two before of 21 grey levels make a third of 40 none; two of 19 do not."""
    levels = (60, 60 + earlier, 60 + 2 * earlier, 100 + 2 * earlier)
    images = [even(level) for level in levels for _ in range(10)]

    assert max(shots_of(images)) + 1 == shots


@pytest.mark.parametrize(("levels", "shots"), [((5, 23), 1), ((8, 26), 2)])
def test_parts_no_brighter_than_24_do_not_count(levels: tuple[int, int], shots: int) -> None:
    """Whatever goes on in a black bar."""
    images = [even(level) for level in levels for _ in range(10)]

    assert max(shots_of(images)) + 1 == shots


@pytest.mark.parametrize(("change", "shots"), [(15, 1), (17, 2)])
def test_a_tenth_of_the_parts_is_counted_at_least(change: int, shots: int) -> None:
    """Six of 144 that change by 15 are 90 of 14.4: 6.25 grey levels, by 17 7.1; 6.5 is a cut."""
    images = []
    for level in (60, 60 + change):
        image = even(0)
        image[16:32, 24:48] = level
        images += [image] * 10

    assert max(shots_of(images)) + 1 == shots
