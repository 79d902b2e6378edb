"""Where somebody bends and comes back: the movements of a recording, whatever exercise it is."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from formcheck.exercise.measure.registry import View
from formcheck.exercise.recognise.glimpses import Glimpse

__all__ = ["Movement", "movements_in"]

BENT_DEG = 25.0
"""Trunk or knees bent by more than this: somebody has left standing. Half a bow that counts, and
more than people stand bent (team choice)."""

UPRIGHT_DEG = 18.0
"""Bent by less than this they are back: as far as the raw measures err beyond none. Of people whose
start is looked for the trunk leans less, by 15."""

STEADY_OVER_S = 0.2
"""The bend is the middle of so long a time: a joint that slips does so for a frame or two."""

SHORTEST_S = 0.5
"""Nobody bends and comes back in less."""

STOOD_S = 0.3
"""Seen standing for so long before it, the beginning of a movement was seen (team choice)."""

LONGEST_GAP_S = 1.0
"""Unseen for longer, what went on is unknown. It is less than in counting, where the exercise is
known and one that is lost is lost to somebody."""

AFTER_S = 0.7
"""What is looked at after a movement, for whoever jumps out of it."""

MAX_OFF_FEET = 0.3
"""Seen off their feet in more of a movement than this, somebody lies, kneels or sits on the floor;
in less, a joint was hidden behind a weight (team choice)."""


@dataclass(frozen=True, slots=True)
class Movement:
    """From leaving standing to being back, the moments just after, and the view of it.

    ``whole`` tells that its beginning was seen.
    """

    rows: Sequence[Glimpse]
    after: Sequence[Glimpse]
    view: View
    whole: bool


def movements_in(glimpses: Sequence[Glimpse]) -> Iterator[Movement]:
    """Yield every movement that comes back to standing, of people on their feet.

    A recording may begin in the middle of one, as that of a lift that begins at the floor.
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
    """Yield what belongs together: the same person in the same shot, seen without a long gap."""
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
    """Return how far somebody is bent at each glimpse, over the moments around it."""
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
    """Return the last glimpse before a movement that is not of standing, or the first of all."""
    return next((i for i in range(begin - 1, 0, -1) if rows[i].fold > BENT_DEG), 0)
