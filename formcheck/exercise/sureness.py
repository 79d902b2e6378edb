"""How sure a value of a rep or hold is: what it may be off by, and what can be said with it.

Most measures have one error. That of the back is that of what it is compared with, and of what was
hidden of it; with a rough comparison, or with much hidden, the best that is said is that no
rounding was seen. Compared with standing that nobody asked for, a back is at fault only where its
outline is round by itself, too: people stand arched, with a weight in their hands for instance, and
a flat back is then much rounder.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from formcheck.exercise.back import ROUGH_DEG
from formcheck.exercise.back_reference import BackReference
from formcheck.exercise.measures import MEASURES, Measure
from formcheck.exercise.readings import HIDDEN, Reading

__all__ = ["TOO_ROUGH", "Sureness", "compared_roughly", "sureness_of"]

TOO_ROUGH = "what it was compared with is too rough"
"""The reason where a back has to be rounded, and nothing surely tells how far it is."""


@dataclass(frozen=True, slots=True)
class Sureness:
    """How sure a value is.

    ``error`` is what it may be off by, as the value in the measure's unit. ``rough`` tells that
    what a back was compared with shows rounding at most. ``clear`` is the share of the frames in
    which so little of it was hidden that it can be called good. ``usual`` is what the value would
    be compared with what is usual for people, where a fault needs that, too; infinite where not.
    """

    error: float
    rough: bool = False
    clear: float = 1.0
    usual: float = math.inf

    @property
    def words(self) -> str:
        """Why a value is not sure enough to be good, where it is not."""
        return TOO_ROUGH if self.rough else HIDDEN


def sureness_of(
    measure: Measure,
    value: float,
    rows: Sequence[Reading],
    telling: Sequence[Reading],
    nearest: Reading,
) -> Sureness:
    """Return how sure a value is that was made of some readings, in all of which it was seen.

    ``telling`` are those of them that decide it, ``nearest`` is the one that comes next to it.
    """
    if measure is not Measure.BACK_CURV:
        errors = [MEASURES[measure].error_when(calibrated=row.calibrated) for row in rows]
        return Sureness(max(errors))
    compared = max(row.back.error_deg(value) for row in rows)
    return Sureness(
        error=math.hypot(compared, float(np.median([row.outline.unsure_deg for row in telling]))),
        rough=compared_roughly(measure, rows),
        clear=float(np.mean([row.outline.unsure_deg <= ROUGH_DEG for row in rows])),
        usual=_usual(nearest),
    )


def compared_roughly(measure: Measure, rows: Sequence[Reading]) -> bool:
    """Whether this is of a back, and what it is compared with shows rounding at most."""
    return measure is Measure.BACK_CURV and any(row.back.rough for row in rows)


def _usual(reading: Reading) -> float:
    """Return the bend compared with what is usual for people, where a fault needs that, too.

    Only how hollow one stands is that of people: how unevenly the back is bent is one's own.
    """
    own = reading.back
    if not own.unasked:
        return math.inf
    return BackReference(skew_deg=own.skew_deg, wave_deg=own.wave_deg).bent_deg(reading.outline)
