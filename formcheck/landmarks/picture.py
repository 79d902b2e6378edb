"""The quality of the picture itself: light, blur, and whether the camera moves."""

import math

import cv2
import numpy as np
import numpy.typing as npt

from formcheck.landmarks.pose import ImageQuality

__all__ = ["PictureReader"]

_Grey = npt.NDArray[np.float32]

LOOK_EVERY_S = 0.5
"""Light, blur and camera change slowly; looking twice a second costs less than 0.1 ms a frame."""

LOOK_WIDTH = 320
"""Width of the reduced picture that is measured, so that results do not depend on the camera."""

LIGHT_PERCENTILE = 90
"""Light counts at the brighter end: black bars may be seven tenths of a picture (an upright
recording in a wide frame), and dark clothes and floors do not make a room dark."""

TILES_XY = (4, 3)
"""Parts of the picture, each measured for movement by itself: a person who walks or bends moves
some of them, a camera moves them all."""

STILL_QUARTER = 25
"""This percentile of the parts' movements is the camera's: where a quarter of the parts stand
still, it does too. Real clips from firm cameras, people walking and lifting: below 0.005/s."""

MIN_TILES = 6
"""At least half of the parts must be measurable: on a plain background only those with the person
are."""

MIN_TILE_PIXELS = 8
"""Parts smaller than this, in very narrow pictures, hold nothing to compare."""

PLAIN = 4.0
"""Grey levels (standard deviation) below which a part shows nothing but noise."""

CLEAR_PEAK = 0.15
"""Phase correlation below this peak found nothing in common; the movement is then unknown."""


class PictureReader:
    """Measures the picture twice a second and repeats the last measure in between."""

    def __init__(self) -> None:
        self._time_s = -math.inf
        self._grey: _Grey | None = None
        self._picture = ImageQuality()

    def __call__(self, image: npt.NDArray[np.uint8], time_s: float) -> ImageQuality:
        """Return light, sharpness and shift of an RGB picture ``(H, W, 3)`` at a time."""
        if time_s - self._time_s >= LOOK_EVERY_S:
            self._look(image, time_s)
        return self._picture

    def _look(self, image: npt.NDArray[np.uint8], time_s: float) -> None:
        height = max(1, round(image.shape[0] * LOOK_WIDTH / image.shape[1]))
        small = cv2.resize(image, (LOOK_WIDTH, height), interpolation=cv2.INTER_AREA)
        grey = np.asarray(cv2.cvtColor(small, cv2.COLOR_RGB2GRAY), dtype=np.float32)
        self._picture = ImageQuality(
            light=float(np.percentile(grey, LIGHT_PERCENTILE)) / 255,
            sharpness=float(cv2.Laplacian(grey, cv2.CV_32F).var()),
            shift=self._shift(grey, time_s - self._time_s),
        )
        self._grey, self._time_s = grey, time_s

    def _shift(self, grey: _Grey, gap_s: float) -> float:
        if self._grey is None or self._grey.shape != grey.shape:
            return math.nan
        before, now = _tiles(self._grey), _tiles(grey)
        if min(now[0].shape) < MIN_TILE_PIXELS:
            return math.nan
        window = np.asarray(
            cv2.createHanningWindow(now[0].shape[::-1], cv2.CV_32F), dtype=np.float32
        )
        moved = [_moved(a, b, window) for a, b in zip(before, now, strict=True) if a.std() > PLAIN]
        known = [pixels for pixels in moved if not math.isnan(pixels)]
        if len(known) < MIN_TILES:
            return math.nan
        return float(np.percentile(known, STILL_QUARTER)) / LOOK_WIDTH / gap_s


def _tiles(grey: _Grey) -> list[_Grey]:
    columns, rows = TILES_XY
    height, width = grey.shape[0] // rows, grey.shape[1] // columns
    return [
        np.ascontiguousarray(grey[row * height :, column * width :][:height, :width])
        for row in range(rows)
        for column in range(columns)
    ]


def _moved(before: _Grey, now: _Grey, window: _Grey) -> float:
    """Return how far a part of the picture has moved, pixels; NaN where it is unknown."""
    (x, y), peak = cv2.phaseCorrelate(before, now, window)
    return math.hypot(x, y) if peak >= CLEAR_PEAK else math.nan
