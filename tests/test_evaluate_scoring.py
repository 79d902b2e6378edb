"""Reports held against labels, single misses and sums."""

import math
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formcheck.evaluate.labels.truth import Bend, Label, LabelledClip, Marks, NonRep, Shows, Turn
from formcheck.evaluate.score.misses import Kind, misses_of
from formcheck.evaluate.score.result import (
    AngleResult,
    CheckResult,
    ClipResult,
    Evaluation,
    Group,
    RepResult,
    Spread,
    Times,
)
from formcheck.evaluate.score.scoring import score
from formcheck.evaluate.score.totals import back_points, groups_of
from formcheck.evaluate.score.trace import Trace
from formcheck.exercise.measure.registry import View
from formcheck.exercise.results.moment import CueKind
from formcheck.exercise.results.reasons import Reason, ReasonKind
from formcheck.exercise.results.report import (
    AttemptReport,
    CheckReport,
    HoldReport,
    Report,
    RepReport,
    SpokenCue,
    Verdict,
)
from formcheck.specs.files import load_spec

HINGE = load_spec("hip_hinge")
STRETCH = load_spec("hamstring_standing")


def clip(*extremes: float, exercise: str = "hip_hinge", **more: Any) -> LabelledClip:
    """A clip labelled with reps of two seconds that turn at these times, and no fault in them."""
    facts: dict[str, Any] = {"count": len(extremes), "others": Label.NO} | more
    turns = tuple(Turn(s - 1, s, s + 1) for s in extremes)
    video = Path("clip.mp4")
    return LabelledClip("clip.mp4", video, exercise, View.SIDE, turns=turns, **facts)


def check(id_: str, verdict: Verdict, **more: Any) -> CheckReport:
    return CheckReport(id=id_, name=id_, measure="back_curv", verdict=verdict, **more)


def rep(extreme_s: float, *checks: CheckReport, number: int = 1) -> RepReport:
    return RepReport(
        number=number,
        start_s=extreme_s - 0.9,
        extreme_s=extreme_s,
        end_s=extreme_s + 1.1,
        verdict=Verdict.GOOD,
        label="good",
        checks=checks,
    )


def report(*reps: RepReport, **more: Any) -> Report:
    facts: dict[str, Any] = {"exercise": "hip_hinge", "exercise_name": "", "view": "side"}
    return Report(**facts, judged=True, not_judged=(), reps=reps, **more)


def scored(labelled: LabelledClip, found: Report) -> ClipResult:
    return score(labelled, HINGE, found, Trace())


def outcome(result: ClipResult, number: int = 1, id_: str = "neutral_back") -> str:
    [one] = [each for each in result.reps if each.number == number]
    return next(each.outcome for each in one.checks if each.id == id_)


# --- Reps ---------------------------------------------------------------------------------------

COUNTS = [
    ([3, 7], [3, 7], (0, 0)),
    ([3, 7], [3], (1, 0)),
    ([3], [3, 7], (0, 1)),
    ([3], [8], (1, 1)),
    ([], [4, 8], (0, 2)),
    ([], [], (0, 0)),
]


@pytest.mark.parametrize(("labelled", "found", "expected"), COUNTS)
def test_missed_and_extra_reps_are_counted(
    labelled: list[float], found: list[float], expected: tuple[int, int]
) -> None:
    """A labelled rep that was not found is missed, a found one that is not labelled is extra."""
    result = scored(clip(*labelled), report(*map(rep, found)))

    assert (result.missed, result.extra) == expected


UNTIMED = [(3, 3, (0, 0)), (3, 2, (1, 0)), (3, 5, (0, 2))]


@pytest.mark.parametrize(("labelled", "found", "expected"), UNTIMED)
def test_without_times_only_the_numbers_are_compared(
    labelled: int, found: int, expected: tuple[int, int]
) -> None:
    """Reps labelled without times are missed or extra by their number."""
    reps = [rep(4.0 * i) for i in range(1, found + 1)]

    result = scored(clip(count=labelled), report(*reps))

    assert (result.missed, result.extra) == expected


def test_without_times_verdicts_count_where_the_numbers_agree() -> None:
    """The first found is the first labelled, as long as there are as many."""
    labelled = clip(count=2, checks={"neutral_back": Marks(frozenset({2}))})
    reps = [
        rep(3, check("neutral_back", Verdict.GOOD)),
        rep(7, check("neutral_back", Verdict.WARN)),
    ]

    result = scored(labelled, report(*reps))

    assert [outcome(result, number) for number in (1, 2)] == ["good", "warn"]
    assert misses_of(result) == []


