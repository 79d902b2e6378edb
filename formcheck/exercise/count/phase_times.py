"""Finds when a movement began, turned and ended, from the followed measure's trace.

A trace is (time, value) pairs in order of time, on an axis on which a rep goes up from rest and
comes down again. The functions look backwards, once the movement is over.
"""

import math
from collections.abc import Callable, Sequence
from itertools import pairwise

import numpy as np

from formcheck.landmarks.smoothing import BRIDGE_S

__all__ = ["NEAR_EXTREME", "Trace", "back_at_rest_s", "has_hole", "lasted_s", "left_rest_s", "near"]

Trace = Sequence[tuple[float, float]]

NEAR_EXTREME = 0.1
"""The other position's phase is the part within a tenth of the rep's range of its extreme."""

RESTED_S = 1.5
"""The level of rest is taken from this many seconds before the person left it."""

LEAVING = 0.5
"""A person leaves rest when half of the wobble off its level: with all of the wobble, slow
movements start 0.1 s later still; with less, real ones start too early (by rendered and by labelled
clips)."""

LEVEL_PERCENT = 10.0
"""The level is this percentile of those values; the very lowest may be a landmark's slip."""

SIGHTINGS_S = 1.0
"""Between two sightings further apart than this, the person may have left the position."""


def left_rest_s(trace: Trace, attempt: float, wobble: float) -> float:
    """Return when the movement that is now an attempt really began.

    That is the last moment before the attempt's limit at which the person was still close to their
    level of rest.
    """
    resting = [(t, u) for t, u in trace if u <= attempt]
    if not resting:
        return trace[-1][0]
    end_s = resting[-1][0]
    level = float(np.percentile([u for t, u in resting if t >= end_s - RESTED_S], LEVEL_PERCENT))
    return max(t for t, u in resting if u <= level + LEAVING * wobble)


def back_at_rest_s(trace: Trace, peak_s: float, wobble: float) -> float:
    """Return when the person, now back at rest, got there.

    That is the first moment after the furthest value from which on they stayed within the wobble of
    the level they have now.
    """
    after = [(t, u) for t, u in trace if t >= peak_s]
    level = min(u for _, u in after)
    end_s = after[-1][0]
    for time_s, u in reversed(after):
        if u > level + LEAVING * wobble:
            break
        end_s = time_s
    return end_s


def near(inside: Trace) -> tuple[float, float]:
    """Return the first and the last time at which a movement was near its furthest value."""
    base, top = min(u for _, u in inside), max(u for _, u in inside)
    there = [t for t, u in inside if u >= top - NEAR_EXTREME * (top - base)]
    return there[0], there[-1]


def has_hole(times_s: Sequence[float]) -> bool:
    """Whether two times lie further apart than can be bridged."""
    return any(after - before > BRIDGE_S for before, after in pairwise(times_s))


def lasted_s(trace: Trace, is_so: Callable[[float], bool]) -> float:
    """Return for how many seconds, up to now, the values have met a condition."""
    end_s = since_s = trace[-1][0] if trace else math.nan
    for time_s, u in reversed(trace):
        if not is_so(u) or since_s - time_s > SIGHTINGS_S:
            break
        since_s = time_s
    return end_s - since_s
