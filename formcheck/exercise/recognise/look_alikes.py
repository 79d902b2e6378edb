"""Movements that resemble a rep but are none, by the look-alikes that the spec names."""

import math
from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from formcheck.exercise.observe.reader import Reading
from formcheck.exercise.spec.models import Condition, LookAlike, Reps

__all__ = ["LOOK_ALIKE_S", "look_alike_of"]

LOOK_ALIKE_S = 0.2
"""Conditions met for this long (six frames at 30/s) are no slip of a landmark."""

KNOWN_SHARE = 0.7
"""A condition was surely never met only if its measure was seen in this share of the movement and
the rest before it, the same share as for good in a phase (team choice)."""

Mask = npt.NDArray[np.bool_]


def look_alike_of(
    movement: Reps, rows: Sequence[Reading], before: Sequence[Reading] = ()
) -> LookAlike | None:
    """Return the first look-alike that a movement matches; None if it matches none.

    ``rows`` are the movement's readings, ``before`` those of the rest before it, in which ``never``
    conditions must not be met either. A movement that was not seen is no look-alike.
    """
    return next((each for each in movement.look_alikes if _is_so(each, rows, before)), None)


def _is_so(alike: LookAlike, rows: Sequence[Reading], before: Sequence[Reading]) -> bool:
    met = np.all([_met(condition, rows) for condition in (alike.when, *alike.also)], axis=0)
    if _held_s(met, rows) < LOOK_ALIKE_S:
        return False
    return all(_surely_never(condition, rows, before) for condition in alike.never)


def _surely_never(condition: Condition, rows: Sequence[Reading], before: Sequence[Reading]) -> bool:
    """Whether a condition was never met, and its measure was seen for long enough to know.

    A measure that can only be followed, as of a hand behind its weight, may show that it was met.
    """
    whole = [*before, *rows]
    known = np.isfinite([row.value(condition.measure) for row in whole])
    followed = np.array(
        [condition.is_met(row.loose.get(condition.measure, math.nan)) for row in whole], dtype=bool
    )
    may_be = _met(condition, whole) | followed
    return bool(np.mean(known) >= KNOWN_SHARE) and _held_s(may_be, whole) < LOOK_ALIKE_S


def _met(condition: Condition, rows: Sequence[Reading]) -> Mask:
    return np.array([condition.is_met(row.value(condition.measure)) for row in rows], dtype=bool)


def _held_s(met: Mask, rows: Sequence[Reading]) -> float:
    """Return the total time of the rows in which ``met`` is set, in seconds."""
    return sum(
        after.time_s - row.time_s
        for so, (row, after) in zip(met, pairwise(rows), strict=False)
        if so
    )
