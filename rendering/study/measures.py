"""The measures that are compared: from an outline to a few numbers that grow with its bend.

An outline is ``depth`` (n, points) at ``along`` (points,), both in torso lengths: how far the back
lies outside the line from hip to shoulder. Each measure gives (n, k) numbers in degrees; what one
degree of bend adds to them is fitted later, on other bodies. None depends on where the line itself
lies or how it is turned, but for what a window or a chord of it takes in.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from numpy.polynomial import legendre
from scipy.interpolate import make_smoothing_spline

from formcheck.exercise.back.bend import FITTED
from formcheck.outline.rays import ALONG, ALONG_END, ALONG_START
from rendering.study.rows import WIDE, Rows

__all__ = ["MEASURES", "Measure", "within"]

Floats = npt.NDArray[np.float64]
Read = Callable[[Floats, Floats], Floats]

MIN_KNOWN = 0.7
"""Share of an outline's points that must have been found; the others are filled in between."""


def _as_they_are(change: Floats) -> Floats:
    return change


@dataclass(frozen=True, slots=True)
class Measure:
    """One way of reading an outline.

    Parameters
    ----------
    name, words
        What it is called, and what it does, for a table.
    read
        The reading itself.
    stretch
        From where to where along the back, hip 0, shoulder 1.
    penalty
        Weight against large coefficients in the fit, in squared degrees; 0 for a single number.
    terms
        What is fitted: (n, j) terms of by how much the numbers (n, k) of two outlines differ.
    away
        Whether the numbers are bend, skew and wave, by which is told what turning away adds.
    own
        Whether it reads the package's own back line, and not what every ray met.
    """

    name: str
    words: str
    read: Read
    stretch: tuple[float, float]
    penalty: float = 0.0
    terms: Callable[[Floats], Floats] = _as_they_are
    away: bool = False
    own: bool = False

    def of(self, rows: Rows) -> Floats:
        """Return the numbers (n, k) of stills, whose back lines have no gaps."""
        return self(ALONG, rows.line) if self.own else self(WIDE, rows.wide)

    def __call__(self, along: Floats, depth: Floats) -> Floats:
        """Return the numbers (n, k) of outlines; NaN where too little of one is known."""
        return self.read(*within(along, depth, *self.stretch))


def within(along: Floats, depth: Floats, low: float, high: float) -> tuple[Floats, Floats]:
    """Return a stretch of outlines with their gaps filled; NaN where the gaps are too wide."""
    inside = (along >= low - 1e-6) & (along <= high + 1e-6)
    along, depth = along[inside], depth[:, inside]
    return along, np.array([_filled(along, row) for row in depth])


def _filled(along: Floats, row: Floats) -> Floats:
    known = np.isfinite(row)
    if known.mean() < MIN_KNOWN:
        return np.full_like(row, np.nan)
    return np.interp(along, along[known], row[known])


def _windows(low: tuple[float, float], high: tuple[float, float]) -> Read:
    def read(along: Floats, depth: Floats) -> Floats:
        return (_slope(along, depth, *low) - _slope(along, depth, *high))[:, None]

    return read


def _slope(along: Floats, depth: Floats, low: float, high: float) -> Floats:
    inside = (along >= low - 1e-6) & (along <= high + 1e-6)
    x = along[inside] - along[inside].mean()
    slope: Floats = np.degrees(np.arctan(depth[:, inside] @ x / (x @ x)))
    return slope


def _curves(degree: int) -> Read:
    """Read Legendre coefficients from the second on: the parabola's bend, then finer shapes."""

    def read(along: Floats, depth: Floats) -> Floats:
        span = float(np.ptp(along))
        at = 2.0 * (along - along[0]) / span - 1.0
        shape = np.linalg.pinv(legendre.legvander(at, degree))[2:]
        # The slope of the second polynomial changes by 6 from end to end, over half the span.
        turn: Floats = -np.degrees(depth @ shape.T) * 6.0 * 2.0 / span
        return turn

    return read


def _bend_skew_wave(along: Floats, depth: Floats) -> Floats:
    """Read the last terms of the parabola, of the cubic and of the quartic that fit best."""
    return np.hstack([_curves(degree)(along, depth)[:, -1:] for degree in (2, 3, 4)])


