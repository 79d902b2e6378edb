"""Turns a followed measure over time into reps, attempts and phases.

A rep leaves the first position, reaches the other and comes back. The person leaves the first
position only when an attempt begins and is back only at the position's own limit, so a jittering
number never makes a rep; turning back between attempt and count is a short attempt. Everything is
causal: a rep is known as soon as the person is back at rest. From there the tracker looks backwards
for when it began and ended.
"""

import math
from collections import deque
from dataclasses import dataclass
from enum import StrEnum

from formcheck.exercise.count.nods import Nods, NodWatch
from formcheck.exercise.count.phase_times import (
    back_at_rest_s,
    has_hole,
    lasted_s,
    left_rest_s,
    near,
)
from formcheck.exercise.count.spans import Span
from formcheck.exercise.measure.registry import MEASURES, Unit
from formcheck.exercise.results.reasons import Outcome
from formcheck.exercise.spec.models import Followed, Reps, When

__all__ = ["LONGEST_GAP_S", "LONGEST_S", "LOOK_BACK_S", "SHORTEST_S", "RepTracker"]

REST_S = 1.5
"""The rep closes at the latest this long after coming back past the first position's limit: from
there to rest takes half a second, from a floor further below longer."""

REST_SPEED = 0.25
"""A way ends when it becomes slower than this share of the rep's range per second: a movement of
two seconds goes four times as fast in its middle."""

MIN_REST_SPEED = 12.0
"""Anything slower than this, in followed units per second, is no way: sway and jitter reach ten
degrees a second."""

SLOW_OVER_S = 0.1
"""Speed is measured over this long: three frames at 30/s, one at 10/s."""

LOOK_BACK_S = 3.0
"""The tracker looks this far back for the beginning of a movement."""

POSITION_S = 0.25
"""A person is in a position after this long in it: a landmark that has slipped is back sooner (team
choice; people stop for longer than that between movements)."""

SLIP_S = 0.15
"""A value that came faster than people move is believed once it stays longer than this."""

MAX_SPEED = 600.0
"""No joint goes faster than this in these exercises, in degrees per second: a quick squat's knee
reaches 400, a swing's trunk 250."""

ON_THE_WAY = 0.4
"""A person first seen further than this share of the way from where they then stopped was seen
coming there, and did not begin there. Hips that rise first lean the trunk by a quarter of the way
more before a weight leaves the floor (of real lifts)."""

FROM_THE_START = 0.1
"""A movement first seen within a tenth of its range of the first position counts as seen whole: a
tightly cut recording leaves no more of the rest before it."""

STOOD_S = 1.0
"""A person this long in the other position at first is not in a movement: people stand before they
sit down to rise (team choice)."""

LONGEST_BEGUN_S = 15.0
"""A movement that began before anything was seen is reported if it ends within this time."""

SHORTEST_S = 0.5
"""People take longer than this for a rep of these exercises; a slip of the tracker does not."""

LONGEST_GAP_S = 2.0
"""After a longer gap the movement is unknown and tracking restarts; a hold is not known to have
lasted through it."""

LONGEST_S = 120.0
"""People take less than two minutes for one rep of these exercises; sitting down between sets takes
longer, and nothing of it needs to be kept."""


class _Stage(StrEnum):
    UNKNOWN = "unknown"
    FIRST = "first"
    OUT = "out"
    BACK = "back"


@dataclass(frozen=True, slots=True)
class _Limits:
    """A measure's positions on an axis on which a rep always goes up from rest and comes down."""

    sign: float
    rest: float
    attempt: float
    count: float

    @classmethod
    def of(cls, follow: Followed) -> "_Limits":
        first, other = _limit(follow.first), _limit(follow.count)
        sign = 1.0 if other > first else -1.0
        attempt = math.nan if follow.attempt is None else follow.attempt
        return cls(sign, sign * first, sign * attempt, sign * other)

    def mirrored(self) -> "_Limits":
        """Return the same positions for a set that begins in the other one."""
        return _Limits(
            -self.sign, -self.count, -self.count + (self.attempt - self.rest), -self.rest
        )


