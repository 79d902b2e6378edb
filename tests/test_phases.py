"""Stories of movements as lists of numbers, and what is counted in them."""

import math
from collections.abc import Iterable, Sequence
from itertools import pairwise

import numpy as np
import pytest
from exercises import BOW, LIFT, RISE
from figures import eased, ticks
from hypothesis import given
from hypothesis import strategies as st

from formcheck.exercise.count.phases import RepTracker
from formcheck.exercise.count.spans import Span
from formcheck.exercise.results.reasons import Outcome
from formcheck.exercise.spec.models import Reps

REP, SHORT, LOST = Outcome.REP, Outcome.SHORT, Outcome.LOST
QUICK, UNFINISHED = Outcome.QUICK, Outcome.UNFINISHED
BEGUN, HOLE, CUT = Outcome.BEGUN, Outcome.HOLE, Outcome.CUT

# Five numbers a second, degrees of bow: upright below 15, a try from 20, a rep from 35.
FPS = 5
REST: list[float] = [1, 0, 2, 1, 0]
DOWN: list[float] = [5, 12, 24, 38, 50, 57]
UP: list[float] = [50, 38, 24, 12, 5, 2]
BOTTOM: list[float] = [60, 60, 59]
BOWED = [*DOWN, *BOTTOM, *UP]
NOD: list[float] = [5, 12, 18, 12, 5, 2]
HALF: list[float] = [5, 12, 20, 27, 30, 27, 20, 12, 5, 2]

Values = Sequence[float]
Track = Iterable[tuple[float, float]]


def follow(track: Track, movement: Reps = BOW, *, finish: bool = True) -> list[Span]:
    tracker = RepTracker(movement)
    ended = [tracker.step(time_s, value) for time_s, value in track]
    if finish:
        ended.append(tracker.finish())
    return [span for span in ended if span is not None]


def at_rate(values: Values, fps: float = FPS) -> Track:
    return ((frame / fps, value) for frame, value in enumerate(values))


def unseen(seconds: float) -> list[float]:
    return [math.nan] * round(seconds * FPS)


STORIES: dict[str, tuple[list[float], list[Outcome]]] = {
    "standing all the time": (REST * 4, []),
    "one bow": ([*REST, *BOWED, *REST], [REP]),
    "three bows": ([*REST, *[*BOWED, *REST] * 3], [REP, REP, REP]),
    "bows without a rest between": ([*REST, *BOWED * 3, *REST], [REP, REP, REP]),
    "a nod is no try": ([*REST, *NOD, *REST], []),
    "turned back early": ([*REST, *HALF, *REST], [SHORT]),
    "an early turn between two bows": ([*REST, *BOWED, *HALF, *BOWED, *REST], [REP, SHORT, REP]),
    "exactly at the count": ([*REST, 10, 20, 30, 35, 30, 20, 10, *REST], [REP]),
    "just under the count": ([*REST, 10, 20, 30, 34.9, 30, 20, 10, *REST], [SHORT]),
    "jitter round the attempt": ([*REST, 12, 19, 21, 19, 21, 19, 21, 12, *REST], [SHORT]),
    "jitter round the first position": ([*REST, *[14, 16, 14, 17] * 4, *REST], []),
    "jitter round the count": ([*REST, *DOWN[:3], 34, 36, 33, 36, 34, 36, *UP[2:], *REST], [REP]),
    "two dips at the bottom": ([*REST, *DOWN, 60, 48, 60, 47, 60, *UP, *REST], [REP]),
    "a long pause at the bottom": ([*REST, *DOWN, *[60] * 100, *UP, *REST], [REP]),
    "turning a little above upright": (
        [*REST, *DOWN, *BOTTOM, 50, 38, 24, 17, 24, 38, 50, *BOTTOM, *UP, *REST],
        [REP, REP],
    ),
    "only part of the way back": (
        [*REST, *DOWN, *BOTTOM, 50, 38, 28, 28, 38, 50, *BOTTOM, *UP, *REST],
        [REP],
    ),
    "begins bent over": ([60] * 10 + [*UP, *REST, *BOWED, *REST], [REP]),
    "begins on the way down": ([*DOWN[2:], *BOTTOM, *UP, *REST, *BOWED, *REST], [BEGUN, REP]),
    "begins on the way up": ([60, 60, 60, *UP, *REST, *BOWED, *REST], [BEGUN, REP]),
    "begins right with the first": ([16, *DOWN[2:], *BOTTOM, *UP, *REST, *BOWED, *REST], [REP] * 2),
    "begins with half a bow": ([16, *HALF[2:], *REST, *BOWED, *REST], [SHORT, REP]),
    "turned where nothing was seen": ([*REST, 5, 12, 24, *unseen(0.6), 12, 5, *REST], [HOLE]),
    "only rest seen after a hole at the end": (
        [*REST, *DOWN, *BOTTOM, *unseen(1), 2],
        [UNFINISHED],
    ),
    "never comes up again": ([*REST, *DOWN, *[60] * 10], [UNFINISHED]),
    "ends on the way back": ([*REST, *BOWED[:-2]], [REP]),
    "ends in the middle of the way back": ([*REST, *DOWN, *BOTTOM, 50, 38], [UNFINISHED]),
    "ends on the way down": ([*REST, *DOWN[:4]], [UNFINISHED]),
    "unseen for a moment": ([*REST, *DOWN, *unseen(0.6), *BOTTOM, *UP, *REST], [REP]),
    "unseen at the turn": ([*REST, *DOWN, *unseen(1.0), *UP, *REST], [REP]),
    "unseen for long in the middle": ([*REST, *DOWN, *unseen(3), *UP, *REST], [LOST]),
    "unseen for long while standing": (
        [*REST, *BOWED, *REST, *unseen(10), *REST, *BOWED, *REST],
        [REP, REP],
    ),
    "never seen": (unseen(10), []),
    "unseen at the end": ([*REST, *BOWED, *REST, *unseen(10)], [REP]),
    "leaves in the middle of a bow": ([*REST, *DOWN, *unseen(10)], [LOST]),
}


