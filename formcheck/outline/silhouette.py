"""The person's mask to the outline of the back, and how far it can be trusted.

The mask ends here: only forty points go on. Each mask gives an outline
(:mod:`formcheck.outline.rays`) and its doubts (:mod:`formcheck.outline.quality`); the back line
averages a quarter of a second of them, weighted by trust. Arms, objects, the picture's edge and
torn masks spoil an outline, and a distrusted outline is never judged.
"""

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from formcheck.landmarks.pose import BACK_POINTS, BackLine, FloatArray, Pose
from formcheck.outline.quality import (
    JUMP,
    QUALITY_CRITERIA,
    OutlineSample,
    look_at,
    trust_and_doubt,
)
from formcheck.outline.rays import ALONG, JUDGED, Flags, Mask, Rays, Trunk, cast

__all__ = ["ALONG", "BackReader", "Mask"]

MEMORY_S = 0.12
"""Time constant of the average over outlines and doubts: it lags as much as the middle of the last
quarter of a second. It counts the data's time, so the frame rate makes no difference."""

BRIDGED_S = 0.3
"""A gap longer than this clears the memory."""

SHOWN = 0.5
"""The line shows a place seen for more than this share of those moments: a place stays when an arm
covers it for less than a tenth of a second, and one hidden now and then does not flicker."""

FAINT = 0.02
"""Weight of an outline without any trust: it gives the line something to show."""

MIN_COMMON = BACK_POINTS // 4
"""Places that two outlines must share before one is laid over the other."""


@dataclass(slots=True, eq=False)
class _Memory:
    """The last moments' outlines: arrays by ray, in the trunk's frame, and the doubts.

    ``depth`` is the averaged outline, ``weight`` the weight behind it, ``present`` the share of the
    time it was seen, ``stands_off`` the share of the time it stood off the body; ``usual`` averages
    outlines of any trust, as the reference for jumps.
    """

    time_s: float
    facing: int
    depth: FloatArray
    weight: FloatArray
    present: FloatArray
    stands_off: FloatArray
    usual: FloatArray
    trusts: FloatArray

    def add(self, look: OutlineSample, time_s: float) -> None:
        """Take a new outline in: its place at once, its shape and its doubts gradually."""
        own = ~look.stands_off
        look.trusts[JUMP] = QUALITY_CRITERIA[JUMP].trust(self._jump(look.depth, own))
        kept = math.exp((self.time_s - time_s) / MEMORY_S)
        self.time_s = time_s
        self.stands_off = kept * self.stands_off + (1.0 - kept) * look.stands_off
        # A thing that stands off for a moment is passing by and no place of the outline.
        seen = np.isfinite(look.depth) & (look.stands_off == (self.stands_off >= SHOWN))
        self.depth = _laid_over(self.depth, look.depth, seen & own & (self.weight > 0))
        gain = (1.0 - kept) * seen * max(float(look.trusts.prod()), FAINT)
        self.weight = kept * self.weight + gain
        share = gain / np.maximum(self.weight, 1e-9)
        self.depth = _mixed(self.depth, look.depth, share)
        self.present = kept * self.present + (1.0 - kept) * seen
        self.usual = _mixed(self.usual, look.depth, 1.0 - kept)
        self.trusts = _mixed(self.trusts, look.trusts, 1.0 - kept)
        self.trusts[JUMP] = look.trusts[JUMP]  # computed from this memory: not averaged

    def _jump(self, depth: FloatArray, own: Flags) -> float:
        """Return how far the outline's shape is from the usual one, in torso lengths.

        ``own`` are the rays at which nothing stands off the body.
        """
        common = JUDGED & own & np.isfinite(depth) & np.isfinite(self.usual)
        self.usual = _laid_over(self.usual, depth, common)
        moved = (depth - self.usual)[common]
        return math.sqrt(float(moved @ moved) / len(moved)) if len(moved) else 0.0


def _laid_over(old: FloatArray, new: FloatArray, common: npt.NDArray[np.bool_]) -> FloatArray:
    """Return the old outline moved and turned onto the new one, by their common places.

    Hip and shoulder jitter, and so does the line between them, the zero of depths; only the shape
    can be compared and averaged.
    """
    if common.sum() < MIN_COMMON:
        return old
    along, off = ALONG[common], (new - old)[common]
    middle = along.mean()
    slope = (along - middle) @ off / ((along - middle) @ (along - middle))
    return np.asarray(old + off.mean() + slope * (ALONG - middle))


def _mixed(old: FloatArray, new: FloatArray, share: FloatArray | float) -> FloatArray:
    """Return old values moved by a share towards new ones; where one is NaN, the other one."""
    moved = old + share * (new - old)
    return np.where(np.isnan(moved), np.where(np.isnan(old), new, old), moved)


class BackReader:
    """Reads the outline of the back off one mask after another, in the order of their times."""

    def __init__(self) -> None:
        self._memory: _Memory | None = None

    def __call__(self, mask: Mask | None, pose: Pose) -> BackLine:
        """Return the back line of a pose; untrusted where there is no mask or no known side.

        ``mask`` has shape ``(h, w)``, confidence 0 to 1, and shows the whole picture at any
        resolution.
        """
        trunk = Trunk.of(pose)
        if mask is None or trunk is None:
            return BackLine()
        return self.read(cast(mask, trunk, pose.size_wh), mask.shape[1], pose)

    def read(self, rays: Rays, mask_width: int, pose: Pose) -> BackLine:
        """Return the back line of a pose with a known near side, from the rays in its mask.

        ``mask_width`` is the width in pixels of the mask of the whole picture.
        """
        trunk = Trunk.of(pose)
        if trunk is None:
            return BackLine()
        memory = self._recalled(pose)
        mask_px = trunk.length * mask_width / pose.size_wh[0]
        look = look_at(rays, trunk, pose, mask_px=mask_px)
        if memory is None:
            memory = self._memory = _first(look, pose)
        else:
            memory.add(look, pose.time_s)
        depth = np.where(memory.present >= SHOWN, memory.depth, np.nan)
        return BackLine(
            trunk.outline_px(depth),
            *trust_and_doubt(memory.trusts),
            stands_off=memory.stands_off >= SHOWN,
        )

    def _recalled(self, pose: Pose) -> _Memory | None:
        """Return the memory, unless it is too old or of another side."""
        memory = self._memory
        if memory is None or memory.facing != pose.facing:
            return None
        return memory if 0 <= pose.time_s - memory.time_s <= BRIDGED_S else None


def _first(look: OutlineSample, pose: Pose) -> _Memory:
    seen = np.isfinite(look.depth).astype(float)
    weight = seen * max(float(look.trusts.prod()), FAINT)
    return _Memory(
        time_s=pose.time_s,
        facing=pose.facing,
        depth=look.depth,
        weight=weight,
        present=seen,
        stands_off=look.stands_off.astype(float),
        usual=look.depth,
        trusts=look.trusts,
    )
