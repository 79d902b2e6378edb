"""Where in the movement the person is: the followed measure, steadier than what is judged.

Counting may use what judging may not: joints that are hidden but found, a view that is oblique,
a person who was never calibrated. So reps and tempo are known wherever the movement holds.
"""

import math
from collections import deque
from collections.abc import Mapping

from formcheck.exercise.body import Body
from formcheck.exercise.measures import MEASURES, Baseline, Measure, measure_body
from formcheck.pose.landmarks import Pose, joint_of

__all__ = ["Follower"]

GUESSED_VISIBILITY = 0.1
"""Below this a joint is a guess, or its last known place while it is lost."""

REST_WINDOW_S = 6.0
"""A rep and the standing before it lie within six seconds at the tempo of these exercises."""

MOST_LEAN_DEG = 45.0
"""The most that is taken off as the model's error of depth, as seen in front views."""

MOST_ERRORS = 2.0
"""The most that is taken off an uncalibrated person from the side, in the measure's errors: what
a tilted camera and the landmarks' own bias come to (team choice)."""


class Follower:
    """Follows one measure of one person."""

    def __init__(self, measure: Measure) -> None:
        self._measure = measure
        self._info = MEASURES[measure]
        self._recent: deque[tuple[float, float]] = deque()
        self._was_off_side = False

    def __call__(
        self,
        pose: Pose,
        values: Mapping[Measure, float],
        *,
        off_side: bool,
        calibrated: bool,
    ) -> float:
        """Return the followed measure at a pose; NaN where its joints are not found.

        ``values`` are the measures by the picture, hidden joints included. ``off_side`` tells
        that the view is too oblique for them; the model's guess of depth is followed instead.
        """
        if off_side is not self._was_off_side:
            self._recent.clear()
            self._was_off_side = off_side
        if off_side:
            values = measure_body(Body.from_world(pose), Baseline())
        value = self._plausible(values, pose)
        if calibrated and not off_side:
            return value
        most = MOST_LEAN_DEG if off_side else MOST_ERRORS * self._info.error
        lowest = self._lowest(pose.time_s, value)
        # Lower than that, the person has stood straight; higher, they have not stood at all yet.
        return value - lowest if 0.0 < lowest <= most else value

    def _plausible(self, values: Mapping[Measure, float], pose: Pose) -> float:
        """Return the measure where its joints were found just now and it can be somebody's."""
        value = values.get(self._measure, math.nan)
        guessed = pose.near is None or any(
            pose.visibility[joint_of(part, pose.near)] < GUESSED_VISIBILITY
            for part in self._info.parts
        )
        return math.nan if guessed or not self._info.low <= value <= self._info.high else value

    def _lowest(self, time_s: float, value: float) -> float:
        """Return the lowest value of the last seconds: what reads as straight in this picture."""
        if math.isfinite(value):
            self._recent.append((time_s, value))
        while self._recent and self._recent[0][0] < time_s - REST_WINDOW_S:
            self._recent.popleft()
        return min((v for _, v in self._recent), default=0.0)
