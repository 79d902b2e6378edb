"""Compares measured with true angles at the extreme of a rendered person's rep."""

import math
from typing import Final

import numpy as np

from formcheck.evaluate.labels.truth import Bend, TrueCurves, Turn
from formcheck.evaluate.score.result import AngleResult
from formcheck.evaluate.score.trace import Trace
from formcheck.exercise.measure.registry import OUTLINES, Measure
from formcheck.landmarks.pose import FloatArray

__all__ = ["AROUND_S", "angles_at", "bend_at"]

AROUND_S: Final = 0.25
"""Seconds looked at on each side of the extreme: half a second in all, shorter than a stay, longer
than jitter."""

LONG_DEG: Final = 10.0
"""Degrees of bend below which a back counts as long, wherever it is bent."""

MOSTLY_LOWER, MOSTLY_UPPER = 0.85, 0.35
"""Shares of the bend in the lower part: above the first the bend is the lower part's alone, below
the second the upper part's; an even bend has about two thirds there."""


def angles_at(turn: Turn, curves: TrueCurves, trace: Trace) -> tuple[AngleResult, ...]:
    """Return the median, around an extreme, of every measure that is both judged and known.

    Angles are changes from relaxed standing, as the engine takes them once it has seen the person
    stand; the back's angle is its whole bend. A measure that was not measured is NaN.
    """
    truths = {**curves.angles, **{name.value: curves.bend for name in OUTLINES}}
    judged = trace.moments[-1].values if trace.moments else {}
    return tuple(
        AngleResult(
            measure=name,
            measured=_middle(turn, trace.time_s, trace.values(Measure(name))),
            true=_middle(turn, curves.time_s, truth),
        )
        for name, truth in truths.items()
        if Measure(name) in judged
    )


def bend_at(turn: Turn, curves: TrueCurves) -> Bend:
    """Return the part of the back that is bent around an extreme."""
    whole = _middle(turn, curves.time_s, curves.bend)
    lower = _middle(turn, curves.time_s, curves.lower_bend)
    if not abs(whole) >= LONG_DEG:
        return Bend.LONG
    share = lower / whole
    if share >= MOSTLY_LOWER:
        return Bend.LUMBAR
    return Bend.THORACIC if share <= MOSTLY_UPPER else Bend.EVEN


def _middle(turn: Turn, time_s: FloatArray, values: FloatArray) -> float:
    """Return the median around an extreme; NaN if there are no values."""
    here = values[np.abs(time_s - turn.extreme_s) <= AROUND_S]
    known = here[np.isfinite(here)]
    return float(np.median(known)) if 2 * len(known) >= max(len(here), 1) else math.nan
