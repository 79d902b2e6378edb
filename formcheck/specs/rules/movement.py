"""Rules about a spec's movement: positions that can be reached, told apart and followed."""

from collections.abc import Iterator
from dataclasses import dataclass

from formcheck.exercise.measure.registry import MEASURES, OUTLINES, Measure, View
from formcheck.exercise.spec.models import (
    Condition,
    ExerciseSpec,
    Followed,
    Hold,
    LookAlike,
    Reps,
    Sides,
    When,
)
from formcheck.specs.lined_yaml import Place
from formcheck.specs.rules.limits import (
    Broken,
    condition_problems,
    limit_problems,
    scale_of,
    view_problems,
)

__all__ = ["can_be_followed", "limit_of", "movement_problems"]

_PLACE: Place = ("movement",)
_PHASES = (*_PLACE, "phases")
_FOLLOW = (*_PLACE, "follow")
_POSITIONS = (0, 2)
_AT_PHASE = ("first", "count")
_OWN_LIMITS = ("first", "attempt", "count", "wobble")


def limit_of(when: When | None) -> float | None:
    """Return the only limit of a rep's position; None if there is none or more than one."""
    limits = (
        [] if when is None else [limit for limit in (when.below, when.above) if limit is not None]
    )
    return limits[0] if len(limits) == 1 else None


def movement_problems(spec: ExerciseSpec) -> Iterator[Broken]:
    """Yield mistakes in the movement of a judged spec."""
    if isinstance(spec.movement, Reps):
        yield from _several_problems(spec.movement, spec.view)
        yield from _reps_problems(spec.movement, spec.view)
    elif isinstance(spec.movement, Hold):
        yield from _follow_problems(_FOLLOW, spec.movement.follow, spec.view)
        yield from _hold_problems(spec.movement, spec.view)


def _several_problems(reps: Reps, view: View) -> Iterator[Broken]:
    """Yield mistakes in each of the measures that may count a rep."""
    if not isinstance(reps.follows, tuple):
        yield from _follow_problems(_FOLLOW, reps.follow, view)
        return
    first, *others = reps.follows
    yield from _follow_problems((*_FOLLOW, 0, "measure"), first.measure, view)
    for name in _OWN_LIMITS:
        if getattr(first, name) is not None:
            stands = "at the phases" if name in _AT_PHASE else f"as 'movement: {name}'"
            what = f"'{name}' of the first measure stands {stands}, not here"
            yield Broken((*_FOLLOW, 0, name), what)
    if first.only:
        yield Broken((*_FOLLOW, 0, "only"), "the first measure tells whatever it shows")
    named = [first.measure]
    for i, other in enumerate(others, start=1):
        yield from _follow_problems((*_FOLLOW, i, "measure"), other.measure, view)
        yield from _other_problems((*_FOLLOW, i), other)
        for j, condition in enumerate(other.only):
            place = (*_FOLLOW, i, "only", j)
            yield from condition_problems(place, condition, condition.measure)
            yield from view_problems((*place, "measure"), condition.measure, view)
        if other.measure in named:
            yield Broken((*_FOLLOW, i, "measure"), f"{other.measure} is followed already")
        named.append(other.measure)


def _other_problems(place: Place, other: Followed) -> Iterator[Broken]:
    """Yield mistakes in the limits of a further followed measure."""
    missing = [name for name in _OWN_LIMITS if getattr(other, name) is None]
    if missing:
        names = ", ".join(f"'{name}'" for name in missing)
        yield Broken(place, f"{other.measure} needs limits of its own: {names}")
        return
    yield from limit_problems((*place, "attempt"), other.attempt, scale_of(other.measure))
    for name in _AT_PHASE:
        when = getattr(other, name)
        yield from condition_problems((*place, name), when, other.measure)
        if when.above is not None and when.below is not None:
            yield Broken((*place, name), f"'{name}' needs either 'above' or 'below', not both")
    yield from _order_problems(_Limits.own(place, other))


