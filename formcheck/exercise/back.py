"""How far a back is bent, read off its outline.

The measure is the bend of the parabola that fits the outline best, and how far the outline differs
from a parabola. Of those compared on rendered people with known spines (docs/back.md) it reads
bodies it was not fitted on best, wherever their backs are bent. It counts from an offset that is
the person's own, for bodies differ more than fifty degrees of bending changes an outline: only
the difference to the same person's own outline is a bend. Of somebody turned away from the camera
the outline is another line of the body, which is rounder in a bow; its shape tells by how much, and
that is taken off. People are told of "the outline of your back", never of more.
"""

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from formcheck.pose.landmarks import BACK_POINTS, BackLine, FloatArray
from formcheck.pose.yaw import BOWING_DEG

__all__ = [
    "AWAY_BEND_DEG",
    "AWAY_PER_SKEW",
    "AWAY_PER_WAVE",
    "BEND_PER_TURN",
    "HALVED_TURN_DEG",
    "LEAST_TRUST",
    "LESS_PER_DEG",
    "SKEW_DEG",
    "UNEVEN",
    "OutlineTurns",
    "away_added_deg",
    "away_share",
    "bent_deg",
    "outline_bend_deg",
    "outline_skew_deg",
    "outline_wave_deg",
]

LEAST_TRUST = 0.5
"""An outline trusted less than this is not judged (team choice; trust is a product of doubts,
and one doubt half grown is the most that is let through)."""

BEND_PER_TURN = 1.24
"""Degrees the spine is bent from pelvis to shoulders per degree the parabola turns from end to
end, where that is little and even: 1.23-1.25 whichever rendered body is left out (docs/back.md)."""

HALVED_TURN_DEG = 100.0
"""By a turn of so much the outline shows half of what it would: a bent back is shorter from hip to
shoulder, by which its outline is counted. Of 60 to 150 this fits rendered people best; what is
above 60 has not been tried, and there a back is only ever read as rounder for a rounder outline."""

LESS_PER_DEG = 1.0 / (BEND_PER_TURN * HALVED_TURN_DEG)
"""The same per degree of bend."""

UNEVEN = 0.54
"""Degrees of bend in one part alone that a parabola misses, per unit of skew: 0.52-0.58 whichever
body is left out."""

SKEW_DEG = 10.0
"""Below this skew hardly anything is added: what jitter makes of a straight back is no bend. Gains
fitted with 5 or 15 instead give errors that differ by 0.1 degrees."""

AWAY_DEG = (10.0, 20.0)
"""From not turned away at all to quite: between them the outline becomes that of another line of
the back. Outlines of straight backs of rendered people that have bowed by 45 degrees or more are
rounder than standing by 4 to 6 degrees where they are read as turned away by 0 to 12, by 15 from 12
to 15, and by 31 from 24 to 28. Standing itself it shows nothing, and in a shallow bow half as
much."""

AWAY_BEND_DEG, AWAY_PER_SKEW, AWAY_PER_WAVE = 17.7, 0.59, -0.71
"""How much that is, as the skew and the wave of the outline tell: seat and shoulders stand out less
than what is between. Fitted on rendered people; whichever body is left out they are 17-21, 0.6 and
0.6-0.8 (docs/back.md)."""

AWAY_REST_DEG = 9.0
"""What skew and wave make together, where they are not known: 11 of straight backs, 3 of bent
ones."""

LEAST_KNOWN = 0.7
"""Share of the outline's points that must have been found: a parabola is loose beyond them."""

ENDS = 2
"""One of so many points at either end must have been found for the skew: without four points there
a cubic is off by 7 to 13, without seven in the middle by 1 (rendered people). One or two trusted
outlines in a hundred lose both at the hip; bends of the lower back are then read 7 too low, where
with the next point for an end straight backs would be read as round."""

LEAST_PX = 1.0
"""Half of an outline's length below which it is a heap of points, in pixels."""

_AT = np.linspace(-1.0, 1.0, BACK_POINTS)
_SHAPES: FloatArray = np.asarray(np.polynomial.legendre.legvander(_AT, 4), dtype=float)
"""Place, direction, bend, skew and wave of a line: Legendre polynomials 0 to 4,
``(BACK_POINTS, 5)``."""

_WHOLE = {degree: np.linalg.pinv(_SHAPES[:, : degree + 1]) for degree in (2, 3, 4)}
"""What fits a line without gaps, by the degree of the curve."""

Shapes = npt.NDArray[np.complex128]


@dataclass(frozen=True, slots=True)
class OutlineTurns:
    """How an outline turns, in degrees, up to offsets that are the person's own; NaN where unknown.

    ``bend_deg`` is :func:`outline_bend_deg`, ``skew_deg`` :func:`outline_skew_deg`, ``wave_deg``
    :func:`outline_wave_deg`; ``away`` is the :func:`away_share` of how it was seen.
    """

    bend_deg: float = math.nan
    skew_deg: float = math.nan
    wave_deg: float = math.nan
    away: float = 0.0


