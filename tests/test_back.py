"""How far a back is bent, from outlines whose turn is known because they were drawn so."""

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from formcheck.exercise.back.bend import FITTED, away_share
from formcheck.landmarks.pose import BACK_POINTS, BackLine, FloatArray

# The tests' own numbers: taken from the code they would move with it, and hold nothing.
AWAY_BEND_DEG = 11.2
AWAY_REST_DEG = 11.0
BEND_PER_TURN = 1.23
MIN_TRUST = 0.5

TURNS = st.floats(-60, 90)


def line(*headings_deg: float) -> BackLine:
    """Return a line that goes through these headings at even steps: 0 up, + to the right."""
    steps = np.linspace(0.0, 1.0, BACK_POINTS)
    headings = np.radians(np.interp(steps, np.linspace(0.0, 1.0, len(headings_deg)), headings_deg))
    points = 300.0 + 3.0 * np.cumsum(np.column_stack((np.sin(headings), -np.cos(headings))), axis=0)
    return BackLine(points, 1.0, None)


def arc(turn_deg: float) -> BackLine:
    """Return the outline of someone who faces right: it leans back first, then forward."""
    return line(-turn_deg / 2, turn_deg / 2)


def moved(back: BackLine, scale: float, turn_deg: float, shift: tuple[float, float]) -> BackLine:
    angle = math.radians(turn_deg)
    turn = np.array(
        [[math.cos(angle), math.sin(angle)], [-math.sin(angle), math.cos(angle)]], dtype=float
    )
    return replace(back, points_px=back.points_px @ turn * scale + np.array(shift))


def mirrored(points: FloatArray) -> FloatArray:
    return np.asarray(points * (-1.0, 1.0), dtype=float)


@pytest.mark.parametrize("turn", [-45, -15, 0, 12, 40, 90])
def test_an_arc_is_bent_by_what_it_turns(turn: float) -> None:
    """Rounder is more, hollow is negative, and straight is 0."""
    assert FITTED.outline_turns(arc(turn), 1).bend_deg == pytest.approx(
        FITTED.bend_per_turn * turn, rel=0.03, abs=1e-9
    )


@given(
    TURNS,
    st.floats(0.1, 10),
    st.floats(-180, 180),
    st.tuples(st.floats(-500, 500), st.floats(-500, 500)),
)
def test_only_the_outlines_own_shape_matters(
    turn: float, scale: float, lean: float, shift: tuple[float, float]
) -> None:
    """Size, place and the trunk's lean do not enter."""
    there = moved(arc(turn), scale, lean, shift)

    assert FITTED.outline_turns(there, 1).bend_deg == pytest.approx(
        FITTED.outline_turns(arc(turn), 1).bend_deg, abs=1e-6
    )


@given(TURNS)
def test_a_mirrored_outline_is_bent_the_same(turn: float) -> None:
    """Whoever faces left is as bent as their mirror image that faces right."""
    seen = arc(turn)
    other = replace(seen, points_px=mirrored(seen.points_px))

    assert FITTED.outline_turns(other, -1).bend_deg == pytest.approx(
        FITTED.outline_turns(seen, 1).bend_deg
    )


@given(st.integers(0, 2**32 - 1))
def test_a_masks_pixels_hardly_matter(seed: int) -> None:
    """Half a pixel of noise on a small person's outline is worth less than three degrees."""
    seen = arc(30)
    noise = np.random.default_rng(seed).normal(0.0, 0.25, seen.points_px.shape)

    noisy = FITTED.outline_turns(replace(seen, points_px=seen.points_px + noise), 1).bend_deg

    assert noisy == pytest.approx(FITTED.outline_turns(seen, 1).bend_deg, abs=3)


