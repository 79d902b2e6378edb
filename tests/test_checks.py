"""One rep's readings in, findings out: bands, errors, how long, and why not."""

import math
from collections.abc import Mapping, Sequence

import pytest
from exercises import BACK, DEPTH, KNOWN_BACK, SLOWLY, reading
from hypothesis import example, given
from hypothesis import strategies as st

from formcheck.exercise.back.reference import REFERENCES, BackReference
from formcheck.exercise.judge.checks import (
    judge_check,
    judge_now,
    judge_value,
)
from formcheck.exercise.measure.registry import MEASURES, Measure
from formcheck.exercise.observe.reader import Reading
from formcheck.exercise.results.reasons import Reason, ReasonKind
from formcheck.exercise.results.report import CheckReport, ReferenceKind, Verdict
from formcheck.exercise.results.sample import Sample
from formcheck.exercise.spec.models import Band, Check, Condition, Cues, Importance, Reach, Steady
from formcheck.landmarks.pose import Part

NOT_APPLICABLE = Reason(ReasonKind.NOT_APPLICABLE).words
TOO_BRIEF = Reason(ReasonKind.TOO_BRIEF).words
TOO_ROUGH = Reason(ReasonKind.STRAIGHT_BACK_UNKNOWN).words
HIDDEN = Reason(ReasonKind.BACK_HIDDEN).words
KNEE_UNSEEN = Reason(ReasonKind.PARTS_UNSEEN, frozenset({Part.KNEE}))

GOOD, WARN, FAULT, NOT_JUDGED = Verdict.GOOD, Verdict.WARN, Verdict.FAULT, Verdict.NOT_JUDGED
NAN = math.nan
FPS = 10

ERROR = KNOWN_BACK.error_deg(0.0)
BAND, OUTER = Band(min=10, max=40), Band(min=0, max=60)


@pytest.mark.parametrize(
    ("value", "verdict", "limit"),
    [
        (25, GOOD, NAN),
        (40, GOOD, NAN),
        (45, GOOD, NAN),  # at the limit and the error: not exceeded
        (45.1, WARN, 40),
        (65, WARN, 40),
        (65.1, FAULT, 60),
        (5, GOOD, NAN),
        (4.9, WARN, 10),
        (-5, WARN, 10),
        (-5.1, FAULT, 0),
        (NAN, NOT_JUDGED, NAN),
    ],
)
def test_a_limit_counts_only_when_exceeded_by_the_error(
    value: float, verdict: Verdict, limit: float
) -> None:
    """With an error of five, a value is off only more than five beyond its limit."""
    judged = judge_value(value, BAND, OUTER, 5)

    assert judged.verdict is verdict
    assert judged.limit == pytest.approx(limit, nan_ok=True)


def test_without_fault_limits_a_value_is_a_warn_at_most() -> None:
    """However far outside the target, no fault limit means no fault."""
    assert judge_value(1000, BAND, None, 5).verdict is WARN
    assert judge_value(1000, BAND, Band(min=0), 5).verdict is WARN
    assert judge_value(-1000, Band(max=3), None, 5).verdict is GOOD


def test_the_side_of_the_limit_is_told() -> None:
    """Too high and too low are told apart."""
    assert judge_value(50, BAND, None, 5).too_high
    assert not judge_value(0, BAND, None, 5).too_high


@given(st.floats(-180, 180), st.floats(0, 20))
def test_more_error_never_makes_a_verdict_worse(value: float, error: float) -> None:
    """The less sure a measure is, the milder it judges."""
    order = [GOOD, WARN, FAULT]
    sure, unsure = judge_value(value, BAND, OUTER, 0), judge_value(value, BAND, OUTER, error)

    assert order.index(unsure.verdict) <= order.index(sure.verdict)


def readings(
    begin_s: float, values: Sequence[float], measure: Measure, *, reason: Reason | None = None
) -> list[Reading]:
    return [
        reading(
            begin_s + frame / FPS,
            {measure: value},
            reasons={} if reason is None else {measure: reason},
        )
        for frame, value in enumerate(values)
    ]


def phases(measure: Measure, **values: Sequence[float]) -> dict[str, list[Reading]]:
    """One rep's phases, one after the other, ten frames a second."""
    made, begin_s = {}, 0.0
    for name in ("standing", "lowering", "bottom", "rising"):
        made[name] = readings(begin_s, values.get(name, [0.0] * 10), measure)
        begin_s += len(made[name]) / FPS
    return made


def beside(reference: BackReference, rows: Sequence[Reading]) -> list[Reading]:
    """Return readings whose bends count from a reference, the values being the same."""
    return [reading(row.time_s, row.values, back=reference) for row in rows]


