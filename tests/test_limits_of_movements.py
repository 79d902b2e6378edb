"""Each number by which a movement is told, held from both sides: a little less, a little more.

What is expected stands here as numbers, worked out by hand, so that a number which moves in the
code fails here. Values are degrees of bow: upright below 15, a try from 20, a rep from 35, and five
degrees are jitter.
"""

import math
from collections.abc import Iterable, Iterator
from itertools import pairwise

import pytest
from exercises import BOW, LIFT

from formcheck.exercise.count.phase_times import back_at_rest_s, lasted_s, left_rest_s, near
from formcheck.exercise.count.phases import RepTracker
from formcheck.exercise.measure.registry import View
from formcheck.exercise.recognise.glimpses import Glimpse
from formcheck.exercise.recognise.movements import Movement, movements_in
from formcheck.exercise.results.reasons import Outcome
from formcheck.exercise.spec.models import Reps

Station = tuple[float, float]
"""A time in seconds, and the value there; between two stations it goes along a straight line."""

FPS = 200


def line(*stations: Station, fps: float = FPS) -> Iterator[tuple[float, float]]:
    """Yield times and values along the stations."""
    for (begin_s, first), (end_s, last) in pairwise(stations):
        for i in range(round((end_s - begin_s) * fps)):
            share = i / ((end_s - begin_s) * fps)
            yield begin_s + i / fps, first + share * (last - first)
    yield stations[-1]


def outcomes(track: Iterable[tuple[float, float]], movement: Reps = BOW) -> list[Outcome]:
    tracker = RepTracker(movement)
    spans = [*(tracker.step(time_s, value) for time_s, value in track), tracker.finish()]
    return [span.outcome for span in spans if span is not None]


def told_s(track: Iterable[tuple[float, float]]) -> float:
    """Return when the first movement is told."""
    tracker = RepTracker(BOW)
    return next(t for t, value in track if tracker.step(t, value) is not None)


def placed_s(track: Iterable[tuple[float, float]], tracker: RepTracker) -> float:
    """Return when it is first known in which position somebody is; NaN for never."""
    for time_s, value in track:
        tracker.step(time_s, value)
        if tracker.phase:
            return time_s
    return math.nan


STANDS: tuple[Station, ...] = ((0.0, 0.0), (1.0, 0.0))


# --- When a rep is over ---------------------------------------------------------------------------


def test_rest_is_waited_for_for_a_second_and_a_half() -> None:
    """Whoever leans back on and on, at 20 degrees a second, passes upright at 4.25 s."""
    way = (*STANDS, (2.0, 60.0), (2.5, 60.0), (4.0, 20.0), (8.0, -60.0))

    assert told_s(line(*way)) == pytest.approx(4.25 + 1.5, abs=0.02)


@pytest.mark.parametrize(
    ("depth", "speed", "waits"),
    [(115, 24, False), (115, 26, True), (40, 11.5, False), (40, 12.5, True)],
    ids=str,
)
def test_a_way_is_over_when_it_goes_on_slowly(depth: float, speed: float, *, waits: bool) -> None:
    """Slower than a quarter of the range a second, which is 100 and 25, or than twelve degrees."""
    last_s = 3.0 + 80.0 / speed
    way = (*STANDS, (2.0, depth), (2.5, depth), (3.0, 20.0), (last_s, -60.0))

    passed_s = 3.0 + 5.0 / speed
    assert (told_s(line(*way)) - passed_s > 0.2) is waits


def test_slowness_is_taken_over_a_tenth_of_a_second() -> None:
    """From 100 degrees a second to none, the mean of a tenth of a second is 25 after 0.075 s."""
    way = (*STANDS, (2.0, 115.0), (2.5, 115.0), (3.65, 0.0), (5.0, 0.0))

    assert told_s(line(*way, fps=1000)) == pytest.approx(3.65 + 0.075, abs=0.004)


