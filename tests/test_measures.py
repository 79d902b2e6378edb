"""Measures give back the angles a figure was built from, with the signs of docs/measures.md."""

import cmath
import math
import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from figures import (
    FOREARM,
    HEAD_FORWARD_DEG,
    HEEL_BEHIND_TOE,
    SHANK,
    THIGH,
    TRUNK,
    UPPER_ARM,
    Camera,
    Posture,
    figure,
    lost,
)
from hypothesis import given
from hypothesis import strategies as st

from formcheck.exercise.measure.body import Body
from formcheck.exercise.measure.registry import MEASURES, Baseline, Measure, View, measure_body
from formcheck.landmarks.pose import FloatArray, Joint, Part, Pose

LEG = SHANK + THIGH
LYING = {Measure.LEG_RAISE, Measure.BODY_LINE, Measure.BODY_LINE_K}
STANDING_SIDE_ON = {name for name, info in MEASURES.items() if View.SIDE in info.views} - LYING
FACINGS = st.sampled_from([1, -1])


def balanced(*, shank: float, thigh_back: float, **angles: float) -> Posture:
    """A posture in which the hips are over or behind the knees."""
    return Posture(shank=shank, knee=shank + thigh_back, **angles)


postures = st.builds(
    balanced,
    trunk=st.floats(-20, 100),
    thigh_back=st.floats(0, 90),
    shank=st.floats(-20, 40),
    arm=st.floats(-10, 100),
    elbow=st.floats(0, 120),
    head=st.floats(-40, 60),
    heel=st.floats(0, 30),
).filter(lambda posture: posture.hip < 150)  # as far as a body folds

FLOOR_PX, HIP_PX = -0.92 * 480, 0.54 * 340


HEEL_UP_PX = Body.from_pose(figure()).near[Part.HEEL].imag


def standing(scale: float = 1.0, lower_px: float = 0.0) -> Baseline:
    """The baseline of the figure, so much larger and lower in the picture, standing upright."""
    return Baseline(
        trunk_incl=0,
        hip_flex=0,
        knee_flex=0,
        head_line=HEAD_FORWARD_DEG,
        leg=LEG * 340 * scale,
        torso=TRUNK * 340 * scale,
        foot=HEEL_BEHIND_TOE * 340 * scale,
        pelvis_up=FLOOR_PX + HIP_PX * scale - lower_px,
        heel_up=0,
        heel_at=FLOOR_PX + (HEEL_UP_PX - FLOOR_PX) * scale - lower_px,
    )


BASE = standing()


def measured(pose: Pose, base: Baseline = BASE) -> dict[Measure, float]:
    return measure_body(Body.from_pose(pose), base)


