"""A set of reps or of holds: readings in, judged reps, attempts and holds out."""

import math
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise, takewhile
from typing import Protocol, TypeVar

import numpy as np

from formcheck.exercise.count.counting import RepCounter
from formcheck.exercise.count.extremes import turned_at
from formcheck.exercise.count.holds import HoldSpan, HoldTracker
from formcheck.exercise.count.nods import Nods
from formcheck.exercise.count.phases import LOOK_BACK_S
from formcheck.exercise.count.spans import Span
from formcheck.exercise.judge.holes import phases_with_holes
from formcheck.exercise.judge.set_judge import Judgement, Phases, SetJudge
from formcheck.exercise.observe.reader import Reading
from formcheck.exercise.recognise.look_alikes import LOOK_ALIKE_S, look_alike_of
from formcheck.exercise.results.moment import HoldProgress
from formcheck.exercise.results.reasons import Outcome
from formcheck.exercise.results.report import AttemptReport, Finished, HoldReport, RepReport
from formcheck.exercise.spec.models import Condition, Hold, Reps

__all__ = ["HoldSet", "MovementSet", "RepSet", "as_the_set_shows", "movement_set"]

AnyItem = TypeVar("AnyItem", RepReport, HoldReport)

STEADY_OVER_S = 1.0
"""A person is steady after staying within the wobble for this long; a slow bow does not."""

HELD_S = 2.0
"""A person must be steady for this long at a stretch to hold a position: reps pause for a second,
and several in a row pass through the position of a hold, too (team choice)."""

WALK_TORSOS = 0.7
"""The person has walked if their hips end further than this many torso lengths (some 35 cm) from
where they began. A rep ends where it began; weights and mats hide feet, so hips decide."""

SET_UP_S = 0.3
"""Only this last moment of the set-up before a pull, bent down at the weight, belongs to the rep:
people do not lift with the posture in which they get ready."""

_WHOLE = frozenset({Outcome.REP, Outcome.SHORT})
"""Movements seen from their beginning to their end."""


class MovementSet(Protocol):
    """Counts or times, and judges, the movements of one set: reps or holds."""

    @property
    def phase(self) -> str:
        """The current phase's name; empty before the set begins."""
        ...

    @property
    def moving(self) -> bool:
        """Whether a rep or hold is under way."""
        ...

    @property
    def are_low(self) -> tuple[bool, ...] | None:
        """Whether each followed measure is at the smaller of its positions; None if unknown."""
        ...

    @property
    def are_low_turned(self) -> tuple[bool, ...] | None:
        """``are_low``, should the person have turned round since."""
        ...

    @property
    def hold(self) -> HoldProgress | None:
        """How far the hold under way is, if one is."""
        ...

    def step(self, reading: Reading) -> Finished | None:
        """Take a reading; return the rep, hold or attempt that has just ended, if any."""
        ...

    def turn_round(self) -> None:
        """Take the person to face the other way from now on."""
        ...

    def cut(self) -> Iterator[Finished]:
        """Restart after a cut in the video; yield the movements that it ended."""
        ...

    def finish(self) -> Iterator[Finished]:
        """Yield the movements still under way when the set ended."""
        ...

    def take_nods(self) -> tuple[Nods, ...]:
        """Return the rows of movements too small for an attempt since the last call."""
        ...

    def recent(self, seconds: float) -> Phases:
        """Return the last seconds of the hold under way, as a phase to judge."""
        ...


def movement_set(movement: Reps | Hold, judge: SetJudge) -> MovementSet:
    """Return a new :class:`RepSet` or :class:`HoldSet`."""
    return RepSet(movement, judge) if isinstance(movement, Reps) else HoldSet(movement, judge)


