"""Runs work ahead of and behind a loop, in threads, with little waiting in between.

Decoding runs ahead of the pose model, and judging, drawing and encoding behind it; all three leave
Python free while they work, so that they overlap. The loop raises a thread's errors, and no thread
outlives its ``with``. The library's executors put no bound on waiting items.
"""

from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from queue import Empty, Full, Queue
from threading import Event, Lock
from time import sleep
from typing import Final, TypeVar

import cv2

__all__ = ["pictures_by_one_thread", "read_ahead", "work_behind"]

T = TypeVar("T")

_LOOK_UP_S: Final = 0.1
"""Seconds between checks whether a wait is still wanted; on Windows, Ctrl-C works only then."""

_LOOP_FIRST_S: Final = 0.0005
"""Seconds the loop gets before the thread works on an item it handed over. Both want Python then,
but the loop only to start the pose model again, after which Python is free: with the loop first, a
frame takes 13.9 ms instead of 14.5 (640 × 480, two cores)."""


class _End:
    """The mark after the last item."""


@contextmanager
def pictures_by_one_thread() -> Generator[None]:
    """Limit OpenCV to the thread that calls it, in the whole process.

    OpenCV's own threads spin between two calls. That cost about a millisecond of a core, which the
    pose model needs, for every reviewed picture of 640 × 480, and sped up nothing. When the last
    of several overlapping uses ends, OpenCV gets back the threads it had before the first.
    """
    _single.begin()
    try:
        yield
    finally:
        _single.end()


class _SingleThread:
    """The number of uses that want OpenCV on one thread, and its threads before them."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._wanted_by = 0
        self._usual = 0

    def begin(self) -> None:
        with self._lock:
            if not self._wanted_by:
                self._usual = cv2.getNumThreads()
                cv2.setNumThreads(1)
            self._wanted_by += 1

    def end(self) -> None:
        with self._lock:
            self._wanted_by -= 1
            if not self._wanted_by:
                cv2.setNumThreads(self._usual)


_single: Final = _SingleThread()


@contextmanager
def read_ahead(items: Iterable[T], *, room: int) -> Generator[Iterator[T]]:
    """Let a thread fetch items while earlier ones are worked on.

    Parameters
    ----------
    items
        The items; until the ``with`` ends, only the thread iterates over them.
    room
        How many items may wait, at most.

    Returns
    -------
    Generator
        A context manager that gives an iterator over the same items. An error of ``items`` is
        raised after the items before it. Leaving early stops the thread.
    """
    waiting: Queue[T | _End] = Queue(room)
    unwanted = Event()

    def fetch() -> None:
        try:
            for item in items:
                if not _put(waiting, item, unwanted.is_set):
                    return
        finally:
            _put(waiting, _End(), unwanted.is_set)

    with ThreadPoolExecutor(1, thread_name_prefix="ahead") as pool:
        fetching = pool.submit(fetch)
        try:
            yield _taken(waiting, fetching)
        finally:
            unwanted.set()


@contextmanager
def work_behind(work: Callable[[T], None], *, room: int) -> Generator[Callable[[T], None]]:
    """Let a thread work on items while later ones are made.

    Parameters
    ----------
    work
        Called in the thread with each item, in order.
    room
        How many items may wait, at most.

    Returns
    -------
    Generator
        A context manager that gives a function to hand over an item, which waits for room. That
        function, or at the latest the end of the ``with``, raises an error of ``work``. The
        ``with`` always ends only after the thread has worked on all items handed over.
    """
    waiting: Queue[T | _End] = Queue(room)

    def work_off() -> None:
        for item in _items(waiting):
            sleep(_LOOP_FIRST_S)
            work(item)

    with ThreadPoolExecutor(1, thread_name_prefix="behind") as pool:
        working = pool.submit(work_off)

        def hand_over(item: T) -> None:
            if not _put(waiting, item, working.done):
                working.result()

        try:
            yield hand_over
        finally:
            _put(waiting, _End(), working.done)
    working.result()


def _put(waiting: Queue[T | _End], item: T | _End, unwanted: Callable[[], bool]) -> bool:
    """Add an item as soon as there is room; return False if it is no longer wanted."""
    while not unwanted():
        try:
            waiting.put(item, timeout=_LOOK_UP_S)
        except Full:
            continue
        return True
    return False


def _taken(waiting: Queue[T | _End], fetching: Future[None]) -> Iterator[T]:
    yield from _items(waiting)
    fetching.result()


def _items(waiting: Queue[T | _End]) -> Iterator[T]:
    while True:
        try:
            item = waiting.get(timeout=_LOOK_UP_S)
        except Empty:
            continue
        if isinstance(item, _End):
            return
        yield item
