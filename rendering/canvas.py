"""Drawing with OpenGL, on the graphics card or (Mesa's llvmpipe) without one.

Three passes: the room as the key light sees it, the room as the camera sees it with direct light,
ambient light and depth kept apart, and the sum with darkened corners.
"""

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

import cv2
import moderngl
import numpy as np
import numpy.typing as npt

from rendering.errors import RenderingError
from rendering.furniture import WALL_M, furniture
from rendering.mesh import Faces
from rendering.rotations import Floats
from rendering.scene import Colour, Room
from rendering.things import Thing
from rendering.view import View, light_matrix

__all__ = ["Actor", "Canvas", "Stage"]

SHADOW_PIXELS = 2048
"""Side of the key light's picture: 2.6 mm of the room each."""

PERSON, FLOOR, WALL, THING = 0, 1, 2, 3
"""Kinds of surface that the shader knows."""

ROOM_HALF_M, ROOM_DEPTH_M, ROOM_HEIGHT_M = 9.0, 8.0, 5.0
"""Floor and wall reach beyond every picture's edge."""

THING_ROUGHNESS = 0.8
MAT_AT_M = (0.16, 0.0)

LAYOUT = ("3f 3f 3f 1f", "in_place", "in_normal", "in_colour", "in_rough")
PLACE_LAYOUT = ("3f 28x", "in_place")
FLOATS_PER_POINT = 10

HALF = 127
"""A pixel is the person's where they cover half of it, of 255."""

Image = npt.NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class _Look:
    """A room's wall and floor, and how bright the window's light on the wall is."""

    wall: Colour
    floor: tuple[Colour, Colour]
    window: float


_LOOKS = {
    Room.PLAIN: _Look((0.60, 0.615, 0.575), ((0.34, 0.21, 0.12), (0.46, 0.30, 0.18)), 0.0),
    Room.TIDY: _Look((0.60, 0.615, 0.575), ((0.34, 0.21, 0.12), (0.46, 0.30, 0.18)), 0.10),
    Room.CLUTTERED: _Look((0.50, 0.45, 0.38), ((0.22, 0.13, 0.08), (0.33, 0.21, 0.12)), 0.0),
}


@dataclass(frozen=True, slots=True, eq=False)
class Actor:
    """A person placed in the room: (n, 3) points, normals and colours, (n,) roughness."""

    points: Floats
    normals: Floats
    colours: Floats
    roughness: Floats
    faces: Faces
    followed: bool


@dataclass(frozen=True, slots=True, eq=False)
class Stage:
    """All that is drawn."""

    view: View
    light: Floats
    room: Room
    mat: bool
    actors: Sequence[Actor]
    things: Sequence[Thing]


