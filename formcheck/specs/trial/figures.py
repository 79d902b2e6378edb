"""Stick figures built from angles, to try a spec before anybody exercises by it.

A figure lies in its sagittal plane as complex numbers, forward + up·i, in body heights; the
camera then turns, scales and mirrors it into pixels. Angles are degrees, with the zeros and signs
of the measures: 0 is upright, straight or hanging, + is forward or flexed.
"""

import cmath
import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from itertools import pairwise

import numpy as np

from formcheck.exercise.measure.body import Body
from formcheck.exercise.measure.registry import View
from formcheck.landmarks.pose import (
    BACK_POINTS,
    JOINTS,
    BackLine,
    FloatArray,
    ImageQuality,
    Joint,
    Part,
    Pose,
    Side,
    joint_of,
)

__all__ = [
    "AHEAD_DEG",
    "ANGLES",
    "ARMS_FORWARD",
    "CALIBRATION",
    "HEIGHT_M",
    "HINGED",
    "SIDE_ON",
    "STANDING",
    "Camera",
    "Lengths",
    "Posture",
    "Step",
    "body_of",
    "chain",
    "direction",
    "eased",
    "far_points",
    "figure",
    "movement",
    "reps",
    "ticks",
    "unseen_turn_deg",
]

HEIGHT_M = 1.75
"""A figure's height in metres, for points in metres."""

# Lengths in body heights (Winter's segment data, rounded).
SHANK, THIGH, TRUNK, UPPER_ARM, FOREARM, NECK = 0.25, 0.25, 0.30, 0.19, 0.15, 0.11
HEEL_BEHIND_TOE, ANKLE_BEHIND_TOE, ANKLE_UP = 0.15, 0.11, 0.04
HEAD_FORWARD_DEG = 10.0  # the ear is a little in front of the shoulder

# Half of the width of the body at each part, in body heights.
HALF_WIDTH = dict.fromkeys(Part, 0.065) | {
    Part.EAR: 0.045,
    Part.SHOULDER: 0.10,
    Part.ELBOW: 0.12,
    Part.WRIST: 0.12,
}

OWN_TURN_DEG = -12.2
"""Degrees that the figure's outline turns from hip to shoulder when its back is straight: it is
hollow, as most are."""

OUTLINE_TURNS_DEG = (
    (0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30, 32, 34, 36, 38, 40, 42, 44, 46,
     48, 50, 52, 54, 56, 58, 60, 62, 64, 66, 68, 70, 72, 74, 76, 78, 80, 82, 84, 86, 88, 90),
    (0, 1.65, 3.36, 5.13, 6.96, 8.85, 10.81, 12.84, 14.95, 17.14, 19.42, 21.78, 24.24, 26.8,
     29.47, 32.26, 35.16, 38.2, 41.38, 44.71, 48.19, 51.85, 55.7, 59.74, 64, 68.49, 73.24,
     78.26, 83.58, 89.23, 95.24, 101.64, 108.47, 115.79, 123.64, 132.08, 141.18, 151.02, 161.7,
     173.33, 186.05, 200, 215.38, 232.43, 251.43, 272.73),
)  # fmt: skip
"""How much more an evenly bent back's outline turns than a straight one's, by the degrees of bend:
slowly at first, then faster, because the line from hip to shoulder behind the outline shortens as
the back bends. Worked out by hand from rendered people (docs/back.md). These are not the numbers
that the engine reads a back with: with those, every figure would read as drawn, right or wrong."""

FACE = {
    Joint.NOSE: (0.055, 0.0, 0.0),
    Joint.LEFT_EYE_INNER: (0.045, 0.015, 0.008),
    Joint.LEFT_EYE: (0.045, 0.015, 0.016),
    Joint.LEFT_EYE_OUTER: (0.04, 0.015, 0.024),
    Joint.RIGHT_EYE_INNER: (0.045, 0.015, -0.008),
    Joint.RIGHT_EYE: (0.045, 0.015, -0.016),
    Joint.RIGHT_EYE_OUTER: (0.04, 0.015, -0.024),
    Joint.MOUTH_LEFT: (0.045, -0.03, 0.012),
    Joint.MOUTH_RIGHT: (0.045, -0.03, -0.012),
}
"""Points of the face: forward of the ear, above it, and to the left, in body heights."""

