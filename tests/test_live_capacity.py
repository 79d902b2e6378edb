"""Capacity: as many at once as the machine can follow, and no place lost for ever."""

import gc
from concurrent.futures import ThreadPoolExecutor

import pytest
from live_stand_ins import Clock

from formcheck.errors import FormCheckError
from formcheck.live.capacity import LATELY_S, STALE_S, Capacity, Slot, shared_capacity


def test_there_are_as_many_places_as_asked_for() -> None:
    """The one too many is refused with a sentence and what to do."""
    capacity = Capacity(2)
    held = [capacity.acquire(), capacity.acquire()]

    with pytest.raises(FormCheckError, match="Two others are exercising") as refused:
        capacity.acquire()
    assert refused.value.to_do
    assert capacity.taken == len(held)


@pytest.mark.parametrize(
    ("places", "words"), [(1, "One other is"), (3, "Three others are"), (8, "8 others are")]
)
def test_the_refusal_says_how_many_there_are(places: int, words: str) -> None:
    """The number is in words where it is small."""
    capacity = Capacity(places)
    held = [capacity.acquire() for _ in range(places)]

    with pytest.raises(FormCheckError, match=words):
        capacity.acquire()
    assert len(held) == places


def test_it_is_known_whose_the_places_are() -> None:
    """Those who have left are not among them, nor those of whom no frame comes."""
    clock = Clock()
    capacity = Capacity(3, clock=clock)
    held = [capacity.acquire(name) for name in ("left", "closed", "there")]
    held[0].release()
    clock.now_s += LATELY_S
    held[2].touch()

    assert capacity.users == {"there"}
    assert capacity.taken == 2


def test_a_released_place_is_free_once() -> None:
    """Releasing twice gives back one place."""
    capacity = Capacity(2)
    first, second = capacity.acquire(), capacity.acquire()
    first.release()
    first.release()

    assert capacity.taken == 1
    capacity.acquire()
    assert second.taken


def test_a_place_is_given_back_at_the_end_of_a_with() -> None:
    """As a context manager it is free afterwards, also after an error."""
    capacity = Capacity(1)
    with pytest.raises(ZeroDivisionError), capacity.acquire():
        raise ZeroDivisionError

    assert capacity.taken == 0


def test_a_forgotten_place_is_free() -> None:
    """Whoever held it is gone, whether or not they said so."""
    capacity = Capacity(1)
    place: Slot | None = capacity.acquire()
    assert capacity.taken == 1
    del place
    gc.collect()

    assert capacity.taken == 0


def test_a_place_without_frames_is_free() -> None:
    """Nobody is kept out for long by a browser that was killed."""
    clock = Clock()
    capacity = Capacity(1, clock=clock)
    place = capacity.acquire()
    clock.now_s += STALE_S - 1
    place.touch()
    clock.now_s += STALE_S - 1
    assert capacity.taken == 1
    clock.now_s += 1

    capacity.acquire()
    assert not place.taken


def test_a_place_whose_frames_come_again_counts_again() -> None:
    """A connection that was only slow is not exercising for nothing."""
    clock = Clock()
    capacity = Capacity(1, clock=clock)
    place = capacity.acquire()
    clock.now_s += STALE_S
    place.touch()

    with pytest.raises(FormCheckError):
        capacity.acquire()


def test_a_released_place_is_not_taken_by_a_late_frame() -> None:
    """The last frame of a connection may come after its end."""
    capacity = Capacity(1)
    place = capacity.acquire()
    place.release()
    place.touch()

    assert capacity.taken == 0


def test_many_at_once_get_no_more_than_there_are() -> None:
    """Of many that ask at the same time, as many get a place as there are."""
    capacity = Capacity(3)
    held: list[Slot] = []

    def ask(_: int) -> bool:
        try:
            held.append(capacity.acquire())
        except FormCheckError:
            return False
        return True

    with ThreadPoolExecutor(8) as people:
        got = list(people.map(ask, range(40)))

    assert sum(got) == len(held) == 3


def test_there_is_room_for_somebody_on_any_machine() -> None:
    """A machine that does not know its cores has a place."""
    place = Capacity().acquire()

    assert place.taken


def test_everybody_in_the_process_shares_one() -> None:
    """All pages count together."""
    assert shared_capacity() is shared_capacity()