def back(**values: Sequence[float]) -> CheckReport:
    return judge_check(BACK, phases(Measure.BACK_CURV, **values))


def test_staying_inside_is_good() -> None:
    """A back within its limit all the time is good, and says where it was closest to it."""
    report = back(lowering=[5] * 10, bottom=[20] * 10, rising=[8] * 10)

    assert report.error == ERROR
    assert (report.verdict, report.phase, report.value) == (GOOD, "bottom", 20)
    assert math.isnan(report.limit)
    assert report.reason == ""


@pytest.mark.parametrize(
    ("bottom", "verdict"),
    [
        ([60] * 30, FAULT),
        ([60] * 2 + [0] * 28, GOOD),  # 0.2 s are too short
        ([60] * 5 + [0] * 25, GOOD),  # 0.5 s, but only a sixth of the phase
        ([60] * 10 + [0] * 20, FAULT),  # a second, a third of the phase
        ([40] * 10 + [0] * 20, WARN),
        ([60, 0, 0] * 10, FAULT),  # in pieces, as long in all
        ([60] * 5 + [40] * 5 + [0] * 20, WARN),  # a fault for too short, a warn for long enough
        ([25 + ERROR - 1] * 30, Verdict.NO_ROUNDING_SEEN),  # beyond by less than the error
        ([60] * 3, FAULT),  # a short phase, all of it
        ([60] * 2, NOT_JUDGED),  # too short to tell
        ([60], NOT_JUDGED),
        ([NAN, 60], NOT_JUDGED),
        ([20], GOOD),
        ([0] * 5 + [NAN] * 2 + [60], GOOD),  # one frame, though the gap before it is longer
        ([60, NAN] * 5 + [0] * 5, FAULT),  # short gaps are bridged
        ([60] * 2 + [0] * 3, GOOD),  # most of half a second, but only 0.2 s
    ],
)
def test_leaving_must_last(bottom: list[float], verdict: Verdict) -> None:
    """What is outside counts from 0.3 seconds and 30 % of its phase on."""
    assert back(bottom=bottom).verdict is verdict


@pytest.mark.parametrize(("frames", "verdict"), [(2, NOT_JUDGED), (3, FAULT), (8, FAULT)])
def test_a_short_phase_that_is_all_outside_is_a_fault(frames: int, verdict: Verdict) -> None:
    """Who does not pause at the bottom is judged there by all of it, but not by a frame or two."""
    bottom = [reading(i / 30, {Measure.BACK_CURV: 60.0}) for i in range(frames)]

    report = judge_check(BACK, {"bottom": bottom})

    assert report.verdict is verdict
    assert (report.reason == TOO_BRIEF) == (verdict is NOT_JUDGED)


def test_a_moment_outside_leaves_the_others_not_good() -> None:
    """What may have been wrong in one phase keeps the rest from being called good."""
    report = back(lowering=[60.0] * 2, bottom=[0.0] * 10)

    assert (report.verdict, report.reason) == (NOT_JUDGED, TOO_BRIEF)


@pytest.mark.parametrize(("frames", "verdict"), [(1, NOT_JUDGED), (2, NOT_JUDGED), (3, FAULT)])
def test_a_middle_value_of_a_frame_or_two_finds_nothing(frames: int, verdict: Verdict) -> None:
    """Nor does a value to be reached, seen in so few, tell that it was not."""
    bottom = readings(0.0, [120.0] * frames, DEPTH.measure)

    assert judge_check(DEPTH, {"bottom": bottom}).verdict is verdict


def test_the_worst_phase_decides() -> None:
    """A fault in one of the phases is the rep's, with its phase, value and moment."""
    report = back(lowering=[5] * 10, bottom=[20] * 10, rising=[50] * 10)

    assert (report.verdict, report.phase, report.value, report.limit) == (FAULT, "rising", 50, 35)
    assert 3.0 <= report.at_s <= 3.9
    assert report.reason == "above the limit"


def test_phases_that_are_not_watched_do_not_matter() -> None:
    """A back that is round only while standing is no finding of a check of the bow."""
    assert back(standing=[70] * 10).verdict is GOOD


def test_a_fault_on_the_low_side() -> None:
    """A lower limit is judged like an upper one; of two sides the one further outside decides."""
    both = BACK.model_copy(update={"target": Band(min=-25, max=25), "fault": None})
    arched = judge_check(both, phases(Measure.BACK_CURV, bottom=[-50] * 10 + [37] * 10))

    assert (arched.verdict, arched.value, arched.limit) == (WARN, -50, -25)
    assert arched.reason == "below the limit"


