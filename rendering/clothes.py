"""Clothes cut from the body's own surface, and the skin they leave bare.

A garment is a part of the skin, grown outwards and smoothed, then cut along a line that is given
at rest. The surface is made fine before it is cut, so hems are clean. Sizes are by eye unless
they say otherwise. Cloth follows the bones as skin does: that a shirt rides up or folds is not
modelled, and a long one's hem stands off the seat in a bow as in standing.
"""

from dataclasses import replace

import numpy as np
import numpy.typing as npt

from rendering.body import Body
from rendering.garment import Garment, Material, plain
from rendering.mesh import (
    Mesh,
    clipped,
    compacted,
    evened,
    hemmed,
    neighbour_means,
    refined,
    ripples,
    smooth_normals,
    smoothed,
)
from rendering.rotations import Floats
from rendering.scene import Shirt, Trousers

__all__ = ["LOOSE_M", "bare_skin", "shirt", "trousers"]

LOOSE_M = 0.03
"""A loose shirt stands this far off a fitted one."""

CLOTH_EDGE_M = 0.012
"""Cloth is refined to edges of this length: two or three pixels."""

ARM_SHARE, HEAD_SHARE, SHANK_SHARE = 0.3, 0.3, 0.3
"""Shares of a vertex's weight from which it belongs to an arm, the head, a shin."""

SLEEVE_END, BARE_ARM = 0.62, 0.50
"""Where along the upper arm sleeves end, and from where the skin under them is drawn."""

FITTED_M, BLOUSE_M = 0.010, 0.006
"""How far a fitted shirt stands off the skin, and how much more at the waist (by eye)."""

BLOUSE_BELOW_NECK_M, BLOUSE_OVER_M, TRUNK_HALF_M = 0.18, 0.30, 0.20
"""Where that begins, over what height it grows to the full, and how wide the trunk is at most."""

FITTED_ROUNDS, LOOSE_ROUNDS_PER_M = 24, 1600.0
"""Rounds of smoothing: a loose shirt bridges hollows that a fitted one follows."""

SHIRT_CLEAR_M, TROUSERS_CLEAR_M = 0.010, 0.003
"""No cloth comes nearer to the skin than this, and shirts stay over trousers."""

SLEEVE_FLARE_M = 0.007
HEM_ABOVE_HIP_M = 0.025
NECK_ABOVE_M, NECK_SLOPE, NECK_SIDE_M, NECK_SIDE_SLOPE = 0.010, 0.35, 0.075, 1.2
"""The collar's plane: above the neck's root, lower in front, lower over the shoulders."""

LONG_BELOW_HIP_M, LONG_FROM_M, LONG_DEPTH_M = 0.05, 0.20, 0.10
"""A long shirt's hem is this far below the hip joints, hangs free from so far above them, and is at
its full distance from so far behind the trunk's middle."""

PRINTED, PRINT_WAVES_PER_M = (0.30, 0.85), 16.0
"""What part of the back is printed on, from hip (0) to shoulder (1), and how large patches are."""

BARE_CHEST_M = 0.13
"""Skin is drawn this far under the collar."""

WRINKLES_PER_M, WRINKLES_M, LOOSE_WRINKLES = 38.0, 0.0022, 0.05
"""Waves of cloth, their depth, and how much deeper per metre that the shirt is loose."""

WAIST_ABOVE_HIP_M = 0.10
SHORTS_END, LEGGINGS_END = 0.83, 0.95
"""Shorts end at this share of the thigh; leggings at this share of the ankle's height, in the
shoes."""

UNDER_HEM, UNDER_HEM_M = 0.015, 0.012
"""Skin is drawn this far under hems: no farther, or it shows where cloth is tight."""

WEIGHT_ROUNDS = 4
"""Rounds of averaging cloth's weights with the neighbours: cloth bends wider than skin."""


def along_arm(body: Body, points: Floats) -> Floats:
    """Return where points are along the nearer upper arm: 0 at the shoulder, 1 at the elbow."""
    return _along(body, points, "upperarm01.L", "lowerarm01.L")


def along_thigh(body: Body, points: Floats) -> Floats:
    """Return where points are along the nearer thigh: 0 at the hip, 1 at the knee."""
    return _along(body, points, "upperleg01.L", "lowerleg01.L")


def _along(body: Body, points: Floats, start: str, end: str) -> Floats:
    first, last = body.skeleton.head(start), body.skeleton.head(end)
    axis = last - first
    mirrored = points * (1.0, 1.0, 1.0)
    mirrored[:, 0] = np.abs(points[:, 0])
    share: Floats = (mirrored - first) @ axis / (axis @ axis)
    return share


