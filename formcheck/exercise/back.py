"""How far a back is bent, read off its outline.

The measure is the bend of the parabola that fits the outline best, and how far the outline differs
from a parabola. Of those compared on rendered people with known spines (docs/back.md) it reads
bodies it was not fitted on best, wherever their backs are bent. It counts from an offset that is
the person's own, for bodies differ more than fifty degrees of bending changes an outline: only
the difference to the same person's own outline is a bend. People are told of "the outline of your
back", never of more.
"""

import math

import numpy as np
import numpy.typing as npt

from formcheck.pose.landmarks import BACK_POINTS, BackLine, FloatArray

__all__ = [
    "BEND_PER_TURN",
    "HALVED_TURN_DEG",
    "LEAST_TRUST",
    "LESS_PER_DEG",
    "SKEW_DEG",
    "UNEVEN",
    "bent_deg",
    "outline_bend_deg",
    "outline_skew_deg",
]

LEAST_TRUST = 0.5
"""An outline trusted less than this is not judged (team choice; trust is a product of doubts,
and one doubt half grown is the most that is let through)."""

BEND_PER_TURN = 1.19
"""Degrees the spine is bent from pelvis to shoulders per degree the parabola turns from end to
end, where that is little and even: 1.16-1.21 whichever rendered body is left out (docs/back.md)."""

HALVED_TURN_DEG = 100.0
"""By a turn of so much the outline shows half of what it would: a bent back is shorter from hip to
shoulder, by which its outline is counted. Of 60 to 150 this fits rendered people best; what is
above 60 has not been tried, and there a back is only ever read as rounder for a rounder outline."""

LESS_PER_DEG = 1.0 / (BEND_PER_TURN * HALVED_TURN_DEG)
"""The same per degree of bend."""

UNEVEN = 0.61
"""Degrees of bend in one part alone that a parabola misses, per unit of skew: 0.59-0.65 whichever
body is left out."""

SKEW_DEG = 10.0
"""Below this skew hardly anything is added: what jitter makes of a straight back is no bend. Gains
fitted with 5 or 15 instead give errors that differ by 0.1 degrees."""

LEAST_KNOWN = 0.7
"""Share of the outline's points that must have been found: a parabola is loose beyond them."""

ENDS = 2
"""One of so many points at either end must have been found for the skew: without four points there
a cubic is off by 7 to 13, without seven in the middle by 1 (rendered people)."""

LEAST_PX = 1.0
"""Half of an outline's length below which it is a heap of points, in pixels."""

_AT = np.linspace(-1.0, 1.0, BACK_POINTS)
_SHAPES: FloatArray = np.asarray(np.polynomial.legendre.legvander(_AT, 3), dtype=float)
"""Place, direction, bend and skew of a line: Legendre polynomials 0 to 3, ``(BACK_POINTS, 4)``."""

_PARABOLA, _CUBIC = np.linalg.pinv(_SHAPES[:, :3]), np.linalg.pinv(_SHAPES)
_WHOLE = {2: _PARABOLA, 3: _CUBIC}
"""What fits a line without gaps, by the degree of the curve."""

Shapes = npt.NDArray[np.complex128]


def outline_bend_deg(back: BackLine, facing: int) -> float:
    """Return how far the outline is bent, in degrees, up to an offset that is the person's own.

    More is rounder. It is read off the outline's shape alone: the trunk's lean, the picture's size
    and mirroring do not enter. NaN where the outline is not trusted or too little of it was found.
    ``facing`` is that of the pose.
    """
    _, along, bend = _fitted(back, 2).tolist()
    return BEND_PER_TURN * _turn(along, bend, facing)


def outline_skew_deg(back: BackLine, facing: int) -> float:
    """Return how far an outline turns more in its upper half than in its lower.

    It is the cubic term in the scale of :func:`outline_bend_deg`, two fifths of the degrees by
    which the halves differ, up to an offset that is the person's own. NaN where the bend is, and
    where an end of the outline was not found. ``facing`` is that of the pose.
    """
    known = np.isfinite(back.points_px[:, 0])
    if not (known[:ENDS].any() and known[-ENDS:].any()):
        return math.nan
    _, along, _, skew = _fitted(back, 3).tolist()
    return _turn(along, skew, facing)


def bent_deg(bend_deg: float, skew_deg: float = math.nan) -> float:
    """Return how far a back is bent, in degrees, from how its outline differs from a straight one.

    ``bend_deg`` and ``skew_deg`` are the differences of :func:`outline_bend_deg` and
    :func:`outline_skew_deg`; the skew may be unknown. Bending of one part alone bends the best
    parabola less than it bends the back, and skews the outline instead.
    """
    even = bend_deg / (1.0 + LESS_PER_DEG * abs(bend_deg))
    if math.isnan(skew_deg):
        return even
    return even + UNEVEN * (math.hypot(skew_deg, SKEW_DEG) - SKEW_DEG)


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
    across the line counts. The third is given in the same scale.
    """
    length = abs(along)
    if not length > LEAST_PX:
        return math.nan
    return facing * math.degrees(6.0 * (shape * along.conjugate()).imag / length**2)