@pytest.mark.parametrize("unseen", [[NAN] * 10, [20, 20, 20, 20, *[NAN] * 6]])
def test_what_is_mostly_unseen_is_not_judged(unseen: list[float]) -> None:
    """Less than half of every phase seen: not judged, for the cause the frames give."""
    made = phases(Measure.BACK_CURV)
    for name in BACK.during:
        made[name] = readings(
            0, unseen, Measure.BACK_CURV, reason=Reason(ReasonKind.OUTLINE_ARM_COVERS)
        )

    report = judge_check(BACK, made)

    assert (report.verdict, report.reason) == (NOT_JUDGED, "an arm covers the back")
    assert math.isnan(report.value)


def test_a_fault_in_one_seen_phase_is_a_fault() -> None:
    """Where other phases were hidden, what was seen to be wrong is wrong."""
    report = back(lowering=[NAN] * 10, bottom=[60] * 10, rising=[NAN] * 10)

    assert (report.verdict, report.phase) == (FAULT, "bottom")


SEEN_STORIES: dict[str, tuple[dict[str, Sequence[float]], Verdict]] = {
    "three tenths hidden of all phases together": (
        {"lowering": [0] * 10, "bottom": [0] * 5 + [NAN] * 5, "rising": [0] * 6 + [NAN] * 4},
        GOOD,
    ),
    "more than that": (
        {"lowering": [0] * 9 + [NAN], "bottom": [0] * 5 + [NAN] * 5, "rising": [0] * 6 + [NAN] * 4},
        NOT_JUDGED,
    ),
    "more than half of one that lasts half a second": (
        {"lowering": [0] * 20, "bottom": [0] * 2 + [NAN] * 4, "rising": [0] * 20},
        NOT_JUDGED,
    ),
    "as much of a shorter one": (
        {"lowering": [0] * 20, "bottom": [0] + [NAN] * 4, "rising": [0] * 20},
        GOOD,
    ),
}


@pytest.mark.parametrize(("seen", "verdict"), SEEN_STORIES.values(), ids=SEEN_STORIES.keys())
def test_good_is_said_of_phases_that_were_seen_together_and_each_long_one(
    seen: dict[str, Sequence[float]], verdict: Verdict
) -> None:
    """A moment hidden before a pull is no gap; a whole bottom that was hidden is one."""
    assert back(**seen).verdict is verdict


def test_a_phase_that_never_was_hides_nothing() -> None:
    """A rep that turned at once has no bottom; its ways are judged."""
    assert back(bottom=[]).verdict is GOOD


def test_half_a_phase_is_enough_for_a_fault_but_not_for_good() -> None:
    """What was seen to be wrong is wrong; unseen frames could hide a fault that lasted."""
    assert back(lowering=[], rising=[], bottom=[60, NAN] * 10).verdict is FAULT
    assert back(lowering=[], rising=[], bottom=[20, NAN] * 10).verdict is NOT_JUDGED


def test_a_phase_without_readings_was_not_seen() -> None:
    """A rep too quick to have a bottom has nothing to judge there."""
    report = judge_check(DEPTH, phases(Measure.TRUNK_INCL, bottom=[]))

    assert (report.verdict, report.reason) == (NOT_JUDGED, "this part of the movement was not seen")


@pytest.mark.parametrize(
    ("bottom", "verdict", "value"),
    [
        ([30, 60, 90], GOOD, 60),
        ([60, 60, 60, 60, 180], GOOD, 60),  # one slip does not decide
        ([82, 82, 82], WARN, 82),
        ([95, 95, 95], FAULT, 95),
        ([30, 38, 30], WARN, 30),
        ([60, NAN, 60], GOOD, 60),
    ],
)
def test_what_is_reached_is_the_middle_value(
    bottom: list[float], verdict: Verdict, value: float
) -> None:
    """Not one extreme frame but the middle one of the phase is judged."""
    report = judge_check(DEPTH, phases(Measure.TRUNK_INCL, bottom=bottom))

    assert (report.verdict, report.value) == (verdict, value)


def test_without_the_persons_own_baseline_more_is_allowed_for() -> None:
    """A lean just beyond its limit is a finding once calibrated, and none before."""
    made = phases(Measure.TRUNK_INCL, bottom=[82] * 10)
    raw = Sample(82, MEASURES[Measure.TRUNK_INCL].error_when(calibrated=False))
    uncalibrated = [Reading(row.time_s, {Measure.TRUNK_INCL: raw}) for row in made["bottom"]]

    assert judge_check(DEPTH, made).verdict is WARN
    assert judge_check(DEPTH, {"bottom": uncalibrated}).verdict is Verdict.NO_FAULT_SEEN