def arm_share(body: Body, mesh: Mesh) -> Floats:
    """Return how much of each vertex follows the arms."""
    return body.share(mesh.weights, "upperarm01.L", "upperarm01.R")


def _part(body: Body, wanted: Floats) -> Mesh:
    """Return the skin's faces whose corners are all wanted (above 0)."""
    faces = body.skin.faces[(wanted[body.skin.faces] > 0).all(axis=1)]
    return compacted(replace(body.skin, faces=faces))


def shirt(body: Body, kind: Shirt, *, hem_m: float = 0.0) -> Garment:
    """Return a T-shirt, a long one whose hem stands ``hem_m`` off the seat if that is above 0."""
    loose = LOOSE_M if kind is Shirt.LOOSE else 0.0
    skin, bones = body.skin, body.skeleton
    head = body.share(skin.weights, "head") < HEAD_SHARE
    shank = body.share(skin.weights, "lowerleg01.L", "lowerleg01.R") < SHANK_SHARE
    arm = arm_share(body, skin) < ARM_SHARE
    sleeve = along_arm(body, skin.points) < 1.0
    rest = refined(_part(body, (head & shank & (arm | sleeve)).astype(float)), CLOTH_EDGE_M)
    keep = _shirt_field(body, rest, long=hem_m > 0)
    neck = bones.head("neck01")[1]
    low = np.clip((neck - BLOUSE_BELOW_NECK_M - rest.points[:, 1]) / BLOUSE_OVER_M, 0.0, 1.0)
    low *= np.abs(rest.points[:, 0]) < TRUNK_HALF_M + loose
    grown = rest.moved(smooth_normals(rest, 2) * _column(FITTED_M + loose / 2))
    grown = grown.moved(smooth_normals(grown, 2) * _column(low * (BLOUSE_M + loose)))
    grown = smoothed(grown, FITTED_ROUNDS + round(LOOSE_ROUNDS_PER_M * loose))
    wave = ripples(grown.points * (1.0, 0.45, 1.0), WRINKLES_PER_M, 1)
    grown = smoothed(grown.out(wave * (WRINKLES_M + LOOSE_WRINKLES * loose)), 3)
    flare = np.clip(arm_share(body, grown) * 1.4 - 0.2, 0.0, 1.0)
    grown = grown.moved(smooth_normals(grown, 4) * _column(flare * SLEEVE_FLARE_M))
    if hem_m > 0:
        grown = grown.moved(_hanging(body, grown) * (0.0, 0.0, -hem_m))
    grown = _kept_off(grown, rest, SHIRT_CLEAR_M)
    cut = clipped(_hung_from_pelvis(body, grown), keep)
    sewn = hemmed(evened(_relaxed(cut), 8), 0.012 + loose)
    return replace(plain(sewn, Material.SHIRT, 0.85), materials=_printed(body, sewn))


def _hanging(body: Body, mesh: Mesh) -> Floats:
    """Return how much of a long hem's distance each vertex (n, 1) has: of the back alone."""
    hip = body.skeleton.head("upperleg01.L")
    low = (hip[1] + LONG_FROM_M - mesh.points[:, 1]) / (LONG_FROM_M + LONG_BELOW_HIP_M)
    behind = (hip[2] - mesh.points[:, 2]) / LONG_DEPTH_M
    on_arm = arm_share(body, mesh) > ARM_SHARE
    return _column(np.where(on_arm, 0.0, np.clip(low, 0.0, 1.0) * np.clip(behind, 0.0, 1.0)))


def _printed(body: Body, mesh: Mesh) -> npt.NDArray[np.int64]:
    """Return the materials of a shirt with patches of print across its back."""
    hip, shoulder = body.skeleton.head("upperleg01.L"), body.skeleton.head("upperarm01.L")
    height = (mesh.points[:, 1] - hip[1]) / (shoulder[1] - hip[1])
    patches = ripples(mesh.points * (0.6, 1.0, 0.0), PRINT_WAVES_PER_M, 8) > 0
    there = (height > PRINTED[0]) & (height < PRINTED[1]) & (mesh.points[:, 2] < hip[2])
    there &= arm_share(body, mesh) < ARM_SHARE
    return np.where(there & patches, int(Material.PRINT), int(Material.SHIRT))


