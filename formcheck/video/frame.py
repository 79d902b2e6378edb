"""One picture of a recording or a camera."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

__all__ = ["Frame"]


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """One picture of a recording.

    Parameters
    ----------
    image
        RGB, shape (height, width, 3), C-contiguous, upright, square pixels.
    time_s
        The picture's time, seconds from the first frame of the file; always later than the frame
        before.
    index
        Number of the frame, from 0.
    shot
        Number of the shot, from 0: one more at each cut, and where recordings were joined. A camera
        has one.
    """

    image: npt.NDArray[np.uint8]
    time_s: float
    index: int
    shot: int = 0
