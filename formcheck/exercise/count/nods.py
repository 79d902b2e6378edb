"""Finds several small movements in a row that do not reach an attempt.

One or two are fidgeting. A person who makes more means something by them, and hears about it.
"""

import math
from dataclasses import dataclass

__all__ = ["NODS", "NodWatch", "Nods"]

NODS = 3
"""This many small movements in a row are meant; one or two are fidgeting (team choice)."""


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
    """Watches for small movements while the person rests: out by twice the wobble and back again.

    A movement counts only if it goes at least half of the way from rest to where an attempt begins.
    """

    def __init__(self, wobble: float) -> None:
        self._least = 2 * wobble
        self._runs: list[Nods] = []
        self.forget()

    def forget(self) -> None:
        """Begin a new row; keep the one before if it was long enough."""
        self._low, self._high = math.inf, -math.inf
        self._row: list[tuple[float, float]] = []

    def take(self) -> tuple[Nods, ...]:
        """Return the rows since the last call."""
        taken, self._runs = tuple(self._runs), []
        self.forget()
        return taken

    def step(self, time_s: float, u: float, attempt: float) -> None:
        """Take a value short of an attempt."""
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
