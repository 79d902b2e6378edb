"""Scenes to pictures with their truth."""

from dataclasses import dataclass
from types import TracebackType
from typing import Self

import numpy as np
import numpy.typing as npt

from rendering.body import Body
from rendering.canvas import Actor, Canvas, Stage
from rendering.picture import taken
from rendering.posing import Posed
from rendering.posture import Posture, Spine
from rendering.props import floor_prop, held_prop
from rendering.rotations import Floats, about, rotation_y
from rendering.scene import Barbell, Dumbbells, Person, Scene
from rendering.things import Thing
from rendering.view import camera_view, light_direction
from rendering.wardrobe import Dressed, Wardrobe

__all__ = ["JOINTS", "SIDES", "Rendered", "Renderer"]

SIDES = ("left", "right")
PARTS = ("ear", "shoulder", "elbow", "wrist", "hip", "knee", "ankle", "heel", "toe")
JOINTS = tuple(f"{side}_{part}" for side in SIDES for part in PARTS)
"""Names of the joints whose truth is known: left_ear … right_toe."""


@dataclass(frozen=True, slots=True, eq=False)
class Rendered:
    """A picture and the truth about the followed person in it.

    Parameters
    ----------
    image
        (h, w, 3) uint8, RGB.
    mask
        (h, w) bool: where the person with their clothes and hair is seen, without what hides
        them.
    joints_px
        Joint name to its exact projection (x right, y down, pixels; may lie outside the picture).
    joints_m
        Joint name to its place in the room, metres (x right, y up, z towards the camera).
    spine, posture
        What the person was posed by.
    pelvis_deg
        How far the pelvis was tilted forward from its tilt in upright standing.
    """

    image: npt.NDArray[np.uint8]
    mask: npt.NDArray[np.bool_]
    joints_px: dict[str, tuple[float, float]]
    joints_m: dict[str, tuple[float, float, float]]
    spine: Spine
    posture: Posture
    pelvis_deg: float


class Renderer:
    """Draws scenes with one graphics context; keeps the bodies it has built.

    Raises
    ------
    RenderingError
        Where the system has no EGL, or the body shapes are not installed.
    """

    def __init__(self) -> None:
        self._canvas = Canvas()
        self._wardrobe = Wardrobe()

    def render(self, scene: Scene) -> Rendered:
        """Return the picture of a scene and its truth."""
        view = camera_view(scene.camera, scene.people[0].facing)
        placed = [self._placed(scene, k) for k in range(len(scene.people))]
        stage = Stage(
            view=view,
            light=light_direction(scene.light),
            room=scene.room,
            mat=scene.mat,
            actors=[who.actor(followed=k == 0) for k, who in enumerate(placed)],
            things=_used(scene, placed[0]),
        )
        clean, mask = self._canvas.draw(stage, scene.supersampling)
        joints = placed[0].joints()
        pixels = view.project(np.array([joints[name] for name in JOINTS]))
        return Rendered(
            image=taken(clean, scene.light, scene.seed),
            mask=mask,
            joints_px={n: (float(x), float(y)) for n, (x, y) in zip(JOINTS, pixels, strict=True)},
            joints_m={n: (float(x), float(y), float(z)) for n, (x, y, z) in joints.items()},
            spine=scene.people[0].posture.spine,
            posture=scene.people[0].posture,
            pelvis_deg=placed[0].posed.pelvis_deg,
        )

    def _placed(self, scene: Scene, which: int) -> "_Placed":
        person = scene.people[which]
        dressed = self._wardrobe.dressed(person)
        gripping = which == 0 and any(isinstance(p, Barbell | Dumbbells) for p in scene.props)
        posed = dressed.poser.pose(person.posture, gripping=gripping)
        home = _home(person, scene.camera.yaw_deg, person.posture.turn_deg)
        return _Placed(person, dressed, posed, home)

    def close(self) -> None:
        """Give the graphics context back."""
        self._canvas.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()


@dataclass(frozen=True, slots=True, eq=False)
class _Placed:
    """A posed person and the 4 × 4 matrix that takes their own frame to the room's."""

    person: Person
    dressed: Dressed
    posed: Posed
    home: Floats

    def actor(self, *, followed: bool) -> Actor:
        """Return what is drawn."""
        points, normals = self.dressed.posed(self.home @ self.posed.transforms)
        return Actor(
            points,
            normals,
            self.dressed.colours(self.person),
            self.dressed.roughness,
            self.dressed.faces,
            followed,
        )

    def joints(self) -> dict[str, Floats]:
        """Return the places in the room of all joints."""
        body, transforms = self.dressed.body, self.home @ self.posed.transforms
        return {
            f"{side}_{part}": _joint(body, transforms, side, part)
            for side in SIDES
            for part in PARTS
        }


def _joint(body: Body, transforms: Floats, side: str, part: str) -> Floats:
    bone = _BONES[part] if part in {"ear"} else f"{_BONES[part]}.{side[0].upper()}"
    points = {"ear": body.ears, "heel": body.heels, "toe": body.toes}
    rest = points[part][side] if part in points else body.skeleton.head(bone)
    matrix = transforms[body.skeleton.index[bone]]
    place: Floats = matrix[:3, :3] @ rest + matrix[:3, 3]
    return place


_BONES = {
    "ear": "head",
    "shoulder": "upperarm01",
    "elbow": "lowerarm01",
    "wrist": "wrist",
    "hip": "upperleg01",
    "knee": "lowerleg01",
    "ankle": "foot",
    "heel": "foot",
    "toe": "foot",
}
"""Where each part's joint is taken from; ear, heel and toe are points of the skin."""

SIDE_ON_DEG = 90.0
"""Someone who faces the camera turns by this to be seen from the side."""


def _home(person: Person, camera_yaw_deg: float, turn_deg: float) -> Floats:
    """Return the 4 × 4 matrix from a person's own frame to the room's."""
    shown = camera_yaw_deg + person.yaw_deg + turn_deg
    matrix = np.eye(4)
    turned = rotation_y(person.facing.sign * (SIDE_ON_DEG - shown))
    matrix[:3, :3] = about((0.0, 0.0, 1.0), person.tipped_deg) @ turned
    matrix[:3, 3] = person.place_m[0], person.lift_m, person.place_m[1]
    return matrix


def _used(scene: Scene, followed: _Placed) -> list[Thing]:
    """Return the things that the followed person uses, in the room."""
    on_floor = _home(followed.person, scene.camera.yaw_deg, 0.0)
    body = followed.dressed.body
    grips = [body.grip(followed.posed.transforms, side) for side in "LR"]
    nape = body.nape(followed.posed.transforms)
    things = []
    for prop in scene.props:
        if (held := held_prop(prop, grips, nape)) is not None:
            things.append(held.placed(followed.home))
        elif (standing := floor_prop(prop)) is not None:
            things.append(standing.placed(on_floor))
    return things
