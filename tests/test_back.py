"""How far a back is bent, from outlines built as arcs."""

import math
from dataclasses import replace

import numpy as np
import pytest
from figures import OWN_SLOPE_DEG, Camera, figure
from hypothesis import given
from hypothesis import strategies as st

from formcheck.exercise.back import (
    LEAST_TRUST,
    SLOPE_PER_DEGREE,
    BackReference,
    bend_deg,
    outline_slope_deg,
)
from formcheck.pose.landmarks import BACK_POINTS, BackLine, Pose


def slope(pose: Pose) -> float:
    return outline_slope_deg(pose.back_line, pose.facing)


@pytest.mark.parametrize("facing", [1, -1])
@pytest.mark.parametrize("bend", [-15, 0, 12, 40])
def test_the_outlines_turn_is_the_one_it_was_built_with(facing: int, bend: float) -> None:
    """An arc turns by its own slope and the bend's share, facing either way."""
    turn = slope(figure(bend=bend, camera=Camera(facing=facing)))

    assert turn == pytest.approx(OWN_SLOPE_DEG + SLOPE_PER_DEGREE * bend)


def test_a_straight_outline_does_not_turn() -> None:
    """Points on a straight line have no slope difference."""
    points = np.column_stack(
        (np.linspace(200, 290, BACK_POINTS), np.linspace(300, 210, BACK_POINTS))
    )

    assert outline_slope_deg(BackLine(points, trust=1.0), 1) == pytest.approx(0, abs=1e-9)


@given(
    st.floats(-30, 60),
    st.floats(-20, 110),
    st.floats(100, 1000),
    st.floats(-20, 20),
    st.sampled_from([1, -1]),
)
def test_only_the_backs_own_shape_matters(
    bend: float, trunk: float, height_px: float, roll_deg: float, facing: int
) -> None:
    """The trunk's lean, the camera's tilt, distance and mirroring do not enter."""
    camera = Camera(facing=facing, height_px=height_px, roll_deg=roll_deg)

    assert slope(figure(bend=bend, trunk=trunk, camera=camera)) == pytest.approx(
        slope(figure(bend=bend))
    )


@pytest.mark.parametrize("bend", [-10, 0, 25, 50])
def test_the_bend_is_counted_from_the_persons_own_reference(bend: float) -> None:
    """Rounded is +, arched is -, and the shape of this very back makes no difference."""
    own = BackReference(slope(figure()), "standing")

    assert bend_deg(slope(figure(trunk=60, bend=bend)), own) == pytest.approx(bend)


def test_without_a_reference_nothing_is_said() -> None:
    """A back that was not calibrated has no bend."""
    assert math.isnan(bend_deg(slope(figure(bend=40)), BackReference()))
    assert not BackReference().known
    assert BackReference(slope(figure()), "standing").known


def test_a_distrusted_outline_has_no_slope() -> None:
    """Just enough trust will do; less, or no outline at all, is NaN."""
    line = figure().back_line

    assert outline_slope_deg(replace(line, trust=LEAST_TRUST), 1) == pytest.approx(OWN_SLOPE_DEG)
    assert math.isnan(outline_slope_deg(replace(line, trust=LEAST_TRUST - 0.01), 1))
    assert math.isnan(outline_slope_deg(BackLine(), 1))


@pytest.mark.parametrize(("missing", "known"), [(3, True), (6, False)])
@pytest.mark.parametrize("begin", [4, 24])
def test_gaps_in_the_outline(begin: int, missing: int, *, known: bool) -> None:
    """A few missing points are done without; a third of a part missing is NaN."""
    line = figure().back_line
    points = line.points_px.copy()
    points[begin : begin + missing] = np.nan

    turn = outline_slope_deg(replace(line, points_px=points), 1)

    assert math.isfinite(turn) == known
    assert not known or turn == pytest.approx(OWN_SLOPE_DEG, abs=2)
