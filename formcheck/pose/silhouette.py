"""The person's mask to the outline of the back, and how far it can be trusted.

Rays leave the line from the near hip to the near shoulder at right angles, away from the face,
and end where the mask does (between pixels, at half its confidence). The mask ends here: what
goes on is forty points. Arms, objects, the picture's edge and torn masks spoil an outline; each
lowers its trust, and a distrusted outline is never judged.
"""

import math
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from formcheck.pose.landmarks import BACK_POINTS, BackLine, FloatArray, Part, Pose, Side

__all__ = ["ALONG", "BackReader", "Mask"]

Mask = npt.NDArray[np.float32]

ALONG: FloatArray = np.linspace(0.0, 1.0, BACK_POINTS)
"""Where the rays start, as a share of the way from hip (0) to shoulder (1)."""

REACH = 0.6
"""Length of a ray in torso lengths: the back of a heavy body is about 0.4 from the line between
the joints (rendered bodies); anything further is not a back."""

RAY_STEPS = 96
"""Samples along a ray: about one per pixel of the model's own 256-pixel mask."""

HALF = 0.5
"""The mask's own border between person and background."""

START_OUTSIDE = 0.12
"""How far outside the mask, in torso lengths, a ray may begin: hip landmarks are 5-12 % off."""

USED_FROM, USED_TO = 0.05, 0.95
"""The part of the outline that is judged; beyond it buttock and shoulder take over."""

USED = (ALONG >= USED_FROM) & (ALONG <= USED_TO)


@dataclass(frozen=True, slots=True)
class _Ramp:
    """A doubt that grows from ``none`` (no doubt) to ``full`` (no trust)."""

    none: float
    full: float
    words: str

    def trust(self, value: float) -> float:
        """Return 1 up to ``none``, 0 from ``full`` on, in proportion between."""
        if math.isnan(value):
            return 0.0
        return min(max((self.full - value) / (self.full - self.none), 0.0), 1.0)


# Where trust begins and ends. Team choice on rendered people: their clean outlines stay below
# every "none"; an arm or a box in front of the back goes beyond a "full".
_MISSING = _Ramp(0.05, 0.30, "part of the outline of the back is hidden")
_ROUGH = _Ramp(0.012, 0.035, "the outline of the back is uneven")
_BEHIND = _Ramp(0.10, 0.35, "something touches the back")
_SMALL = _Ramp(-60.0, -35.0, "the person is too small in the picture")
_ARM = _Ramp(-0.06, 0.02, "an arm covers the back")
_JUMP = _Ramp(0.03, 0.08, "the outline of the back jumps")
_FLAT = _Ramp(-0.06, -0.02, "the outline runs inside the body")


class BackReader:
    """Reads the outline of the back off one mask after another."""

    def __init__(self) -> None:
        self._before: FloatArray = np.full(BACK_POINTS, np.nan)

    def __call__(self, mask: Mask | None, pose: Pose) -> BackLine:
        """Return the back line of a pose; untrusted where there is no mask or no known side.

        ``mask`` has shape ``(h, w)``, confidence 0 to 1, and shows the whole picture at any
        resolution.
        """
        if mask is None or pose.near is None or pose.facing == 0:
            return BackLine()
        hip, shoulder = pose.point(Part.HIP, pose.near), pose.point(Part.SHOULDER, pose.near)
        along = shoulder - hip
        length = float(np.hypot(*along))
        if not length > 1.0:
            return BackLine()
        outward = np.array([along[1], -along[0]]) / length * pose.facing
        starts = hip + ALONG[:, None] * along
        depth, again = _cast(mask, starts, outward * length, pose.size_wh)
        doubts = {
            _SMALL: -length * mask.shape[1] / pose.size_wh[0],
            _MISSING: float(np.isnan(depth[USED]).mean()),
            _BEHIND: float(again[USED].mean()),
            _ROUGH: _roughness(depth),
            _FLAT: -_median(depth[USED]),
            _ARM: _arm_over_back(pose, hip, along / length**2, outward / length, depth),
            _JUMP: _median(np.abs(depth - self._before)[USED], unknown=0.0),
        }
        self._before = depth
        points = starts + depth[:, None] * outward * length
        return _judged(points, doubts)


