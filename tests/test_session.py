"""Whole sets of stick figures, from the first pose to the report."""

import itertools
import json
import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

import jsonschema
import numpy as np
import pytest
from exercises import BACK, STRAIGHT_KNEE, STRETCH, exercise
from figures import (
    ARMS_FORWARD,
    CALIBRATION,
    HINGED,
    OWN_BEND_DEG,
    STANDING,
    Camera,
    Posture,
    Step,
    figure,
    hidden,
    jittered,
    later,
    movement,
    nobody,
    reps,
)

from formcheck.exercise.back.reference import (
    POPULATION_BEND_DEG,
    STANDING_ERROR_DEG,
)
from formcheck.exercise.measure.registry import (
    ARMS_FORWARD_ERROR_DEG,
    POPULATION_ERROR_DEG,
    Measure,
    View,
)
from formcheck.exercise.results.moment import CueKind, Moment
from formcheck.exercise.results.reasons import Outcome, Reason, ReasonKind
from formcheck.exercise.results.report import Parted, ReferenceKind, Report, RepReport, Verdict
from formcheck.exercise.session import Session
from formcheck.exercise.spec.models import Band, Condition, ExerciseSpec
from formcheck.landmarks.doubts import Doubt
from formcheck.landmarks.pose import Joint, Part, Pose
from formcheck.specs.files import load_spec

GOOD, WARN, FAULT, NOT_JUDGED = Verdict.GOOD, Verdict.WARN, Verdict.FAULT, Verdict.NOT_JUDGED
NO_ROUNDING = Verdict.NO_ROUNDING_SEEN
HINGE = load_spec("hip_hinge")
STANDS: tuple[Step, ...] = ((2.5, STANDING),)


def watch(poses: Iterable[Pose], spec: ExerciseSpec = HINGE) -> list[Moment]:
    session = Session(spec)
    return [session.step(pose) for pose in poses]


def report(poses: Iterable[Pose], spec: ExerciseSpec = HINGE) -> Report:
    session = Session(spec)
    for pose in poses:
        session.step(pose)
    return session.report()


def a_set(
    bottom: Posture = HINGED,
    count: int = 2,
    *,
    before: Sequence[Step] = CALIBRATION,
    camera: Camera | None = None,
    fps: float = 15,
) -> list[Pose]:
    return movement([*before, *reps(count, bottom)], camera=camera or Camera(), fps=fps)


def labels(done: Report) -> list[str]:
    return [rep.label for rep in done.reps]


def verdicts(done: Report, check: str) -> list[Verdict]:
    return [found.verdict for rep in done.reps for found in rep.checks if found.id == check]


def compared(done: Report) -> list[ReferenceKind | None]:
    return [rep.back_reference.kind if rep.back_reference else None for rep in done.reps]


def spoken(done: Report) -> list[str]:
    return [cue.text for cue in done.cues]


# --- Sets and what is found in them ---------------------------------------------------------------


@pytest.mark.parametrize("facing", [1, -1])
@pytest.mark.parametrize("fps", [10, 30])
def test_a_good_set_is_good(facing: int, fps: float) -> None:
    """Facing either way, at any frame rate, good bows are good, praised and counted."""
    done = report(a_set(count=3, camera=Camera(facing=facing), fps=fps))

    assert labels(done) == ["good"] * 3
    assert done.judged
    assert done.not_judged == ()
    assert done.view == View.SIDE
    assert compared(done) == [ReferenceKind.ARMS_FORWARD] * 3
    assert done.back_reference == done.reps[0].back_reference
    assert spoken(done) == ["Good, same again.", "2", "3"]
    assert [rep.extreme for rep in done.reps] == pytest.approx([58] * 3, abs=1)


@pytest.mark.parametrize(("yaw_deg", "verdict"), [(3, WARN), (20, WARN), (-20, NO_ROUNDING)])
def test_what_turning_away_makes_of_a_bow_is_no_rounding(yaw_deg: float, verdict: Verdict) -> None:
    """One outline is rounded side-on and towards the camera, and seen from behind it is not."""
    done = report(a_set(HINGED.to(bend=30), camera=Camera(yaw_deg=yaw_deg)))

    assert verdicts(done, "neutral_back") == [verdict] * 2


SQUATTY = HINGED.to(knee=70, shank=25)
STOOPED = Posture(trunk=72, knee=1, shank=-8, bend=65)
HEAD_DOWN = HINGED.to(head=45)