STILL_KNEES = Steady(
    kind="steady",
    id="still",
    name="Still",
    measure=Measure.KNEE_FLEX,
    during=("lowering", "bottom"),
    target=Band(max=15),
    fault=Band(max=25),
    importance=Importance.ALIGNMENT,
    cues=Cues(too_high="Knees still."),
    explain="test",
    source="test",
)


@pytest.mark.parametrize(
    ("at_start", "later", "verdict", "change"),
    [
        (10, 10, GOOD, 0),
        (10, 29, Verdict.NO_FAULT_SEEN, 19),  # beyond 15 by less than the knee's error
        (10, 31, WARN, 21),
        (10, 41, FAULT, 31),
        (30, 10, GOOD, -20),  # less at the bottom is no matter: only growing is limited here
    ],
)
def test_what_stays_steady_is_counted_from_the_rest_before(
    at_start: float, later: float, verdict: Verdict, change: float
) -> None:
    """The change from the rest before the movement is judged, not the value."""
    made = phases(
        Measure.KNEE_FLEX,
        standing=[at_start] * 10,
        lowering=[later] * 10,
        bottom=[later] * 10,
    )
    report = judge_check(STILL_KNEES, made)

    assert (report.verdict, report.value) == (verdict, change)


def test_what_began_to_move_before_the_rep_did_is_seen() -> None:
    """Knees that bend before the trunk leaves upright have bent, whenever the rep starts."""
    made = phases(
        Measure.KNEE_FLEX, standing=[0.0] * 7 + [30.0] * 3, lowering=[30.0] * 10, bottom=[30.0] * 10
    )

    assert judge_check(STILL_KNEES, made).verdict is WARN


@pytest.mark.parametrize("standing", [[], [90.0], [NAN] * 10])
def test_without_a_rest_before_it_is_counted_from_the_beginning(standing: list[float]) -> None:
    """A recording that begins in the movement has only the first 0.3 seconds to compare with."""
    made = phases(
        Measure.KNEE_FLEX, standing=standing, lowering=[10.0] * 5 + [31.0] * 5, bottom=[31.0] * 10
    )
    report = judge_check(STILL_KNEES, made)

    assert (report.verdict, report.value) == (WARN, 21)


def test_without_a_start_nothing_is_steady() -> None:
    """Where neither rest nor start was seen, the change cannot be judged."""
    made = phases(
        Measure.KNEE_FLEX, standing=[NAN] * 10, lowering=[NAN] * 8 + [40] * 12, bottom=[40] * 10
    )

    assert judge_check(STILL_KNEES, made).verdict is NOT_JUDGED


@pytest.mark.parametrize(
    ("frames", "verdict"),
    [(30, GOOD), (9, GOOD), (8, Verdict.NO_FAULT_SEEN), (6, WARN), (4, WARN), (2, FAULT)],
)
def test_the_pace_is_the_phases_duration(frames: int, verdict: Verdict) -> None:
    """From 0.8 seconds on it is slow enough, under 0.4 a fault, each by more than 0.2 s.

    Frames are a tenth of a second apart, which is added to the tenth that times agree by.
    """
    report = judge_check(SLOWLY, phases(Measure.TRUNK_INCL, lowering=[0.0] * frames))

    assert report.verdict is verdict
    assert report.value == pytest.approx((frames - 1) / FPS)
    assert report.measure == "duration_s"


def test_a_pace_of_several_phases_is_their_sum() -> None:
    """Phases named together are timed together."""
    both = SLOWLY.model_copy(update={"during": ("lowering", "bottom")})

    report = judge_check(both, phases(Measure.TRUNK_INCL, lowering=[0.0] * 5, bottom=[0.0] * 7))

    assert report.value == pytest.approx(0.4 + 0.6)


def test_a_phase_of_one_frame_has_no_pace() -> None:
    """One frame lasts no time that could be judged."""
    report = judge_check(SLOWLY, phases(Measure.TRUNK_INCL, lowering=[0.0]))

    assert report.verdict is NOT_JUDGED


DEEP = Condition(measure=Measure.KNEE_FLEX, above=50)


def both(trunk: float, knee: float) -> Mapping[Measure, float]:
    return {Measure.TRUNK_INCL: trunk, Measure.KNEE_FLEX: knee}


def judged_only(check: Check, rows: Sequence[Mapping[Measure, float]]) -> CheckReport:
    made = phases(Measure.TRUNK_INCL)
    made["bottom"] = [
        reading(2 + i / FPS, row, reasons={Measure.KNEE_FLEX: KNEE_UNSEEN})
        for i, row in enumerate(rows)
    ]
    return judge_check(check, made)


