"""What an exercise asks of the body, by its movement and by its spec.

A spec may name further asks than its movement shows, never fewer. A guided exercise has no measured
movement: a shipped one asks what its spec says, and a person's own one counts as asking for
everything.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Self

from formcheck.exercise.measure.registry import OUTLINES, Measure
from formcheck.exercise.spec.models import ExerciseSpec, Hold, Pace, Reps, When
from formcheck.exercise.spec.posture import POSTURES
from formcheck.exercise.spec.vocabulary import Ask

__all__ = ["Exercise"]

BOW_DEG = 30.0
"""A trunk that leans this far bears most of what bending forward does: a standing bow is 50, and
people who sit lean by up to 20 [D] (team choice)."""

DEEP_KNEE_DEG = 70.0
"""Knees that bend this far, standing, take the hips near a right angle: no squat asks for less."""

ROUND_DEG = 15.0
"""A movement followed by a back that rounds this far asks for rounding: standing sways less [D]."""

_EVERYTHING = frozenset(Ask)


@dataclass(frozen=True, slots=True)
class Exercise:
    """An exercise and what it asks of the body, in its widest version."""

    spec: ExerciseSpec
    asks: frozenset[Ask]

    @classmethod
    def of(
        cls, spec: ExerciseSpec, shipped: ExerciseSpec | None = None, *, own: bool = False
    ) -> Self:
        """Return an exercise with what it asks.

        Parameters
        ----------
        spec
            The exercise.
        shipped
            The exercise of the same id that comes with formcheck, where ``spec`` is a person's own:
            its asks are added.
        own
            Whether it is a person's own: nobody can check the asks of a guided one.
        """
        asked = _EVERYTHING if own and spec.guided is not None else _asked(spec)
        return cls(spec, asked if shipped is None else asked | _asked(shipped))


def _asked(spec: ExerciseSpec) -> frozenset[Ask]:
    told = frozenset(spec.asks or ())
    if spec.guided is None:
        return told | frozenset(_told_by_movement(spec))
    return _EVERYTHING if spec.asks is None else told | frozenset(_told_by_posture(spec))


def _told_by_movement(spec: ExerciseSpec) -> Iterator[Ask]:
    yield from _told_by_posture(spec)
    if spec.weight:
        yield from (Ask.LOAD, Ask.STRENGTH)
    standing = POSTURES[spec.posture].on_feet
    for measure, reached in _reached(spec):
        if measure is Measure.TRUNK_INCL and standing and reached >= BOW_DEG:
            yield Ask.BENDING
            if isinstance(spec.movement, Hold):
                yield Ask.SLUMP  # nobody sees whether a held bow is a round one before it is held
        if measure is Measure.KNEE_FLEX and standing and reached >= DEEP_KNEE_DEG:
            yield from (Ask.STRENGTH, Ask.DEEP_HIP)
        if measure in OUTLINES and reached >= ROUND_DEG:
            yield from (Ask.BENDING, Ask.SLUMP)
        if measure in OUTLINES and reached <= -ROUND_DEG:
            yield Ask.ARCHING


def _told_by_posture(spec: ExerciseSpec) -> Iterator[Ask]:
    if POSTURES[spec.posture].on_feet:
        yield Ask.ON_FEET
    if POSTURES[spec.posture].on_floor:
        yield Ask.FLOOR
    if POSTURES[spec.posture].on_back:
        yield Ask.ON_BACK


def _reached(spec: ExerciseSpec) -> Iterator[tuple[Measure, float]]:
    """Yield each followed measure with the values that the movement reaches in it."""
    followed = set()
    for measure, when in _positions(spec):
        followed.add(measure)
        yield from ((measure, limit) for limit in (when.above, when.below) if limit is not None)
    for check in spec.checks:
        if not isinstance(check, Pace) and check.measure in followed:
            wanted = (check.target.min, check.target.max)
            yield from ((check.measure, limit) for limit in wanted if limit is not None)


def _positions(spec: ExerciseSpec) -> Iterator[tuple[Measure, When]]:
    movement = spec.movement
    if isinstance(movement, Hold):
        yield from ((condition.measure, condition) for condition in movement.position)
        return
    if not isinstance(movement, Reps):
        return
    for followed in movement.followed:
        ends = (followed.first, followed.count)
        yield from ((followed.measure, when) for when in ends if when is not None)
