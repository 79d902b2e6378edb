"""One mask to the outline of one back: where the mask ends along forty rays.

The rays leave the line through the near hip and the near shoulder at right angles, away from the
face. Everything counts in the trunk's own frame, ``along`` from the hip (0) to the shoulder (1) and
``out`` of the back, both in torso lengths: the picture's size, its mirroring and the trunk's lean
are gone once the rays are cast.
"""

import math
from dataclasses import dataclass
from typing import Self

import cv2
import numpy as np
import numpy.typing as npt

from formcheck.landmarks.pose import BACK_POINTS, FloatArray, Part, Pose

__all__ = [
    "ALONG",
    "ALONG_END",
    "ALONG_START",
    "JUDGED",
    "Flags",
    "Mask",
    "Rays",
    "Trunk",
    "cast",
    "smoothed",
]

Mask = npt.NDArray[np.float32]
Flags = npt.NDArray[np.bool_]

ALONG_START, ALONG_END = 0.0, 1.05
"""From the hip to a little above the shoulder, up to where a rounded upper back still turns. Of the
stretches tried on rendered people this one reads bodies outside the fit best: starting further up,
bends of the lower back read too low; starting further down, the buttock and the hem of a loose
shirt make straight backs round (docs/back.md)."""

ALONG: FloatArray = np.linspace(ALONG_START, ALONG_END, BACK_POINTS, dtype=np.float64)
"""Where the rays start, as a share of the way from hip (0) to shoulder (1)."""

JUDGED_START, JUDGED_END = 0.05, 0.95
"""The judged part of the outline; beyond it buttock and shoulder take over."""

JUDGED: Flags = (ALONG >= JUDGED_START) & (ALONG <= JUDGED_END)

REACH = 0.7
"""Length of a ray in torso lengths: a heavy body's back is about 0.4 from the line between the
joints (rendered bodies), and a very round one 0.2 further; no back lies beyond that."""

RAY_STEPS = 112
"""Samples along a ray: about one per pixel of the model's own 256-pixel mask."""

STEP = REACH / (RAY_STEPS - 1)

MASK_THRESHOLD = 0.5
"""The mask's own border between person and background."""

UNDECIDED = (0.15, 0.85)
"""Mask values between these count as undecided: it fades or does not know (team choice)."""

START_OUTSIDE = 0.12
"""How far outside the mask, in torso lengths, a ray may begin: hip landmarks are 5-12 % off."""

EDGE = 0.02
"""An outline this near to the picture's edge, in torso lengths, is the edge's: a centimetre."""


@dataclass(frozen=True, slots=True, eq=False)
class Trunk:
    """The trunk's own frame in the picture: pixels of the hip, and of one torso length each way.

    ``up`` points from the near hip to the near shoulder, ``out`` away from the face.
    """

    hip: complex
    up: complex
    out: complex

    @classmethod
    def of(cls, pose: Pose) -> Self | None:
        """Return the frame of a pose; None where hip, shoulder or the near side is unknown."""
        if pose.near is None or pose.facing == 0:
            return None
        hip, shoulder = (
            complex(*pose.point(part, pose.near)) for part in (Part.HIP, Part.SHOULDER)
        )
        up = shoulder - hip
        # With y down, this quarter turn leads from up to behind a person facing right.
        return cls(hip, up, up * -1j * pose.facing) if abs(up) > 1.0 else None

    @property
    def length(self) -> float:
        """Pixels from hip to shoulder."""
        return abs(self.up)

    def within(self, points_px: FloatArray) -> FloatArray:
        """Return points ``(n, 2)`` of the picture as ``(along, out)``."""
        away = (points_px[:, 0] - self.hip.real) + 1j * (points_px[:, 1] - self.hip.imag)
        return np.column_stack(
            [(away * side.conjugate()).real / self.length**2 for side in (self.up, self.out)]
        )

    def outline_px(self, depth: FloatArray) -> FloatArray:
        """Return the picture's points, shape ``(BACK_POINTS, 2)``, at these depths."""
        places = self.hip + ALONG * self.up + depth * self.out
        return np.column_stack((places.real, places.imag))


@dataclass(frozen=True, slots=True, eq=False)
class Rays:
    """The rays' results, each of shape ``(BACK_POINTS,)``.

    ``depth`` is how far the person reaches, in torso lengths, NaN where no end was found; ``blur``
    is the length of ray with an undecided mask, in torso lengths; ``again`` marks rays that met the
    mask again further out, ``cut`` those that ended at the picture's edge.
    """

    depth: FloatArray
    blur: FloatArray
    again: Flags
    cut: Flags


