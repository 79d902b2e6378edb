"""A hood that hangs at the nape, over the upper quarter of the back."""

from itertools import pairwise

import numpy as np

from rendering.body import Body
from rendering.garment import Garment, Material, plain
from rendering.mesh import Mesh, ripples
from rendering.rotations import Floats
from rendering.solids import Ellipsoid, RoundCone, Solid, surface

__all__ = ["hood"]

STEP_M = 0.008
"""Grid of the surface, about a pixel and a half."""

HALF_WIDE_M, HALF_HIGH_M, THINNEST_M = 0.125, 0.095, 0.030
"""The bag's half sides, and how deep it is at least (by eye)."""

BELOW_NECK_M = 0.075
"""The bag's middle is so far below the neck's root: with its half height it reaches from above the
shoulder joints down over the upper quarter of the back."""

SHIRT_M = 0.012
"""What it hangs from stands so far off the skin."""

RIM_RADIUS_M, RIM_ASIDE_M, RIM_FRONT_M = 0.022, 0.078, 0.045
"""The roll of cloth that goes round the neck: how thick, how far aside, and how far ahead of the
neck's root it ends."""

NECK_FOLLOWS = 0.3
"""What share of the rim goes with the neck, above the neck's root; the bag goes with the back."""

WRINKLES_M = 0.004


def hood(body: Body, off_m: float) -> Garment:
    """Return a hood that stands ``off_m`` off the upper back, where it stands off most.

    It keeps its place on the back in every posture: what it would do by its weight is not modelled.
    """
    root = body.skeleton.head("neck01")
    points, faces = surface([*_rim(body, root), _bag(body, root, off_m)], STEP_M)
    share = NECK_FOLLOWS * np.clip((points[:, 1] - root[1] + 0.02) / 0.06, 0.0, 1.0)
    weights = np.zeros((len(points), len(body.skeleton.names)))
    weights[:, body.skeleton.index["neck01"]] = share
    weights[:, body.skeleton.index["spine01"]] = 1 - share
    mesh = Mesh(points, faces, weights).out(ripples(points, 55.0, 12) * WRINKLES_M)
    return plain(mesh, Material.SHIRT, 0.85)


def _bag(body: Body, root: Floats, off_m: float) -> Solid:
    height = root[1] - BELOW_NECK_M
    deep = max(THINNEST_M, 0.75 * off_m)
    outermost = body.behind(height, SHIRT_M + off_m)
    centre = outermost + np.array([0.0, 0.0, deep])
    return Ellipsoid(centre, np.array([HALF_WIDE_M, HALF_HIGH_M, deep]), melt=0.02)


def _rim(body: Body, root: Floats) -> list[Solid]:
    """Return the roll round the neck, from the front of one side to that of the other."""
    back = body.behind(root[1] + 0.01, SHIRT_M)
    ahead, low = root[2] + RIM_FRONT_M, root[1] - 0.02
    path = [
        np.array([side * RIM_ASIDE_M * share, height, z])
        for side, share, height, z in (
            (1, 0.8, low, ahead),
            (1, 1.0, root[1], root[2]),
            (0, 0.0, back[1], back[2]),
            (-1, 1.0, root[1], root[2]),
            (-1, 0.8, low, ahead),
        )
    ]
    return [RoundCone(a, b, RIM_RADIUS_M, RIM_RADIUS_M, melt=0.015) for a, b in pairwise(path)]