FOUND: dict[str, tuple[Posture, dict[str, Verdict], list[str]]] = {
    "rounded": (
        HINGED.to(bend=60),
        {"neutral_back": FAULT},
        ["Long back, don't round.", "2", "Long back, don't round."],
    ),
    "a little round": (
        HINGED.to(bend=30),
        {"neutral_back": WARN},
        ["1", "Long back, don't round.", "3"],
    ),
    "squatty": (
        SQUATTY,
        {"knees_soft": FAULT, "shins_still": FAULT},
        ["Bend your knees less.", "Shins still, hips back.", "Bend your knees less."],
    ),
    "stooped": (
        STOOPED,
        {"neutral_back": FAULT},
        ["Long back, don't round.", "2", "Long back, don't round."],
    ),
    "too deep": (
        HINGED.to(trunk=98),
        {"bow_depth": FAULT},
        ["Not quite so low.", "2", "Not quite so low."],
    ),
    "head down": (
        HEAD_DOWN,
        {"head_in_line": FAULT},
        ["Look at the floor ahead.", "2", "Look at the floor ahead."],
    ),
    "round and squatty": (
        SQUATTY.to(bend=60),
        {"neutral_back": FAULT, "knees_soft": FAULT, "shins_still": FAULT},
        ["Long back, don't round.", "Bend your knees less.", "Long back, don't round."],
    ),
}


@pytest.mark.parametrize("story", FOUND)
def test_what_is_wrong_is_found_and_said_in_order(story: str) -> None:
    """Each fault of a hinge is found in every rep, nothing else is, and it is said first."""
    bottom, expected, texts = FOUND[story]
    done = report(a_set(bottom, count=3))

    assert len(done.reps) == 3
    for rep in done.reps:
        off = {check.id: check.verdict for check in rep.checks if check.verdict in {WARN, FAULT}}
        assert off == expected
    assert spoken(done) == texts


def test_a_shallow_bow_is_short() -> None:
    """A bow that turns early is no rep, and the way further is told, not twice running."""
    done = report(a_set(Posture(trunk=28, knee=10), count=3))

    assert done.reps == ()
    assert [attempt.reason for attempt in done.attempts] == ["turned back early"] * 3
    assert spoken(done) == ["Push your hips back."] * 2


def test_hurrying_is_found_by_the_tempo() -> None:
    """Half a second down is a finding of the tempo alone."""
    hurried = reps(2, HINGED, seconds=(0.5, 0.6, 1.0, 2.5))
    done = report(movement([*CALIBRATION, *hurried], fps=30))

    assert verdicts(done, "unhurried") == [WARN, WARN]
    assert verdicts(done, "neutral_back") == [GOOD, GOOD]


def test_landmarks_that_jitter_change_no_verdict() -> None:
    """Every landmark off by a pixel at random leaves a good set good."""
    poses = jittered(a_set(count=3, fps=30), np.random.default_rng(11), sd_px=1.0)

    assert labels(report(poses)) == ["good"] * 3


# --- What is no rep -------------------------------------------------------------------------------

PICKING_UP = Posture(trunk=88, knee=80, shank=20)
OVERHEAD = Posture(arm=172)


def walk(time_s: float) -> Pose:
    swing = 22 * math.sin(math.pi * time_s / 0.6)
    return figure(
        trunk=5, shank=swing, knee=8, far_shank=-swing, far_knee=8, place=0.5 * time_s - 2.5,
        camera=Camera(size_wh=(1600, 480)), time_s=time_s,
    )  # fmt: skip


LOOK_ALIKES: dict[str, list[Pose]] = {
    "picking something up": movement([*CALIBRATION, *reps(2, PICKING_UP)]),
    "an overhead press": movement([*CALIBRATION, *reps(3, OVERHEAD, seconds=(1, 0.4, 1, 1))]),
    "raising the arms": movement([*CALIBRATION, *reps(3, ARMS_FORWARD)]),
    "walking in": [walk(frame / 15) for frame in range(150)],
    "sitting down on a chair": movement([*CALIBRATION, *reps(2, Posture(knee=90, trunk=12))]),
}


@pytest.mark.parametrize("story", LOOK_ALIKES)
def test_what_only_looks_like_a_rep_is_none(story: str) -> None:
    """Movements that are no hinge make no rep and draw no correction."""
    done = report(LOOK_ALIKES[story])

    assert done.reps == ()
    assert not [cue for cue in done.cues if cue.kind == CueKind.CORRECTION]


