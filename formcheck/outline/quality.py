"""How far one outline of the back can be trusted, and why not.

A ray that did not end on the back itself is hidden: by an arm, the picture's edge, something that
sticks out. The cause that hides most names the doubt. Further doubts concern the whole outline.
Every doubt leaves a trust of 0 to 1; the outline's trust is their product.
"""

import math
from dataclasses import dataclass

import cv2
import numpy as np

from formcheck.landmarks.doubts import Doubt
from formcheck.landmarks.pose import BACK_POINTS, JOINTS, FloatArray, Joint, Pose
from formcheck.landmarks.yaw import yaw_of
from formcheck.outline.rays import ALONG, JUDGED, Flags, Rays, Trunk, smoothed

__all__ = ["JUMP", "QUALITY_CRITERIA", "OutlineSample", "look_at", "trust_and_doubt"]


@dataclass(frozen=True, slots=True)
class _Criterion:
    """One doubt's range: it costs no trust up to ``none`` and all of it from ``full`` on."""

    none: float
    full: float
    doubt: Doubt

    def trust(self, value: float) -> float:
        """Return the trust left: 1 up to ``none``, 0 from ``full`` on and for NaN."""
        if math.isnan(value):
            return 0.0
        return min(max((self.full - value) / (self.full - self.none), 0.0), 1.0)


# We chose the limits on rendered people and by eye on outlines drawn over real ones, before any
# verdict: outlines that lie on the back stay below every "none". Shares are of the judged rays.
_HIDDEN = (0.15, 0.45)
QUALITY_CRITERIA = (
    _Criterion(-60.0, -35.0, Doubt.TOO_SMALL),
    _Criterion(25.0, 40.0, Doubt.TURNED),
    _Criterion(*_HIDDEN, Doubt.PART_HIDDEN),
    _Criterion(*_HIDDEN, Doubt.CUT_OFF),
    _Criterion(*_HIDDEN, Doubt.ARM_COVERS),
    _Criterion(*_HIDDEN, Doubt.BLURRED_OUTLINE),
    _Criterion(*_HIDDEN, Doubt.UNEVEN),
    _Criterion(*_HIDDEN, Doubt.STICKS_OUT),
    _Criterion(0.014, 0.035, Doubt.UNEVEN),
    _Criterion(0.10, 0.35, Doubt.TOUCHES),
    _Criterion(-0.06, -0.02, Doubt.INSIDE),
    _Criterion(0.025, 0.060, Doubt.JUMPS),
)
"""All doubts; of equally grave ones, the first in this order is reported."""

_CAUSES = slice(2, 8)
"""Doubts of single rays, in the order of :func:`_causes`; hidden rays count together."""

_STAND_OFF = 4
"""From this row of :func:`_causes` on, the ray met something that stands off the back."""

JUMP = len(QUALITY_CRITERIA) - 1


@dataclass(frozen=True, slots=True, eq=False)
class OutlineSample:
    """One mask's outline: ``depth`` by ray in torso lengths, NaN where it is not the person's.

    ``stands_off`` marks the rays that met something standing off the back, or a hole in the mask:
    clothing if it does so both standing and bowed, otherwise a hand or a thing. ``trusts`` is the
    trust that each of :data:`QUALITY_CRITERIA` leaves.
    """

    depth: FloatArray
    stands_off: Flags
    trusts: FloatArray

    @property
    def body_depth(self) -> FloatArray:
        """The depth by ray where nothing stands off the body, NaN elsewhere."""
        return np.where(self.stands_off, np.nan, self.depth)


def look_at(rays: Rays, trunk: Trunk, pose: Pose, *, mask_px: float) -> OutlineSample:
    """Return the outline that the rays show, with every trust but that for jumps.

    ``mask_px`` is the torso's length in pixels of the mask.
    """
    curve, rest = smoothed(rays.depth)
    causes = _causes(rays, curve, rest, _arm_reach(trunk, pose))
    fine = ~causes.any(axis=0)
    shares = causes[:, JUDGED].mean(axis=1)
    judged = JUDGED & fine
    values = (
        -mask_px,
        yaw_of(pose),
        *(0.0 for _ in shares),
        _rms(rest[judged]),
        float(rays.again[JUDGED].mean()),
        -float(np.median(rays.depth[judged])) if judged.any() else math.nan,
        0.0,
    )
    trusts = np.array(
        [doubt.trust(value) for doubt, value in zip(QUALITY_CRITERIA, values, strict=True)]
    )
    gravest = _CAUSES.start + int(shares.argmax())
    trusts[gravest] = QUALITY_CRITERIA[gravest].trust(float(shares.sum()))
    hidden = causes[:_STAND_OFF].any(axis=0)
    stands_off = np.asarray(causes[_STAND_OFF:].any(axis=0))
    return OutlineSample(np.where(hidden, np.nan, rays.depth), stands_off, trusts)


def trust_and_doubt(trusts: FloatArray) -> tuple[float, Doubt | None]:
    """Return the trust that all doubts leave, and the gravest of them; None at full trust."""
    trust = float(np.prod(trusts))
    return trust, None if trust >= 1.0 else QUALITY_CRITERIA[int(trusts.argmin())].doubt


def _rms(values: FloatArray) -> float:
    return math.sqrt(float(np.mean(values**2))) if len(values) else math.nan


# --- Rays that do not show the back ---------------------------------------------------------------

OFF = 0.03
"""A ray this far from the smooth outline, in torso lengths, has met something else: 1.5 cm."""