HAND = (
    (Joint.LEFT_PINKY, Joint.LEFT_INDEX, Joint.LEFT_THUMB),
    (Joint.RIGHT_PINKY, Joint.RIGHT_INDEX, Joint.RIGHT_THUMB),
)


@dataclass(frozen=True, slots=True)
class Lengths:
    """The lengths of a figure's limbs and trunk, in body heights."""

    shank: float = SHANK
    thigh: float = THIGH
    trunk: float = TRUNK


AVERAGE = Lengths()


@dataclass(frozen=True, slots=True)
class Posture:
    """The angles of a body, and ``place``: how far forward it stands, in body heights.

    ``knee`` and ``shank`` hold for both legs unless ``far_knee`` and ``far_shank`` are given;
    ``arm`` is the upper arm from straight down, ``heel`` how far the foot is tipped on its toes,
    ``bend`` how far the back is rounded. The front view shows ``sideways``, how far the trunk
    leans to the near side, ``hips`` and ``shoulders``, how much lower they are on that side, and
    ``knees_apart``, the width of the knees, where 1 is the width of the ankles.
    """

    trunk: float = 0.0
    knee: float = 0.0
    shank: float = 0.0
    arm: float = 0.0
    elbow: float = 0.0
    head: float = 0.0
    bend: float = 0.0
    heel: float = 0.0
    far_knee: float = math.nan
    far_shank: float = math.nan
    place: float = 0.0
    sideways: float = 0.0
    hips: float = 0.0
    shoulders: float = 0.0
    knees_apart: float = 1.0

    @property
    def hip(self) -> float:
        """The hip's flexion that follows from the other angles."""
        return self.trunk - self.shank + self.knee

    def to(self, **angles: float) -> "Posture":
        """Return the posture with some of its angles changed."""
        return replace(self, **angles)

    def towards(self, other: "Posture", share: float) -> "Posture":
        """Return the posture at a share of the way to another one."""
        return Posture(*(_mix(getattr(self, name), getattr(other, name), share) for name in ANGLES))


ANGLES = tuple(field.name for field in fields(Posture))


def _mix(a: float, b: float, share: float) -> float:
    if math.isnan(a) or math.isnan(b):
        return b if share > 0 else a
    return a + (b - a) * share


@dataclass(frozen=True, slots=True)
class Camera:
    """The camera: at ``yaw_deg`` 0 the figure is side-on, at 90 it faces the camera.

    ``exact`` puts far points where they are, not where the pose model sees them.
    """

    facing: int = 1
    yaw_deg: float = 0.0
    roll_deg: float = 0.0
    size_wh: tuple[int, int] = (640, 480)
    height_px: float = 340.0
    exact: bool = False


STANDING = Posture()
ARMS_FORWARD = Posture(arm=80)
HINGED = Posture(trunk=58, knee=18, shank=-2, bend=8)
"""A good hip hinge, in the middle of all its limits."""

SIDE_ON = Camera()


def figure(
    posture: Posture = STANDING,
    *,
    camera: Camera = SIDE_ON,
    time_s: float = 0.0,
    lengths: Lengths = AVERAGE,
    **angles: float,
) -> Pose:
    """Return a pose as the estimator would give it; ``angles`` replace those of the posture."""
    posture = posture.to(**angles)
    world = _world(posture, lengths)
    project = _projection(camera)
    points = project(world)
    outline = np.array([_across(point, 0.0) for point in _outline(posture, lengths)])
    middle = world[[Joint.LEFT_HIP, Joint.RIGHT_HIP]].mean(axis=0)
    return Pose(
        time_s=time_s,
        size_wh=camera.size_wh,
        points_px=points,
        visibility=np.full(JOINTS, 0.95),
        world_m=_turned(world - middle, camera) * HEIGHT_M,
        near=Side.RIGHT if camera.facing > 0 else Side.LEFT,
        facing=camera.facing,
        back_line=BackLine(project(outline), trust=0.9, doubt=None),
        picture=ImageQuality(light=0.5, sharpness=200.0, shift=0.0),
    )


