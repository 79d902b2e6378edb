"""Surfaces from round cones and ellipsoids melted together; all geometry here is our own."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from skimage.measure import marching_cubes

from rendering.mesh import Faces
from rendering.rotations import Floats

__all__ = ["Ellipsoid", "RoundCone", "Solid", "melted", "surface"]

FAR_M = 9.0
"""Distance where no solid has been looked at."""

MARGIN_M = 0.12
"""A solid is looked at this far around itself: more than any melting reaches."""


@dataclass(frozen=True, slots=True, eq=False)
class RoundCone:
    """A ball that moves from one place to another while its radius changes."""

    start: Floats
    end: Floats
    start_radius: float
    end_radius: float
    melt: float = 0.03
    bone: str = ""

    def distance(self, points: Floats) -> Floats:
        """Return the distance (…) of points (…, 3) from the surface, negative inside."""
        axis = self.end - self.start
        along = np.clip((points - self.start) @ axis / (axis @ axis), 0.0, 1.0)
        apart = np.linalg.norm(points - self.start - along[..., None] * axis, axis=-1)
        gone: Floats = apart - self.start_radius - (self.end_radius - self.start_radius) * along
        return gone

    def box(self) -> Floats:
        """Return its corners (2, 3)."""
        radius = max(self.start_radius, self.end_radius)
        ends = np.array([self.start, self.end])
        return np.array([ends.min(axis=0) - radius, ends.max(axis=0) + radius])


@dataclass(frozen=True, slots=True, eq=False)
class Ellipsoid:
    """An ellipsoid along the axes; ``distance`` is exact on the surface and fair near it."""

    centre: Floats
    radii: Floats
    melt: float = 0.03
    bone: str = ""

    def distance(self, points: Floats) -> Floats:
        """Return the distance (…) of points (…, 3) from the surface, negative inside."""
        scaled = (points - self.centre) / self.radii
        length = np.linalg.norm(scaled, axis=-1)
        slope = np.linalg.norm(scaled / self.radii, axis=-1)
        gone: Floats = length * (length - 1) / np.maximum(slope, 1e-9)
        return gone

    def box(self) -> Floats:
        """Return its corners (2, 3)."""
        return np.array([self.centre - self.radii, self.centre + self.radii])


Solid = RoundCone | Ellipsoid


def melted(one: Floats, other: Floats, melt: float) -> Floats:
    """Return the smaller of two distances, rounded where they meet over a length ``melt``.

    The polynomial smooth minimum of Inigo Quilez.
    """
    share = np.clip(0.5 + (other - one) / (2 * melt), 0.0, 1.0)
    smooth: Floats = other * (1 - share) + one * share - melt * share * (1 - share)
    return smooth


def surface(solids: Sequence[Solid], step_m: float) -> tuple[Floats, Faces]:
    """Return points and triangles of solids melted together, found on a grid of ``step_m``."""
    boxes = np.array([solid.box() for solid in solids])
    low, high = boxes[:, 0].min(axis=0) - MARGIN_M / 2, boxes[:, 1].max(axis=0) + MARGIN_M / 2
    shape = np.ceil((high - low) / step_m).astype(int)
    field = np.full(tuple(shape), FAR_M)
    for solid, box in zip(solids, boxes, strict=True):
        first = np.maximum(np.floor((box[0] - MARGIN_M - low) / step_m).astype(int), 0)
        end = np.minimum(np.ceil((box[1] + MARGIN_M - low) / step_m).astype(int), shape)
        inside = tuple(slice(a, b) for a, b in zip(first, end, strict=True))
        axes = [low[k] + step_m * np.arange(first[k], end[k]) for k in range(3)]
        points = np.stack(np.meshgrid(*axes, indexing="ij"), axis=-1)
        field[inside] = melted(field[inside], solid.distance(points), solid.melt)
    points, faces, _, _ = marching_cubes(field, 0.0)
    return points * step_m + low, np.asarray(faces, np.int64)
