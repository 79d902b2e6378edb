"""The outline of the back, read off masks that are drawn from geometry."""

import numpy as np
import pytest
from figures import Camera, Posture, figure
from hypothesis import given
from hypothesis import strategies as st
from masks import (
    FACES_LEFT,
    HINGED,
    STANDING,
    VIEWS,
    arc,
    drawn,
    inner_error_px,
    outline,
    read,
    slope,
    spine,
    straight,
    turn_deg,
)

from formcheck.landmarks.pose import Pose
from formcheck.outline.silhouette import ALONG


@VIEWS
def test_a_straight_back_gives_a_straight_line(pose: Pose) -> None:
    """A back drawn straight is read where it was drawn, is trusted, and has no slope in it."""
    line = read(drawn(pose, straight()), pose)

    assert inner_error_px(line, outline(pose, straight())) < 0.2
    assert (line.trust, line.doubt) == (1.0, None)
    assert turn_deg(line, pose) == pytest.approx(0, abs=0.3)


@VIEWS
@pytest.mark.parametrize("radius", [0.7, 1.0, 2.0, 5.0, -5.0, -2.0, -1.0])
def test_an_arc_gives_the_slope_of_its_radius(pose: Pose, radius: float) -> None:
    """The outline turns by the angle of the arc between the two parts that are compared."""
    expected = np.degrees(2 * np.arcsin(0.26 / radius))  # their middles: 0.24 and 0.76 of the way

    assert slope(pose, arc(radius)) == pytest.approx(expected, rel=0.05, abs=0.5)


def test_a_rounder_back_has_a_larger_slope() -> None:
    """From hollow over straight to round the slope only grows."""
    pose = figure(HINGED)
    backs = [arc(-1.0), arc(-2.0), straight(), arc(3.0), arc(1.5), arc(0.8)]

    slopes = [slope(pose, back) for back in backs]

    assert slopes == sorted(slopes)


def test_a_mirrored_picture_gives_the_mirrored_line() -> None:
    """The line of the mirrored mask is the mirrored line, equally trusted."""
    right, left = figure(HINGED), figure(HINGED, camera=FACES_LEFT)
    mask = drawn(right, arc(1.0))

    line, mirrored = read(mask, right), read(np.ascontiguousarray(mask[:, ::-1]), left)

    assert inner_error_px(mirrored, line.points_px * [-1, 1] + [640, 0]) < 0.1
    assert mirrored.trust == pytest.approx(line.trust, abs=0.01)


@pytest.mark.parametrize("shrink", [2, 4])
def test_the_resolution_of_the_mask_hardly_matters(shrink: int) -> None:
    """A mask of half or a quarter of the picture's size gives the same line and slope."""
    pose = figure(HINGED, camera=Camera(size_wh=(1280, 960), height_px=850.0))

    line = read(drawn(pose, arc(1.0), shrink=shrink), pose)

    assert inner_error_px(line, outline(pose, arc(1.0))) < 0.1 * shrink
    assert slope(pose, arc(1.0), shrink=shrink) == pytest.approx(slope(pose, arc(1.0)), abs=0.5)


@pytest.mark.parametrize("height_px", [220.0, 300.0, 400.0])
def test_the_size_of_the_person_does_not_matter(height_px: float) -> None:
    """The same back further away or nearer has the same slope."""
    camera = Camera(size_wh=(960, 480), height_px=height_px)

    assert slope(figure(HINGED, camera=camera), arc(1.0)) == pytest.approx(
        slope(figure(HINGED), arc(1.0)), abs=0.7
    )


@pytest.mark.parametrize("shift", [0.25, 0.5, 1.0])
def test_the_line_lies_between_pixels(shift: float) -> None:
    """Half a pixel of the mask's edge is half a pixel of the line."""
    pose = figure(STANDING)
    before = read(drawn(pose, straight()), pose)

    after = read(drawn(pose, straight(), shift=shift), pose)

    moved = (after.points_px - before.points_px)[4:-4]
    np.testing.assert_allclose(moved[:, 0], shift, atol=0.03)
    np.testing.assert_allclose(moved[:, 1], 0, atol=1e-6)


def test_the_line_runs_from_hip_to_shoulder() -> None:
    """Row 0 is at the near hip, the last at the near shoulder, evenly spaced between."""
    pose = figure(STANDING)
    hip, up, _ = spine(pose)

    points = read(drawn(pose, straight()), pose).points_px

    np.testing.assert_allclose((points - hip) @ up / (up @ up), ALONG, atol=1e-6)


@given(
    trunk=st.floats(0, 85),
    roll=st.floats(-30, 30),
    height_px=st.floats(250, 420),
    facing=st.sampled_from([-1, 1]),
    radius=st.sampled_from([-2.0, 0.8, 1.5, 1e6]),
)
def test_only_the_shape_of_the_back_matters(
    trunk: float, roll: float, height_px: float, facing: int, radius: float
) -> None:
    """The trunk's lean, the camera's roll, the size and the side change neither shape nor trust."""
    camera = Camera(size_wh=(960, 720), height_px=height_px, roll_deg=roll, facing=facing)
    pose = figure(Posture(trunk=trunk, arm=60), camera=camera)
    usual = figure(HINGED)

    line = read(drawn(pose, arc(radius)), pose)

    assert turn_deg(line, pose) == pytest.approx(slope(usual, arc(radius)), abs=0.9)
    assert line.trust > 0.95
