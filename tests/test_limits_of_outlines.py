"""Each number by which an outline is read and doubted, held from both sides.

What is expected stands here as numbers, worked out by hand. An outline is a flat one, a fifth of a
torso behind hip and shoulder, and one thing is wrong with it. Of its forty rays, which are 0.027
torsos apart, thirty-four are judged: the shares below are of those.
"""

import math
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from figures import ARMS_FORWARD, Camera, figure
from masks import box, drawn, straight, with_arms

from formcheck.landmarks.pose import BACK_POINTS, BackLine, FloatArray, Part, Pose
from formcheck.landmarks.yaw import yaw_of
from formcheck.outline.rays import ALONG, Flags, Mask, Rays, Trunk, cast, smoothed
from formcheck.outline.silhouette import BackReader

POSE = figure(ARMS_FORWARD)
TORSO_PX = 102.0  # three tenths of the figure's 340 pixels
FLAT: FloatArray = np.full(BACK_POINTS, 0.2)
NO_RAYS: Flags = np.zeros(BACK_POINTS, dtype=bool)
FIRST_JUDGED, JUDGED = 2, 34


def some(count: int) -> Flags:
    """Return which rays are meant: so many of those judged, from the lowest on."""
    rays = NO_RAYS.copy()
    rays[FIRST_JUDGED : FIRST_JUDGED + count] = True
    return rays


def met(
    depth: FloatArray = FLAT,
    *,
    blur: FloatArray | None = None,
    again: Flags = NO_RAYS,
    cut: Flags = NO_RAYS,
) -> Rays:
    """Return what rays met, by themselves everything clear."""
    blurred = np.full(BACK_POINTS, 0.02) if blur is None else blur
    return Rays(depth, blurred, again, cut)


def read(rays: Rays, pose: Pose = POSE, *, mask_width: int = 640) -> BackLine:
    return BackReader().read(rays, mask_width, pose)


def test_a_clear_outline_is_trusted() -> None:
    """What all the cases below differ from."""
    assert read(met()).trust == 1.0


# --- What lowers trust ----------------------------------------------------------------------------


@pytest.mark.parametrize(("torso_px", "trust"), [(61, 1.0), (57.5, 0.9), (37.5, 0.1), (34, 0.0)])
def test_trust_falls_from_a_torso_of_60_pixels_to_one_of_35(torso_px: float, trust: float) -> None:
    """Of the mask, not of the picture."""
    line = read(met(), mask_width=round(torso_px * 640 / TORSO_PX))

    assert line.trust == pytest.approx(trust, abs=0.015)


@pytest.mark.parametrize("yaw_deg", [24, 28, 34, 38, 42])
def test_trust_falls_from_a_turn_of_25_degrees_to_one_of_40(yaw_deg: float) -> None:
    """By how far somebody is found turned."""
    pose = figure(ARMS_FORWARD, camera=Camera(yaw_deg=yaw_deg))
    trust = min(max((40 - yaw_of(pose)) / 15, 0.0), 1.0)

    assert read(met(), pose).trust == pytest.approx(trust, abs=0.001)


def hidden(count: int) -> Rays:
    return met(np.where(some(count), np.nan, FLAT))


def cut_off(count: int) -> Rays:
    return met(np.where(some(count), np.nan, FLAT), cut=some(count))


def blurred(count: int) -> Rays:
    return met(blur=np.where(some(count), 0.1, 0.02))


@pytest.mark.parametrize("wrong", [hidden, cut_off, blurred])
@pytest.mark.parametrize(("count", "trust"), [(5, 1.0), (6, 0.912), (15, 0.029), (16, 0.0)])
def test_trust_falls_from_15_in_a_hundred_rays_to_45(
    wrong: Callable[[int], Rays], count: int, trust: float
) -> None:
    """6 of 34 are 0.176, of which 0.45 - 0.176 over 0.3 is left."""
    assert read(wrong(count)).trust == pytest.approx(trust, abs=0.002)


@pytest.mark.parametrize(("count", "trust"), [(3, 1.0), (4, 0.929), (11, 0.106), (12, 0.0)])
def test_trust_falls_where_the_mask_is_met_again(count: int, trust: float) -> None:
    """From a tenth of the rays to 35 in a hundred."""
    assert read(met(again=some(count))).trust == pytest.approx(trust, abs=0.002)


@pytest.mark.parametrize(("depth", "trust"), [(0.061, 1.0), (0.055, 0.875), (0.025, 0.125)])
def test_trust_falls_where_the_outline_is_near_the_joints(depth: float, trust: float) -> None:
    """From 0.06 torsos behind them to 0.02."""
    assert read(met(np.full(BACK_POINTS, depth))).trust == pytest.approx(trust, abs=0.001)


@pytest.mark.parametrize(("off", "trust"), [(0.013, 1.0), (0.017, 0.857), (0.024, 0.524)])
def test_trust_falls_with_what_rays_are_off_the_smooth_outline(off: float, trust: float) -> None:
    """From 0.014 torsos, as the root of the mean square, to 0.035: here every other ray is off."""
    jagged = FLAT + off * (-1.0) ** np.arange(BACK_POINTS)

    assert read(met(jagged)).trust == pytest.approx(trust, abs=0.03)