@pytest.mark.parametrize(("held_s", "outcome"), [(0.25, Outcome.QUICK), (0.29, Outcome.REP)])
def test_a_rep_takes_half_a_second(held_s: float, outcome: Outcome) -> None:
    """Down and up in 0.12 s each, without their first and last 0.005 s, and what is held."""
    down_s, up_s = 1.12, 1.12 + held_s
    way = (*STANDS, (down_s, 60.0), (up_s, 60.0), (up_s + 0.12, 0.0), (3.0, 0.0))

    assert outcomes(line(*way)) == [outcome]


@pytest.mark.parametrize(("down_s", "outcome"), [(117, Outcome.REP), (121, Outcome.ENDLESS)])
def test_a_rep_takes_less_than_two_minutes(down_s: float, outcome: Outcome) -> None:
    """Somebody who stays down for longer has sat down."""
    way = (*STANDS, (2.0, 60.0), (2.0 + down_s, 60.0), (3.0 + down_s, 0.0), (5.0 + down_s, 0.0))

    assert outcomes(line(*way, fps=10)) == [outcome]


# --- What was not seen, or slipped ----------------------------------------------------------------


@pytest.mark.parametrize(("gap_s", "outcome"), [(1.9, Outcome.REP), (2.1, Outcome.LOST)])
def test_a_movement_goes_on_after_two_seconds_unseen(gap_s: float, outcome: Outcome) -> None:
    """What went on for longer is unknown."""
    way = (*STANDS, (2.0, 60.0), (6.0, 60.0), (7.0, 0.0), (8.0, 0.0))
    seen = ((t, v) for t, v in line(*way, fps=50) if not 3.0 < t < 3.0 + gap_s)

    assert outcomes(seen)[0] is outcome


@pytest.mark.parametrize(("value", "believed"), [(59, True), (61, False)])
def test_nobody_moves_faster_than_600_degrees_a_second(value: float, *, believed: bool) -> None:
    """What comes faster, over a tenth of a second, is a slip until it stays."""
    tracker = RepTracker(BOW)
    for time_s, still in line(*STANDS, fps=10):
        tracker.step(time_s, still)
    tracker.step(1.1, value)

    assert tracker.moving is believed


def test_a_leap_that_stays_is_believed_after_0_15_seconds() -> None:
    """A landmark that slips is back sooner."""
    tracker = RepTracker(BOW)
    for time_s, value in (*line(*STANDS), *line((1.005, 80.0), (2.0, 80.0))):
        tracker.step(time_s, value)
        if tracker.moving:
            break

    assert time_s - 1.005 == pytest.approx(0.155, abs=0.008)


# --- What was under way when somebody was first seen ----------------------------------------------


@pytest.mark.parametrize(("first", "outcome"), [(19.6, Outcome.REP), (20.4, Outcome.BEGUN)])
def test_within_a_tenth_of_the_range_a_movement_was_seen_from_its_start(
    first: float, outcome: Outcome
) -> None:
    """Of a bow of 65 the range is 50 above upright: five of it may be missing."""
    way = ((0.0, first), (1.0, 65.0), (1.5, 65.0), (3.0, 0.0), (4.0, 0.0))

    assert outcomes(line(*way)) == [outcome]


@pytest.mark.parametrize(("held_s", "told"), [(0.7, [Outcome.BEGUN]), (0.8, [])], ids=str)
def test_who_was_in_the_other_position_for_a_second_was_in_no_movement(
    held_s: float, told: list[Outcome]
) -> None:
    """Held, and then a quarter of a second until it is left, at 35 of 60 degrees."""
    way = ((0.0, 60.0), (held_s, 60.0), (held_s + 0.6, 0.0), (3.0, 0.0))

    assert outcomes(line(*way)) == told


@pytest.mark.parametrize(("first", "begins_there"), [(43, True), (41, False)])
def test_who_came_two_fifths_of_the_way_before_our_eyes_did_not_begin_there(
    first: float, *, begins_there: bool
) -> None:
    """From 60 back to 15 it is 45 degrees, and two fifths of that are 18: from 42 on."""
    way = ((0.0, first), (0.2, 60.0), (3.0, 60.0))

    assert math.isfinite(placed_s(line(*way, fps=50), RepTracker(LIFT))) is begins_there


