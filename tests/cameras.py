"""A person in a room in front of a laptop's camera, who does what the voice asks.

The room is in metres: x to the picture's right, y up, z away from the camera, which stands on the
z axis. The person is the stick figure of ``figures`` made solid. Points outside the picture are
where the model places them, half as far out as they are [D].
"""

import cmath
import math
from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from figures import HEIGHT_M, STANDING, Camera, Posture, figure, unseen_turn_deg

from formcheck.landmarks.pose import (
    FloatArray,
    ImageQuality,
    Joint,
    Part,
    Pose,
    joint_of,
    near_side,
)

NEAREST_M = 0.3
"""Metres at which nearer points, or points behind the camera, lie: far outside the picture."""

BEYOND = 0.5
"""The share of its true distance at which the model places a cut-off point (nine rendered
bodies)."""

FACING_DEG = 75.0
"""Degrees of turn beyond which the model does not give a facing."""

PAIRS = ((Joint.RIGHT_SHOULDER, Joint.LEFT_SHOULDER), (Joint.RIGHT_HIP, Joint.LEFT_HIP))
"""Near and far points of a figure facing right, from which the model sees its turn."""


@dataclass(frozen=True, slots=True)
class Laptop:
    """A laptop with its camera: ``tilt_deg`` is how far the screen leans back, looking up."""

    fov_deg: float = 65.0
    height_m: float = 0.9
    tilt_deg: float = 5.0
    size_wh: tuple[int, int] = (640, 480)

    def project(self, room: FloatArray) -> FloatArray:
        """Return pixels of points ``(n, 3)`` in the room."""
        width, height = self.size_wh
        focal = width / 2 / math.tan(math.radians(self.fov_deg) / 2)
        tilt = math.radians(self.tilt_deg)
        x, y, z = (room - (0.0, self.height_m, 0.0)).T
        up = y * math.cos(tilt) - z * math.sin(tilt)
        away = np.maximum(y * math.sin(tilt) + z * math.cos(tilt), NEAREST_M)
        return np.column_stack((width / 2 + focal * x / away, height / 2 - focal * up / away))


@dataclass(frozen=True, slots=True)
class Stander:
    """A person in the room: ``heading_deg`` is 0 along the picture, + turned to the camera.

    ``place`` is the feet's x and z.
    """

    height_m: float = 1.75
    facing: int = 1
    heading_deg: float = 0.0
    place: tuple[float, float] = (0.0, 2.5)

    @property
    def forward(self) -> tuple[float, float]:
        """The direction they face on the floor, x and z."""
        heading = math.radians(self.heading_deg)
        return self.facing * math.cos(heading), -math.sin(heading)

    @property
    def yaw_deg(self) -> float:
        """How far they are turned from side-on to the camera, + towards it."""
        x, z = self.place
        return self.heading_deg - self.facing * math.degrees(math.atan2(x, z))

    def joints(self, posture: Posture) -> FloatArray:
        """Return all joints in the room, ``(33, 3)``."""
        own = figure(posture, camera=Camera(facing=self.facing)).world_m
        own = own * (self.height_m / HEIGHT_M) * (self.facing, 1, 1)  # ahead, down, away
        foot = Joint.LEFT_FOOT_INDEX if self.facing > 0 else Joint.RIGHT_FOOT_INDEX
        own = own - own[foot] * (1, 1, 0)  # the far foot keeps its place
        for pair in PAIRS:
            near, far = pair if self.facing > 0 else pair[::-1]
            apart = complex(*(own[far] - own[near])[[2, 0]])
            apart *= cmath.rect(1.0, -math.radians(unseen_turn_deg(pair[0], self.yaw_deg)))
            own[far, [2, 0]] = own[near, [2, 0]] + (apart.real, apart.imag)
        ahead, left = own[:, 0], self.facing * own[:, 2]
        x, z = self.forward
        return np.column_stack(
            (self.place[0] + ahead * x - left * z, -own[:, 1], self.place[1] + ahead * z + left * x)
        )


def seen(laptop: Laptop, stander: Stander, posture: Posture = STANDING) -> Pose:
    """Return the pose that the model finds; nobody if head or shoulders are cut off."""
    room = stander.joints(posture)
    points = laptop.project(room)
    size = np.array(laptop.size_wh, float)
    inside = np.all((points >= 0) & (points <= size), axis=1)
    picture = ImageQuality(light=0.5, sharpness=200.0, shift=0.0)
    if not all(inside.tolist()[j] for j in (Joint.NOSE, Joint.LEFT_SHOULDER, Joint.RIGHT_SHOULDER)):
        return Pose(0.0, laptop.size_wh, picture=picture, people=0)
    within = np.clip(points, 0, size)
    facing = stander.facing if abs(stander.yaw_deg) <= FACING_DEG else 0
    return Pose(
        time_s=0.0,
        size_wh=laptop.size_wh,
        points_px=within + BEYOND * (points - within),
        visibility=np.where(inside, 0.95, 0.3),
        world_m=_as_the_model_has_it(room),
        near=near_side(facing),
        facing=facing,
        picture=picture,
    )


