"""Where along the back its outline turns, and where more than in another outline.

How far a back is bent is measured in :mod:`formcheck.exercise.back`; the shape shows where.
"""

import math
import statistics
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from formcheck.exercise.back import ROUGH_DEG, OutlineTurns
from formcheck.exercise.back_reference import Outline
from formcheck.pose.landmarks import BACK_POINTS, FloatArray

__all__ = ["REFERENCE_TRUST", "SeenOutline", "bent_part", "middle_outline", "shape_deg"]

SPAN = 5
"""Points to each side over which a direction is taken: an eighth of the back, so that steps of the
mask's pixels do not pass for turns."""

PART = 14
"""Points in the part that is shown as bent: about a third of the back."""

REFERENCE_TRUST = 0.75
"""An outline that others are compared with must be trusted so much, more than one that is judged,
and little of it may be hidden: its error is in every bend. Of rendered people seen obliquely those
whose standing was trusted less were read wrong by 7 to 48 degrees."""

_UNSEEN: FloatArray = np.full((BACK_POINTS, 2), np.nan)
_UNSEEN.flags.writeable = False


@dataclass(frozen=True, slots=True)
class SeenOutline(OutlineTurns):
    """The outline of a back in one frame: how it turns (NaN where not trusted), and its points.

    ``points_px``, ``facing`` and ``trust`` are those of the pose.
    """

    points_px: FloatArray = field(default_factory=lambda: _UNSEEN, compare=False, repr=False)
    facing: int = 0
    trust: float = 1.0


def middle_outline(seen: Sequence[SeenOutline]) -> Outline | None:
    """Return the middle of an outline over some frames, for others to be compared with.

    ``None`` where half of the frames lack it, or it is trusted too little in them, or too much of
    it is hidden to call a back good.
    """
    known = [each for each in seen if _is_clear(each)]
    if not 2 * len(known) > len(seen):
        return None
    shapes = np.array([shape_deg(each.points_px, each.facing) for each in known])
    return Outline(
        bend_deg=statistics.median(each.bend_deg for each in known),
        skew_deg=statistics.median(each.skew_deg for each in known),
        wave_deg=statistics.median(each.wave_deg for each in known),
        away=statistics.median(each.away for each in known),
        unsure_deg=statistics.median(each.unsure_deg for each in known),
        shape_deg=_middle_shape(shapes),
    )


def _middle_shape(shapes: FloatArray) -> FloatArray:
    """Return the middle direction at each point (BACK_POINTS,), NaN where no frame knows it."""
    known = np.isfinite(shapes).any(axis=0)
    middle = np.full(BACK_POINTS, np.nan)
    middle[known] = np.nanmedian(shapes[:, known], axis=0)
    return middle


def _is_clear(seen: SeenOutline) -> bool:
    known = math.isfinite(seen.bend_deg) and seen.unsure_deg <= ROUGH_DEG
    return known and seen.trust >= REFERENCE_TRUST


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