def test_an_attempt_where_a_rep_is_labelled_is_named() -> None:
    """A missed rep says what was seen in its place."""
    attempt = AttemptReport(start_s=2, extreme_s=3, end_s=4, reason="turned back early")

    [missed] = misses_of(scored(clip(3), report(attempts=(attempt,))))

    [miss] = missed.misses
    assert miss.kind is Kind.MISSED_REP
    assert "turned back early" in miss.words


def test_a_labelled_non_rep_that_was_counted_is_named() -> None:
    """A rep too many says what it really was."""
    labelled = clip(non_reps=(NonRep(6, 8, "puts the weight down"),))

    [extra] = misses_of(scored(labelled, report(rep(7))))

    [miss] = extra.misses
    assert miss.kind is Kind.EXTRA_REP
    assert "puts the weight down" in miss.words


CUT = [(NonRep(6, 8, "begins on the way down"), 0), (NonRep(7.1, math.inf, "ends"), 1)]


@pytest.mark.parametrize(("cut", "extra"), CUT)
def test_a_movement_cut_by_the_clip_is_no_mistake(cut: NonRep, extra: int) -> None:
    """Counted or not, it is neither too many nor missed; only what turns inside it is meant."""
    labelled = clip(3, cut=(cut,))

    counted, left_out = scored(labelled, report(rep(3), rep(7))), scored(labelled, report(rep(3)))

    assert (counted.missed, counted.extra, len(misses_of(counted))) == (0, extra, extra)
    assert (left_out.missed, left_out.extra) == (0, 0)


def test_what_was_given_and_said_is_kept() -> None:
    """Every verdict of every rep found counts, also of those too many; what is silent does not."""
    cues = [
        SpokenCue(time_s=9, text="Long back.", kind=CueKind.CORRECTION, check="neutral_back"),
        SpokenCue(time_s=4, text="One.", kind=CueKind.COUNT),
    ]
    reps = [
        rep(3, check("neutral_back", Verdict.FAULT), check("knees_soft", Verdict.NOT_JUDGED)),
        rep(9, check("neutral_back", Verdict.GOOD, reason=Reason(ReasonKind.NOT_APPLICABLE).words)),
        rep(15, check("neutral_back", Verdict.FAULT)),
    ]

    result = scored(clip(3), report(*reps, cues=tuple(cues)))

    assert result.given == {"fault": 2}
    assert result.said == ("Long back.",)


def test_what_is_no_rep_of_ours_is_in_no_group() -> None:
    """Another exercise and nobody have no reps to find; variations have a group of their own."""
    shown = [Shows.EXERCISE, Shows.VARIATION, Shows.ANOTHER, Shows.NOBODY]

    groups = groups_of([scored(clip(3, shows=shows), report(rep(3))) for shows in shown])

    assert [group.shows for group in groups] == [Shows.EXERCISE, Shows.VARIATION]


def test_holds_are_matched_by_their_middles() -> None:
    """Where in a hold its extreme was labelled does not matter."""
    hold = HoldReport(
        number=1,
        start_s=10.5,
        end_s=40.0,
        held_s=29.5,
        verdict=Verdict.GOOD,
        label="good",
        checks=(check("neutral_back", Verdict.GOOD),),
    )
    labelled = clip(exercise="hamstring_standing", count=1, others=Label.NO)
    turned = LabelledClip(**_fields(labelled) | {"turns": (Turn(10, 11, 40),)})

    result = score(turned, STRETCH, report(holds=(hold,)), Trace())

    assert (result.missed, result.extra) == (0, 0)
    assert outcome(result) == "good"


def _fields(labelled: LabelledClip) -> dict[str, Any]:
    return {name: getattr(labelled, name) for name in LabelledClip.__dataclass_fields__}


# --- Checks -------------------------------------------------------------------------------------

ROUNDED = {"neutral_back": Marks(frozenset({1}))}
DOUBT = {"neutral_back": Marks(rest=Label.UNSURE)}

VERDICTS: list[tuple[dict[str, Marks], Verdict, list[Kind]]] = [
    ({}, Verdict.GOOD, []),
    ({}, Verdict.NO_ROUNDING_SEEN, []),
    ({}, Verdict.WARN, [Kind.FALSE_WARN]),
    ({}, Verdict.FAULT, [Kind.FALSE_FAULT]),
    ({}, Verdict.NOT_JUDGED, [Kind.NOT_JUDGED]),
    (ROUNDED, Verdict.GOOD, [Kind.MISSED_FAULT]),
    (ROUNDED, Verdict.NO_ROUNDING_SEEN, [Kind.MISSED_FAULT]),
    (ROUNDED, Verdict.WARN, []),
    (ROUNDED, Verdict.FAULT, []),
    (ROUNDED, Verdict.NOT_JUDGED, [Kind.NOT_JUDGED]),
    (DOUBT, Verdict.FAULT, []),
    (DOUBT, Verdict.GOOD, []),
]


