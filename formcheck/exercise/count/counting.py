"""Reps told by the first of several measures that shows one.

Each measure is followed by itself, so that what one of them shows never changes in mid-movement.
The first has the say: what it counts is counted once, whatever the others see of it. Where it shows
none, a rep that another shows is one.
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
"""A movement of whose way more than this share lies in reps already told is one of them."""

RECENT = 3
"""A movement that another measure shows cannot reach back over more reps than this."""


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
        """The current phase's name, by the measure that tells this movement."""
        return self._telling.phase

    @property
    def began_in_other(self) -> bool:
        """Whether the movement under way goes the other way round."""
        return self._telling.began_in_other

    @property
    def moving(self) -> bool:
        """Whether a movement is under way.

        By another measure than the first only what has come as far as a rep is one: knees bend in
        walking, too.
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
        """The same for when the person should now turn round."""
        return tuple(each.is_low or not each.moving for each in self._trackers)

    def step(self, time_s: float, values: Sequence[float]) -> Span | None:
        """Take all measures at a time; return the movement that has ended, if one is known.

        Of measures for which there is no value nothing is known.
        """
        known = [*values, *[math.nan] * len(self._trackers)][: len(self._trackers)]
        ended = [
            each.step(time_s, value) for each, value in zip(self._trackers, known, strict=True)
        ]
        self._note(ended)
        return self._next(waiting=any(each.moving for each in self._others))

    def take_nods(self) -> tuple[Nods, ...]:
        """Return the small movements of the first measure since this was last asked."""
        return self._first.take_nods()

    def turn_round(self) -> None:
        """Take the person to face the other way from now on."""
        for each in self._trackers:
            each.turn_round()

    def finish(self) -> Span | None:
        """Return what was still going on when the set ended; the next of it when asked again."""
        self._note([each.finish() for each in self._trackers])
        return self._next(waiting=False)

    def cut(self) -> Span | None:
        """Begin anew after a cut; return what it ended, the next of it when asked again."""
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
        """Return the next movement that is settled, if there is one.

        What the first measure calls no rep waits until the others are at rest, too.
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
        """Return a movement, begun no sooner than the one before it was over."""
        told = span.after(self._end_s)
        self._end_s = told.end_s
        return told

    def _is_told(self, span: Span) -> bool:
        """Whether a movement is one of those told already, as seen by another measure.

        By either of its ways: between lifts from the floor to the floor one rests at the bottom,
        which is in none of them.
        """
        ways = (span.start_s, span.reached_s), (span.left_s, span.end_s)
        return any(self._within(begin_s, end_s) for begin_s, end_s in ways)

    def _within(self, begin_s: float, end_s: float) -> bool:
        told = sum(
            max(min(each.end_s, end_s) - max(each.start_s, begin_s), 0.0) for each in self._told
        )
        return told > SAME * (end_s - begin_s)
