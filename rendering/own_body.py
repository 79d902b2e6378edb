"""A body whose geometry is entirely ours: solids melted together over a skeleton.

Proportions follow a man of 1.75 m, rounded by eye; the bones carry the names that the other
bodies' bones have, so that all are posed and dressed alike.
"""

from collections.abc import Sequence

import numpy as np

from rendering.body import Body, Face, foot_ends
from rendering.mesh import Faces, Mesh, neighbour_means, smoothed
from rendering.own_solids import own_solids
from rendering.rotations import Floats
from rendering.skeleton import Skeleton, limb_aims
from rendering.solids import Solid, surface

__all__ = ["own_body"]

STEP_M = 0.0115
"""Grid of the surface: two pixels, and built in about 2 s."""

BLEND_M = 0.016
"""Skin follows bones by exp(-distance / this): joints bend over two or three of it (by eye)."""

WEIGHT_ROUNDS = 6
"""Rounds of averaging with the neighbours, against creases."""

TRUNK = ("root", "spine05", "spine04", "spine03", "spine02", "spine01", "neck01", "neck03", "head")
TRUNK_HEIGHTS_M = (0.90, 0.99, 1.05, 1.125, 1.21, 1.34, 1.47, 1.52, 1.60)
"""Heights where the trunk follows one bone alone; in between it follows both."""

SPINE_CHAIN = ("root", "spine05", "spine04", "spine03", "spine02", "spine01")
NECK_CHAIN = ("spine01", "neck01", "neck02", "neck03", "head")

ARM_SPREAD_DEG = 40.0
"""The arms stand this far off at rest, so that no armpit melts shut."""

EYE_M = (0.031, 1.620, 0.0)
EYE_SUNK_M = 0.005
"""The eyes' place, and how deep their middles lie under the face."""

EYE_RADII_M = (0.0135, 0.011, 0.0075)
MOUTH_M, BROW_M = 1.572, 1.645
EAR_M = (0.082, 1.615, 0.0)
EYE_RINGS, EYE_SPOKES = 14, 20


def own_body(*, stout: bool = False) -> Body:
    """Return the body, of average build or ``stout``."""
    skeleton = _skeleton()
    solids = own_solids(skeleton, girth=1.17 if stout else 1.0, belly_m=0.045 if stout else 0.0)
    points, faces = surface(solids, STEP_M)
    points[:, 1] = np.maximum(points[:, 1], 0.0)
    weights = _weights(points, faces, solids, skeleton)
    skin = smoothed(Mesh(points, faces, weights), 1)
    heels, toes = foot_ends(skin, skeleton)
    ears = {"left": np.array(EAR_M), "right": np.array(EAR_M) * (-1, 1, 1)}
    face = _face(skin, skeleton)
    return Body(skeleton, skin, face, ears, heels, toes, arm_rolls_deg=(0.0, 0.0))


def _skeleton() -> Skeleton:
    places: dict[str, tuple[str, Floats]] = {"root": ("", np.array([0.0, 0.93, -0.02]))}

    def bone(name: str, parent: str, place: Sequence[float] | Floats) -> None:
        places[name] = (parent, np.asarray(place, float))

    spine = ((0.955, -0.045), (1.02, -0.035), (1.085, -0.03), (1.16, -0.045), (1.26, -0.065))
    for parent, name, (y, z) in zip(SPINE_CHAIN, SPINE_CHAIN[1:], spine, strict=False):
        bone(name, parent, (0.0, y, z))
    neck = ((1.46, -0.03), (1.49, -0.02), (1.52, -0.01), (1.555, 0.005))
    for parent, name, (y, z) in zip(NECK_CHAIN, NECK_CHAIN[1:], neck, strict=False):
        bone(name, parent, (0.0, y, z))
    for side, sign in (("L", 1.0), ("R", -1.0)):
        _add_limbs(places, side, sign)
    names = tuple(places)
    parents = tuple(names.index(parent) if parent else -1 for parent, _ in places.values())
    heads = np.array([place for _, place in places.values()])
    return Skeleton(names, parents, heads, heads.copy(), limb_aims(names, heads))


