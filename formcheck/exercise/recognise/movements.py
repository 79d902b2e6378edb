"""The movements of a recording, whatever the exercise: the person bends and comes back."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from formcheck.exercise.measure.registry import View
from formcheck.exercise.recognise.glimpses import Glimpse

__all__ = ["Movement", "movements_in"]

BENT_DEG = 25.0
"""A person whose trunk or knees bend by more than this has left standing. It is half a bow that
counts, and more than people bend while standing (team choice)."""

UPRIGHT_DEG = 18.0
"""A person bent by less than this is back to standing: the raw measures err this much. Calibration
asks for a smaller lean of the trunk, 15."""

STEADY_OVER_S = 0.2
"""The bend is the median over this long: a slipped joint slips for a frame or two."""

SHORTEST_S = 0.5
"""Nobody bends and comes back in less time."""

STOOD_S = 0.3
"""The beginning of a movement was seen if the person stood for this long before (team choice)."""

LONGEST_GAP_S = 1.0
"""A longer gap splits a movement, because nobody knows what happened in it. Counting allows more:
there the exercise is known, and a lost rep is the person's loss."""

AFTER_S = 0.7
"""Time to look at after a movement, in case the person jumps out of it."""

MAX_OFF_FEET = 0.3
"""A person off their feet in more than this share of a movement lies, kneels or sits on the floor;
in less, a joint was hidden behind a weight (team choice)."""


@dataclass(frozen=True, slots=True)
class Movement:
    """The glimpses from leaving standing to being back, those just ``after``, and their view.

    ``whole`` means that the beginning was seen.
    """

    rows: Sequence[Glimpse]
    after: Sequence[Glimpse]
    view: View
    whole: bool


def movements_in(glimpses: Sequence[Glimpse]) -> Iterator[Movement]:
    """Yield every movement of a person on their feet that comes back to standing.

    A recording may begin in the middle of one, as with a lift that begins at the floor.
    """
    for rows in _stretches([glimpse for glimpse in glimpses if glimpse.found]):
        folds = _steadied(rows)
        begin = None
        for i, fold in enumerate(folds):
            if begin is None and fold > BENT_DEG:
                begin = i
            elif begin is not None and fold < UPRIGHT_DEG:
                yield from _movement(rows, begin, i)
                begin = None


def _stretches(glimpses: Sequence[Glimpse]) -> Iterator[list[Glimpse]]:
    """Yield runs of glimpses of the same person in the same shot without a long gap."""
    stretch: list[Glimpse] = []
    for glimpse in glimpses:
        last = stretch[-1] if stretch else glimpse
        if glimpse.whole != last.whole or glimpse.time_s - last.time_s > LONGEST_GAP_S:
            yield stretch
            stretch = []
        stretch.append(glimpse)
    if stretch:
        yield stretch


def _steadied(rows: Sequence[Glimpse]) -> list[float]:
    """Return the bend at each glimpse, in degrees, as the median of the moments around it."""
    times = np.array([row.time_s for row in rows])
    folds = np.array([row.fold for row in rows])
    first = np.searchsorted(times, times - STEADY_OVER_S / 2, side="left")
    last = np.searchsorted(times, times + STEADY_OVER_S / 2, side="right")
    return [float(np.median(folds[a:b])) for a, b in zip(first, last, strict=True)]


def _movement(rows: Sequence[Glimpse], begin: int, end: int) -> Iterator[Movement]:
    inside = rows[begin : end + 1]
    if inside[-1].time_s - inside[0].time_s < SHORTEST_S:
        return
    if sum(not row.on_feet for row in inside) > MAX_OFF_FEET * len(inside):
        return
    after = [row for row in rows[end:] if row.time_s <= rows[end].time_s + AFTER_S]
    [(view, _)] = Counter(row.view for row in inside).most_common(1)
    stood_s = rows[begin].time_s - rows[_bent_before(rows, begin)].time_s
    yield Movement(inside, after, view, whole=stood_s >= STOOD_S)


def _bent_before(rows: Sequence[Glimpse], begin: int) -> int:
    """Return the index of the last bent glimpse before a movement; 0 if there is none."""
    return next((i for i in range(begin - 1, 0, -1) if rows[i].fold > BENT_DEG), 0)
