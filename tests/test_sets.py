"""Readings of a whole set in, judged reps, attempts and holds out."""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import pytest
from exercises import (
    BACK,
    BOW,
    KNEES,
    LIFT,
    SLOWLY,
    STILL_BACK,
    STRAIGHT_KNEE,
    STRETCH,
    exercise,
    known_back,
    reading,
)
from figures import eased
from sayings import SAY

from formcheck.exercise.back.bend import FITTED
from formcheck.exercise.back.gauge import BackGauge
from formcheck.exercise.back.reference import POPULATION_BEND_DEG
from formcheck.exercise.back.stretch import Outline, SeenOutline
from formcheck.exercise.coach.unjudged import (
    not_judged_words,
    otherwise_words,
    unjudged_words,
    watched_names,
)
from formcheck.exercise.judge.set_judge import BOWED_DEG, SetJudge, form_judged
from formcheck.exercise.judge.sets import HoldSet, RepSet
from formcheck.exercise.measure.registry import Measure
from formcheck.exercise.observe.reader import Reading
from formcheck.exercise.results.reasons import Reason, ReasonKind
from formcheck.exercise.results.report import (
    AttemptReport,
    CheckReport,
    Finished,
    HoldReport,
    ReferenceKind,
    RepReport,
    Verdict,
)
from formcheck.exercise.results.sample import UNSEEN
from formcheck.exercise.spec.models import (
    Check,
    Condition,
    ExerciseSpec,
    Followed,
    Phase,
    Reps,
    When,
)
from formcheck.landmarks.pose import Part, Pose, Side

NOT_APPLICABLE = Reason(ReasonKind.NOT_APPLICABLE).words
BACK_HIDDEN = Reason(ReasonKind.BACK_HIDDEN)
UNSEEN_FOOT = Reason(ReasonKind.PARTS_UNSEEN, frozenset({Part.HEEL, Part.TOE}))
GOOD, WARN, FAULT, NOT_JUDGED = Verdict.GOOD, Verdict.WARN, Verdict.FAULT, Verdict.NOT_JUDGED
NO_ROUNDING, NO_FAULT = Verdict.NO_ROUNDING_SEEN, Verdict.NO_FAULT_SEEN
USUAL = POPULATION_BEND_DEG
NAN = math.nan
FPS = 10


@dataclass(frozen=True)
class Frame:
    """What is read in one frame; the torso is a hundred pixels long.

    ``back`` is how the outline of the back is bent, in degrees.
    """

    trunk: float = 0.0
    back: float = 5.0
    knee: float = 15.0
    heel: float = 0.0
    hand: float = 1.0
    place: float = 200.0

    def reading(self, time_s: float) -> Reading:
        values = {
            Measure.TRUNK_INCL: self.trunk,
            Measure.BACK_CURV: FITTED.bent_deg(self.back),
            Measure.KNEE_FLEX: self.knee,
            Measure.HEEL_LIFT: self.heel,
            Measure.HAND_HEIGHT: self.hand,
        }
        return reading(
            time_s,
            values,
            reasons=dict.fromkeys(values, BACK_HIDDEN),
            loose=values,
            followed=self.trunk,
            place=self.place,
            torso=100.0,
            outline=SeenOutline(self.back),
            also=(self.knee,),
        )


REST = [Frame()] * 25


def bow(frame: Frame, *, down_s: float = 2.0) -> list[Frame]:
    """Two seconds down to a frame's lean, one there, two up; the rest of the frame all along."""
    steps = round(down_s * FPS)
    down = [frame.trunk * eased(step / steps) for step in range(steps)]
    up = [frame.trunk * eased(1 - step / 20) for step in range(20)]
    return [replace(frame, trunk=trunk) for trunk in [*down, *[frame.trunk] * 10, *up]]


LOW = Frame(trunk=60)


