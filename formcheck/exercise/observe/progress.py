"""Where in the movement the person is: the followed measure, steadier than judged measures.

Counting may use what judging may not: joints that are hidden but found, an oblique view, a person
without calibration. So reps and tempo are known even where form cannot be judged.
"""

import math
from collections import deque
from collections.abc import Mapping

from formcheck.exercise.measure.body import Body
from formcheck.exercise.measure.registry import MEASURES, Baseline, Measure, measure_body
from formcheck.landmarks.pose import Pose, joint_of

__all__ = ["RepSignal"]

REST_WINDOW_S = 6.0
"""The lowest value of this many seconds of rest counts as straight: long enough to contain a moment
of standing straight, short enough to follow a person who shifts their feet (team choice)."""

MAX_LEAN_DEG = 45.0
"""At most this is taken off as the model's error of depth, as seen in front views."""

MAX_ERRORS = 2.0
"""At most this many errors of the measure are taken off an uncalibrated person seen from the side,
for a tilted camera and the landmarks' bias (team choice)."""


class RepSignal:
    """Follows one measure of one person."""

    def __init__(self, measure: Measure) -> None:
        self._measure = measure
        self._info = MEASURES[measure]
        self._resting: deque[tuple[float, float]] = deque()
        self._rested_s = 0.0
        self._last_s = math.nan
        self._was_off_side = False

    def forget(self) -> None:
        """Forget what reads as straight, after a cut: it may differ in the next shot."""
        self._resting.clear()
        self._last_s = math.nan

    def __call__(
        self,
        pose: Pose,
        values: Mapping[Measure, float],
        *,
        off_side: bool,
        calibrated: bool,
        low: bool,
    ) -> float:
        """Return the followed measure at a pose; NaN if its joints are not found.

        ``values`` are the measures by the picture, hidden joints included. ``off_side`` means that
        the view is too oblique for them, so that the model's guess of depth is followed instead.
        ``low`` means that the person is where the measure is small, not on the way or beyond: only
        there it is learnt what reads as straight.
        """
        if off_side is not self._was_off_side:
            self._resting.clear()
            self._was_off_side = off_side
        if off_side:
            values = measure_body(Body.from_world(pose), Baseline())
        value = self._plausible(values, pose)
        if calibrated and not off_side:
            return value
        most = MAX_LEAN_DEG if off_side else MAX_ERRORS * self._info.error
        lowest = self._lowest(pose.time_s, value, low=low)
        # If it is lower, the person has stood straight; if higher, they have not stood at all yet.
        return value - lowest if 0.0 < lowest <= most else value

    def _plausible(self, values: Mapping[Measure, float], pose: Pose) -> float:
        """Return the measure; NaN if its joints are guessed or the value is impossible."""
        value = values.get(self._measure, math.nan)
        guessed = pose.near is None or any(
            pose.visibility[joint_of(part, pose.near)] < pose.profile.guess_visibility
            for part in self._info.parts
        )
        return math.nan if guessed or not self._info.low <= value <= self._info.high else value

    def _lowest(self, time_s: float, value: float, *, low: bool) -> float:
        """Return the lowest value of the last seconds of rest, which reads as straight here."""
        if low and math.isfinite(value):
            passed_s = time_s - self._last_s if math.isfinite(self._last_s) else 0.0
            self._rested_s += passed_s
            self._resting.append((self._rested_s, value))
            while self._resting[0][0] < self._rested_s - REST_WINDOW_S:
                self._resting.popleft()
        self._last_s = time_s if low else math.nan
        return min((v for _, v in self._resting), default=0.0)