def test_an_empty_room_is_said_to_be_empty() -> None:
    """Without anybody in it, a recording has a report that says so."""
    done = report(nobody(frame / 15, figure()) for frame in range(60))

    assert done.not_judged == ("Nobody was found in the picture.",)
    assert (done.reps, done.attempts, done.cues, done.judged) == ((), (), (), False)


@pytest.mark.parametrize(
    ("found_every", "nothing_but"),
    [
        (1, "No hip hinge was found."),
        (3, "No hip hinge was found."),  # half out of the picture: 4 of 12 seconds are enough
        (8, "Nobody was found in the picture."),  # a rock that the model holds on to
    ],
)
def test_somebody_is_who_the_looks_around_find(found_every: int, nothing_but: str) -> None:
    """Who is followed but hardly ever found by the looks at the whole picture is nobody."""
    poses = movement([(12.0, STANDING)])
    seen = (replace(pose, people=int(i % found_every == 0)) for i, pose in enumerate(poses))

    assert report(seen).not_judged == (nothing_but,)


def test_no_pose_at_all_has_a_report() -> None:
    """A session that was never stepped reports that it found nobody."""
    assert report([]).not_judged == ("Nobody was found in the picture.",)


def test_somebody_who_only_stands_did_no_rep() -> None:
    """A set without a rep says what was not found."""
    done = report(movement(STANDS))

    assert done.not_judged == ("No hip hinge was found.",)


# --- What is not judged ---------------------------------------------------------------------------


# --- What the back is compared with ---------------------------------------------------------------

SURELY_ROUND_DEG = 30 + POPULATION_ERROR_DEG + 20 + POPULATION_BEND_DEG - OWN_BEND_DEG
"""Bent so far that it would be a fault of anybody."""


def covered(poses: Iterable[Pose], *, while_upright: bool = False) -> list[Pose]:
    """An arm over the back all the time, or only while standing."""
    return [
        replace(pose, back_line=replace(pose.back_line, trust=0.1, doubt=Doubt.ARM_COVERS))
        if not while_upright or lean_of(pose) < 4
        else pose
        for pose in poses
    ]


def lean_of(pose: Pose) -> float:
    hip, shoulder = pose.points_px[Joint.RIGHT_HIP], pose.points_px[Joint.RIGHT_SHOULDER]
    return math.degrees(math.atan2(abs(shoulder[0] - hip[0]), hip[1] - shoulder[1]))


def test_without_the_arms_forward_standing_will_do() -> None:
    """Somebody seen standing now and then is compared with that, a little less surely."""
    done = report(a_set(before=STANDS))

    assert labels(done) == ["good"] * 2
    assert compared(done) == [ReferenceKind.STANDING] * 2
    assert done.reps[0].back_reference is not None
    assert done.reps[0].back_reference.error_deg == STANDING_ERROR_DEG


@pytest.mark.parametrize(
    ("before", "error_deg"), [(CALIBRATION, ARMS_FORWARD_ERROR_DEG), (STANDS, STANDING_ERROR_DEG)]
)
def test_a_limit_counts_when_exceeded_by_the_error_of_the_reference(
    before: Sequence[Step], error_deg: float
) -> None:
    """The same bend is judged with more room where the reference is less sure."""
    bend = 30 + (ARMS_FORWARD_ERROR_DEG + STANDING_ERROR_DEG) / 2
    done = report(a_set(HINGED.to(bend=bend), before=before))
    (found, _) = (check for rep in done.reps for check in rep.checks if check.id == "neutral_back")

    assert found.error == error_deg
    assert (found.verdict is FAULT) == (found.value > 30 + error_deg)


def test_never_seen_standing_the_best_is_no_rounding_seen() -> None:
    """With nothing but other people and the reps before to compare with, no rep is good."""
    done = report(covered(a_set(count=3), while_upright=True))

    assert verdicts(done, "neutral_back") == [NO_ROUNDING] * 3
    assert {rep.verdict for rep in done.reps} == {NO_ROUNDING}
    assert labels(done) == ["counted, no rounding seen"] * 3
    assert "Long back" not in done.watching
    assert done.judged
    assert spoken(done)[-3:] == ["1", "2", "3"]


