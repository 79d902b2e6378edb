"""Where along the back its outline turns, and where it turns more than another outline.

:mod:`formcheck.exercise.back.bend` measures how far a back is bent; the shape shows where.
"""

import numpy as np

from formcheck.landmarks.pose import BACK_POINTS, FloatArray

__all__ = ["bent_part", "shape_deg"]

SPAN = 5
"""A direction spans this many points to each side: an eighth of the back, so that steps between the
mask's pixels do not pass for turns."""

PART = 14
"""Number of points in the part shown as bent: about a third of the back."""


def shape_deg(points_px: FloatArray, facing: int) -> FloatArray:
    """Return an outline's direction at each point, in degrees forward of its middle direction.

    ``points_px`` ``(BACK_POINTS, 2)`` goes from hip to shoulder, in pixels; so does the result
    ``(BACK_POINTS,)``. NaN near the ends and where points are missing. ``facing`` is the pose's.
    """
    steps = np.full((BACK_POINTS, 2), np.nan)
    steps[SPAN:-SPAN] = points_px[2 * SPAN :] - points_px[: -2 * SPAN]
    angles = np.degrees(np.arctan2(steps[:, 0] * facing, -steps[:, 1]))
    middle = np.nanmedian(angles) if np.isfinite(angles).any() else np.nan
    return np.asarray((angles - middle + 180.0) % 360.0 - 180.0)


def bent_part(shape: FloatArray, reference: FloatArray | None) -> slice:
    """Return the rows of the part of an outline that bends most beyond a reference.

    Without a reference, beyond a straight line. Empty if too little is known.
    """
    turned = shape if reference is None else shape - reference
    turns = turned[PART:] - turned[:-PART]
    if not np.isfinite(turns).any():
        return slice(0, 0)
    begin = int(np.nanargmax(turns))
    return slice(begin, begin + PART + 1)
