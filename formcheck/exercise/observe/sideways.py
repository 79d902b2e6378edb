"""Whether the person lies across the picture although the exercise is done upright.

A phone turned without noticing records everybody lying. A person who really lies looks the same;
either way nothing of an upright exercise can be judged.
"""

import math

import numpy as np

from formcheck.exercise.spec.models import ExerciseSpec
from formcheck.exercise.spec.posture import POSTURES
from formcheck.landmarks.pose import FloatArray, Part, Pose, Side, joint_of

__all__ = ["SidewaysWatch"]


IN_LINE_DEG = 30.0
"""A person lies if trunk and shins are this close to level, and stands if this close to upright.
The camera's tilt and a slouch stay within; anything between is a movement and does not count."""

MIN_S = 2.0
"""Lying for less than this may be a slip of the model (team choice)."""


class SidewaysWatch:
    """Compares how long the person lies across the picture with how long they are upright in it."""

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
        """Whether the person mostly lay across the picture, so that nothing can be judged."""
        return self._lying_s >= MIN_S and self._lying_s > self._upright_s


def _up(pose: Pose, lower: Part, upper: Part) -> FloatArray:
    """Return the vector from one part to another, right and up, as the mean of both sides."""
    rows = [[joint_of(part, side) for side in Side] for part in (lower, upper)]
    below, above = (pose.points_px[row].mean(axis=0) for row in rows)
    up: FloatArray = (above - below) * (1.0, -1.0)
    return up


def _is_level(way: FloatArray) -> bool:
    return bool(abs(way[1]) <= abs(way[0]) * np.tan(np.radians(IN_LINE_DEG)))


def _is_upright(way: FloatArray) -> bool:
    return bool(abs(way[0]) <= way[1] * np.tan(np.radians(IN_LINE_DEG)))