def play(
    frames: Iterable[Frame], spec: ExerciseSpec | None = None, gauge: BackGauge | None = None
) -> list[Finished]:
    spec = spec or exercise()
    assert spec.movement.kind == "reps"
    reps = RepSet(spec.movement, SetJudge(spec, gauge or known_back()))
    ended = [reps.step(frame.reading(number / FPS)) for number, frame in enumerate(frames)]
    return [finished for finished in [*ended, *reps.finish()] if finished is not None]


def only(frames: Iterable[Frame], spec: ExerciseSpec | None = None) -> RepReport:
    (rep,) = play(frames, spec)
    assert isinstance(rep, RepReport)
    return rep


def verdicts(rep: RepReport) -> dict[str, Verdict]:
    return {check.id: check.verdict for check in rep.checks}


def test_a_good_rep() -> None:
    """Everything within its limits: good, with its times, its extreme and its phases."""
    rep = only([*REST, *bow(LOW), *REST])

    assert (rep.number, rep.verdict, rep.label) == (1, GOOD, "good")
    assert set(verdicts(rep).values()) == {GOOD}
    assert 2.5 <= rep.start_s < rep.extreme_s < rep.end_s <= 8
    assert rep.extreme == pytest.approx(60)
    assert list(rep.phases_s) == ["lowering", "bottom", "rising"]
    whole = sum(rep.phases_s.values())
    assert whole == pytest.approx(rep.end_s - rep.start_s, abs=2 / FPS)


@pytest.mark.parametrize(
    ("frame", "verdict", "label"),
    [
        (replace(LOW, back=60), FAULT, "to change: back"),
        (replace(LOW, back=40), WARN, "to change a little: back"),
        (replace(LOW, back=60, knee=70), FAULT, "to change: back and knees"),
        (replace(LOW, back=40, knee=70), FAULT, "to change: knees"),
        (replace(LOW, back=NAN), NOT_JUDGED, "counted, back not judged"),
        (replace(LOW, back=NAN, knee=70), FAULT, "to change: knees; back not judged"),
        (replace(LOW, heel=NAN), NO_FAULT, "nothing to change seen in back and depth and knees"),
    ],
)
def test_the_worst_judged_check_is_the_reps_verdict(
    frame: Frame, verdict: Verdict, label: str
) -> None:
    """A rep is as bad as its worst check, and never good while anything is unseen."""
    rep = only([*REST, *bow(frame), *REST])

    assert (rep.verdict, rep.label) == (verdict, label)


def test_a_rep_of_which_nothing_was_seen_is_counted() -> None:
    """With every check unseen but the tempo, the rep counts, and neither is judged."""

    def unread(frames: Sequence[Frame]) -> Iterator[Reading]:
        for number, frame in enumerate(frames):
            seen = frame.reading(number / FPS)
            yield replace(seen, samples=dict.fromkeys(seen.samples, UNSEEN))

    spec = exercise()
    reps = RepSet(BOW, SetJudge(spec, known_back()))
    ended = [reps.step(row) for row in unread([*REST, *bow(LOW), *REST])]
    (rep,) = [finished for finished in ended if finished is not None]

    assert isinstance(rep, RepReport)
    assert (rep.verdict, rep.label) == (NOT_JUDGED, "counted, form not judged")
    assert set(verdicts(rep).values()) == {NOT_JUDGED}


SUPPLE_BACK = BACK.model_copy(update={"essential": False})


@pytest.mark.parametrize(
    ("low", "checks", "verdict", "label"),
    [
        (LOW, (BACK, KNEES), NO_ROUNDING, "counted, no rounding seen"),
        (LOW, (SUPPLE_BACK, KNEES), NO_FAULT, "nothing to change seen"),
        (LOW, (SUPPLE_BACK,), NO_ROUNDING, "counted, no rounding seen"),
        (replace(LOW, knee=50), (BACK, KNEES), WARN, "to change a little: knees"),
        (replace(LOW, back=NAN), (BACK, KNEES), NOT_JUDGED, "counted, back not judged"),
    ],
)
def test_a_back_compared_roughly_never_makes_a_rep_good(
    low: Frame, checks: tuple[Check, ...], verdict: Verdict, label: str
) -> None:
    """With a stranger's back to compare with, the best of a rep is that no rounding was seen."""
    rest = [Frame(back=low.back)] * 25
    (rep,) = play([*rest, *bow(low), *rest], exercise(*checks), BackGauge())

    assert isinstance(rep, RepReport)
    assert (rep.verdict, rep.label) == (verdict, label)


