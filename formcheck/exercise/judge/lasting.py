"""What a measure was beyond for as long as it takes to count, in frames of uneven times."""

from itertools import pairwise

import numpy as np
import numpy.typing as npt

from formcheck.landmarks.pose import FloatArray
from formcheck.landmarks.smoothing import BRIDGE_S

__all__ = ["Flags", "durations", "lasting_level"]

Flags = npt.NDArray[np.bool_]


def durations(times: FloatArray, shown: Flags, unseen: Flags) -> FloatArray:
    """Return how long each frame that shows something stands for, in seconds.

    ``times`` (n,) are those of all frames, ``shown`` (n,) which of them show it, ``unseen`` (n,)
    which may do so. A frame stands for half of the way to the frames before and after; a frame by
    itself tells of no time at all. Unseen ones between two that show it, in a gap that is bridged
    elsewhere, too, count for these; others do not count.
    """
    gaps = np.minimum(np.diff(times), BRIDGE_S)
    if not len(gaps):
        return np.zeros(int(shown.sum()))
    each = (np.append(gaps[:1], gaps) + np.append(gaps, gaps[-1:])) / 2
    lasted = each[shown]
    places = np.flatnonzero(shown)
    for i, (left, right) in enumerate(pairwise(places.tolist())):
        between = slice(left + 1, right)
        if unseen[between].all() and times[right] - times[left] <= BRIDGE_S:
            lasted[i : i + 2] += each[between].sum() / 2
    return np.asarray(lasted)


def lasting_level(values: FloatArray, shares: FloatArray, needed: float) -> float:
    """Return the value that was reached or exceeded for ``needed`` seconds in all.

    ``shares`` are those of :func:`durations`. Less than is needed gives the smallest value.
    """
    order = np.argsort(values)[::-1]
    lasted = np.cumsum(shares[order])
    index = min(int(np.searchsorted(lasted, needed - 1e-9)), len(values) - 1)
    return float(values[order[index]])
