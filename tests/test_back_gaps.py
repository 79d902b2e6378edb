"""What is hidden of an outline, filled in: outlines shaped as backs are, with points taken out."""

import math
from dataclasses import replace

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from formcheck.exercise.back.bend import FITTED
from formcheck.exercise.back.gaps import USUAL, UsualOutline, filled, shapes_of
from formcheck.landmarks.pose import BACK_POINTS, BackLine, FloatArray

# The tests' own numbers: taken from the code they would move with it, and hold nothing.
MORE_UNSURE = 1.7
DEGREE = 8

Points = npt.NDArray[np.complex128]

_, _WAYS = np.linalg.eigh(USUAL.spread)
_SPREAD = np.sqrt(np.linalg.eigvalsh(USUAL.spread))
"""The ways in which backs differ, and by how much."""

BACKS = st.lists(st.floats(-1.5, 1.5), min_size=len(_SPREAD), max_size=len(_SPREAD))
"""Backs, by how many standard deviations they differ from the usual one in each way."""

GAPS = st.tuples(st.integers(0, BACK_POINTS - 1), st.integers(1, 16))


def back(ways: list[float], facing: int = 1, along: complex = -150j) -> Points:
    """Return an outline so shaped, right + down·i; ``along`` is half of the way it goes."""
    shapes = USUAL.shapes + _WAYS @ (_SPREAD * np.array(ways))
    terms = np.concatenate(([0.0, 1.0], 1j * facing * shapes)) * along
    at = np.linspace(-1.0, 1.0, BACK_POINTS)
    return np.asarray(400.0 + 300.0j + np.polynomial.legendre.legval(at, terms))


def without(points: Points, gap: tuple[int, int]) -> Points:
    """Return an outline with points taken out, from a place on."""
    begin, count = gap
    left = points.copy()
    left[begin : begin + count] = complex(math.nan, math.nan)
    return left


def line_of(points: Points, trust: float = 1.0) -> BackLine:
    return BackLine(np.column_stack((points.real, points.imag)), trust, None)


@given(BACKS, GAPS)
def test_what_is_hidden_hardly_changes_what_is_read(
    ways: list[float], gap: tuple[int, int]
) -> None:
    """Of backs shaped as backs are, the bend is as it was, or nothing is said."""
    seen = line_of(back(ways))

    turns = FITTED.outline_turns(line_of(without(back(ways), gap)), 1)

    if math.isfinite(turns.bend_deg):
        off = abs(turns.bend_deg - FITTED.outline_turns(seen, 1).bend_deg)
        # These are backs as the shapes have them, so that nothing need be added for real ones.
        assert off < 4.0 * turns.unsure_deg / FITTED.more_unsure + 1e-6


@given(BACKS, GAPS)
def test_what_is_seen_stays(ways: list[float], gap: tuple[int, int]) -> None:
    """Only hidden points are given a place, and all of them."""
    left = without(back(ways), gap)
    known = np.isfinite(left)

    whole = filled(left, 1, USUAL)

    np.testing.assert_array_equal(whole.points[known], left[known])
    assert np.isfinite(whole.points).all()
    assert (whole.spread[known] == 0.0).all()
    assert (np.diag(whole.spread)[~known] > 0.0).all()


@given(BACKS, GAPS, st.floats(0.1, 10.0), st.floats(-math.pi, math.pi))
def test_the_picture_does_not_matter(
    ways: list[float], gap: tuple[int, int], scale: float, angle: float
) -> None:
    """Larger, turned, or mirrored, an outline is filled in the same."""
    left = without(back(ways), gap)
    turned = scale * complex(math.cos(angle), math.sin(angle))

    plain = filled(left, 1, USUAL)

    np.testing.assert_allclose(
        filled(left * turned, 1, USUAL).points, plain.points * turned, rtol=1e-6
    )
    mirrored = filled(-left.conj(), -1, USUAL)
    np.testing.assert_allclose(-mirrored.points.conj(), plain.points, rtol=1e-6)
    np.testing.assert_allclose(mirrored.spread, plain.spread)


