"""Phases of which a part was not seen."""

import math
from collections.abc import Iterable

import pytest

from formcheck.exercise.judge.holes import phases_with_holes
from formcheck.exercise.observe.reader import Reading


def seen(*times_s: float) -> list[Reading]:
    return [Reading(time_s, followed=10.0) for time_s in times_s]


def every(begin_s: float, end_s: float, step_s: float = 0.1) -> Iterable[float]:
    return (begin_s + i * step_s for i in range(round((end_s - begin_s) / step_s) + 1))


@pytest.mark.parametrize(("gap_s", "holed"), [(0.29, False), (0.31, True)])
def test_a_hole_is_longer_than_can_be_bridged(gap_s: float, *, holed: bool) -> None:
    """Missing pictures of up to 0.3 s are bridged, as everywhere."""
    rows = seen(*every(0, 1), *every(1 + gap_s, 2 + gap_s))

    assert phases_with_holes({"lowering": rows}) == ({"lowering"} if holed else set())


def test_a_hole_between_two_phases_is_in_both() -> None:
    """Nobody knows when the one ended and the other began."""
    phases = {
        "standing": seen(*every(0, 1)),
        "lowering": seen(*every(1.1, 2)),
        "bottom": seen(*every(2.5, 3)),
        "rising": seen(*every(3.1, 4)),
    }

    assert phases_with_holes(phases) == {"lowering", "bottom"}


def test_frames_in_which_nothing_was_followed_are_a_hole() -> None:
    """A picture in which the person is not found is as good as none."""
    hidden = [Reading(1 + i / 10, followed=math.nan) for i in range(1, 5)]
    rows = [*seen(*every(0, 1)), *hidden, *seen(*every(1.5, 2))]

    assert phases_with_holes({"rising": rows}) == {"rising"}


def test_what_another_measure_saw_is_no_hole() -> None:
    """A rep may be told by either."""
    knees = [Reading(1 + i / 10, followed=math.nan, also=(30.0,)) for i in range(1, 5)]
    rows = [*seen(*every(0, 1)), *knees, *seen(*every(1.5, 2))]

    assert phases_with_holes({"rising": rows}) == frozenset()
