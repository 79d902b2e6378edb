"""How many people can exercise on this computer at once."""

import math
import os
import time
import weakref
from collections.abc import Callable, Hashable
from functools import cache
from threading import Lock
from types import TracebackType
from typing import Final, Self

from formcheck.errors import FormCheckError

__all__ = ["Capacity", "Slot", "shared_capacity"]

STALE_S = 40.0
"""A place without frames for this long is free: WebRTC notices a killed browser after 31 to 34 s
(measured), and it should keep nobody else out for longer."""

LATELY_S = 3.0
"""An exercising user sent a frame within this time: a page in the background still sends one a
second, and a closed one sends none, though we may notice its end half a minute later."""

_IN_WORDS: Final = ("Nobody else is", "One other is", "Two others are", "Three others are")


class Slot:
    """One of the places; free again when released, left, forgotten, or without frames for long.

    ``user`` is the user it belongs to.
    """

    def __init__(self, clock: Callable[[], float], user: Hashable = None) -> None:
        self.user = user
        self._clock = clock
        self._used_s = clock()

    def touch(self) -> None:
        """Note that a frame came; this takes a place back that counted as left."""
        if not math.isinf(self._used_s):
            self._used_s = self._clock()

    def release(self) -> None:
        """Give the place back; a second call does nothing."""
        self._used_s = -math.inf

    @property
    def taken(self) -> bool:
        """Whether the place counts as taken."""
        return self._idle_s < STALE_S

    @property
    def in_use(self) -> bool:
        """Whether frames come, or the first one may be about to."""
        return self._idle_s < LATELY_S

    @property
    def _idle_s(self) -> float:
        return self._clock() - self._used_s

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.release()


class Capacity:
    """Gives out places.

    Parameters
    ----------
    places
        Number of places; by default one for each core of this computer. One person takes half a
        core for the server and as much for the browser, at 30 frames a second: two people on two
        cores got 29 frames/s each, three 18 (measured).
    clock
        Seconds that only grow.
    """

    def __init__(
        self, places: int | None = None, *, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._places = places if places is not None else os.cpu_count() or 1
        self._clock = clock
        self._lock = Lock()
        # Weakly: a place that nobody holds any more has been left, even if never released.
        self._given: list[weakref.ref[Slot]] = []

    @property
    def taken(self) -> int:
        """Number of taken places."""
        return len(self._taken())

    @property
    def users(self) -> frozenset[Hashable]:
        """The users whose frames come at present."""
        places = (ref() for ref in self._given)
        return frozenset(place.user for place in places if place is not None and place.in_use)

    def acquire(self, user: Hashable = None) -> Slot:
        """Return a place to hold on to while exercising, also usable as a context manager.

        ``user`` is any key that differs between users.

        Raises
        ------
        FormCheckError
            All places are taken.
        """
        with self._lock:
            self._given = self._taken()
            if len(self._given) >= self._places:
                raise self._full()
            place = Slot(self._clock, user)
            self._given.append(weakref.ref(place))
            return place

    def _taken(self) -> list[weakref.ref[Slot]]:
        return [ref for ref in self._given if (place := ref()) is not None and place.taken]

    def _full(self) -> FormCheckError:
        others = self._places
        who = _IN_WORDS[others] if others < len(_IN_WORDS) else f"{others} others are"
        return FormCheckError(
            f"{who} exercising on this computer, and it can follow no more at once",
            to_do="Wait until somebody has finished, or record your set and open it under Review",
        )


@cache
def shared_capacity() -> Capacity:
    """Return the one capacity shared by all users of this process."""
    return Capacity()