@pytest.mark.parametrize(
    ("begin", "count", "read"),
    [
        *((20, 20, True), (19, 21, False)),
        *((0, 20, True), (0, 21, False)),
        *((39, 1, True), (0, 40, False)),
    ],
)
def test_too_much_hidden_is_not_read(begin: int, count: int, *, read: bool) -> None:
    """Of less than half of it the rest is not told; whether that is enough, the error says."""
    turns = FITTED.outline_turns(line_of(without(back([0.0] * 7), (begin, count))), 1)

    known = [math.isfinite(each) for each in (turns.bend_deg, turns.skew_deg, turns.wave_deg)]
    assert known == [read] * 3


@given(st.integers(0, 39), st.integers(1, 10))
def test_the_more_is_hidden_the_less_is_sure(begin: int, count: int) -> None:
    """Each point more that is hidden makes a bend less sure, and none makes it sure."""
    usual = back([0.0] * 7)

    less, more = (
        FITTED.unsure_deg(filled(without(usual, (begin, number)), 1, USUAL))
        for number in (count, count + 1)
    )

    assert FITTED.unsure_deg(filled(usual, 1, USUAL)) == 0.0
    assert 0.0 < less <= more + 1e-9


def test_a_rounder_back_is_filled_in_rounder() -> None:
    """The seen part tells the hidden one: what is filled in is not the same for everybody."""

    def bend(points: Points) -> float:
        return FITTED.outline_turns(line_of(points), 1).bend_deg

    ends = (back([0.0] * 6 + [far]) for far in (-1.5, 1.5))
    hollow, round_ = sorted(ends, key=bend)

    assert bend(without(hollow, (36, 4))) < bend(without(round_, (36, 4))) - 20


@pytest.mark.parametrize("facing", [1, -1])
def test_shapes_are_found_again(facing: int) -> None:
    """An outline drawn with these shapes has them, whichever way somebody faces."""
    ways = [0.5, -1.0, 0.3, 0.0, 1.0, -0.2, 0.7]

    shapes, rest = shapes_of(back(ways, facing, along=30 - 90j), facing)

    assert shapes == pytest.approx(USUAL.shapes + _WAYS @ (_SPREAD * np.array(ways)))
    assert rest == pytest.approx(0.0, abs=1e-9)
    assert len(shapes) == DEGREE - 1


def test_an_outline_of_no_length_is_filled_in_with_nothing_odd() -> None:
    """A heap of points has no direction, and no bend."""
    heap = np.full(BACK_POINTS, 100.0 + 100.0j)

    assert math.isnan(FITTED.outline_turns(line_of(without(heap, (3, 4))), 1).bend_deg)


def test_a_distrusted_outline_is_not_filled_in() -> None:
    """Nothing is made of what is not trusted; what is whole stays as it is."""
    points = back([0.0] * 7)
    seen = line_of(points)

    whole = FITTED.whole_outline(seen, 1)

    assert whole is not None
    np.testing.assert_array_equal(whole.points, points)
    assert FITTED.whole_outline(replace(seen, trust=0.1), 1) is None
    assert FITTED.whole_outline(BackLine(), 1) is None


def test_the_shapes_are_those_of_something() -> None:
    """The covariances are such, so that no gap is surer than none."""
    spread: FloatArray = USUAL.spread

    np.testing.assert_array_equal(spread, spread.T)
    assert np.linalg.eigvalsh(spread).min() > 0.0


@pytest.mark.parametrize("facing", [1, -1])
def test_a_hidden_shoulder_turns_in_as_shoulders_do(facing: int) -> None:
    """The usual back, without its shoulder, is filled in as it was: rounder than a line goes on."""
    usual = back([0.0] * 7, facing)
    gap = (32, 8)
    ahead = usual[31] + (usual[31] - usual[29]) / 2 * np.arange(1, 9)

    whole = filled(without(usual, gap), facing, USUAL).points

    np.testing.assert_allclose(whole[32:], usual[32:], atol=1.0)
    assert facing * (whole[-1] - ahead[-1]).real > 10.0