class Canvas:
    """Holds one graphics context and what it keeps between pictures.

    Raises
    ------
    RenderingError
        Where no context can be had.
    """

    def __init__(self) -> None:
        self._gl: Any = _context()
        self._surface = self._program("surface", "surface")
        self._depth = self._program("depth", "depth")
        self._finish = self._program("finish", "finish")
        self._shadow_map = self._gl.depth_texture((SHADOW_PIXELS, SHADOW_PIXELS))
        self._shadow_map.compare_func = ""
        self._shadow_map.filter = (moderngl.NEAREST, moderngl.NEAREST)
        self._shadow = self._gl.framebuffer([], self._shadow_map)
        corners = np.array([-1, -1, 3, -1, -1, 3], "f4")
        whole = self._gl.buffer(corners.tobytes())
        self._whole = self._gl.vertex_array(self._finish, [(whole, "2f", "in_place")])
        self._sizes: dict[tuple[int, int], _Targets] = {}
        self._rooms: dict[Room, _Drawable | None] = {}
        self._floor = self._drawable(_quad("floor"), FLOOR)
        self._wall = self._drawable(_quad("wall"), WALL)

    def close(self) -> None:
        """Give the context back."""
        self._gl.release()

    def draw(self, stage: Stage, supersampling: float) -> tuple[Image, npt.NDArray[np.bool_]]:
        """Return the picture (h, w, 3) RGB of a stage, and where the followed person is seen."""
        width, height = stage.view.size
        large = (round(width * supersampling), round(height * supersampling))
        targets = self._targets(large)
        people = [self._actor(actor) for actor in stage.actors]
        used = [self._drawable(_flat(thing), THING) for thing in stage.things]
        room = self._room(stage.room)
        casting = [*people, *used, *([room] if room else [])]
        to_light = light_matrix(stage.light)
        self._draw_shadows(casting, to_light)
        self._draw_surfaces([self._floor, self._wall, *casting], stage, to_light, targets)
        self._draw_sum(stage.view, supersampling, targets)
        for drawn in (*people, *used):
            drawn.release()
        shown = np.frombuffer(targets.summed.read(components=4), np.uint8)
        shown = np.ascontiguousarray(shown.reshape(large[1], large[0], 4)[::-1])
        small = cv2.resize(shown, (width, height), interpolation=cv2.INTER_AREA)
        return np.ascontiguousarray(small[..., :3]), small[..., 3] > HALF

    def _program(self, vertex: str, fragment: str) -> Any:
        folder = files("rendering") / "shaders"
        return self._gl.program(
            vertex_shader=(folder / f"{vertex}.vert").read_text(encoding="utf-8"),
            fragment_shader=(folder / f"{fragment}.frag").read_text(encoding="utf-8"),
        )

    def _targets(self, size: tuple[int, int]) -> "_Targets":
        if size not in self._sizes:
            self._sizes[size] = _Targets.made(self._gl, size)
        return self._sizes[size]

    def _room(self, room: Room) -> "_Drawable | None":
        if room not in self._rooms:
            thing = furniture(room)
            self._rooms[room] = self._drawable(_flat(thing), THING) if thing else None
        return self._rooms[room]

    def _drawable(self, values: npt.NDArray[np.float32], kind: int) -> "_Drawable":
        buffer = self._gl.buffer(np.ascontiguousarray(values, "f4").tobytes())
        return _Drawable(
            [buffer],
            self._gl.vertex_array(self._surface, [(buffer, *LAYOUT)]),
            self._gl.vertex_array(self._depth, [(buffer, *PLACE_LAYOUT)]),
            kind,
        )

    def _actor(self, actor: Actor) -> "_Drawable":
        columns = (actor.points, actor.normals, actor.colours, actor.roughness)
        values = np.column_stack(columns).astype("f4")
        buffer = self._gl.buffer(values.tobytes())
        index = self._gl.buffer(actor.faces.astype("i4").tobytes())
        return _Drawable(
            [buffer, index],
            self._gl.vertex_array(self._surface, [(buffer, *LAYOUT)], index),
            self._gl.vertex_array(self._depth, [(buffer, *PLACE_LAYOUT)], index),
            PERSON,
            followed=actor.followed,
        )

    def _draw_shadows(self, casting: Sequence["_Drawable"], to_light: Floats) -> None:
        self._gl.enable(moderngl.DEPTH_TEST)
        self._shadow.use()
        self._shadow.clear()
        self._depth["to_screen"].write(_bytes(to_light))
        for drawn in casting:
            drawn.depth.render()

    def _draw_surfaces(
        self,
        surfaces: Sequence["_Drawable"],
        stage: Stage,
        to_light: Floats,
        targets: "_Targets",
    ) -> None:
        targets.lit.use()
        targets.lit.clear()
        self._shadow_map.use(0)
        program, look = self._surface, _LOOKS[stage.room]
        program["to_screen"].write(_bytes(stage.view.matrix))
        program["to_light"].write(_bytes(to_light))
        program["shadows"].value = 0
        program["light"].value = tuple(stage.light)
        program["eye"].value = tuple(stage.view.eye)
        program["ahead"].value = tuple(stage.view.ahead)
        program["mat_at"].value = MAT_AT_M
        program["mat_there"].value = float(stage.mat)
        program["wall_colour"].value = look.wall
        program["floor_dark"].value, program["floor_light"].value = look.floor
        program["window_light"].value = look.window
        for drawn in surfaces:
            program["kind"].value = drawn.kind
            program["followed"].value = float(drawn.followed)
            drawn.surface.render()

    def _draw_sum(self, view: View, supersampling: float, targets: "_Targets") -> None:
        self._gl.disable(moderngl.DEPTH_TEST)
        targets.summed.use()
        for unit, (name, texture) in enumerate(targets.parts.items()):
            texture.use(unit)
            self._finish[name].value = unit
        width, height = targets.shown.size
        self._finish["pixel"].value = (1 / width, 1 / height)
        self._finish["focal"].value = view.focal_px * supersampling
        self._whole.render()