def test_a_rep_is_compared_with_those_before_it_and_not_with_itself() -> None:
    """Each rep is noted only after it was judged: the third is told from the first two."""
    straight, rounded = replace(LOW, back=USUAL - 5), replace(LOW, back=USUAL + 25)
    frames = [*REST]
    for low in (straight, straight, rounded, straight):
        frames += [*bow(low), *REST]
    reps = [rep for rep in play(frames, exercise(BACK), BackGauge()) if isinstance(rep, RepReport)]

    values = [rep.checks[0].value for rep in reps]
    assert values == pytest.approx(
        [FITTED.bent_deg(-5), FITTED.bent_deg(-5), FITTED.bent_deg(30), 0], abs=0.1
    )
    kinds = [rep.back_reference and rep.back_reference.kind for rep in reps]
    assert kinds == [
        ReferenceKind.POPULATION,
        ReferenceKind.POPULATION,
        ReferenceKind.STRAIGHTEST,
        ReferenceKind.STRAIGHTEST,
    ]


def test_at_the_end_each_rep_is_judged_with_all_that_the_set_showed() -> None:
    """The same movement has the same verdict as first and as fourth rep, and itself is left out."""
    low = replace(LOW, back=USUAL - 5)
    own, spec = BackGauge(), exercise(BACK)
    judge = SetJudge(spec, own)
    reps = RepSet(BOW, judge)
    frames = [*REST]
    for _ in range(4):
        frames += [*bow(low), *REST]
    for number, frame in enumerate(frames):
        reps.step(frame.reading(number / FPS))

    found = [each for each in judge.once_more() if each is not None]

    assert len(found) == 4
    assert len({(each.verdict, round(each.checks[0].value, 6)) for each in found}) == 1
    assert {each.compared.kind for each in found if each.compared} == {ReferenceKind.STRAIGHTEST}


BOWED_STORIES: dict[str, tuple[list[Frame], Verdict, str]] = {
    "upright, where nobody is round, nothing need be seen": (
        [replace(f, back=NAN) if f.trunk < BOWED_DEG else f for f in bow(LOW)],
        GOOD,
        "",
    ),
    "bowed it must be": (
        [replace(f, back=NAN) if f.trunk >= BOWED_DEG else f for f in bow(LOW)],
        NOT_JUDGED,
        BACK_HIDDEN.words,
    ),
    "hardly bowed": (
        [replace(f, trunk=0.4 * f.trunk) for f in bow(LOW)],
        NOT_JUDGED,
        Reason(ReasonKind.HARDLY_BENT).words,
    ),
    "round while upright": (
        [replace(f, back=80) if f.trunk < BOWED_DEG else f for f in bow(LOW)],
        GOOD,
        "",
    ),
}


@pytest.mark.parametrize(
    ("frames", "verdict", "reason"), BOWED_STORIES.values(), ids=BOWED_STORIES.keys()
)
def test_a_back_is_judged_where_the_trunk_leans(
    frames: list[Frame], verdict: Verdict, reason: str
) -> None:
    """In a bow; the rest of it says nothing, and need not be seen."""
    shallow = BOW.model_copy(
        update={"attempt": 15.0, "phases": tuple(_shallower(each) for each in BOW.phases)}
    )
    rep = only([*REST, *frames, *REST], exercise(BACK, movement=shallow))

    assert (rep.checks[0].verdict, rep.checks[0].reason) == (verdict, reason)


