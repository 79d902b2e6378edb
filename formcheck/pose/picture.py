"""How the picture itself is: light, blur, and whether the camera moves."""

import math

import cv2
import numpy as np
import numpy.typing as npt

from formcheck.pose.landmarks import Picture

__all__ = ["PictureReader"]

LOOK_EVERY_S = 0.5
"""Light, blur and camera change slowly; looking twice a second costs less than 0.1 ms a frame."""

LOOK_WIDTH = 320
"""Width the picture is reduced to, so that its measures do not depend on the camera."""

CLEAR_PEAK = 0.15
"""Phase correlation below this peak found no common background; the shift is then unknown."""


class PictureReader:
    """Measures the picture twice a second and repeats the last measure in between."""

    def __init__(self) -> None:
        self._time_s = -math.inf
        self._grey: npt.NDArray[np.float32] | None = None
        self._picture = Picture()

    def __call__(self, image: npt.NDArray[np.uint8], time_s: float) -> Picture:
        """Return light, sharpness and shift of an RGB picture ``(H, W, 3)`` at a time."""
        if time_s - self._time_s >= LOOK_EVERY_S:
            self._look(image, time_s)
        return self._picture

    def _look(self, image: npt.NDArray[np.uint8], time_s: float) -> None:
        height = max(1, round(image.shape[0] * LOOK_WIDTH / image.shape[1]))
        small = cv2.resize(image, (LOOK_WIDTH, height), interpolation=cv2.INTER_AREA)
        grey = np.asarray(cv2.cvtColor(small, cv2.COLOR_RGB2GRAY), dtype=np.float32)
        self._picture = Picture(
            light=float(grey.mean()) / 255,
            sharpness=float(cv2.Laplacian(grey, cv2.CV_32F).var()),
            shift=self._shift(grey, time_s - self._time_s),
        )
        self._grey, self._time_s = grey, time_s

    def _shift(self, grey: npt.NDArray[np.float32], gap_s: float) -> float:
        if self._grey is None or self._grey.shape != grey.shape or not math.isfinite(gap_s):
            return math.nan
        window = cv2.createHanningWindow((grey.shape[1], grey.shape[0]), cv2.CV_32F)
        (x, y), peak = cv2.phaseCorrelate(self._grey, grey, window)
        return math.hypot(x, y) / LOOK_WIDTH / gap_s if peak >= CLEAR_PEAK else math.nan
