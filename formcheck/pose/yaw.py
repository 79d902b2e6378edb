"""How far a person is turned from side-on, by their landmarks alone."""

import math

from formcheck.pose.landmarks import Joint, Pose

__all__ = ["yaw_of"]

SHOULDER_WIDTH_TORSOS = 0.7
"""Distance between the shoulder joints in torso lengths, seen from the front [D]."""

HIP_WIDTH_TORSOS = 0.45
"""Distance between the model's hip points in torso lengths, seen from the front."""

_ENDS = (Joint.LEFT_SHOULDER, Joint.RIGHT_SHOULDER, Joint.LEFT_HIP, Joint.RIGHT_HIP)


def yaw_of(pose: Pose) -> float:
    """Return how far the person is turned from side-on, 0 to 90 degrees; NaN where unknown.

    The middle of four estimates: shoulders and hips, each by the model's own depth and by their
    width over the torso's length. One that is fooled (shoulders behind a barbell plate, hips
    under a loose shirt) does not decide.
    """
    (ax, ay), (bx, by), (cx, cy), (dx, dy) = pose.points_px[_ENDS, :].tolist()
    torso = math.hypot(ax + bx - cx - dx, ay + by - cy - dy) / 2
    if not torso > 0:
        return math.nan
    a, b, c, d = pose.world_m[_ENDS, :].tolist()
    estimates = sorted(
        (
            _turn(abs(a[0] - b[0]), abs(a[2] - b[2])),
            _turn(abs(c[0] - d[0]), abs(c[2] - d[2])),
            math.degrees(math.asin(min(abs(ax - bx) / torso / SHOULDER_WIDTH_TORSOS, 1.0))),
            math.degrees(math.asin(min(abs(cx - dx) / torso / HIP_WIDTH_TORSOS, 1.0))),
        )
    )
    return (estimates[1] + estimates[2]) / 2


def _turn(across: float, deep: float) -> float:
    return math.degrees(math.atan2(across, deep))