def _shallower(phase: Phase) -> Phase:
    """Return a phase of a bow that counts from 20 degrees on."""
    when = {"standing": When(below=12), "bottom": When(above=20)}.get(phase.name)
    return phase.model_copy(update={"when": when})


def test_a_rep_is_one_rep_however_many_checks_look_at_the_back() -> None:
    """Two must be straighter before a reference follows them: not one that is checked twice."""
    twice = BACK.model_copy(update={"id": "twice", "during": ("bottom",)})
    own = BackGauge()
    own.held_arms_forward(Outline(0.0))
    references = []
    for _ in range(2):
        play([*REST, *bow(replace(LOW, back=-4)), *REST], exercise(BACK, twice), own)
        references.append(own.best.bend_deg)

    assert references == pytest.approx([0.0, -4.0])


def test_what_becomes_known_during_a_rep_counts_for_it() -> None:
    """A lift that begins on the floor shows its owner standing at the top."""
    own = BackGauge()
    spec = exercise(BACK)
    reps = RepSet(BOW, SetJudge(spec, own))
    ended = []
    for number, frame in enumerate([*REST, *bow(replace(LOW, back=30)), *REST]):
        if number == 40:
            own.held_arms_forward(Outline(10.0))
        ended.append(reps.step(frame.reading(number / FPS)))
    (rep,) = [finished for finished in ended if finished is not None]

    assert isinstance(rep, RepReport)
    assert rep.checks[0].value == pytest.approx(FITTED.bent_deg(30 - 10))
    assert rep.back_reference is not None
    assert rep.back_reference.kind is ReferenceKind.ARMS_FORWARD


def test_reps_are_numbered_and_judged_one_by_one() -> None:
    """What was wrong in one rep is not held against the next."""
    round_back = bow(replace(LOW, back=60))
    reps = play([*REST, *bow(LOW), *REST, *round_back, *REST, *bow(LOW), *REST])

    assert [rep.number for rep in reps if isinstance(rep, RepReport)] == [1, 2, 3]
    assert [rep.verdict for rep in reps if isinstance(rep, RepReport)] == [GOOD, FAULT, GOOD]


def test_a_bow_that_is_too_quick_is_said_of_the_way_down() -> None:
    """The tempo is that of the lowering, from the rep's own start."""
    rep = only([*REST, *bow(LOW, down_s=0.4), *REST])

    assert verdicts(rep)["slowly"] in {WARN, FAULT}


def attempt(frames: Iterable[Frame]) -> AttemptReport:
    (found,) = play(frames)
    assert isinstance(found, AttemptReport)
    return found


def test_turning_early_is_an_attempt() -> None:
    """A bow that turns before the count is kept apart, with how far it went."""
    short = attempt([*REST, *bow(Frame(trunk=28)), *REST])

    assert short.reason == "turned back early"
    assert short.extreme == pytest.approx(28, abs=0.5)


def test_picking_something_up_is_no_rep() -> None:
    """A bow in which the hand goes to the floor is what the spec calls it."""
    down = bow(LOW)
    down[22:27] = [replace(frame, hand=0.05) for frame in down[22:27]]

    assert attempt([*REST, *down, *REST]).reason == "picking something up"


def test_a_hand_that_slips_for_a_moment_is_no_look_alike() -> None:
    """One frame of a slipped landmark does not undo a rep."""
    down = bow(LOW)
    down[24] = replace(down[24], hand=0.05)

    assert isinstance(only([*REST, *down, *REST]), RepReport)


@pytest.mark.parametrize(("distance", "walked"), [(30, False), (120, True), (-120, True)])
def test_walking_is_no_rep(distance: float, *, walked: bool) -> None:
    """Whoever ends a body's torso from where they began has walked; a step's shift is a rep."""
    frames = bow(LOW)
    last = len(frames) - 1
    there = [
        replace(frame, place=200 + distance * number / last) for number, frame in enumerate(frames)
    ]
    gone = [Frame(place=200 + distance)] * 25
    (found,) = play([*REST, *there, *gone])

    assert isinstance(found, AttemptReport if walked else RepReport)


