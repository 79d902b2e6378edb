"""Which found rep is which labelled one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formcheck.evaluate.labels.truth import Turn
from formcheck.evaluate.score.matching import MIN_TOLERANCE_S, match, tolerance_s


def turn(extreme_s: float, half_s: float = 1.0) -> Turn:
    return Turn(extreme_s - half_s, extreme_s, extreme_s + half_s)


STORIES = [
    # Everything is found, a little late.
    ([3.0, 7.0, 11.0], [3.1, 7.2, 11.1], {0: 0, 1: 1, 2: 2}),
    # The second is missed.
    ([3.0, 7.0, 11.0], [3.1, 11.1], {0: 0, 2: 1}),
    # One too many between two.
    ([3.0, 7.0], [3.0, 5.0, 7.0], {0: 0, 1: 2}),
    # Two found where one is labelled: the closer one is it.
    ([3.0], [2.4, 3.2], {0: 1}),
    # One found where two are labelled: it is the closer one.
    ([3.0, 4.4], [4.0], {1: 0}),
    # Too far off is another movement.
    ([3.0], [4.1], {}),
    # Exactly at the tolerance is still the same.
    ([3.0], [4.0], {0: 0}),
    # Two equally close: the earlier.
    ([3.0], [2.5, 3.5], {0: 0}),
    ([], [1.0], {}),
    ([1.0], [], {}),
]


@pytest.mark.parametrize(("labelled", "found", "expected"), STORIES)
def test_reps_are_matched_by_their_extremes(
    labelled: list[float], found: list[float], expected: dict[int, int]
) -> None:
    """The closest extremes are the same rep's, each once, within half a rep."""
    assert match([turn(s) for s in labelled], [turn(s) for s in found]) == expected


def test_a_quick_rep_may_be_half_a_second_off() -> None:
    """However short a rep is, its extreme is no sharper than half a second."""
    assert tolerance_s(turn(3.0, half_s=0.1)) == MIN_TOLERANCE_S
    assert tolerance_s(turn(3.0, half_s=4.0)) == 4.0


seconds = st.floats(0, 60).map(lambda s: round(s, 2))
turns = st.lists(st.tuples(seconds, st.floats(0.1, 3)).map(lambda t: turn(*t)), max_size=8)


@given(turns, turns)
def test_no_rep_is_matched_twice_or_from_afar(labelled: list[Turn], found: list[Turn]) -> None:
    """Whatever was labelled and found, pairs are one to one, close, and leave no closer couple."""
    pairs = match(labelled, found)

    assert len(set(pairs.values())) == len(pairs)
    for i, j in pairs.items():
        assert abs(labelled[i].extreme_s - found[j].extreme_s) <= tolerance_s(labelled[i])
    for i in set(range(len(labelled))) - set(pairs):
        for j in set(range(len(found))) - set(pairs.values()):
            assert abs(labelled[i].extreme_s - found[j].extreme_s) > tolerance_s(labelled[i])


@given(st.lists(st.integers(0, 500), unique=True, max_size=10), st.floats(-0.4, 0.4))
def test_an_even_delay_changes_no_match(extremes: list[int], delay_s: float) -> None:
    """Reps found a little early or late are still the same reps."""
    labelled = [turn(2.0 * s) for s in extremes]
    found = [turn(2.0 * s + delay_s) for s in extremes]

    assert match(labelled, found) == {i: i for i in range(len(extremes))}