@pytest.mark.parametrize("facing", [1, -1])
@pytest.mark.parametrize(
    ("measure", "angles", "degrees"),
    [
        (Measure.TRUNK_INCL, {"trunk": 0}, 0),
        (Measure.TRUNK_INCL, {"trunk": 90}, 90),
        (Measure.TRUNK_INCL, {"trunk": -10}, -10),
        (Measure.HIP_FLEX, {"trunk": 0}, 0),
        (Measure.HIP_FLEX, {"trunk": 60}, 60),
        (Measure.HIP_FLEX, {"trunk": 60, "knee": 20, "shank": -5}, 60 + 20 + 5),
        (Measure.HIP_FLEX, {"trunk": -12}, -12),
        (Measure.KNEE_FLEX, {"knee": 0}, 0),
        (Measure.KNEE_FLEX, {"knee": 90, "shank": 25}, 90),
        (Measure.KNEE_FLEX, {"knee": -5}, -5),
        (Measure.SHANK_INCL, {"shank": 20}, 20),
        (Measure.SHANK_INCL, {"shank": -8}, -8),
        (Measure.THIGH_HORIZ, {}, 90),
        (Measure.THIGH_HORIZ, {"knee": 90, "shank": 0}, 0),
        (Measure.THIGH_HORIZ, {"knee": 120, "shank": 20}, -10),
        (Measure.HEAD_LINE, {"head": 0}, 0),
        (Measure.HEAD_LINE, {"head": 20, "trunk": 50}, 20),
        (Measure.HEAD_LINE, {"head": -20, "trunk": 50}, -20),
        (Measure.BODY_LINE_K, {"trunk": 15}, 15),
        (Measure.BODY_LINE_K, {"trunk": -15}, -15),
        (Measure.BODY_LINE, {"trunk": 15}, 15),
        (Measure.ELBOW_FLEX, {"arm": 40, "elbow": 0}, 0),
        (Measure.ELBOW_FLEX, {"arm": 40, "elbow": 75}, 75),
        (Measure.LIMB_ELEV_ARM, {"arm": 90}, 0),
        (Measure.LIMB_ELEV_ARM, {"arm": 120}, 30),
        (Measure.LIMB_ELEV_ARM, {"arm": 0}, -90),
        (Measure.LIMB_ELEV_LEG, {}, -90),
        (Measure.TRUNK_SHANK, {"trunk": 40, "shank": 25}, 15),
    ],
)
def test_an_angle_is_the_one_the_figure_was_built_from(
    facing: int, measure: Measure, angles: dict[str, float], degrees: float
) -> None:
    """Zero, sign and size of each angle are those of its definition, facing either way."""
    pose = figure(Posture(**angles), camera=Camera(facing=facing))

    assert measured(pose)[measure] == pytest.approx(degrees, abs=1e-6)


@pytest.mark.parametrize("facing", [1, -1])
def test_lengths_are_in_the_persons_own(facing: int) -> None:
    """Set-back, heights and reaches are in leg lengths, the heel's lift in foot lengths."""
    pose = figure(knee=30, shank=0, trunk=40, arm=0, heel=0, camera=Camera(facing=facing))
    values = measured(pose, replace(BASE, leg=math.nan))
    back = THIGH * math.sin(math.radians(30))
    hip = SHANK + THIGH * math.cos(math.radians(30))
    hand = hip + TRUNK * math.cos(math.radians(40)) - UPPER_ARM - FOREARM
    ahead = TRUNK * math.sin(math.radians(40)) - back

    assert values[Measure.HIP_SETBACK] == pytest.approx(back / LEG)
    assert values[Measure.HAND_HEIGHT] == pytest.approx(hand / LEG)
    assert values[Measure.HAND_REACH] == pytest.approx(ahead / LEG)
    assert values[Measure.HAND_PATH] == pytest.approx(ahead / LEG)
    assert values[Measure.HAND_KNEE] == pytest.approx(math.hypot(ahead, hand - SHANK) / LEG)


@pytest.mark.parametrize("facing", [1, -1])
def test_the_balance_is_where_the_body_s_centre_is_ahead_of_the_ankle(facing: int) -> None:
    """Upright it is above it; level thighs on upright shins carry the trunk behind it."""
    camera = Camera(facing=facing)
    sitting = measured(figure(knee=90, camera=camera))[Measure.BALANCE]

    assert measured(figure(camera=camera))[Measure.BALANCE] == pytest.approx(0.0, abs=1e-9)
    # All of the trunk and the hips' 0.57 of the thighs lie a thigh, half a leg, behind.
    assert sitting == pytest.approx(-(0.68 + 0.2 * 0.57) / 2)


