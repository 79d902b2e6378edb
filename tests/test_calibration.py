"""Stories of people who stand, and of some who do not, before they begin."""

from collections.abc import Iterable
from dataclasses import replace

import numpy as np
import pytest
from figures import (
    ARMS_FORWARD,
    CALIBRATION,
    HEAD_FORWARD_DEG,
    OWN_BEND_DEG,
    STANDING,
    Camera,
    Posture,
    Step,
    figure,
    hidden,
    jittered,
    movement,
    nobody,
)

from formcheck.exercise.measure.body import Body
from formcheck.exercise.measure.registry import Measure, View, measure_body
from formcheck.exercise.observe.calibration import Calibrator, StandingWatch
from formcheck.exercise.observe.reader import Reader
from formcheck.exercise.results.moment import Framing
from formcheck.exercise.spec.models import Calibration
from formcheck.landmarks.pose import Part, Pose

SIDE = Framing(View.SIDE, yaw_deg=4.0)
BOTH = Calibration.STANDING_THEN_ARMS_FORWARD


def watch(poses: Iterable[Pose], kind: Calibration = BOTH, framing: Framing = SIDE) -> Calibrator:
    calibrator = Calibrator(kind)
    for pose in poses:
        calibrator.step(pose, framing)
    return calibrator


def standing(
    seconds: float, posture: Posture = STANDING, camera: Camera | None = None
) -> list[Pose]:
    return movement([(seconds, posture)], start=posture, camera=camera or Camera())


def test_standing_still_is_the_baseline() -> None:
    """Angles and lengths are those of the person who stood."""
    base = watch(standing(2, Posture(trunk=2, knee=4, shank=1, head=3))).baseline

    assert base is not None
    assert base.trunk_incl == pytest.approx(2)
    assert base.hip_flex == pytest.approx(2 - 1 + 4)
    assert base.knee_flex == pytest.approx(4)
    assert base.head_line == pytest.approx(3 + HEAD_FORWARD_DEG)
    assert base.leg == pytest.approx(0.5 * 340)
    assert base.torso == pytest.approx(0.3 * 340)
    assert base.foot == pytest.approx(0.15 * 340)
    assert base.heel_up == pytest.approx(0, abs=1e-9)


def test_a_person_who_trembles_stands_still() -> None:
    """Landmarks that jitter by a pixel are no movement."""
    poses = jittered(standing(2), np.random.default_rng(5), sd_px=0.7)

    base = watch(poses).baseline

    assert base is not None
    assert base.knee_flex == pytest.approx(0, abs=1)


WALKING: tuple[Step, ...] = ((1.5, Posture(place=2.0, shank=-20, knee=5, trunk=5)),)


@pytest.mark.parametrize(
    ("story", "poses"),
    [
        ("only a moment", standing(0.8)),
        ("bent over", standing(3, Posture(trunk=30))),
        ("knees bent", standing(3, Posture(knee=60, shank=20))),
        ("in movement", movement([(0.7, Posture(trunk=12)), (0.7, STANDING)] * 3)),
        ("walking in", movement(WALKING, start=Posture(shank=15, knee=20))),
    ],
)
def test_these_do_not_stand_still(story: str, poses: list[Pose]) -> None:
    """Whoever does not stand upright and still for a second has no baseline."""
    assert watch(poses).baseline is None, story


def test_an_oblique_view_calibrates_nothing() -> None:
    """Angles seen obliquely are not the person's own."""
    framing = Framing(View.OBLIQUE, yaw_deg=40.0)

    assert watch(standing(3), framing=framing).baseline is None
    assert watch(standing(3), framing=Framing()).baseline is None


@pytest.mark.parametrize("facing", [1, -1])
@pytest.mark.parametrize("roll_deg", [-8.0, 0.0, 2.0, 8.0])
def test_a_tilted_camera_measures_the_same(facing: int, roll_deg: float) -> None:
    """After calibration a bow is as deep as it is, however the camera is tilted."""
    camera = Camera(facing=facing, roll_deg=roll_deg)
    base = watch(standing(2, camera=camera)).baseline
    assert base is not None

    body = Body.from_pose(figure(trunk=50, knee=15, camera=camera), roll_deg=base.roll_deg)

    assert measure_body(body, base)[Measure.TRUNK_INCL] == pytest.approx(50)


