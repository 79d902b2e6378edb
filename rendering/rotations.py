"""Rotations as 3 × 3 matrices that turn column vectors; angles in degrees."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

__all__ = ["Floats", "about", "aligning", "rotation_x", "rotation_y", "triad", "unit"]

Floats = npt.NDArray[np.float64]

OPPOSITE = 1e-5
"""Two directions whose cosine is this near to -1 have no smallest rotation between them."""


def unit(vector: npt.ArrayLike) -> Floats:
    """Return vectors (…, 3) scaled to length 1; those of no length stay as they are."""
    array = np.asarray(vector, float)
    length = np.linalg.norm(array, axis=-1, keepdims=True)
    scaled: Floats = array / np.where(length > 0, length, 1.0)
    return scaled


def about(axis: Sequence[float] | Floats, deg: float) -> Floats:
    """Return the rotation about an axis, right-handed."""
    x, y, z = unit(axis)
    cross = np.array([[0, -z, y], [z, 0, -x], [-y, x, 0]])
    angle = np.radians(deg)
    rotation: Floats = np.eye(3) + np.sin(angle) * cross + (1 - np.cos(angle)) * cross @ cross
    return rotation


def rotation_x(deg: float) -> Floats:
    """Return the rotation that takes up towards forward."""
    return about((1.0, 0.0, 0.0), deg)


def rotation_y(deg: float) -> Floats:
    """Return the rotation about the vertical that takes forward towards the left."""
    return about((0.0, 1.0, 0.0), deg)


def aligning(one: npt.ArrayLike, other: npt.ArrayLike) -> Floats:
    """Return the smallest rotation that takes one direction into the other."""
    here, there = unit(one), unit(other)
    axis, cosine = np.cross(here, there), float(here @ there)
    if cosine < OPPOSITE - 1:
        return about(np.cross(here, (0.3, 0.5, 0.8)), 180.0)
    cross = np.array([[0, -axis[2], axis[1]], [axis[2], 0, -axis[0]], [-axis[1], axis[0], 0]])
    rotation: Floats = np.eye(3) + cross + cross @ cross / (1 + cosine)
    return rotation


def triad(direction: npt.ArrayLike, across: npt.ArrayLike) -> Floats:
    """Return the frame whose first axis is a direction and whose second is nearest ``across``."""
    first = unit(direction)
    side = np.asarray(across, float)
    second = unit(side - first * float(side @ first))
    return np.column_stack([first, second, np.cross(first, second)])
