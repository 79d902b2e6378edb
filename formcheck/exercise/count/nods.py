"""Small movements that are not even a try, where there are several of them in a row.

One or two are fidgeting. Somebody who does more means something by it, and is told.
"""

import math
from dataclasses import dataclass

__all__ = ["NODS", "NodWatch", "Nods"]

NODS = 3
"""So many small movements in a row are meant (team choice): one or two are fidgeting."""


@dataclass(frozen=True, slots=True)
class Nods:
    """Several movements in a row that stayed under the attempt's limit.

    ``largest`` is the furthest of them, in the followed measure's own unit.
    """

    count: int
    start_s: float
    end_s: float
    largest: float


class NodWatch:
    """Watches for small movements while somebody rests: out by twice the wobble and back again.

    Only those count that go at least half of the way from rest to where a try begins.
    """

    def __init__(self, wobble: float) -> None:
        self._least = 2 * wobble
        self._runs: list[Nods] = []
        self.forget()

    def forget(self) -> None:
        """Begin a new row; the one before stays if it was long enough."""
        self._low, self._high = math.inf, -math.inf
        self._row: list[tuple[float, float]] = []

    def take(self) -> tuple[Nods, ...]:
        """Return the rows since this was last asked."""
        taken, self._runs = tuple(self._runs), []
        self.forget()
        return taken

    def step(self, time_s: float, u: float, attempt: float) -> None:
        """Take a value short of a try."""
        if math.isinf(self._high):
            self._low = min(self._low, u)
            if u >= self._low + max(self._least, (attempt - self._low) / 2):
                self._high = u
            return
        self._high = max(self._high, u)
        if u <= self._high - self._least:
            self._note(time_s)
            self._low, self._high = u, -math.inf

    def _note(self, time_s: float) -> None:
        self._row.append((time_s, self._high))
        if len(self._row) < NODS:
            return
        if len(self._row) > NODS:
            self._runs.pop()
        largest = max(high for _, high in self._row)
        self._runs.append(Nods(len(self._row), self._row[0][0], time_s, largest))