def straight_then_round(straight: int) -> list[Pose]:
    """So many straight bows and one round one, the back hidden whenever somebody stands."""
    low = HINGED.to(bend=POPULATION_BEND_DEG - OWN_BEND_DEG)
    bows = [*reps(straight, low), *reps(1, low.to(bend=low.bend + 70))]
    return covered(movement([*CALIBRATION, *bows], fps=15), while_upright=True)


def test_a_round_rep_beside_straight_ones_is_a_fault_by_the_surest_there_is() -> None:
    """So round a back looks by itself that people in general tell it best."""
    done = report(straight_then_round(2))

    assert compared(done) == [ReferenceKind.POPULATION] * 3
    assert verdicts(done, "neutral_back") == [NO_ROUNDING, NO_ROUNDING, FAULT]


def test_what_would_be_a_fault_of_anybody_is_one() -> None:
    """Faults are found however rough the reference, and reps that are all alike do not pass."""
    round_bow = HINGED.to(bend=SURELY_ROUND_DEG)
    done = report(covered(a_set(round_bow, count=2), while_upright=True))

    assert verdicts(done, "neutral_back") == [FAULT] * 2
    assert compared(done) == [ReferenceKind.POPULATION] * 2


def test_a_back_that_is_never_seen_is_compared_with_nothing() -> None:
    """Reps are counted and never good, the reason is told, and no reference is named."""
    done = report(covered(a_set()))

    assert labels(done) == ["counted, long back not judged"] * 2
    assert {rep.verdict for rep in done.reps} == {NOT_JUDGED}
    assert done.judged
    assert done.not_judged == (
        "Long back: an arm covers the back. Next time hold the arms where they don't cover the "
        "back.",
    )
    assert done.back_reference is None
    assert "Long back" not in done.watching


def test_a_warn_of_the_back_is_spoken_after_two_running() -> None:
    """The first is shown and not spoken; one between that holds starts it anew."""
    round_bow, long_bow = HINGED.to(bend=30), HINGED
    bows = [*reps(1, round_bow), *reps(1, long_bow), *reps(2, round_bow)]
    done = report(movement([*CALIBRATION, *bows], fps=15))

    assert verdicts(done, "neutral_back") == [WARN, GOOD, WARN, WARN]
    assert [cue.text for cue in done.cues if cue.check == "neutral_back"] == [
        "Long back, don't round."
    ]
    assert spoken(done)[-1] == "Long back, don't round."


def test_a_fault_is_told_beside_what_was_not_judged() -> None:
    """Without the back, knees are still judged, and the label says both."""
    done = report(covered(a_set(SQUATTY)))

    assert labels(done) == ["to change: knees soft and shins still; long back not judged"] * 2


@pytest.mark.parametrize("facing", [1, -1])
@pytest.mark.parametrize(("yaw", "view"), [(40, "oblique"), (75, "front")])
def test_another_view_counts_and_does_not_judge(yaw: float, view: str, facing: int) -> None:
    """Filmed obliquely or from the front, reps are counted; neither form nor pace is judged."""
    done = report(a_set(HINGED.to(bend=60), camera=Camera(yaw_deg=yaw, facing=facing)))

    assert labels(done) == ["counted, form not judged"] * 2
    assert not done.judged
    assert done.view == view
    assert done.not_judged[0].startswith(f"The view is {view}, about ")
    assert verdicts(done, "unhurried") == [NOT_JUDGED] * 2
    assert spoken(done) == ["1", "2"]


def test_feet_out_of_sight_switch_off_only_what_needs_them() -> None:
    """Heels that are not seen are not judged; back, depth and knees are, and that is said."""
    poses = [hidden(pose, Part.HEEL, Part.TOE) for pose in a_set()]
    done = report(poses, exercise())

    assert labels(done) == ["nothing to change seen in back and depth and knees"] * 2
    assert verdicts(done, "heels") == [NOT_JUDGED] * 2
    assert done.not_judged == (
        "Heels: heel and toe could not be seen. Next time keep heel and toe in the picture and "
        "uncovered.",
    )
    assert set(done.watching) == {"Back", "Depth", "Knees", "Slowly"}


def test_a_hidden_back_is_not_judged_for_its_own_reason() -> None:
    """Where a shirt sticks out from the back, that is what the report says."""
    poses = a_set()
    covered = [
        replace(pose, back_line=replace(pose.back_line, trust=0.1, doubt=Doubt.STICKS_OUT))
        if pose.time_s > 8.7
        else pose
        for pose in poses
    ]
    done = report(covered)

    assert labels(done) == ["counted, long back not judged"] * 2
    assert done.not_judged == (
        "Long back: something sticks out from the back. "
        "Next time hold nothing behind the back, or film the other side.",
    )