def test_hips_that_travel_and_come_back_have_not_walked() -> None:
    """In a deep bow the hips go back by half a torso and return."""
    frames = [replace(frame, place=200 - frame.trunk) for frame in bow(Frame(trunk=80))]

    assert isinstance(only([*REST, *frames, *REST]), RepReport)


def test_a_set_that_begins_bent_down_has_its_phases_in_that_order() -> None:
    """A lift from the floor goes up first: its phases are told so."""
    spec = exercise(BACK, KNEES, SLOWLY, movement=LIFT)
    floor = [LOW] * 20
    up = [replace(LOW, trunk=60 * eased(1 - step / 20)) for step in range(20)]
    down = [replace(LOW, trunk=60 * eased(step / 20)) for step in range(20)]

    rep = only([*floor, *up, *REST, *down, *floor], spec)

    assert list(rep.phases_s) == ["rising", "standing", "lowering"]
    assert rep.extreme == pytest.approx(0, abs=0.1)


def test_the_phase_is_that_of_the_movement() -> None:
    """A set tells where in the rep the person is, and whether they are on the way."""
    spec = exercise()
    reps = RepSet(BOW, SetJudge(spec, known_back()))
    seen = []
    for number, frame in enumerate([*REST, *bow(LOW), *REST]):
        reps.step(frame.reading(number / FPS))
        seen.append((reps.phase, reps.moving))

    assert list(dict.fromkeys(seen)) == [
        ("", False),
        ("standing", False),
        ("lowering", True),
        ("bottom", True),
        ("rising", True),
    ]


BY_KNEES = Followed(
    measure=Measure.KNEE_FLEX,
    first=When(below=30),
    attempt=45,
    count=When(above=75),
    wobble=5,
    only=(Condition(measure=Measure.HAND_HEIGHT, below=0.6),),
)
EITHER = Reps.model_validate(
    LIFT.model_dump() | {"follow": (Followed(measure=Measure.TRUNK_INCL), BY_KNEES)}
)
"""A lift told by the trunk, or by the knees where the hands go down in it."""


@pytest.mark.parametrize(("hand", "reps"), [(0.59, 1), (0.61, 0)])
def test_a_measure_tells_a_rep_only_where_its_conditions_were_met(hand: float, reps: int) -> None:
    """Bent knees with the hands up are no lift, and nothing is told of them."""
    squat = [
        replace(Frame(), trunk=frame.trunk / 6, knee=2 * frame.trunk, hand=hand)
        for frame in bow(LOW)
    ]
    done = play([*REST, *squat, *REST], exercise(movement=EITHER))

    assert [type(each) for each in done] == [RepReport] * reps
    for each in done:
        assert isinstance(each, RepReport)
        assert each.followed == "knee_flex"
        assert each.extreme == pytest.approx(120, abs=0.5)


def test_a_phase_with_a_hole_has_no_tempo() -> None:
    """Where nothing was seen for half a second on the way down, nobody knows how long it took."""
    whole = [*REST, *bow(LOW), *REST]
    frames = list(enumerate(whole))
    lost = [(n, frame) for n, frame in frames if not 38 <= n < 43]
    spec = exercise(SLOWLY)
    assert spec.movement.kind == "reps"
    reps = RepSet(spec.movement, SetJudge(spec, known_back()))
    ended = [reps.step(frame.reading(n / FPS)) for n, frame in lost]
    (rep,) = [each for each in ended if isinstance(each, RepReport)]

    assert math.isnan(rep.phases_s["lowering"])
    assert rep.phases_s["rising"] > 1
    assert [(check.verdict, check.reason) for check in rep.checks] == [
        (NOT_JUDGED, Reason(ReasonKind.HOLE).words)
    ]


HELD, STRAIGHT = Frame(trunk=50, knee=3), Frame(knee=3)


