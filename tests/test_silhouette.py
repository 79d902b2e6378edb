"""The outline of the back, read off masks that are drawn from geometry."""

from collections.abc import Callable
from dataclasses import replace

import cv2
import numpy as np
import pytest
from figures import HINGED, SIDE_ON, STANDING, Camera, Posture, figure

from formcheck.exercise.back import outline_slope_deg
from formcheck.pose.landmarks import BackLine, FloatArray, Joint, Part, Pose, joint_of
from formcheck.pose.silhouette import ALONG, BackReader, Mask

FINE = 8
"""A mask is drawn this much larger and then reduced, so that its edges lie between pixels."""

Depth = Callable[[FloatArray], FloatArray]
"""How far the back reaches behind the line hip-shoulder, by the share of the way along it."""

FACES_LEFT = Camera(facing=-1)


def straight(depth: float = 0.2) -> Depth:
    return lambda along: np.full_like(along, depth)


def arc(radius: float) -> Depth:
    """Return an arc of this radius in torso lengths: round if positive, hollow if negative."""

    def depth(along: FloatArray) -> FloatArray:
        height = np.sqrt(radius**2 - (along - 0.5) ** 2) - np.sqrt(radius**2 - 0.25)
        return np.asarray(0.2 + np.sign(radius) * height)

    return depth


def spine(pose: Pose) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Return the near hip, and one torso length up the back and out of it, pixels."""
    assert pose.near
    hip, shoulder = pose.point(Part.HIP, pose.near), pose.point(Part.SHOULDER, pose.near)
    up = shoulder - hip
    return hip, up, np.array([up[1], -up[0]]) * pose.facing


def outline(pose: Pose, depth: Depth, along: FloatArray = ALONG) -> FloatArray:
    hip, up, out = spine(pose)
    return np.asarray(hip + along[:, None] * up + depth(along)[:, None] * out)


def drawn(pose: Pose, depth: Depth, *, shrink: int = 1, shift: float = 0.0) -> Mask:
    """Return the mask of a trunk with this back, ``shift`` pixels further right in the picture.

    The mask is ``shrink`` times smaller than the picture it shows.
    """
    along = np.linspace(-0.3, 1.3, 200)
    back = outline(pose, lambda a: depth(a.clip(-0.05, 1.05)), along)
    belly = outline(pose, straight(-0.25), along[::-1])
    return polygon(pose, np.concatenate((back, belly)) + np.array([shift, 0.0]), shrink)


def polygon(pose: Pose, corners: FloatArray, shrink: int = 1) -> Mask:
    """Return a mask whose pixels hold how much of them lies within the corners."""
    width, height = pose.size_wh
    fine = FINE // shrink
    large = np.zeros((height * fine, width * fine), dtype=np.uint8)
    # Corners are given between pixels; OpenCV counts from the middle of the first one.
    places = np.round((corners * fine - 0.5) * 256).astype(np.int32)
    cv2.fillPoly(large, [places], (255,), shift=8)
    size_wh = (width // shrink, height // shrink)
    small = cv2.resize(large, size_wh, interpolation=cv2.INTER_AREA).astype(np.float32) / 255
    # The model's masks fade over some pixels, too.
    return np.asarray(cv2.GaussianBlur(small, (0, 0), 1.0), dtype=np.float32)


def box(pose: Pose, along: tuple[float, float], out: tuple[float, float]) -> Mask:
    """Return the mask of a box beside the back, in torso lengths up and out."""
    hip, up, away = spine(pose)
    (a, b), (c, d) = along, out
    corners = [hip + x * up + y * away for x, y in ((a, c), (a, d), (b, d), (b, c))]
    return polygon(pose, np.array(corners))


def read(mask: Mask | None, pose: Pose) -> BackLine:
    return BackReader()(mask, pose)


def slope(pose: Pose, depth: Depth, *, shrink: int = 1) -> float:
    return outline_slope_deg(read(drawn(pose, depth, shrink=shrink), pose), pose.facing)


def inner_error_px(line: BackLine, expected: FloatArray) -> float:
    """Return the largest distance of the judged part's points from where they should be."""
    judged = (ALONG >= 0.05) & (ALONG <= 0.95)
    return float(np.abs(line.points_px - expected)[judged].max())


