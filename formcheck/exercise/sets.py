"""A set of reps or of holds: readings in, judged reps, attempts and holds out."""

import math
from collections import Counter, deque
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise, takewhile

import numpy as np

from formcheck.exercise.back_reference import OwnBack
from formcheck.exercise.back_shape import middle_outline
from formcheck.exercise.checks import NOT_APPLICABLE, is_of_back, judge_check
from formcheck.exercise.holds import HoldSpan, HoldTracker
from formcheck.exercise.look_alikes import look_alike_of
from formcheck.exercise.measures import Measure
from formcheck.exercise.phases import LOOK_BACK_S, Outcome, RepTracker, Span
from formcheck.exercise.readings import Reading
from formcheck.exercise.report import (
    AttemptReport,
    CheckReport,
    ComparedWith,
    HoldReport,
    RepReport,
    Verdict,
    worst,
)
from formcheck.exercise.spec import Check, ExerciseSpec, Hold, Pace, Reps

__all__ = ["Finished", "HoldSet", "RepSet", "form_judged", "not_judged_words", "watched_names"]

Finished = RepReport | AttemptReport | HoldReport

STEADY_OVER_S = 1.0
"""Steady is who stayed within the wobble for a second: whoever bows slowly does not."""

HELD_S = 2.0
"""So long at a stretch somebody must have been steady to have held a position: reps are paused for
a second, and several of them running go through the position of a hold, too (team choice)."""

WALK_TORSOS = 0.7
"""Hips further than this many torso lengths (some 35 cm) from where they began: the person has
walked. A rep ends where it began; hips are used, because weights and mats hide feet."""

NEARLY_DEG = 10.0
"""Within this of its furthest lean, twice its error, the trunk leans as far as it does in a rep."""

_WHOLE = frozenset({Outcome.REP, Outcome.SHORT})
"""Movements seen from their beginning to their end."""

Phases = Mapping[str, Sequence[Reading]]


class RepSet:
    """Counts and judges repetitions as readings come in."""

    def __init__(self, spec: ExerciseSpec, movement: Reps, own: OwnBack) -> None:
        self._spec = spec
        self._movement = movement
        self._own = own
        self._tracker = RepTracker(movement)
        self._readings: deque[Reading] = deque()
        self._count = 0

    @property
    def phase(self) -> str:
        """The current phase's name; empty before the set begins."""
        return self._tracker.phase

    @property
    def moving(self) -> bool:
        """Whether a movement is under way."""
        return self._tracker.moving

    def step(self, reading: Reading) -> Finished | None:
        """Take a reading; return the rep or attempt that has just ended, if any."""
        self._readings.append(reading)
        while not self.moving and reading.time_s - self._readings[0].time_s > LOOK_BACK_S:
            self._readings.popleft()
        span = self._tracker.step(reading.time_s, reading.followed)
        return None if span is None else self._finished(span)

    def finish(self) -> Finished | None:
        """Return what was still going on when the set ended, if anything."""
        span = self._tracker.finish()
        return None if span is None else self._finished(span)

    def _finished(self, span: Span) -> Finished:
        inside = [row for row in self._readings if span.start_s <= row.time_s <= span.end_s]
        why, other = self._why_no_rep(span, inside)
        phases = self._phases(span)
        while self._readings and self._readings[0].time_s < span.end_s:
            self._readings.popleft()
        if why:
            return AttemptReport(
                start_s=_ms(span.start_s),
                extreme_s=_ms(span.extreme_s),
                end_s=_ms(span.end_s),
                extreme=span.extreme,
                reason=why,
                exercise=other,
            )
        return self._rep(span, phases)

    def _rep(self, span: Span, phases: Phases) -> RepReport:
        self._count += 1
        checks, compared = _judge(self._spec, phases, self._own)
        verdict, label = _verdict(self._spec.checks, checks)
        return RepReport(
            number=self._count,
            start_s=_ms(span.start_s),
            extreme_s=_ms(span.extreme_s),
            end_s=_ms(span.end_s),
            extreme=span.extreme,
            verdict=verdict,
            label=label,
            back_reference=compared,
            phases_s={name: _duration(rows) for name, rows in list(phases.items())[1:]},
            checks=checks,
        )

    def _why_no_rep(self, span: Span, inside: Sequence[Reading]) -> tuple[str, str]:
        """Return why a movement is no rep, empty when it is one, and whose rep it looks like.

        What is another exercise is that, too, where it turned before it counts as this one.
        """
        if span.outcome in _WHOLE:
            before = [row for row in self._readings if row.time_s < span.start_s]
            if (alike := look_alike_of(self._movement, inside, before)) is not None:
                return alike.name, alike.exercise or ""
        if span.outcome is not Outcome.REP:
            return span.outcome.value, ""
        return "walking" if _walked(inside) else "", ""

    def _phases(self, span: Span) -> Phases:
        """Return the readings of each phase, in the order they were gone through."""
        names = [phase.name for phase in self._movement.phases]
        if self._tracker.began_in_other:
            names = names[2:] + names[:2]
        edges = (-math.inf, span.start_s, span.reached_s, span.left_s, span.end_s)
        return {
            name: [row for row in self._readings if begin <= row.time_s <= end]
            for name, (begin, end) in zip(names, pairwise(edges), strict=True)
        }


