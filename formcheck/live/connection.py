"""One camera's frames to poses: loads the model in the frames' thread, and again at need."""

import math
from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack
from dataclasses import replace

import cv2
import numpy as np

from formcheck.landmarks.pose import Pose
from formcheck.pose.model_input import LONG_SIDE, Image
from formcheck.video.decode import Frame

__all__ = ["Connection", "EstimatePose", "Estimator"]

EstimatePose = Callable[[Frame], Pose]
Estimator = Callable[[], AbstractContextManager[EstimatePose]]
"""Makes an estimator of poses for frames in the order of their times."""

RETRY_S = 1.0
"""Least time between two loads of the model: each takes a tenth of a second."""

FRESH_AFTER = 3
"""Failures in a row that reload the model: a single odd picture is no reason to lose the followed
person, and a tenth of a second is no loss."""

SAME_SHAPE = 0.02
"""Pictures whose width over height differs by at most this share are the same camera's: browsers
send smaller pictures while the connection is slow, rounded to whole pixels."""


class Connection:
    """Poses of one camera's frames.

    It scales pictures to one size first: a browser may change theirs at any time, and measures in
    pixels must continue.

    Parameters
    ----------
    estimator
        Entered in the frames' thread at the first frame.
    """

    def __init__(self, estimator: Estimator) -> None:
        self._estimator = estimator
        self._estimate: EstimatePose | None = None
        self._open = ExitStack()
        self._tried_s = -math.inf
        self._failures = 0
        self._shape = math.nan

    def pose(self, frame: Frame, now_s: float) -> Pose | None:
        """Return the pose in a frame; None while it is too soon to load the model again.

        ``now_s`` is a clock of this machine. Errors of loading or running the model pass through.
        """
        self._watch_shape(frame.image)
        if self._estimate is None:
            if now_s - self._tried_s < RETRY_S:
                return None
            self._tried_s = now_s
            self._estimate = self._open.enter_context(self._estimator())
        try:
            pose = self._estimate(replace(frame, image=_sized(frame.image)))
        except Exception:
            self._failures += 1
            if self._failures >= FRESH_AFTER:
                self._drop()
            raise
        self._failures = 0
        return pose

    def close(self) -> None:
        """Let go of the model; the next frame loads it again."""
        self._tried_s = -math.inf
        self._drop()

    def _drop(self) -> None:
        self._estimate, self._failures = None, 0
        opened, self._open = self._open, ExitStack()
        opened.close()

    def _watch_shape(self, image: Image) -> None:
        """Close the model if the camera was turned, as every place in the picture changed."""
        shape = image.shape[1] / image.shape[0]
        if abs(shape / self._shape - 1) > SAME_SHAPE:
            self.close()
        self._shape = shape


def _sized(image: Image) -> Image:
    """Return the picture scaled to the model's longer side."""
    height, width = image.shape[:2]
    scale = LONG_SIDE / max(height, width)
    if scale == 1:
        return np.ascontiguousarray(image)
    size_wh = max(1, round(width * scale)), max(1, round(height * scale))
    how = cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR
    return np.asarray(cv2.resize(image, size_wh, interpolation=how), np.uint8)
