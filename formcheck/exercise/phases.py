"""A followed measure over time to reps, attempts and phases.

A rep leaves the first position, reaches the other and comes back. The first position is left
only when an attempt begins and found again only at its own limit, so a jittering number never
makes a rep; turning round between attempt and count is a short attempt. Everything is causal:
the moment a rep is known is the moment the person is back at rest.
"""

import math
from collections import deque
from dataclasses import dataclass
from enum import StrEnum

from formcheck.exercise.spec import Reps, When

__all__ = ["Outcome", "RepTracker", "Span"]

REST_S = 1.5
"""After coming back past the first position's limit, how long rest is waited for before the rep
is closed anyway: from there to rest takes half a second, from a floor further below longer."""

REST_SPEED = 0.25
"""A way is over when it goes on slower than this share of the rep's range per second: a
movement of two seconds goes four times as fast in its middle."""

REST_SPEED_LEAST = 12.0
"""Nor is anything slower than this, in followed units per second, a way: sway and jitter reach
ten degrees a second."""

SLOW_OVER_S = 0.1
"""Slowness is taken over this long: three frames at 30/s, one at 10/s."""

LOOK_BACK_S = 3.0
"""How far back the beginning of a movement is looked for."""

SHORTEST_S = 0.5
"""Nobody does a rep of these exercises in half a second; a tracker that slips does."""

LONGEST_GAP_S = 2.0
"""When the movement is unseen for longer, what went on is unknown and starts afresh."""

LONGEST_S = 120.0
"""Nobody takes two minutes for one rep of these exercises; who sits down between sets does, and
nothing needs to be kept of that."""

NEAR_EXTREME = 0.1
"""The other position's phase is the part within a tenth of the rep's range of its extreme."""


class Outcome(StrEnum):
    """How a movement ended."""

    REP = "rep"
    SHORT = "turned back early"
    LOST = "lost from sight"
    UNFINISHED = "the recording ended before the way back"
    QUICK = "too quick to be a rep"
    ENDLESS = "too long to be a rep"


@dataclass(frozen=True, slots=True)
class Span:
    """One movement, from leaving a position to being back in it.

    ``reached_s`` to ``left_s`` is the part near the extreme; ``extreme`` is in the followed
    measure's own unit.
    """

    outcome: Outcome
    start_s: float
    reached_s: float
    extreme_s: float
    left_s: float
    end_s: float
    extreme: float


class _Stage(StrEnum):
    UNKNOWN = "unknown"
    FIRST = "first"
    OUT = "out"
    BACK = "back"


@dataclass(frozen=True, slots=True)
class _Limits:
    """A spec's positions on an axis on which a rep always goes up from rest and comes down."""

    sign: float
    rest: float
    attempt: float
    count: float

    @classmethod
    def of(cls, movement: Reps) -> "_Limits":
        first, other = _limit(movement.phases[0].when), _limit(movement.phases[2].when)
        sign = 1.0 if other > first else -1.0
        return cls(sign, sign * first, sign * movement.attempt, sign * other)

    def mirrored(self) -> "_Limits":
        """Return the same positions for a set that begins in the other one."""
        return _Limits(
            -self.sign, -self.count, -self.count + (self.attempt - self.rest), -self.rest
        )


def _limit(when: When | None) -> float:
    """Return the one limit of a position; the spec's rules see to it that there is one."""
    if when is None:
        return math.nan
    if when.below is not None:
        return when.below
    return math.nan if when.above is None else when.above


