"""A pose seen from its near side: joints as complex numbers, forward + up·i.

Forward is the way the person faces, up is away from the floor; the unit is that of the given points
(pixels, or metres for world landmarks). A quotient of two such numbers turns one direction into the
other, so an angle between limbs is the phase of a product, with its sign, and the same formula
serves people who face left and right. NaN points give NaN angles.
"""

import cmath
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from formcheck.landmarks.pose import FloatArray, Joint, Part, Pose, Side, joint_of

__all__ = ["Body", "bend", "is_upside_down", "lean", "rise", "seen_parts"]

_UNSEEN = complex(math.nan, math.nan)

_JOINTS: Mapping[Side, Sequence[tuple[Part, Joint]]] = {
    side: [(part, joint_of(part, side)) for part in Part] for side in Side
}
"""The joints of each side, looked up once: bodies are built several times a frame."""


def _nowhere() -> Mapping[Part, complex]:
    return dict.fromkeys(Part, _UNSEEN)


@dataclass(frozen=True, slots=True)
class Body:
    """One person at one frame, ready to be measured.

    Parameters
    ----------
    near, far
        Joints of the side towards the camera and of the other side.
    seen
        Near-side parts that are inside the picture and visible enough to judge from.
    far_seen
        Far-side parts, likewise.
    """

    near: Mapping[Part, complex] = field(default_factory=_nowhere)
    far: Mapping[Part, complex] = field(default_factory=_nowhere)
    seen: frozenset[Part] = frozenset()
    far_seen: frozenset[Part] = frozenset()

    @classmethod
    def from_pose(cls, pose: Pose, *, roll_deg: float = 0.0) -> "Body":
        """Build from the picture's points, with the camera's roll taken out.

        ``roll_deg`` is how far the picture's up leans towards the picture's right. The body is
        empty while the person's facing is unknown.
        """
        if pose.near is None or pose.facing == 0 or not pose.found:
            return cls()
        upright = cmath.rect(1.0, math.radians(roll_deg))
        facing, points = pose.facing, pose.points_px.tolist()

        def side(which: Side) -> dict[Part, complex]:
            found = {}
            for part, joint in _JOINTS[which]:
                x, y = points[joint]
                turned = complex(x, -y) * upright
                found[part] = complex(turned.real * facing, turned.imag)
            return found

        return cls(
            near=side(pose.near),
            far=side(pose.near.other),
            seen=seen_parts(pose, pose.near),
            far_seen=seen_parts(pose, pose.near.other),
        )

    @classmethod
    def from_world(cls, pose: Pose) -> "Body":
        """Build from the model's metric guess, turned until the person is side-on.

        It serves to follow a movement filmed obliquely, never to judge one: the guess of depth is
        not validated.
        """
        forward = _forward_on_floor(pose.world_m)
        if pose.near is None or forward is None:
            return cls()
        world = pose.world_m

        def side(which: Side) -> dict[Part, complex]:
            rows = (world[joint_of(part, which)] for part in Part)
            return {
                part: complex(float(row[[0, 2]] @ forward), -float(row[1]))
                for part, row in zip(Part, rows, strict=True)
            }

        return cls(near=side(pose.near), far=side(pose.near.other), seen=frozenset(Part))


def is_upside_down(pose: Pose) -> bool:
    """Whether the near hip lies below the near ankle.

    Nobody on their feet exercises this way: after losing a person, the model may take a barbell for
    one, for a second or two.
    """
    if pose.near is None:
        return False
    return bool(pose.point(Part.HIP, pose.near)[1] > pose.point(Part.ANKLE, pose.near)[1])


def seen_parts(pose: Pose, side: Side) -> frozenset[Part]:
    """Return the parts of a side that are inside the picture and visible enough to judge from."""
    width, height = pose.size_wh
    points = pose.points_px.tolist()
    visibility, least = pose.visibility.tolist(), pose.profile.min_visibility
    seen = []
    for part, joint in _JOINTS[side]:
        x, y = points[joint]
        if 0 <= x <= width and 0 <= y <= height and visibility[joint] >= least:
            seen.append(part)
    return frozenset(seen)


def _forward_on_floor(world_m: FloatArray) -> FloatArray | None:
    """Return the unit vector (x, z) at right angles to hips and shoulders, the way the chest looks.

    None if hips and shoulders show no direction.
    """
    left, right = (
        world_m[joint_of(Part.HIP, side)] + world_m[joint_of(Part.SHOULDER, side)]
        for side in (Side.LEFT, Side.RIGHT)
    )
    across = (left - right)[[0, 2]]
    length = float(np.hypot(*across))
    if not length > 0:
        return None
    # x to the right and z away make a left-handed floor: a quarter turn of the person's
    # right-to-left line gives the way the chest looks.
    forward: FloatArray = np.array([across[1], -across[0]]) / length
    return forward


def bend(upper: complex, lower: complex) -> float:
    """Return how far ``upper`` leans forward of the direction of ``lower``, in degrees ±180."""
    turn = upper * lower.conjugate()
    # Not cmath.phase: it raises OverflowError for tiny angles after an unrelated math error.
    return -math.degrees(math.atan2(turn.imag, turn.real))


def lean(direction: complex) -> float:
    """Return how far a direction leans forward of straight up, in degrees ±180."""
    return bend(direction, 1j)


def rise(direction: complex) -> float:
    """Return how far a direction rises above the horizontal, in degrees ±90, to either side."""
    return math.degrees(math.atan2(direction.imag, abs(direction.real)))