def test_the_moment_tells_what_cannot_be_judged() -> None:
    """From the first second on; until somebody stands the back is not watched, afterwards it is."""
    moments = watch(a_set(before=((0.4, STANDING), (0.2, HINGED), *STANDS)))

    told = list(dict.fromkeys(each for moment in moments for each in moment.not_judged))

    assert [(unjudged.name, unjudged.why.words) for unjudged in told] == [
        ("Head in line", "how you stand was not known yet"),
        ("Long back", "not yet seen standing"),
    ]
    assert moments[0].not_judged == moments[-1].not_judged == ()


def test_the_moment_tells_why_a_back_is_not_judged_where_it_is_watched() -> None:
    """An arm over the back is told on the way down and up, and not while standing."""
    moments = watch(covered(a_set()))
    doubts = {moment.phase: moment.back_doubt for moment in moments}

    assert doubts["standing"] is None
    assert doubts["bottom"] == Reason(ReasonKind.OUTLINE_ARM_COVERS)
    assert {moment.back for moment in moments} == {NOT_JUDGED}


def with_gaps(poses: list[Pose], seed: int, share: float) -> list[Pose]:
    rng = np.random.default_rng(seed)
    return [
        nobody(pose.time_s, pose) if rng.random() < share and pose.time_s > 9 else pose
        for pose in poses
    ]


@pytest.mark.parametrize("seed", range(3))
def test_missing_frames_never_add_a_rep_or_a_fault(seed: int) -> None:
    """With a third of the frames missing there are as many reps, and nothing wrong is found."""
    done = report(with_gaps(a_set(), seed, 0.33))

    assert len(done.reps) == 2
    assert not {rep.verdict for rep in done.reps} & {WARN, FAULT}


def test_vanishing_for_good_leaves_an_attempt() -> None:
    """Who bows and is never seen again has not done a rep, and was waited for."""
    poses = [nobody(pose.time_s, pose) if pose.time_s > 10.5 else pose for pose in a_set(count=3)]
    done = report(poses)

    assert done.reps == ()
    assert [attempt.reason for attempt in done.attempts] == ["lost from sight"]
    assert [interruption.kind for interruption in done.interruptions] == ["lost"]


# --- The same live and recorded -------------------------------------------------------------------


def test_the_same_poses_give_the_same_report() -> None:
    """Twice the same poses, twice the same JSON."""
    poses = a_set(HINGED.to(bend=60))

    assert report(poses).as_json() == report(poses).as_json()


def test_a_pose_that_does_not_advance_is_ignored() -> None:
    """A camera that repeats a picture, or hands in an older one, changes nothing."""
    poses = a_set()

    def stuttering() -> Iterator[Pose]:
        for before, pose in zip([poses[0], *poses], poses, strict=False):
            yield from (pose, replace(pose, points_px=pose.points_px * 0.5), before)

    assert report(stuttering()).as_json() == report(poses).as_json()


def test_nothing_is_said_or_counted_twice() -> None:
    """A picture that is repeated just when a rep ends brings neither its cue nor the rep again."""
    moments = watch(pose for pose in a_set() for _ in range(2))

    assert [
        moment.finished.number for moment in moments if isinstance(moment.finished, RepReport)
    ] == [1, 2]
    assert len([moment for moment in moments if moment.cue]) == 2


def test_a_recording_that_begins_later_is_the_same_set() -> None:
    """Where the recording's clock begins makes no difference but to the times."""
    poses = a_set()
    done, late = report(poses), report(later(poses, 1000.0))

    assert labels(late) == labels(done)
    for rep, moved in zip(done.reps, late.reps, strict=True):
        assert moved.start_s - 1000 == pytest.approx(rep.start_s, abs=0.07)


@pytest.mark.parametrize("end_s", [9.6, 11, 19])
def test_asking_twice_gives_the_same_report(end_s: float) -> None:
    """A report can be asked for again; a rep that was running is closed once."""
    session = Session(HINGE)
    for pose in [pose for pose in a_set() if pose.time_s < end_s]:
        session.step(pose)

    assert session.report().as_json() == session.report().as_json()


# --- Moments --------------------------------------------------------------------------------------


