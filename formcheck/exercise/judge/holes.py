"""Finds holes: times in which nothing of a movement was seen for too long."""

import math
from collections.abc import Mapping, Sequence
from itertools import pairwise

from formcheck.exercise.observe.reader import Reading
from formcheck.landmarks.smoothing import BRIDGE_S

__all__ = ["phases_with_holes"]


def phases_with_holes(phases: Mapping[str, Sequence[Reading]]) -> frozenset[str]:
    """Return the phases that a hole lies in or touches; their durations are unknown.

    A hole is longer than can be bridged: pictures are missing, or do not show the movement.
    """
    rows = [(name, row) for name, rows in phases.items() for row in rows]
    seen = [(name, row.time_s) for name, row in rows if _is_followed(row)]
    if not seen:  # no reading is followed at all
        seen = [(name, row.time_s) for name, row in rows]
    return frozenset(
        name
        for before, after in pairwise(seen)
        if after[1] - before[1] > BRIDGE_S
        for name in (before[0], after[0])
    )


def _is_followed(row: Reading) -> bool:
    return any(math.isfinite(each) for each in (row.followed, *row.also))
