"""Light, sharpness and movement of pictures whose truth is known."""

import math

import cv2
import numpy as np
import numpy.typing as npt
import pytest

from formcheck.landmarks.picture import PictureReader
from formcheck.landmarks.pose import ImageQuality

# The tests' own numbers: taken from the code they would move with it, and hold nothing.
LOOK_EVERY_S = 0.5

Image = npt.NDArray[np.uint8]


def room(light: float = 0.5, size_wh: tuple[int, int] = (640, 480)) -> Image:
    """Return a textured wall of this mean brightness."""
    rng = np.random.default_rng(1)
    width, height = size_wh
    coarse = rng.uniform(-0.3, 0.3, (height // 8, width // 8, 3)) * light + light
    wall = cv2.resize(coarse, size_wh, interpolation=cv2.INTER_CUBIC)
    return np.asarray((wall * 255).clip(0, 255), dtype=np.uint8)


def looked_at(*images: Image, every_s: float = LOOK_EVERY_S) -> ImageQuality:
    """Return the measure of the last of several pictures."""
    read = PictureReader()
    return [read(image, i * every_s) for i, image in enumerate(images)][-1]


def panned(image: Image, pixels: float, *, down: float = 0.0) -> Image:
    matrix = np.array([[1.0, 0.0, pixels], [0.0, 1.0, down]])
    size_wh = (image.shape[1], image.shape[0])
    return np.asarray(cv2.warpAffine(image, matrix, size_wh, borderMode=cv2.BORDER_REFLECT), "u1")


@pytest.mark.parametrize(("grey", "light"), [(0, 0.0), (51, 0.2), (255, 1.0)])
def test_light_runs_from_black_to_white(grey: int, light: float) -> None:
    """An even picture's light is its grey level."""
    even = np.full((480, 640, 3), grey, dtype=np.uint8)

    assert looked_at(even).light == pytest.approx(light, abs=0.01)


def test_a_dark_room_is_darker_than_a_lit_one() -> None:
    """Light falls with the room's."""
    lights = [looked_at(room(light)).light for light in (0.05, 0.1, 0.3, 0.6)]

    assert lights == sorted(lights)
    assert lights[1] < 0.15 < lights[2]


@pytest.mark.parametrize("upright", [True, False], ids=["pillars", "letterbox"])
def test_black_bars_do_not_darken_a_picture(upright: bool) -> None:
    """A recording with bars is as light as without them, up to seven tenths of the picture."""
    bare = room(0.4)
    barred = np.zeros_like(bare)
    if upright:
        barred[:, 220:420] = bare[:, 220:420]
    else:
        barred[160:320] = bare[160:320]

    assert looked_at(barred).light == pytest.approx(looked_at(bare).light, abs=0.05)


def test_a_lamp_does_not_light_a_dark_room() -> None:
    """A small bright spot leaves a dark picture dark."""
    dark = room(0.06)
    dark[:60, :200] = 255

    assert looked_at(dark).light < 0.15


@pytest.mark.parametrize("size_wh", [(320, 240), (640, 480), (1280, 960)])
def test_blur_lowers_the_sharpness(size_wh: tuple[int, int]) -> None:
    """At any resolution a blurred picture is far less sharp than the same in focus."""
    image = room(size_wh=size_wh)
    cv2.rectangle(image, (50, 50), (150, 200), (255, 255, 255), -1)
    sigma = size_wh[0] / 320 * 3

    blurred = np.asarray(cv2.GaussianBlur(image, (0, 0), sigma), dtype=np.uint8)

    assert looked_at(blurred).sharpness < 0.1 * looked_at(image).sharpness


@pytest.mark.parametrize("share", [0.01, 0.03, 0.05])
def test_a_panning_camera_shifts_the_background(share: float) -> None:
    """The shift is how far the picture moved, in widths a second."""
    image = room()

    picture = looked_at(image, panned(image, share * 640))

    assert picture.shift == pytest.approx(share / LOOK_EVERY_S, rel=0.1)


def test_a_tilting_camera_shifts_the_background_too() -> None:
    """Up and down counts in the same unit: widths, not heights."""
    image = room()

    picture = looked_at(image, panned(image, 0.0, down=0.03 * 640))

    assert picture.shift == pytest.approx(0.03 / LOOK_EVERY_S, rel=0.1)


def test_a_firm_camera_does_not_shift() -> None:
    """Noise of the camera and somebody moving in the picture are no movement of the camera."""
    rng = np.random.default_rng(2)
    images = [
        np.asarray((room() + rng.normal(0, 4, (480, 640, 3))).clip(0, 255), dtype=np.uint8)
        for _ in range(2)
    ]
    for place, image in zip((250, 300), images, strict=True):
        cv2.ellipse(image, (place, 260), (50, 180), 0, 0, 360, (200, 40, 40), -1)

    assert looked_at(*images).shift < 0.005


def test_somebody_who_fills_half_of_the_picture_is_not_the_camera() -> None:
    """Where half of the picture moves and the rest stands still, the camera does too."""
    before, after, coat = room(), room(), room()[::-1]
    before[:, 170:470] = coat[:, 170:470]
    after[:, 170:470] = coat[:, 160:460]

    assert looked_at(before, after).shift < 0.001


def test_a_person_before_a_plain_wall_is_not_the_camera() -> None:
    """Where only the person can be seen to move, nothing is said of the camera."""
    person = room()
    before, after = (np.full_like(person, 230) for _ in range(2))
    before[100:400, 200:300] = person[100:400, 200:300]
    after[100:400, 215:315] = person[100:400, 200:300]

    assert math.isnan(looked_at(before, after).shift)


@pytest.mark.parametrize("size_wh", [(640, 6), (8, 8), (6, 64)])
def test_hardly_a_picture_is_measured_all_the_same(size_wh: tuple[int, int]) -> None:
    """Strips and stamps have light; that their shift is unknown is no error."""
    grey = np.full((size_wh[1], size_wh[0], 3), 102, dtype=np.uint8)

    picture = looked_at(grey, grey)

    assert picture.light == pytest.approx(0.4, abs=0.01)
    assert math.isnan(picture.shift)


def test_the_first_picture_has_no_shift() -> None:
    """There is nothing to compare the first one with."""
    assert math.isnan(looked_at(room()).shift)


def test_a_cut_to_something_else_has_no_shift() -> None:
    """Two pictures that share nothing have no common background, so the shift is unknown."""
    other = np.random.default_rng(3).integers(0, 256, (480, 640, 3)).astype(np.uint8)

    assert math.isnan(looked_at(room(), other).shift)


def test_a_picture_of_another_shape_is_not_compared() -> None:
    """When the size of the picture changes, as live, the shift is unknown once."""
    assert math.isnan(looked_at(room(), room(size_wh=(640, 360))).shift)


def test_between_two_looks_the_last_measure_holds() -> None:
    """Frames in between repeat what was measured, whatever they show."""
    read = PictureReader()
    before = read(room(0.5), 0.0)

    assert read(room(0.1), LOOK_EVERY_S / 2) is before
    assert read(room(0.1), LOOK_EVERY_S).light < before.light


# --- Just inside, just outside --------------------------------------------------------------------


@pytest.mark.parametrize(("share", "lit"), [(0.09, False), (0.11, True)])
def test_light_is_that_of_the_brightest_tenth(share: float, *, lit: bool) -> None:
    """Less of a picture does not light it."""
    image = np.zeros((480, 640, 3), dtype=np.uint8)
    image[: round(480 * share)] = 255

    assert (looked_at(image).light > 0.5) is lit


def test_a_picture_is_looked_at_320_pixels_wide() -> None:
    """Stripes 2 of 640 wide are one wide then: of 100 levels, each differs by 200 from its two."""
    stripes = np.full((480, 640, 3), 50, dtype=np.uint8)
    stripes[:, np.arange(640) % 4 < 2] = 150

    assert looked_at(stripes).sharpness == pytest.approx(200.0**2, rel=0.01)


TILE_WH = 160
"""Twelve parts of a picture of 640 by 480, four in a row."""


def tile(number: int) -> tuple[slice, slice]:
    row, column = divmod(number, 4)
    return tuple(slice(at * TILE_WH, (at + 1) * TILE_WH) for at in (row, column))  # type: ignore[return-value]


@pytest.mark.parametrize(("still", "share"), [(2, 1.0), (3, 0.75), (4, 0.0)])
def test_the_camera_moves_as_a_quarter_of_the_parts_do(still: int, share: float) -> None:
    """Between the third and the fourth smallest of twelve, three quarters of the way."""
    before = room()
    after = panned(before, 10.0)
    for number in range(still):
        after[tile(number)] = before[tile(number)]

    shift = looked_at(before, after).shift

    assert shift * LOOK_EVERY_S * 640 == pytest.approx(10.0 * share, abs=1.0)


@pytest.mark.parametrize(("count", "known"), [(5, False), (6, True)])
def test_half_of_the_parts_must_show_something(count: int, *, known: bool) -> None:
    """On a plain wall a person is in all that do."""
    images = [np.full((480, 640, 3), 128, dtype=np.uint8) for _ in range(2)]
    for image, wall in zip(images, (room(), panned(room(), 10.0)), strict=True):
        for number in range(count):
            image[tile(number)] = wall[tile(number)]

    assert math.isfinite(looked_at(*images).shift) is known


@pytest.mark.parametrize(("levels", "share", "known"), [(4, 0.85, False), (5, 0.75, True)])
def test_a_part_that_varies_by_less_than_four_levels_is_plain(
    levels: int, share: float, *, known: bool
) -> None:
    """By 4 in 0.85 of it is 3.7, by 5 in 0.75 of it 4.3 (standard deviations)."""
    rng = np.random.default_rng(4)
    signs = rng.choice([-1, 0, 1], (60, 80), p=[share / 2, 1 - share, share / 2]) * levels
    grey = np.repeat(np.repeat(128 + signs, 8, axis=0), 8, axis=1)
    wall = np.stack([grey] * 3, axis=-1).astype(np.uint8)

    assert math.isfinite(looked_at(wall, np.roll(wall, 8, axis=1)).shift) is known


@pytest.mark.parametrize(("height", "known"), [(23, False), (24, True)])
def test_a_part_has_eight_pixels_at_least(height: int, *, known: bool) -> None:
    """A third of the height of a strip 320 wide."""
    strip = room(size_wh=(320, 240))[:height]

    assert math.isfinite(looked_at(strip, strip).shift) is known


@pytest.mark.parametrize(("alike", "known"), [(0.168, False), (0.2, True)])
def test_parts_with_little_in_common_have_no_movement(alike: float, *, known: bool) -> None:
    """At 0.15 of phase correlation: here it is 0.140 and 0.161, the same in all twelve parts."""
    before, other = np.random.default_rng(7).normal(0.0, 1.0, (2, 80, 80))
    after = alike * np.roll(before, 5, axis=1) + math.sqrt(1.0 - alike**2) * other
    walls = [
        np.tile((128 + 30 * each).clip(0, 255).astype(np.uint8)[..., np.newaxis], (3, 4, 3))
        for each in (before, after)
    ]

    assert math.isfinite(looked_at(*walls).shift) is known