class RepSet:
    """Counts and judges repetitions as readings come in."""

    def __init__(self, movement: Reps, judge: SetJudge) -> None:
        self._movement = movement
        self._judge = judge
        self._counter = RepCounter(movement)
        self._readings: deque[Reading] = deque()
        self._count = 0

    @property
    def phase(self) -> str:
        """The current phase's name; empty before the set begins."""
        return self._counter.phase

    @property
    def moving(self) -> bool:
        """Whether a movement is under way."""
        return self._counter.moving

    @property
    def are_low(self) -> tuple[bool, ...]:
        """Whether each followed measure is at the smaller of its positions."""
        return self._counter.are_low

    @property
    def are_low_turned(self) -> tuple[bool, ...]:
        """``are_low``, should the person have turned round since."""
        return self._counter.are_low_turned

    @property
    def hold(self) -> None:
        """None: a set of reps has no holds."""
        return None

    def step(self, reading: Reading) -> Finished | None:
        """Take a reading; return the rep or attempt that has just ended, if any."""
        self._readings.append(reading)
        while not self._counter.busy and reading.time_s - self._readings[0].time_s > LOOK_BACK_S:
            self._readings.popleft()
        span = self._counter.step(reading.time_s, (reading.followed, *reading.also))
        return None if span is None else self._finished(span)

    def _is_told(self, span: Span, inside: Sequence[Reading]) -> bool:
        """Whether the measure that shows a movement may count it, by its other conditions."""
        [follow] = [each for each in self._movement.followed if each.measure is span.measure]
        # Counting, unlike judging, may use hidden joints and other views.
        return all(_held_s(each, inside) >= LOOK_ALIKE_S for each in follow.only)

    def take_nods(self) -> tuple[Nods, ...]:
        """Return the rows of movements too small for an attempt since the last call."""
        return self._counter.take_nods()

    def turn_round(self) -> None:
        """Take the person to face the other way from now on."""
        self._counter.turn_round()

    def finish(self) -> Iterator[Finished]:
        """Yield the movements still under way when the set ended."""
        while (span := self._counter.finish()) is not None:
            if (finished := self._finished(span)) is not None:
                yield finished

    def cut(self) -> Iterator[Finished]:
        """Restart after a cut in the video; yield the movements that it ended."""
        while (span := self._counter.cut()) is not None:
            if (finished := self._finished(span)) is not None:
                yield finished
        self._readings.clear()

    def recent(self, seconds: float) -> Phases:
        """Return no phases: reps are judged when they are over."""
        return {}

    def _finished(self, span: Span) -> Finished | None:
        inside = [row for row in self._readings if span.start_s <= row.time_s <= span.end_s]
        if not self._is_told(span, inside):
            return None
        if self._movement.extreme is not None and span.outcome is Outcome.REP:
            span = turned_at(self._movement.extreme, span, inside)
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
        found = self._judge.judge(phases)
        return RepReport(
            number=self._count,
            start_s=_ms(span.start_s),
            extreme_s=_ms(span.extreme_s),
            end_s=_ms(span.end_s),
            extreme=span.extreme,
            verdict=found.verdict,
            label=found.label,
            back_reference=found.compared,
            phases_s=_durations(phases),
            checks=found.checks,
            followed=span.measure if span.measure is not self._movement.follow else "",
        )

    def _why_no_rep(self, span: Span, inside: Sequence[Reading]) -> tuple[str, str]:
        """Return why a movement is no rep (empty if it is one) and which exercise it looks like.

        A movement of another exercise counts as that even if it turned too early for this one.
        """
        if span.outcome in _WHOLE:
            before = [row for row in self._readings if row.time_s < span.start_s]
            if (alike := look_alike_of(self._movement, inside, before)) is not None:
                return alike.name, alike.exercise or ""
        if span.outcome is not Outcome.REP:
            return span.outcome.words, ""
        return Outcome.WALKED.words if _walked(inside) else "", ""

    def _phases(self, span: Span) -> Phases:
        """Return the readings of each phase, in order of time."""
        names = [phase.name for phase in self._movement.phases]
        if span.from_other:
            names = names[2:] + names[:2]
        begun_s = span.start_s - SET_UP_S if span.from_other else -math.inf
        edges = (begun_s, span.start_s, span.reached_s, span.left_s, span.end_s)
        return {
            name: [row for row in self._readings if begin <= row.time_s <= end]
            for name, (begin, end) in zip(names, pairwise(edges), strict=True)
        }


