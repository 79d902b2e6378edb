"""Where an outline turns, told of arcs and straight lines."""

from collections.abc import Sequence

import numpy as np
import pytest

from formcheck.exercise.back.shape import bent_part, shape_deg
from formcheck.landmarks.pose import BACK_POINTS, FloatArray


def turning(*turns_deg: float, lean_deg: float = 50.0, facing: int = 1) -> FloatArray:
    """Return an outline that turns by so much in each of its equal parts, one after the other."""
    steps = np.repeat(np.array(turns_deg) / (BACK_POINTS / len(turns_deg)), BACK_POINTS)
    steps = steps[:: len(turns_deg)][: BACK_POINTS - 1]
    angles = np.radians(lean_deg + np.cumsum(steps) - steps.sum() / 2)
    walk = np.column_stack((np.sin(angles) * facing, -np.cos(angles))) * 4.0
    return 300.0 + np.vstack(([0.0, 0.0], np.cumsum(walk, axis=0)))


def middle_of(part: slice) -> float:
    """Return where along the back a part lies: 0 is the hip, 1 the shoulder."""
    return float(part.start + part.stop - 1) / 2 / (BACK_POINTS - 1)


@pytest.mark.parametrize("facing", [1, -1])
@pytest.mark.parametrize(
    ("turns_deg", "place"), [((40, 0, 0), 1 / 6), ((0, 40, 0), 1 / 2), ((0, 0, 40), 5 / 6)]
)
def test_the_part_that_turns_is_found(
    turns_deg: Sequence[float], place: float, facing: int
) -> None:
    """Low, middle or high in the back, facing either way."""
    straight = shape_deg(turning(0, 0, 0, facing=facing), facing)
    shape = shape_deg(turning(*turns_deg, facing=facing), facing)

    assert middle_of(bent_part(shape, straight)) == pytest.approx(place, abs=0.15)


def test_what_the_back_is_like_anyway_does_not_count() -> None:
    """A back that is round at the top when straight is bent low where it turns more than then."""
    own = shape_deg(turning(0, 0, 45), 1)
    now = shape_deg(turning(25, 0, 50), 1)

    assert middle_of(bent_part(now, own)) < 0.4
    assert middle_of(bent_part(now, None)) > 0.6


@pytest.mark.parametrize("lean_deg", [0, 45, 90, 120])
def test_the_lean_of_the_trunk_does_not_enter(lean_deg: float) -> None:
    """The same back, upright or level, has the same shape."""
    upright, leaning = turning(10, 30, 5, lean_deg=0), turning(10, 30, 5, lean_deg=lean_deg)

    apart = shape_deg(upright, 1) - shape_deg(leaning, 1)
    assert np.nanmax(np.abs(apart)) < 1e-6


def test_where_too_little_is_seen_no_part_is_shown() -> None:
    """An outline that was not found has no bent part."""
    lost = np.full((BACK_POINTS, 2), np.nan)

    assert bent_part(shape_deg(lost, 1), None) == slice(0, 0)
