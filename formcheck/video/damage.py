"""Which pictures of a damaged recording can be relied on.

Most pictures of a recording are stored as what changed since others. After a damaged one, or one
that was lost, what follows is therefore wrong too, without any error, until the next picture that
stands by itself (a key picture). How wrong depends on what was lost: behind one damaged picture a
body looks as it did a frame earlier; behind many, or behind a key picture nobody can fill in, it
is smeared into shapes nobody ever had.
"""

import math
import statistics
from collections import deque

import cv2
import numpy as np
import numpy.typing as npt
from av.video.frame import VideoFrame
from av.video.reformatter import VideoReformatter

__all__ = ["DamageWatch"]

ONE_PICTURE = 0.1
"""Share of the area that is wrong at least behind one damaged or lost picture: the decoder fills
its holes from the picture before, and somebody who moves changes a tenth from one to the next."""

MAX_WRONG = 0.2
"""Where at most this share may be wrong in all, pictures are usable. In recordings with damage in
every 10 000th to 100 000th byte none was given out in which more than 0.09 was; where all is given
out, it is a third to nearly all, and a false fault is found."""

CHANGED_LEVELS = 8
"""Grey levels from which a part of the picture counts as changed."""

LONG_GAP_S = 0.25
"""Shorter gaps lose little: they are bridged in judging as well."""

LONG_GAP_STEPS = 5
"""A gap of fewer ordinary steps is the unevenness of a camera that drops pictures in the dark."""

_STEPS_KEPT = 31
"""Pictures from which the ordinary step between two is taken: about a second."""

_PARTS_WH = (20, 12)
"""Parts of the picture compared: coarser than noise, finer than a limb at three metres."""

_GREY_WH = (160, 96)
"""Size of the grey picture the parts are taken from: dozens of pixels for each."""

_Grey = npt.NDArray[np.float32]


class DamageWatch:
    """Says of each decoded picture, in the order shown, whether it can be relied on.

    Parameters
    ----------
    gaps_are_losses
        Whether a gap in the times means that pictures were lost. Where every picture stands by
        itself, where the file numbers them, or is written as one piece, it is a pause.
    """

    def __init__(self, *, gaps_are_losses: bool) -> None:
        self._gaps_are_losses = gaps_are_losses
        self._losses: deque[tuple[int, int]] = deque()
        self._wrong = 0.0
        self._smeared = False
        self._before: VideoFrame | None = None
        self._before_s = math.nan
        self._steps_s: deque[float] = deque(maxlen=_STEPS_KEPT)
        self._reformatter = VideoReformatter()
        self.damaged = 0
        """How many pictures were damaged themselves."""
        self.smeared = 0
        """How many more were predicted from damaged or lost ones, too many to be relied on."""
        self.missing = 0
        """About how many pictures are not there at all."""
        self.first_missing_s = self.first_smeared_s = math.nan
        """When the first were missing, and left out for being predicted from such; NaN if none."""

    def undecodable(self, *, key: bool) -> None:
        """Note a picture that could not be decoded; ``key`` if others were to be built on it."""
        self.damaged += 1
        self._hurt(1.0 if key else ONE_PICTURE)

    def lost(self, count: int, before_stamp: int) -> None:
        """Note that pictures are missing; those shown from a time stamp on may build on them."""
        self._losses.append((before_stamp, count))

    def can_be_relied_on(self, frame: VideoFrame, time_s: float) -> bool:
        """Return whether a picture is neither damaged nor built on too much that is."""
        self._look_for_losses(frame, time_s)
        if frame.is_corrupt:
            self.damaged += 1
            self._hurt(max(ONE_PICTURE, self._changed(frame)))
        elif frame.key_frame:
            self._wrong, self._smeared = 0.0, False
        self._before, self._before_s = frame, time_s
        if self._smeared and not frame.is_corrupt:
            self.smeared += 1
            if math.isnan(self.first_smeared_s):
                self.first_smeared_s = time_s
        return not (frame.is_corrupt or self._smeared)

    def _hurt(self, share: float) -> None:
        """Count what may be wrong from here on, until the next intact key picture."""
        self._wrong += share
        self._smeared = self._wrong > MAX_WRONG

    def _changed(self, frame: VideoFrame) -> float:
        """Return in which share of the picture its brightness differs from the one before.

        All of it where there is none: its holes could be filled from nothing.
        """
        if self._before is None:
            return 1.0
        apart = np.abs(self._parts(frame) - self._parts(self._before))
        return float((apart > CHANGED_LEVELS).mean())

    def _parts(self, frame: VideoFrame) -> _Grey:
        """Return the brightness of a picture's parts, grey levels."""
        grey = self._reformatter.reformat(frame, *_GREY_WH, "gray").to_ndarray()
        return np.asarray(cv2.resize(grey, _PARTS_WH, interpolation=cv2.INTER_AREA), np.float32)

    def _look_for_losses(self, frame: VideoFrame, time_s: float) -> None:
        """Note what is missing before a picture: by the file's numbers, or by a gap in time."""
        absent = self._absent_before(time_s)
        lost = 0
        while self._losses and (frame.pts is None or frame.pts >= self._losses[0][0]):
            lost += self._losses.popleft()[1]
        if not lost and self._gaps_are_losses and not frame.key_frame:
            lost = absent
        if lost:
            # Many files number to sixteen only: of long gaps the time says how many.
            self.missing += absent or lost
            if math.isnan(self.first_missing_s):
                self.first_missing_s = time_s if self._before is None else self._before_s
            self._hurt(lost * ONE_PICTURE)

    def _absent_before(self, time_s: float) -> int:
        """Return for how many pictures the time since the one before is too long; 0 if none."""
        step_s = time_s - self._before_s
        if not step_s > 0:
            return 0
        usual_s = statistics.median(self._steps_s) if self._steps_s else step_s
        if step_s < max(LONG_GAP_S, LONG_GAP_STEPS * usual_s):
            self._steps_s.append(step_s)
            return 0
        return round(step_s / usual_s) - 1