def test_gaps_are_filled_in_by_the_shapes_that_are_given() -> None:
    """Where backs are said to be flat, a hidden shoulder is flat."""
    flat = UsualOutline(np.zeros(7), 1e-8 * np.eye(7), USUAL.rest)
    line = np.asarray(400.0 + 300.0j - 150j * np.linspace(-1.0, 1.0, BACK_POINTS), np.complex128)

    by_flat = filled(without(line, (32, 8)), 1, flat)
    by_usual = filled(without(line, (32, 8)), 1, USUAL)

    np.testing.assert_allclose(by_flat.points, line, atol=0.5)
    assert abs(by_usual.points[-1] - line[-1]) > 2.0
    assert FITTED.unsure_deg(by_flat) < FITTED.unsure_deg(by_usual)


@pytest.mark.parametrize("known", [0, 1, 2, 3, 19])
@pytest.mark.parametrize("odd", [math.nan, math.inf])
def test_of_a_few_points_nothing_is_made(known: int, odd: float) -> None:
    """Half of an outline must be there, and what is no number is none of it."""
    points = back([0.0] * 7)
    points[known:] = complex(odd, odd)

    assert math.isnan(FITTED.outline_turns(line_of(points), 1).bend_deg)


# --- The numbers ----------------------------------------------------------------------------------

STRAIGHT: Points = np.asarray(
    400.0 + 300.0j - 150j * np.linspace(-1.0, 1.0, BACK_POINTS), np.complex128
)
"""A straight line 300 pixels long, which hardly any back is."""

SHOULDER, HIP, MIDDLE = (32, 8), (0, 8), (20, 1)


def usual_outline(*, bowed: bool) -> UsualOutline:
    """Return the usual outline, or that of somebody straight as a line who bows."""
    if not bowed:
        return FITTED.usual
    return FITTED.likely_in_a_bow(filled(STRAIGHT, 1, FITTED.usual), 1)


@pytest.mark.parametrize(
    ("gap", "bowed", "turned_in_px"),
    [(SHOULDER, False, 16.84), (HIP, False, 13.25), (SHOULDER, True, -2.15), (HIP, True, 5.27)],
)
def test_a_hidden_end_of_a_straight_line_bends_as_backs_do(
    gap: tuple[int, int], turned_in_px: float, *, bowed: bool
) -> None:
    """By so many pixels of a half length of 150 at most, the shoulder back a little in a bow."""
    whole = filled(without(STRAIGHT, gap), 1, usual_outline(bowed=bowed))
    moved = (whole.points - STRAIGHT).real

    assert moved[np.abs(moved).argmax()] == pytest.approx(turned_in_px, rel=0.005)


@pytest.mark.parametrize(
    ("gap", "bowed", "unsure_deg"),
    [
        *((SHOULDER, False, 9.15), (HIP, False, 12.51), (MIDDLE, False, 0.190)),
        *((SHOULDER, True, 9.86), (HIP, True, 13.03), (MIDDLE, True, 0.190)),
    ],
)
def test_a_gap_makes_a_bend_unsure(gap: tuple[int, int], unsure_deg: float, *, bowed: bool) -> None:
    """A fifth of the points at an end by a good ten degrees, one in the middle by hardly any."""
    whole = filled(without(STRAIGHT, gap), 1, usual_outline(bowed=bowed))

    assert FITTED.unsure_deg(whole) == pytest.approx(unsure_deg, rel=0.01)


def test_real_backs_are_less_sure_than_the_shapes_say() -> None:
    """By 1.7: 9.15 degrees at the shoulder instead of 5.38."""
    whole = filled(without(STRAIGHT, SHOULDER), 1, FITTED.usual)

    as_the_shapes_say = replace(FITTED, more_unsure=1.0).unsure_deg(whole)

    assert FITTED.unsure_deg(whole) / as_the_shapes_say == pytest.approx(MORE_UNSURE)
    assert as_the_shapes_say == pytest.approx(5.38, abs=0.01)