@dataclass(frozen=True, slots=True, eq=False)
class _Drawable:
    """A mesh on the graphics card, as the camera and as the light draw it."""

    buffers: Sequence[Any]
    surface: Any
    depth: Any
    kind: int
    followed: bool = False

    def release(self) -> None:
        """Give its memory back."""
        for held in (self.surface, self.depth, *self.buffers):
            held.release()


@dataclass(frozen=True, slots=True, eq=False)
class _Targets:
    """What is drawn into, for one size of picture."""

    parts: dict[str, Any]
    lit: Any
    shown: Any
    summed: Any

    @classmethod
    def made(cls, gl: Any, size: tuple[int, int]) -> "_Targets":
        parts = {n: gl.texture(size, 4, dtype="f4") for n in ("direct", "ambient", "shape")}
        for texture in parts.values():
            texture.filter = (moderngl.NEAREST, moderngl.NEAREST)
        lit = gl.framebuffer(list(parts.values()), gl.depth_renderbuffer(size))
        shown = gl.texture(size, 4)
        return cls(parts, lit, shown, gl.framebuffer([shown]))


def _context() -> Any:
    """Return a context of OpenGL 3.3 without a window."""
    settings: dict[str, Any] = {"standalone": True, "require": 330}
    if sys.platform.startswith("linux"):
        settings["backend"] = "egl"
    try:
        return moderngl.create_context(**settings)
    except Exception as error:
        raise RenderingError(
            f"There is no OpenGL 3.3 without a window ({error})",
            where="EGL" if "backend" in settings else "OpenGL",
            to_do="On Debian and Ubuntu: apt-get install libegl1 libegl-mesa0 libgl1-mesa-dri",
        ) from error


def _bytes(matrix: Floats) -> bytes:
    """Return a matrix as OpenGL reads it, column by column."""
    return matrix.T.astype("f4").tobytes()


def _flat(thing: Thing) -> npt.NDArray[np.float32]:
    """Return the triangles of a thing one after the other, each with its own normal."""
    corners = thing.points[thing.faces]
    across = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    across /= np.maximum(np.linalg.norm(across, axis=1, keepdims=True), 1e-12)
    places = corners.reshape(-1, 3)
    rough = np.full(len(places), THING_ROUGHNESS)
    columns = (places, np.repeat(across, 3, axis=0), thing.colours[thing.faces.ravel()], rough)
    return np.column_stack(columns).astype("f4")


def _quad(name: str) -> npt.NDArray[np.float32]:
    """Return the floor's or the wall's two triangles."""
    x, depth, height = ROOM_HALF_M, ROOM_DEPTH_M, ROOM_HEIGHT_M
    corners, normal = {
        "floor": (((-x, 0, WALL_M), (-x, 0, depth), (x, 0, depth), (x, 0, WALL_M)), (0, 1, 0)),
        "wall": (((-x, 0, WALL_M), (x, 0, WALL_M), (x, height, WALL_M), (-x, height, WALL_M)),
                 (0, 0, 1)),
    }[name]  # fmt: skip
    rest = (*normal, 0.5, 0.5, 0.5, THING_ROUGHNESS)
    return np.array([(*corners[k], *rest) for k in (0, 1, 2, 0, 2, 3)], "f4")
