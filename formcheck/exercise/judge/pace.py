"""How long phases took, and how well that is known: no better than the frames' distance allows."""

import math
import statistics
from collections.abc import Sequence
from itertools import pairwise

from formcheck.exercise.observe.reader import Reading

__all__ = ["LABEL_ERROR_S", "duration_s", "pace_error_s", "pace_is_known"]

LABEL_ERROR_S = 0.1
"""Measured times of reps agree with people's labels to about a tenth of a second."""

FOLLOWED_SHARE = 0.7
"""The share of the phases that must be seen, the same as for any other check."""


def duration_s(spans: Sequence[Sequence[Reading]]) -> float:
    """Return how many seconds some phases took together; NaN where one was not seen."""
    if not spans or not all(len(span) > 1 for span in spans):
        return math.nan
    return sum(span[-1].time_s - span[0].time_s for span in spans)


def pace_error_s(spans: Sequence[Sequence[Reading]]) -> float:
    """Return the error of a duration, in seconds.

    A phase has two edges, and each lies anywhere between two frames: up to half their distance from
    the measured time. Both may err the same way, and so may people who label by eye.
    """
    gaps = [after.time_s - row.time_s for span in spans for row, after in pairwise(span)]
    return LABEL_ERROR_S + (statistics.median(gaps) if gaps else 0.0)


def pace_is_known(spans: Sequence[Sequence[Reading]]) -> bool:
    """Whether the picture's own angles show enough of the phases, as in views that judge form."""
    rows = [row for span in spans for row in span]
    return sum(row.by_picture for row in rows) >= FOLLOWED_SHARE * len(rows)