@pytest.mark.parametrize("story", STORIES)
def test_what_is_counted(story: str) -> None:
    """A rep leaves the first position, reaches the other and comes back; the rest has a name."""
    values, outcomes = STORIES[story]

    assert [span.outcome for span in follow(at_rate(values))] == outcomes


@pytest.mark.parametrize(("frames", "outcomes"), [(1, []), (3, []), (4, []), (6, [QUICK])], ids=str)
def test_a_slip_of_the_tracker_is_no_rep(frames: int, outcomes: list[Outcome]) -> None:
    """Nobody bows and comes up again in a tenth of a second; what stays is at least not a rep."""
    slip = [*[0.0] * 30, *[60.0] * frames, *[0.0] * 30]

    assert [span.outcome for span in follow(at_rate(slip, 30))] == outcomes


@pytest.mark.parametrize("slipped", [0.0, 4.0, 170.0])
def test_a_slip_at_the_bottom_does_not_part_a_rep(slipped: float) -> None:
    """A frame in which the knee is somewhere else on the way changes nothing."""
    track = curve([STEADY], 30)
    at = round((LEAD_IN_S + 2.2) * 30)
    slip = [(t, slipped if frame == at else value) for frame, (t, value) in enumerate(track)]

    assert follow(slip) == follow((t, v) for frame, (t, v) in enumerate(track) if frame != at)


@pytest.mark.parametrize(("frames", "outcome"), [(7, SHORT), (9, HOLE)], ids=str)
def test_who_may_have_turned_unseen_is_not_told_to_have_turned_early(
    frames: int, outcome: Outcome
) -> None:
    """Where nothing was seen for more than 0.3 s of a movement, it may have gone further."""
    half = curve([(30, 1, 0.5, 1, 2)], 30)
    at = round((LEAD_IN_S + 1.1) * 30)

    seen = half[:at] + half[at + frames :]
    hidden = [(t, math.nan if at <= i < at + frames else v) for i, (t, v) in enumerate(half)]
    assert [span.outcome for span in follow(seen)] == [outcome]
    assert [span.outcome for span in follow(hidden)] == [outcome]