def test_how_somebody_came_there_is_forgotten_after_fifteen_seconds() -> None:
    """Of the first movement seen; who stands bent for so long is not on the way."""
    way = ((0.0, 30.0), (0.2, 60.0), (20.0, 60.0))

    # Above 42 degrees, two fifths of the way, from 0.08 s on.
    assert placed_s(line(*way, fps=25), RepTracker(LIFT)) == pytest.approx(15.1, abs=0.2)


def test_later_it_is_forgotten_after_three_seconds() -> None:
    """After somebody was lost from sight nothing is made of what was before."""
    tracker = RepTracker(LIFT)
    for time_s, value in line(*STANDS):
        tracker.step(time_s, value)
    tracker.step(4.0, math.nan)
    way = ((5.0, 30.0), (5.2, 60.0), (12.0, 60.0))

    assert placed_s(line(*way, fps=25), tracker) == pytest.approx(8.1, abs=0.2)


# --- When a movement began, turned and ended ------------------------------------------------------


def test_the_other_position_is_the_last_tenth_of_the_way() -> None:
    """Up to 100 in a second and down in another: from 90 on to 90."""
    reached_s, left_s = near(list(line((0.0, 0.0), (1.0, 100.0), (2.0, 0.0))))

    assert (reached_s, left_s) == pytest.approx((0.9, 1.1), abs=0.006)


def test_rest_is_left_at_half_of_the_jitter() -> None:
    """Of five degrees that is 2.5: a sixteenth of a second into forty degrees a second."""
    leaves = list(line((0.0, 0.0), (2.0, 0.0), (2.5, 20.0), fps=1000))
    returns = list(line((0.0, 20.0), (0.5, 0.0), (2.5, 0.0), fps=1000))

    assert left_rest_s(leaves, 20.0, 5.0) == pytest.approx(2.0625, abs=0.003)
    assert back_at_rest_s(returns, 0.0, 5.0) == pytest.approx(0.4375, abs=0.003)


@pytest.mark.parametrize(("ago_s", "left_s"), [(1.34, 3.0), (1.36, 3.0 + 1.36)])
def test_the_level_of_rest_is_the_lowest_tenth_of_a_second_and_a_half(
    ago_s: float, left_s: float
) -> None:
    """What was lower is the level where it fills 0.15 of the last 1.5 s."""
    lower = line((0.0, -10.0), (3.0, -10.0), fps=1000)
    resting = line((3.001, 0.0), (3.0 + ago_s, 0.0), fps=1000)

    assert left_rest_s([*lower, *resting], 20.0, 5.0) == pytest.approx(left_s, abs=0.002)


@pytest.mark.parametrize(("apart_s", "lasted"), [(0.95, 0.95), (1.05, 0.0)])
def test_between_sightings_a_second_apart_nothing_is_known(apart_s: float, lasted: float) -> None:
    """Nobody can say that a position was kept."""
    assert lasted_s([(0.0, 60.0), (apart_s, 60.0)], lambda value: value > 35) == lasted


# --- Movements of whatever exercise ---------------------------------------------------------------


def glimpses(*stations: Station, fps: float = 100) -> list[Glimpse]:
    """Return glimpses of somebody on their feet who leans so."""
    return [
        Glimpse(time_s=t, view=View.SIDE, on_feet=True, found=True, lean=lean, knee=0.0)
        for t, lean in line(*stations, fps=fps)
    ]


def movements(rows: Iterable[Glimpse]) -> list[Movement]:
    return list(movements_in(list(rows)))


@pytest.mark.parametrize(("lean", "count"), [(24, 0), (26, 1)])
def test_who_bends_by_25_degrees_has_left_standing(lean: float, count: int) -> None:
    """Less is how people stand."""
    way = ((0.0, 0.0), (1.0, 0.0), (1.01, lean), (2.0, lean), (2.01, 0.0), (3.0, 0.0))

    assert len(movements(glimpses(*way))) == count


