"""Searches for a try that meets a spec's demands, from usual postures to what joints allow.

The same spec always gets the same answer, since the random numbers have a fixed seed.
"""

import math
import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from formcheck.exercise.measure.registry import View
from formcheck.exercise.spec.models import ExerciseSpec, Hold
from formcheck.specs.lined_yaml import Place
from formcheck.specs.trial.demands import BEGINNING, Demands, Try, position_places, samples_of
from formcheck.specs.trial.figures import Posture
from formcheck.specs.trial.postures import JOINTS_ALLOW, POSTURES, resting_in

__all__ = ["Found", "Search"]

_ENDS, _BEST = 6, 4
"""Number of postures for each end, and number of tries mended: a spec's postures lie near one of
the first few, or nowhere."""

_SWEEPS = 24
"""Rounds over all angles before giving up a try; demands that can be met are met after a few."""

_STEP, _MIN_STEP = 16.0, 0.5
"""Degrees by which angles change at first, and in the end."""

_SEEN_FROM = {
    View.SIDE: ("trunk", "knee", "shank", "arm", "elbow", "head", "bend", "heel"),
    View.FRONT: ("trunk", "knee", "shank", "sideways", "hips", "shoulders", "knees_apart"),
}
_FAR = ("far_knee", "far_shank")


@dataclass(frozen=True, slots=True)
class Found:
    """The best try, and how many errors it misses each demand by."""

    tried: Try
    missed: dict[Place, float] = field(default_factory=dict)

    @property
    def total(self) -> float:
        """The sum of errors over all demands."""
        return sum(self.missed.values())

    @property
    def meets(self) -> bool:
        """Whether the try meets every demand."""
        return self.total <= 0.0

    @property
    def worst(self) -> float:
        """The errors of the demand that the try misses most."""
        return max(self.missed.values(), default=0.0)


class Search:
    """Searches for tries of one spec."""

    def __init__(self, spec: ExerciseSpec) -> None:
        self._spec = spec
        self._is_hold = isinstance(spec.movement, Hold)
        resting = resting_in(spec.posture)
        others = [posture for posture in POSTURES if posture not in resting]
        self._starts = (*resting, *others)
        names = _SEEN_FROM.get(spec.view, _SEEN_FROM[View.SIDE])
        self._angles = [*names, *_FAR] if spec.view is View.SIDE else list(names)

    def best(self, demands: Demands, near: Iterable[Try] = ()) -> Found:
        """Return the try that misses the demands least, the shortest if several miss none."""
        tries = sorted(
            (self._found(tried, demands) for tried in (*near, *self._beginnings(demands))),
            key=lambda found: (found.total, _way(found.tried)),
        )
        best = tries[0]
        for found in tries[:_BEST]:
            if best.meets:
                break
            mended = self._mended(found, demands)
            best = min(best, mended, key=lambda found: found.total)
        if not best.meets and not self._is_hold and best.tried.via is None:
            best = min(best, self.by_detour(best.tried, demands), key=lambda found: found.total)
        return best

    def from_there(self, tried: Try, demands: Demands) -> Found:
        """Return the best try near another one."""
        return self._mended(self._found(tried, demands), demands)

    def by_detour(self, tried: Try, demands: Demands) -> Found:
        """Return the best try that takes another way between the ends of a try."""
        return self._mended(self._found(replace(tried, via=tried.at(0.5)), demands), demands)

    def all_that_meet(self, demands: Demands) -> list[Try]:
        """Return the tries between usual postures that meet the demands unchanged."""
        found = (self._found(tried, demands) for tried in self._beginnings(demands))
        return sorted((each.tried for each in found if each.meets), key=_way)

    def _found(self, tried: Try, demands: Demands) -> Found:
        samples = samples_of(tried, self._spec)
        return Found(tried, {place: demand(tried, samples) for place, demand in demands.items()})

    def _beginnings(self, demands: Demands) -> Sequence[Try]:
        """Return tries between postures that each fit their own end best."""
        if self._is_hold:
            return [Try(self._starts[0], turn) for turn in POSTURES]
        still = [(self._found(Try(posture, posture), demands), posture) for posture in self._starts]

        def best(*leave_out: Place) -> list[Posture]:
            ranked = sorted(
                still,
                key=lambda each: each[0].total - sum(each[0].missed.get(p, 0.0) for p in leave_out),
            )
            return [posture for _, posture in ranked[:_ENDS]]

        # Neither end needs to meet the demand of the other.
        first, count = position_places(demands)
        pairs = [(start, turn) for start in best(count) for turn in best(first, BEGINNING)]
        return [
            Try(start, turn)
            if math.isnan(start.far_knee) == math.isnan(turn.far_knee)
            # Both ends give the far leg's angles, or neither does.
            else Try(_apart(start), _apart(turn))
            for start, turn in pairs
        ]

    def _mended(self, found: Found, demands: Demands) -> Found:
        """Return a try with its angles changed until it misses as little as possible."""
        chance = random.Random(0)
        step = _STEP
        for _ in range(_SWEEPS):
            better = self._swept(found, demands, step, chance)
            if better.meets:
                return better
            if better.total > found.total - 1e-6:
                step /= 2
                if step < _MIN_STEP:
                    break
            found = better
        return found

    def _swept(self, found: Found, demands: Demands, step: float, chance: random.Random) -> Found:
        ends = ("turn",) if self._is_hold else found.tried.ends
        moves = [(end, name, sign) for end in ends for name in self._angles for sign in (1, -1)]
        chance.shuffle(moves)
        for end, name, sign in moves:
            moved = _moved(found.tried, end, name, sign * step)
            if moved is None:
                continue
            other = self._found(moved, demands)
            if other.total < found.total - 1e-9:
                found = other
                if found.meets:
                    return found
        return found


def _moved(tried: Try, end: str, name: str, by: float) -> Try | None:
    """Return a try with one angle of one end changed; None if the joint does not allow it."""
    if name in _FAR:
        via = None if tried.via is None else _apart(tried.via)
        tried = Try(_apart(tried.start), _apart(tried.turn), via)
    posture: Posture = getattr(tried, end)
    value = getattr(posture, name)
    low, high = JOINTS_ALLOW[name]
    changed = min(max(value + by * _UNITS.get(name, 1.0), low), high)
    if changed == value:
        return None
    return replace(tried, **{end: posture.to(**{name: changed})})


_UNITS = {"knees_apart": 1 / 40}
"""The step that corresponds to a degree, for values that are no angles."""


def _way(tried: Try) -> float:
    """Return how far a try goes, in degrees of all its angles."""
    both = (tried.start, tried.turn)
    ends = [[getattr(posture, name) for name in JOINTS_ALLOW] for posture in both]
    return math.fsum(abs(b - a) for a, b in zip(*ends, strict=True) if math.isfinite(b - a))


def _apart(posture: Posture) -> Posture:
    """Return the same posture with explicit angles of the far leg."""
    if not math.isnan(posture.far_knee):
        return posture
    return posture.to(far_knee=posture.knee, far_shank=posture.shank)
