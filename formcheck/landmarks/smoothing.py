"""Quieting landmarks without delaying them: the One-Euro filter, short gaps, drawn curves.

Verdicts use the causal filter in both worlds, so that a set judged live and its recording agree;
the zero-lag filter looks ahead and serves drawn curves only.
"""

import math

import numpy as np

from formcheck.landmarks.pose import FloatArray, found_rows

__all__ = ["BRIDGE_S", "OneEuro", "zero_lag"]

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


CURVE_CUTOFF_HZ = 6.0
"""The default of Sports2D and Pose2Sim for exercise curves [S53]."""

PAD = 5
"""Values mirrored at each end so that the filter has settled: one period at 30/s."""


def zero_lag(values: FloatArray, times_s: FloatArray) -> FloatArray:
    """Return a curve smoothed forwards and backwards, for drawing only.

    Two passes of a second-order Butterworth low-pass at :data:`CURVE_CUTOFF_HZ` make the
    fourth-order zero-lag filter that recorded analysis uses [S53]. ``values`` has shape ``(n,)``;
    NaN stays NaN, and each stretch between gaps is smoothed by itself. A curve sampled too slowly
    for the cut-off comes back unchanged.
    """
    out = np.array(values, dtype=float)
    known = np.isfinite(out)
    edges = np.flatnonzero(np.diff(np.concatenate(([0], known.astype(int), [0]))))
    for begin, end in zip(edges[::2], edges[1::2], strict=True):
        out[begin:end] = _filtfilt(out[begin:end], times_s[begin:end])
    return out


def _filtfilt(values: FloatArray, times_s: FloatArray) -> FloatArray:
    if len(values) <= PAD:
        return values
    rate = 1.0 / float(np.median(np.diff(times_s)))
    if rate <= 2 * CURVE_CUTOFF_HZ:
        return values
    before = 2 * values[0] - values[PAD:0:-1]
    after = 2 * values[-1] - values[-2 : -PAD - 2 : -1]
    once = _butterworth(np.concatenate((before, values, after)), rate)
    return _butterworth(once[::-1], rate)[::-1][PAD:-PAD]


def _butterworth(values: FloatArray, rate_hz: float) -> FloatArray:
    """Run a second-order Butterworth low-pass once, by the bilinear transform."""
    warped = math.tan(math.pi * CURVE_CUTOFF_HZ / rate_hz)
    norm = 1.0 / (1.0 + math.sqrt(2.0) * warped + warped**2)
    b0 = warped**2 * norm
    a1 = 2.0 * (warped**2 - 1.0) * norm
    a2 = (1.0 - math.sqrt(2.0) * warped + warped**2) * norm
    out = np.empty_like(values)
    x1 = x2 = y1 = y2 = float(values[0])
    for i, x in enumerate(values.tolist()):
        y = b0 * (x + 2 * x1 + x2) - a1 * y1 - a2 * y2
        x2, x1, y2, y1 = x1, x, y1, y
        out[i] = y
    return out
