"""The hidden part of a back's outline, filled in from the part that was seen.

The ends of an outline bend its parabola most, and an arm or a collar hides them: without the two
points at the shoulder, a standing person seems 8 to 16 degrees more hollow than they are, and the
bend jumps with every point that comes and goes. So each hidden point gets its most likely place, by
the usual shapes of backs; then the outline is read in full.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from formcheck.landmarks.pose import BACK_POINTS, FloatArray

__all__ = [
    "DEGREE",
    "USUAL",
    "USUAL_CHANGE",
    "Filled",
    "UsualOutline",
    "filled",
    "shapes_of",
]

Points = npt.NDArray[np.complex128]

DEGREE = 8
"""Degree of the finest shape in use. With two points of rendered people hidden at an end, bends are
off by 1 to 1.5 degrees with 8, by 1.5 to 2.5 with 6, and by 2 to 3 with 4."""

_SHAPES: FloatArray = np.asarray(
    np.polynomial.legendre.legvander(np.linspace(-1.0, 1.0, BACK_POINTS), DEGREE), dtype=float
)
"""Place, direction and shapes of a line: Legendre polynomials 0 to 8, ``(BACK_POINTS, 9)``."""

_FREE = 2
"""The first terms, place and direction, say nothing of a back: the seen part alone sets them."""


@dataclass(frozen=True, slots=True, eq=False)
class UsualOutline:
    """How outlines of backs are shaped, in half lengths of the outline.

    ``shapes`` (7,) are the means of the Legendre polynomials 2 to 8, the first of them + for a
    round back; ``spread`` (7, 7) are their covariances, ``rest`` is the error of a single point.
    """

    shapes: FloatArray
    spread: FloatArray
    rest: float


USUAL = UsualOutline(
    shapes=1e-4 * np.array([229, 660, 248, -168, 100, -3, -37]),
    spread=1e-6
    * np.array(
        [
            [6830, -283, -1972, 776, -42, -162, 132],
            [-283, 2300, -426, -422, 271, -115, -37],
            [-1972, -426, 1034, -213, -164, 130, -55],
            [776, -422, -213, 360, -80, -90, 67],
            [-42, 271, -164, -80, 211, -19, -72],
            [-162, -115, 130, -90, -19, 101, -26],
            [132, -37, -55, 67, -72, -26, 83],
        ]
    ),
    rest=0.0041,
)
"""From fourteen rendered bodies, standing and bowed with straight and bent backs, turned by up to
25 degrees (docs/back.md). On outlines of real people with points taken out it is as good for small
gaps, and off by more than twice as much for large ones."""

USUAL_CHANGE = UsualOutline(
    shapes=1e-4 * np.array([753, -174, -203, 46, -60, 8, 41]),
    spread=1e-6
    * np.array(
        [
            [4525, -58, -1245, 485, -176, -61, 69],
            [-58, 1449, -266, -306, 110, -48, 8],
            [-1245, -266, 848, -217, -21, 85, -118],
            [485, -306, -217, 401, -78, -106, 86],
            [-176, 110, -21, -78, 183, 13, -64],
            [-61, -48, 85, -106, 13, 140, -47],
            [69, 8, -118, 86, -64, -47, 136],
        ]
    ),
    rest=0.0041,
)
"""How one person's outline changes from standing to a bow, from the same bodies. Points hidden in
both then add less error to the bend: a hidden upper quarter adds 11 degrees instead of 14 on
rendered people, and 9 instead of 10 on thirteen real ones (docs/back.md)."""


@dataclass(frozen=True, slots=True, eq=False)
class Filled:
    """An outline without gaps.

    ``points`` (BACK_POINTS,) are right + down·i in pixels; ``spread`` (BACK_POINTS, BACK_POINTS)
    holds the covariances of hidden points across the outline, in squares of its half length, and 0
    for seen points.
    """

    points: Points
    spread: FloatArray


def filled(points: Points, facing: int, usual: UsualOutline) -> Filled:
    """Return an outline with its hidden points (NaN) in their most likely places.

    ``points`` (BACK_POINTS,) go from hip to shoulder, right + down·i in pixels, and half of them
    should be known; ``facing`` is the pose's, ``usual`` is how outlines are shaped.

    Notes
    -----
    The result is the posterior mean under a Gaussian prior on the shapes. The shapes lie across the
    line, and the line is unknown too, so one equation for its direction is solved with the rest.
    """
    hidden = ~np.isfinite(points)
    if not hidden.any():
        return Filled(points, np.zeros((BACK_POINTS, BACK_POINTS)))
    seen = _SHAPES[~hidden]
    stiff = np.zeros((DEGREE + 1, DEGREE + 1))
    stiff[_FREE:, _FREE:] = np.linalg.inv(usual.spread)
    unsure = np.linalg.inv(seen.T @ seen / usual.rest**2 + stiff)
    fit = unsure @ seen.T / usual.rest**2
    mean = np.concatenate((np.zeros(_FREE), usual.shapes))
    # The second term is the line's direction; the shapes, times it and i, lie across the line.
    drawn, across = fit @ points[~hidden], 1j * facing * (mean - fit @ (seen @ mean))
    terms = drawn + across * drawn[1] / (1.0 - across[1])
    whole = points.copy()
    whole[hidden] = _SHAPES[hidden] @ terms
    spread = np.zeros((BACK_POINTS, BACK_POINTS))
    off = _SHAPES[hidden] @ unsure @ _SHAPES[hidden].T + usual.rest**2 * np.eye(hidden.sum())
    spread[np.ix_(hidden, hidden)] = off
    return Filled(whole, spread)


def shapes_of(points: Points, facing: int) -> tuple[FloatArray, float]:
    """Return the shapes (7,) of an outline without gaps and the error of its single points.

    Both are as in :class:`UsualOutline`.
    """
    terms, *_ = np.linalg.lstsq(_SHAPES, points, rcond=None)
    rest = (points - _SHAPES @ terms) / terms[1]
    return facing * (terms[_FREE:] / terms[1]).imag, float(np.sqrt(np.mean(rest.imag**2)))
