"""Where a back bends: five pivots at the height of real vertebrae, on every body alike.

The base mesh's own lowest "spine" bone begins level with the hip joints: it is the sacrum, which
does not bend. Flexion put there turns the pelvis against the thighs, and no outline of a back can
show it. So the pelvis is made one piece, and the five bones are moved to where vertebrae are.
"""

from dataclasses import replace

import numpy as np

from rendering.body import Body
from rendering.posing import SPINE_BONES
from rendering.rotations import Floats
from rendering.skeleton import Skeleton

__all__ = ["with_vertebrae"]

PIVOTS = (0.20, 0.32, 0.46, 0.64, 0.80)
"""Heights between the hip joints (0) and the shoulder joints (1), 48-50 cm apart in an adult: the
lumbosacral joint lies about 10 cm above the hips and the lowest thoracic vertebra 18 cm higher, so
the pivots are about L5/S1, L3/L4, L1/L2, T9/T10 and T5/T6 (common proportions; team choice)."""

DEPTH = 1 / 3
"""The vertebral bodies' middle, as a share of the trunk's depth, from the back's skin."""

BLEND = 0.16
"""Over this stretch around a pivot the skin passes from one segment to the next: about the
distance of two pivots, so that a bend has no corners."""

MIDLINE_M, BAND = 0.04, 0.03
"""The trunk's depth is taken this near to its middle plane and to the pivot's height."""


def with_vertebrae(body: Body) -> Body:
    """Return the body with its spine's bones at :data:`PIVOTS` and its trunk's skin on them.

    Whatever of a vertex followed pelvis or spine is shared out anew by the vertex's height; limbs,
    neck and head keep what they have.
    """
    bones, skin = body.skeleton, body.skin
    hips, along = _trunk(bones)
    heads = bones.heads.copy()
    for name, height in zip(SPINE_BONES, PIVOTS, strict=True):
        heads[bones.index[name]] = _vertebra(skin.points, hips, along, height)
    moved = replace(bones, heads=heads)
    heights = (skin.points - hips) @ along / (along @ along)
    weights = _shared_out(skin.weights, moved, heights)
    return replace(body, skeleton=moved, skin=replace(skin, weights=weights))


def _trunk(bones: Skeleton) -> tuple[Floats, Floats]:
    """Return the hip joints' middle and the way from there to the shoulder joints'."""
    hips, shoulders = (
        np.mean([bones.head(f"{bone}.{side}") for side in "LR"], axis=0)
        for bone in ("upperleg01", "upperarm01")
    )
    return hips, shoulders - hips


def _vertebra(points: Floats, hips: Floats, along: Floats, height: float) -> Floats:
    """Return the place of a pivot, a third of the trunk's depth in from the skin of the back."""
    forward = np.array([0.0, -along[2], along[1]]) / np.hypot(along[1], along[2])
    heights = (points - hips) @ along / (along @ along)
    near = (np.abs(points[:, 0]) < MIDLINE_M) & (np.abs(heights - height) < BAND)
    depths = (points[near] - hips) @ forward
    back, front = depths.min(), depths.max()
    place: Floats = hips + height * along + forward * (back + DEPTH * (front - back))
    return place


def _shared_out(weights: Floats, bones: Skeleton, heights: Floats) -> Floats:
    pelvis = [i for name, i in bones.index.items() if name.startswith("pelvis")]
    spine = [bones.index[name] for name in SPINE_BONES]
    root = bones.index["root"]
    trunk = weights[:, [root, *pelvis, *spine]].sum(axis=1)
    passed = [_eased((heights - pivot) / BLEND + 0.5) for pivot in PIVOTS]
    steps = [np.ones_like(heights), *passed, np.zeros_like(heights)]
    shared = weights.copy()
    shared[:, pelvis] = 0.0
    for bone, begun, ended in zip([root, *spine], steps[:-1], steps[1:], strict=True):
        shared[:, bone] = trunk * (begun - ended)
    return shared


def _eased(share: Floats) -> Floats:
    """Return 0 up to 0 and 1 from 1 on, without corners between."""
    within = np.clip(share, 0.0, 1.0)
    eased: Floats = within**2 * (3.0 - 2.0 * within)
    return eased
