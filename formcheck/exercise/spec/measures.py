"""The measures that an exercise uses: those of its movement and those of its checks."""

from collections.abc import Iterable

from formcheck.exercise.measure.registry import Measure
from formcheck.exercise.spec.models import Check, ExerciseSpec, Hold, Pace, Reps

__all__ = ["check_measures", "judged_measures", "look_alike_measures", "movement_measures"]


def judged_measures(spec: ExerciseSpec) -> frozenset[Measure]:
    """Return every measure that a spec follows or judges."""
    return frozenset((*movement_measures(spec.judged), *check_measures(spec.checks)))


def movement_measures(movement: Reps | Hold) -> tuple[Measure, ...]:
    """Return the measures that show a movement, the followed one first, each once."""
    used = [movement.follow]
    if isinstance(movement, Hold):
        used += [condition.measure for condition in movement.position]
    else:
        for each in movement.followed:
            used += [each.measure, *(condition.measure for condition in each.only)]
        used += [movement.extreme.measure] if movement.extreme is not None else []
    return tuple(dict.fromkeys(used))


def check_measures(checks: Iterable[Check]) -> tuple[Measure, ...]:
    """Return the measures of checks and of their conditions, each once."""
    used = []
    for check in checks:
        if not isinstance(check, Pace):
            used.append(check.measure)
            used += [check.only.measure] if check.only is not None else []
    return tuple(dict.fromkeys(used))


def look_alike_measures(movement: Reps) -> set[Measure]:
    """Return every measure that a movement's look-alikes name."""
    return {
        condition.measure
        for each in movement.look_alikes
        for condition in (each.when, *each.also, *each.never)
    }