def test_a_distrusted_outline_has_no_bend() -> None:
    """Just enough trust will do; less, or no outline at all, is NaN."""
    seen = arc(20)

    assert math.isfinite(FITTED.outline_turns(replace(seen, trust=MIN_TRUST), 1).bend_deg)
    assert math.isnan(FITTED.outline_turns(replace(seen, trust=MIN_TRUST - 0.01), 1).bend_deg)
    lost = FITTED.outline_turns(BackLine(), 1)
    assert all(map(math.isnan, (lost.bend_deg, lost.skew_deg, lost.wave_deg)))


def test_points_all_in_one_place_have_no_bend() -> None:
    """An outline without a length tells nothing."""
    heap = replace(arc(20), points_px=np.full((BACK_POINTS, 2), 100.0))

    assert math.isnan(FITTED.outline_turns(heap, 1).bend_deg)


@given(TURNS)
def test_an_even_arc_is_not_skewed(turn: float) -> None:
    """What turns alike all the way leaves a parabola nothing to miss."""
    assert FITTED.outline_turns(arc(turn), 1).skew_deg == pytest.approx(0.0, abs=0.5)


@pytest.mark.parametrize("facing", [1, -1])
def test_a_line_that_turns_high_up_is_skewed_one_way_and_low_down_the_other(facing: int) -> None:
    """More turn in the upper half is positive, whichever way somebody faces."""
    low, high = line(-30, 0, 0), line(0, 0, 30)
    if facing < 0:
        low, high = (replace(each, points_px=mirrored(each.points_px)) for each in (low, high))

    assert FITTED.outline_turns(high, facing).skew_deg > 5
    assert FITTED.outline_turns(low, facing).skew_deg == pytest.approx(
        -FITTED.outline_turns(high, facing).skew_deg, rel=0.01
    )


@pytest.mark.parametrize("facing", [1, -1])
def test_a_line_that_turns_at_its_ends_waves_one_way_and_in_its_middle_the_other(
    facing: int,
) -> None:
    """More turn at the ends is positive, whichever way somebody faces; an even one has none."""
    ends, middle, even = line(-30, 0, 0, 30), line(-30, -30, 30, 30), arc(60)
    if facing < 0:
        ends, middle, even = (
            replace(each, points_px=mirrored(each.points_px)) for each in (ends, middle, even)
        )

    assert FITTED.outline_turns(ends, facing).wave_deg > 5
    assert FITTED.outline_turns(middle, facing).wave_deg < -5
    assert FITTED.outline_turns(even, facing).wave_deg == pytest.approx(0.0, abs=0.5)


CHANGES = st.floats(-90, 90)


@given(CHANGES, CHANGES, st.floats(-60, 60))
def test_a_rounder_outline_is_a_rounder_back(one: float, other: float, skew: float) -> None:
    """With the same skew, more is more."""
    low, high = sorted((one, other))

    assert FITTED.bent_deg(low, skew) <= FITTED.bent_deg(high, skew)


@given(CHANGES, st.floats(-60, 60))
def test_skew_adds_to_a_bend_whichever_way(bend: float, skew: float) -> None:
    """A back bent in its lower part alone is bent more than its parabola; so is the other."""
    assert FITTED.bent_deg(bend, skew) == FITTED.bent_deg(bend, -skew) >= FITTED.bent_deg(bend, 0.0)
    assert FITTED.bent_deg(bend, 0.0) == FITTED.bent_deg(bend)
    assert abs(FITTED.bent_deg(bend)) <= abs(bend) <= 2 * abs(FITTED.bent_deg(bend))


@given(CHANGES, st.floats(-60, 60), st.floats(-40, 40))
def test_the_wave_counts_only_where_somebody_is_turned_away(
    bend: float, skew: float, wave: float
) -> None:
    """Side-on it changes nothing; turned away a line that waves so is less round."""
    assert FITTED.bent_deg(bend, skew, wave) == FITTED.bent_deg(bend, skew)
    assert FITTED.bent_deg(bend, skew, wave - 10.0, 1.0) < FITTED.bent_deg(bend, skew, wave, 1.0)


