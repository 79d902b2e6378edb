"""What turning away from the camera adds to a bowed outline, as its skew and wave tell."""

from collections.abc import Callable

import numpy as np
import numpy.typing as npt
from scipy.optimize import least_squares

from rendering.study.rows import Rows
from rendering.study.weighting import weights

__all__ = ["fit_away", "less_away"]

Floats = npt.NDArray[np.float64]

USUAL_OFF_DEG = 4.0
"""Errors beyond this, weighted, count less and less. One body of fourteen shows little of its bends
when it is turned away; squared, its errors would be a quarter of all."""


def less_away(change: Floats, share: Floats, away: Floats) -> Floats:
    """Return changes (n, k) less what turning away added to the first number, the bend.

    ``share`` (n,) is how much of it shows, negative where more of it shows in what they count from;
    ``away`` (3,) what it is in degrees, and by how much more for each degree of the second number
    and of the third.
    """
    if not away.any():
        return change
    less = change.copy()
    less[:, 0] -= share * away[0] + np.abs(share) * (change[:, 1:3] @ away[1:])
    return less


def fit_away(
    rows: Rows,
    terms: Callable[[Floats], Floats],
    change: Floats,
    share: Floats,
    coefficients: Floats,
) -> Floats:
    """Return what turning away adds (3,), by which the rows' bends come out best."""
    weight = weights(rows)
    weight = np.sqrt(weight / weight.mean())

    def off(away: Floats) -> Floats:
        bend = terms(less_away(change, share, away)) @ coefficients
        wrong: Floats = weight * (bend - rows.flexion)
        return wrong

    # From what it is for a measure in degrees of turn, so that the first step is one at all.
    found: Floats = least_squares(off, (1.0, 0.0, 0.0), loss="soft_l1", f_scale=USUAL_OFF_DEG).x
    return found