@pytest.mark.parametrize(("moved", "trust"), [(0.024, 1.0), (0.030, 0.857), (0.055, 0.143)])
def test_trust_falls_with_a_jump_from_one_moment_to_the_next(moved: float, trust: float) -> None:
    """From 0.025 torsos, as the root of the mean square, to 0.06; place and lean do not count."""
    judged = slice(FIRST_JUDGED, FIRST_JUDGED + JUDGED)
    shape = ALONG**2 - np.polyval(np.polyfit(ALONG[judged], ALONG[judged] ** 2, 1), ALONG)
    shape *= moved / math.sqrt(float(np.mean(shape[judged] ** 2)))

    reader = BackReader()
    reader.read(met(), 640, POSE)
    line = reader.read(met(FLAT + shape), 640, replace(POSE, time_s=0.1))

    assert line.trust == pytest.approx(trust, abs=0.01)


# --- Which rays do not show the back --------------------------------------------------------------


@pytest.mark.parametrize(("blur", "is_seen"), [(0.066, True), (0.074, False)])
def test_a_ray_undecided_for_0_07_torsos_has_no_end(blur: float, *, is_seen: bool) -> None:
    """It tells nothing there."""
    line = read(met(blur=np.where(some(1), blur, 0.02)))

    assert np.isfinite(line.points_px[FIRST_JUDGED]).all() == is_seen


@pytest.mark.parametrize(("off", "stands_off"), [(0.028, False), (0.033, True)])
def test_a_ray_0_03_torsos_from_the_others_met_something_else(
    off: float, *, stands_off: bool
) -> None:
    """One ray in twenty hardly moves the smooth outline."""
    depth = FLAT.copy()
    depth[20] += off

    assert read(met(depth)).stands_off[20] == stands_off


@pytest.mark.parametrize(
    ("places", "outs"),
    [
        ([(0.55, 0.0), (0.1, -0.3)], (0.077, 0.083)),
        ([(0.55, -0.3), (0.1, 0.0)], (0.107, 0.114)),
        ([(0.55, -0.3), (0.1, -0.3), (0.3, 0.0)], (0.118, 0.124)),
    ],
    ids=["elbow", "wrist", "finger"],
)
def test_an_arm_whose_edge_comes_near_is_the_outline(
    places: list[tuple[float, float]], outs: tuple[float, float]
) -> None:
    """0.03 torsos before it: an arm is 0.09 from its middle to its edge, then 0.06 and 0.05."""
    for out, hides in zip(outs, (False, True), strict=True):
        at = [(along, across or out) for along, across in places]
        line = read(met(), with_arms(POSE, *at))
        assert np.isnan(line.points_px).any() == hides


@pytest.mark.parametrize(("length", "whole"), [(0.56, True), (0.68, False)])
def test_an_arm_is_looked_at_in_six_places(length: float, *, whole: bool) -> None:
    """Along the back, 0.03 torsos of its edge over the outline's: each part hides without a gap.

    The six lie less than an arm's width apart up to a length that forearms do not have.
    """
    pose = with_arms(POSE, (0.9, 0.14), (0.9 - length, 0.14))

    hides = np.flatnonzero(np.isnan(read(met(), pose).points_px).any(axis=1))

    assert (np.diff(hides) == 1).all() == whole


@pytest.mark.parametrize(("depth", "hides"), [(0.134, False), (0.124, True)])
def test_a_shoulder_is_a_tenth_of_a_torso_thick(depth: float, *, hides: bool) -> None:
    """And counts for the outline 0.03 before it."""
    assert np.isnan(read(met(np.full(BACK_POINTS, depth))).points_px).any() == hides


@pytest.mark.parametrize(
    ("ray", "turn_deg", "sticks_out"),
    [
        (30, 24, False),
        (30, 26.5, True),
        (25, 37, False),
        (25, 41, True),
        (15, 48, False),
        (15, 52, True),
    ],
)
def test_where_the_outline_turns_outwards_something_begins(
    ray: int, turn_deg: float, *, sticks_out: bool
) -> None:
    """By 25 degrees from 0.74 of the way up, 50 up to 0.62, and at 0.673 by 39."""
    slope = math.tan(math.radians(turn_deg / 2))
    depth = 0.2 + slope * np.abs(ALONG - ALONG[ray])

    assert read(met(depth)).stands_off.any() == sticks_out


# --- Over time ------------------------------------------------------------------------------------


def depths(line: BackLine) -> FloatArray:
    trunk = Trunk.of(POSE)
    assert trunk
    return trunk.within(line.points_px)[:, 1]


BENT: FloatArray = 0.02 * (2 * ALONG - 1) ** 2


def bent_share(line: BackLine) -> float:
    """Return how much of the bend above an outline has."""
    return float(np.polyfit(ALONG, depths(line), 2)[0] / np.polyfit(ALONG, BENT, 2)[0])


