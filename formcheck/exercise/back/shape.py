"""Where along the back its outline turns, and where more than in another outline.

How far a back is bent is measured in :mod:`formcheck.exercise.back.bend`; the shape shows where.
"""

import numpy as np

from formcheck.landmarks.pose import BACK_POINTS, FloatArray

__all__ = ["bent_part", "shape_deg"]

SPAN = 5
"""Points to each side over which a direction is taken: an eighth of the back, so that steps of the
mask's pixels do not pass for turns."""

PART = 14
"""Points in the part that is shown as bent: about a third of the back."""


def shape_deg(points_px: FloatArray, facing: int) -> FloatArray:
    """Return the direction of an outline all along, in degrees forward of its middle direction.

    ``points_px`` is shaped ``(BACK_POINTS, 2)``, from hip to shoulder, pixels; so are rows of the
    result, ``(BACK_POINTS,)``. NaN where points are missing and near the ends. ``facing`` is that
    of the pose.
    """
    steps = np.full((BACK_POINTS, 2), np.nan)
    steps[SPAN:-SPAN] = points_px[2 * SPAN :] - points_px[: -2 * SPAN]
    angles = np.degrees(np.arctan2(steps[:, 0] * facing, -steps[:, 1]))
    middle = np.nanmedian(angles) if np.isfinite(angles).any() else np.nan
    return np.asarray((angles - middle + 180.0) % 360.0 - 180.0)


def bent_part(shape: FloatArray, reference: FloatArray | None) -> slice:
    """Return the rows of the part of an outline that is bent most, compared with a reference.

    Without a reference, compared with a straight line. Empty where too little is known.
    """
    turned = shape if reference is None else shape - reference
    turns = turned[PART:] - turned[:-PART]
    if not np.isfinite(turns).any():
        return slice(0, 0)
    begin = int(np.nanargmax(turns))
    return slice(begin, begin + PART + 1)
