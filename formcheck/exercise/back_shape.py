"""Where along the back its outline turns, and where more than in another outline.

How far a back is bent is measured in :mod:`formcheck.exercise.back`; the shape shows where.
"""

import math
import statistics
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from formcheck.exercise.back import OutlineTurns
from formcheck.exercise.back_reference import Outline
from formcheck.pose.landmarks import BACK_POINTS, FloatArray

__all__ = ["SeenOutline", "bent_part", "middle_outline", "shape_deg"]

SPAN = 5
"""Points to each side over which a direction is taken: an eighth of the back, so that steps of the
mask's pixels do not pass for turns."""

PART = 14
"""Points in the part that is shown as bent: about a third of the back."""


_UNSEEN: FloatArray = np.full((BACK_POINTS, 2), np.nan)
_UNSEEN.flags.writeable = False


@dataclass(frozen=True, slots=True)
class SeenOutline(OutlineTurns):
    """The outline of a back in one frame: how it turns (NaN where not trusted), and its points.

    ``points_px`` and ``facing`` are those of the pose.
    """

    points_px: FloatArray = field(default_factory=lambda: _UNSEEN, compare=False, repr=False)
    facing: int = 0


def middle_outline(seen: Sequence[SeenOutline]) -> Outline | None:
    """Return the middle of an outline over some frames; ``None`` where half of them lack it."""
    known = [each for each in seen if math.isfinite(each.bend_deg)]
    if not 2 * len(known) > len(seen):
        return None
    shapes = np.array([shape_deg(each.points_px, each.facing) for each in known])
    return Outline(
        statistics.median(each.bend_deg for each in known),
        _middle([each.skew_deg for each in known]),
        _middle([each.wave_deg for each in known]),
        statistics.median(each.away for each in known),
        np.median(shapes, axis=0),
    )


def _middle(seen: Sequence[float]) -> float:
    known = [each for each in seen if math.isfinite(each)]
    return statistics.median(known) if 2 * len(known) > len(seen) else math.nan


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