def test_only_frames_in_which_it_applies_are_judged() -> None:
    """A check with a condition looks at those frames alone."""
    check = DEPTH.model_copy(update={"only": DEEP})
    rows = [both(120, 20)] * 10 + [both(60, 80)] * 4 + [both(120, 49)] * 10

    assert judged_only(check, rows).verdict is GOOD
    assert judged_only(check, rows).value == 60


@pytest.mark.parametrize("knee", [20, 50])
def test_where_it_never_applies_nothing_is_judged(knee: float) -> None:
    """A condition that is never met leaves a check not judged, without blame."""
    check = DEPTH.model_copy(update={"only": DEEP})

    report = judged_only(check, [both(120, knee)] * 10)

    assert (report.verdict, report.reason) == (NOT_JUDGED, NOT_APPLICABLE)


UNKNOWN = both(60, NAN)

CONDITION_STORIES: dict[str, tuple[list[Mapping[Measure, float]], Verdict, str]] = {
    "never seen": ([UNKNOWN] * 10, NOT_JUDGED, KNEE_UNSEEN.words),
    "met, and then not seen for long": (
        [both(60, 80)] * 4 + [UNKNOWN] * 8,
        NOT_JUDGED,
        KNEE_UNSEEN.words,
    ),
    "met, and not seen for a moment": ([both(60, 80)] * 8 + [UNKNOWN] * 3, GOOD, ""),
    "not met, and not seen for a moment": (
        [both(120, 20)] * 8 + [UNKNOWN] * 3,
        NOT_JUDGED,
        NOT_APPLICABLE,
    ),
    "not met, and not seen for as long as a fault must last": (
        [both(120, 20)] * 6 + [UNKNOWN] * 4,
        NOT_JUDGED,
        KNEE_UNSEEN.words,
    ),
    "not met where it was seen": (
        [both(120, 20)] * 4 + [UNKNOWN] * 8,
        NOT_JUDGED,
        KNEE_UNSEEN.words,
    ),
}


@pytest.mark.parametrize(
    ("rows", "verdict", "reason"), CONDITION_STORIES.values(), ids=CONDITION_STORIES.keys()
)
def test_a_condition_that_was_not_seen_is_no_excuse(
    rows: list[Mapping[Measure, float]], verdict: Verdict, reason: str
) -> None:
    """What may have been to judge and was not seen is said, and nothing is called good for it."""
    check = DEPTH.model_copy(update={"only": DEEP})

    report = judged_only(check, rows)

    assert (report.verdict, report.reason) == (verdict, reason)


@example([26.0])
@given(st.lists(st.one_of(st.floats(-60, 120), st.just(NAN)), min_size=1, max_size=40))
def test_a_verdict_needs_values_and_never_comes_from_nothing(values: list[float]) -> None:
    """A phase is judged when half of it was seen, or nearly all for good, from values read.

    What is wrong must have been seen for 0.3 seconds besides, with short gaps bridged.
    """
    report = back(lowering=[], rising=[], bottom=values)
    known = [value for value in values if not math.isnan(value)]

    assert report.verdict is NOT_JUDGED or len(known) * 2 >= len(values)
    assert report.verdict not in {Verdict.WARN, Verdict.FAULT} or len(known) > 1
    much = len(known) * 10 >= len(values) * 7
    assert report.verdict is not NOT_JUDGED or not much or len(known) < 3
    assert math.isnan(report.value) == (report.verdict is NOT_JUDGED)
    assert math.isnan(report.value) or report.value in known


def test_one_frame_beside_a_gap_has_not_lasted() -> None:
    """A second in which nothing was seen does not lengthen the frame before it."""
    rows = readings(0, [0] * 30, Measure.BACK_CURV)
    slip = reading(3.0, {Measure.BACK_CURV: 80.0})
    after = readings(4.0, [0] * 30, Measure.BACK_CURV)
    bottom = {"standing": [], "lowering": [], "bottom": [*rows, slip, *after], "rising": []}
    check = BACK.model_copy(update={"during": ("bottom",), "share": 0.0})

    assert judge_check(check, bottom).verdict is GOOD


# --- What the back is compared with ---------------------------------------------------------------

ROUGH = [kind for kind, info in REFERENCES.items() if info.rough]


def compared(bottom: float, kind: ReferenceKind) -> CheckReport:
    """Judge a back that is so far from a reference of that kind at the bottom."""
    made = {
        name: beside(
            BackReference(0.0, kind),
            readings(begin_s, [bottom if name == "bottom" else 0.0] * 10, BACK.measure),
        )
        for begin_s, name in enumerate(BACK.during)
    }
    return judge_check(BACK, made)


def exceeding(limit: float, kind: ReferenceKind) -> float:
    """Return the bend that is as far beyond a limit as its error, to a hundredth."""
    reference = BackReference(0.0, kind)
    bends = [limit + hundredth / 100 for hundredth in range(3000)]
    return next(b for b in bends if b - reference.error_deg(b) >= limit)


