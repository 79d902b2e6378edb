"""Stick figures built from angles, so that measures can be checked by hand.

They are the figures of spec trials (:mod:`formcheck.specs.trial.figures`); this module adds what
can go wrong with their poses, which only tests need.
"""

from collections.abc import Iterable
from dataclasses import replace

import numpy as np

from formcheck.landmarks.pose import Part, Pose, Side, joint_of
from formcheck.specs.trial.figures import (
    ANKLE_UP,
    ARMS_FORWARD,
    AVERAGE,
    CALIBRATION,
    FOREARM,
    HEAD_FORWARD_DEG,
    HEEL_BEHIND_TOE,
    HEIGHT_M,
    HINGED,
    SHANK,
    SIDE_ON,
    STANDING,
    THIGH,
    TRUNK,
    UPPER_ARM,
    Camera,
    Lengths,
    Posture,
    Step,
    chain,
    direction,
    eased,
    figure,
    movement,
    reps,
    ticks,
    unseen_turn_deg,
)

__all__ = [
    "ANKLE_UP",
    "ARMS_FORWARD",
    "AVERAGE",
    "CALIBRATION",
    "FOREARM",
    "HEAD_FORWARD_DEG",
    "HEEL_BEHIND_TOE",
    "HEIGHT_M",
    "HINGED",
    "OWN_BEND_DEG",
    "SHANK",
    "SIDE_ON",
    "STANDING",
    "THIGH",
    "TRUNK",
    "UPPER_ARM",
    "Camera",
    "Lengths",
    "Posture",
    "Step",
    "chain",
    "direction",
    "eased",
    "figure",
    "hidden",
    "jittered",
    "later",
    "lost",
    "movement",
    "nobody",
    "reps",
    "ticks",
    "unseen_turn_deg",
]

OWN_BEND_DEG = -15.0
"""The reading of the outline of the figure's straight back: 1.23 times the 12.2 degrees that it
turns, hollow."""

# --- What can go wrong --------------------------------------------------------------------------


def hidden(pose: Pose, *parts: Part) -> Pose:
    """Return the pose with parts of both sides hidden, whose places the model guesses."""
    visibility = pose.visibility.copy()
    for part in parts:
        visibility[[joint_of(part, side) for side in Side]] = 0.3
    return replace(pose, visibility=visibility)


def lost(pose: Pose, *parts: Part) -> Pose:
    """Return the pose with parts of both sides missing altogether."""
    points, visibility = pose.points_px.copy(), pose.visibility.copy()
    for part in parts:
        rows = [joint_of(part, side) for side in Side]
        points[rows], visibility[rows] = np.nan, 0.0
    return replace(pose, points_px=points, visibility=visibility)


def nobody(time_s: float, like: Pose) -> Pose:
    """Return the pose of a picture without a person."""
    return Pose(time_s=time_s, size_wh=like.size_wh, picture=like.picture, people=0)


def jittered(poses: Iterable[Pose], rng: np.random.Generator, sd_px: float) -> list[Pose]:
    """Return poses with every landmark off by a little, differently in each pose."""
    return [
        replace(pose, points_px=pose.points_px + rng.normal(0.0, sd_px, pose.points_px.shape))
        for pose in poses
    ]


def later(poses: Iterable[Pose], seconds: float) -> list[Pose]:
    """Return the same poses at a later time."""
    return [replace(pose, time_s=pose.time_s + seconds) for pose in poses]