def hold(frames: Sequence[Frame], side: Side = Side.LEFT) -> list[Finished]:
    spec = exercise(STILL_BACK, STRAIGHT_KNEE, movement=STRETCH)
    holds = HoldSet(STRETCH, SetJudge(spec, known_back()))
    pose = Pose(0.0, (640, 480), near=side)
    rows = [replace(frame.reading(n / FPS), pose=pose) for n, frame in enumerate(frames)]
    ended = [holds.step(row) for row in rows]
    return [finished for finished in [*ended, *holds.finish()] if finished is not None]


@pytest.mark.parametrize(
    ("frame", "verdict", "label"),
    [
        (HELD, GOOD, "good"),
        (replace(HELD, back=60), FAULT, "to change: back"),
        (replace(HELD, knee=18), FAULT, "to change: straight knee"),
        (replace(HELD, back=NAN), NO_FAULT, "nothing to change seen in straight knee"),
    ],
)
def test_a_hold_is_judged_like_a_rep(frame: Frame, verdict: Verdict, label: str) -> None:
    """Held for ten seconds: its time, its side and the verdict of its worst check."""
    (held,) = hold([*[STRAIGHT] * 20, *[frame] * 101, *[STRAIGHT] * 40])

    assert isinstance(held, HoldReport)
    assert (held.verdict, held.label, held.side) == (verdict, label, "left")
    assert held.held_s == pytest.approx(10, abs=0.2)
    assert held.start_s == pytest.approx(2, abs=0.2)


def test_bows_that_go_through_a_position_do_not_hold_it() -> None:
    """Paused for a second each, six of them are in position for long enough and never still."""
    once = [Frame(trunk=lean, knee=3) for lean in [*range(0, 50, 5), *[50] * 10, *range(50, 0, -5)]]

    ended = hold([*[STRAIGHT] * 20, *once * 6, *[STRAIGHT] * 40])

    assert [each.reason for each in ended if isinstance(each, AttemptReport)] == [
        "gone through, not held"
    ]
    assert len(ended) == 1


@pytest.mark.parametrize(("still_s", "counts"), [(2.5, False), (3.5, True)])
def test_a_position_is_held_from_two_steady_seconds_on(still_s: float, counts: bool) -> None:
    """Steady is who stayed alike for a second, so that three seconds alike are two of holding."""
    swaying = [Frame(trunk=40 + 10 * (n % 2), knee=3) for n in range(40)]
    still = [HELD] * round(still_s * FPS)

    ended = hold([*[STRAIGHT] * 20, *swaying, *still, *swaying, *[STRAIGHT] * 40])

    assert isinstance(ended[0], HoldReport) is counts


def test_getting_into_and_out_of_a_hold_is_not_judged() -> None:
    """A round back before and after the position is no finding of the hold."""
    round_back = [replace(STRAIGHT, back=70)] * 30
    (held,) = hold([*round_back, *[HELD] * 80, *round_back])

    assert isinstance(held, HoldReport)
    assert held.verdict is GOOD


def test_a_try_is_an_attempt() -> None:
    """Two seconds in position are no hold."""
    (tried,) = hold([*[STRAIGHT] * 20, *[HELD] * 20, *[STRAIGHT] * 40])

    assert isinstance(tried, AttemptReport)
    assert tried.reason == "too short to be a hold"


def check(verdict: Verdict, reason: str = "") -> CheckReport:
    return CheckReport(id="back", name="Back", measure="back_curv", verdict=verdict, reason=reason)


def test_tempo_alone_is_no_form() -> None:
    """A set is judged when anything but a pace was."""
    judged, unseen = check(GOOD), check(NOT_JUDGED)

    assert form_judged([BACK, SLOWLY], [judged, unseen])
    assert not form_judged([BACK, SLOWLY], [unseen, judged])