@pytest.mark.parametrize(("lean", "count"), [(17, 1), (19, 0)])
def test_who_is_bent_by_less_than_18_degrees_is_back(lean: float, count: int) -> None:
    """As far as raw measures err beyond none."""
    way = ((0.0, 0.0), (1.0, 0.0), (1.01, 60.0), (2.0, 60.0), (2.01, lean), (3.0, lean))

    assert len(movements(glimpses(*way))) == count


@pytest.mark.parametrize(("frames", "count"), [(10, 1), (11, 2)])
def test_a_slip_of_a_tenth_of_a_second_does_not_part_a_movement(frames: int, count: int) -> None:
    """The bend is the middle of twenty-one frames, two tenths of a second."""
    way = glimpses((0.0, 0.0), (1.0, 0.0), (1.01, 60.0), (3.0, 60.0), (3.01, 0.0), (4.0, 0.0))
    slip = [
        Glimpse(row.time_s, row.view, on_feet=True, found=True, lean=0.0, knee=0.0)
        if 200 <= i < 200 + frames
        else row
        for i, row in enumerate(way)
    ]

    assert len(movements(slip)) == count


@pytest.mark.parametrize(("held_s", "count"), [(0.47, 0), (0.52, 1)])
def test_nobody_bends_and_comes_back_in_half_a_second(held_s: float, count: int) -> None:
    """From the first bent frame to the first that is back."""
    up_s = 1.0 + held_s
    way = ((0.0, 0.0), (1.0, 0.0), (1.01, 60.0), (up_s, 60.0), (up_s + 0.01, 0.0), (3.0, 0.0))

    assert len(movements(glimpses(*way))) == count


@pytest.mark.parametrize(("stood_s", "whole"), [(0.27, False), (0.33, True)])
def test_the_beginning_was_seen_of_who_stood_for_0_3_seconds(stood_s: float, whole: bool) -> None:
    """Else the recording begins in the middle of it."""
    way = ((0.0, 0.0), (stood_s, 0.0), (stood_s + 0.01, 60.0), (2.0, 60.0), (2.01, 0.0), (3.0, 0.0))

    (movement,) = movements(glimpses(*way))

    assert movement.whole is whole


@pytest.mark.parametrize(("gap_s", "whole"), [(0.95, True), (1.05, False)])
def test_unseen_for_a_second_a_movement_is_another(gap_s: float, whole: bool) -> None:
    """What went on for longer is unknown, and so is the beginning."""
    way = ((0.0, 0.0), (1.0, 0.0), (1.01, 60.0), (4.0, 60.0), (4.01, 0.0), (5.0, 0.0))
    seen = [row for row in glimpses(*way) if not 2.0 < row.time_s < 2.0 + gap_s - 0.005]

    (movement,) = movements(seen)

    assert movement.whole is whole


def test_what_comes_after_a_movement_is_looked_at_for_0_7_seconds() -> None:
    """For whoever jumps out of it."""
    way = ((0.0, 0.0), (1.0, 0.0), (1.01, 60.0), (2.0, 60.0), (2.01, 0.0), (4.0, 0.0))

    (movement,) = movements(glimpses(*way))

    assert movement.after[-1].time_s - movement.rows[-1].time_s == pytest.approx(0.7, abs=0.011)


@pytest.mark.parametrize(("share", "count"), [(0.28, 1), (0.32, 0)])
def test_who_is_off_their_feet_for_three_tenths_of_it_lies_or_kneels(
    share: float, count: int
) -> None:
    """In less of it, a joint was hidden."""
    way = ((0.0, 0.0), (1.0, 0.0), (1.01, 60.0), (2.0, 60.0), (2.01, 0.0), (3.0, 0.0))
    rows = [
        Glimpse(row.time_s, row.view, on_feet=not 1.2 <= row.time_s < 1.2 + share, found=True,
                lean=row.lean, knee=0.0)
        for row in glimpses(*way)
    ]  # fmt: skip

    assert len(movements(rows)) == count