@pytest.mark.parametrize("kind", ReferenceKind)
def test_the_back_is_judged_with_the_error_of_its_reference(kind: ReferenceKind) -> None:
    """A limit counts only when exceeded by the error of what the back is compared with."""
    values = [exceeding(limit, kind) + beyond for limit in (25.0, 35.0) for beyond in (-0.1, 0.1)]
    found = [compared(value, kind) for value in values]

    reference = BackReference(0.0, kind)
    assert [report.error for report in found] == [reference.error_deg(value) for value in values]
    assert [report.verdict for report in found[2:]] == [WARN, FAULT]
    assert found[1].verdict is WARN
    assert found[0].verdict is Verdict.NO_ROUNDING_SEEN


@pytest.mark.parametrize("kind", ROUGH)
def test_a_rough_reference_never_calls_a_back_good(kind: ReferenceKind) -> None:
    """Neither for a rep nor for a frame, and no reason or limit is named."""
    report = compared(3.0, kind)
    frame = reading(0.0, {BACK.measure: 3.0}, back=BackReference(0.0, kind))

    assert report.verdict is Verdict.NO_ROUNDING_SEEN
    assert (report.value, report.reason) == (3.0, "")
    assert math.isnan(report.limit)
    assert judge_now(BACK, frame) is Verdict.NO_ROUNDING_SEEN


def test_no_rounding_seen_is_said_only_of_what_was_seen_throughout() -> None:
    """A back hidden in half of a phase could have been rounded there."""
    rough = BackReference(0.0, ReferenceKind.POPULATION)
    hidden = phases(BACK.measure, lowering=[], rising=[], bottom=[5, NAN] * 10)
    made = {name: beside(rough, rows) for name, rows in hidden.items()}

    assert judge_check(BACK, made).verdict is NOT_JUDGED


@pytest.mark.parametrize("beyond", [-0.1, 0.1])
@pytest.mark.parametrize("kind", ReferenceKind)
def test_a_condition_on_the_back_is_met_beyond_the_error_of_its_reference(
    kind: ReferenceKind, beyond: float
) -> None:
    """What is judged only of a rounded back is judged where it surely is one."""
    check = DEPTH.model_copy(update={"only": Condition(measure=BACK.measure, above=25)})
    values = {Measure.TRUNK_INCL: 20.0, BACK.measure: exceeding(25.0, kind) + beyond}
    rows = [reading(i / FPS, values, back=BackReference(0.0, kind)) for i in range(20)]

    report = judge_check(check, {"bottom": rows})

    assert report.verdict is (WARN if beyond > 0 else NOT_JUDGED)


ROUND = 25 + ERROR + 1

ROUNDED_STORIES: dict[str, tuple[list[float], float, Verdict]] = {
    "surely, for long enough": ([0.0] * 7 + [ROUND] * 3, 0.0, WARN),
    "surely, for less than three tenths": ([0.0] * 8 + [ROUND] * 3, 0.0, NOT_JUDGED),
    "surely, for a moment": ([0.0] * 10 + [ROUND] * 2, 0.0, NOT_JUDGED),
    "surely, twice for a frame": ([0.0] * 5 + [ROUND, 0.0, ROUND] + [0.0] * 5, 0.0, NOT_JUDGED),
    "surely, all of a short phase": ([ROUND] * 2 + [ROUND], 0.0, WARN),
    "within its error": ([25.0 + ERROR] * 10, 0.0, NOT_JUDGED),
    "within what is hidden of it": ([ROUND] * 10, 10.0, NOT_JUDGED),
}


@pytest.mark.parametrize(
    ("bends", "unsure", "verdict"), ROUNDED_STORIES.values(), ids=ROUNDED_STORIES.keys()
)
def test_a_condition_on_the_back_must_be_met_surely_and_last(
    bends: list[float], unsure: float, verdict: Verdict
) -> None:
    """No cue comes of a back that was just called good, nor of one frame's outline."""
    check = DEPTH.model_copy(update={"only": Condition(measure=BACK.measure, above=25)})
    rows = [
        reading(i / FPS, {Measure.TRUNK_INCL: 20.0, BACK.measure: bend}, gap_error=unsure)
        for i, bend in enumerate(bends)
    ]

    report = judge_check(check, {"bottom": rows})

    assert report.verdict is verdict
    assert (report.reason == NOT_APPLICABLE) == (verdict is NOT_JUDGED)