def _reps_problems(reps: Reps, view: View) -> Iterator[Broken]:
    yield from _phase_problems(reps)
    yield from limit_problems((*_PLACE, "attempt"), reps.attempt, scale_of(reps.follow))
    for i, movement in enumerate(reps.look_alikes):
        yield from _look_alike_problems((*_PLACE, "look_alikes", i), movement, view)
    yield from _order_problems(_Limits.at_phases(reps))
    if reps.extreme is not None:
        place, measure = (*_PLACE, "extreme", "measure"), reps.extreme.measure
        if not can_be_followed(measure):
            yield Broken(place, f"{measure} tells no turn: it needs more than one pose")
        yield from view_problems(place, measure, view)


def _look_alike_problems(place: Place, alike: LookAlike, view: View) -> Iterator[Broken]:
    places: list[tuple[Place, Condition]] = [((*place, "when"), alike.when)]
    for name, conditions in (("also", alike.also), ("never", alike.never)):
        places += [((*place, name, i), each) for i, each in enumerate(conditions)]
    for where, condition in places:
        yield from condition_problems(where, condition, condition.measure)
        yield from view_problems((*where, "measure"), condition.measure, view)
    together = (alike.when, *alike.also)
    for i, later in enumerate(together):
        for earlier in together[:i]:
            if earlier.measure is later.measure and _contradict(earlier, later):
                what = f"{later.measure} is never so in the moment in which it is as above"
                yield Broken((*place, "also", i - 1), f"{what}: this is never '{alike.name}'")
    for i, never in enumerate(alike.never):
        for given in together:
            if given.measure is never.measure and _follows_from(given, never):
                what = f"{never.measure} is always so where this is '{alike.name}'"
                yield Broken((*place, "never", i), f"{what}, which it then never is")


def can_be_followed(measure: Measure) -> bool:
    """Return whether a measure can count reps: a single pose must give its value."""
    return MEASURES[measure].formula is not None


def _follow_problems(place: Place, measure: Measure, view: View) -> Iterator[Broken]:
    if not can_be_followed(measure):
        yield Broken(place, f"{measure} cannot be followed: it needs more than one pose")
    yield from view_problems(place, measure, view)


def _phase_problems(reps: Reps) -> Iterator[Broken]:
    names = [phase.name for phase in reps.phases]
    for i, phase in enumerate(reps.phases):
        if phase.name in names[:i]:
            yield Broken((*_PHASES, i, "name"), f"two phases are called '{phase.name}'")
        place, when = (*_PHASES, i, "when"), phase.when
        if i not in _POSITIONS:
            if when is not None:
                what = f"'{phase.name}' is the way between two positions and has no 'when'"
                yield Broken(place, what)
        elif when is None:
            yield Broken((*_PHASES, i), f"'{phase.name}' is a position and needs 'when'")
        else:
            yield from condition_problems(place, when, reps.follow)
            if when.above is not None and when.below is not None:
                yield Broken(place, f"'{phase.name}' needs either 'above' or 'below', not both")


@dataclass(frozen=True, slots=True)
class _Limits:
    """The limits of one measure, with their names and places."""

    followed: Followed
    names: tuple[str, str]
    attempt_at: Place
    wobble_at: Place
    other_at: Place

    @classmethod
    def at_phases(cls, reps: Reps) -> "_Limits":
        names = reps.phases[0].name, reps.phases[2].name
        attempt_at, wobble_at = (*_PLACE, "attempt"), (*_PLACE, "wobble")
        return cls(reps.followed[0], names, attempt_at, wobble_at, (*_PHASES, 2, "when"))

    @classmethod
    def own(cls, place: Place, other: Followed) -> "_Limits":
        attempt_at, wobble_at = (*place, "attempt"), (*place, "wobble")
        return cls(other, _AT_PHASE, attempt_at, wobble_at, (*place, "count"))


def _order_problems(limits: _Limits) -> Iterator[Broken]:
    """Yield overlapping positions, and limits out of the order in which a rep meets them."""
    first, other = limits.followed.first, limits.followed.count
    start, count = limit_of(first), limit_of(other)
    if first is None or other is None or start is None or count is None:
        return
    one, two = limits.names
    up = first.below is not None
    if up == (other.below is not None):
        side = "below" if up else "above"
        what = f"'{one}' and '{two}' are both '{side}' a limit; one must be 'below' and the other"
        yield Broken(limits.other_at, f"{what} 'above'")
        return
    gap = count - start if up else start - count
    if gap <= 0:
        what = f"'{one}' ({start:g}) and '{two}' ({count:g}) overlap: there is no way between them"
        yield Broken(limits.other_at, what)
        return
    yield from _gap_problems(limits, start, count, gap)


