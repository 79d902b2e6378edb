"""Simple shapes that furniture is made of: boxes, turned pieces, rods, leaves."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from rendering.mesh import Faces
from rendering.rotations import Floats, triad
from rendering.scene import Colour

__all__ = ["Thing", "box", "disc", "joined", "leaf", "rod", "turned"]

SPOKES = 36
"""Corners of a round piece."""

LEAF_STEPS = 9


@dataclass(frozen=True, slots=True, eq=False)
class Thing:
    """A coloured mesh that stands still: (n, 3) points, (m, 3) faces, (n, 3) colours."""

    points: Floats
    faces: Faces
    colours: Floats

    def placed(self, matrix: Floats) -> "Thing":
        """Return the thing taken along by a 4 × 4 matrix."""
        return Thing(self.points @ matrix[:3, :3].T + matrix[:3, 3], self.faces, self.colours)


def joined(things: Sequence[Thing]) -> Thing:
    """Return several things as one."""
    starts = np.cumsum([0, *(len(thing.points) for thing in things)])
    return Thing(
        np.concatenate([thing.points for thing in things]),
        np.concatenate([thing.faces + s for thing, s in zip(things, starts, strict=False)]),
        np.concatenate([thing.colours for thing in things]),
    )


def box(centre: Sequence[float], half: Sequence[float], colour: Colour) -> Thing:
    """Return a box along the axes from its centre and half its sides."""
    signs = np.array([(x, y, z) for x in (-1, 1) for y in (-1, 1) for z in (-1, 1)], float)
    sides = ((0, 1, 3, 2), (4, 6, 7, 5), (0, 4, 5, 1), (2, 3, 7, 6), (0, 2, 6, 4), (1, 5, 7, 3))
    faces = [corner for a, b, c, d in sides for corner in ((a, b, c), (a, c, d))]
    points = signs * np.array(half) + np.array(centre)
    return Thing(points, np.array(faces), np.tile(np.array(colour, float), (8, 1)))


def turned(foot: Sequence[float], profile: Sequence[tuple[float, float]], colour: Colour) -> Thing:
    """Return a piece turned about the vertical through ``foot``, from (radius, height) pairs."""
    around = np.linspace(0.0, 2 * np.pi, SPOKES, endpoint=False)
    ring = np.column_stack([np.cos(around), np.zeros(SPOKES), np.sin(around)])
    rings = [ring * radius + (0.0, height, 0.0) for radius, height in profile]
    step, k = np.divmod(np.arange((len(profile) - 1) * SPOKES), SPOKES)
    a, b = step * SPOKES + k, step * SPOKES + (k + 1) % SPOKES
    faces = np.concatenate(
        [np.column_stack([a, a + SPOKES, b]), np.column_stack([b, a + SPOKES, b + SPOKES])]
    )
    points = np.concatenate(rings) + np.array(foot)
    return Thing(points, faces, np.tile(np.array(colour, float), (len(points), 1)))


def rod(start: Sequence[float], end: Sequence[float], radius: float, colour: Colour) -> Thing:
    """Return a closed cylinder between two points."""
    ends = np.asarray(start, float), np.asarray(end, float)
    axis = ends[1] - ends[0]
    length = float(np.linalg.norm(axis))
    upright = turned((0, 0, 0), [(0, 0), (radius, 0), (radius, length), (0, length)], colour)
    matrix = np.eye(4)
    across = (1.0, 0.0, 0.0) if abs(axis[0]) < length / 2 else (0.0, 0.0, 1.0)
    frame = triad(axis, across)
    matrix[:3, :3] = np.column_stack([frame[:, 1], frame[:, 0], -frame[:, 2]])
    matrix[:3, 3] = ends[0]
    return upright.placed(matrix)


def disc(centre: Sequence[float], radius: float, colour: Colour) -> Thing:
    """Return a flat disc that faces the camera."""
    x, y, z = centre
    return rod((x, y, z), (x, y, z + 0.002), radius, colour)


def leaf(
    foot: Sequence[float], about: float, size: tuple[float, float, float], colour: Colour
) -> Thing:
    """Return an arching leaf that grows towards ``about`` (radians round the vertical).

    ``size`` is how far it reaches, how high it rises, and half its width.
    """
    reach, rise, width = size
    t = np.linspace(0.0, 1.0, LEAF_STEPS)
    ahead = np.array([np.cos(about), 0.0, np.sin(about)])
    side = np.array([-np.sin(about), 0.0, np.cos(about)])
    along = np.outer(reach * (0.15 * t + 0.62 * t**2), ahead)
    along[:, 1] += rise * (1.25 * t - 0.42 * t**2.4)
    half = width * np.sin(np.pi * np.minimum(1.0, 0.06 + 0.94 * t)) ** 0.75
    half = np.where(t > 0.12, half, 0.0)[:, None] + 0.004  # noqa: PLR2004 -- a stalk up to there
    lift = np.array([0.0, 0.28, 0.0])
    middle = np.array(foot) + along
    rows = [middle - half * (side - lift), middle, middle + half * (side + lift)]
    points = np.stack(rows, axis=1).reshape(-1, 3)
    a = (3 * np.arange(LEAF_STEPS - 1)[:, None] + np.arange(2)).ravel()
    faces = np.concatenate(
        [np.column_stack([a, a + 3, a + 1]), np.column_stack([a + 1, a + 3, a + 4])]
    )
    colours = np.tile(np.array(colour, float), (len(points), 1))
    colours[1::3] *= 1.22
    return Thing(points, faces, colours)