@pytest.mark.parametrize("begin_s", [0.3, 0.8, 1.3])
def test_a_cut_ends_the_movement(begin_s: float) -> None:
    """Nothing goes on from one shot to the next; afterwards reps are counted as ever."""
    tracker = RepTracker(BOW)
    spans = []
    for time_s, value in curve([STEADY], 30):
        if time_s > LEAD_IN_S + 1:
            break
        tracker.step(time_s, value)
    spans.append(tracker.cut())
    spans += [tracker.step(10 + t, v) for t, v in curve([STEADY], 30) if t >= begin_s]

    assert [span.outcome for span in spans if span is not None] == [CUT, REP]


def test_a_set_may_begin_in_the_middle_of_pictures_lost() -> None:
    """Pictures that are missing for long are as bad as a person who is not seen for long."""
    track = curve([STEADY], 30)
    lost = [(t, v) for t, v in track if not LEAD_IN_S + 1 < t < LEAD_IN_S + 3.5]

    assert [span.outcome for span in follow(lost)] == [LOST]


def test_several_small_movements_in_a_row_are_told() -> None:
    """Three bows that are not even a try are; two are fidgeting, and trembling is none."""
    for count, told in ((2, []), (3, [3]), (5, [5])):
        tracker = RepTracker(BOW)
        track = curve([(18, 1, 0.3, 1, 1)] * count, 20)
        ended = [tracker.step(time_s, value) for time_s, value in track]

        assert ended == [None] * len(track)
        nods = tracker.take_nods()
        assert [each.count for each in nods] == told
        assert all(each.largest == pytest.approx(18, abs=0.1) for each in nods)
        assert tracker.take_nods() == ()


@pytest.mark.parametrize(("frames", "known"), [(9, True), (8, False)])
def test_a_position_is_found_when_it_was_held(frames: int, *, known: bool) -> None:
    """A quarter of a second in the first position is standing in it; less is passing it."""
    tracker = RepTracker(BOW)
    for time_s, value in at_rate([1.0] * frames, 29):
        tracker.step(time_s, value)

    assert (tracker.phase == "standing") is known


@given(st.integers(0, 2**32 - 1), st.floats(15, 60))
def test_landmarks_that_jitter_do_not_change_the_count(seed: int, fps: float) -> None:
    """Three bows are three, with every single reading off by a degree and a half."""
    rng = np.random.default_rng(seed)
    track = [(time_s, value + rng.normal(0, 1.5)) for time_s, value in curve([STEADY] * 3, fps)]

    assert [span.outcome for span in follow(track)] == [REP] * 3


TALL, FLOOR = REST, [60, 61, 60, 60, 61]
FROM_FLOOR = [*UP, *TALL, *DOWN, *FLOOR]

LIFTS: dict[str, tuple[list[float], list[Outcome]]] = {
    "two lifts that begin standing": ([*TALL, *[*BOWED, *TALL] * 2], [REP, REP]),
    "two lifts that begin on the floor": ([*FLOOR, *FROM_FLOOR * 2], [REP, REP]),
    "the last one is held at the top": ([*FLOOR, *FROM_FLOOR, *UP, *TALL], [REP, REP]),
    "the last one ends on the way down": ([*FLOOR, *FROM_FLOOR, *UP, *TALL, 5, 12, 24], [REP, REP]),
    "hips that rise first lean further": ([46, 50, 54, 57, *FLOOR, *UP, *TALL], [REP]),
    "bends down to it before our eyes": (
        [30, 38, 50, *FLOOR, *UP, *TALL, *BOWED, *TALL],
        [BEGUN, REP],
    ),
    "raised a little and put down": ([*FLOOR, 50, 38, 28, 38, 50, *FLOOR], [SHORT]),
    "a little unrest on the floor": ([*FLOOR, 57, 55, 58, 56, *FLOOR], []),
}


@pytest.mark.parametrize("story", LIFTS)
def test_a_set_may_begin_in_either_position(story: str) -> None:
    """A lift that begins on the floor goes up and comes down again, or ends standing."""
    values, outcomes = LIFTS[story]

    assert [span.outcome for span in follow(at_rate(values), LIFT)] == outcomes


