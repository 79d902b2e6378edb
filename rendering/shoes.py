"""Trainers: one shape of our own, fitted to each foot and stiff with it."""

from functools import cache

import numpy as np

from rendering.body import Body
from rendering.garment import Garment, Material
from rendering.mesh import Faces, Mesh
from rendering.rotations import Floats
from rendering.solids import Ellipsoid, RoundCone, Solid, surface

__all__ = ["shoe"]

LENGTH_M, ANKLE_M = 0.285, 0.088
"""The foot that the shape below fits: with room for the toes, and the height of its ankle."""

STEP_M = 0.005
SOLE_M = 0.022
ROOM_M = 0.012
"""How far the shoe reaches beyond the heel."""


@cache
def _last() -> tuple[Floats, Faces]:
    """Return the shape: heel at z = 0, toes ahead, sole on y = 0."""

    def cone(*values: float) -> RoundCone:
        return RoundCone(np.array(values[:3]), np.array(values[3:6]), values[6], values[7])

    solids: list[Solid] = [
        cone(0.0, 0.042, 0.042, 0.0, 0.050, 0.105, 0.040, 0.042),
        cone(0.0, 0.050, 0.064, 0.0, 0.118, 0.062, 0.042, 0.047),
        cone(0.0, 0.078, 0.092, 0.0, 0.030, 0.205, 0.043, 0.036),
        Ellipsoid(np.array([0.003, 0.026, 0.200]), np.array([0.046, 0.034, 0.062])),
        Ellipsoid(np.array([0.001, 0.024, 0.240]), np.array([0.040, 0.027, 0.042])),
    ]
    points, faces = surface(solids, STEP_M)
    points[:, 1] = np.maximum(points[:, 1], 0.0)
    welt = (points[:, 1] > 0) & (points[:, 1] < SOLE_M)
    points[welt] *= (1.04, 1.0, 1.0)
    return points, faces


def shoe(body: Body, name: str, side: str) -> Garment:
    """Return the shoe of a foot; ``name`` is "left" or "right" and ``side`` its letter."""
    points, faces = _last()
    heel, toe = body.heels[name], body.toes[name]
    foot = body.skeleton.index[f"foot.{side}"]
    ankle = body.skeleton.heads[foot][1]
    ahead = toe - heel
    length = float(np.linalg.norm(ahead))
    ahead = ahead / length
    across = np.array([ahead[2], 0.0, -ahead[0]])
    scale = (length + 2 * ROOM_M) / LENGTH_M
    local = points * (scale * (1.0 if side == "L" else -1.0), ankle / ANKLE_M, scale)
    if side == "R":
        faces = faces[:, ::-1]
    placed = heel - ahead * ROOM_M + local @ np.array([across, [0.0, 1.0, 0.0], ahead])
    weights = np.zeros((len(placed), len(body.skeleton.names)))
    weights[:, foot] = 1.0
    materials = np.where(points[:, 1] < SOLE_M, int(Material.SOLE), int(Material.SHOE))
    return Garment(Mesh(placed, faces, weights), materials, np.ones(len(placed)), 0.6)