def direction(lean_deg: float) -> complex:
    """Return the direction that leans ``lean_deg`` forward of straight up."""
    return cmath.rect(1.0, math.radians(90.0 - lean_deg))


def chain(
    posture: Posture, lengths: Lengths = AVERAGE
) -> tuple[dict[Part, complex], dict[Part, complex]]:
    """Return the parts of the near side and of the far side, in the sagittal plane.

    The far foot stands at the figure's place; the near leg hangs from the hip.
    """
    far_shank = _or(posture.far_shank, posture.shank)
    far_thigh = far_shank - _or(posture.far_knee, posture.knee)
    toe = complex(posture.place, 0.0)
    tip = cmath.rect(1.0, -math.radians(posture.heel))
    ankle = toe + complex(-ANKLE_BEHIND_TOE, ANKLE_UP) * tip
    heel = toe - HEEL_BEHIND_TOE * tip
    far = {Part.TOE: toe, Part.HEEL: heel, Part.ANKLE: ankle}
    far[Part.KNEE] = ankle + lengths.shank * direction(far_shank)
    hip = far[Part.HIP] = far[Part.KNEE] + lengths.thigh * direction(far_thigh)
    knee = hip - lengths.thigh * direction(posture.shank - posture.knee)
    near = {Part.HIP: hip, Part.KNEE: knee}
    near[Part.ANKLE] = knee - lengths.shank * direction(posture.shank)
    near[Part.TOE] = near[Part.ANKLE] + toe - ankle
    near[Part.HEEL] = near[Part.ANKLE] + heel - ankle
    shoulder = hip + lengths.trunk * direction(posture.trunk)
    elbow = shoulder + UPPER_ARM * direction(180.0 - posture.arm)
    upper = {
        Part.SHOULDER: shoulder,
        Part.EAR: shoulder + NECK * direction(posture.trunk + posture.head + HEAD_FORWARD_DEG),
        Part.ELBOW: elbow,
        Part.WRIST: elbow + FOREARM * direction(180.0 - posture.arm - posture.elbow),
    }
    return near | upper, far | upper


def _or(value: float, fallback: float) -> float:
    return fallback if math.isnan(value) else value


def _world(posture: Posture, lengths: Lengths = AVERAGE) -> FloatArray:
    """Return all joints (forward, up, left), in body heights; near is the right side.

    A figure that faces the other way shows its left side: :func:`_projection` swaps them.
    """
    near, far = chain(posture, lengths)
    world = np.full((JOINTS, 3), np.nan)
    for part in Part:
        for side, parts, sign in ((Side.RIGHT, near, -1.0), (Side.LEFT, far, 1.0)):
            left, lower = _aside(posture, part, near, sign)
            world[joint_of(part, side)] = _across(parts[part] - complex(0.0, lower), left)
    look = direction(posture.trunk + posture.head)
    for joint, (ahead, above, left) in FACE.items():
        world[joint] = _across(near[Part.EAR] + look * complex(above, -ahead), left)
    for fingers, side in zip(HAND, Side, strict=True):
        world[list(fingers)] = world[joint_of(Part.WRIST, side)]
    return world


