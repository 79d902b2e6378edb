"""What spoils an outline of the back, and what does not."""

from dataclasses import replace

import cv2
import numpy as np
import pytest
from figures import Camera, figure
from hypothesis import given
from hypothesis import strategies as st
from masks import (
    FACES_LEFT,
    HINGED,
    STANDING,
    VIEWS,
    box,
    drawn,
    outline,
    polygon,
    read,
    spine,
    straight,
    torn,
    with_arms,
)

from formcheck.landmarks.doubts import Doubt
from formcheck.landmarks.pose import Joint, Pose, Side


@VIEWS
@pytest.mark.parametrize("side", Side)
def test_an_arm_over_the_back_is_distrusted(pose: Pose, side: Side) -> None:
    """Where either arm hangs along the back, the outline is that of the arm."""
    behind = with_arms(pose, (0.55, 0.15), (0.1, 0.15), sides=(side,))

    line = read(drawn(pose, straight()), behind)

    assert line.trust < 0.1
    assert line.doubt is Doubt.ARM_COVERS


@VIEWS
def test_a_hand_on_the_back_hides_what_it_covers(pose: Pose) -> None:
    """Where a hand lies on the lower back nothing is read; the rest is, and is trusted."""
    reaching = with_arms(pose, (0.55, -0.2), (0.25, 0.05), (0.2, 0.2))

    line = read(drawn(pose, straight()), reaching)

    assert line.trust > 0.8
    assert np.isnan(line.points_px[7:9]).all()
    assert np.isfinite(line.points_px[16:36]).all()


@VIEWS
@pytest.mark.parametrize(
    "places",
    [[(0.5, -0.2)], [(0.5, 0.0), (0.1, 0.0)], [(1.3, 0.2), (1.6, 0.3)], [(0.5, -0.1), (-0.3, 0.2)]],
    ids=["in front", "hanging", "raised", "hand behind the thigh"],
)
def test_arms_elsewhere_are_no_matter(pose: Pose, places: list[tuple[float, float]]) -> None:
    """Arms in front of the trunk or beside it, above the shoulder or below the hip hide nothing."""
    assert read(drawn(pose, straight()), with_arms(pose, *places)).trust > 0.9


def test_arms_that_are_not_seen_are_no_matter() -> None:
    """A missing elbow or hand says nothing against the outline."""
    pose = figure(HINGED)
    points = pose.points_px.copy()
    points[Joint.LEFT_ELBOW : Joint.RIGHT_THUMB + 1] = np.nan

    assert read(drawn(pose, straight()), replace(pose, points_px=points)).trust == 1


@VIEWS
def test_an_object_behind_the_back_is_distrusted(pose: Pose) -> None:
    """A rack or a wall found to be part of the person, with a gap to the back, is noticed."""
    mask = np.maximum(drawn(pose, straight()), box(pose, (0.2, 0.8), (0.3, 0.5)))

    line = read(mask, pose)

    assert line.trust < 0.5
    # The box has two more edges on each ray: that is as much blur.
    assert line.doubt in {Doubt.TOUCHES, Doubt.BLURRED_OUTLINE}


@VIEWS
@pytest.mark.parametrize("out", [0.32, 0.45, 0.9], ids=["plate", "box", "wall"])
def test_an_object_that_touches_the_back_is_distrusted(pose: Pose, out: float) -> None:
    """Something flat, large or endless that is one with the back spoils the outline."""
    mask = np.maximum(drawn(pose, straight()), box(pose, (0.3, 0.7), (0.0, out)))

    assert read(mask, pose).trust < 0.5


@VIEWS
def test_a_hood_is_told_from_the_body(pose: Pose) -> None:
    """Hood or hair at the neck stands off the body; what lies below does not, and is trusted."""
    mask = np.maximum(drawn(pose, straight()), box(pose, (0.88, 1.1), (0.0, 0.32)))

    line = read(mask, pose)

    assert line.stands_off[36:].all()
    assert not line.stands_off[2:29].any()
    assert np.abs(line.points_px - outline(pose, straight()))[2:29].max() < 0.6
    assert line.trust > 0.8


@VIEWS
def test_a_plate_over_the_shoulders_is_distrusted(pose: Pose) -> None:
    """A barbell's plate that covers the upper back leaves too little of it."""
    hip, up, out = spine(pose)
    around = np.linspace(0, 2 * np.pi, 60)[:, None]  # as large and as high as on a squatter
    rim = hip + (0.95 + 0.45 * np.sin(around)) * up + (0.1 + 0.45 * np.cos(around)) * out

    line = read(np.maximum(drawn(pose, straight()), polygon(pose, rim)), pose)

    assert line.trust < 0.5
    assert line.doubt is Doubt.STICKS_OUT


@pytest.mark.parametrize(("yaw_deg", "trusted"), [(0, True), (15, True), (45, False)])
def test_somebody_turned_away_is_distrusted(yaw_deg: float, trusted: bool) -> None:
    """From the side the outline is the back's; from half in front it is that of a flank."""
    pose = figure(STANDING, camera=Camera(yaw_deg=yaw_deg))

    line = read(drawn(pose, straight()), pose)

    assert (line.trust == 1) == trusted
    assert trusted or line.doubt is Doubt.TURNED


