"""Head, face and hair, painted and grown on the body's own surface."""

from dataclasses import dataclass, replace

import numpy as np

from rendering.body import Body
from rendering.clothes import HEAD_SHARE
from rendering.garment import Garment, Material, plain
from rendering.mesh import (
    Mesh,
    clipped,
    compacted,
    evened,
    hemmed,
    refined,
    ripples,
    smoothed,
)
from rendering.rotations import Floats
from rendering.scene import Hair
from rendering.solids import Ellipsoid, RoundCone, melted, surface

__all__ = ["braid", "bun", "eyes", "hair", "head"]

SKIN_EDGE_M, HAIR_EDGE_M = 0.004, 0.005
"""The head is refined to edges of this length: brows and lips are painted on vertices."""

NECK_OVERLAP_M = 0.06
"""The head's fine skin reaches this far down the neck, over the rest."""

SCALP_M = 0.012
"""The scalp is painted as hair this far behind the hairline, so that none shows through."""

EAR_ASIDE_M = 0.045
"""Hair keeps clear of the ears from this far off the middle."""

BUN_RADIUS_M, BUN_STEP_M = 0.042, 0.006

BRAID_DOWN_M = (-0.02, 0.05, 0.12, 0.19)
BRAID_RADII_M = (0.026, 0.025, 0.023, 0.016)
BRAID_OFF_M = 0.024
"""How far below the neck's root a braid passes, how thick it is there, and how far its middle is
off the skin."""


@dataclass(frozen=True, slots=True)
class _Paint:
    """Sizes of what is painted on the face, metres (by eye)."""

    brow_half: float = 0.0042
    brow_slope: float = 0.10
    brow_middle: float = 0.035
    brow_reach: tuple[float, float] = (0.014, 0.050)
    lip_half: float = 0.0078
    lip_reach: float = 0.0255
    front: float = 0.035


PAINT = _Paint()


def _scalp(body: Body, edge_m: float) -> Mesh:
    """Return the fine skin of head and neck."""
    on_head = body.share(body.skin.weights, "head") > HEAD_SHARE
    height = body.skeleton.head("neck01")[1] - NECK_OVERLAP_M
    neck = body.share(body.skin.weights, "neck01") > HEAD_SHARE
    wanted = on_head | (neck & (body.skin.points[:, 1] > height))
    faces = body.skin.faces[wanted[body.skin.faces].all(axis=1)]
    return refined(compacted(replace(body.skin, faces=faces)), edge_m)


def hairline(body: Body, points: Floats) -> Floats:
    """Return values above 0 where hair grows: behind forehead and temples, round the ears."""
    ear = body.ears["left"]
    x, y, z = np.abs(points[:, 0]), points[:, 1] - ear[1], points[:, 2] - ear[2]
    front = y - (0.010 + 0.55 * np.clip(z - 0.012, 0.0, 0.10) + 0.30 * np.clip(z - 0.060, 0, 1))
    nape = y + 0.052 - 0.10 * np.clip(-z - 0.05, 0.0, 0.1)
    share = _eased((z + 0.022) / 0.018)
    grown = nape * (1 - share) + front * share
    clear = np.hypot((z - 0.002) / 0.95, (y + 0.006) / 1.2) - 0.030
    line: Floats = np.where(x > EAR_ASIDE_M, melted(grown, clear, 0.012), grown)
    return line


def _eased(value: Floats) -> Floats:
    share = np.clip(value, 0.0, 1.0)
    eased: Floats = share * share * (3 - 2 * share)
    return eased


def head(body: Body, kind: Hair) -> Garment:
    """Return the head's skin with brows and lips painted on, and the scalp under the hair."""
    rest = _scalp(body, SKIN_EDGE_M)
    mesh = smoothed(rest, 6, pin_border=True)
    materials = np.full(len(mesh.points), int(Material.SKIN))
    brow, lip = _painted(body, mesh.points)
    materials[brow], materials[lip] = Material.BROW, Material.LIP
    if kind is not Hair.NONE:
        materials[hairline(body, mesh.points) > SCALP_M] = Material.HAIR
    return Garment(mesh, materials, 1 + 0.05 * ripples(mesh.points, 40.0, 3), 0.55)


