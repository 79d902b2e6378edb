"""Quieting landmarks without delaying them: the One-Euro filter and short gaps.

The filter is causal, live and recorded, so that a set judged live and its recording agree. It is
written here because the OneEuroFilter package filters one number at a time.
"""

import math

import numpy as np

from formcheck.landmarks.pose import FloatArray, found_rows

__all__ = ["BRIDGE_S", "OneEuro"]

BRIDGE_S = 0.3
"""Gaps up to this long are bridged with the last value (team choice)."""

MIN_CUTOFF_HZ = 2.0
"""Cut-off at rest. MediaPipe's video mode has smoothed already; 2 Hz halves the jitter it leaves
(before a noisy camera 0.4 px and 0.16° of a knee), which costs a moving trunk 23 ms of lag on top
of MediaPipe's 29 (benchmarks/bench_smoothing.py)."""

BETA = 6.0
"""Cut-off gained per torso length per second. At the speed of an unhurried rep, about 0.6 torso
lengths/s at the shoulder, the lag is 20 ms at 30 frames/s: less than a frame."""

SPEED_CUTOFF_HZ = 1.0
"""Cut-off of the speed that opens the filter; the authors' own default."""


def _weight(cutoff_hz: FloatArray | float, gap_s: float) -> FloatArray:
    """Return the new value's share in a first-order low-pass of this cut-off."""
    tau = 1.0 / (2 * math.pi * np.asarray(cutoff_hz, dtype=float))
    return np.asarray(1.0 / (1.0 + tau / gap_s))


class OneEuro:
    """The One-Euro filter of Casiez, Roussel and Vogel (CHI 2012), on points ``(n, 2)``.

    Speeds are in torso lengths per second, so the picture's resolution and the person's distance
    make no difference. A point missing for at most :data:`BRIDGE_S` keeps its last place; missing
    for longer it is NaN, and restarts unsmoothed when it is back. Published implementations take
    one number at a time and know no gaps.
    """

    def __init__(self) -> None:
        self._time_s = math.nan
        self._points: FloatArray = np.zeros((0, 2))
        self._speed: FloatArray = np.zeros((0, 2))
        self._seen_s: FloatArray = np.zeros(0)
        self._torso = 1.0

    def __call__(self, points: FloatArray, *, time_s: float, torso: float) -> FloatArray:
        """Return the smoothed points at ``time_s``; ``torso`` is the torso's length, same unit."""
        if self._points.shape != points.shape:
            self._start(points, time_s)
        elif time_s > self._time_s:
            self._advance(points, time_s, torso)
        return self._points.copy()

    def _start(self, points: FloatArray, time_s: float) -> None:
        self._points = np.array(points, dtype=float)
        self._speed = np.zeros_like(self._points)
        self._seen_s = np.full(len(points), time_s)
        self._time_s = time_s

    def _advance(self, points: FloatArray, time_s: float, torso: float) -> None:
        old = self._points
        gap_s = time_s - self._time_s
        if torso > 0:  # missing while a shoulder or hip is
            self._torso = torso
        moved = (points - old) / (gap_s * self._torso)
        share = _weight(SPEED_CUTOFF_HZ, gap_s)
        self._speed = np.where(np.isfinite(moved), self._speed + share * (moved - self._speed), 0.0)
        cutoff = MIN_CUTOFF_HZ + BETA * np.linalg.norm(self._speed, axis=1, keepdims=True)
        smooth = old + _weight(cutoff, gap_s) * (points - old)
        self._points = self._bridged(points, old, smooth, time_s)
        self._time_s = time_s

    def _bridged(
        self, points: FloatArray, old: FloatArray, smooth: FloatArray, time_s: float
    ) -> FloatArray:
        seen = found_rows(points)
        self._seen_s = np.where(seen, time_s, self._seen_s)
        known = found_rows(old)
        lost = ~seen & (time_s - self._seen_s > BRIDGE_S)
        kept = np.where(seen[:, None], smooth, old)
        kept = np.where((seen & ~known)[:, None], points, kept)
        return np.where(lost[:, None], np.nan, kept)