def _shirt_field(body: Body, rest: Mesh, *, long: bool) -> Floats:
    points, neck = rest.points, body.skeleton.head("neck01")
    beside = np.maximum(np.abs(points[:, 0]) - NECK_SIDE_M, 0.0)
    height = points[:, 1] + NECK_SLOPE * (points[:, 2] - neck[2])
    collar = neck[1] + NECK_ABOVE_M - height + NECK_SIDE_SLOPE * beside
    above = -LONG_BELOW_HIP_M if long else HEM_ABOVE_HIP_M
    hem = points[:, 1] - body.skeleton.head("upperleg01.L")[1] - above
    on_arm = arm_share(body, rest) > ARM_SHARE
    sleeve = np.where(on_arm, (SLEEVE_END - along_arm(body, points)) / 5, 1.0)
    field: Floats = np.minimum(np.minimum(collar, hem), sleeve)
    return field


def _hung_from_pelvis(body: Body, mesh: Mesh) -> Mesh:
    """Return the mesh with what followed the legs following the pelvis: a shirt hangs from it."""
    weights = mesh.weights.copy()
    legs = body.skeleton.below("upperleg01.L", "upperleg01.R")
    weights[:, body.skeleton.index["root"]] += weights[:, legs].sum(axis=1)
    weights[:, legs] = 0.0
    return replace(mesh, weights=weights)


def _relaxed(mesh: Mesh) -> Mesh:
    """Return the mesh with its weights averaged over neighbours."""
    means = neighbour_means(mesh.faces, len(mesh.points))
    weights = mesh.weights
    for _ in range(WEIGHT_ROUNDS):
        weights = (weights + means @ weights) / 2
    return replace(mesh, weights=weights / weights.sum(axis=1, keepdims=True))


def _kept_off(cloth: Mesh, skin: Mesh, clear_m: float) -> Mesh:
    """Return cloth moved out to where it is at least ``clear_m`` off the skin it was grown from."""
    along = smooth_normals(skin, 2)
    off = np.sum((cloth.points - skin.points) * along, axis=1)
    return cloth.moved(along * _column(np.maximum(clear_m - off, 0.0)))


def _column(values: Floats | float) -> Floats:
    return np.reshape(np.asarray(values, float), (-1, 1))


def trousers(body: Body, kind: Trousers) -> Garment:
    """Return shorts or leggings."""
    skin, bones = body.skin, body.skeleton
    hip = bones.head("upperleg01.L")[1]
    short = kind is Trousers.SHORTS
    below = skin.points[:, 1] < hip + WAIST_ABOVE_HIP_M + 0.05
    arm = arm_share(body, skin) < ARM_SHARE
    rest = refined(_part(body, (below & arm).astype(float)), CLOTH_EDGE_M)
    height = rest.points[:, 1]
    if short:
        end = np.where(height < hip, (SHORTS_END - along_thigh(body, rest.points)) * 0.4, 1.0)
        off = 0.006 + 0.012 * np.clip((hip - height) / 0.3, 0.0, 1.0)
    else:
        end = height - LEGGINGS_END * bones.head("foot.L")[1]
        off = np.full(len(height), 0.006)
    keep = np.minimum(end, hip + WAIST_ABOVE_HIP_M - height)
    even = smoothed(rest, 8 if short else 3)
    grown = even.moved(smooth_normals(even, 4) * _column(off))
    grown = grown.out(ripples(grown.points, 30.0, 4) * 0.0018)
    grown = _kept_off(grown, rest, TROUSERS_CLEAR_M)
    cut = _relaxed(clipped(grown, keep))
    return plain(hemmed(evened(cut, 8), 0.016 if short else 0.004), Material.TROUSERS, 0.8)


def bare_skin(body: Body, kind: Trousers, *, shoes: bool) -> Garment:
    """Return the skin of neck, arms, legs and feet that clothes and shoes leave bare."""
    skin, bones = body.skin, body.skeleton
    height = skin.points[:, 1]
    hip, neck = bones.head("upperleg01.L")[1], bones.head("neck01")[1]
    on_arm = arm_share(body, skin) > ARM_SHARE
    arm = along_arm(body, skin.points) - BARE_ARM
    body_field = np.where(height > neck - BARE_CHEST_M, 1.0, -1.0)
    ankle = bones.head("foot.L")[1]
    if kind is Trousers.SHORTS:
        leg = along_thigh(body, skin.points) - SHORTS_END + UNDER_HEM
    else:
        leg = LEGGINGS_END * ankle + UNDER_HEM_M - height
    keep = np.where(on_arm, arm, np.where(height < hip - 0.05, leg, body_field))
    if shoes:
        keep = np.where(height < ankle * 0.75, -1.0, keep)
    keep = np.where(body.share(skin.weights, "head") > HEAD_SHARE, -1.0, keep)
    bare = clipped(skin, keep)
    return plain(bare, Material.SKIN, 0.55, 1 + 0.05 * ripples(bare.points, 40.0, 3))