def test_the_natural_lean_is_not_taken_for_the_cameras() -> None:
    """A person who leans forward by two degrees does not tilt the picture."""
    base = watch(standing(2, Posture(trunk=2, shank=2))).baseline

    assert base is not None
    assert base.roll_deg == 0


@pytest.mark.parametrize("facing", [1, -1])
def test_arms_forward_calibrate_the_back(facing: int) -> None:
    """The outline while the arms are forward is what the back is compared with."""
    calibrator = watch(movement(CALIBRATION, camera=Camera(facing=facing)))

    assert calibrator.arms_forward is not None
    assert calibrator.arms_forward.bend_deg == pytest.approx(OWN_BEND_DEG, abs=0.1)
    assert not calibrator.wants_back


@pytest.mark.parametrize("arm", [0, 30, 130, 175])
def test_arms_elsewhere_do_not(arm: float) -> None:
    """Arms that hang, or are stretched up, hide or change the outline: no reference."""
    calibrator = watch([*standing(2), *later_standing(3, Posture(arm=arm))])

    assert calibrator.baseline is not None
    assert calibrator.arms_forward is None
    assert calibrator.wants_back


@pytest.mark.parametrize(
    ("story", "posture"),
    [
        ("raised above the shoulders", ARMS_FORWARD.to(arm=112)),
        ("behind the head", ARMS_FORWARD.to(arm=100, elbow=140)),
    ],
)
def test_raised_hands_do_not_calibrate_the_back(story: str, posture: Posture) -> None:
    """Hands above the level of the shoulders round the outline of a straight back."""
    assert watch(later_standing(3, posture)).arms_forward is None, story


def test_arms_forward_show_nothing_of_turning_away() -> None:
    """Standing, the outline is what it is side-on."""
    away = Framing(View.SIDE, yaw_deg=20.0, turn_deg=-20.0)

    outline = watch(movement(CALIBRATION), framing=away).arms_forward

    assert outline is not None
    assert outline.away == 0.0


def later_standing(seconds: float, posture: Posture) -> list[Pose]:
    return [replace(pose, time_s=pose.time_s + 10) for pose in standing(seconds, posture)]


def test_hidden_arms_do_not_calibrate_the_back() -> None:
    """Where the elbow is not seen nobody knows that the arms are forward."""
    poses = [hidden(pose, Part.ELBOW) for pose in standing(3, ARMS_FORWARD)]

    assert watch(poses).arms_forward is None


def test_a_distrusted_outline_does_not_calibrate_the_back() -> None:
    """A shirt or an arm over the outline leaves the back without a reference."""
    poses = [
        replace(pose, back_line=replace(pose.back_line, trust=0.2))
        for pose in movement(CALIBRATION)
    ]

    assert watch(poses).arms_forward is None


def test_without_the_second_step_the_back_is_not_asked_for() -> None:
    """Exercises that need no outline are calibrated by standing alone."""
    calibrator = watch(movement(CALIBRATION), Calibration.STANDING)

    assert calibrator.baseline is not None
    assert calibrator.arms_forward is None
    assert not calibrator.wants_back


def test_an_own_start_keeps_its_angles() -> None:
    """Where one starts kneeling or sitting, lengths are taken and angles are left as they are."""
    base = watch(standing(2, Posture(knee=90, trunk=5)), Calibration.OWN_START).baseline

    assert base is not None
    assert base.leg == pytest.approx(0.5 * 340)
    assert np.isnan([base.trunk_incl, base.hip_flex, base.knee_flex]).all()


def test_the_first_standing_counts() -> None:
    """Standing differently later on does not move the baseline."""
    poses = [*standing(2), *later_standing(3, Posture(knee=10, trunk=6))]

    base = watch(poses).baseline

    assert base is not None
    assert base.knee_flex == pytest.approx(0, abs=1e-6)


def blinking(poses: list[Pose], gap_s: float) -> list[Pose]:
    """Return poses in which nobody is found for so long, twice a second."""
    return [nobody(p.time_s, p) if 0.2 < p.time_s % 0.5 < 0.2 + gap_s else p for p in poses]