def _aside(
    posture: Posture, part: Part, near: Mapping[Part, complex], sign: float
) -> tuple[float, float]:
    """Return how far to the left a part of one side is, and how much lower than in its chain."""
    half = HALF_WIDTH[part]
    if part is Part.KNEE:
        return sign * half * posture.knees_apart, 0.0
    if part in _LEGS:
        tilt = posture.hips if part is Part.HIP else 0.0
        return sign * half, -sign * half * math.sin(math.radians(tilt))
    risen = abs(near[part] - near[Part.HIP]) * math.sin(math.radians(posture.sideways))
    return sign * half - risen, -sign * half * math.sin(math.radians(posture.shoulders))


_LEGS = frozenset({Part.HIP, Part.KNEE, Part.ANKLE, Part.HEEL, Part.TOE})


def body_of(posture: Posture, view: View) -> Body:
    """Return a posture as a fully visible body to measure: from the front, else from the side."""
    near, far = chain(posture)
    if view is View.FRONT:
        world = _world(posture)
        near, far = (
            {part: complex(*world[joint_of(part, side)][[2, 1]]) for part in Part}
            for side in (Side.RIGHT, Side.LEFT)
        )
    return Body(near=near, far=far, seen=_EVERY_PART, far_seen=_EVERY_PART)


_EVERY_PART = frozenset(Part)


def _across(point: complex, left: float) -> tuple[float, float, float]:
    return point.real, point.imag, left


def _outline(posture: Posture, lengths: Lengths = AVERAGE) -> list[complex]:
    """Return the back's outline from hip to shoulder: a parabola that is rounder when bent."""
    near, _ = chain(posture, lengths)
    # How much more the outline of an evenly bent back turns than when standing.
    more_deg = math.copysign(float(np.interp(abs(posture.bend), *OUTLINE_TURNS_DEG)), posture.bend)
    turn = math.radians(OWN_TURN_DEG + more_deg)
    along = np.linspace(0.0, 1.0, BACK_POINTS)
    # A parabola turns by eight times its height over its chord.
    out = turn / 8 * (1 - (2 * along - 1) ** 2)
    chord = near[Part.SHOULDER] - near[Part.HIP]
    behind = 0.06 * direction(posture.trunk - 90.0)
    return [
        near[Part.HIP] + behind + chord * complex(a, o) for a, o in zip(along, out, strict=True)
    ]


def _turned(points: FloatArray, camera: Camera) -> FloatArray:
    """Return points (forward, up, left) in the camera's axes: right, down, away.

    A figure that faces the other way is this one mirrored, its sides renamed.
    """
    yaw = math.radians(camera.yaw_deg)
    forward, up, left = points.T
    right = camera.facing * (forward * math.cos(yaw) + left * math.sin(yaw))
    away = left * math.cos(yaw) - forward * math.sin(yaw)
    seen = np.column_stack((right, -up, away))
    if len(points) != JOINTS:
        return seen
    for near, far, ahead_deg in () if camera.exact else far_points(points):
        turn = math.radians(camera.yaw_deg + ahead_deg - unseen_turn_deg(near, camera.yaw_deg))
        apart = math.hypot(*(points[far] - points[near])[[0, 2]])
        seen[far, 0] = seen[near, 0] + camera.facing * apart * math.sin(turn)
        seen[far, 2] = seen[near, 2] + apart * math.cos(turn)
    return seen if camera.facing > 0 else seen[MIRRORED]


AHEAD_DEG = {"upright": (4.0, 7.5), "bowed": (3.0, 12.0), "reaching": (7.5, 12.5)}
"""How much further ahead of the near shoulders and hips the model sees the far ones than they are:
the mean of the values from width and from depth (docs/back.md)."""


