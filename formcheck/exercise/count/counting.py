"""Counts each rep by the first of several measures that shows it.

The counter follows each measure separately, so the measure never changes in mid-movement. The
first measure decides: a rep that it shows counts once, whatever the others show. Where it shows
none, a rep that another measure shows counts.
"""

import math
from collections import deque
from collections.abc import Sequence

from formcheck.exercise.count.nods import Nods
from formcheck.exercise.count.phases import RepTracker
from formcheck.exercise.count.spans import Span
from formcheck.exercise.results.reasons import Outcome
from formcheck.exercise.spec.models import Reps

__all__ = ["RepCounter"]

SAME = 0.5
"""A movement that overlaps reps already returned by more than this share of its way is one of them.
"""

RECENT = 3
"""A movement that another measure shows reaches back over no more reps than this."""


class RepCounter:
    """Follows one set of repetitions by all measures of an exercise."""

    def __init__(self, movement: Reps) -> None:
        self._trackers = [RepTracker(movement, follow) for follow in movement.followed]
        self._first, *self._others = self._trackers
        self._told: deque[Span] = deque(maxlen=RECENT)
        self._shown: list[Span] = []
        self._ended: deque[Span] = deque()
        self._end_s = -math.inf

    @property
    def phase(self) -> str:
        """The current phase's name, by the measure that shows this movement."""
        return self._telling.phase

    @property
    def began_in_other(self) -> bool:
        """Whether the movement under way goes the other way round."""
        return self._telling.began_in_other

    @property
    def moving(self) -> bool:
        """Whether a movement is under way.

        For measures other than the first, a movement counts only once it has come as far as a rep:
        knees bend in walking, too.
        """
        return self._first.moving or any(each.counting for each in self._others)

    @property
    def busy(self) -> bool:
        """Whether something seen until now may still become a rep."""
        return any(each.busy for each in self._trackers) or bool(self._shown or self._ended)

    @property
    def are_low(self) -> tuple[bool, ...]:
        """Whether each measure is at the smaller of its positions."""
        return tuple(each.is_low for each in self._trackers)

    @property
    def are_low_turned(self) -> tuple[bool, ...]:
        """``are_low``, should the person have turned round since."""
        return tuple(each.is_low or not each.moving for each in self._trackers)

    def step(self, time_s: float, values: Sequence[float]) -> Span | None:
        """Take all measures at a time; return the movement that has ended, if one is known.

        Missing values at the end count as NaN.
        """
        known = [*values, *[math.nan] * len(self._trackers)][: len(self._trackers)]
        ended = [
            each.step(time_s, value) for each, value in zip(self._trackers, known, strict=True)
        ]
        self._note(ended)
        return self._next(waiting=any(each.moving for each in self._others))

    def take_nods(self) -> tuple[Nods, ...]:
        """Return the first measure's small movements since the last call."""
        return self._first.take_nods()

    def turn_round(self) -> None:
        """Take the person to face the other way from now on."""
        for each in self._trackers:
            each.turn_round()

    def finish(self) -> Span | None:
        """Return a movement still under way when the set ended; call again for the next one."""
        self._note([each.finish() for each in self._trackers])
        return self._next(waiting=False)

    def cut(self) -> Span | None:
        """Restart after a cut; return a movement that it ended; call again for the next one."""
        self._note([each.cut() for each in self._trackers])
        return self._next(waiting=False)

    @property
    def _telling(self) -> RepTracker:
        if self._first.moving:
            return self._first
        return next((each for each in self._others if each.counting), self._first)

    def _note(self, ended: Sequence[Span | None]) -> None:
        first, *others = ended
        self._shown += [span for span in others if span and span.outcome is Outcome.REP]
        if first is None:
            return
        self._ended.append(first)
        if first.outcome is Outcome.REP:
            self._told.append(first)
        self._shown = [span for span in self._shown if not self._is_told(span)]

    def _next(self, *, waiting: bool) -> Span | None:
        """Return the next settled movement, if there is one.

        A movement that is no rep by the first measure waits until the others are at rest, too.
        """
        self._shown = [span for span in self._shown if not self._is_told(span)]
        shown = self._shown[0] if self._shown and not self._first.moving else None
        if shown is not None:
            self._ended = deque(span for span in self._ended if span.end_s <= shown.start_s)
        if self._ended:
            settled = shown is not None or len(self._ended) > 1 or not waiting
            is_rep = self._ended[0].outcome is Outcome.REP
            return self._tell(self._ended.popleft()) if is_rep or settled else None
        if shown is None:
            return None
        self._shown.pop(0)
        self._first.take_nods()
        self._told.append(shown)
        return self._tell(shown)

    def _tell(self, span: Span) -> Span:
        """Return the movement, cut so that it begins no sooner than the one before it ended."""
        told = span.after(self._end_s)
        self._end_s = told.end_s
        return told

    def _is_told(self, span: Span) -> bool:
        """Whether a movement is one already returned, as another measure shows it.

        Either of its ways is enough: between lifts from floor to floor people rest at the bottom,
        and that rest belongs to no rep.
        """
        ways = (span.start_s, span.reached_s), (span.left_s, span.end_s)
        return any(self._within(begin_s, end_s) for begin_s, end_s in ways)

    def _within(self, begin_s: float, end_s: float) -> bool:
        told = sum(
            max(min(each.end_s, end_s) - max(each.start_s, begin_s), 0.0) for each in self._told
        )
        return told > SAME * (end_s - begin_s)
