"""Pictures as the model gets them."""

import numpy as np
import pytest

from formcheck.landmarks.pose import JOINTS
from formcheck.pose.model_input import Image, covered, others_covered, reduced
from formcheck.pose.tracking import DetectedPerson

GREY = 114


def picture(width: int, height: int) -> Image:
    return np.zeros((height, width, 3), dtype=np.uint8)


@pytest.mark.parametrize(
    ("size_wh", "as_given_wh"),
    [
        ((640, 480), (640, 480)),
        ((1280, 720), (640, 360)),
        ((360, 640), (360, 640)),
        ((720, 1280), (360, 640)),
        ((101, 200), (100, 200)),
        ((102, 200), (104, 200)),
    ],
)
def test_a_picture_is_at_most_640_long_and_four_pixels_wide_by_four(
    size_wh: tuple[int, int], as_given_wh: tuple[int, int]
) -> None:
    """Whichever side is the longer one."""
    height, width, _ = reduced(picture(*size_wh)).shape

    assert (width, height) == as_given_wh


def between(left: float, top: float, right: float, bottom: float) -> DetectedPerson:
    """Return somebody whose landmarks fill a box."""
    points = np.full((JOINTS, 2), (left, top))
    points[0] = right, bottom
    return DetectedPerson(points, np.ones(JOINTS), np.zeros((JOINTS, 3)))


SOMEBODY = between(60, 40, 90, 140)


def test_around_one_person_a_tenth_of_their_height_is_left_open() -> None:
    """Ten pixels of a hundred; the rest is grey."""
    alone = others_covered(picture(200, 200), SOMEBODY, (200, 200))
    rows, columns, _ = np.nonzero(alone != GREY)

    assert (columns.min(), columns.max() + 1) == (50, 100)
    assert (rows.min(), rows.max() + 1) == (30, 150)


def test_one_person_is_covered_no_wider_than_they_are() -> None:
    """And a tenth of their height above and below."""
    without = covered(picture(200, 200), SOMEBODY, (200, 200))
    rows, columns, _ = np.nonzero(without == GREY)

    assert (columns.min(), columns.max() + 1) == (60, 90)
    assert (rows.min(), rows.max() + 1) == (30, 150)