class HoldSet:
    """Times and judges held positions as readings come in."""

    def __init__(self, movement: Hold, judge: SetJudge) -> None:
        self._movement = movement
        self._judge = judge
        self._tracker = HoldTracker(movement)
        self._readings: list[Reading] = []
        self._count = 0
        self._side = ""

    @property
    def phase(self) -> str:
        """``getting_ready`` or ``holding``."""
        return self._tracker.phase

    @property
    def moving(self) -> bool:
        """Whether a hold is under way."""
        return self._tracker.holding

    @property
    def are_low(self) -> None:
        """None: a hold does not move between positions."""
        return None

    @property
    def are_low_turned(self) -> None:
        """None: a hold does not move between positions."""
        return None

    @property
    def hold(self) -> HoldProgress | None:
        """How far the hold under way is, if one is."""
        return self._tracker.progress if self.moving else None

    def step(self, reading: Reading) -> Finished | None:
        """Take a reading; return the hold or attempt that is over, if one is."""
        span = self._tracker.step(reading.time_s, reading.loose)
        if self._tracker.holding and not self._readings:
            near = None if reading.pose is None else reading.pose.near
            self._side = "" if near is None else near.value
        if self._tracker.holding and self._tracker.inside:
            # A hold can last for minutes: keep only what is judged.
            self._readings.append(replace(reading, loose={}, pose=None, framing=None))
        return None if span is None else self._finished(span)

    def turn_round(self) -> None:
        """Go on: a hold is the same whichever way the person faces."""

    def finish(self) -> Iterator[Finished]:
        """Yield the hold that was still going on when the set ended, if any."""
        span = self._tracker.finish()
        if span is not None:
            yield self._finished(span)

    def cut(self) -> Iterator[Finished]:
        """Restart after a cut in the video; yield the hold that it ended, if any."""
        return self.finish()

    def take_nods(self) -> tuple[Nods, ...]:
        """Return no rows: holds have no small movements."""
        return ()

    def recent(self, seconds: float) -> Phases:
        """Return the last seconds of the hold under way, as a phase to judge."""
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
                reason=(Outcome.PASSED_THROUGH if span.counts else Outcome.NOT_HELD).words,
                held_s=_ms(span.held_s),
            )
        self._count += 1
        found = self._judge.judge({"holding": rows})
        return HoldReport(
            number=self._count,
            start_s=_ms(span.start_s),
            end_s=_ms(span.end_s),
            held_s=_ms(span.held_s),
            side=self._side,
            verdict=found.verdict,
            label=found.label,
            back_reference=found.compared,
            checks=found.checks,
        )


def as_the_set_shows(
    items: Sequence[AnyItem], judged: Sequence[Judgement | None]
) -> tuple[AnyItem, ...]:
    """Return reps or holds with their new judgements; ``said`` keeps a verdict that changed.

    ``judged`` has None for those that keep their verdict.
    """
    return tuple(
        item
        if found is None
        else item.model_copy(
            update={
                "verdict": found.verdict,
                "label": found.label,
                "checks": found.checks,
                "back_reference": found.compared,
                "said": None if found.verdict is item.verdict else item.verdict,
            }
        )
        for item, found in zip(items, judged, strict=True)
    )


def _steady_s(rows: Sequence[Reading], wobble: float) -> float:
    """Return the longest stretch, in seconds, in which the followed measure was steady.

    A moment is steady if the measure stayed within the wobble in the second before it; unseen
    values do not break a stretch.
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


def _durations(phases: Phases) -> dict[str, float]:
    """Return the seconds of each phase but the first; NaN where part of it was not seen."""
    holed = phases_with_holes(phases)
    return {
        name: math.nan if name in holed else _duration(rows)
        for name, rows in list(phases.items())[1:]
    }


def _duration(rows: Sequence[Reading]) -> float:
    return _ms(rows[-1].time_s - rows[0].time_s) if rows else 0.0


def _held_s(condition: Condition, rows: Sequence[Reading]) -> float:
    """Return for how many seconds in all a condition was met, by the loosely followed values."""
    return sum(
        after.time_s - row.time_s
        for row, after in pairwise(rows)
        if condition.is_met(row.loose.get(condition.measure, math.nan))
    )


def _walked(rows: Sequence[Reading]) -> bool:
    """Whether the hips ended in another place than they began; false where unknown."""
    tenth = max(1, len(rows) // 10)
    begin, end = (np.median([row.place for row in part]) for part in (rows[:tenth], rows[-tenth:]))
    torsos = sorted(row.torso for row in rows if math.isfinite(row.torso))
    # Bent towards the camera the torso looks short: nearly its longest is its length.
    return bool(torsos) and abs(end - begin) > WALK_TORSOS * torsos[len(torsos) * 9 // 10]
