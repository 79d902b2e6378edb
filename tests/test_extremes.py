"""Where a rep turns, told by the hands."""

import math
from itertools import pairwise

import pytest
from exercises import reading

from formcheck.exercise.count.extremes import turned_at
from formcheck.exercise.count.spans import Span
from formcheck.exercise.measure.registry import Measure
from formcheck.exercise.observe.reader import Reading
from formcheck.exercise.results.reasons import Outcome
from formcheck.exercise.spec.models import Extreme

LOWEST = Extreme(measure=Measure.HAND_HEIGHT, at="lowest", source="test")
SPAN = Span(Outcome.REP, 0.0, 1.4, 1.6, 1.8, 3.0, 70.0, Measure.TRUNK_INCL)
"""The trunk is furthest from 1.4 to 1.8 s."""


def rows(*heights: tuple[float, float]) -> list[Reading]:
    """Readings of hands that go from one height to the next in straight lines."""
    found = []
    for (begin_s, before), (end_s, after) in pairwise(heights):
        frames = round((end_s - begin_s) * 20)
        for i in range(frames):
            height = before + (after - before) * i / frames
            found.append(reading(begin_s + i / 20, {Measure.HAND_HEIGHT: height}))
    return found


HIPS_FIRST = rows((0, 1.0), (1, 0.0), (1.2, 0.0), (3, 1.0))
"""The hands are at the floor from 1.0 to 1.2 s, and go up while the trunk still leans further."""


def test_the_bottom_is_where_the_hands_are_lowest() -> None:
    """It ends when the weight has left the floor, though the trunk leans further after that."""
    turned = turned_at(LOWEST, SPAN, HIPS_FIRST)

    assert turned.reached_s == pytest.approx(0.9, abs=0.051)
    assert turned.left_s == pytest.approx(1.38, abs=0.051)
    assert turned.extreme_s == pytest.approx((turned.reached_s + turned.left_s) / 2)
    assert (turned.start_s, turned.end_s, turned.extreme) == (0.0, 3.0, 70.0)


def test_who_leans_before_the_hands_are_down_is_at_the_bottom_from_there() -> None:
    """The bottom begins where either is near its extreme."""
    late = rows((0, 1.0), (1.7, 0.0), (2.0, 0.0), (3, 1.0))
    turned = turned_at(LOWEST, SPAN, late)

    assert turned.reached_s == SPAN.reached_s
    assert turned.left_s == pytest.approx(2.1, abs=0.051)


@pytest.mark.parametrize(("unseen_s", "told"), [(0.2, True), (0.4, False)])
def test_hands_not_seen_throughout_tell_nothing(unseen_s: float, *, told: bool) -> None:
    """Where they may have been lower unseen, the followed measure tells, as ever."""
    seen = [row for row in HIPS_FIRST if not 1.0 < row.time_s < 1.0 + unseen_s + 0.04]

    assert (turned_at(LOWEST, SPAN, seen) != SPAN) is told


def test_hands_that_are_hidden_tell_nothing() -> None:
    """A height that is not known is no height."""
    hidden = [reading(row.time_s, {Measure.HAND_HEIGHT: math.nan}) for row in HIPS_FIRST]

    assert turned_at(LOWEST, SPAN, hidden) == SPAN


def test_a_rep_that_began_at_the_bottom_turns_at_the_top() -> None:
    """The lowest hands of a lift from the floor to the floor are at its ends."""
    lift = Span(Outcome.REP, 0.0, 1.4, 1.6, 1.8, 3.0, 2.0, Measure.TRUNK_INCL, from_other=True)

    assert turned_at(LOWEST, lift, HIPS_FIRST) == lift
