"""Which pictures of a damaged recording are reliable.

A recording stores most pictures as changes from others. The pictures after a damaged or lost one
are therefore wrong too, without any error, until the next picture that stands by itself (a key
picture). How wrong depends on the loss: behind one damaged picture a body looks as it did a frame
earlier; behind many, or behind a key picture nobody can fill in, it is smeared into impossible
shapes.
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
"""Least share of the area that is wrong behind one damaged or lost picture: the decoder fills its
holes from the picture before, and a moving person changes a tenth from one to the next."""

MAX_WRONG = 0.2
"""Pictures with at most this share wrong are usable. In recordings with damage in every 10 000th to
100 000th byte this passed no picture with more than 0.09 wrong; without the limit, pictures pass
that are wrong by a third to nearly all, and a false fault is found."""

CHANGED_LEVELS = 8
"""Grey levels from which a part of the picture counts as changed."""

LONG_GAP_S = 0.25
"""Shorter gaps lose little: judging bridges them as well."""

LONG_GAP_STEPS = 5
"""A gap of fewer ordinary steps comes from a camera that drops pictures in the dark."""

_STEPS_KEPT = 31
"""Pictures that give the ordinary step between two: about a second."""

_PARTS_WH = (20, 12)
"""Compared parts of the picture: coarser than noise, finer than a limb at three metres."""

_GREY_WH = (160, 96)
"""Size of the grey picture behind the parts: dozens of pixels for each."""

_Grey = npt.NDArray[np.float32]


class DamageWatch:
    """Decides for each decoded picture, in the order shown, whether it is reliable.

    Parameters
    ----------
    gaps_are_losses
        Whether a gap in the times means lost pictures. It is a pause where every picture stands by
        itself, where the file numbers its pictures, or where it was written as one piece.
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
        """Number of pictures damaged themselves."""
        self.smeared = 0
        """Number of further pictures left out because they build on too many damaged or lost."""
        self.missing = 0
        """Approximate number of missing pictures."""
        self.first_missing_s = self.first_smeared_s = math.nan
        """Times of the first missing picture and of the first left out; NaN if none."""

    def undecodable(self, *, key: bool) -> None:
        """Note an undecodable picture; ``key`` if it is a key picture, on which others build."""
        self.damaged += 1
        self._hurt(1.0 if key else ONE_PICTURE)

    def lost(self, count: int, before_stamp: int) -> None:
        """Note missing pictures; those shown from a time stamp on may build on them."""
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
        """Add to the share that may be wrong until the next intact key picture."""
        self._wrong += share
        self._smeared = self._wrong > MAX_WRONG

    def _changed(self, frame: VideoFrame) -> float:
        """Return the share of the picture whose brightness differs from the one before.

        All of it where there is none: nothing could fill its holes.
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
        """Note pictures missing before this one: by the file's numbers, or by a gap in time."""
        absent = self._absent_before(time_s)
        lost = 0
        while self._losses and (frame.pts is None or frame.pts >= self._losses[0][0]):
            lost += self._losses.popleft()[1]
        if not lost and self._gaps_are_losses and not frame.key_frame:
            lost = absent
        if lost:
            # Many files number to sixteen only: for long gaps the time gives the count.
            self.missing += absent or lost
            if math.isnan(self.first_missing_s):
                self.first_missing_s = time_s if self._before is None else self._before_s
            self._hurt(lost * ONE_PICTURE)

    def _absent_before(self, time_s: float) -> int:
        """Return how many pictures fit into the gap since the one before; 0 without a long gap."""
        step_s = time_s - self._before_s
        if not step_s > 0:
            return 0
        usual_s = statistics.median(self._steps_s) if self._steps_s else step_s
        if step_s < max(LONG_GAP_S, LONG_GAP_STEPS * usual_s):
            self._steps_s.append(step_s)
            return 0
        return round(step_s / usual_s) - 1