def test_a_blink_of_the_model_is_bridged() -> None:
    """Somebody who is not found in a frame now and then has still stood."""
    poses = blinking(standing(4, ARMS_FORWARD), 0.08)

    assert sum(not pose.found for pose in poses) > 5
    assert watch(poses).arms_forward is not None
    assert len(moments(blinking(standing(2), 0.08))) >= 2


@pytest.mark.parametrize("posture", [Posture(arm=45, elbow=140), Posture(arm=-20, elbow=60)])
def test_hands_at_the_body_may_be_anywhere(posture: Posture) -> None:
    """A weight at the chest or hands on the hips are standing all the same."""
    assert moments(standing(2, posture))


def test_standing_that_was_not_seen_is_no_standing() -> None:
    """Two pictures more than a moment apart do not show that somebody stood in between."""
    poses, hanging = (standing(4, posture)[::9] for posture in (ARMS_FORWARD, STANDING))

    assert poses[1].time_s - poses[0].time_s < 1
    assert watch(poses).arms_forward is None
    assert moments(hanging) == []


def test_hands_on_the_hips_do_not_calibrate_the_back() -> None:
    """Elbows as far behind the body as lifted arms are in front hide the back and are no tray."""
    poses = movement([(2.5, STANDING), (0.7, Posture(arm=-70)), (2, Posture(arm=-70))])

    assert watch(poses).arms_forward is None


# --- Standing now and then ----------------------------------------------------------------------


def moments(poses: Iterable[Pose], framing: Framing = SIDE) -> list[float]:
    """Return the bend of the outline in each moment of standing."""
    reader = Reader(Measure.TRUNK_INCL, frozenset({Measure.BACK_CURV}), View.SIDE)
    watch = StandingWatch()
    seen = [watch.step(reader.read(pose, framing, off_side=False), framing) for pose in poses]
    return [moment.outline.bend_deg for moment in seen if moment is not None]


@pytest.mark.parametrize("facing", [1, -1])
def test_standing_shows_the_own_outline_again_and_again(facing: int) -> None:
    """Two seconds of standing hold several moments, each with the outline of this very back."""
    seen = moments(standing(2, Posture(knee=5), Camera(facing=facing)))

    assert len(seen) >= 3
    assert seen == pytest.approx([OWN_BEND_DEG] * len(seen), abs=0.1)


@pytest.mark.parametrize(
    ("story", "poses"),
    [
        ("too short", standing(0.3)),
        ("bent over", standing(3, Posture(trunk=30))),
        ("knees bent", standing(3, Posture(knee=60, shank=20))),
        ("in movement", movement([(0.7, Posture(trunk=14)), (0.7, Posture(trunk=-14))] * 3)),
        ("arms overhead", standing(3, Posture(arm=150))),
        ("arms forward", standing(3, Posture(arm=75))),
        ("as if holding a tray", standing(3, Posture(arm=60, elbow=60))),
        ("gliding past", movement([(3.0, Posture(place=1.0))])),
    ],
)
def test_other_moments_are_not_taken_for_standing(story: str, poses: list[Pose]) -> None:
    """Only standing upright and still, arms not overhead, shows what a straight back is."""
    assert moments(poses) == [], story


def test_seen_obliquely_a_hanging_arm_hides_the_back() -> None:
    """Side-on only: from 15 degrees on, standing with hanging arms tells nothing."""
    assert moments(standing(3), Framing(View.SIDE, yaw_deg=16)) == []
    assert moments(standing(3), Framing()) == []


def test_a_moment_whose_outline_is_mostly_distrusted_tells_nothing() -> None:
    """An arm over the back most of the time leaves no outline; now and then does not matter."""
    poses = standing(2)
    hide = [replace(p, back_line=replace(p.back_line, trust=0.2)) for p in poses]
    mostly = [hide[i] if i % 3 else pose for i, pose in enumerate(poses)]
    rarely = [pose if i % 3 else hide[i] for i, pose in enumerate(poses)]

    assert moments(mostly) == []
    assert moments(rarely) == pytest.approx([OWN_BEND_DEG] * len(moments(poses)), abs=0.1)


# --- Just inside, just outside --------------------------------------------------------------------


def to_and_fro(posture: Posture, *, trunk: float = 0.0, arm: float = 0.0) -> list[Pose]:
    """Return two seconds in which angles are off by so much, one way and the other by turns."""
    return [
        figure(
            posture.to(trunk=posture.trunk + sign * trunk, arm=posture.arm + sign * arm),
            time_s=i / 20,
        )
        for i in range(40)
        for sign in [(-1) ** i]
    ]


