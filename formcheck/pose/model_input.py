"""Pictures as the model wants them: small enough, of a safe width, of one person alone."""

import cv2
import numpy as np
import numpy.typing as npt

from formcheck.pose.tracking import DetectedPerson

__all__ = ["COVER", "Image", "covered", "others_covered", "reduced"]

Image = npt.NDArray[np.uint8]

LONG_SIDE = 640
"""The longest side of pictures that the model gets. It works on 256 pixels itself: angles differ
from those at 960 by 0.2° at the median, no more than those at 1280 do, while detection with its
mask takes 11 ms instead of 13."""

ROW_PIXELS = 4
"""MediaPipe pads a mask's rows to 16 bytes, four pixels, and cannot hand out padded ones (0.10.31:
a check fails and the process ends). Stretching a picture by two pixels moves no landmark by more
than its jitter."""

COVER = 114
"""Grey over everybody else when the model is set on one person: the middle of natural pictures,
without an edge that looks like a limb (team choice)."""

COVER_MARGIN = 0.1
"""The margin left open around that person, as a share of their height: landmarks lie inside the
body and the model needs all of it."""


def reduced(image: Image) -> Image:
    """Return the picture at most LONG_SIDE long, of a safe width for masks, contiguous.

    MediaPipe reads all memory as contiguous, without an error where it isn't; and it ends the
    process when asked for a mask whose rows are no multiple of ROW_PIXELS.
    """
    height, width = image.shape[:2]
    scale = min(1.0, LONG_SIDE / max(height, width))
    columns = max(1, round(width * scale / ROW_PIXELS)) * ROW_PIXELS
    size = (columns, max(1, round(height * scale)))
    if size != (width, height):
        image = np.asarray(cv2.resize(image, size, interpolation=cv2.INTER_AREA), dtype=np.uint8)
    return np.ascontiguousarray(image)


def others_covered(image: Image, person: DetectedPerson, size_wh: tuple[int, int]) -> Image:
    """Return the picture with everything grey but one person and the margin around them."""
    (left, top), (right, bottom), margin = _box(image, person, size_wh)
    left, top = max(left - margin, 0), max(top - margin, 0)
    alone = np.full_like(image, COVER)
    around = np.s_[top : bottom + margin, left : right + margin]
    alone[around] = image[around]
    return alone


def covered(image: Image, person: DetectedPerson, size_wh: tuple[int, int]) -> Image:
    """Return the picture with one person grey, no wider than they are: others may stand close."""
    (left, top), (right, bottom), margin = _box(image, person, size_wh)
    without = image.copy()
    without[max(top - margin, 0) : bottom + margin, max(left, 0) : max(right, 0)] = COVER
    return without


def _box(
    image: Image, person: DetectedPerson, size_wh: tuple[int, int]
) -> tuple[tuple[int, int], tuple[int, int], int]:
    """Return the corners of a person's landmarks and the margin around, pixels of the picture."""
    scale = np.array([image.shape[1], image.shape[0]]) / size_wh
    low, high = (corner * scale for corner in person.corners_px)
    margin = int(COVER_MARGIN * float(high[1] - low[1]))
    left, top = low.astype(int).tolist()
    right, bottom = high.astype(int).tolist()
    return (left, top), (right, bottom), margin