def _add_limbs(places: dict[str, tuple[str, Floats]], side: str, sign: float) -> None:
    spread = np.radians(ARM_SPREAD_DEG)
    down = np.array([sign * np.sin(spread), -np.cos(spread), 0.0])
    shoulder = np.array([sign * 0.19, 1.395, -0.025])
    limbs = (
        ("clavicle", "spine01", (sign * 0.03, 1.42, 0.0)),
        ("shoulder01", "clavicle", (sign * 0.12, 1.43, -0.02)),
        ("upperarm01", "shoulder01", shoulder),
        ("lowerarm01", "upperarm01", shoulder + 0.29 * down),
        ("wrist", "lowerarm01", shoulder + 0.55 * down + np.array([0.0, 0.0, 0.02])),
        ("upperleg01", "root", (sign * 0.095, 0.915, -0.005)),
        ("lowerleg01", "upperleg01", (sign * 0.105, 0.495, 0.005)),
        ("foot", "lowerleg01", (sign * 0.11, 0.085, -0.02)),
    )
    for name, parent, place in limbs:
        above = parent if parent in places else f"{parent}.{side}"
        places[f"{name}.{side}"] = (above, np.asarray(place, float))


def _weights(points: Floats, faces: Faces, solids: Sequence[Solid], skeleton: Skeleton) -> Floats:
    apart = np.full((len(points), len(skeleton.names)), 1.0)
    for solid in solids:
        bone = skeleton.index[solid.bone]
        apart[:, bone] = np.minimum(apart[:, bone], solid.distance(points))
    weights = np.exp(-np.clip(apart, -2.5 * BLEND_M, None) / BLEND_M)
    _follow_heights(weights, points, skeleton)
    for side, sign in (("L", 1.0), ("R", -1.0)):
        other = np.flatnonzero(points[:, 0] * sign < 0)
        weights[other[:, None], skeleton.below(f"upperleg01.{side}")] = 0.0
    weights /= weights.sum(axis=1, keepdims=True)
    means = neighbour_means(faces, len(points))
    for _ in range(WEIGHT_ROUNDS):
        weights = (weights + means @ weights) / 2
    whole: Floats = weights / weights.sum(axis=1, keepdims=True)
    return whole


def _follow_heights(weights: Floats, points: Floats, skeleton: Skeleton) -> None:
    """Divide what the trunk's bones have of each vertex by its height alone."""
    trunk = [skeleton.index[name] for name in TRUNK]
    total = weights[:, trunk].sum(axis=1)
    for k, bone in enumerate(trunk):
        here = np.interp(points[:, 1], TRUNK_HEIGHTS_M, np.eye(len(trunk))[k])
        weights[:, bone] = here * total


def _face(skin: Mesh, skeleton: Skeleton) -> Face:
    place = np.array(EYE_M)
    near = np.linalg.norm(skin.points[:, :2] - place[:2], axis=1) < EYE_RADII_M[0]
    place[2] = np.median(skin.points[near & (skin.points[:, 2] > 0), 2]) - EYE_SUNK_M
    balls = tuple(_eyeball(skeleton, place * (sign, 1.0, 1.0)) for sign in (1.0, -1.0))
    return Face(place * (0.0, 1.0, 1.0), MOUTH_M, BROW_M, balls)


def _eyeball(skeleton: Skeleton, centre: Floats) -> Mesh:
    """Return an ellipsoid of rings about its forward axis."""
    turn = np.linspace(0.0, np.pi, EYE_RINGS + 1)[:, None]
    spoke = np.linspace(0.0, 2 * np.pi, EYE_SPOKES + 1)[None, :]
    ball = np.stack(
        [
            np.sin(turn) * np.cos(spoke),
            np.sin(turn) * np.sin(spoke),
            np.cos(turn) + 0 * spoke,
        ],
        axis=-1,
    ).reshape(-1, 3)
    ring, k = np.divmod(np.arange(EYE_RINGS * EYE_SPOKES), EYE_SPOKES)
    a = ring * (EYE_SPOKES + 1) + k
    b = a + EYE_SPOKES + 1
    faces = np.concatenate([np.column_stack([a, b, b + 1]), np.column_stack([a, b + 1, a + 1])])
    weights = np.zeros((len(ball), len(skeleton.names)))
    weights[:, skeleton.index["head"]] = 1.0
    return Mesh(ball * EYE_RADII_M + centre, faces, weights)