def _gap_problems(limits: _Limits, start: float, count: float, gap: float) -> Iterator[Broken]:
    attempt, wobble = limits.followed.attempt, limits.followed.wobble
    if attempt is not None and not 0 < (attempt - start) / (count - start) <= 1:
        yield Broken(
            limits.attempt_at,
            f"'attempt' is {attempt:g}, but must lie between the positions: beyond {start:g} and "
            f"not beyond {count:g}",
        )
    if wobble is not None and wobble > gap / 2:
        yield Broken(
            limits.wobble_at,
            f"'wobble' is {wobble:g}, more than half the way between the positions ({gap:g})",
        )
    measure = limits.followed.measure
    error = MEASURES[measure].error
    if gap < error:
        yield Broken(
            limits.other_at,
            f"the positions are {gap:g} apart, less than the error of {measure} ({error:g})",
        )


def _hold_problems(hold: Hold, view: View) -> Iterator[Broken]:
    named = [condition.measure for condition in hold.position]
    for i, condition in enumerate(hold.position):
        place = (*_PLACE, "position", i)
        yield from condition_problems(place, condition, condition.measure)
        yield from view_problems((*place, "measure"), condition.measure, view)
        if condition.measure in OUTLINES:
            what = f"{condition.measure} cannot tell a position: it needs more than one pose"
            yield Broken((*place, "measure"), what)
        if condition.measure in named[:i]:
            yield Broken(place, f"{condition.measure} is given twice; write its limits together")
    yield from _hold_wobble_problems(hold)
    if hold.shortest_s > hold.hold_s:
        yield Broken(
            (*_PLACE, "shortest_s"),
            f"'shortest_s' is {hold.shortest_s:g}, longer than the hold ({hold.hold_s:g})",
        )
    if hold.grace_s >= hold.shortest_s:
        yield Broken(
            (*_PLACE, "grace_s"),
            f"'grace_s' is {hold.grace_s:g}, not shorter than the shortest hold "
            f"({hold.shortest_s:g})",
        )
    if hold.sides is Sides.EACH and hold.near_limb is None:
        yield Broken((*_PLACE, "sides"), "a one-sided hold must say its 'near_limb'")


_JITTER = 0.1, 0.4
"""Parts of a measure's error: a person holding still jitters by more than the first, which is half
a degree of five, and sways by about the second (team choice)."""


def _hold_wobble_problems(hold: Hold) -> Iterator[Broken]:
    """Yield a wobble with which people could never leave, or never keep, a hold."""
    place = (*_PLACE, "wobble")
    scale = scale_of(hold.follow)
    for condition in hold.position:
        sides = ((condition.above, -1, scale.low), (condition.below, 1, scale.high))
        given = [(limit, sign, end) for limit, sign, end in sides if limit is not None]
        beyond = [sign * (limit + sign * hold.wobble - end) >= 0 for limit, sign, end in given]
        if condition.measure is hold.follow and given and all(beyond):
            yield Broken(
                place,
                f"'wobble' is {hold.wobble:g}: {hold.follow} lies between {scale.low:g} and "
                f"{scale.high:g} {scale.unit} and could never leave the position",
            )
    least, little = (share * scale.error for share in _JITTER)
    if hold.wobble < least:
        what = f"nobody holds {hold.follow} as still as {hold.wobble:g} {scale.unit}"
        yield Broken(place, f"{what}: no hold would ever count")
    elif hold.wobble < little:
        what = f"few people hold {hold.follow} as still as {hold.wobble:g} {scale.unit}"
        yield Broken(place, f"{what}; {scale.error:g} is what it errs by", warning=True)


def _contradict(one: When, other: When) -> bool:
    """Return whether no value meets both conditions."""
    low = max((v for v in (one.above, other.above) if v is not None), default=None)
    high = min((v for v in (one.below, other.below) if v is not None), default=None)
    return low is not None and high is not None and low >= high


def _follows_from(given: When, then: When) -> bool:
    """Return whether every value that meets ``given`` meets ``then``."""
    above = then.above is None or (given.above is not None and given.above >= then.above)
    below = then.below is None or (given.below is not None and given.below <= then.below)
    return above and below