HIDDEN_STORIES: dict[str, tuple[list[float], list[float], float, Verdict]] = {
    "all seen, beyond the limit and the error": ([6.0] * 10, [0.0] * 10, 0.0, WARN),
    "half hidden, as far beyond": ([6.0] * 10, [8.0] * 10, 8.0, Verdict.NO_ROUNDING_SEEN),
    "half hidden, further beyond than that": ([10.0] * 10, [8.0] * 10, 8.0, WARN),
    "half hidden, well inside": ([-20.0] * 10, [8.0] * 10, 8.0, Verdict.NO_ROUNDING_SEEN),
    "a little hidden, well inside": ([-20.0] * 10, [3.0] * 10, 3.0, GOOD),
    "much hidden in a few frames, of which no fault is made": (
        [-20.0] * 10,
        [0.0] * 7 + [14.0] * 3,
        0.0,
        GOOD,
    ),
    "much hidden in more frames than a fault must last": (
        [-20.0] * 10,
        [0.0] * 6 + [14.0] * 4,
        0.0,
        Verdict.NO_ROUNDING_SEEN,
    ),
    "seen clearly and long, much hidden where it is bent": (
        [-20.0] * 6 + [9.0] * 4,
        [0.0] * 6 + [14.0] * 4,
        14.0,
        Verdict.NO_ROUNDING_SEEN,
    ),
}
"""How far each frame's bend is beyond the target, what is unsure of it, what of that adds to the
error, and what is said."""


@pytest.mark.parametrize(
    ("beyond", "hidden", "added", "verdict"), HIDDEN_STORIES.values(), ids=HIDDEN_STORIES.keys()
)
def test_what_is_hidden_makes_a_bend_less_sure(
    beyond: list[float], hidden: list[float], added: float, verdict: Verdict
) -> None:
    """A limit must be exceeded by that as well, and a back hardly seen is not called good."""
    assert BACK.target.max is not None
    bends = [BACK.target.max + each for each in beyond]
    rows = [
        reading(i / FPS, {BACK.measure: bend}, gap_error=unsure)
        for i, (bend, unsure) in enumerate(zip(bends, hidden, strict=True))
    ]

    report = judge_check(BACK, {"bottom": rows})

    assert report.verdict is verdict
    assert report.error == pytest.approx(math.hypot(KNOWN_BACK.error_deg(0.0), added))


@pytest.mark.parametrize("bottom", [-20.0, BACK.target.max])
def test_good_is_said_of_all_phases_or_not_at_all(bottom: float) -> None:
    """A bottom that was hidden is not covered by a way down that was clear and nearer the limit."""
    clear = readings(0.0, [0.0] * 10, BACK.measure)
    hidden = [reading(1.0 + i / FPS, {BACK.measure: bottom}, gap_error=14.9) for i in range(10)]

    report = judge_check(BACK, {"lowering": clear, "bottom": hidden})

    assert report.verdict is Verdict.NO_ROUNDING_SEEN


def test_unseen_and_hidden_count_together() -> None:
    """A quarter unseen and a sixth hidden is more than a fault must last."""
    bends = [NAN] * 3 + [0.0] * 9
    hidden = [0.0] * 3 + [14.9] * 2 + [0.0] * 7
    rows = [
        reading(i / FPS, {BACK.measure: bend}, gap_error=unsure)
        for i, (bend, unsure) in enumerate(zip(bends, hidden, strict=True))
    ]

    assert judge_check(BACK, {"bottom": rows}).verdict is Verdict.NO_ROUNDING_SEEN


def test_the_graver_side_decides_before_the_further_one() -> None:
    """A fault on one side is said, though on the other more is wrong that is no fault."""
    both_sides = BACK.model_copy(
        update={"target": Band(min=-10, max=25), "fault": Band(min=-60, max=35)}
    )

    report = judge_check(both_sides, {"bottom": readings(0, [-30.0, 41.0] * 10, BACK.measure)})

    assert (report.verdict, report.value, report.limit) == (FAULT, 41, 35)


@pytest.mark.parametrize(("hidden", "verdict"), [(10, NOT_JUDGED), (4, NOT_JUDGED), (3, GOOD)])
def test_rounded_enough_is_not_told_of_a_hidden_back(hidden: int, verdict: Verdict) -> None:
    """Where rounding is asked for, and much of the outline is hidden, that is the reason."""
    check = Reach(
        **BACK.model_dump(exclude={"kind", "target", "fault", "lasting_s", "share", "own_range"}),
        kind="reach",
        target=Band(min=30),
    )
    rows = [
        reading(i / FPS, {BACK.measure: 60.0}, gap_error=8.0 if i < hidden else 0.0)
        for i in range(10)
    ]

    report = judge_check(check, {"bottom": rows})

    assert (report.verdict, report.reason) == (verdict, HIDDEN if verdict is NOT_JUDGED else "")