class HoldSet:
    """Times and judges held positions as readings come in."""

    def __init__(self, spec: ExerciseSpec, movement: Hold, own: OwnBack) -> None:
        self._spec = spec
        self._movement = movement
        self._own = own
        self.tracker = HoldTracker(movement)
        self._readings: list[Reading] = []
        self._count = 0
        self._side = ""

    @property
    def phase(self) -> str:
        """``getting_ready`` or ``holding``."""
        return self.tracker.phase

    @property
    def moving(self) -> bool:
        """Whether a hold is under way."""
        return self.tracker.holding

    def step(self, reading: Reading, side: str) -> Finished | None:
        """Take a reading; return the hold or try that is over, if one is."""
        span = self.tracker.step(reading.time_s, reading.loose)
        if self.tracker.holding and not self._readings:
            self._side = side
        if self.tracker.holding and self.tracker.inside:
            # A hold can last for minutes: what is not judged need not be kept.
            self._readings.append(replace(reading, loose={}))
        return None if span is None else self._finished(span)

    def finish(self) -> Finished | None:
        """Return the hold that was still going on when the set ended, if any."""
        span = self.tracker.finish()
        return None if span is None else self._finished(span)

    def recent(self, seconds: float) -> Phases:
        """Return the last seconds of the hold that is under way, as a phase to be judged."""
        if not self._readings:
            return {"holding": []}
        since_s = self._readings[-1].time_s - seconds
        rows = list(takewhile(lambda row: row.time_s >= since_s, reversed(self._readings)))
        return {"holding": rows[::-1]}

    def _finished(self, span: HoldSpan) -> Finished:
        rows, self._readings = self._readings, []
        still_s = _steady_s(rows, self._movement.wobble)
        if not span.counts or still_s < min(self._movement.shortest_s, HELD_S):
            return AttemptReport(
                start_s=_ms(span.start_s),
                extreme_s=_ms(span.start_s),
                end_s=_ms(span.end_s),
                reason="gone through, not held" if span.counts else "too short to be a hold",
            )
        self._count += 1
        checks, compared = _judge(self._spec, {"holding": rows}, self._own)
        verdict, label = _verdict(self._spec.checks, checks)
        return HoldReport(
            number=self._count,
            start_s=_ms(span.start_s),
            end_s=_ms(span.end_s),
            held_s=_ms(span.held_s),
            side=self._side,
            verdict=verdict,
            label=label,
            back_reference=compared,
            checks=checks,
        )


def _judge(
    spec: ExerciseSpec, phases: Phases, own: OwnBack
) -> tuple[tuple[CheckReport, ...], ComparedWith | None]:
    """Return what each check found, and what the outline of the back was compared with.

    That is the surest comparison known now that the rep is over; the rep itself is noted only
    afterwards, for those to come.
    """
    best = own.best
    phases = {name: [row.against(best) for row in rows] for name, rows in phases.items()}
    reports = _paced(spec.checks, [judge_check(check, phases) for check in spec.checks])
    of_back = [
        (check, report)
        for check, report in zip(spec.checks, reports, strict=True)
        if is_of_back(check) and report.verdict is not Verdict.NOT_JUDGED
    ]
    if not of_back:
        return reports, None
    check, report = of_back[0]
    outline = middle_outline([row.outline for row in _bent_most(check, phases)])
    if outline is not None:
        own.bent(outline)
    return reports, ComparedWith(kind=best.kind, error_deg=report.error, words=best.words)


def _bent_most(check: Check, phases: Phases) -> list[Reading]:
    """Return the readings of a check's phases in which the trunk leans nearly as far as it does.

    All of them where nothing is known of the trunk, as in a hold.
    """
    rows = [row for name in check.during for row in phases.get(name, ())]
    leans = np.array([row.loose.get(Measure.TRUNK_INCL, 0.0) for row in rows])
    furthest = leans >= np.nanpercentile(leans, 90) - NEARLY_DEG
    return [row for row, far in zip(rows, furthest, strict=True) if far]


def _steady_s(rows: Sequence[Reading], wobble: float) -> float:
    """Return for how long at a stretch the followed measure stayed together within the wobble.

    Each moment counts in the second before which it did; where it is not seen, it counts.
    """
    longest = steady = 0.0
    recent = deque[tuple[float, float]]()
    for row, after in pairwise(rows):
        recent.append((row.time_s, row.followed))
        while recent[0][0] < row.time_s - STEADY_OVER_S:
            recent.popleft()
        values = [value for _, value in recent if math.isfinite(value)]
        together = not values or max(values) - min(values) <= wobble
        steady = steady + after.time_s - row.time_s if together else 0.0
        longest = max(longest, steady)
    return longest