def test_what_was_not_judged_in_most_reps_is_told_once() -> None:
    """With its commonest reason and where; what did not apply, or was rarely lost, is not told."""
    hidden, dark = check(NOT_JUDGED, "an arm hides it"), check(NOT_JUDGED, "it is too dark")
    idle, fine = check(NOT_JUDGED, NOT_APPLICABLE), check(GOOD)

    assert not_judged_words(SAY, [[hidden], [hidden], [dark], [fine]]) == (
        "Back (in reps 1–3): an arm hides it.",
    )
    assert not_judged_words(SAY, [[fine], [dark], [hidden], [hidden]], holds=True) == (
        "Back (in holds 2–4): an arm hides it.",
    )
    assert not_judged_words(SAY, [[hidden, hidden]] * 2) == ("Back, Back: an arm hides it.",)
    assert not_judged_words(SAY, [[hidden], [fine]]) == ()
    assert not_judged_words(SAY, [[hidden], [fine], [fine]]) == ()
    assert not_judged_words(SAY, [[idle]] * 3) == ()
    assert not_judged_words(SAY, []) == ()


def test_watched_is_what_was_judged_in_most_reps() -> None:
    """Missing once at the end, or having nothing to judge, a check was watched all the same."""
    good, unseen = check(GOOD), check(NOT_JUDGED, "hidden")
    idle = check(NOT_JUDGED, NOT_APPLICABLE)

    assert watched_names([[good], [good], [unseen]]) == (good.name,)
    assert watched_names([[good], [unseen], [unseen]]) == ()
    assert watched_names([[idle], [idle], [good]]) == (good.name,)
    assert watched_names([]) == ()


def test_what_was_not_judged_says_what_to_do() -> None:
    """Next time, where there is something to be done."""
    hidden = check(NOT_JUDGED, Reason(ReasonKind.OUTLINE_ARM_COVERS).words)
    unseen = check(NOT_JUDGED, UNSEEN_FOOT.words)

    assert not_judged_words(SAY, [[hidden]]) == (
        "Back: an arm covers the back. Next time hold the arms where they don't cover the back.",
    )
    assert not_judged_words(SAY, [[unseen]]) == (
        "Back: heel and toe could not be seen. Next time keep heel and toe in the picture and "
        "uncovered.",
    )


WITHOUT_REMEDY = frozenset(
    {
        ReasonKind.ABOVE_LIMIT,
        ReasonKind.BELOW_LIMIT,
        ReasonKind.NOT_APPLICABLE,
        ReasonKind.NOBODY_SEEN,
        ReasonKind.NOT_SEEN,
        ReasonKind.NOT_FROM_FRONT,
        ReasonKind.NOT_FROM_OBLIQUE,
        ReasonKind.NOT_YET_SEEN_STANDING,
        ReasonKind.ANOTHER_EXERCISE,
        ReasonKind.OUTLINE_NOT_SEEN,
        ReasonKind.OTHER,
    }
)
"""What needs no advice, or is told for the whole set with its own."""


@pytest.mark.parametrize("kind", [each for each in ReasonKind if each not in WITHOUT_REMEDY])
def test_every_reason_is_a_sentence_with_what_to_do(kind: ReasonKind) -> None:
    """Whatever could not be judged, it is said plainly, and what to do next time."""
    parts = frozenset({Part.KNEE}) if kind is ReasonKind.PARTS_UNSEEN else frozenset[Part]()
    reason = Reason(kind, parts)
    words = unjudged_words(SAY, reason)

    assert ". Next time " in words
    assert words.endswith(".")
    assert len(reason.words.split()) > 3
    for jargon in ("calibrat", "view", "landmark", "phase", "reference", "rough", "frame"):
        assert jargon not in words


def test_what_is_judged_otherwise_in_the_end_is_said_once() -> None:
    """By the numbers of the reps."""
    reps = [each for each in play([*REST, *bow(LOW), *REST]) if isinstance(each, RepReport)]

    assert otherwise_words(SAY, reps) == ""
    assert "rep 1 was judged otherwise" in otherwise_words(
        SAY, [each.model_copy(update={"said": WARN}) for each in reps]
    )