@pytest.mark.parametrize(
    ("kind", "value", "verdict"),
    [
        (ReferenceKind.ARMS_FORWARD, 50.0, GOOD),
        (ReferenceKind.POPULATION, 50.0, NOT_JUDGED),
        (ReferenceKind.POPULATION, 5.0, WARN),
    ],
)
def test_a_rough_reference_does_not_tell_that_a_back_is_rounded_enough(
    kind: ReferenceKind, value: float, verdict: Verdict
) -> None:
    """Where rounding is asked for, "no rounding seen" would be the wrong way round."""
    check = Reach(
        **BACK.model_dump(exclude={"kind", "target", "fault", "lasting_s", "share", "own_range"}),
        kind="reach",
        target=Band(min=30),
    )
    rows = [
        reading(i / FPS, {BACK.measure: value}, back=BackReference(0.0, kind)) for i in range(9)
    ]

    report = judge_check(check, dict.fromkeys(BACK.during, rows))

    assert report.verdict is verdict
    assert (report.reason == TOO_ROUGH) == (verdict is NOT_JUDGED)


@pytest.mark.parametrize(("beyond", "verdict"), [(-0.1, FAULT), (0.1, NOT_JUDGED)])
def test_with_too_large_an_error_nothing_is_said(beyond: float, verdict: Verdict) -> None:
    """However round a back is read, what is hidden of it may be all of that."""
    most = MEASURES[BACK.measure].max_error + beyond
    hidden = math.sqrt(most**2 - ERROR**2)
    rows = [reading(i / FPS, {BACK.measure: 80.0}, gap_error=hidden) for i in range(10)]

    report = judge_check(BACK, {"bottom": rows})

    assert report.verdict is verdict
    assert (report.reason == HIDDEN) == (verdict is NOT_JUDGED)


# --- Just inside, just outside --------------------------------------------------------------------


def finely(begin_s: float, measure: Measure, *parts: tuple[float, float]) -> list[Reading]:
    """Return readings fifty times a second: of each part how long it lasts, and the value."""
    values = [value for seconds, value in parts for _ in range(round(50 * seconds))]
    return [reading(begin_s + i / 50, {measure: value}) for i, value in enumerate(values)]


@pytest.mark.parametrize(("straight_s", "change"), [(0.54, 0.0), (0.46, -30.0)])
def test_the_rest_before_is_its_last_second(straight_s: float, change: float) -> None:
    """Its middle value: straight for more than half of that second, or for less."""
    rest = finely(0.0, Measure.KNEE_FLEX, (2.0, 30.0), (straight_s, 0.0))
    made = {"standing": rest, "lowering": finely(3.0, Measure.KNEE_FLEX, (1.0, 0.0))}

    assert judge_check(STILL_KNEES, made).value == change


@pytest.mark.parametrize(("rest_s", "change"), [(0.30, 0.0), (0.34, -30.0)])
def test_a_rest_lasts_0_3_seconds(rest_s: float, change: float) -> None:
    """From its first frame to its last; of a shorter one nothing is taken."""
    rest = finely(0.0, Measure.KNEE_FLEX, (rest_s, 30.0))
    made = {"standing": rest, "lowering": finely(1.0, Measure.KNEE_FLEX, (1.0, 0.0))}

    assert judge_check(STILL_KNEES, made).value == change


@pytest.mark.parametrize(("frames", "verdict"), [(25, GOOD), (27, NOT_JUDGED)])
def test_of_a_phase_half_a_second_long_half_must_be_seen(frames: int, verdict: Verdict) -> None:
    """0.48 s from the first frame to the last are shorter, 0.52 s are not."""
    bend = Measure.BACK_CURV
    made = {
        "lowering": finely(0.0, bend, (2.0, 0.0)),
        "bottom": finely(2.0, bend, (0.2, 0.0), ((frames - 10) / 50, NAN)),
        "rising": finely(3.0, bend, (2.0, 0.0)),
    }

    assert judge_check(BACK, made).verdict is verdict


@pytest.mark.parametrize(("gap", "verdict"), [(NAN, FAULT), (0.0, GOOD)])
def test_a_frame_unseen_between_two_counts_with_them(gap: float, verdict: Verdict) -> None:
    """Three of 0.1 s in a row last 0.3 s, the middle one unseen; two of them do not."""
    made = {"bottom": readings(0.0, [0.0, 0.0, 60.0, gap, 60.0, 0.0, 0.0], Measure.BACK_CURV)}
    check = BACK.model_copy(update={"during": ("bottom",), "lasting_s": 0.3})

    assert judge_check(check, made).verdict is verdict