def test_a_shape_is_averaged_over_0_12_seconds() -> None:
    """After 0.1 s the new one counts for 1 - exp(-0.1 / 0.12)."""
    reader = BackReader()
    reader.read(met(), 640, POSE)
    line = reader.read(met(FLAT + BENT), 640, replace(POSE, time_s=0.1))

    assert bent_share(line) == pytest.approx(0.565, abs=0.01)


def test_an_untrusted_outline_counts_for_a_fiftieth() -> None:
    """Of 0.02 of it is left 0.43 after 0.1 s, beside 0.57 of one that is trusted."""
    reader = BackReader()
    reader.read(met(again=some(JUDGED)), 640, POSE)
    line = reader.read(met(FLAT + BENT), 640, replace(POSE, time_s=0.1))

    assert 1 - bent_share(line) == pytest.approx(0.0152, abs=0.0015)


@pytest.mark.parametrize(("gap_s", "share"), [(0.29, 0.911), (0.31, 1.0)])
def test_after_0_3_seconds_nothing_is_remembered(gap_s: float, share: float) -> None:
    """Then the outline is that of the moment alone."""
    reader = BackReader()
    reader.read(met(), 640, POSE)
    line = reader.read(met(FLAT + BENT), 640, replace(POSE, time_s=gap_s))

    assert bent_share(line) == pytest.approx(share, abs=0.005)


def test_a_place_hidden_for_0_08_seconds_is_shown() -> None:
    """Seen for half of the last moments: exp(-t / 0.12) is a half at 0.083 s."""
    reader = BackReader()
    reader.read(met(), 640, POSE)
    shown = []
    for i in range(1, 15):
        line = reader.read(hidden(1), 640, replace(POSE, time_s=i / 100))
        shown.append(bool(np.isfinite(line.points_px[FIRST_JUDGED]).all()))

    assert shown.index(False) == 8  # 0.09 s


# --- Rays in a mask -------------------------------------------------------------------------------


def rays_in(mask: Mask, pose: Pose = POSE) -> Rays:
    trunk = Trunk.of(pose)
    assert trunk
    return cast(mask, trunk, pose.size_wh)


@pytest.mark.parametrize(("depth", "found"), [(0.66, True), (0.74, False)])
def test_a_back_is_looked_for_up_to_0_7_torsos(depth: float, *, found: bool) -> None:
    """What lies beyond is no back."""
    met_there = rays_in(drawn(POSE, straight(depth)))

    assert np.isfinite(met_there.depth).all() == found


@pytest.mark.parametrize(("begins", "found"), [(0.11, True), (0.13, False)])
def test_a_ray_may_begin_0_12_torsos_outside(begins: float, *, found: bool) -> None:
    """Hips are found a little outside of the body."""
    mask = box(POSE, (-0.3, 1.3), (begins, 0.3))

    assert np.isfinite(rays_in(mask).depth).all() == found


@pytest.mark.parametrize(("margin", "cut"), [(0.017, True), (0.023, False)])
def test_an_outline_0_02_torsos_from_the_edge_is_the_edges(margin: float, *, cut: bool) -> None:
    """A centimetre."""
    hip_x = float(POSE.point(Part.HIP, POSE.near)[0]) if POSE.near else math.nan
    to_edge = np.array([(0.2 + margin) * TORSO_PX - hip_x, 0.0])
    pose = replace(POSE, points_px=POSE.points_px + to_edge)

    assert rays_in(drawn(pose, straight()), pose).cut[20] == cut


def fading(over_px: float) -> Mask:
    """Return a mask that fades from the line of the joints to so many pixels behind it."""
    hip_x = float(POSE.point(Part.HIP, POSE.near)[0]) if POSE.near else math.nan
    width, height = POSE.size_wh
    behind = hip_x - (np.arange(width) + 0.5)
    row = np.clip(1.0 - behind / over_px, 0.0, 1.0).astype(np.float32)
    return np.tile(row, (height, 1))


def test_a_mask_is_undecided_between_0_15_and_0_85() -> None:
    """Where it fades over 60 pixels, 0.588 torsos, that is 0.7 of them; it ends in the middle."""
    faded = rays_in(fading(60.0))

    assert faded.blur[20] == pytest.approx(0.4118, abs=0.007)
    assert faded.depth[20] == pytest.approx(0.294, abs=0.005)


def test_rays_reach_a_little_above_the_shoulder() -> None:
    """From the hip to 1.05 of the way to the shoulder."""
    trunk = Trunk.of(POSE)
    assert trunk

    ends = trunk.within(trunk.outline_px(FLAT))[[0, -1], 0]

    assert ends == pytest.approx([0.0, 1.05])


@pytest.mark.parametrize(("count", "known"), [(12, False), (13, True)])
def test_a_third_of_the_rays_make_an_outline(count: int, *, known: bool) -> None:
    """Thirteen of forty."""
    depth = np.full(BACK_POINTS, np.nan)
    depth[np.linspace(0, BACK_POINTS - 1, count).round().astype(int)] = 0.2

    assert np.isfinite(smoothed(depth)[0]).all() == known