@pytest.mark.parametrize("facing", [1, -1])
def test_one_foot_ahead_is_a_stride_and_one_bent_knee_a_gap(facing: int) -> None:
    """Whichever of the two it is."""
    camera = Camera(facing=facing, exact=True)
    apart = measured(figure(shank=-10, far_shank=10, far_knee=0, camera=camera))
    lifted = measured(figure(knee=90, shank=-20, far_knee=0, far_shank=0, camera=camera))

    assert apart[Measure.STRIDE] == pytest.approx(4 * THIGH * math.sin(math.radians(10)) / LEG)
    assert measured(figure(camera=camera))[Measure.STRIDE] == pytest.approx(0.0, abs=1e-9)
    assert lifted[Measure.KNEE_GAP] == pytest.approx(90.0)
    assert measured(figure(knee=90, camera=camera))[Measure.KNEE_GAP] == pytest.approx(0, abs=1e-6)


def test_a_lifted_heel_is_measured_in_foot_lengths() -> None:
    """Tipping the foot by an angle lifts the heel by that angle's sine."""
    value = measured(figure(heel=20), replace(BASE, foot=math.nan))[Measure.HEEL_LIFT]

    assert value == pytest.approx(math.sin(math.radians(20)))


def test_sitting_on_the_heels_leaves_no_gap() -> None:
    """The gap between hip and heel shrinks from a leg's length to nearly nothing."""
    standing, folded = (measured(figure(knee=knee))[Measure.HEEL_GAP] for knee in (0, 175))

    assert standing > 1.0
    assert folded < 0.2


@pytest.mark.parametrize("head", [1, -1])
@pytest.mark.parametrize("degrees", [0, 40, 90, 110])
def test_a_leg_raised_from_the_floor(degrees: float, head: int) -> None:
    """Lying on the back, a leg on the floor is 0 and one straight up 90, to whichever side."""
    away = cmath.rect(1.0, math.radians(degrees))
    near = dict.fromkeys(Part, complex(math.nan, math.nan))
    near[Part.SHOULDER], near[Part.HIP] = complex(head, 0), 0j
    near[Part.ANKLE] = complex(-head * away.real, away.imag)
    body = Body(near=near, seen=frozenset({Part.SHOULDER, Part.HIP, Part.ANKLE}))

    assert measure_body(body, Baseline())[Measure.LEG_RAISE] == pytest.approx(degrees)


def test_a_front_view_measures_slopes_and_widths() -> None:
    """Facing the camera, level shoulders are 0, and knees as wide as the ankles are 1."""
    values = measured(figure(camera=Camera(yaw_deg=90, exact=True)))

    assert values[Measure.TILT_SH] == pytest.approx(0, abs=1e-6)
    assert values[Measure.TILT_HIP] == pytest.approx(0, abs=1e-6)
    assert values[Measure.LAT_SHIFT] == pytest.approx(0, abs=1e-6)
    assert values[Measure.KNEE_WIDTH] == pytest.approx(1)


def test_shoulders_turned_to_the_camera_are_a_twist() -> None:
    """Side-on there is no twist; shoulders wider apart than the hips are one."""
    pose = figure(camera=Camera(exact=True))
    points = pose.points_px.copy()
    points[Joint.LEFT_SHOULDER, 0] += 30

    assert measured(pose)[Measure.TWIST] == pytest.approx(0, abs=1e-6)
    turned = measured(replace(pose, points_px=points))[Measure.TWIST]
    assert turned == pytest.approx(30 / BASE.torso)


def test_standing_is_taken_off() -> None:
    """Angles are counted from how the person stands, up to the measure's error for the joints."""
    base = replace(BASE, trunk_incl=4, hip_flex=6, knee_flex=3)
    values = measured(figure(trunk=50, knee=20), base)

    assert values[Measure.TRUNK_INCL] == pytest.approx(50 - 4)
    assert values[Measure.HIP_FLEX] == pytest.approx(70 - 6)
    assert values[Measure.KNEE_FLEX] == pytest.approx(20 - 3)


def test_bent_knees_while_standing_are_not_all_taken_off() -> None:
    """Beyond the model's own bias, how somebody stands is theirs and stays in the number."""
    base = replace(BASE, knee_flex=20, hip_flex=-30)
    values = measured(figure(trunk=50, knee=20), base)

    assert values[Measure.KNEE_FLEX] == pytest.approx(20 - MEASURES[Measure.KNEE_FLEX].error)
    assert values[Measure.HIP_FLEX] == pytest.approx(70 + MEASURES[Measure.HIP_FLEX].error)