@pytest.mark.parametrize(("labels", "verdict", "expected"), VERDICTS)
def test_a_verdict_is_a_miss_or_not(
    labels: dict[str, Marks], verdict: Verdict, expected: list[Kind]
) -> None:
    """Faults found or not found are held against the label; doubt makes no miss."""
    result = scored(clip(3, checks=labels), report(rep(3, check("neutral_back", verdict))))

    kinds = [miss.kind for missed in misses_of(result) for miss in missed.misses]
    assert kinds == expected


def test_what_is_known_to_be_hidden_may_stay_unjudged() -> None:
    """A check that cannot be judged in a clip is no miss when it is not."""
    labelled = clip(3, hidden=frozenset({"neutral_back"}))

    result = scored(labelled, report(rep(3, check("neutral_back", Verdict.NOT_JUDGED))))

    assert misses_of(result) == []


def test_what_the_view_hides_may_stay_unjudged_and_not_be_guessed() -> None:
    """Seen obliquely a back that is not judged is no miss; one that is judged wrong is."""
    labelled = LabelledClip(**_fields(clip(3)) | {"view": View.OBLIQUE})

    unjudged = scored(labelled, report(rep(3, check("neutral_back", Verdict.NOT_JUDGED))))
    guessed = scored(labelled, report(rep(3, check("neutral_back", Verdict.FAULT))))

    assert misses_of(unjudged) == []
    assert [miss.kind for miss in misses_of(guessed)[0].misses] == [Kind.FALSE_FAULT]


def test_a_check_that_did_not_apply_is_told_from_one_not_judged() -> None:
    """Where a check's condition never came up there was nothing to see."""
    unasked = check(
        "stand_tall", Verdict.NOT_JUDGED, reason=Reason(ReasonKind.NOT_APPLICABLE).words
    )

    assert outcome(scored(clip(3), report(rep(3, unasked))), id_="stand_tall") == "not_asked"


def test_checks_of_a_missed_rep_have_a_column_of_their_own() -> None:
    """What was labelled of a rep that was not found is not lost."""
    [group] = groups_of([scored(clip(3, checks=ROUNDED), report())])

    back = next(table for table in group.checks if table.id == "neutral_back")
    assert back.counts[Label.YES] == {"no_rep": 1}


# --- Cues ---------------------------------------------------------------------------------------


def cue(time_s: float, check_id: str = "neutral_back", kind: str = "correction") -> SpokenCue:
    return SpokenCue(time_s=time_s, text="Long back.", kind=kind, check=check_id)


CUES = [
    ({}, cue(4.2), 1),
    ({}, cue(6.0), 1),  # kept for the pause
    (ROUNDED, cue(4.2), 0),  # right
    (DOUBT, cue(4.2), 0),  # nobody knows
    ({}, cue(4.2, kind="count"), 0),
    ({}, cue(3.0), 0),  # before any rep was over
    # A rep with a fault is no good rep, whatever else is said of it.
    (ROUNDED, cue(4.2, "knees_soft"), 0),
]


@pytest.mark.parametrize(("labels", "spoken", "false"), CUES)
def test_corrections_of_good_reps_are_false(
    labels: dict[str, Marks], spoken: SpokenCue, false: int
) -> None:
    """A correction belongs to the rep that ended last; false where the label says no fault."""
    result = scored(clip(3, checks=labels), report(rep(3), cues=(spoken,)))

    assert len(result.false_cues) == false


# --- Sums ---------------------------------------------------------------------------------------


def group(*results: ClipResult) -> Group:
    [only] = groups_of(results)
    return only


def test_a_group_adds_its_clips_up() -> None:
    """Clips of one exercise and view are one row."""
    both = group(scored(clip(3, 7), report(rep(3.2))), scored(clip(3), report(rep(3), rep(9))))

    assert (both.clips, both.labelled, both.found) == (2, 3, 3)
    assert (both.missed, both.extra, both.good_reps) == (1, 1, 2)
    assert both.timing.extreme_s.count == 2
    assert both.timing.extreme_s.bias == pytest.approx(0.1)
    assert both.timing.start_s.mean_abs == pytest.approx(0.2)
    assert both.timing.end_s.worst == pytest.approx(0.3)


def test_views_are_told_apart() -> None:
    """What is seen obliquely is another row."""
    side = scored(clip(3), report(rep(3)))
    oblique = side.model_copy(update={"view": "oblique"})

    assert [found.view for found in groups_of([oblique, side])] == ["side", "oblique"]