SAT = [90, 91, 90, 90, 91]
STOOD = [80, 62, 44, 24, 9, 5, 4, 4, 5, 9, 24, 44, 62, 80]

RISES: dict[str, tuple[list[float], list[Outcome]]] = {
    "stands up twice": ([*SAT, *STOOD, *SAT, *STOOD, *SAT], [REP, REP]),
    "rises half-way and falls back": ([*SAT, 80, 60, 45, 40, 45, 60, 80, *SAT], [SHORT]),
    "shifts on the seat": ([*SAT, 80, 70, 65, 70, 80, *SAT], []),
}


@pytest.mark.parametrize("story", RISES)
def test_a_followed_measure_may_go_down_first(story: str) -> None:
    """Standing up is a rep although its number grows smaller on the way out."""
    values, outcomes = RISES[story]

    assert [span.outcome for span in follow(at_rate(values), RISE)] == outcomes


def test_the_extreme_is_in_the_measures_own_unit() -> None:
    """The furthest value of a rep is told as it was read, in either direction."""
    (bow,) = follow(at_rate([*REST, *BOWED, *REST]))
    (rise,) = follow(at_rate([*SAT, *STOOD, *SAT]), RISE)

    assert bow.extreme == 60
    assert rise.extreme == 4


def test_nothing_is_told_before_the_first_position_was_seen() -> None:
    """While somebody is still bent over from something else there is no phase."""
    tracker = RepTracker(BOW)
    tracker.step(0.0, 50)

    assert tracker.phase == ""
    assert not tracker.moving


# --- Curves with a known truth --------------------------------------------------------------------

Bow = tuple[float, float, float, float, float]
"""Depth, and seconds down, at the bottom, up and at rest."""

bows = st.tuples(
    st.floats(45, 85), st.floats(0.8, 3), st.floats(0.3, 2), st.floats(0.8, 3), st.floats(1.0, 3)
)
STEADY: Bow = (60, 2, 1, 1.5, 2)
LEAD_IN_S = 2.0


def curve(sets: Sequence[Bow], fps: float) -> list[tuple[float, float]]:
    """The bow's angle over time: a rest, then each bow going out and back on cosines."""
    stations = [(0.0, 0.0), (LEAD_IN_S, 0.0)]
    for depth, down_s, pause_s, up_s, rest_s in sets:
        for seconds, value in ((down_s, depth), (pause_s, depth), (up_s, 0.0), (rest_s, 0.0)):
            stations.append((stations[-1][0] + seconds, value))
    return [(time_s, _on_curve(stations, time_s)) for time_s in ticks(stations[-1][0], fps)]


def _on_curve(stations: Sequence[tuple[float, float]], time_s: float) -> float:
    for (begin_s, before), (end_s, after) in pairwise(stations):
        if time_s <= end_s:
            return before + (after - before) * eased((time_s - begin_s) / (end_s - begin_s))
    return stations[-1][1]


@pytest.mark.parametrize("fps", [5, 10, 15, 30, 60])
@pytest.mark.parametrize("sets", [[STEADY], [(60, 1, 0.5, 0.8, 2)], [(85, 3, 2, 3, 2)]])
def test_phases_are_told_as_they_happen(sets: list[Bow], fps: float) -> None:
    """Standing, once it is known, then down, at the bottom, up, standing: once each, in order."""
    tracker = RepTracker(BOW)
    phases: list[str] = []
    for time_s, value in curve(sets, fps):
        tracker.step(time_s, value)
        if not phases or phases[-1] != tracker.phase:
            phases.append(tracker.phase)

    assert phases == ["", "standing", "lowering", "bottom", "rising", "standing"]


@pytest.mark.parametrize("fps", [10, 30, 60])
def test_times_are_those_of_the_curve(fps: float) -> None:
    """Start and end lie within 0.45 s of the truth (the slow ends belong to rest), turns 0.15 s."""
    spans = follow(curve([STEADY] * 3, fps))

    for number, span in enumerate(spans):
        begin_s = LEAD_IN_S + number * sum(STEADY[1:])
        assert span.start_s == pytest.approx(begin_s, abs=0.45)
        assert span.extreme_s == pytest.approx(begin_s + 2.5, abs=0.15)
        assert span.end_s == pytest.approx(begin_s + 4.5, abs=0.45)
        assert span.extreme == pytest.approx(60, abs=0.5)