def test_without_a_baseline_changes_are_not_known() -> None:
    """Head, pelvis and heel are changes from standing; angles of limbs are known without."""
    values = measured(figure(trunk=40), Baseline())
    unknown = {name for name, value in values.items() if math.isnan(value)}

    assert {Measure.HEAD_LINE, Measure.PELVIS_RISE, Measure.HEEL_LIFT} <= unknown
    assert values[Measure.TRUNK_INCL] == pytest.approx(40)


@given(
    postures,
    FACINGS,
    st.floats(0.3, 4),
    st.tuples(st.floats(-300, 300), st.floats(-300, 300)),
)
def test_moving_scaling_and_mirroring_change_nothing(
    posture: Posture, facing: int, scale: float, offset: tuple[float, float]
) -> None:
    """Where in the picture somebody is, how large and facing which way makes no difference."""
    here = figure(posture)
    there = figure(posture, camera=Camera(facing=facing, height_px=340 * scale))
    moved = replace(there, points_px=there.points_px + offset)

    def known(pose: Pose, base: Baseline) -> dict[Measure, float]:
        values = measure_body(Body.from_pose(pose), base, seen_only=False)
        return {name: value for name, value in values.items() if name in STANDING_SIDE_ON}

    there_known = known(moved, standing(scale, offset[1]))
    assert there_known == pytest.approx(known(here, BASE), abs=1e-6, nan_ok=True)


def naive_trunk(pose: Pose) -> float:
    """The trunk's lean from x and y as shares of the picture, a mistake often made."""
    shares: FloatArray = pose.points_px / np.array(pose.size_wh)
    x, y = shares[Joint.RIGHT_SHOULDER] - shares[Joint.RIGHT_HIP]
    return math.degrees(math.atan2(x, -y))


@given(
    st.floats(25, 65),
    st.integers(240, 1920),
    st.integers(240, 1920),
)
def test_the_pictures_shape_cannot_bend_an_angle(trunk: float, width: int, height: int) -> None:
    """Angles are those of true pixels; taken from shares of the picture they would be wrong."""
    pose = replace(figure(trunk=trunk), size_wh=(width, height))
    ours = measure_body(Body.from_pose(pose), Baseline(), seen_only=False)[Measure.TRUNK_INCL]

    assert ours == pytest.approx(trunk, abs=1e-6)
    if not 0.8 < width / height < 1.25:
        assert abs(naive_trunk(pose) - trunk) > 4


@given(postures)
def test_what_people_can_do_is_within_the_ranges(posture: Posture) -> None:
    """Whatever posture a person takes standing, its measures lie within their stated ranges."""
    for name, value in measured(figure(posture)).items():
        info = MEASURES[name]
        within = math.isnan(value) or info.low <= value <= info.high
        assert within or name not in STANDING_SIDE_ON, name


@pytest.mark.parametrize("seen_only", [True, False])
@pytest.mark.parametrize("part", list(Part))
def test_a_missing_joint_is_missing_in_what_needs_it(part: Part, *, seen_only: bool) -> None:
    """Without a joint, exactly the measures that name it are NaN."""
    # Oblique, so that the measures of both sides have widths to divide by.
    pose = figure(trunk=30, knee=20, camera=Camera(yaw_deg=40))
    base = replace(BASE, leg=math.nan, torso=math.nan, foot=math.nan)  # those of this pose
    values = measure_body(Body.from_pose(lost(pose, part)), base, seen_only=seen_only)

    unknown = {name for name, value in values.items() if math.isnan(value)}
    assert unknown == {name for name in values if part in MEASURES[name].parts}