BLURRED = 0.07
"""A ray with an undecided stretch of mask longer than this, in torso lengths, has no clear end.
On outlines seen to lie on the back the stretch is 0.02-0.04, about two of the mask's own pixels;
on hair, shadows and the wrong background it is 0.09-0.19."""


def _causes(rays: Rays, curve: FloatArray, rest: FloatArray, arms: FloatArray) -> Flags:
    """Return by cause the rays that fail to show the back, at most one cause for each."""
    lost = np.isnan(rays.depth)
    filled = np.where(lost, curve, rays.depth)
    every = np.stack(
        (
            lost & ~rays.cut,
            rays.cut,
            arms > filled - ARM_MARGIN,
            rays.blur > BLURRED,
            np.abs(rest) > OFF,
            _sticks_out(_without_holes(filled)),
        )
    )
    return np.asarray(every & (np.cumsum(every, axis=0) == 1))


# Half of an arm's width in torso lengths: 5 cm at the shoulder, sleeve included, 2.5 cm at the hand
# (team choice).
_ARMS = (
    (Joint.LEFT_SHOULDER, Joint.LEFT_ELBOW, 0.10, 0.09),
    (Joint.LEFT_ELBOW, Joint.LEFT_WRIST, 0.09, 0.06),
    (Joint.LEFT_WRIST, Joint.LEFT_INDEX, 0.06, 0.05),
)
_PLACES = 6
"""Places along each part of an arm: 5 cm apart, less than an arm is wide."""

ARM_MARGIN = 0.03
"""An arm whose edge comes this near to the outline, in torso lengths, is the outline. The arms that
hang at the side of rendered people stay 0.05 and more inside of it seen side-on. Turned by 10
degrees they come as near as this on a quarter of the rays, by 20 on half of them; there the
outline begins to differ from the one with the arms forward."""


def _arms() -> tuple[FloatArray, FloatArray]:
    """Return landmark weights for places along both arms, and the half widths there."""
    share = np.linspace(0.0, 1.0, _PLACES)
    weights = np.zeros((2 * len(_ARMS), _PLACES, JOINTS))
    for i, (start, end, _, _) in enumerate(_ARMS):
        for side in (0, 1):
            weights[2 * i + side, :, start + side] = 1.0 - share
            weights[2 * i + side, :, end + side] = share
    widths = [a + (b - a) * share for _, _, a, b in _ARMS for _ in (0, 1)]
    return weights.reshape(-1, JOINTS), np.concatenate(widths)


_ARM_PLACES, _ARM_WIDTHS = _arms()


def _arm_reach(trunk: Trunk, pose: Pose) -> FloatArray:
    """Return how far out the arms reach at each ray, in torso lengths; far inside without one."""
    places = trunk.within(_ARM_PLACES @ np.nan_to_num(pose.points_px, nan=1e6))
    square = _ARM_WIDTHS[:, None] ** 2 - (places[:, :1] - ALONG) ** 2
    edge = places[:, 1:] + np.sqrt(np.maximum(square, 0.0))
    return np.asarray(np.where(square > 0, edge, -1.0).max(axis=0))


CORNER = 4
"""Rays on each side of a place that give the outline's direction there: a tenth of the back."""

CORNERS_DEG = np.interp(ALONG, (0.62, 0.74), (50.0, 25.0))
"""Where the outline turns outwards by more than this, something else begins: a hood, hair, a plate.
On rendered people, and on real ones whose outline we saw lie on the back, it turned by up to 47
degrees in the hollow of the back, which reached to 0.65 of the way up in deep squats, and by up to
22 above; a hood turned by 43 in a bow, 28 in standing."""


def _slopes() -> FloatArray:
    """Return the weights for the slope over each stretch of CORNER rays."""
    stretch = np.arange(CORNER + 1) - CORNER / 2
    fit = stretch / (stretch @ stretch) * (BACK_POINTS - 1) / np.ptp(ALONG)
    rows = np.zeros((BACK_POINTS - CORNER, BACK_POINTS))
    for i, row in enumerate(rows):
        row[i : i + CORNER + 1] = fit
    return rows


_SLOPES = _slopes()
_NOTCH = np.ones((1, CORNER + 1), dtype=np.uint8)
_INNER = slice(CORNER, BACK_POINTS - CORNER)


def _without_holes(depth: FloatArray) -> FloatArray:
    """Return the outline with narrow notches filled: these are holes in a mask, not corners."""
    row = depth.astype(np.float32)[None]
    closed = cv2.morphologyEx(row, cv2.MORPH_CLOSE, _NOTCH)[0]
    return np.where(closed - depth > OFF, closed, depth)


def _sticks_out(depth: FloatArray) -> Flags:
    """Return which rays meet something that sticks out, by the outline's corners.

    It lies between two corners, or between a lone corner and the nearer end.
    """
    leans = np.degrees(np.arctan(_SLOPES @ depth))
    corners = np.flatnonzero(leans[CORNER:] - leans[:-CORNER] > CORNERS_DEG[_INNER]) + CORNER
    beyond = np.zeros(BACK_POINTS, dtype=bool)
    if not len(corners):
        return beyond
    first, last = int(corners[0]), int(corners[-1])
    if last - first > 2 * CORNER:
        beyond[first : last + 1] = True
    elif first + last < BACK_POINTS:
        beyond[: last + 1] = True
    else:
        beyond[first:] = True
    return beyond