def test_moments_tell_the_set_as_it_goes() -> None:
    """Phases in order, the count as it grows, each rep told at the very frame that ends it."""
    moments = watch(a_set())
    phases = [moment.phase for moment in moments if moment.phase]
    order = [now for before, now in zip(["", *phases], phases, strict=False) if now != before]
    ended = [moment for moment in moments if moment.finished is not None]

    assert order == ["standing", *["lowering", "bottom", "rising", "standing"] * 2]
    assert [moment.reps for moment in ended] == [1, 2]
    assert [moment.reps for moment in moments] == sorted(moment.reps for moment in moments)
    for moment in ended:
        assert moment.finished is not None
        assert moment.time_s - moment.finished.end_s < 0.3
        assert moment.cue is not None


def test_a_live_frame_shows_the_backs_verdict() -> None:
    """The back line can be coloured at every frame: good while long, a fault while round."""
    moments = watch([pose for pose in a_set(HINGED.to(bend=60), count=1) if pose.time_s < 9.6])

    assert moments[-1].phase == "bottom"
    assert moments[-1].back is FAULT
    assert moments[-1].checks["head_in_line"] is GOOD
    assert moments[-1].values[Measure.BACK_CURV] == pytest.approx(60, abs=1)


def test_one_thing_is_said_at_a_time_and_not_on_the_way() -> None:
    """No cue falls into a movement; each is said while the person stands."""
    moments = watch(a_set(SQUATTY.to(bend=60), count=3))

    assert {moment.phase for moment in moments if moment.cue is not None} == {"standing"}


def test_what_is_not_judged_is_announced_before_the_first_rep() -> None:
    """Whose back is hidden while they stand ready is told so once, before bowing."""
    moments = watch(covered(a_set(before=((12.0, STANDING),)), while_upright=True))
    told = [moment for moment in moments if moment.cue and moment.cue.kind is CueKind.SETUP]

    assert [moment.cue.text for moment in told if moment.cue] == ["I can't judge long back today."]
    assert (told[0].reps, told[0].phase) == (0, "standing")


def test_what_is_lost_is_announced_between_reps() -> None:
    """A back that is hidden from the second rep on is told to be so after three, at rest."""
    poses = a_set(count=5)
    hidden_later = [
        now if pose.time_s > 15 else pose for pose, now in zip(poses, covered(poses), strict=True)
    ]
    moments = watch(hidden_later)
    told = [moment for moment in moments if moment.cue and moment.cue.kind is CueKind.SETUP]
    cues = [moment.time_s for moment in moments if moment.cue]

    assert [moment.cue.text for moment in told if moment.cue] == [
        "I can't judge long back any more."
    ]
    assert (told[0].reps, told[0].phase) == (4, "standing")
    assert min(b - a for a, b in itertools.pairwise(cues)) >= 2


def test_reps_without_a_rest_leave_no_room_for_a_cue() -> None:
    """Who goes straight into the next bow is asked for a pause, and corrected in it."""
    there_and_back = [(1.2, SQUATTY), (0.3, SQUATTY), (1.2, STANDING.to(trunk=17))]
    poses = movement([*CALIBRATION, *there_and_back * 3, (1.2, STANDING), (3, STANDING)], fps=30)
    moments = watch(poses)
    corrections = [
        moment for moment in moments if moment.cue and moment.cue.kind is CueKind.CORRECTION
    ]

    assert moments[-1].reps == 3
    assert {moment.phase for moment in corrections} <= {"standing"}


def test_cues_in_vain_are_carried_over() -> None:
    """What did not help in one set is remembered in the next, whose first cue is the same."""
    session = Session(HINGE)
    for pose in a_set(SQUATTY, count=6):
        session.step(pose)
    assert session.helpless["knees_soft"] == 2

    again = Session(HINGE, helpless=session.helpless)
    cues = [again.step(pose).cue for pose in a_set(SQUATTY, count=1)]
    assert [cue.text for cue in cues if cue] == ["Bend your knees less."]


def test_a_live_verdict_knows_where_a_check_applies() -> None:
    """A check that is only for straight knees says nothing of a frame with bent ones."""
    straight = Condition(measure=Measure.KNEE_FLEX, below=20)
    check = BACK.model_copy(update={"only": straight})
    bent = [pose for pose in a_set(SQUATTY.to(bend=60), count=1) if pose.time_s < 9.6]

    assert watch(bent, exercise(BACK))[-1].checks["back"] is FAULT
    assert watch(bent, exercise(check))[-1].checks["back"] is NOT_JUDGED