VIEWS = pytest.mark.parametrize(
    "pose",
    [figure(posture, camera=c) for posture in (STANDING, HINGED) for c in (SIDE_ON, FACES_LEFT)],
    ids=["standing right", "standing left", "hinged right", "hinged left"],
)


@VIEWS
def test_a_straight_back_gives_a_straight_line(pose: Pose) -> None:
    """A back drawn straight is read where it was drawn, is trusted, and has no slope in it."""
    line = read(drawn(pose, straight()), pose)

    assert inner_error_px(line, outline(pose, straight())) < 0.2
    assert (line.trust, line.doubt) == (1.0, "")
    assert outline_slope_deg(line, pose.facing) == pytest.approx(0, abs=0.3)


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


def with_arm_at(pose: Pose, along: float, out: float) -> Pose:
    """Return the pose with the near elbow beside the back, in torso lengths up and out."""
    hip, up, away = spine(pose)
    assert pose.near
    points = pose.points_px.copy()
    points[joint_of(Part.ELBOW, pose.near)] = hip + along * up + out * away
    return replace(pose, points_px=points)


@VIEWS
@pytest.mark.parametrize("out", [0.2, 0.35])
def test_an_arm_over_the_back_is_distrusted(pose: Pose, out: float) -> None:
    """With an elbow at the outline or beyond it, the outline is that of the arm."""
    line = read(drawn(pose, straight()), with_arm_at(pose, 0.5, out))

    assert line.trust == 0
    assert line.doubt == "an arm covers the back"


@VIEWS
@pytest.mark.parametrize("place", [(0.5, -0.2), (0.5, 0.0), (1.1, 0.3), (-0.1, 0.3)])
def test_arms_elsewhere_are_no_matter(pose: Pose, place: tuple[float, float]) -> None:
    """Arms in front of the trunk, above the shoulder or below the hip leave the back free."""
    assert read(drawn(pose, straight()), with_arm_at(pose, *place)).trust == 1


def test_arms_that_are_not_seen_are_no_matter() -> None:
    """A missing elbow or hand says nothing against the outline."""
    pose = figure(HINGED)
    points = pose.points_px.copy()
    arms = (Joint.LEFT_ELBOW, Joint.RIGHT_ELBOW, Joint.LEFT_WRIST, Joint.RIGHT_WRIST)
    points[list(arms)] = np.nan

    assert read(drawn(pose, straight()), replace(pose, points_px=points)).trust == 1


@VIEWS
def test_an_object_behind_the_back_is_distrusted(pose: Pose) -> None:
    """A rack or a wall found to be part of the person, with a gap to the back, is noticed."""
    mask = np.maximum(drawn(pose, straight()), box(pose, (0.2, 0.8), (0.3, 0.5)))

    line = read(mask, pose)

    assert line.trust < 0.5
    assert line.doubt == "something touches the back"


@VIEWS
@pytest.mark.parametrize("out", [0.32, 0.45, 0.9], ids=["plate", "box", "wall"])
def test_an_object_that_touches_the_back_is_distrusted(pose: Pose, out: float) -> None:
    """Something flat, large or endless that is one with the back spoils the outline."""
    mask = np.maximum(drawn(pose, straight()), box(pose, (0.3, 0.7), (0.0, out)))

    assert read(mask, pose).trust < 0.5


@VIEWS
def test_a_hidden_part_is_distrusted(pose: Pose) -> None:
    """Where a bar or a plate hides a third of the back, the rest is not enough."""
    mask = np.where(box(pose, (0.3, 0.6), (-0.4, 0.5)) > 0, 0, drawn(pose, straight()))

    line = read(np.asarray(mask, dtype=np.float32), pose)

    assert line.trust < 0.5
    assert line.doubt == "part of the outline of the back is hidden"
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
    assert np.isnan(line.points_px).all()


