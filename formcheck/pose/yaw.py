"""How far a person is turned from side-on, and which way, by their landmarks alone."""

import math
from collections.abc import Sequence

from formcheck.pose.landmarks import Joint, Part, Pose, Side, joint_of

__all__ = ["PER_DEGREE", "SIDE_ON_DEG", "middle_turns", "turn_of", "turns_of", "yaw_of"]

SHOULDER_WIDTH_TORSOS = 0.7
"""Distance between the shoulder joints in torso lengths, seen from the front [D]."""

HIP_WIDTH_TORSOS = 0.45
"""Distance between the model's hip points in torso lengths, seen from the front."""

SIDE_ON_DEG = (3.0, 4.6, 11.8, 11.6)
"""What the angles of :func:`turns_of` are of somebody side-on: the model's far points lie a little
ahead. Means of fourteen rendered bodies (docs/back.md); of seven clips of real people filmed from
the side they were 1, 3, 9 and 10."""

PER_DEGREE = 0.8
"""By how much the estimates grow per degree of turning, to 30 degrees either way (there, too)."""

CLEAR_TURN_DEG = 8.0
"""A smaller turn is as likely an error: nine in ten rendered people side-on are read as
turned by less (docs/back.md)."""

_ENDS = (Joint.LEFT_SHOULDER, Joint.RIGHT_SHOULDER, Joint.LEFT_HIP, Joint.RIGHT_HIP)


def yaw_of(pose: Pose) -> float:
    """Return how far the person is turned from side-on, 0 to 90 degrees; NaN where unknown.

    The middle of four estimates: shoulders and hips, each by the model's own depth and by their
    width over the torso's length. One that is fooled (shoulders behind a barbell plate, hips
    under a loose shirt) does not decide.

    Notes
    -----
    On rendered people, turned away by up to 29 degrees or towards the camera by up to 34, it is off
    by 3 degrees to 15, and by 5 beyond, on the mean (docs/back.md). Further round, to
    facing the camera, it only tells the view.
    """
    low, high = _middle_estimates(pose)
    return abs(low + high) / 2


def turn_of(pose: Pose) -> float:
    """Return how far the person is turned, in degrees: + towards the camera, - away from it.

    NaN where that is not clear. Who turns their chest to the camera brings the far shoulder ahead
    of the near one, the way they face; so do the hips. The middle two of the four estimates of
    :func:`yaw_of` must agree on the way and make more than 8 degrees.

    Notes
    -----
    Of 3,011 renderings of fourteen bodies, turned by more than 6 degrees and found turned, 99 in
    100 gave the true direction, of those who stood 97 in 100 (those of docs/back.md). Nothing is
    known of real people in wide clothes.
    """
    if pose.near is None:
        return math.nan
    low, high = _middle_estimates(pose)
    turn = (low + high) / 2
    return turn if low * high > 0 and abs(turn) >= CLEAR_TURN_DEG else math.nan


def turns_of(pose: Pose) -> tuple[float, float, float, float]:
    """Return four angles that tell the turn, in degrees, as the model has them; NaN where unknown.

    Shoulders by width and by depth, then hips. They are signed as :func:`turn_of` is, but for a
    person of whom it is not known which way they face, and count from :data:`SIDE_ON_DEG`.
    """
    near, facing = pose.near or Side.LEFT, pose.facing or 1
    torso = _torso_px(pose)
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


def middle_turns(angles: Sequence[float]) -> tuple[float, float]:
    """Return the two middle ones of four estimates of the turn, in degrees; NaN where unknown.

    ``angles`` are those of :func:`turns_of`. The turn is the mean of the two.
    """
    if not all(map(math.isfinite, angles)):
        return math.nan, math.nan
    _, low, high, _ = sorted(
        max(min((angle - side_on) / PER_DEGREE, 90.0), -90.0)
        for angle, side_on in zip(angles, SIDE_ON_DEG, strict=True)
    )
    return low, high


def _middle_estimates(pose: Pose) -> tuple[float, float]:
    """Return the middle ones of four estimates of a pose's turn, in degrees; NaN where unknown.

    Without a sign, and as the model has them, where it is not known which way somebody faces, as
    from the front: there is then no telling which of the two is the far side.
    """
    angles = turns_of(pose)
    if pose.near is not None:
        return middle_turns(angles)
    if not all(map(math.isfinite, angles)):
        return math.nan, math.nan
    _, low, high, _ = sorted(map(abs, angles))
    return low, high


def _torso_px(pose: Pose) -> float:
    (ax, ay), (bx, by), (cx, cy), (dx, dy) = pose.points_px[_ENDS, :].tolist()
    return math.hypot(ax + bx - cx - dx, ay + by - cy - dy) / 2