def test_an_interrupt_goes_before_any_cue() -> None:
    """Whoever falls is asked how they are, whatever was wrong with the rep."""
    lying = Posture(trunk=95, knee=10, shank=-85, arm=90)
    poses = movement([*CALIBRATION, *reps(1, HINGED.to(bend=60)), (0.8, lying), (3, lying)])
    done = report(poses)

    assert [interruption.kind for interruption in done.interruptions] == ["fall"]
    assert done.cues[-1].kind == CueKind.INTERRUPT


def test_a_hold_runs_a_timer() -> None:
    """While a position is held, the moment tells the seconds and the goal."""
    held = Posture(trunk=50, knee=2)
    spec = exercise(STRAIGHT_KNEE, movement=STRETCH)
    poses = movement([*CALIBRATION, (1.5, held), (8, held), (1.5, STANDING), (4, STANDING)])
    moments = watch(poses, spec)
    timers = [moment.hold for moment in moments if moment.hold is not None]

    assert max(timer.held_s for timer in timers) == pytest.approx(8.7, abs=0.8)
    assert {timer.goal_s for timer in timers} == {20}
    assert [moment.phase for moment in moments if moment.hold] == ["holding"] * len(timers)
    (hold,) = report(poses, spec).holds
    assert hold.verdict is GOOD
    assert hold.side == "right"


# --- The report as JSON ---------------------------------------------------------------------------


def refused(constant: str) -> None:
    raise AssertionError(f"{constant} is no JSON")


@pytest.mark.parametrize("before", [CALIBRATION, STANDS])
def test_the_report_is_strict_json(before: Sequence[Step]) -> None:
    """What is not known is null, never NaN, and the schema of the report holds."""
    done = report(a_set(before=before))
    data = json.loads(done.as_json(), parse_constant=refused)

    jsonschema.validate(data, Report.model_json_schema(mode="serialization", by_alias=True))
    assert data["schema"] == 2
    stand_tall = data["reps"][0]["checks"][-2]
    assert (stand_tall["id"], stand_tall["value"]) == ("stand_tall", None)


def test_the_report_is_read_back_unchanged() -> None:
    """JSON in, the same report out."""
    done = report(a_set(SQUATTY))

    assert Report.model_validate_json(done.as_json()).as_json() == done.as_json()


def test_a_recording_of_a_few_frames_tells_nothing() -> None:
    """A single picture is too short, whoever is in it."""
    session = Session(load_spec("hip_hinge"))
    session.step(figure(time_s=0.0))

    report = session.report()

    assert report.not_judged == ("The recording is too short to tell anything.",)
    assert not report.judged


def test_somebody_who_lies_is_somebody() -> None:
    """Hips below the ankles are not believed of a standing exercise, yet not taken for nobody."""
    session = Session(load_spec("hip_hinge"))
    for pose in movement([(3.0, STANDING)]):
        session.step(replace(pose, points_px=pose.size_wh[1] - pose.points_px))

    assert session.report().not_judged == ("No hip hinge was found.",)


def test_nobody_is_compared_with_somebody_else() -> None:
    """When another person is followed, what the first one was like counts for nothing."""
    trainer = movement(CALIBRATION)
    begin_s = trainer[-1].time_s + 0.1
    ours = later(covered(movement(reps(2)), while_upright=True), begin_s)

    done = report([*trainer, *(replace(pose, track_id=1) for pose in ours)])

    assert compared(report([*trainer, *ours])) == [ReferenceKind.ARMS_FORWARD] * 2
    assert compared(done)[0] is ReferenceKind.POPULATION
    assert GOOD not in verdicts(done, "neutral_back")


def test_somebody_else_is_calibrated_anew() -> None:
    """Angles are counted from the standing of the one who moves, not of the one before."""
    leaning = STANDING.to(trunk=8, shank=5)
    trainer = movement(CALIBRATION, start=leaning)[:30]
    bows = later(a_set(), trainer[-1].time_s + 0.1)

    done = report([*trainer, *(replace(pose, track_id=1) for pose in bows)])

    assert [rep.extreme for rep in done.reps] == [rep.extreme for rep in report(a_set()).reps]


def test_the_worst_of_two_checks_of_the_back_is_shown() -> None:
    """A frame shows what is wrong, whichever check finds it."""
    strict = BACK.model_copy(update={"id": "strict", "target": Band(max=10), "fault": None})
    poses = movement([*CALIBRATION, *reps(1, HINGED.to(bend=20))])

    seen = [moment.back for moment in watch(poses, exercise(BACK, strict))]

    assert WARN in seen


