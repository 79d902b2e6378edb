"""Keeps the moments of a clip, frame by frame, to look back at."""

from collections.abc import Sequence

import numpy as np

from formcheck.exercise.measure.registry import Measure
from formcheck.exercise.results.moment import Moment
from formcheck.landmarks.pose import FloatArray

__all__ = ["Trace"]


class Trace:
    """The moments of one clip, in order.

    A minute of 30 frames a second takes about 10 MB, which is fine for short clips.
    """

    def __init__(self, moments: Sequence[Moment] = ()) -> None:
        self.moments = list(moments)

    @property
    def time_s(self) -> FloatArray:
        """The times of the frames, ``(frames,)``."""
        return np.array([moment.time_s for moment in self.moments])

    def values(self, measure: Measure) -> FloatArray:
        """Return one measure at every frame, ``(frames,)``; NaN where it was not seen."""
        return np.array([moment.values.get(measure, np.nan) for moment in self.moments])

    def nearest(self, time_s: float) -> Moment | None:
        """Return the moment closest to a time; None if there are no moments."""
        return min(self.moments, key=lambda m: abs(m.time_s - time_s), default=None)
