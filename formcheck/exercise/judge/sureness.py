"""How sure a value of a rep or hold is: what it may be off by, and what can be said with it.

Most measures have one error. That of the back is that of what it is compared with, and of what was
hidden of it; with a rough comparison, or with much hidden, the best that is said is that no
rounding was seen, and with too large an error nothing is said.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from formcheck.exercise.back.bend import ROUGH_DEG
from formcheck.exercise.measure.registry import MEASURES, Measure
from formcheck.exercise.observe.reader import BACK_HIDDEN, Reading
from formcheck.exercise.results.reasons import Reason, ReasonKind

__all__ = ["MAX_ERROR_DEG", "Sureness", "compared_roughly", "sureness_of"]

MAX_ERROR_DEG = 22.0
"""With a larger error a back is not judged: a fault at 35 would be told from 57 on only, as far as
people can round at all (team choice). People in general and the upper quarter hidden make 19."""


@dataclass(frozen=True, slots=True)
class Sureness:
    """How sure a value is.

    ``error`` is what it may be off by, as the value in the measure's unit. ``rough`` tells that
    what a back was compared with shows rounding at most. ``clear`` is the share of the frames in
    which so little of it was hidden that it can be called good. ``enough`` is false where nothing
    can be said with such an error.
    """

    error: float
    rough: bool = False
    clear: float = 1.0
    enough: bool = True

    @property
    def reason(self) -> Reason:
        """Why a value is not sure enough to be good, where it is not."""
        if self.rough and self.enough:  # a back has to be rounded, and how far it is is not sure
            return Reason(ReasonKind.STRAIGHT_BACK_UNKNOWN)
        return BACK_HIDDEN


def sureness_of(
    measure: Measure, value: float, rows: Sequence[Reading], telling: Sequence[Reading]
) -> Sureness:
    """Return how sure a value is that was made of some readings, in all of which it was seen.

    ``telling`` are those of them that decide it.
    """
    if measure is not Measure.BACK_CURV:
        errors = [MEASURES[measure].error_when(calibrated=row.calibrated) for row in rows]
        return Sureness(max(errors))
    unsure_deg = float(np.median([row.unsure_deg for row in telling]))
    error = max(row.back.error_deg(value, unsure_deg) for row in rows)
    return Sureness(
        error=error,
        rough=compared_roughly(measure, rows),
        clear=float(np.mean([row.unsure_deg <= ROUGH_DEG for row in rows])),
        enough=error <= MAX_ERROR_DEG,
    )


def compared_roughly(measure: Measure, rows: Sequence[Reading]) -> bool:
    """Whether this is of a back, and what it is compared with shows rounding at most."""
    return measure is Measure.BACK_CURV and any(row.back.rough for row in rows)
