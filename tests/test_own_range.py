"""Limits for the back as shares of the person's own range, and how that becomes known."""

import math

import numpy as np
import pytest
from figures import CALIBRATION, HINGED, STANDING, Camera, Posture, Step, movement, reps
from hypothesis import given
from hypothesis import strategies as st

from formcheck.errors import UsageError
from formcheck.exercise.results.report import Report, Verdict
from formcheck.exercise.session import Session
from formcheck.exercise.spec.models import ExerciseSpec, Pace, Stay
from formcheck.landmarks.pose import Pose
from formcheck.specs.files import load_spec
from formcheck.specs.own_range import (
    MAX_RANGE_DEG,
    MIN_RANGE_DEG,
    OWN_FAULT_DEG,
    OWN_TARGET_DEG,
    RANGE_EXERCISE,
    back_range_deg,
    has_own_range,
    within_own_range,
)
from formcheck.specs.variants import apply_variant

HINGE = load_spec("hip_hinge")
SLUMP: tuple[Step, ...] = ((2.0, Posture(trunk=30, bend=55, head=20, arm=0)),) * 2


def back_of(spec: ExerciseSpec) -> Stay:
    check = next(check for check in spec.checks if check.id == "neutral_back")
    assert isinstance(check, Stay)
    return check


def report_of(spec: ExerciseSpec, poses: list[Pose]) -> Report:
    session = Session(spec)
    for pose in poses:
        session.step(pose)
    return session.report()


def slumped(
    bend: float, *, knees: float = 0.0, yaw: float = 0.0, calibrated: bool = True
) -> Report:
    low = Posture(trunk=30, bend=bend, knee=knees, head=20, arm=0)
    steps: tuple[Step, ...] = ((2.0, low), (6.0, low), (1.5, STANDING), (1.0, STANDING))
    start = CALIBRATION if calibrated else ()
    poses = movement((*start, *steps), camera=Camera(yaw_deg=yaw))
    return report_of(load_spec(RANGE_EXERCISE), poses)


@pytest.mark.parametrize(("range_deg", "above"), [(50.0, 25.0), (90.0, 30.0)])
def test_what_is_asked_of_a_rounded_back_waits_for_one(range_deg: float, above: float) -> None:
    """A back that is good by the person's own range is no reason for another check's cue."""
    checks = within_own_range(load_spec("squat"), range_deg).checks
    depth = next(check for check in checks if check.id == "depth_with_long_back")

    assert not isinstance(depth, Pace)
    assert depth.only is not None
    assert depth.only.above == pytest.approx(above)


def test_with_a_usual_range_the_limits_are_about_the_usual_ones() -> None:
    """Shares were chosen so that a range of 60 degrees gives what is written in degrees."""
    usual, own = back_of(HINGE), back_of(within_own_range(HINGE, 60.0))

    assert own.target.max == pytest.approx(usual.target.max, abs=2)
    assert own.fault is not None
    assert usual.fault is not None
    assert own.fault.max == pytest.approx(usual.fault.max, abs=2)


@given(st.floats(MIN_RANGE_DEG, MAX_RANGE_DEG))
def test_limits_grow_with_the_range(range_deg: float) -> None:
    """Both limits are shares of it, as far as they go; every other check stays as it is."""
    spec = within_own_range(HINGE, range_deg)
    own = back_of(HINGE).own_range
    assert own is not None
    assert own.fault is not None
    back = back_of(spec)

    assert back.target.max == pytest.approx(np.clip(own.target * range_deg, *OWN_TARGET_DEG))
    assert back.fault is not None
    assert back.fault.max == pytest.approx(np.clip(own.fault * range_deg, *OWN_FAULT_DEG))
    others = [check for check in spec.checks if check.id != "neutral_back"]
    assert others == [check for check in HINGE.checks if check.id != "neutral_back"]


def test_no_range_makes_a_stoop_good_or_jitter_a_fault() -> None:
    """However far a back rounds, its own limits stay where the measure can tell and is of use."""
    least, most = (back_of(within_own_range(HINGE, deg)) for deg in (MIN_RANGE_DEG, 100.0))

    assert (least.target.max, least.fault and least.fault.max) == (15.0, 25.0)
    assert (most.target.max, most.fault and most.fault.max) == (30.0, 45.0)


