"""Whether a recorded person lies across the picture, though the exercise is done upright.

A phone that is turned without noticing it records everybody lying. The person really lying looks
the same; either way nothing of an upright exercise can be judged.
"""

import math

import numpy as np

from formcheck.exercise.spec.models import ExerciseSpec
from formcheck.exercise.spec.posture import POSTURES
from formcheck.landmarks.pose import FloatArray, Part, Pose, Side, joint_of

__all__ = ["SidewaysWatch"]


IN_LINE_DEG = 30.0
"""Trunk and shins this close to level lie, this close to upright stand: the camera's own tilt and a
slouch are within, and what is in between is a movement, which tells nothing."""

MIN_S = 2.0
"""Found lying for less than this, it may be a slip of the model (team choice)."""


class SidewaysWatch:
    """Compares how long one lies across the picture with how long one is upright in it."""

    def __init__(self, spec: ExerciseSpec) -> None:
        self._wanted = not POSTURES[spec.posture].on_floor
        self._last_s = math.nan
        self._lying_s = self._upright_s = 0.0

    def step(self, pose: Pose) -> None:
        """Take the next pose."""
        passed_s = pose.time_s - self._last_s
        self._last_s = pose.time_s
        if not (self._wanted and pose.found and passed_s > 0):
            return
        trunk = _up(pose, Part.HIP, Part.SHOULDER)
        shin = _up(pose, Part.ANKLE, Part.KNEE)
        if _is_level(trunk) and _is_level(shin) and trunk[0] * shin[0] > 0:
            self._lying_s += passed_s
        elif _is_upright(trunk) and _is_upright(shin):
            self._upright_s += passed_s

    @property
    def lies(self) -> bool:
        """Whether the person lay across the picture until now, so that nothing can be judged."""
        return self._lying_s >= MIN_S and self._lying_s > self._upright_s


def _up(pose: Pose, lower: Part, upper: Part) -> FloatArray:
    """Return the way from one part to another, right and up, halfway between both sides."""
    rows = [[joint_of(part, side) for side in Side] for part in (lower, upper)]
    below, above = (pose.points_px[row].mean(axis=0) for row in rows)
    up: FloatArray = (above - below) * (1.0, -1.0)
    return up


def _is_level(way: FloatArray) -> bool:
    return bool(abs(way[1]) <= abs(way[0]) * np.tan(np.radians(IN_LINE_DEG)))


def _is_upright(way: FloatArray) -> bool:
    return bool(abs(way[0]) <= way[1] * np.tan(np.radians(IN_LINE_DEG)))
