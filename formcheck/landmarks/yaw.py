"""How far a person is turned from side-on, and which way, by their landmarks alone."""

import math
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from formcheck.landmarks.pose import Joint, Part, Pose, Side, joint_of
from formcheck.landmarks.profile import YawBias

__all__ = [
    "BOWING_DEG",
    "clear_turn_of",
    "lean_of",
    "middle_turns",
    "reach_of",
    "turn_of",
    "turns_of",
    "yaw_of",
    "yaw_on_floor",
]

SHOULDER_WIDTH_TORSOS = 0.7
"""Distance between the shoulder joints in torso lengths, seen from the front [D]."""

HIP_WIDTH_TORSOS = 0.45
"""Distance between the model's hip points in torso lengths, seen from the front."""

BOWING_DEG = (10.0, 45.0)
"""The trunk's lean at which a person counts as upright, and as bowed: hinges of 15 to 30 degrees
show half of the difference, those of 42 to 88 and squats all of it."""

REACH_DEG, REACHES = (30.0, 60.0, 110.0, 140.0), (0.0, 1.0, 1.0, 0.0)
"""How far an arm counts as reaching, by the upper arm's angle forward from straight down: from
hanging over held out to raised (team choice; the rendered people raised theirs by 60 to 90)."""

CLEAR_TURN_DEG = 8.0
"""A smaller turn is as likely an error: rendered people side-on read as turned by less in three of
four cases standing and nine of ten bowed (docs/back.md)."""

LYING_DEG = (0.0, 0.0, 0.0, 0.0)
"""The angles of :func:`turns_of` for a person side-on whose trunk is level and carried by the
floor, or by arms and knees: the medians of ten recordings of rendered people are -3, 0, 1 and 0,
those of thirteen clips of real ones 2, 0, 1 and 0, none further off than 14."""

ROLLED_DEG = 45.0
"""People on the floor who are rolled about their own length by more than this show their chest or
their back rather than their side. A laptop on the floor or a stool looks down on them by up to 20,
which looks like such a roll (team choice)."""

_ENDS = (Joint.LEFT_SHOULDER, Joint.RIGHT_SHOULDER, Joint.LEFT_HIP, Joint.RIGHT_HIP)


def yaw_of(pose: Pose) -> float:
    """Return how far the person is turned from side-on, 0 to 90 degrees; NaN where unknown.

    This is the mean of the middle two of four estimates: shoulders and hips, each by the model's
    own depth and by their width over the torso's length. A single wrong one (shoulders behind a
    barbell plate, hips under a loose shirt) does not decide. NaN, too, where nobody has measured
    how the network that found the landmarks shows a turn (:attr:`BackendProfile.yaw`).

    Notes
    -----
    On rendered people, turned away by up to 29 degrees or towards the camera by up to 34, its mean
    error is 2 to 3 degrees for turns up to 8, 4 up to 15, and 5 beyond, standing or bowed
    (docs/back.md). Further round, to facing the camera, it only gives the view.
    """
    low, high = _middle_estimates(pose)
    return abs(low + high) / 2


def yaw_on_floor(pose: Pose) -> float:
    """Return how far a person on the floor is from side-on, 0 to 90 degrees; NaN where unknown.

    This is their roll about their own length, where it exceeds the roll that a high camera makes
    of a level body; otherwise their turn about the vertical, as in :func:`yaw_of`, except that no
    lean counts as a bow.
    """
    roll = _roll_of(pose)
    if roll > ROLLED_DEG:
        return roll
    low, high = _middle_estimates(pose, on_floor=True)
    return abs(low + high) / 2


def _roll_of(pose: Pose) -> float:
    """Return a person's roll about their own length, 0 to 90 degrees; NaN where unknown.

    The mean of the middle two of four estimates, as for a turn: how far shoulders and hips lie
    apart across the trunk, in its lengths and by the model's own depth. 0 for an upright person.
    """
    trunk = _torso(pose)
    if not abs(trunk.real) > abs(trunk.imag):
        return 0.0 if math.isfinite(abs(trunk)) else math.nan
    rolls = []
    for part, width in ((Part.SHOULDER, SHOULDER_WIDTH_TORSOS), (Part.HIP, HIP_WIDTH_TORSOS)):
        ends = [joint_of(part, side) for side in Side]
        left, right = (complex(x, y) for x, y in pose.points_px[ends, :].tolist())
        across = abs(((left - right) / trunk).imag) / width
        rolls.append(math.degrees(math.asin(min(across, 1.0))))
        _, down, away = np.abs(np.subtract(*pose.world_m[ends, :])).tolist()
        rolls.append(math.degrees(math.atan2(down, away)))
    return sum(sorted(rolls)[1:3]) / 2 if all(map(math.isfinite, rolls)) else math.nan


def turn_of(pose: Pose) -> float:
    """Return the person's turn in degrees: + towards the camera, - away from it.

    This is :func:`yaw_of` with a sign. A person turning their chest to the camera brings the far
    shoulder, and the far hip, ahead of the near one in the direction they face. NaN where the turn
    or the facing is unknown.
    """
    if pose.near is None:
        return math.nan
    low, high = _middle_estimates(pose)
    return (low + high) / 2


