"""A spec's demands on a body, as numbers: 0 if a try meets one, 1 if it misses by the error.

A try is a posture to begin in, one to reach (to hold, in a hold), and the way between them. It has
no demands that only time shows, such as speed.
"""

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from formcheck.exercise.measure.registry import MEASURES, Measure, View
from formcheck.exercise.spec.models import (
    Band,
    Calibration,
    Check,
    Condition,
    ExerciseSpec,
    Hold,
    LookAlike,
    Pace,
    Reps,
    Steady,
)
from formcheck.exercise.spec.posture import POSTURES
from formcheck.specs.lined_yaml import Place
from formcheck.specs.rules.checks import check_scale
from formcheck.specs.trial.figures import STANDING, Posture, eased
from formcheck.specs.trial.postures import (
    FREE,
    bend_of_joints,
    measured,
    off_feet,
    standing_baseline,
    start_baseline,
)

__all__ = [
    "BEGINNING",
    "MIN_ERROR",
    "Demand",
    "Demands",
    "Sample",
    "Samples",
    "Try",
    "can_be_seen",
    "demands_of",
    "in_phases",
    "is_alike",
    "judged_values",
    "missed_by",
    "places_of_positions",
    "position_places",
    "samples_of",
]

ON_FEET = (-0.15, 0.4)
"""How far the centre of a body on its feet may be ahead of the ankles, in leg lengths: from heel
to toe, which are at -0.06 and 0.25, widened by the error and what a weight may add."""

LEANS_BACK = -35.0
"""The furthest that a standing person leans back, in degrees (team choice)."""

SHIN = 55.0
"""The furthest that the shin over a standing foot leans, in degrees, heels lifted or not."""

UPRIGHT = {"trunk": Band(min=-15, max=15), "knee": Band(max=20), "bend": Band(min=-10, max=15)}
"""A standing person's angles, as those of a figure: as upright as a set asks beforehand, and with
soft knees (team choice)."""

_RATHER_NOT = 0.01
"""Weight of a wish that is no demand, but decides between tries that are alike."""

_HAIR = 0.02
"""A negligible part of the error."""

_SHARES = (0.0, 0.2, 0.35, 0.5, 0.65, 0.8, 1.0)
"""Shares of the time at which a try is sampled: both ends, and the quick part in between."""

MIN_ERROR = 1e-3
"""The error used for a measure without one."""

_HALF = 0.5
"""The share of the time at which a try passes ``via``."""


@dataclass(frozen=True, slots=True)
class Try:
    """The posture at a movement's start, and at its turn or in the hold; ``via`` is half-way."""

    start: Posture
    turn: Posture
    via: Posture | None = None

    @property
    def ends(self) -> tuple[str, ...]:
        """The names of its postures."""
        return ("start", "turn") if self.via is None else ("start", "via", "turn")

    def at(self, share: float) -> Posture:
        """Return the posture at a share of the time."""
        if self.via is None:
            return self.start.towards(self.turn, eased(share))
        if share <= _HALF:
            return self.start.towards(self.via, eased(share / _HALF))
        return self.via.towards(self.turn, eased(share / _HALF - 1.0))


@dataclass(frozen=True, slots=True)
class Sample:
    """A point of a try: its share of the time, and the measures there."""

    share: float
    values: Mapping[Measure, float]


Samples = Sequence[Sample]
Demand = Callable[[Try, Samples], float]
Demands = Mapping[Place, Demand]
"""Demands by the place in the spec that makes them; ``()`` is the demand of the joints."""


def demands_of(spec: ExerciseSpec, *, follow: int = 0) -> dict[Place, Demand]:
    """Return the demands of the joints and of a spec's positions, look-alikes and checks.

    ``follow`` is the number of the followed measure that counts the rep.
    """
    demands: dict[Place, Demand] = {(): _of_joints(spec)}
    movement = spec.judged
    if isinstance(movement, Reps):
        demands |= _of_positions(movement, follow)
        if _begins_upright(spec):
            demands[BEGINNING] = _of_beginning
        for i, alike in enumerate(movement.look_alikes):
            demands["movement", "look_alikes", i] = _not_alike(alike)
    else:
        for i, condition in enumerate(movement.position):
            demands["movement", "position", i] = _met_at(-1, condition)
    for i, check in enumerate(spec.checks):
        if not isinstance(check, Pace) and can_be_seen(check):
            demands["checks", i] = _of_check(check, spec)
    return demands