def _limit(when: When | None) -> float:
    """Return the one limit of a position; the spec's rules ensure that there is one."""
    if when is None:
        return math.nan
    if when.below is not None:
        return when.below
    return math.nan if when.above is None else when.above


class RepTracker:
    """Follows one set of repetitions by one measure.

    Call :meth:`step` with each new value (NaN where nothing is known); it returns the movement
    that ended just now, if any. :attr:`phase` names the current phase.

    Parameters
    ----------
    movement
        What a rep is.
    follow
        The measure to follow, one of the movement's; the first by default.
    """

    def __init__(self, movement: Reps, follow: Followed | None = None) -> None:
        follow = follow or movement.followed[0]
        self._measure = follow.measure
        # Knees bend a second time on the way up: only the first measure shows where a set began.
        first = follow.measure is movement.follow
        self._either = movement.start == "either" and first
        self._names = [phase.name for phase in movement.phases]
        self._turn = follow.wobble or 0.0
        self._own = self._limits = _Limits.of(follow)
        in_degrees = MEASURES[follow.measure].unit is Unit.DEGREES
        self._fastest = MAX_SPEED if in_degrees else math.inf
        self._nods = NodWatch(self._turn)
        self._begin()

    def _begin(self) -> None:
        """Forget everything seen before."""
        self._fresh = True
        self._stage = _Stage.UNKNOWN
        self._limits = self._own
        self._trace: deque[tuple[float, float]] = deque()
        self._slip: tuple[float, float] | None = None
        self._start_s = self._back_s = self._seen_s = math.nan
        self._peak, self._peak_s = -math.inf, math.nan
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
        return self._limits.sign != self._own.sign

    @property
    def moving(self) -> bool:
        """Whether the person is on the way, out of the first position."""
        return self._stage in {_Stage.OUT, _Stage.BACK}

    @property
    def counting(self) -> bool:
        """Whether the movement under way has gone as far as a rep."""
        return self.moving and self._peak >= self._limits.count

    @property
    def busy(self) -> bool:
        """Whether what was seen until now may still become a movement."""
        begun = self._stage is _Stage.UNKNOWN and self._fresh
        return self.moving or (begun and any(u >= self._limits.attempt for _, u in self._trace))

    @property
    def is_low(self) -> bool:
        """Whether the measure is at the smaller of its positions; true while unknown."""
        low = self._names[0] if self._own.sign > 0 else self._names[2]
        return self.phase in {"", low}

    def take_nods(self) -> tuple[Nods, ...]:
        """Return the rows of small movements since the last call."""
        sign = self._limits.sign
        return tuple(
            Nods(each.count, each.start_s, each.end_s, sign * each.largest)
            for each in self._nods.take()
        )

    def step(self, time_s: float, value: float) -> Span | None:
        """Take the followed measure at a time; return the movement that has just ended, if any."""
        lost = self._lose(time_s)
        u = self._limits.sign * value
        if math.isnan(value) or self._is_slip(time_s, u):
            return lost
        self._seen_s = time_s
        self._trace.append((time_s, u))
        return lost or self._advance(time_s, u)

    def _advance(self, time_s: float, u: float) -> Span | None:
        """Go on from the last value; return the movement that has just ended, if any."""
        if self._stage is _Stage.UNKNOWN:
            return self._find_position(time_s)
        if self.moving and time_s - self._start_s > LONGEST_S:
            return self._give_up(Outcome.ENDLESS, time_s)
        if self._stage is _Stage.FIRST:
            return self._wait(time_s, u)
        if self._stage is _Stage.OUT:
            return self._go(time_s, u)
        return self._settle(time_s, u)

    def finish(self) -> Span | None:
        """Return the movement that was still going on when the set ended, if any."""
        return self._end(Outcome.UNFINISHED)

    def cut(self) -> Span | None:
        """Restart after a cut; return the movement that it ended, if any."""
        ended = self._end(Outcome.CUT)
        self._begin()
        return ended

    def turn_round(self) -> None:
        """Take the person to face the other way from now on.

        Angles change their sign then: a position found before may never have been one.
        """
        if not self.moving:
            self._begin()

    def _end(self, outcome: Outcome) -> Span | None:
        if not self.moving or not self._trace:
            return None
        end_s = self._trace[-1][0]
        if self._stage is _Stage.BACK and self._saw_way_back():
            return self._close()
        return self._give_up(self._outcome(end_s) if self._has_risen() else outcome, end_s)

    def _saw_way_back(self) -> bool:
        """Whether the way back was seen, not only rest after a hole."""
        before = [t for t, _ in self._trace if t < self._back_s][-1:]
        return not has_hole([*before, self._back_s])

    def _has_risen(self) -> bool:
        """Whether a person who began bent down, on the floor or a chair, has come all the way up.

        The lift or the rising itself is then done, whatever becomes of the way down.
        """
        return self._limits.sign < 0 and self._peak >= self._limits.count

    def _lose(self, time_s: float) -> Span | None:
        if not time_s - self._seen_s > LONGEST_GAP_S:
            return None
        return self._give_up(Outcome.LOST, self._seen_s)

    def _is_slip(self, time_s: float, u: float) -> bool:
        """Whether a value came faster than people move and has not stayed long enough yet."""
        if not self._trace:
            return False
        before_s, before = self._trace[-1]
        leaps = abs(u - before) > self._fastest * (time_s - before_s)
        since_s, slipped = self._slip or (time_s, before)
        if not leaps and abs(u - before) <= abs(u - slipped):
            self._slip = None
            return False
        self._slip = since_s, u
        if time_s - since_s <= SLIP_S:
            return True
        self._slip = None
        return False

    def _give_up(self, outcome: Outcome, end_s: float) -> Span | None:
        """Restart; return the movement that was under way, as far as it went, if there was one."""
        given_up = self._span(outcome, end_s) if self.moving else None
        self._stage, self._fresh = _Stage.UNKNOWN, False
        self._trace.clear()
        self._slip, self._seen_s = None, math.nan
        return given_up

    def _find_position(self, time_s: float) -> Span | None:
        """Find out in which position the person is; passing through one does not count."""
        self._keep_since(time_s - (LONGEST_BEGUN_S if self._fresh else LOOK_BACK_S))
        # A person this close to rest is at rest: some stand with their knees a little bent.
        if lasted_s(self._trace, lambda v: v < self._limits.attempt) >= POSITION_S:
            return self._find_rest()
        there = lasted_s(self._trace, lambda v: v >= self._limits.count) >= POSITION_S
        going_out = self._speed() > self._rest_speed()
        if self._either and there and not going_out and not self._came_there():
            self._limits = self._limits.mirrored()
            self._trace = deque((time_s, -value) for time_s, value in self._trace)
            self._stage = _Stage.FIRST
        return None

    def _came_there(self) -> bool:
        """Whether the person was seen on the way to the furthest value in the trace."""
        furthest = max(u for _, u in self._trace)
        way = furthest - self._limits.rest
        return self._trace[0][1] < furthest - ON_THE_WAY * way

    def _find_rest(self) -> Span | None:
        """Take the person to be at rest; return the movement they were first seen in, if any."""
        begun = self._begun() if self._fresh else None
        self._stage, self._fresh = _Stage.FIRST, False
        if begun is not None:
            self._keep_since(begun.end_s)
        return begun

    def _begun(self) -> Span | None:
        """Return the movement that was under way when the person was first seen, if one was.

        A movement seen nearly from its beginning gets its usual outcome. Any other one that would
        have been a rep is returned as begun before, unless the person first stood in the other
        position.
        """
        peak_s, peak = max(self._trace, key=lambda row: row[1])
        first_s, first = self._trace[0]
        self._start_s, self._peak, self._peak_s = first_s, peak, peak_s
        end_s = back_at_rest_s(self._trace, peak_s, self._turn)
        if first <= self._limits.rest + FROM_THE_START * (peak - self._limits.rest):
            tried = peak >= self._limits.attempt
            return self._span(self._outcome(end_s), end_s) if tried else None
        out = [(t, u) for t, u in self._trace if t <= peak_s or u >= self._limits.count]
        stood_s = lasted_s(out, lambda v: v >= self._limits.count)
        stood = stood_s >= STOOD_S and not self._came_there()
        return None if stood or stood_s <= SLIP_S else self._span(Outcome.BEGUN, end_s)

    def _wait(self, time_s: float, u: float) -> Span | None:
        self._keep_since(time_s - LOOK_BACK_S)
        if u >= self._limits.attempt:
            self._nods.forget()
            self._set_out(left_rest_s(self._trace, self._limits.attempt, self._turn))
        else:
            self._nods.step(time_s, u, self._limits.attempt)
        return None

    def _set_out(self, start_s: float) -> None:
        self._stage, self._fresh = _Stage.OUT, False
        self._start_s = start_s
        self._peak_s, self._peak = self._trace[-1]
        self._valley = math.inf

    def _go(self, time_s: float, u: float) -> Span | None:
        if u >= self._peak:
            self._peak_s, self._peak, self._valley = time_s, u, math.inf
        self._valley = min(self._valley, u)
        if u <= self._limits.rest:
            self._stage, self._back_s = _Stage.BACK, time_s
            return None
        return self._turned_above_rest(u)

    def _turned_above_rest(self, u: float) -> Span | None:
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
        self._set_out(at_s)
        return done

    def _leaves_again(self, u: float) -> bool:
        """Whether the person, on the way back, is clearly going out again, not only jittering."""
        return u >= max(self._valley + 2 * self._turn, self._limits.attempt + self._turn)

    def _settle(self, time_s: float, u: float) -> Span | None:
        """Close the movement once the way back has come to rest."""
        self._valley = min(self._valley, u)
        stumbled = self._has_stumbled()
        if self._leaves_again(u):
            if stumbled:
                self._stage = _Stage.OUT
                return None
            low = self._valley + self._turn
            left_s = max(t for t, v in self._trace if t >= self._peak_s and v <= low)
            done = self._close(left_s)
            self._set_out(left_s)
            return done
        if time_s - self._back_s >= REST_S or (self._is_slow() and not stumbled):
            return self._close()
        return None

    def _has_stumbled(self) -> bool:
        """Whether an attempt has only just touched the first position's limit so far.

        A landmark that slips for a moment on the way does that; a person who turns early comes
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
        return max(REST_SPEED * span, MIN_REST_SPEED) if math.isfinite(span) else MIN_REST_SPEED

    def _close(self, until_s: float = math.inf) -> Span:
        """Return the movement that is over; it ended when the person reached the present rest."""
        known = [(t, u) for t, u in self._trace if t <= until_s]
        end_s = back_at_rest_s(known, self._peak_s, self._turn)
        done = self._span(self._outcome(end_s), end_s)
        self._keep_since(end_s)
        self._stage = _Stage.FIRST
        return done

    def _outcome(self, end_s: float) -> Outcome:
        if self._peak < self._limits.count:
            times = [t for t, _ in self._trace if self._start_s <= t <= end_s]
            return Outcome.HOLE if has_hole(times) else Outcome.SHORT
        return Outcome.REP if end_s - self._start_s >= SHORTEST_S else Outcome.QUICK

    def _keep_since(self, time_s: float) -> None:
        while self._trace and self._trace[0][0] < time_s:
            self._trace.popleft()

    def _span(self, outcome: Outcome, end_s: float) -> Span:
        inside = [(t, u) for t, u in self._trace if self._start_s <= t <= end_s]
        reached_s, left_s = near(inside) if inside else (self._start_s, end_s)
        top = max((u for _, u in inside), default=self._peak)
        return Span(
            outcome=outcome,
            start_s=self._start_s,
            reached_s=reached_s,
            extreme_s=(reached_s + left_s) / 2,
            left_s=left_s,
            end_s=end_s,
            extreme=self._limits.sign * top,
            measure=self._measure,
            from_other=self.began_in_other,
        )
