"""Where an outline turns, told of arcs and straight lines."""

import math
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from figures import Camera, Posture, figure

from formcheck.exercise.back import LEAST_TRUST, ROUGH_DEG
from formcheck.exercise.back_shape import (
    REFERENCE_TRUST,
    SeenOutline,
    bent_part,
    middle_outline,
    shape_deg,
)
from formcheck.pose.landmarks import BACK_POINTS, FloatArray, Pose


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


def seen(pose: Pose, bend_deg: float = 0.0) -> SeenOutline:
    return SeenOutline(bend_deg, 0.0, 0.0, points_px=pose.back_line.points_px, facing=pose.facing)


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


def test_the_middle_outline_is_that_of_most_frames() -> None:
    """One frame that is far off does not move it."""
    frames = [seen(figure(), bend) for bend in (3, 4, 5)]
    off = seen(figure(Posture(bend=60), camera=Camera()), 70)

    middle = middle_outline([*frames, off, seen(figure(), 4)])

    assert middle is not None
    assert middle.bend_deg == 4
    assert middle.shape_deg is not None
    apart = middle.shape_deg - shape_deg(figure().back_line.points_px, 1)
    assert np.nanmax(np.abs(apart)) < 1e-9


def test_a_point_hidden_in_one_frame_leaves_no_gap_in_the_middle_shape() -> None:
    """What most frames show is known."""
    points = figure().back_line.points_px.copy()
    points[20] = math.nan
    frames = [seen(figure(), 4.0) for _ in range(4)]
    whole = middle_outline(frames)

    middle = middle_outline([*frames, replace(frames[0], points_px=points)])

    assert whole is not None
    assert middle is not None
    assert middle.shape_deg == pytest.approx(whole.shape_deg, nan_ok=True)


def test_half_of_the_frames_must_be_known() -> None:
    """An outline distrusted most of the time has no middle, and neither has none at all."""
    known, unknown = seen(figure(), 4), seen(figure(), math.nan)

    assert middle_outline([known, unknown]) is None
    assert middle_outline([known, known, unknown]) is not None
    assert middle_outline([]) is None


@pytest.mark.parametrize(
    ("trust", "unsure", "known"),
    [
        (REFERENCE_TRUST, ROUGH_DEG, True),
        (REFERENCE_TRUST - 0.01, 0.0, False),
        (1.0, ROUGH_DEG + 0.1, False),
    ],
)
def test_what_others_are_compared_with_is_seen_clearly(
    trust: float, unsure: float, *, known: bool
) -> None:
    """What is just trusted enough to be judged is no reference, nor what is half hidden."""
    frame = replace(seen(figure(), 4), trust=trust, unsure_deg=unsure)

    assert LEAST_TRUST < REFERENCE_TRUST
    assert (middle_outline([frame, frame, frame]) is not None) == known