verdicts = st.sampled_from(list(Verdict))
labels = st.sampled_from([{}, ROUNDED, DOUBT])


@given(st.lists(st.tuples(labels, verdicts), min_size=1, max_size=8))
def test_every_rep_is_in_one_cell(stories: list[tuple[dict[str, Marks], Verdict]]) -> None:
    """The cells of a confusion table add up to the labelled reps, whatever was found."""
    results = [
        scored(clip(3, checks=labelled), report(rep(3, check("neutral_back", verdict))))
        for labelled, verdict in stories
    ]

    for table in group(*results).checks:
        assert sum(table.count(label) for label in Label) == len(stories)


@given(st.lists(st.floats(-100, 100)))
def test_errors_are_spread_as_they_are(errors: list[float]) -> None:
    """The mean lies within the mean size, and that within the largest."""
    spread = Spread.of([*errors, math.nan])

    assert spread.count == len(errors)
    if errors:
        assert abs(spread.bias) <= spread.mean_abs + 1e-9
        assert spread.mean_abs <= spread.worst + 1e-9
    else:
        assert math.isnan(spread.bias)


def bent_rep(true: float, where: Bend, found: str, measured: float = math.nan) -> RepResult:
    times = Times(start_s=0, extreme_s=1, end_s=2)
    facts: dict[str, Any] = {"essential": True, "hidden": False, "label": Label.UNSURE}
    back = CheckResult(id="neutral_back", name="", measure="back_curv", outcome=found, **facts)
    angle = AngleResult(measure="back_curv", measured=measured, true=true)
    return RepResult(
        number=1,
        labelled=times,
        found=times,
        good=False,
        checks=(back,),
        bend=where,
        angles=(angle,),
    )


def bends(*reps: RepResult) -> ClipResult:
    return scored(clip(), report()).model_copy(update={"reps": reps})


def test_bent_backs_are_told_from_long_ones_by_where_they_are_bent() -> None:
    """Each kind of bend has its own row; those between the two numbers are in neither."""
    points = back_points(
        [
            bends(
                bent_rep(50, Bend.EVEN, "fault"),
                bent_rep(50, Bend.LUMBAR, "good"),
                bent_rep(35, Bend.LUMBAR, "warn"),
                bent_rep(20, Bend.LUMBAR, "warn"),
                bent_rep(3, Bend.LONG, "good"),
                bent_rep(4, Bend.LONG, "not_judged"),
                bent_rep(5, Bend.LONG, "warn"),
            )
        ]
    )

    rows = {(point.name, point.bend): point for point in points}
    assert len(rows) == len(points) == 4
    even, lumbar = rows["bend noticed", "even"], rows["bend noticed", "lumbar"]
    assert (even.bent, even.found) == (1, 1)
    assert (lumbar.bent, lumbar.found, lumbar.bent_not_judged) == (2, 1, 0)
    assert (lumbar.long, lumbar.false, lumbar.long_not_judged) == (3, 1, 1)
    faults = rows["fault", "lumbar"]
    assert (faults.bent, faults.found, faults.long, faults.false) == (1, 0, 4, 0)


def test_errors_of_the_back_are_apart_by_where_it_is_bent() -> None:
    """Bends of the whole back and of a part of it are not mixed."""
    reps = (
        bent_rep(50, Bend.EVEN, "fault", measured=44),
        bent_rep(50, Bend.LUMBAR, "good", measured=30),
        bent_rep(50, Bend.LUMBAR, "good"),
    )

    found = {angle.bend: angle for angle in group(bends(*reps)).angles}

    assert found["even"].errors.bias == pytest.approx(-6)
    assert found["lumbar"].errors.mean_abs == pytest.approx(20)
    assert (found["lumbar"].errors.count, found["lumbar"].unseen) == (1, 1)


def evaluation(*results: ClipResult) -> Evaluation:
    return Evaluation(
        source="labels.yaml", rendered=False, groups=groups_of(results), clips=results
    )


def test_json_is_read_back_unchanged() -> None:
    """What is not known is null, and comes back as not known."""
    text = evaluation(scored(clip(3), report(rep(3.1)))).as_json()

    assert "NaN" not in text
    assert Evaluation.model_validate_json(text).as_json() == text


def test_a_summary_names_no_clip() -> None:
    """Numbers can be shared without the names of files."""
    text = evaluation(scored(clip(3), report(rep(3.1)))).summary.as_json()

    assert "clip.mp4" not in text
    assert "labels.yaml" not in text
    assert '"labelled":1' in text