@VIEWS
def test_a_hidden_part_is_distrusted(pose: Pose) -> None:
    """Where a bar or a plate hides a third of the back, the rest is not enough."""
    mask = np.where(box(pose, (0.3, 0.6), (-0.4, 0.5)) > 0, 0, drawn(pose, straight()))

    line = read(np.asarray(mask, dtype=np.float32), pose)

    assert line.trust < 0.5
    assert line.doubt is Doubt.PART_HIDDEN
    assert np.isnan(line.points_px[20]).all()
    assert np.isfinite(line.points_px[5]).all()


def test_a_back_cut_off_by_the_picture_is_distrusted() -> None:
    """Where the mask ends because the picture does, there is no outline."""
    pose = figure(STANDING)
    hip, _, out = spine(pose)
    to_edge = np.array([-(hip + 0.15 * out)[0], 0.0])  # the back is 0.2 behind, the edge 0.15
    at_edge = replace(pose, points_px=pose.points_px + to_edge)

    line = read(drawn(at_edge, straight()), at_edge)

    assert line.trust == 0
    assert line.doubt is Doubt.CUT_OFF
    assert np.isnan(line.points_px).all()


def test_a_back_partly_cut_off_is_distrusted() -> None:
    """Where the picture ends in the middle of a bowed back, the half that is seen is not enough."""
    pose = figure(HINGED)
    half = round(float(outline(pose, straight())[20, 1]))
    cut = replace(pose, points_px=pose.points_px - np.array([0.0, half]))

    line = read(
        np.ascontiguousarray(drawn(pose, straight())[half:]),
        replace(cut, size_wh=(640, 480 - half)),
    )

    assert line.trust < 0.2
    assert line.doubt is Doubt.CUT_OFF
    assert np.isfinite(line.points_px[4:17]).all()


@pytest.mark.parametrize("height_px", [100.0, 60.0])
def test_a_small_person_is_distrusted(height_px: float) -> None:
    """A torso of thirty pixels or fewer shows no shape of a back."""
    pose = figure(STANDING, camera=Camera(height_px=height_px))

    line = read(drawn(pose, straight()), pose)

    assert line.trust == 0
    assert line.doubt is Doubt.TOO_SMALL


def test_a_coarse_mask_makes_a_person_small() -> None:
    """It is the mask's own pixels that count, not the picture's."""
    pose = figure(STANDING, camera=Camera(height_px=200.0))

    assert read(drawn(pose, straight()), pose).trust == 1
    assert read(drawn(pose, straight(), shrink=2), pose).trust == 0


@VIEWS
def test_a_torn_mask_is_distrusted(pose: Pose) -> None:
    """An edge that jumps by a twentieth of the torso from place to place is no back."""
    line = read(torn(pose, 0.05), pose)

    assert line.trust < 0.5
    assert line.doubt is Doubt.UNEVEN


@VIEWS
def test_an_edge_that_fades_is_distrusted(pose: Pose) -> None:
    """Where the mask goes over into the background little by little, it does not know the back."""
    mask = drawn(pose, straight())
    faded = cv2.GaussianBlur(mask, (0, 0), 6.0)

    line = read(np.asarray(faded, dtype=np.float32), pose)

    assert line.trust < 0.1
    assert line.doubt is Doubt.BLURRED_OUTLINE


@VIEWS
def test_cloth_is_not_torn(pose: Pose) -> None:
    """Folds of half a hundredth of the torso are trusted."""
    assert read(torn(pose, 0.005), pose).trust > 0.9


@given(size=st.floats(0, 0.06), seed=st.integers(0, 2**16), along=st.floats(0.2, 0.8))
def test_a_mirrored_picture_is_trusted_alike(size: float, seed: int, along: float) -> None:
    """Whatever is wrong with an outline, its mirror image is trusted as much, but for two rays.

    Those at the two ends of a thing may fall to either side of its edge; a ray is a tenth of trust.
    """
    right, left = figure(HINGED), figure(HINGED, camera=FACES_LEFT)
    mask = np.maximum(torn(right, size, seed=seed), box(right, (along, along + 0.2), (0.0, 0.28)))

    line, mirrored = read(mask, right), read(np.ascontiguousarray(mask[:, ::-1]), left)

    assert mirrored.trust == pytest.approx(line.trust, abs=0.2)
    assert np.isfinite(mirrored.points_px).sum() == pytest.approx(
        np.isfinite(line.points_px).sum(), abs=2
    )


@given(size=st.floats(0, 0.2), seed=st.integers(0, 2**16))
def test_trust_is_a_share(size: float, seed: int) -> None:
    """Whatever the mask, trust lies between 0 and 1, and less than full trust has its words."""
    pose = figure(HINGED)

    line = read(torn(pose, size, seed=seed), pose)

    assert 0 <= line.trust <= 1
    assert (line.trust == 1) == (line.doubt is None)


def test_an_outline_in_the_middle_of_the_body_is_distrusted() -> None:
    """A mask that ends at the line of the joints itself shows no back."""
    pose = figure(STANDING)

    line = read(drawn(pose, straight(0.01)), pose)

    assert line.trust == 0
    assert line.doubt is Doubt.INSIDE