@given(CHANGES, CHANGES, st.floats(0, 1))
def test_what_is_added_one_way_is_taken_off_the_other(
    skew: float, wave: float, away: float
) -> None:
    """Two outlines differ by as much whichever of them is counted from."""
    there = FITTED.away_added_deg(skew, wave, away)

    assert FITTED.away_added_deg(-skew, -wave, -away) == pytest.approx(-there)


@given(CHANGES, st.floats(0, 1), st.floats(0, 1))
def test_the_more_shows_of_turning_away_the_more_is_taken_off(
    bend: float, one: float, other: float
) -> None:
    """Where skew and wave tell nothing of it, what it is of straight backs and bent ones."""
    less, more = sorted((one, other))

    assert FITTED.bent_deg(bend, away=more) <= FITTED.bent_deg(bend, away=less)
    straight = FITTED.bent_deg(bend - FITTED.away_bend_deg - FITTED.away_rest_deg)
    assert FITTED.bent_deg(bend, away=1.0) == pytest.approx(straight, abs=1e-9)


@given(st.floats(-90, 90), st.floats(0, 180))
def test_turning_away_shows_by_a_share(turn: float, lean: float) -> None:
    """More of it the further away and the lower the bow; none of what is not known."""
    share = away_share(turn, lean)

    assert 0.0 <= share <= 1.0
    assert away_share(turn - 5.0, lean) >= share
    assert away_share(turn, lean + 5.0) >= share
    assert away_share(math.nan, lean) == away_share(turn, math.nan) == 0.0


# --- The model's own numbers ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("turn", "skew", "bend"),
    [
        (12.3, 0.0, 11.2),  # little more than 1.23 degrees a degree, less a tenth of it
        (123.0, 0.0, 61.5),  # a turn of 100 degrees shows by half
        (0.0, 24.0, 8.8),  # 0.55 of the 26 that 24 and 10 make, less the 10
        (0.0, 7.5, 1.375),  # 0.55 of 12.5 less 10
    ],
)
def test_an_outline_is_bent_as_rendered_backs_were(turn: float, skew: float, bend: float) -> None:
    """Worked out by hand from what stands in docs/back.md."""
    assert FITTED.bent_deg(turn, skew) == pytest.approx(bend, abs=0.05)


@pytest.mark.parametrize(
    ("skew", "wave", "added"),
    [(0.0, 0.0, 11.2), (10.0, 0.0, 16.3), (0.0, 10.0, 3.7), (math.nan, math.nan, 22.2)],
)
def test_turned_away_an_outline_is_rounder(skew: float, wave: float, added: float) -> None:
    """By 11.2 degrees, 0.51 of its skew and 0.75 of its wave less; 22.2 where they are unknown."""
    assert FITTED.away_added_deg(skew, wave, 1.0) == pytest.approx(added)


@pytest.mark.parametrize(
    ("turn", "lean", "share"),
    [(-9.5, 90, 0), (-12.5, 90, 0.25), (-17.5, 90, 0.75), (-20.5, 90, 1), (-30, 27.5, 0.5)],
)
def test_turning_away_shows_from_ten_degrees_to_twenty(
    turn: float, lean: float, share: float
) -> None:
    """In a bow of 45 degrees and more; of less a part of it."""
    assert away_share(turn, lean) == pytest.approx(share)


@pytest.mark.parametrize(("count", "known"), [(19, False), (20, True)])
def test_half_of_the_points_tell_of_the_others(count: int, *, known: bool) -> None:
    """Twenty of forty, wherever they are."""
    points = arc(20).points_px.copy()
    points[np.linspace(0, BACK_POINTS - 1, BACK_POINTS - count).round().astype(int)] = np.nan

    turns = FITTED.outline_turns(BackLine(points, 1.0), 1)

    assert math.isfinite(turns.bend_deg) is known