def _ms(time_s: float) -> float:
    """Return a time to the millisecond, as finely as any recording has it."""
    return round(time_s, 3)


def _duration(rows: Sequence[Reading]) -> float:
    return _ms(rows[-1].time_s - rows[0].time_s) if rows else 0.0


def _walked(rows: Sequence[Reading]) -> bool:
    """Whether the hips ended somewhere else than they began; unknown counts as no."""
    tenth = max(1, len(rows) // 10)
    begin, end = (np.median([row.place for row in part]) for part in (rows[:tenth], rows[-tenth:]))
    torsos = sorted(row.torso for row in rows if math.isfinite(row.torso))
    # Bent towards the camera the torso looks short: nearly its longest is its length.
    return bool(torsos) and abs(end - begin) > WALK_TORSOS * torsos[len(torsos) * 9 // 10]


def _verdict(checks: Sequence[Check], reports: Sequence[CheckReport]) -> tuple[Verdict, str]:
    """Return a rep's verdict, and the same in words.

    The worst of its judged checks; without the essential ones it is counted, never good, nor where
    the best that can be said of one of them is that no rounding was seen.
    """
    essential = [
        (check.name.lower(), report.verdict)
        for check, report in zip(checks, reports, strict=True)
        if check.essential
    ]
    unseen = [name for name, found in essential if found is Verdict.NOT_JUDGED]
    verdict = worst([report.verdict for report in reports])
    missing = f"{_and(unseen)} not judged" if unseen else ""
    if not form_judged(checks, reports):
        return Verdict.NOT_JUDGED, "counted, form not judged"
    if verdict in {Verdict.WARN, Verdict.FAULT}:
        names = _and([r.name.lower() for r in reports if r.verdict is verdict])
        found = f"{'fault' if verdict is Verdict.FAULT else 'a little off'}: {names}"
        return verdict, f"{found}; {missing}" if missing else found
    if missing:
        return Verdict.NOT_JUDGED, f"counted, {missing}"
    if Verdict.NO_ROUNDING_SEEN in {verdict, *(found for _, found in essential)}:
        return Verdict.NO_ROUNDING_SEEN, "counted, no rounding seen"
    return verdict, "good"


def _paced(checks: Sequence[Check], reports: Sequence[CheckReport]) -> tuple[CheckReport, ...]:
    """Return what was found, without the pace where it is all that could be judged."""
    if form_judged(checks, reports):
        return tuple(reports)
    return tuple(
        report.model_copy(update=_NO_PACE) if isinstance(check, Pace) else report
        for check, report in zip(checks, reports, strict=True)
    )


def form_judged(checks: Sequence[Check], reports: Sequence[CheckReport]) -> bool:
    """Whether anything but the tempo was judged: times are known in any view."""
    return any(
        report.verdict is not Verdict.NOT_JUDGED and not isinstance(check, Pace)
        for check, report in zip(checks, reports, strict=True)
    )


_NO_PACE = {
    "verdict": Verdict.NOT_JUDGED,
    "value": math.nan,
    "limit": math.nan,
    "error": math.nan,
    "reason": "nothing else could be judged",
}


def _and(names: Sequence[str]) -> str:
    return " and ".join(dict.fromkeys(names))


_NEVER_GOOD = frozenset({Verdict.NOT_JUDGED, Verdict.NO_ROUNDING_SEEN})


def watched_names(reports: Sequence[Sequence[CheckReport]]) -> tuple[str, ...]:
    """Return the checks that were judged in at least half of the reps or holds they applied to.

    Silence about them means that nothing was wrong, which no rounding seen is too rough to say.
    """
    names = []
    for same in zip(*reports, strict=True):
        applied = [report for report in same if report.reason != NOT_APPLICABLE]
        judged = sum(report.verdict not in _NEVER_GOOD for report in applied)
        if judged and 2 * judged >= len(applied):
            names.append(same[0].name)
    return tuple(names)


def not_judged_words(
    reports: Sequence[Sequence[CheckReport]], *, told: frozenset[str] = frozenset()
) -> tuple[str, ...]:
    """Return what could not be judged in most reps or holds, each with its commonest reason.

    Reasons already ``told`` for the whole set are not repeated check by check.
    """
    words = []
    silent = told | {NOT_APPLICABLE}
    for same in zip(*reports, strict=True):
        reasons = Counter(
            report.reason
            for report in same
            if report.verdict is Verdict.NOT_JUDGED and report.reason not in silent
        )
        if 2 * reasons.total() > len(same):
            words.append(f"{same[0].name}: {reasons.most_common(1)[0][0]}")
    return tuple(words)