@pytest.mark.parametrize("height_px", [100.0, 60.0])
def test_a_small_person_is_distrusted(height_px: float) -> None:
    """A torso of thirty pixels or fewer shows no shape of a back."""
    pose = figure(STANDING, camera=Camera(height_px=height_px))

    line = read(drawn(pose, straight()), pose)

    assert line.trust == 0
    assert line.doubt == "the person is too small in the picture"


def test_a_coarse_mask_makes_a_person_small() -> None:
    """It is the mask's own pixels that count, not the picture's."""
    pose = figure(STANDING, camera=Camera(height_px=200.0))

    assert read(drawn(pose, straight()), pose).trust == 1
    assert read(drawn(pose, straight(), shrink=2), pose).trust == 0


def torn(pose: Pose, size: float) -> Mask:
    """Return a trunk whose back goes in and out from row to row."""
    jags = np.random.default_rng(1).normal(0.0, size, 40)
    return drawn(pose, lambda along: 0.2 + np.interp(along, ALONG, jags))


@VIEWS
def test_a_torn_mask_is_distrusted(pose: Pose) -> None:
    """An edge that jumps by a twentieth of the torso from place to place is no back."""
    line = read(torn(pose, 0.05), pose)

    assert line.trust < 0.5
    assert line.doubt == "the outline of the back is uneven"


@VIEWS
def test_cloth_is_not_torn(pose: Pose) -> None:
    """Folds of half a hundredth of the torso are trusted."""
    assert read(torn(pose, 0.005), pose).trust > 0.9


def test_an_outline_that_jumps_is_distrusted_once() -> None:
    """When the whole outline is elsewhere a frame later, one of the two is wrong."""
    pose, look = figure(HINGED), BackReader()
    near, far = drawn(pose, straight(0.2)), drawn(pose, straight(0.3))

    lines = [look(mask, pose) for mask in (near, near, far, far)]

    assert [line.trust for line in lines] == [1, 1, 0, 1]
    assert lines[2].doubt == "the outline of the back jumps"


def test_an_outline_that_moves_slowly_does_not_jump() -> None:
    """A back that rounds within a second, at thirty frames, is trusted all the way."""
    look = BackReader()
    trusts = []
    for share in np.linspace(0, 1, 30):
        pose = figure(STANDING.towards(Posture(trunk=60, knee=15), float(share)))
        curve = float(share)
        mask = drawn(pose, lambda along, c=curve: 0.2 + c * (arc(0.8)(along) - 0.2))  # type: ignore[misc]
        trusts.append(look(mask, pose).trust)

    assert min(trusts) > 0.9


def test_an_outline_in_the_middle_of_the_body_is_distrusted() -> None:
    """A mask that ends at the line of the joints itself shows no back."""
    pose = figure(STANDING)

    line = read(drawn(pose, straight(0.01)), pose)

    assert line.trust == 0
    assert line.doubt == "the outline runs inside the body"


def test_no_mask_is_no_back() -> None:
    """Without a mask nothing is read and nothing trusted."""
    line = read(None, figure())

    assert line.trust == 0
    assert np.isnan(line.points_px).all()


def test_an_empty_mask_is_no_back() -> None:
    """A mask without anybody gives no point."""
    pose = figure()

    line = read(np.zeros((480, 640), dtype=np.float32), pose)

    assert line.trust == 0
    assert np.isnan(line.points_px).all()


@pytest.mark.parametrize("part", [Part.HIP, Part.SHOULDER])
def test_without_hip_or_shoulder_there_is_no_back(part: Part) -> None:
    """Where the ends of the back are unknown, nothing is read."""
    pose = figure()
    assert pose.near
    points = pose.points_px.copy()
    points[joint_of(part, pose.near)] = np.nan

    line = read(drawn(pose, straight()), replace(pose, points_px=points))

    assert line.trust == 0
    assert np.isnan(line.points_px).all()


def test_without_a_known_side_there_is_no_back() -> None:
    """Somebody seen from the front has no near side and no outline of the back."""
    pose = replace(figure(), near=None, facing=0)

    assert read(drawn(figure(), straight()), pose).trust == 0