def clear_turn_of(pose: Pose) -> float:
    """Return the turn of :func:`turn_of`, but NaN where its direction is too unclear for a cue.

    The middle two of the four estimates must agree on the direction and make at least 8 degrees.

    Notes
    -----
    Of 3,021 renderings of fourteen bodies, turned by more than 6 degrees and found turned, nine
    gave the wrong direction, eight of them standing (docs/back.md). Real people in wide clothes are
    untested.
    """
    if pose.near is None:
        return math.nan
    low, high = _middle_estimates(pose)
    turn = (low + high) / 2
    return turn if low * high > 0 and abs(turn) >= CLEAR_TURN_DEG else math.nan


def turns_of(pose: Pose) -> tuple[float, float, float, float]:
    """Return four angles that show the turn, in degrees, raw from the model; NaN where unknown.

    They are of the shoulders by width and by depth, then of the hips, with the sign of
    :func:`turn_of`, even where the facing is unknown. Their values side-on are in the network's
    :class:`~formcheck.landmarks.profile.YawBias`. Without world coordinates those by depth are NaN.
    """
    near, facing = pose.near or Side.LEFT, pose.facing or 1
    torso = abs(_torso(pose))
    angles = []
    for part, width in ((Part.SHOULDER, SHOULDER_WIDTH_TORSOS), (Part.HIP, HIP_WIDTH_TORSOS)):
        ends = joint_of(part, near.other), joint_of(part, near)
        (far_x, _), (near_x, _) = pose.points_px[ends, :].tolist()
        far_m, near_m = pose.world_m[ends, :].tolist()
        ahead = facing * (far_x - near_x) / (torso * width) if torso > 0 else math.nan
        angles.append(math.degrees(math.asin(max(min(ahead, 1.0), -1.0))))
        deep = abs(far_m[2] - near_m[2])
        angles.append(math.degrees(math.atan2(facing * (far_m[0] - near_m[0]), deep)))
    return angles[0], angles[1], angles[2], angles[3]


def middle_turns(
    angles: Sequence[float], bias: YawBias, lean_deg: float, reach: float = 0.0
) -> tuple[float, float]:
    """Return the middle two of four estimates of the turn, in degrees; NaN where unknown.

    ``angles`` come from :func:`turns_of`, ``bias`` from the network's profile, ``lean_deg`` from
    :func:`lean_of` and ``reach`` from :func:`reach_of`. The turn is the mean of the two.
    """
    if not all(map(math.isfinite, angles)):
        return math.nan, math.nan
    side_on = _side_on(bias, float(np.interp(lean_deg, BOWING_DEG, (0.0, 1.0))), reach)
    _, low, high, _ = sorted(
        max(min((angle - none) / growth, 90.0), -90.0)
        for angle, none, growth in zip(angles, side_on, bias.per_degree, strict=True)
    )
    return low, high


def _side_on(bias: YawBias, bowed: float, reach: float) -> list[float]:
    """Return the four angles of a person side-on, bowed and reaching by shares of 0 to 1."""
    out = (1.0 - bowed) * reach
    return [
        up + bowed * (down - up) + out * (reaching - up)
        for up, down, reaching in zip(
            bias.upright_deg, bias.bowed_deg, bias.reaching_deg, strict=True
        )
    ]


def reach_of(pose: Pose) -> float:
    """Return how far the near arm is held out in front, 0 to 1; 0 where no arm was found."""
    if pose.near is None:
        return 0.0
    ahead, down = pose.point(Part.ELBOW, pose.near) - pose.point(Part.SHOULDER, pose.near)
    raised = math.degrees(math.atan2(pose.facing * ahead, down))
    return 0.0 if math.isnan(raised) else float(np.interp(raised, REACH_DEG, REACHES))


def lean_of(pose: Pose) -> float:
    """Return the trunk's lean from upright in the picture, 0 to 180 degrees.

    NaN where shoulders or hips are not found.
    """
    torso = _torso(pose)
    return abs(math.degrees(math.atan2(torso.real, -torso.imag)))


def _middle_estimates(pose: Pose, *, on_floor: bool = False) -> tuple[float, float]:
    """Return the middle two of four estimates of a pose's turn, in degrees; NaN where unknown.

    They are unsigned and raw from the model where the facing is unknown, as from the front: the far
    side is unknown then.
    """
    bias = pose.profile.yaw
    if bias is None:
        return math.nan, math.nan
    if on_floor:
        bias = replace(bias, bowed_deg=LYING_DEG)
    angles = turns_of(pose)
    if pose.near is not None:
        return middle_turns(angles, bias, lean_of(pose), reach_of(pose))
    if not all(map(math.isfinite, angles)):
        return math.nan, math.nan
    _, low, high, _ = sorted(map(abs, angles))
    return low, high


def _torso(pose: Pose) -> complex:
    """Return the vector from mid-hip to mid-shoulder in pixels, right + down·i."""
    left_shoulder, right_shoulder, left_hip, right_hip = (
        complex(x, y) for x, y in pose.points_px[_ENDS, :].tolist()
    )
    return (left_shoulder + right_shoulder - left_hip - right_hip) / 2
