"""Sums up clips: by exercise and view, and for the back over all of them."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from formcheck.evaluate.labels.truth import BACK, Bend, Label, Shows
from formcheck.evaluate.score.result import (
    NO_REP,
    NOTICED,
    AngleErrors,
    BackPoint,
    CheckResult,
    CheckTable,
    ClipResult,
    Group,
    RepResult,
    Spread,
    Timing,
)
from formcheck.exercise.measure.registry import OUTLINES, View
from formcheck.exercise.results.report import Verdict

__all__ = ["back_points", "groups_of"]


def groups_of(clips: Sequence[ClipResult]) -> tuple[Group, ...]:
    """Return a group of clips for each exercise and view, those from the side first.

    Clips of another exercise or of nobody are in no group, since none of their reps can be right.
    """
    by_kind: dict[tuple[str, Shows, str], list[ClipResult]] = defaultdict(list)
    for clip in clips:
        if clip.shows in _GROUPED:
            by_kind[clip.exercise, clip.shows, clip.view].append(clip)
    kinds = sorted(by_kind, key=lambda kind: (kind[0], kind[1], _VIEWS.index(kind[2])))
    return tuple(_group(*kind, by_kind[kind]) for kind in kinds)


_GROUPED: Final = (Shows.EXERCISE, Shows.VARIATION)
_VIEWS: Final = [view.value for view in View]


def _group(exercise: str, shows: Shows, view: str, clips: Sequence[ClipResult]) -> Group:
    reps = [rep for clip in clips for rep in clip.reps]
    pairs = [(rep.found, rep.labelled) for rep in reps if rep.found and rep.labelled]
    return Group(
        exercise=exercise,
        shows=shows,
        view=view,
        clips=len(clips),
        labelled=sum(clip.labelled for clip in clips),
        found=sum(clip.found for clip in clips),
        missed=sum(clip.missed for clip in clips),
        extra=sum(clip.extra for clip in clips),
        timing=Timing(
            start_s=Spread.of([found.start_s - true.start_s for found, true in pairs]),
            extreme_s=Spread.of([found.extreme_s - true.extreme_s for found, true in pairs]),
            end_s=Spread.of([found.end_s - true.end_s for found, true in pairs]),
        ),
        checks=tuple(_check_tables(reps)),
        false_cues=sum(len(clip.false_cues) for clip in clips),
        good_reps=sum(rep.good and rep.found is not None for rep in reps),
        angles=tuple(_angle_errors(reps)),
    )


def _check_tables(reps: Iterable[RepResult]) -> Iterator[CheckTable]:
    by_check: dict[str, list[CheckResult]] = defaultdict(list)
    for rep in reps:
        for check in rep.checks:
            by_check[check.id].append(check)
    for same in by_check.values():
        counts = {
            label: dict(Counter(check.outcome for check in same if check.label is label))
            for label in Label
        }
        first = same[0]
        yield CheckTable(id=first.id, name=first.name, essential=first.essential, counts=counts)


def _angle_errors(reps: Iterable[RepResult]) -> Iterator[AngleErrors]:
    """Yield the errors of each measure, those of the back separately for each bent part."""
    by_kind: dict[tuple[str, str], list[float]] = defaultdict(list)
    for rep in reps:
        for angle in rep.angles:
            is_back = angle.measure in OUTLINES
            bend = rep.bend.value if is_back and rep.bend else ""
            by_kind[angle.measure, bend].append(angle.error)
    for (measure, bend), errors in by_kind.items():
        unseen = sum(math.isnan(error) for error in errors)
        spread = Spread.of(errors)
        yield AngleErrors(measure=measure, bend=bend, errors=spread, unseen=unseen)


@dataclass(frozen=True, slots=True)
class _Told:
    """The outcomes that recognise a bent back, and the degrees of bent and of long backs."""

    name: str
    bent_from: float
    long_to: float
    outcomes: frozenset[str]


_POINTS: Final = (
    _Told("bend noticed", 30.0, 10.0, NOTICED),
    _Told("fault", 45.0, 25.0, frozenset({Verdict.FAULT.value})),
)
"""The engine must tell backs bent by at least the first number of degrees from those bent by at
most the second; the bend of ordinary good lifts (24-27 degrees [S18]) lies between."""


def back_points(clips: Sequence[ClipResult]) -> tuple[BackPoint, ...]:
    """Return how well verdicts tell bent backs from long ones in clips with known truth.

    Points are by view and by the bent part, never pooled, since the lowest part is seen less.
    """
    by_view: dict[str, list[RepResult]] = defaultdict(list)
    for clip in clips:
        by_view[clip.view] += [rep for rep in clip.reps if rep.bend and rep.found]
    return tuple(
        _point(view, bend, reps, told)
        for view, reps in sorted(by_view.items())
        for told in _POINTS
        for bend in (Bend.EVEN, Bend.LUMBAR, Bend.THORACIC)
        if any(rep.bend is bend for rep in reps)
    )


def _point(view: str, bend: Bend, reps: Sequence[RepResult], told: _Told) -> BackPoint:
    bent = [_outcome(rep) for rep in reps if rep.bend is bend and _true(rep) >= told.bent_from]
    long = [_outcome(rep) for rep in reps if _true(rep) <= told.long_to]
    unjudged = {Verdict.NOT_JUDGED.value, NO_REP}
    return BackPoint(
        name=told.name,
        bent_from=told.bent_from,
        long_to=told.long_to,
        view=view,
        bend=bend.value,
        bent=len(bent),
        found=sum(outcome in told.outcomes for outcome in bent),
        bent_not_judged=sum(outcome in unjudged for outcome in bent),
        long=len(long),
        false=sum(outcome in told.outcomes for outcome in long),
        long_not_judged=sum(outcome in unjudged for outcome in long),
    )


def _true(rep: RepResult) -> float:
    return next((a.true for a in rep.angles if a.measure in OUTLINES), math.nan)


def _outcome(rep: RepResult) -> str:
    return next((check.outcome for check in rep.checks if check.id == BACK), NO_REP)
