"""Threads that read ahead and work behind, and how they end."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack

import cv2
import pytest

from formcheck.review.pipeline import pictures_by_one_thread, read_ahead, work_behind


@pytest.fixture(autouse=True)
def _no_thread_is_left() -> Iterator[None]:
    before = threading.active_count()
    yield
    assert threading.active_count() == before


def failing_after(count: int) -> Iterator[int]:
    yield from range(count)
    raise OSError("the disk is gone")


def until(holds: Callable[[], bool]) -> None:
    """Wait until something holds; fail if it never does."""
    for _ in range(500):
        if holds():
            return
        time.sleep(0.01)
    pytest.fail("it never came to that")


def test_items_come_in_their_order() -> None:
    """Reading ahead changes nothing about what is read."""
    with read_ahead(range(100), room=3) as items:
        assert list(items) == list(range(100))


def test_reading_runs_ahead_but_only_so_far() -> None:
    """As many items wait as there is room, and one is in hand."""
    read: list[int] = []

    def reading() -> Iterator[int]:
        for item in range(100):
            read.append(item)
            yield item

    with read_ahead(reading(), room=3) as items:
        until(lambda: len(read) == 4)
        assert next(items) == 0
        until(lambda: len(read) == 5)


def test_what_reading_raises_comes_after_the_items_before_it() -> None:
    """An error in the thread is raised where the items are taken, not earlier."""
    taken: list[int] = []

    with (
        pytest.raises(OSError, match="the disk is gone"),
        read_ahead(failing_after(3), room=9) as items,
    ):
        taken.extend(items)

    assert taken == [0, 1, 2]


def test_reading_stops_when_nobody_takes_any_more() -> None:
    """Leaving early ends the thread, even when it is waiting for room."""

    def endless() -> Iterator[int]:
        while True:
            yield 0

    before = threading.active_count()
    with read_ahead(endless(), room=2) as items:
        next(items)

    assert threading.active_count() == before


def test_an_error_while_taking_is_passed_on() -> None:
    """What the loop raises, Ctrl-C included, leaves the block unchanged."""

    def broken_off() -> None:
        with read_ahead(range(100), room=2) as items:
            next(items)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        broken_off()


def test_work_is_done_in_order_before_the_block_is_left() -> None:
    """Everything handed over is worked on, once."""
    done: list[int] = []

    with work_behind(done.append, room=3) as hand_over:
        for item in range(50):
            hand_over(item)

    assert done == list(range(50))


def test_work_handed_over_is_done_even_when_the_loop_fails() -> None:
    """Ctrl-C in the loop loses nothing of what was finished before."""
    done: list[int] = []

    def broken_off() -> None:
        with work_behind(done.append, room=9) as hand_over:
            for item in range(5):
                hand_over(item)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        broken_off()

    assert done == [0, 1, 2, 3, 4]


def test_handing_over_waits_for_room() -> None:
    """A slow worker holds the loop up instead of letting frames pile up."""
    allowed = threading.Semaphore(0)
    handed: list[int] = []

    def work(_: int) -> None:
        allowed.acquire()

    def hand_all() -> None:
        with work_behind(work, room=2) as hand_over:
            for item in range(10):
                hand_over(item)
                handed.append(item)

    loop = threading.Thread(target=hand_all)
    loop.start()
    until(lambda: len(handed) == 3)
    allowed.release()
    until(lambda: len(handed) == 4)
    for _ in range(9):
        allowed.release()
    loop.join()

    assert handed == list(range(10))


def test_what_the_work_raises_reaches_the_loop() -> None:
    """A full disk behind the loop ends the loop."""

    def work(item: int) -> None:
        if item == 3:
            raise OSError("the disk is full")

    handed: list[int] = []

    def hand_all() -> None:
        with work_behind(work, room=1) as hand_over:
            for item in range(10_000):
                hand_over(item)
                handed.append(item)

    with pytest.raises(OSError, match="the disk is full"):
        hand_all()

    assert len(handed) < 10


def test_what_the_last_piece_of_work_raises_is_not_lost() -> None:
    """An error after the last item is handed over is raised at the end of the block."""

    def work(_: int) -> None:
        raise OSError("the disk is full")

    with pytest.raises(OSError, match="the disk is full"), work_behind(work, room=5) as hand_over:
        hand_over(1)


def test_opencv_has_one_thread_inside_and_its_own_again_afterwards() -> None:
    """Also when the work inside goes wrong."""
    usual, inside = cv2.getNumThreads(), []

    def work() -> None:
        with pictures_by_one_thread():
            inside.append(cv2.getNumThreads())
            next(failing_after(0))

    with pytest.raises(OSError, match="the disk is gone"):
        work()

    assert inside == [1]
    assert cv2.getNumThreads() == usual


def test_opencv_has_its_own_threads_again_when_the_last_of_several_ends() -> None:
    """Two reviews at once may end in any order."""
    usual, first, second = cv2.getNumThreads(), ExitStack(), ExitStack()
    first.enter_context(pictures_by_one_thread())
    second.enter_context(pictures_by_one_thread())

    first.close()
    assert cv2.getNumThreads() == 1

    second.close()
    assert cv2.getNumThreads() == usual
