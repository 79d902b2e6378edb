"""How far the back is bent, from its outline and the person's own reference.

The measure is how much the outline's slope differs between the lower and the upper back, minus
the same difference when the person stood with the arms forward. Bodies differ more than fifty
degrees of bending changes an outline (rendered people), so without a reference
nothing is said. It sees bending of the upper back about three times as well as of the lowest
part alone: people are told of "the outline of your back", never of more.
"""

import cmath
import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from formcheck.pose.landmarks import BACK_POINTS, BackLine, FloatArray

__all__ = ["LEAST_TRUST", "BackReference", "bend_deg", "outline_slope_deg"]

LEAST_TRUST = 0.5
"""An outline trusted less than this is not judged (team choice; trust is a product of doubts,
and one doubt half grown is the most that is let through)."""

SLOPE_PER_DEGREE = 0.52
"""Degrees of slope difference per degree of bend, shoulder to hip: 0.45-0.6 on rendered people
side-on."""

_ALONG = np.linspace(0.0, 1.0, BACK_POINTS)
LOWER_PART, UPPER_PART = (0.08, 0.40), (0.60, 0.92)
"""Shares of the way from hip to shoulder between which each direction is taken; the windows the
slope's gain was measured with."""

_LOWER = (LOWER_PART[0] <= _ALONG) & (LOWER_PART[1] >= _ALONG)
_UPPER = (UPPER_PART[0] <= _ALONG) & (UPPER_PART[1] >= _ALONG)
LEAST_SHARE = 0.7
"""Share of each part's points that must have been found."""


@dataclass(frozen=True, slots=True)
class BackReference:
    """The person's own outline to compare with: its slope in degrees, and where it is from."""

    slope_deg: float = math.nan
    source: str = "none"

    @property
    def known(self) -> bool:
        """Whether there is anything to compare with."""
        return math.isfinite(self.slope_deg)


def outline_slope_deg(back: BackLine, facing: int) -> float:
    """Return how much the outline turns from its lower to its upper part, in degrees.

    More is rounder. Both directions are taken from the picture alone, so the trunk's own lean,
    the picture's size and mirroring do not enter. NaN where the outline is not trusted or a third
    of a part is missing. ``facing`` is that of the pose.
    """
    if back.trust < LEAST_TRUST:
        return math.nan
    turn = _direction(back.points_px, _LOWER) * _direction(back.points_px, _UPPER).conjugate()
    return -facing * math.degrees(math.atan2(turn.imag, turn.real))


def _direction(points: FloatArray, part: npt.NDArray[np.bool_]) -> complex:
    """Return the direction of a stretch of the outline, upwards, by total least squares."""
    here = points[part]
    here = here[np.isfinite(here).all(axis=1)]
    if len(here) < LEAST_SHARE * int(part.sum()):
        return complex(math.nan, math.nan)
    centred = here - here.mean(axis=0)
    spread = centred.T @ centred
    angle = 0.5 * math.atan2(2 * spread[0, 1], spread[0, 0] - spread[1, 1])
    axis = cmath.rect(1.0, angle)
    ends = complex(*(here[-1] - here[0]))
    return axis if (axis * ends.conjugate()).real >= 0 else -axis


def bend_deg(slope_deg: float, reference: BackReference) -> float:
    """Return the back's bend from shoulder to hip in degrees; + rounded, - arched.

    NaN without a reference.
    """
    return (slope_deg - reference.slope_deg) / SLOPE_PER_DEGREE
