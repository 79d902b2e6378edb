"""When a movement began, turned and ended, from the trace of what was followed.

A trace is (time, value) pairs in order of time, on an axis on which a rep goes up from rest and
comes down again. All of it is found backwards, once the movement is over.
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
"""The level somebody rested at is looked for in the last so many seconds before they left it."""

LEAVING = 0.5
"""Somebody leaves rest when they are half of the wobble off its level: with all of it the start of
slow movements is 0.1 s later still, with less of it real ones begin too early (by rendered and by
labelled clips)."""

LEVEL_PERCENT = 10.0
"""Of those the level is among the lowest; the very lowest may be a landmark's slip."""

SIGHTINGS_S = 1.0
"""Between two sightings further apart than this nobody can say that a position was kept."""


def left_rest_s(trace: Trace, attempt: float, wobble: float) -> float:
    """Return when the movement that is now an attempt really began.

    Backwards from the attempt's limit to the last moment the person was still close to the level
    they rested at.
    """
    resting = [(t, u) for t, u in trace if u <= attempt]
    if not resting:
        return trace[-1][0]
    end_s = resting[-1][0]
    level = float(np.percentile([u for t, u in resting if t >= end_s - RESTED_S], LEVEL_PERCENT))
    return max(t for t, u in resting if u <= level + LEAVING * wobble)


def back_at_rest_s(trace: Trace, peak_s: float, wobble: float) -> float:
    """Return when somebody who is back at rest now got there.

    Backwards from now to the first moment after the furthest from which on they stayed within the
    wobble of the level they have come to.
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
    """Return from when until when a movement was near its furthest value."""
    base, top = min(u for _, u in inside), max(u for _, u in inside)
    there = [t for t, u in inside if u >= top - NEAR_EXTREME * (top - base)]
    return there[0], there[-1]


def has_hole(times_s: Sequence[float]) -> bool:
    """Whether somewhere nothing was seen for longer than can be bridged."""
    return any(after - before > BRIDGE_S for before, after in pairwise(times_s))


def lasted_s(trace: Trace, is_so: Callable[[float], bool]) -> float:
    """Return for how long something has been so, until now."""
    end_s = since_s = trace[-1][0] if trace else math.nan
    for time_s, u in reversed(trace):
        if not is_so(u) or since_s - time_s > SIGHTINGS_S:
            break
        since_s = time_s
    return end_s - since_s
