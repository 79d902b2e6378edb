"""Since when something has been so."""

import pytest

from formcheck.timing import HeldFor


@pytest.mark.parametrize(("time_s", "long_enough"), [(10.0, False), (11.9, False), (12.0, True)])
def test_it_is_told_once_it_has_been_so_for_long_enough(
    time_s: float, *, long_enough: bool
) -> None:
    """From the first moment in which it was so, whatever the time was before."""
    held = HeldFor(2.0)

    assert not held.step(False, 3.0)
    assert not held.step(True, 10.0)
    assert held.step(True, time_s) is long_enough


def test_a_break_begins_it_anew() -> None:
    """A moment in which it was not so counts, however short."""
    held = HeldFor(2.0)
    held.step(True, 0.0)
    held.step(False, 1.0)
    held.step(True, 1.1)

    assert not held.step(True, 3.0)
    assert held.step(True, 3.1)


def test_it_goes_on_being_so() -> None:
    """It is told for as long as it lasts, until it is taken back."""
    held = HeldFor(1.0)
    held.step(True, 0.0)

    assert [held.step(True, time_s) for time_s in (1.0, 2.0, 3.0)] == [True] * 3
    held.reset()
    assert not held.step(True, 3.5)


def test_no_time_at_all_is_at_once() -> None:
    """With nothing to wait for, being so is enough."""
    assert HeldFor(0.0).step(True, 5.0)
