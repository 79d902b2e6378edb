"""Rules about a spec's movement: positions that can be reached, told apart and followed."""

from collections.abc import Iterator

from formcheck.exercise.measures import MEASURES, Measure, View
from formcheck.exercise.spec import (
    Condition,
    ExerciseSpec,
    Hold,
    LookAlike,
    Phase,
    Reps,
    Sides,
    When,
)
from formcheck.specs.limits import (
    Broken,
    condition_problems,
    limit_problems,
    scale_of,
    view_problems,
)
from formcheck.specs.lined_yaml import Place

__all__ = ["can_be_followed", "limit_of", "movement_problems"]

_PLACE: Place = ("movement",)
_PHASES = (*_PLACE, "phases")
_POSITIONS = (0, 2)


def limit_of(when: When | None) -> float | None:
    """Return the one limit of a rep's position; None where there is none, or not just one."""
    limits = (
        [] if when is None else [limit for limit in (when.below, when.above) if limit is not None]
    )
    return limits[0] if len(limits) == 1 else None


def movement_problems(spec: ExerciseSpec) -> Iterator[Broken]:
    """Yield what is wrong with the movement of a spec."""
    yield from _follow_problems(spec.movement.follow, spec.view)
    if isinstance(spec.movement, Reps):
        yield from _reps_problems(spec.movement, spec.view)
    else:
        yield from _hold_problems(spec.movement, spec.view)


def _reps_problems(reps: Reps, view: View) -> Iterator[Broken]:
    yield from _phase_problems(reps)
    yield from limit_problems((*_PLACE, "attempt"), reps.attempt, scale_of(reps.follow))
    for i, movement in enumerate(reps.look_alikes):
        yield from _look_alike_problems((*_PLACE, "look_alikes", i), movement, view)
    yield from _order_problems(reps)


def _look_alike_problems(place: Place, alike: LookAlike, view: View) -> Iterator[Broken]:
    places: list[tuple[Place, Condition]] = [((*place, "when"), alike.when)]
    for name, conditions in (("also", alike.also), ("never", alike.never)):
        places += [((*place, name, i), each) for i, each in enumerate(conditions)]
    for where, condition in places:
        yield from condition_problems(where, condition, condition.measure)
        yield from view_problems((*where, "measure"), condition.measure, view)


def can_be_followed(measure: Measure) -> bool:
    """Return whether reps can be counted by a measure: one pose must give it."""
    return MEASURES[measure].formula is not None


def _follow_problems(measure: Measure, view: View) -> Iterator[Broken]:
    place = (*_PLACE, "follow")
    if not can_be_followed(measure):
        yield Broken(place, f"{measure} cannot be followed: it needs more than one pose")
    yield from view_problems(place, measure, view)


def _phase_problems(reps: Reps) -> Iterator[Broken]:
    names = [phase.name for phase in reps.phases]
    for i, phase in enumerate(reps.phases):
        if phase.name in names[:i]:
            yield Broken((*_PHASES, i, "name"), f"two phases are called '{phase.name}'")
        if i in _POSITIONS:
            yield from _position_problems((*_PHASES, i), phase, reps.follow)
        elif phase.when is not None:
            yield Broken(
                (*_PHASES, i, "when"),
                f"'{phase.name}' is the way between two positions and has no 'when'",
            )


def _position_problems(place: Place, phase: Phase, follow: Measure) -> Iterator[Broken]:
    if phase.when is None:
        yield Broken(place, f"'{phase.name}' is a position and needs 'when'")
        return
    yield from condition_problems((*place, "when"), phase.when, follow)
    if phase.when.above is not None and phase.when.below is not None:
        yield Broken((*place, "when"), f"'{phase.name}' needs either 'above' or 'below', not both")


def _order_problems(reps: Reps) -> Iterator[Broken]:
    """Yield positions that overlap, and limits that are not in the order in which they come."""
    first, other = reps.phases[0].when, reps.phases[2].when
    start, count = limit_of(first), limit_of(other)
    if first is None or other is None or start is None or count is None:
        return
    up = first.below is not None
    if up == (other.below is not None):
        yield Broken((*_PHASES, 2, "when"), _same_side(reps, "below" if up else "above"))
        return
    gap = count - start if up else start - count
    if gap <= 0:
        yield Broken((*_PHASES, 2, "when"), _overlap(reps, start, count))
        return
    yield from _gap_problems(reps, start, count, gap)


def _same_side(reps: Reps, side: str) -> str:
    names = f"'{reps.phases[0].name}' and '{reps.phases[2].name}'"
    return f"{names} are both '{side}' a limit; one must be 'below' and the other 'above'"


def _overlap(reps: Reps, start: float, count: float) -> str:
    return (
        f"'{reps.phases[0].name}' ({start:g}) and '{reps.phases[2].name}' ({count:g}) overlap: "
        "there is no way between them"
    )


def _gap_problems(reps: Reps, start: float, count: float, gap: float) -> Iterator[Broken]:
    if not 0 < (reps.attempt - start) / (count - start) <= 1:
        yield Broken(
            (*_PLACE, "attempt"),
            f"'attempt' is {reps.attempt:g}, but must lie between the positions: beyond "
            f"{start:g} and not beyond {count:g}",
        )
    if reps.wobble > gap / 2:
        yield Broken(
            (*_PLACE, "wobble"),
            f"'wobble' is {reps.wobble:g}, more than half the way between the positions ({gap:g})",
        )
    error = MEASURES[reps.follow].error
    if gap < error:
        yield Broken(
            (*_PHASES, 2, "when"),
            f"the positions are {gap:g} apart, less than the error of {reps.follow} ({error:g})",
        )


def _hold_problems(hold: Hold, view: View) -> Iterator[Broken]:
    named = [condition.measure for condition in hold.position]
    for i, condition in enumerate(hold.position):
        place = (*_PLACE, "position", i)
        yield from condition_problems(place, condition, condition.measure)
        yield from view_problems((*place, "measure"), condition.measure, view)
        if condition.measure in named[:i]:
            yield Broken(place, f"{condition.measure} is given twice; write its limits together")
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