def can_be_seen(check: Check) -> bool:
    """Return whether a posture shows what a check looks at."""
    if isinstance(check, Pace) or check.measure in FREE:
        return False
    return check.only is None or check.only.measure not in FREE


def samples_of(tried: Try, spec: ExerciseSpec) -> list[Sample]:
    """Return the samples of a try; for a hold only those at its ends."""
    base = start_baseline(tried.start, spec.calibration)
    wanted = _measures_of(spec)

    def values(share: float) -> Mapping[Measure, float]:
        return measured(tried.at(share), spec.view, wanted, base)

    if tried.start == tried.turn and tried.via is None:
        same = values(0.0)
        return [Sample(share, same) for share in _SHARES]
    shares = (0.0, 1.0) if isinstance(spec.movement, Hold) else _SHARES
    return [Sample(share, values(share)) for share in shares]


def beyond(value: float, band: Band, error: float) -> float:
    """Return how many errors a value is outside a band; 0 if it is inside or unknown."""
    low = -math.inf if band.min is None else band.min - value
    high = -math.inf if band.max is None else value - band.max
    off = max(low, high, 0.0)
    return off / max(error, MIN_ERROR) if math.isfinite(value) else 0.0


def in_phases(check: Check, spec: ExerciseSpec, samples: Samples) -> list[list[Sample]]:
    """Return the samples of each of a check's phases; the way back has those of the way out."""
    names = spec.phase_names
    if isinstance(spec.movement, Hold):
        parts = {names[0]: samples[:0], names[1]: samples[-1:]}
    else:
        way = samples[1:-1]
        parts = dict(zip(names, (samples[:1], way, samples[-1:], way), strict=True))
    return [list(parts[name]) for name in check.during if parts.get(name)]


