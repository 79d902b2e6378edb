"""The time of each frame, made to advance always."""

import math
from fractions import Fraction
from itertools import pairwise

import av
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from formcheck.video.times import FrameClock


def a_frame(stamp: int | None, *, key: bool = False) -> av.VideoFrame:
    frame = av.VideoFrame(16, 16)
    frame.pts, frame.time_base = stamp, Fraction(1, 1000)
    frame.key_frame = key  # type: ignore[misc]  # PyAV's own types say less than it gives
    return frame


@given(
    st.lists(
        st.tuples(st.none() | st.integers(-(10**9), 10**9), st.booleans()), min_size=1, max_size=20
    )
)
@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # a busy machine is slow
def test_times_always_advance_from_zero(stamps: list[tuple[int | None, bool]]) -> None:
    """Whatever the stamps, times begin at 0 and rise, and every frame is given or counted."""
    clock = FrameClock(rate_hz=math.nan)

    times_s = [clock.time_of(a_frame(stamp, key=key)) for stamp, key in stamps]

    given_s = [time_s for time_s in times_s if time_s is not None]
    assert given_s[0] == 0.0
    assert all(later > earlier for earlier, later in pairwise(given_s))
    assert len(given_s) + clock.standing_still == len(stamps)


def test_a_missing_time_is_filled_in_between_others() -> None:
    """A frame without a stamp follows the one before at the file's rate."""
    clock = FrameClock(rate_hz=25.0)

    times_s = [clock.time_of(a_frame(stamp)) for stamp in (None, 1040, None, 1120)]

    assert times_s == pytest.approx([0.0, 0.04, 0.08, 0.12])
    assert clock.assumed_hz == 25.0


@pytest.mark.parametrize(
    ("stamp", "key", "joined"), [(990, True, 1), (1000, True, 0), (0, True, 1), (0, False, 0)]
)
def test_a_key_picture_far_back_begins_another_recording(
    stamp: int, key: bool, joined: int
) -> None:
    """More than a second back, time goes on behind the last frame; else the frame is left out."""
    clock = FrameClock(rate_hz=25.0)
    for before in (0, 1000, 2000):
        clock.time_of(a_frame(before, key=before == 0))

    time_s = clock.time_of(a_frame(stamp, key=key))
    next_s = clock.time_of(a_frame(stamp + 40))

    assert clock.joined == joined
    assert clock.standing_still == 2 * (1 - joined)
    assert [time_s, next_s] == (
        [pytest.approx(2.04), pytest.approx(2.08)] if joined else [None] * 2
    )


def test_without_times_or_a_rate_thirty_pictures_a_second_are_assumed() -> None:
    """What most cameras and phones record; that it was assumed is told."""
    clock = FrameClock(rate_hz=math.nan)

    times_s = [clock.time_of(a_frame(None)) for _ in range(4)]

    assert times_s == pytest.approx([0.0, 1 / 30, 2 / 30, 3 / 30])
    assert clock.assumed_hz == pytest.approx(30.0)