def cast(mask: Mask, trunk: Trunk, size_wh: tuple[int, int]) -> Rays:
    """Return what the rays meet in a mask ``(h, w)`` of a picture of this size.

    The mask may have any resolution. Its end, at half its confidence, is interpolated between
    pixels.
    """
    height, width = mask.shape
    across, down = width / size_wh[0], height / size_wh[1]
    first = trunk.hip + ALONG_START * trunk.up
    each, next_ = trunk.out * STEP, trunk.up * (ALONG_END - ALONG_START) / (BACK_POINTS - 1)
    # Pixel centres lie at half-integers in the picture and at integers for OpenCV.
    places = np.array(
        [
            [each.real * across, next_.real * across, first.real * across - 0.5],
            [each.imag * down, next_.imag * down, first.imag * down - 0.5],
        ]
    )
    patch = cv2.warpAffine(
        mask,
        places,
        (RAY_STEPS, BACK_POINTS),
        flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP,
        borderMode=cv2.BORDER_CONSTANT,
    )
    depth, again = _first_exit(np.asarray(patch))
    blur = ((patch > UNDECIDED[0]) & (patch < UNDECIDED[1])).sum(axis=1) * STEP
    cut = _at_edge(trunk.outline_px(depth), size_wh, EDGE * trunk.length)
    return Rays(np.where(cut, np.nan, depth), blur, again & ~cut, cut)


_ROWS = np.arange(BACK_POINTS)
_STEPS = np.arange(RAY_STEPS)


def _first_exit(patch: npt.NDArray[np.float32]) -> tuple[FloatArray, Flags]:
    """Return the person's reach along each row, and which rows meet the mask again."""
    inside = patch > MASK_THRESHOLD
    entry = inside.argmax(axis=1)
    outside = ~inside & (entry[:, None] <= _STEPS)
    out = outside.argmax(axis=1)
    left = outside[_ROWS, out] & (out > 0) & (entry * STEP <= START_OUTSIDE)
    last = np.maximum(out - 1, 0)
    high, low = patch[_ROWS, last], patch[_ROWS, out]
    part = (high - MASK_THRESHOLD) / np.maximum(high - low, 1e-6)
    met = inside.sum(axis=1) > out - entry
    return np.where(left, (last + part) * STEP, np.nan), met & left


def _at_edge(points: FloatArray, size_wh: tuple[int, int], margin: float) -> Flags:
    near = (points < margin) | (points > np.asarray(size_wh) - margin)
    return np.asarray(near.any(axis=1))


# --- Smoothing ------------------------------------------------------------------------------------

BENDS = 9
"""Control points of the smooth outline: with one for every 6 cm of a 50 cm back, it follows the
hollow of the lower back and no fold of a shirt."""

STIFFNESS = 1e-3
"""How much a bend of the control points costs against a misfit: enough to carry the curve
over a gap, too little to flatten a back."""

OUTLIER = 0.01
"""Distance from the smooth outline, in torso lengths, at which a ray begins to count less: three
times the misfit of clean outlines of rendered people."""

ROUNDS = 3
"""Number of fits; each gives the previous fit's outliers less weight."""


def _basis() -> FloatArray:
    """Return cubic B-splines over :data:`ALONG`, shape ``(BACK_POINTS, BENDS)``."""
    spans = BENDS - 3
    share = (ALONG[:, None] - ALONG_START) / (ALONG_END - ALONG_START)
    at = np.abs(share * spans - np.arange(-1, BENDS - 1))
    near, far = 2 / 3 - at**2 + at**3 / 2, np.maximum(2 - at, 0) ** 3 / 6
    return np.where(at < 1, near, far)


_BASIS = _basis()
_STIFF = np.diff(np.eye(BENDS), n=2, axis=0)
_STIFF = STIFFNESS * BACK_POINTS * _STIFF.T @ _STIFF


def smoothed(depth: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Return the smooth outline nearest to most of the depths, and each ray's distance from it.

    Both have shape ``(BACK_POINTS,)``; the curve is known everywhere, the distance is NaN where the
    depth is. Both are all NaN where too few rays are known.
    """
    known = np.isfinite(depth)
    if known.sum() < BACK_POINTS // 3:
        return np.full(BACK_POINTS, math.nan), np.full(BACK_POINTS, math.nan)
    filled = np.where(known, depth, 0.0)
    weight = known.astype(float)
    for _ in range(ROUNDS):
        weighed = _BASIS.T * weight
        curve = _BASIS @ np.linalg.solve(weighed @ _BASIS + _STIFF, weighed @ filled)
        rest = depth - curve
        weight = known / (1.0 + (np.where(known, rest, 0.0) / OUTLIER) ** 2)
    return curve, rest
