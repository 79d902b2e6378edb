"""The causal filter is quick and quiet enough; the drawn curve looks ahead and does not lag."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from formcheck.landmarks.pose import FloatArray
from formcheck.landmarks.smoothing import (
    OneEuro,
)

# The tests' own numbers: taken from the code they would move with it, and hold nothing.
BRIDGE_S = 0.3

TORSO = 100.0
FRAME_S = 1 / 30


def smoothed(points: FloatArray, times_s: FloatArray, torso: float = TORSO) -> FloatArray:
    """Return a track of points ``(frames, n, 2)`` as the filter gives it."""
    euro = OneEuro()
    frames = [
        euro(frame, time_s=float(time_s), torso=torso)
        for frame, time_s in zip(points, times_s, strict=True)
    ]
    return np.array(frames)


def track(x: FloatArray) -> FloatArray:
    """Return a track of one point that moves along x."""
    return np.column_stack((x, np.full(len(x), 7.0)))[:, None]


def steady(seconds: float, fps: float = 30.0) -> FloatArray:
    return np.arange(round(seconds * fps) + 1) / fps


def uneven(seconds: float) -> FloatArray:
    """Return frame times of a camera that comes in bursts, 8 to 100 ms apart."""
    return np.cumsum(np.random.default_rng(3).uniform(0.008, 0.1, round(seconds / 0.054)))


def test_what_rests_stays() -> None:
    """A point that does not move is returned where it is, to the last digit."""
    still = track(np.full(60, 12.3))

    assert (smoothed(still, steady(2)[:60]) == still).all()


@pytest.mark.parametrize(
    "times_s",
    [steady(3, fps=15), steady(3), steady(3, fps=60), steady(3, fps=120), uneven(3)],
    ids=["15/s", "30/s", "60/s", "120/s", "uneven"],
)
def test_at_the_speed_of_a_rep_it_lags_less_than_a_frame(times_s: FloatArray) -> None:
    """At 0.6 torso lengths a second the filter is at most one frame of 30/s behind."""
    speed = 0.6 * TORSO

    behind = speed * times_s - smoothed(track(speed * times_s), times_s)[:, 0, 0]

    settled = times_s > 1
    assert np.mean(behind[settled]) / speed < FRAME_S
    assert (behind[settled] > 0).all()


def test_a_slow_rep_is_not_delayed_by_more_than_a_frame_where_it_is_fast() -> None:
    """Half-way down and up, the filtered rep crosses the middle at most a frame late."""
    times_s = steady(6)
    # 0.6 torso lengths a second at its fastest: an amplitude of 0.19 in a period of 2 s.
    truth = -0.19 * TORSO * np.cos(np.pi * times_s)

    seen = smoothed(track(truth), times_s)[:, 0, 0]

    late = crossings(seen, times_s)[1:] - crossings(truth, times_s)[1:]
    assert (np.abs(late) < FRAME_S).all()


def crossings(values: FloatArray, times_s: FloatArray) -> FloatArray:
    """Return when a curve changes its sign."""
    at = np.flatnonzero(np.diff(np.sign(values)))
    share = values[at] / (values[at] - values[at + 1])
    return np.asarray(times_s[at] + share * (times_s[at + 1] - times_s[at]))


def test_jitter_at_rest_is_halved() -> None:
    """Noise of a hundredth of a torso length comes out less than half as large."""
    noise = np.random.default_rng(1).normal(0.0, 0.01 * TORSO, (300, 4, 2))

    quiet = smoothed(noise, steady(10)[:300])

    assert quiet[30:].std() < 0.5 * noise[30:].std()


def test_a_short_gap_keeps_the_last_place() -> None:
    """A point unseen for less than the bridge stays where it was; its neighbour moves on."""
    points = np.zeros((30, 2, 2))
    points[:, 1, 0] = np.arange(30)
    points[10:18, 0] = np.nan  # 8 frames: 0.27 s

    seen = smoothed(points, steady(1)[:30])

    assert (seen[:, 0] == 0).all()
    assert (np.diff(seen[5:, 1, 0]) > 0).all()


def test_a_long_gap_is_a_gap() -> None:
    """A point unseen for longer than the bridge is missing until it is back."""
    points = track(np.zeros(60))
    points[10:40] = np.nan
    times_s = steady(2)[:60]

    missing = np.isnan(smoothed(points, times_s)[:, 0]).all(axis=1)

    last_seen_s = times_s[9]
    expected = (times_s - last_seen_s > BRIDGE_S) & (times_s < times_s[40])
    assert missing.tolist() == expected.tolist()


def test_after_a_long_gap_it_starts_afresh() -> None:
    """A point that returns elsewhere is there at once: the old place has no part in it."""
    points = track(np.zeros(60))
    points[10:40] = np.nan
    points[40:] = 500.0

    assert (smoothed(points, steady(2)[:60])[40:] == 500.0).all()


def test_a_point_never_seen_is_missing_until_it_is() -> None:
    """NaN from the beginning is not a place; the first sight is taken as it is."""
    points = track(np.full(20, 5.0))
    points[:10] = np.nan

    seen = smoothed(points, steady(1)[:20])

    assert np.isnan(seen[:10]).all()
    assert (seen[10:] == points[10:]).all()


def test_a_time_that_does_not_advance_changes_nothing() -> None:
    """A frame with the time of the one before, or an earlier one, is not taken in."""
    euro = OneEuro()
    before = euro(np.array([[1.0, 2.0]]), time_s=1.0, torso=TORSO)

    for time_s in (1.0, 0.5):
        assert (euro(np.array([[9.0, 9.0]]), time_s=time_s, torso=TORSO) == before).all()


def test_an_unknown_torso_length_does_not_open_the_filter() -> None:
    """While a shoulder is missing, the last known torso length is the scale."""
    noise = np.random.default_rng(2).normal(0.0, 0.01 * TORSO, (90, 1, 2))
    known, unknown = OneEuro(), OneEuro()
    for frame, (point, time_s) in enumerate(zip(noise, steady(3), strict=False)):
        torso = np.nan if 30 <= frame < 60 else TORSO

        expected = known(point, time_s=float(time_s), torso=TORSO)

        assert (unknown(point, time_s=float(time_s), torso=torso) == expected).all()


@given(
    scale=st.floats(0.01, 100.0),
    shift=st.floats(-1000.0, 1000.0),
    seed=st.integers(0, 1000),
)
def test_size_and_place_of_the_person_do_not_matter(scale: float, shift: float, seed: int) -> None:
    """The same movement twice as near, or elsewhere in the picture, is smoothed alike."""
    rng = np.random.default_rng(seed)
    times_s = np.cumsum(rng.uniform(0.01, 0.1, 20))
    points = np.cumsum(rng.normal(0.0, 0.05 * TORSO, (20, 3, 2)), axis=0)
    points[rng.random((20, 3)) < 0.2] = np.nan

    seen = smoothed(points * scale + shift, times_s, TORSO * scale)

    np.testing.assert_allclose(
        seen, smoothed(points, times_s) * scale + shift, rtol=1e-9, atol=1e-6 * scale
    )


def test_nothing_is_smoothed_in_place() -> None:
    """The points given in are left as they were."""
    points = np.zeros((2, 2))
    euro = OneEuro()

    euro(points, time_s=0.0, torso=TORSO)[:] = 99.0

    assert (euro(points, time_s=0.1, torso=TORSO) == 0).all()


def test_the_same_data_give_the_same_result() -> None:
    """There is no clock and no chance in the filter."""
    points = track(np.random.default_rng(8).normal(0.0, 1.0, 60))

    assert (smoothed(points, steady(2)[:60]) == smoothed(points, steady(2)[:60])).all()


@pytest.mark.parametrize(
    ("step", "share"),
    [
        # 1 / (1 + 30 / (2 pi 2 Hz)): at rest the cut-off is 2 Hz.
        (0.001, 0.295),
        # 0.9 torso lengths a second, of which 0.173 is believed at once by a cut-off of 1 Hz:
        # six times that is added, and 1 / (1 + 30 / (2 pi 2.935 Hz)) is left.
        (3.0, 0.381),
    ],
)
def test_a_step_is_followed_by_the_share_that_the_filter_has(step: float, share: float) -> None:
    """In the first frame of 30 a second, in pixels of a torso of a hundred."""
    followed = smoothed(track(np.array([0.0, step])), steady(1)[:2])

    assert followed[1, 0, 0] / step == pytest.approx(share, abs=0.003)