def _judged(points: FloatArray, doubts: dict[_Ramp, float]) -> BackLine:
    trusts = {ramp: ramp.trust(value) for ramp, value in doubts.items()}
    worst = min(trusts, key=trusts.__getitem__)
    trust = math.prod(trusts.values())
    return BackLine(points, trust, "" if trust >= 1.0 else worst.words)


def _median(values: FloatArray, *, unknown: float = math.nan) -> float:
    known = values[np.isfinite(values)]
    return float(np.median(known)) if len(known) else unknown


def _cast(
    mask: Mask, starts: FloatArray, outward: FloatArray, size_wh: tuple[int, int]
) -> tuple[FloatArray, npt.NDArray[np.bool_]]:
    """Return how far the mask reaches along each ray, and which rays meet it again beyond.

    ``outward`` is one torso length, in pixels; depths are in torso lengths. NaN where a ray
    begins outside the person or runs into the picture's edge.
    """
    steps = np.linspace(0.0, REACH, RAY_STEPS)
    scale = np.array([mask.shape[1] / size_wh[0], mask.shape[0] / size_wh[1]])
    # Pixel centres lie at half-integers in the picture and at integers for remap.
    places = (starts[:, None] + steps[:, None] * outward) * scale - 0.5
    grid = places.astype(np.float32)
    values = cv2.remap(
        mask, grid[..., 0], grid[..., 1], cv2.INTER_LINEAR, borderMode=cv2.BORDER_CONSTANT
    )
    inside = np.asarray(values) > HALF
    off_picture = ((places < 0) | (places > np.array([mask.shape[1] - 1, mask.shape[0] - 1]))).any(
        axis=2
    )
    return _first_exit(np.asarray(values, dtype=float), inside, off_picture, steps)


def _first_exit(
    values: FloatArray,
    inside: npt.NDArray[np.bool_],
    off_picture: npt.NDArray[np.bool_],
    steps: FloatArray,
) -> tuple[FloatArray, npt.NDArray[np.bool_]]:
    rows = np.arange(len(values))
    entry = inside.argmax(axis=1)
    begun = inside[rows, entry] & (steps[entry] <= START_OUTSIDE)
    after = np.arange(len(steps)) >= entry[:, None]
    outside = ~inside & after
    out = outside.argmax(axis=1)
    left = outside[rows, out] & begun & (out > 0) & ~off_picture[rows, out]
    last = np.maximum(out - 1, 0)
    high, low = values[rows, last], values[rows, out]
    part = (high - HALF) / np.maximum(high - low, 1e-6)
    depth = steps[last] + part * (steps[1] - steps[0])
    again = (inside & (np.arange(len(steps)) > out[:, None])).any(axis=1) & left
    return np.where(left, depth, np.nan), again


def _roughness(depth: FloatArray) -> float:
    """Return the root mean square distance from a smooth (cubic) outline, in torso lengths."""
    known = USED & np.isfinite(depth)
    if known.sum() < BACK_POINTS // 2:
        return math.nan
    curve = np.polynomial.polynomial.Polynomial.fit(ALONG[known], depth[known], 3)
    rest = depth[known] - curve(ALONG[known])
    return float(np.sqrt(np.mean(rest**2)))


def _arm_over_back(
    pose: Pose, hip: FloatArray, up: FloatArray, out: FloatArray, depth: FloatArray
) -> float:
    """Return how far an elbow or hand sticks out beyond the middle of the back, torso lengths.

    Negative while the arms are in front of the back's inner half; only arms beside the back's
    judged part count. ``up`` and ``out`` turn pixels into shares of the torso.
    """
    furthest = -math.inf
    for side in Side:
        for part in (Part.ELBOW, Part.WRIST):
            place = pose.point(part, side) - hip
            height, beyond = float(place @ up), float(place @ out)
            if USED_FROM <= height <= USED_TO:
                furthest = max(furthest, beyond - _median(depth[USED], unknown=0.0) * 0.75)
    return furthest