@pytest.mark.parametrize(("range_deg", "verdict"), [(40.0, Verdict.WARN), (90.0, Verdict.GOOD)])
def test_the_same_bend_is_much_for_one_and_little_for_another(
    range_deg: float, verdict: Verdict
) -> None:
    """Of a back that rounds by 40 degrees 27 is much, of one that rounds by 90 it is good."""
    spec = within_own_range(HINGE, range_deg)

    report = report_of(spec, movement((*CALIBRATION, *reps(1, HINGED.to(bend=27)))))

    assert [rep.checks[0].verdict for rep in report.reps] == [verdict]


def test_a_version_s_own_limits_stay() -> None:
    """Who is to bend little is to bend little, however far the back could."""
    smaller = apply_variant(HINGE, "smaller_range")

    assert apply_variant(within_own_range(HINGE, 90.0), "smaller_range") == smaller
    assert within_own_range(smaller, 90.0) == smaller


def test_a_version_is_never_laxer_than_the_whole_exercise() -> None:
    """Of a back that rounds little, a share can be less than a version's own degrees."""
    whole = within_own_range(HINGE, 30.0)
    back, smaller = back_of(whole), back_of(apply_variant(whole, "smaller_range"))

    assert smaller.target.max == back.target.max
    assert smaller.fault is not None
    assert back.fault is not None
    assert smaller.fault.max == back.fault.max


def test_what_has_no_shares_stays_as_it_is() -> None:
    """The slump itself is asked for in degrees."""
    slump = load_spec(RANGE_EXERCISE)

    assert has_own_range(HINGE)
    assert not has_own_range(slump)
    assert within_own_range(slump, 60.0) == slump


@pytest.mark.parametrize("range_deg", [0.0, MIN_RANGE_DEG - 1, MAX_RANGE_DEG + 1, math.nan])
def test_what_no_back_has_is_refused(range_deg: float) -> None:
    """A range that can only be a mistake is refused with what it could be."""
    with pytest.raises(UsageError, match="own range"):
        within_own_range(HINGE, range_deg)


def test_a_slump_tells_the_range() -> None:
    """Held for some seconds after the arms-forward start, it is how far the back rounds."""
    assert back_range_deg(slumped(55)) == pytest.approx(55, abs=2)


@pytest.mark.parametrize("yaw", [0.0, 19.0])
def test_every_slump_that_is_good_tells_a_range(yaw: float) -> None:
    """Nobody is praised for what is then not kept, whichever bend it is from."""
    told = set()
    for bend in range(18, 34, 2):
        report = slumped(bend, yaw=yaw)
        good = all(hold.verdict is Verdict.GOOD for hold in report.holds)
        assert math.isfinite(back_range_deg(report)) == good, bend
        told.add(good)

    assert told == {True, False}


def test_a_slump_without_anything_to_compare_with_tells_nothing() -> None:
    """Who slumps from the first moment on has not shown how they stand."""
    low = Posture(trunk=30, bend=55, head=20, arm=0)

    report = report_of(load_spec(RANGE_EXERCISE), movement(((0.1, low), (8.0, low), (1.0, low))))

    assert [hold.verdict for hold in report.holds] == [Verdict.NOT_JUDGED]
    assert math.isnan(back_range_deg(report))


def test_with_bent_knees_nothing_is_told() -> None:
    """The pelvis then tips along, and the back rounds otherwise than in a bow."""
    report = slumped(55, knees=40)

    assert [hold.verdict for hold in report.holds] == [Verdict.WARN]
    assert math.isnan(back_range_deg(report))


def test_a_long_back_tells_no_range() -> None:
    """Who only leans forward has not shown how far the back rounds."""
    assert math.isnan(back_range_deg(slumped(8)))


def test_standing_alone_will_do() -> None:
    """Who cannot lift the arms is compared with their own standing."""
    assert back_range_deg(slumped(55, calibrated=False)) == pytest.approx(55, abs=2)


def test_another_exercise_tells_no_range() -> None:
    """A rounded stretch is a fault, not a range."""
    report = slumped(55)

    assert math.isnan(back_range_deg(report.model_copy(update={"exercise": "hip_hinge"})))