@given(st.lists(bows, min_size=1, max_size=4), st.floats(5, 240))
def test_the_frame_rate_does_not_change_the_count(sets: list[Bow], fps: float) -> None:
    """From 5 to 240 frames a second the same reps are found, at the same times."""
    spans = follow(curve(sets, fps))
    finely = follow(curve(sets, 60))

    assert [span.outcome for span in spans] == [REP] * len(sets)
    for span, fine in zip(spans, finely, strict=True):
        assert span.start_s == pytest.approx(fine.start_s, abs=0.1 + 1.5 / fps)
        assert span.end_s == pytest.approx(fine.end_s, abs=0.2 + 2 / fps)


@given(st.lists(bows, min_size=1, max_size=3), st.data())
def test_missing_frames_never_add_a_rep(sets: list[Bow], data: st.DataObject) -> None:
    """Whatever frames are unseen, there are no more reps than there were."""
    track = curve(sets, 10)
    gaps = st.tuples(st.integers(0, len(track)), st.integers(1, 40))
    values = np.array([value for _, value in track])
    for begin, length in data.draw(st.lists(gaps, max_size=6)):
        values[begin : begin + length] = math.nan

    spans = follow((time_s, value) for (time_s, _), value in zip(track, values, strict=True))

    assert [span.outcome for span in spans].count(REP) <= len(sets)


@given(st.lists(bows, min_size=1, max_size=3), st.floats(-50, 5000))
def test_the_clocks_zero_does_not_matter(sets: list[Bow], shift_s: float) -> None:
    """A recording that begins at another time has the same reps, that much later."""
    track = curve(sets, 20)
    spans = follow(track)
    moved = follow((time_s + shift_s, value) for time_s, value in track)

    assert [span.outcome for span in moved] == [span.outcome for span in spans]
    for span, late in zip(spans, moved, strict=True):
        # A frame that lies exactly on a limit may round to either side of it.
        assert late.start_s - shift_s == pytest.approx(span.start_s, abs=0.11)
        assert late.end_s - shift_s == pytest.approx(span.end_s, abs=0.11)


@given(st.lists(st.one_of(st.floats(-60, 180), st.just(math.nan)), max_size=120), st.floats(5, 60))
def test_whatever_comes_spans_follow_each_other(values: list[float], fps: float) -> None:
    """However wild the numbers, movements lie in order, one after the other, and end in time."""
    spans = follow(at_rate(values, fps))

    for span in spans:
        times = [span.start_s, span.reached_s, span.extreme_s, span.left_s, span.end_s]
        assert times == sorted(times)
    for before, after in pairwise(spans):
        assert before.end_s <= after.start_s


@given(st.lists(bows, min_size=1, max_size=3))
def test_a_movement_is_known_when_it_is_over(sets: list[Bow]) -> None:
    """A movement is told within 0.3 s of its own end, so that a cue comes in time."""
    tracker = RepTracker(BOW)
    for time_s, value in curve(sets, 20):
        span = tracker.step(time_s, value)
        if span is not None:
            assert time_s - span.end_s <= 0.3 + 1 / 20 + 1e-9


def test_who_stays_down_for_minutes_is_in_no_rep() -> None:
    """Sitting down in the middle of a set ends the movement; reps are counted again afterwards."""
    seated = [60.0] * round(150 * FPS)
    spans = follow(at_rate([*REST, *DOWN, *seated, *UP, *REST, *BOWED, *REST]))

    assert [span.outcome for span in spans] == [Outcome.ENDLESS, REP]


def test_finishing_twice_gives_nothing_new() -> None:
    """What was going on when the set ended is told once."""
    tracker = RepTracker(BOW)
    for time_s, value in at_rate([*REST, *DOWN]):
        tracker.step(time_s, value)

    assert tracker.finish() is not None
    assert tracker.finish() is None