def _painted(body: Body, points: Floats) -> tuple[Floats, Floats]:
    """Return which points are brows and which are lips."""
    face = body.face
    x, y = np.abs(points[:, 0]), points[:, 1]
    front = points[:, 2] > face.eyes[2] - PAINT.front
    line = face.brow_height - PAINT.brow_slope * np.abs(x - PAINT.brow_middle)
    near, far = PAINT.brow_reach
    brow = front & (np.abs(y - line) < PAINT.brow_half) & (x > near) & (x < far)
    half = PAINT.lip_half * np.sqrt(np.clip(1 - (x / PAINT.lip_reach) ** 2, 0.0, 1.0))
    return brow, front & (np.abs(y - face.mouth_height) < half)


def eyes(body: Body) -> list[Garment]:
    """Return both eyeballs."""
    return [_eye(ball) for ball in body.face.eyeballs]


def _eye(ball: Mesh) -> Garment:
    centre = (ball.points.max(axis=0) + ball.points.min(axis=0)) / 2
    x, y, z = (ball.points - centre).T
    radius = np.max(np.abs(x))
    apart = np.hypot(x, y) / radius
    front = z > 0
    materials = np.full(len(x), int(Material.EYE_WHITE))
    materials[front & (apart < 1 / 2)] = Material.IRIS
    materials[front & (apart < 1 / 5)] = Material.PUPIL
    return Garment(ball, materials, np.ones(len(x)), 0.15)


def hair(body: Body) -> Garment:
    """Return short hair: thin along its edge, full on the crown."""
    scalp = _scalp(body, HAIR_EDGE_M)
    grown = clipped(scalp, hairline(body, scalp.points))
    ear = body.ears["left"]
    y, z = grown.points[:, 1] - ear[1], grown.points[:, 2] - ear[2]
    full = _eased(hairline(body, grown.points) / 0.030)
    crown = np.clip((y + 0.01) / 0.10, 0.0, 1.0)
    fringe = np.clip((z - 0.02) / 0.06, 0.0, 1.0) * np.clip((y - 0.06) / 0.04, 0.0, 1.0)
    thick = 0.0025 + full * (0.006 + 0.013 * crown + 0.008 * fringe)
    mesh = smoothed(evened(grown, 20).out(thick), 10)
    strands = ripples(mesh.points * (1.0, 0.35, 0.35), 260.0, 9)
    mesh = hemmed(mesh.out(strands * 0.0011 * full), 0.004)
    shades = 1 + 0.28 * ripples(mesh.points * (1.0, 0.3, 0.3), 420.0, 5)
    return plain(mesh, Material.HAIR, 0.85, np.maximum(shades, 0.0))


def bun(body: Body) -> Garment:
    """Return a bun at the back of the crown."""
    ear = body.ears["left"]
    centre = np.array([0.0, ear[1] + 0.075, ear[2] - 0.100])
    points, faces = surface([Ellipsoid(centre, np.full(3, BUN_RADIUS_M))], BUN_STEP_M)
    points = points + (points - centre) * ripples(points, 90.0, 2)[:, None] * 0.05
    weights = np.zeros((len(points), len(body.skeleton.names)))
    weights[:, body.skeleton.index["head"]] = 1.0
    return plain(Mesh(points, faces, weights), Material.HAIR, 0.6)


def braid(body: Body) -> Garment:
    """Return a braid from the nape down between the shoulder blades.

    It lies on the back in every posture: what it would do by its weight is not modelled.
    """
    bones, ear = body.skeleton, body.ears["left"]
    root = bones.head("neck01")[1]
    path = [np.array([0.0, ear[1] - 0.03, ear[2] - 0.085])]
    path += [body.behind(root - down, BRAID_OFF_M) for down in BRAID_DOWN_M]
    ends = zip(path, path[1:], BRAID_RADII_M, (*BRAID_RADII_M[1:], BRAID_RADII_M[-1]), strict=False)
    points, faces = surface([RoundCone(*end, melt=0.01) for end in ends], BUN_STEP_M)
    strands = ripples(points * (1.0, 1.4, 0.3), 90.0, 6)
    share = np.clip((points[:, 1] - root) / (bones.head("head")[1] - root), 0.0, 1.0)
    weights = np.zeros((len(points), len(bones.names)))
    weights[:, bones.index["head"]] = share
    weights[:, bones.index["spine01"]] = 1 - share
    mesh = Mesh(points, faces, weights).out(strands * 0.003)
    return plain(mesh, Material.HAIR, 0.7, np.maximum(1 + 0.25 * strands, 0.0))