class RepTracker:
    """Follows one set of repetitions.

    Call :meth:`step` with each new value (NaN where nothing is known); it returns the movement
    that ended just now, if any. :attr:`phase` names the current phase.
    """

    def __init__(self, movement: Reps) -> None:
        self._movement = movement
        self._names = [phase.name for phase in movement.phases]
        self._limits = _Limits.of(movement)
        self._stage = _Stage.UNKNOWN
        self._trace: deque[tuple[float, float]] = deque()
        self._start_s = math.nan
        self._peak = -math.inf
        self._back_s = math.nan
        self._seen_s = math.nan
        self._valley = math.inf

    @property
    def phase(self) -> str:
        """The current phase's name; empty before the first position was seen."""
        first, way_out, other, way_back = self._names
        if self.began_in_other:
            first, way_out, other, way_back = other, way_back, first, way_out
        if self._stage is _Stage.UNKNOWN:
            return ""
        if self._stage is _Stage.FIRST:
            return first
        u = self._trace[-1][1]
        if self._stage is _Stage.BACK or u < self._peak - self._turn:
            return way_back
        gone_out = self._speed() <= self._rest_speed()
        return other if u >= self._limits.count and gone_out else way_out

    @property
    def began_in_other(self) -> bool:
        """Whether the set began in the other position, so that reps go the other way round."""
        return self._limits.sign != _Limits.of(self._movement).sign

    @property
    def moving(self) -> bool:
        """Whether the person is on the way, out of the first position."""
        return self._stage in {_Stage.OUT, _Stage.BACK}

    @property
    def _turn(self) -> float:
        return self._movement.wobble

    def step(self, time_s: float, value: float) -> Span | None:
        """Take the followed measure at a time; return the movement that has just ended, if any."""
        if math.isnan(value):
            return self._unseen(time_s)
        self._seen_s = time_s
        u = self._limits.sign * value
        self._trace.append((time_s, u))
        if self._stage is _Stage.UNKNOWN:
            return self._find_position(time_s, u)
        if self.moving and time_s - self._start_s > LONGEST_S:
            return self._give_up(Outcome.ENDLESS, time_s)
        if self._stage is _Stage.FIRST:
            return self._wait(time_s, u)
        if self._stage is _Stage.OUT:
            return self._go(time_s, u)
        return self._settle(time_s, u)

    def finish(self) -> Span | None:
        """Return the movement that was still going on when the set ended, if any."""
        if not self.moving or not self._trace:
            return None
        end_s = self._trace[-1][0]
        if self._stage is _Stage.BACK:
            return self._close(end_s)
        outcome = self._outcome(end_s) if self._stands_after_lift() else Outcome.UNFINISHED
        return self._give_up(outcome, end_s)

    def _stands_after_lift(self) -> bool:
        """Whether a set that began in the other position (a lift, on the floor) ends at the top.

        Then the lift itself is complete, whatever became of the weight.
        """
        held = self._trace[-1][1] >= self._peak - self._turn
        return self.began_in_other and held and self._peak >= self._limits.count

    def _unseen(self, time_s: float) -> Span | None:
        if not time_s - self._seen_s > LONGEST_GAP_S:
            return None
        return self._give_up(Outcome.LOST, self._seen_s)

    def _give_up(self, outcome: Outcome, end_s: float) -> Span | None:
        """Start afresh; return the movement that was under way as it stands, if there was one."""
        given_up = self._span(outcome, end_s) if self.moving else None
        self._stage = _Stage.UNKNOWN
        self._trace.clear()
        self._seen_s = math.nan
        return given_up

    def _find_position(self, time_s: float, u: float) -> Span | None:
        self._keep_since(time_s - LOOK_BACK_S)
        if u <= self._limits.rest:
            self._stage = _Stage.FIRST
        elif self._movement.start == "either" and u >= self._limits.count:
            self._limits = self._limits.mirrored()
            self._trace = deque((time_s, -value) for time_s, value in self._trace)
            self._stage = _Stage.FIRST
        return None

    def _wait(self, time_s: float, u: float) -> Span | None:
        self._keep_since(time_s - LOOK_BACK_S)
        if u >= self._limits.attempt:
            self._stage = _Stage.OUT
            self._start_s = self._left_rest_s()
            self._peak, self._valley = u, math.inf
        return None

    def _go(self, time_s: float, u: float) -> Span | None:
        if u >= self._peak:
            self._peak, self._valley = u, math.inf
        self._valley = min(self._valley, u)
        if u <= self._limits.rest:
            self._stage, self._back_s = _Stage.BACK, time_s
            return None
        return self._turned_above_rest(time_s, u)

    def _turned_above_rest(self, time_s: float, u: float) -> Span | None:
        """Close a rep that turned into the next one a little short of the first position.

        Quick sets do not always come all the way back: coming back past the attempt's own limit
        and leaving again is back enough.
        """
        came_back = self._valley <= self._limits.attempt and self._peak >= self._limits.count
        if not came_back or not self._leaves_again(u):
            return None
        at_s = next(t for t, v in reversed(self._trace) if v == self._valley)
        done = self._span(self._outcome(at_s), at_s)
        self._keep_since(at_s)
        self._stage, self._start_s = _Stage.OUT, at_s
        self._peak, self._valley = u, math.inf
        return done

    def _leaves_again(self, u: float) -> bool:
        """Whether somebody on the way back is clearly going out again, and not only jittering."""
        return u >= max(self._valley + 2 * self._turn, self._limits.attempt + self._turn)

    def _settle(self, time_s: float, u: float) -> Span | None:
        """Wait until the way back has come to rest."""
        self._valley = min(self._valley, u)
        stumbled = self._has_stumbled()
        if self._leaves_again(u):
            done = None if stumbled else self._close(time_s)
            self._stage = _Stage.OUT
            if done is not None:
                self._start_s, self._peak, self._valley = time_s, u, math.inf
            return done
        if time_s - self._back_s >= REST_S or (self._is_slow() and not stumbled):
            return self._close(time_s)
        return None

    def _has_stumbled(self) -> bool:
        """Whether a try has only just touched the first position's limit so far.

        A landmark that slips for a moment on the way does that; somebody who turns early comes
        further back.
        """
        touched = self._valley > self._limits.rest - self._turn
        return touched and self._peak < self._limits.count

    def _is_slow(self) -> bool:
        return abs(self._speed()) <= self._rest_speed()

    def _speed(self) -> float:
        """Return the speed away from rest, in followed units per second; NaN at the beginning."""
        time_s, u = self._trace[-1]
        for then_s, then in reversed(self._trace):
            if time_s - then_s >= SLOW_OVER_S:
                return (u - then) / (time_s - then_s)
        return math.nan

    def _rest_speed(self) -> float:
        span = self._peak - self._limits.rest
        return max(REST_SPEED * span, REST_SPEED_LEAST) if math.isfinite(span) else REST_SPEED_LEAST

    def _close(self, end_s: float) -> Span:
        done = self._span(self._outcome(end_s), end_s)
        self._keep_since(end_s)
        self._stage = _Stage.FIRST
        return done

    def _outcome(self, end_s: float) -> Outcome:
        if self._peak < self._limits.count:
            return Outcome.SHORT
        return Outcome.REP if end_s - self._start_s >= SHORTEST_S else Outcome.QUICK

    def _keep_since(self, time_s: float) -> None:
        while self._trace and self._trace[0][0] < time_s:
            self._trace.popleft()

    def _left_rest_s(self) -> float:
        """Return when the movement that is now an attempt really began.

        Backwards from the attempt's limit to the last moment the person was still within the
        wobble of the level they rested at.
        """
        resting = [(t, u) for t, u in self._trace if u <= self._limits.attempt]
        if not resting:
            return self._trace[-1][0]
        end_s = resting[-1][0]
        level = min(u for t, u in resting if t >= end_s - LOOK_BACK_S / 2)
        return max(t for t, u in resting if u <= level + self._turn)

    def _span(self, outcome: Outcome, end_s: float) -> Span:
        inside = [(t, u) for t, u in self._trace if self._start_s <= t <= end_s]
        base = min((u for _, u in inside), default=self._peak)
        top = max((u for _, u in inside), default=self._peak)
        near = [t for t, u in inside if u >= top - NEAR_EXTREME * (top - base)]
        reached_s, left_s = (near[0], near[-1]) if near else (self._start_s, end_s)
        return Span(
            outcome=outcome,
            start_s=self._start_s,
            reached_s=reached_s,
            extreme_s=(reached_s + left_s) / 2,
            left_s=left_s,
            end_s=end_s,
            extreme=self._limits.sign * top,
        )