def judged_values(check: Check, spec: ExerciseSpec, samples: Samples) -> list[float]:
    """Return the values a check would judge: all of them, or each phase's middle one."""
    if isinstance(check, Pace):
        return []
    start = samples[0].values.get(check.measure, math.nan) if isinstance(check, Steady) else 0.0
    found = []
    for phase in in_phases(check, spec, samples):
        values = [
            value - start
            for sample in phase
            if check.only is None or _is_met(check.only, sample)
            if math.isfinite(value := sample.values.get(check.measure, math.nan))
        ]
        if check.kind == "reach" and values:
            values = [sorted(values)[len(values) // 2]]
        found += values
    return found


def _measures_of(spec: ExerciseSpec) -> frozenset[Measure]:
    movement = spec.judged
    used = {movement.follow}
    conditions: list[Condition] = []
    if isinstance(movement, Reps):
        used |= {each.measure for each in movement.followed}
        for alike in movement.look_alikes:
            conditions += [alike.when, *alike.also, *alike.never]
        for each in movement.followed:
            conditions += each.only
    else:
        conditions += movement.position
    for check in spec.checks:
        if not isinstance(check, Pace):
            used.add(check.measure)
            conditions += [] if check.only is None else [check.only]
    return frozenset(used | {each.measure for each in conditions})


def _of_joints(spec: ExerciseSpec) -> Demand:
    stands = POSTURES[spec.posture].on_feet and spec.view is View.SIDE

    def demand(tried: Try, _: Samples) -> float:
        off = (bend_of_joints(tried.start) + bend_of_joints(tried.turn)) / _DEG
        if stands:
            away = max(off_feet(each, ON_FEET) for each in (tried.start, tried.turn))
            off += away / MEASURES[Measure.BALANCE].error
            off += max(LEANS_BACK - min(tried.start.trunk, tried.turn.trunk), 0.0) / _DEG
            off += max(max(_shin(tried.start), _shin(tried.turn)) - SHIN, 0.0) / _DEG
        return off

    return demand


def _shin(posture: Posture) -> float:
    """Return the lean of the more upright shin; the other leg may kneel or be put up."""
    far = posture.shank if math.isnan(posture.far_shank) else posture.far_shank
    return min(abs(posture.shank), abs(far))


_DEG = 5.0
"""The error of a figure's angles in degrees, as of the trunk's and the knee's."""


BEGINNING: Place = ("movement", "phases", 0)
"""The place of the unwritten demand that people begin as they stand."""


def _of_beginning(tried: Try, _: Samples) -> float:
    start = tried.start
    return sum(beyond(getattr(start, name), band, _DEG) for name, band in UPRIGHT.items())


def _begins_upright(spec: ExerciseSpec) -> bool:
    """Return whether a person who just stands is in the first position of a rep."""
    movement = spec.judged
    stands = POSTURES[spec.posture].on_feet and spec.view is View.SIDE
    if isinstance(movement, Hold) or not stands or spec.calibration is Calibration.OWN_START:
        return False
    first = movement.phases[0].when
    values = measured(STANDING, spec.view, [movement.follow], standing_baseline())
    return first is not None and first.is_met(values.get(movement.follow, math.nan))


def position_places(demands: Iterable[Place]) -> tuple[Place, Place]:
    """Return the places of both positions' demands; ``()`` for a position without one."""
    first: Place = ()
    count: Place = ()
    for place in demands:
        first = place if place[-2:] == (0, "when") or place[-1:] == ("first",) else first
        count = place if place[-2:] == (2, "when") or place[-1:] == ("count",) else count
    return first, count


def places_of_positions(follow: int) -> tuple[Place, Place]:
    """Return the places in the spec of both positions of a followed measure."""
    if follow == 0:
        return ("movement", "phases", 0, "when"), ("movement", "phases", 2, "when")
    return ("movement", "follow", follow, "first"), ("movement", "follow", follow, "count")


def _of_positions(reps: Reps, follow: int) -> dict[Place, Demand]:
    followed = reps.followed[follow]
    at = places_of_positions(follow)
    demands: dict[Place, Demand] = {}
    for place, when, index in ((at[0], followed.first, 0), (at[1], followed.count, -1)):
        if when is not None:
            condition = Condition(measure=followed.measure, below=when.below, above=when.above)
            demands[place] = _met_at(index, condition)
    for i, condition in enumerate(followed.only):
        place = ("movement", "follow", follow, "only", i)
        demands[place] = _met_somewhere(condition)
    return demands


def _met_at(index: int, condition: Condition) -> Demand:
    return lambda _, samples: missed_by(condition, samples[index])


def _met_somewhere(condition: Condition) -> Demand:
    return lambda _, samples: min(missed_by(condition, sample) for sample in samples)


def _of_check(check: Check, spec: ExerciseSpec) -> Demand:
    error = check_scale(check).error

    def demand(_: Try, samples: Samples) -> float:
        values = judged_values(check, spec, samples)
        return max((beyond(value, check.target, error) for value in values), default=0.0)

    return demand


def _not_alike(alike: LookAlike) -> Demand:
    all_of = (alike.when, *alike.also)
    seen = [each for each in all_of if each.measure not in FREE]

    # A condition that only time shows may save the try, but it had better not need that.
    weight = 1.0 if len(seen) == len(all_of) else _RATHER_NOT

    def demand(_: Try, samples: Samples) -> float:
        if any(_is_met(each, sample) for each in alike.never for sample in samples):
            return 0.0
        if not seen:
            return 0.0
        return weight * max(min(_inside(each, sample) for each in seen) for sample in samples)

    return demand


def is_alike(alike: LookAlike, samples: Samples, *, within: float = 0.0) -> bool:
    """Return whether a try is a look-alike, or within ``within`` errors of one."""
    all_of = (alike.when, *alike.also)
    if any(each.measure in FREE for each in all_of):
        return False
    if any(_is_met(each, sample) for each in alike.never for sample in samples):
        return False
    return any(all(missed_by(each, sample) <= within for each in all_of) for sample in samples)


def _is_met(condition: Condition, sample: Sample) -> bool:
    return condition.is_met(sample.values.get(condition.measure, math.nan))


def missed_by(condition: Condition, sample: Sample) -> float:
    """Return how many errors a sample misses a condition by; an unknown value misses it."""
    value = sample.values.get(condition.measure, math.nan)
    if condition.measure in FREE:
        return 0.0
    if math.isnan(value):
        return 10.0
    error = MEASURES[condition.measure].error
    # A value equal to the limit does not meet it.
    low = None if condition.above is None else condition.above + _HAIR * error
    high = None if condition.below is None else condition.below - _HAIR * error
    return beyond(value, Band(min=low, max=high), error)


def _inside(condition: Condition, sample: Sample) -> float:
    """Return how many errors a value is inside a condition; 0 outside."""
    value = sample.values.get(condition.measure, math.nan)
    low = math.inf if condition.above is None else value - condition.above
    high = math.inf if condition.below is None else condition.below - value
    room = min(low, high)
    return max(room, 0.0) / MEASURES[condition.measure].error if math.isfinite(room) else 0.0