def far_points(points: FloatArray) -> Iterator[tuple[Joint, Joint, float]]:
    """Yield near and far points, and the degrees by which the model sees the far one ahead.

    ``points`` are (forward, up, left).
    """
    (forward, up), (ahead, above) = (
        (points[top] - points[low])[:2].tolist()
        for top, low in (
            (Joint.RIGHT_SHOULDER, Joint.RIGHT_HIP),
            (Joint.RIGHT_ELBOW, Joint.RIGHT_SHOULDER),
        )
    )
    bowed = np.interp(math.degrees(math.atan2(abs(forward), up)), (10, 45), (0.0, 1.0))
    reach = np.interp(math.degrees(math.atan2(ahead, -above)), (30, 60), (0.0, 1.0))
    upright, down, out = map(np.array, AHEAD_DEG.values())
    shoulders, hips = upright + bowed * (down - upright) + (1 - bowed) * reach * (out - upright)
    yield Joint.RIGHT_SHOULDER, Joint.LEFT_SHOULDER, float(shoulders)
    yield Joint.RIGHT_HIP, Joint.LEFT_HIP, float(hips)


def unseen_turn_deg(near: Joint, yaw_deg: float) -> float:
    """Return how many degrees too little the model turns a pair of points (docs/back.md)."""
    unseen = 0.24 if near is Joint.RIGHT_SHOULDER else 0.09
    return unseen * max(-35.0, min(yaw_deg, 35.0))


MIRRORED = [0, 4, 5, 6, 1, 2, 3, *(row + 1 if row % 2 else row - 1 for row in range(7, JOINTS))]
"""Rows of the joints with left and right exchanged."""


def _projection(camera: Camera) -> Callable[[FloatArray], FloatArray]:
    width, height = camera.size_wh
    place = np.array([width * (0.5 - 0.12 * camera.facing), 0.92 * height])
    lean = cmath.rect(1.0, math.radians(camera.roll_deg))
    roll = np.array([[lean.real, -lean.imag], [lean.imag, lean.real]])

    def project(points: FloatArray) -> FloatArray:
        seen = _turned(points, camera)[:, :2] * camera.height_px
        return np.asarray(seen @ roll.T + place)

    return project


# --- Over time ----------------------------------------------------------------------------------

Step = tuple[float, Posture]
"""The seconds a step takes, and the posture at its end."""

CALIBRATION: tuple[Step, ...] = (
    (2.5, STANDING),
    (0.7, ARMS_FORWARD),
    (2.0, ARMS_FORWARD),
    (0.7, STANDING),
    (1.0, STANDING),
)
"""Standing relaxed, then with the arms forward, as calibration asks people to."""


def reps(
    count: int,
    bottom: Posture = HINGED,
    *,
    start: Posture = STANDING,
    seconds: tuple[float, float, float, float] = (2.0, 1.0, 1.5, 2.5),
) -> tuple[Step, ...]:
    """Return repetitions; ``seconds`` are the way out, the pause, the way back and the rest."""
    out_s, pause_s, back_s, rest_s = seconds
    return ((out_s, bottom), (pause_s, bottom), (back_s, start), (rest_s, start)) * count


def eased(share: float) -> float:
    """Return the share of the way at a share of the time: slow, fast, slow."""
    return (1.0 - math.cos(math.pi * share)) / 2.0


def ticks(seconds: float, fps: float) -> Iterator[float]:
    """Yield the times of the frames in a number of seconds."""
    for frame in range(math.floor(seconds * fps) + 1):
        yield frame / fps


def movement(
    steps: Sequence[Step],
    *,
    start: Posture = STANDING,
    fps: float = 15.0,
    camera: Camera = SIDE_ON,
    lengths: Lengths = AVERAGE,
) -> list[Pose]:
    """Return the poses of a figure that takes these steps one after the other."""
    ends = np.cumsum([0.0, *(seconds for seconds, _ in steps)])
    stations = list(pairwise([start, *(posture for _, posture in steps)]))
    poses = []
    for time_s in ticks(float(ends[-1]), fps):
        at = min(int(np.searchsorted(ends, time_s, side="right")) - 1, len(stations) - 1)
        share = min((time_s - ends[at]) / (ends[at + 1] - ends[at]), 1.0)
        before, after = stations[at]
        posture = before.towards(after, eased(share))
        poses.append(figure(posture, camera=camera, time_s=time_s, lengths=lengths))
    return poses