def _as_the_model_has_it(room: FloatArray) -> FloatArray:
    """Return joints about the hips, y down, z along the line of sight: it sees a crop only."""
    hips = room[[Joint.LEFT_HIP, Joint.RIGHT_HIP]].mean(axis=0)
    x, y, z = (room - hips).T
    bearing = math.atan2(hips[0], hips[2])
    across = x * math.cos(bearing) - z * math.sin(bearing)
    return np.column_stack((across, -y, x * math.sin(bearing) + z * math.cos(bearing)))


def holds(
    laptop: Laptop, stander: Stander, posture: Posture, parts: frozenset[Part] = frozenset(Part)
) -> bool:
    """Return whether the picture really holds these parts of the near side."""
    side = near_side(stander.facing)
    assert side is not None
    points = laptop.project(stander.joints(posture))[[joint_of(part, side) for part in parts]]
    return bool(((points >= 0) & (points <= laptop.size_wh)).all())


STEP_M, TURN_DEG, TIP_DEG = 0.3, 10.0, 4.0
"""How far a person moves when asked to walk a step, to turn or to tip the screen a little."""

TILTS_DEG = (-20.0, 30.0)
"""How far a screen tips forward and back, in degrees."""

NEAREST_TO_STAND_M, ROOM_SIDE_M = 0.8, 2.0


@dataclass(frozen=True, slots=True)
class Scene:
    """A laptop, a person, and the metres from the laptop to the room's end."""

    laptop: Laptop
    stander: Stander
    depth_m: float = 6.0

    def after(self, advice: str) -> "Scene":
        """Return the scene after the person has followed the advice, as far as the room allows."""
        for words, change in _DONE.items():
            if words in advice:
                return change(self)
        raise ValueError(f"nobody knows what to do about: {advice}")

    def walked(self, x: float, z: float) -> "Scene":
        """Return the scene with the person elsewhere, within the walls."""
        place = (
            min(max(self.stander.place[0] + x, -ROOM_SIDE_M), ROOM_SIDE_M),
            min(max(self.stander.place[1] + z, NEAREST_TO_STAND_M), self.depth_m),
        )
        return replace(self, stander=replace(self.stander, place=place))

    def stepped(self, steps: int) -> "Scene":
        """Return the scene after steps the way they face, or backwards."""
        x, z = self.stander.forward
        return self.walked(steps * STEP_M * x, steps * STEP_M * z)

    def turned(self, degrees: float) -> "Scene":
        """Return the scene with the person turned, + towards the camera."""
        heading = self.stander.heading_deg + degrees
        return replace(self, stander=replace(self.stander, heading_deg=heading))

    def tipped(self, degrees: float) -> "Scene":
        """Return the scene with the screen tipped, + back, as far as it goes."""
        low, high = TILTS_DEG
        tilt = min(max(self.laptop.tilt_deg + degrees, low), high)
        return replace(self, laptop=replace(self.laptop, tilt_deg=tilt))

    def come(self) -> "Scene":
        """Return the scene with the person in front of the laptop, two metres away or more."""
        x, z = self.stander.place
        return self.walked(-x, max(2.0 - z, 0.0))


_DONE: dict[str, Callable[[Scene], Scene]] = {
    "ip the screen forward": lambda scene: scene.tipped(-TIP_DEG),
    "ip the screen back": lambda scene: scene.tipped(TIP_DEG),
    "two steps further from": lambda scene: scene.walked(0.0, 2 * STEP_M),
    "urther from the laptop": lambda scene: scene.walked(0.0, STEP_M),
    "loser to the laptop": lambda scene: scene.walked(0.0, -STEP_M),
    "the way you're facing": lambda scene: scene.stepped(1),
    "backwards": lambda scene: scene.stepped(-1),
    "towards the camera": lambda scene: scene.turned(TURN_DEG),
    "away from the camera": lambda scene: scene.turned(-TURN_DEG),
    "one shoulder points": lambda scene: scene.turned(-scene.stander.yaw_deg),
    "in front of the laptop": lambda scene: scene.come(),
}
"""The response to each advice, by words in it."""
