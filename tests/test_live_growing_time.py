"""Frame times: kept as they are, and made to grow where a connection breaks."""

import math
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formcheck.live.growing_time import LONGEST_STEP_S, GrowingTime

TIMES = st.one_of(
    st.floats(-1e6, 1e6, allow_nan=False), st.sampled_from([math.nan, math.inf, -math.inf])
)


@given(st.lists(st.tuples(TIMES, st.floats(0, 100)), max_size=60))
def test_time_always_grows_and_never_leaps(frames: list[tuple[float, float]]) -> None:
    """Whatever times frames have, those given grow by no more than the longest step."""
    time, now_s, given_s = GrowingTime(), 0.0, []
    for frame_s, waited_s in frames:
        now_s += waited_s
        time_s = time.of(frame_s, now_s)
        if time_s is not None:
            given_s.append(time_s)

    steps = [later - earlier for earlier, later in pairwise(given_s)]
    assert all(0 < step <= LONGEST_STEP_S + 1e-6 for step in steps)


@given(
    st.floats(0, 1e5), st.lists(st.floats(0.001, LONGEST_STEP_S - 0.001), min_size=1, max_size=40)
)
def test_the_times_of_one_camera_are_kept_to_the_last_digit(
    first_s: float, gaps_s: list[float]
) -> None:
    """An unbroken camera is judged at its own times, as a recording of it would be."""
    time, frame_s = GrowingTime(), first_s
    assert time.of(frame_s, 0.0) == frame_s
    for gap_s in gaps_s:
        frame_s += gap_s
        assert time.of(frame_s, 0.0) == frame_s


@given(st.lists(TIMES, max_size=20), st.floats(0, 1e4))
def test_a_camera_that_comes_again_is_judged_whatever_went_before(
    before: list[float], first_s: float
) -> None:
    """After any times, all frames of a new connection but the first few get a time."""
    time = GrowingTime()
    for frame_s in before:
        time.of(frame_s, 0.0)
    time.another_clock()

    assert None not in [time.of(first_s + index / 30, 1.0 + index / 30) for index in range(30)]


def test_a_frame_that_comes_again_has_no_time() -> None:
    """The same frame, or one a little older, is no new one."""
    time = GrowingTime()

    assert [time.of(frame_s, 0.0) for frame_s in (1.0, 1.1, 1.1, 1.05, 1.2)] == [
        1.0,
        1.1,
        None,
        None,
        1.2,
    ]


def test_a_new_connection_goes_on_after_the_time_it_took() -> None:
    """A clock that starts at 0 again goes on where the last one was, plus the time in between."""
    time = GrowingTime()
    time.of(20.0, now_s=500.0)

    assert time.of(0.0, now_s=501.5) == pytest.approx(21.5)
    assert time.of(0.1, now_s=501.6) == pytest.approx(21.6)


@pytest.mark.parametrize("frame_s", [0.0, 3600.0])
def test_a_long_gap_is_shortened(frame_s: float) -> None:
    """An hour away is three seconds, on the same clock or another."""
    time = GrowingTime()
    time.of(20.0, now_s=500.0)

    assert time.of(frame_s, now_s=4100.0) == pytest.approx(23.0)
    assert time.of(frame_s + 0.1, now_s=4100.1) == pytest.approx(23.1)


def test_a_new_connection_may_begin_at_the_very_same_time() -> None:
    """A connection that is known to be new goes on, even where its time fits the one before."""
    time = GrowingTime()
    time.of(20.0, now_s=500.0)
    time.another_clock()

    assert time.is_another(19.9)
    assert time.of(19.9, now_s=500.5) == pytest.approx(20.5)
    assert not time.is_another(20.0)