@pytest.mark.parametrize(
    ("poses", "known"),
    [
        (movement([(0.97, STANDING)], fps=100), False),
        (movement([(1.03, STANDING)], fps=100), True),
        (to_and_fro(STANDING, trunk=1.9), True),
        (to_and_fro(STANDING, trunk=2.1), False),
        (standing(2, Posture(trunk=14.5)), True),
        (standing(2, Posture(trunk=15.5)), False),
        (standing(2, Posture(knee=24, shank=12)), True),
        (standing(2, Posture(knee=26, shank=13)), False),
        (standing(2, Posture(arm=39)), True),
        (standing(2, Posture(arm=41)), False),
    ],
    ids=[
        *("0.97 s", "1.03 s", "off by 1.9", "off by 2.1", "leaning by 14.5", "leaning by 15.5"),
        *("knees bent by 24", "knees bent by 26", "arms out by 39", "arms out by 41"),
    ],
)
def test_what_standing_still_is(poses: list[Pose], *, known: bool) -> None:
    """A second, within 2 degrees, leaning by up to 15, knees bent by up to 25, arms down to 40."""
    assert (watch(poses).baseline is not None) is known


@pytest.mark.parametrize(
    ("poses", "known"),
    [
        (standing(2, Posture(arm=54)), False),
        (standing(2, Posture(arm=56)), True),
        (standing(2, Posture(arm=114, elbow=-60)), True),
        (standing(2, Posture(arm=116, elbow=-60)), False),
        (standing(2, Posture(arm=99)), True),
        (standing(2, Posture(arm=101)), False),
        (to_and_fro(ARMS_FORWARD, arm=3.9), True),
        (to_and_fro(ARMS_FORWARD, arm=4.1), False),
    ],
    ids=[
        *("arms at 54", "arms at 56", "arms at 114", "arms at 116"),
        *("hands at 9", "hands at 11", "off by 3.9", "off by 4.1"),
    ],
)
def test_what_holding_the_arms_forward_is(poses: list[Pose], *, known: bool) -> None:
    """From 55 to 115 degrees, hands up to 10 above the shoulders, within 4 degrees."""
    assert (watch(poses).arms_forward is not None) is known


@pytest.mark.parametrize(("shank", "roll"), [(19.9, 14.5), (23.0, 0.0)])
def test_the_picture_leans_by_what_is_more_than_three_degrees_and_less_than_18(
    shank: float, roll: float
) -> None:
    """Legs that lean further than a trunk of 14 degrees: 17.5 in all, then 19.4."""
    base = watch(standing(2, Posture(trunk=14, shank=shank))).baseline

    assert base is not None
    assert base.roll_deg == pytest.approx(roll, abs=0.3)


@pytest.mark.parametrize(
    ("poses", "known"),
    [
        (movement([(0.48, STANDING)], fps=100), False),
        (movement([(0.52, STANDING)], fps=100), True),
        (standing(2, Posture(arm=49, elbow=0)), True),
        (standing(2, Posture(arm=51, elbow=0)), False),
        (standing(2, Posture(arm=70, elbow=99)), False),
        (standing(2, Posture(arm=48, elbow=101)), True),
    ],
    ids=[
        *("0.48 s", "0.52 s", "hands at -41", "hands at -39", "elbows at 99", "elbows at 101"),
    ],
)
def test_what_a_moment_of_standing_is(poses: list[Pose], *, known: bool) -> None:
    """Half a second, the hands 40 degrees below the shoulders, or elbows bent by 100."""
    assert bool(moments(poses)) is known


@pytest.mark.parametrize(("torsos_a_second", "stands"), [(0.18, True), (0.22, False)])
def test_who_moves_a_tenth_of_a_torso_in_half_a_second_walks(
    torsos_a_second: float, *, stands: bool
) -> None:
    """Slow walking covers six times as much."""
    poses = [
        replace(
            figure(time_s=i / 20),
            points_px=figure().points_px + np.array([torsos_a_second * 102.0 * i / 20, 0.0]),
        )
        for i in range(20)
    ]

    assert bool(moments(poses)) is stands
