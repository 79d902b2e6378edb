"""Matches found reps with labelled ones."""

from collections.abc import Sequence
from typing import Final

from formcheck.evaluate.labels.truth import Turn

__all__ = ["MIN_TOLERANCE_S", "match", "tolerance_s"]

MIN_TOLERANCE_S: Final = 0.5
"""Seconds within which two extremes belong to one rep, however short it is: a turn is a stay, not
an instant."""


def tolerance_s(labelled: Turn) -> float:
    """Return how far from a labelled extreme a found one may be: half of the rep's length."""
    return max(MIN_TOLERANCE_S, (labelled.end_s - labelled.start_s) / 2)


def match(labelled: Sequence[Turn], found: Sequence[Turn]) -> dict[int, int]:
    """Return the index of the found turn that matches each labelled one, by its index.

    Within the tolerance, the closest extremes match first, each once; of equally close ones the
    earlier.
    """
    apart = sorted(
        (abs(mine.extreme_s - theirs.extreme_s), i, j)
        for i, mine in enumerate(labelled)
        for j, theirs in enumerate(found)
    )
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for seconds, i, j in apart:
        if i not in pairs and j not in taken and seconds <= tolerance_s(labelled[i]):
            pairs[i] = j
            taken.add(j)
    return pairs
