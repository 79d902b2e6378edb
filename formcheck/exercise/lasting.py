"""What a measure was beyond for as long as it takes to count, in frames of uneven times."""

import numpy as np

from formcheck.pose.landmarks import FloatArray
from formcheck.pose.smoothing import BRIDGE_S

__all__ = ["durations", "lasting_level"]


def durations(times: FloatArray) -> FloatArray:
    """Return how long each frame stands for, in seconds.

    Half of the way to the frames before and after. What lies in a gap longer than is bridged
    elsewhere was not seen, and does not count for the frames beside it. A frame by itself tells of
    no time at all.
    """
    gaps = np.minimum(np.diff(times), BRIDGE_S)
    if not len(gaps):
        return np.zeros(len(times))
    before, after = np.append(gaps[:1], gaps), np.append(gaps, gaps[-1:])
    return np.asarray((before + after) / 2)


def lasting_level(values: FloatArray, shares: FloatArray, needed: float) -> float:
    """Return the value that was reached or exceeded for ``needed`` seconds in all.

    ``shares`` are those of :func:`durations`. Less than is needed gives the smallest value.
    """
    order = np.argsort(values)[::-1]
    lasted = np.cumsum(shares[order])
    index = min(int(np.searchsorted(lasted, needed - 1e-9)), len(values) - 1)
    return float(values[order[index]])