def test_who_slouches_from_beginning_to_end_is_not_called_good() -> None:
    """Bows as round as the standing between them show no rounding, and nobody praises them."""
    slouch = STANDING.to(bend=35)
    bows = reps(2, HINGED.to(bend=35), start=slouch)

    done = report(movement([(2.5, slouch), *bows], start=slouch))

    assert compared(done) == [ReferenceKind.STANDING] * 2
    assert verdicts(done, "neutral_back") == [NO_ROUNDING] * 2
    assert spoken(done) == ["1", "2"]


@pytest.mark.parametrize("bend", [20, 30, 45])
def test_who_reaches_forward_with_a_round_back_is_compared_with_standing(bend: float) -> None:
    """Arms lifted with a round back would let every bow pass that is as round."""
    reach = ARMS_FORWARD.to(bend=bend)
    before = ((2.5, STANDING), (0.7, reach), (2.0, reach), (0.7, STANDING), (1.0, STANDING))

    done = report(a_set(HINGED.to(bend=45), before=before))

    assert compared(done) == [ReferenceKind.STANDING] * 2
    assert verdicts(done, "neutral_back") == [FAULT] * 2


def test_the_next_set_knows_the_person_and_counts_anew() -> None:
    """What was learnt of somebody is handed on; reps, cues and the report begin again."""
    first = Session(HINGE)
    poses = a_set(count=2)
    for pose in poses:
        first.step(pose)
    second = first.next_set()
    moments = [
        second.step(pose)
        for pose in later(movement(reps(2, HINGED.to(bend=60)), fps=15), poses[-1].time_s + 0.1)
    ]

    assert moments[0].calibrated
    assert not moments[0].wants_arms
    assert [rep.number for rep in second.report().reps] == [1, 2]
    assert verdicts(second.report(), "neutral_back") == [FAULT, FAULT]
    assert {rep.back_reference.kind for rep in second.report().reps if rep.back_reference} == {
        ReferenceKind.ARMS_FORWARD
    }
    assert len(first.report().reps) == 2


def test_a_report_can_be_had_before_the_end() -> None:
    """What came of the set so far leaves the session as it is."""
    session, whole = Session(HINGE), Session(HINGE)
    counted = set()
    for pose in a_set(count=3):
        session.step(pose)
        whole.step(pose)
        counted.add(len(session.so_far.reps))

    assert counted == {0, 1, 2, 3}
    assert session.report() == whole.report()


def test_a_hand_raised_before_the_first_rep_stops_nothing() -> None:
    """A greeting is no interruption; the same hand between two reps is."""
    raised = STANDING.to(arm=175)
    hand: tuple[Step, ...] = ((0.8, raised), (1.5, raised), (0.8, STANDING), (1.0, STANDING))
    greeting = report(movement([*CALIBRATION, *hand, *reps(2)]))
    between = report(movement([*CALIBRATION, *reps(1), *hand, *reps(1)]))

    assert greeting.interruptions == ()
    assert not any("Stopped" in cue.text for cue in greeting.cues)
    assert [each.kind for each in between.interruptions] == ["stop signal"]
    assert any("Stopped" in cue.text for cue in between.cues)


def test_a_cut_in_mid_rep_ends_it_and_parts_two_sets() -> None:
    """Nothing goes on from one shot to the next, and afterwards reps are counted on."""
    poses = a_set(count=3)
    whole = report(poses)
    middle_s = whole.reps[1].extreme_s
    done = report(replace(pose, shot=1) if pose.time_s > middle_s else pose for pose in poses)

    assert [rep.number for rep in done.reps] == [1, 2]
    assert [attempt.reason for attempt in done.attempts] == [Outcome.CUT.words]
    assert [(part.reps, part.after) for part in done.sets] == [((1,), None), ((2,), Parted.CUT)]
    assert len(whole.sets) == 1


def test_who_seems_to_turn_at_random_is_followed_in_the_picture() -> None:
    """Noise in what tells the view costs the verdicts, not the count."""
    rng = np.random.default_rng(1)
    poses = a_set(count=2)
    noisy = []
    for pose in poses:
        points = pose.world_m.copy()
        points[:, 2] *= rng.uniform(0.5, 6)
        noisy.append(replace(pose, world_m=points))
    done = report(noisy)

    assert len(done.reps) == len(report(poses).reps)