def outline_bend_deg(back: BackLine, facing: int) -> float:
    """Return how far the outline is bent, in degrees, up to an offset that is the person's own.

    More is rounder. It is read off the outline's shape alone: the trunk's lean, the picture's size
    and mirroring do not enter. NaN where the outline is not trusted or too little of it was found.
    ``facing`` is that of the pose.
    """
    return BEND_PER_TURN * _last_turn(back, 2, facing)


def outline_skew_deg(back: BackLine, facing: int) -> float:
    """Return how far an outline turns more in its upper half than in its lower.

    It is the cubic term in the scale of :func:`outline_bend_deg`, two fifths of the degrees by
    which the halves differ, up to an offset that is the person's own. NaN where the bend is, and
    where an end of the outline was not found. ``facing`` is that of the pose.
    """
    return _last_turn(back, 3, facing) if _has_ends(back) else math.nan


def outline_wave_deg(back: BackLine, facing: int) -> float:
    """Return how far an outline turns more at its ends than in its middle.

    It is the quartic term in the scale of :func:`outline_bend_deg`, up to an offset that is the
    person's own. NaN where the skew is. ``facing`` is that of the pose.
    """
    return _last_turn(back, 4, facing) if _has_ends(back) else math.nan


def away_share(turn_deg: float, lean_deg: float) -> float:
    """Return how much of turning away from the camera shows in an outline, 0 to 1.

    ``turn_deg`` is - where somebody is turned away from it, ``lean_deg`` the trunk's, 0 upright;
    what is unknown (NaN) counts as none.
    """
    if math.isnan(turn_deg) or math.isnan(lean_deg):
        return 0.0
    return float(
        np.interp(-turn_deg, AWAY_DEG, (0.0, 1.0)) * np.interp(lean_deg, BOWING_DEG, (0.0, 1.0))
    )


def away_added_deg(skew_deg: float, wave_deg: float, away: float) -> float:
    """Return by how much the bend of an outline is larger for being seen turned away, in degrees.

    ``skew_deg`` and ``wave_deg`` count from those of the person's straight back, and may be unknown
    (NaN); ``away`` is the share in which it shows, of which there is less in the straight one.
    """
    rest = AWAY_PER_SKEW * skew_deg + AWAY_PER_WAVE * wave_deg
    return away * (AWAY_BEND_DEG + (AWAY_REST_DEG if math.isnan(rest) else rest))


def bent_deg(
    bend_deg: float, skew_deg: float = math.nan, wave_deg: float = math.nan, away: float = 0.0
) -> float:
    """Return how far a back is bent, in degrees, from how its outline differs from a straight one.

    ``bend_deg``, ``skew_deg`` and ``wave_deg`` are the differences of :func:`outline_bend_deg`,
    :func:`outline_skew_deg` and :func:`outline_wave_deg`; skew and wave may be unknown. ``away`` is
    how much more of turning away shows in it than in the straight one. Bending of one part alone
    bends the best parabola less than it bends the back, and skews the outline instead.
    """
    bend_deg -= away_added_deg(skew_deg, wave_deg, away)
    even = bend_deg / (1.0 + LESS_PER_DEG * abs(bend_deg))
    if math.isnan(skew_deg):
        return even
    return even + UNEVEN * (math.hypot(skew_deg, SKEW_DEG) - SKEW_DEG)


def _has_ends(back: BackLine) -> bool:
    known = np.isfinite(back.points_px[:, 0])
    return bool(known[:ENDS].any() and known[-ENDS:].any())


def _last_turn(back: BackLine, degree: int, facing: int) -> float:
    """Return the last term of the polynomial of a degree that fits an outline best, in degrees."""
    _, along, *_, last = _fitted(back, degree).tolist()
    return _turn(along, last, facing)


def _fitted(back: BackLine, degree: int) -> Shapes:
    """Return Legendre coefficients of the outline, ``(degree + 1,)``; NaN where it tells nothing.

    Points are complex, right + down·i, in pixels.
    """
    points = back.points_px[:, 0] + 1j * back.points_px[:, 1]
    known = np.isfinite(points)
    if back.trust < LEAST_TRUST or known.mean() < LEAST_KNOWN:
        return np.full(degree + 1, complex(math.nan, math.nan))
    fit = _WHOLE[degree] if known.all() else np.linalg.pinv(_SHAPES[known, : degree + 1])
    return np.asarray(fit @ points[known], dtype=np.complex128)


def _turn(along: complex, shape: complex, facing: int) -> float:
    """Return by how many degrees a shape turns a line that goes ``along``, from end to end.

    The second Legendre polynomial's slope grows by 6 from one end to the other, and what is
    across the line counts. Those after it are given in the same scale.
    """
    length = abs(along)
    if not length > LEAST_PX:
        return math.nan
    return facing * math.degrees(6.0 * (shape * along.conjugate()).imag / length**2)
