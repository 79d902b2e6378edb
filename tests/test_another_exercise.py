"""Every golden recording under every shipped exercise: nothing is judged as what it is not."""

from functools import cache

import pytest
from figures import CALIBRATION, HINGED, STANDING, Posture, movement
from make_recordings import RECORDINGS

from formcheck.exercise.recognise.recogniser import FAMILIES, Family
from formcheck.exercise.results.report import Report, Verdict
from formcheck.exercise.session import Session
from formcheck.exercise.spec.models import Example
from formcheck.landmarks.pose import Pose
from formcheck.pose.recording import load_recording
from formcheck.specs.files import judged_ids, load_spec

SHIPPED = judged_ids()
OF_RECORDING: dict[str, tuple[str, Example]] = {
    example.recording: (spec_id, example)
    for spec_id in SHIPPED
    for example in load_spec(spec_id).examples
} | {"hip_hinge_squatty": ("hip_hinge", Example(recording="hip_hinge_squatty"))}

FAULTS_TOLD_IN_THE_FAMILY = {
    "neutral_back": {"hip_hinge_rounded"},
    "head_in_line": {"good_morning_head_up"},
    "knees_soft": {"hip_hinge_squatty"},
    "knees_still": {"hip_hinge_squatty"},
}
"""A trainer would tell them in any hinge: a rounded back, a head thrown back, bent knees."""


ENOUGH_S = 21.0
"""The calibration and two or three movements: more of the same tells nothing more."""


@cache
def poses_of(recording: str) -> list[Pose]:
    poses = load_recording(RECORDINGS / f"{recording}.npz")
    return [pose for pose in poses if pose.time_s <= ENOUGH_S]


spec_of = cache(load_spec)


@cache
def played(recording: str, spec_id: str) -> Report:
    session = Session(spec_of(spec_id))
    for pose in poses_of(recording):
        session.step(pose)
    return session.report()


def crossed(*, same_family: bool) -> list[tuple[str, str]]:
    return [
        (recording, spec_id)
        for recording, (own, _) in OF_RECORDING.items()
        for spec_id in SHIPPED
        if spec_id != own and (FAMILIES[spec_id] is FAMILIES[own]) is same_family
    ]


@pytest.mark.parametrize(("recording", "spec_id"), crossed(same_family=False))
def test_another_family_is_neither_good_nor_at_fault(recording: str, spec_id: str) -> None:
    """The cross table: no fault and no "good" outside a recording's own family."""
    report = played(recording, spec_id)

    verdicts = {rep.verdict for rep in report.reps} | {hold.verdict for hold in report.holds}
    assert not verdicts & {Verdict.GOOD, Verdict.FAULT}


@pytest.mark.parametrize(("recording", "spec_id"), crossed(same_family=True))
def test_in_the_family_faults_are_those_of_any_of_it(recording: str, spec_id: str) -> None:
    """What is shared is judged alike, and nothing of a weight that nobody holds is a fault."""
    report = played(recording, spec_id)

    faults = {
        check.id
        for checks in ([rep.checks for rep in report.reps] + [hold.checks for hold in report.holds])
        for check in checks
        if check.verdict is Verdict.FAULT
    }
    assert faults <= {
        fault for fault, told in FAULTS_TOLD_IN_THE_FAMILY.items() if recording in told
    }


@pytest.mark.parametrize("recording", ["squat_good", "squat_heels_up"])
@pytest.mark.parametrize(
    "spec_id", ["sit_to_stand", "hip_hinge", "romanian_deadlift", "lift_from_floor"]
)
def test_a_squat_is_named_whatever_was_chosen(recording: str, spec_id: str) -> None:
    """The report says what it looks like, and what to choose."""
    looks = played(recording, spec_id).looks_like

    assert looks is not None
    assert looks.exercise == "squat"
    assert looks.words.startswith("This looks like a squat, not a ")


@pytest.mark.parametrize("recording", ["sit_to_stand_good", "sit_to_stand_dropped"])
def test_sitting_down_is_no_squat(recording: str) -> None:
    """Whoever rests on a seat between reps sits and stands."""
    looks = played(recording, "squat").looks_like

    assert looks is not None
    assert looks.exercise == "sit_to_stand"


@pytest.mark.parametrize("spec_id", ["hip_hinge", "good_morning", "squat", "sit_to_stand"])
def test_a_lift_is_named_whatever_was_chosen(spec_id: str) -> None:
    """Bent knees, bent hips and hands as low as the knees are a lift."""
    looks = played("lift_from_floor_good", spec_id).looks_like

    assert looks is not None
    assert looks.exercise == "lift_from_floor"


def test_what_leaves_no_trace_is_told_by_the_movement() -> None:
    """A hinge never bends the knees as a squat does: without a try, the recogniser tells it."""
    report = played("hip_hinge_good", "squat")

    assert report.attempts == ()
    assert report.looks_like is not None
    assert report.looks_like.exercise == "hip_hinge"


@pytest.mark.parametrize("recording", OF_RECORDING)
def test_the_right_exercise_is_not_taken_for_another(recording: str) -> None:
    """Every recording is what it is."""
    assert played(recording, OF_RECORDING[recording][0]).looks_like is None


def test_it_is_said_once_live_and_nothing_is_cued_by_the_wrong_exercise() -> None:
    """After two such movements, at rest; the wrong exercise's cues stay silent."""
    report = played("squat_good", "hip_hinge")

    said = [cue.text for cue in report.cues if cue.kind in {"setup", "correction"}]
    assert said.count("This looks like a squat, not a hip hinge.") == 1
    assert not [cue for cue in report.cues if cue.kind == "correction"]


@pytest.mark.parametrize(
    ("top", "reason"), [(Posture(arm=85), "a swing"), (Posture(arm=20), "")], ids=["thrown", "hung"]
)
def test_hands_thrown_forward_on_the_way_up_make_a_swing(top: Posture, reason: str) -> None:
    """Arms that hang in a quick hinge do not; either way nothing is taken for another exercise."""
    quick = [(0.6, HINGED), (0.6, top)] * 3
    session = Session(spec_of("hip_hinge"))
    for pose in movement((*CALIBRATION, (1, STANDING), *quick, (1, STANDING)), fps=30):
        session.step(pose)
    report = session.report()

    assert {attempt.reason for attempt in report.attempts} == ({reason} if reason else set())
    assert len(report.reps) == (0 if reason else 3)
    assert report.looks_like is None


def test_arms_that_come_down_into_the_first_bow_are_no_swing() -> None:
    """Whoever begins right after holding them forward has done a hinge."""
    session = Session(spec_of("hip_hinge"))
    begin = (*CALIBRATION[:3], (1.2, HINGED), (1, HINGED), (1.2, STANDING), (1, STANDING))
    for pose in movement(begin, fps=30):
        session.step(pose)

    assert len(session.report().reps) == 1


def test_every_family_has_a_recording() -> None:
    """The table holds something of each family."""
    assert {FAMILIES[own] for own, _ in OF_RECORDING.values()} == set(Family) - {Family.OTHER}