def _bent(change: Floats) -> Floats:
    """Return the change of bend, ever less of a larger one, and how far it is skewed either way."""
    bend, skew, _ = change.T
    even = bend / (1.0 + np.abs(bend) / FITTED.halved_turn_deg)
    return np.column_stack((even, np.hypot(skew, FITTED.min_skew_deg) - FITTED.min_skew_deg))


def _parabola_ends(along: Floats, depth: Floats) -> Floats:
    x = along - along.mean()
    curve = np.linalg.pinv(np.vander(x, 3))
    quadratic, slope, _ = curve @ depth.T
    low, high = (np.arctan(slope + 2.0 * quadratic * end) for end in (x[0], x[-1]))
    turn: Floats = np.degrees(low - high)[:, None]
    return turn


def _sagitta(along: Floats, depth: Floats) -> Floats:
    chord = depth[:, -1:] - depth[:, :1]
    at = (along - along[0]) / np.ptp(along)
    length = np.hypot(chord, np.ptp(along))
    off = (depth - depth[:, :1] - chord * at) * np.ptp(along) / length
    rows = np.arange(len(off))
    height = off[rows, np.abs(np.nan_to_num(off)).argmax(axis=1)]
    turn: Floats = np.degrees(4.0 * np.arctan(2.0 * height[:, None] / length))
    return turn


SPLINE_STIFFNESS = 1e-4
"""Weight of the smoothing spline's bending: the hollow of the back stays, the mask's steps go."""


def _spline(along: Floats, depth: Floats) -> Floats:
    return np.array([[_spline_turn(along, row)] for row in depth])


def _spline_turn(along: Floats, row: Floats) -> float:
    if not np.isfinite(row).all():
        return float("nan")
    slope = make_smoothing_spline(along, row, lam=SPLINE_STIFFNESS).derivative()
    low, high = np.arctan(slope([along[0], along[-1]]))
    return float(np.degrees(low - high))


_ON_HIP, _BELOW_HIP = (0.0, 1.0), (-0.1, 1.0)

MEASURES = (
    Measure(
        "slope difference",
        "direction of the part .08–.40 less that of .60–.92",
        _windows((0.08, 0.40), (0.60, 0.92)),
        _ON_HIP,
    ),
    Measure(
        "slope difference, low",
        "direction of the part 0–.35 less that of .40–.80",
        _windows((0.0, 0.35), (0.40, 0.80)),
        _ON_HIP,
    ),
    Measure("sagitta", "4·atan(2h/L) of the furthest point from the chord", _sagitta, _ON_HIP),
    Measure("spline", "turn of a smoothing spline from end to end", _spline, _ON_HIP),
    Measure("parabola", "bend of the best parabola", _curves(2), _ON_HIP),
    Measure(
        "parabola and skew",
        f"as before, of the package's own line, {ALONG_START:g}–{ALONG_END:g}, what is hidden "
        "filled in, "
        "less for large bends, more for skewed ones",
        _bend_skew_wave,
        (ALONG_START, ALONG_END),
        terms=_bent,
        away=True,
        own=True,
    ),
    *(
        Measure(
            f"parabola and skew, {low:g}–{high:g}".replace("-", "−").replace("0.", "."),
            "as before, of this part, by what every ray met",
            _bend_skew_wave,
            (low, high),
            terms=_bent,
            away=True,
        )
        for low, high in ((0.0, 1.05), (0.03, 1.05), (-0.03, 1.05), (0.0, 1.0))
    ),
    Measure("fitted curve", "ridge, Legendre shapes 2–4", _curves(4), _ON_HIP, 100.0),
    Measure("fitted outline", "ridge, Legendre shapes 2–8", _curves(8), _ON_HIP, 100.0),
    Measure(
        "slope difference, from below the hip",
        "direction of the part −.10–.20 less that of .65–1",
        _windows((-0.1, 0.2), (0.65, 1.0)),
        _BELOW_HIP,
    ),
    Measure("sagitta, from below the hip", "as above", _sagitta, _BELOW_HIP),
    Measure("spline, from below the hip", "as above", _spline, _BELOW_HIP),
    Measure("parabola, from below the hip", "as above", _curves(2), _BELOW_HIP),
    Measure(
        "parabola's ends, from below the hip", "angle between its ends", _parabola_ends, _BELOW_HIP
    ),
    Measure("fitted curve, from below the hip", "as above", _curves(4), _BELOW_HIP, 100.0),
    Measure("fitted outline, from below the hip", "as above", _curves(8), _BELOW_HIP, 100.0),
)
