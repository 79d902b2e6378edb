"""Times holds: the timer runs only in position, with a grace time, each side separately.

A hold begins when all of the position's conditions are met and ends when one has been broken by
more than the wobble for longer than the grace time. Only the time in position counts.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass

from formcheck.exercise.count.phases import LONGEST_GAP_S
from formcheck.exercise.measure.registry import Measure
from formcheck.exercise.results.moment import HoldProgress
from formcheck.exercise.spec.models import Condition, Hold

__all__ = ["LISTED_S", "HoldSpan", "HoldTracker"]

LISTED_S = 5.0
"""A position kept this long was meant: its length is reported, whether it counts or not. From ten
seconds on most stretches count; getting into a position and out again takes less than five (team
choice)."""


@dataclass(frozen=True, slots=True)
class HoldSpan:
    """One hold or, when it was too short to count, one try."""

    start_s: float
    end_s: float
    held_s: float
    counts: bool


class HoldTracker:
    """Follows one set of holds."""

    def __init__(self, movement: Hold) -> None:
        self._movement = movement
        self._start_s = math.nan
        self._in_s = math.nan
        self._last_s = math.nan
        self._seen_s = math.nan
        self._held_s = 0.0
        self._inside = False

    @property
    def phase(self) -> str:
        """``holding`` while the timer runs or waits out the grace time, else ``getting_ready``."""
        return "holding" if self.holding else "getting_ready"

    @property
    def holding(self) -> bool:
        """Whether a hold has begun and is not over."""
        return math.isfinite(self._start_s)

    @property
    def inside(self) -> bool:
        """Whether the person is in position right now."""
        return self._inside

    @property
    def progress(self) -> HoldProgress:
        """How far the current hold is."""
        return HoldProgress(self._held_s, self._movement.hold_s, self._inside)

    def step(self, time_s: float, values: Mapping[Measure, float]) -> HoldSpan | None:
        """Take the measures at a time; return the hold that is over, if one is.

        An unseen value neither breaks a hold nor runs its timer.
        """
        states = [self._is_so(condition, values) for condition in self._movement.position]
        seen = None not in states
        if seen:
            self._seen_s = time_s
            self._advance(time_s, inside=all(states))
        else:
            self._inside = False
        self._last_s = time_s
        return self._over(time_s)

    def finish(self) -> HoldSpan | None:
        """Return the hold that was still going on when the set ended, if any."""
        return self._end() if self.holding else None

    def _advance(self, time_s: float, *, inside: bool) -> None:
        if inside:
            if not self.holding:
                self._start_s, self._held_s = time_s, 0.0
            elif self._inside:
                self._held_s += time_s - self._last_s
            self._in_s = time_s
        self._inside = inside

    def _is_so(self, condition: Condition, values: Mapping[Measure, float]) -> bool | None:
        """Return whether a condition is met; None where it is not seen."""
        value = values.get(condition.measure, math.nan)
        if math.isnan(value):
            return None
        follows = condition.measure is self._movement.follow
        room = self._movement.wobble if self.holding and follows else 0.0
        above = condition.above is None or value >= condition.above - room
        below = condition.below is None or value <= condition.below + room
        return above and below

    def _over(self, time_s: float) -> HoldSpan | None:
        if not self.holding:
            return None
        left = time_s - self._in_s > self._movement.grace_s and self._seen_s > self._in_s
        unseen = time_s - self._seen_s > LONGEST_GAP_S
        return self._end() if left or unseen else None

    def _end(self) -> HoldSpan:
        counts = self._held_s >= self._movement.shortest_s
        span = HoldSpan(self._start_s, self._in_s, self._held_s, counts)
        self._start_s, self._held_s, self._inside = math.nan, 0.0, False
        return span