def test_a_hidden_joint_can_be_followed_but_not_judged_from() -> None:
    """What the model only guesses is given when asked for, and not otherwise."""
    pose = figure(trunk=30)
    guessed = replace(pose, visibility=np.full_like(pose.visibility, 0.3))
    body = Body.from_pose(guessed)

    assert all(math.isnan(value) for value in measure_body(body, BASE).values())
    loose = measure_body(body, BASE, seen_only=False)
    assert loose[Measure.TRUNK_INCL] == pytest.approx(30)


@pytest.mark.parametrize("measure", list(Measure))
def test_every_measure_is_in_the_registry(measure: Measure) -> None:
    """Each has a range that its error fits into, a view, and words for zero, sign and source."""
    info = MEASURES[measure]

    assert info.low < info.high
    assert 0 < info.error < (info.high - info.low) / 4
    assert info.views <= set(View) - {View.UNKNOWN}
    assert info.views
    assert all((info.zero, info.sign, info.source))


# --- The registry's own numbers -------------------------------------------------------------------

PAGE = Path(__file__).parents[1] / "docs" / "measures.md"
ROW = re.compile(r"\| `(?P<name>\w+)` \|.*\| (?P<low>\S+) to (?P<high>\S+) \| (?P<error>\S+) \(.*")
ROWS = [row for line in PAGE.read_text(encoding="utf-8").splitlines() if (row := ROW.match(line))]


def test_the_page_of_measures_knows_them_all() -> None:
    """Each has one row."""
    assert sorted(row["name"] for row in ROWS) == sorted(MEASURES)


@pytest.mark.parametrize("row", ROWS, ids=[row["name"] for row in ROWS])
def test_a_measure_can_be_and_errs_as_its_page_says(row: re.Match[str]) -> None:
    """The page is what authors of specs go by; its numbers stand there with their sources."""
    info = MEASURES[Measure(row["name"])]

    assert (info.low, info.high, info.error) == tuple(
        float(row[part]) for part in ("low", "high", "error")
    )


BEFORE_CALIBRATION = {
    Measure.TRUNK_INCL: 8,
    Measure.HIP_FLEX: 12,
    Measure.KNEE_FLEX: 7,
    Measure.SHANK_INCL: 7,
    Measure.THIGH_HORIZ: 7,
    Measure.TRUNK_SHANK: 8,
}
"""The upper ends of what studies found: trunk 5-8, hip 8-12, knee and what is measured at it 7."""


@pytest.mark.parametrize("measure", Measure)
def test_before_calibration_some_measures_err_more(measure: Measure) -> None:
    """Those that a baseline helps; the others err as ever."""
    info = MEASURES[measure]
    expected = BEFORE_CALIBRATION.get(measure, info.error)

    assert info.error_when(calibrated=False) == expected
    assert info.error_when(calibrated=True) == info.error


@pytest.mark.parametrize(
    ("posture", "ahead"),
    [
        # 0.63 of a level trunk of 0.30 body heights, which is 0.68 of the weight.
        (Posture(trunk=90), 0.68 * 0.63 * 0.30),
        # All but the shank 0.125 ahead, and 0.61 of that taken off a shank of 0.12.
        (Posture(shank=30, knee=30), 0.125 * (0.88 + 0.12 * 0.39)),
        # The trunk 0.125 behind; a thigh of 0.20 as well, less 0.43 of the way to the knee.
        (Posture(knee=30), -0.125 * (0.68 + 0.20 * 0.57)),
    ],
    ids=["trunk", "shank", "thigh"],
)
def test_the_bodys_centre_is_that_of_its_parts(posture: Posture, ahead: float) -> None:
    """By Winter's shares, counted from the ankle in leg lengths, which are half a body height."""
    body = Body.from_pose(figure(posture))

    assert measure_body(body, BASE)[Measure.BALANCE] == pytest.approx(ahead / 0.5, abs=1e-3)
