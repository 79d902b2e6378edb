"""Triangle meshes that follow bones: cutting, refining, smoothing, hemming."""

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
from scipy import sparse

from rendering.rotations import Floats, unit

__all__ = [
    "Faces",
    "Mesh",
    "clipped",
    "compacted",
    "evened",
    "hemmed",
    "neighbour_means",
    "normals",
    "refined",
    "ripples",
    "smooth_normals",
    "smoothed",
    "subdivided",
    "triangles",
]

Faces = npt.NDArray[np.int64]

TWO, THREE = 2, 3
"""Corners of a triangle that lie inside, where it is cut and where it is not."""

RIPPLE_WAVES = 6
"""Plane waves added up to one ripple: enough that no direction stands out."""


@dataclass(frozen=True, slots=True, eq=False)
class Mesh:
    """A surface at rest.

    Parameters
    ----------
    points
        (vertices, 3) metres.
    faces
        (triangles, 3) indices, counter-clockwise seen from outside.
    weights
        (vertices, bones) how much each vertex follows each bone; rows add up to 1.
    """

    points: Floats
    faces: Faces
    weights: Floats

    def moved(self, offset: npt.ArrayLike) -> "Mesh":
        """Return the mesh with an offset (3,) or (vertices, 3) added to its points."""
        return replace(self, points=self.points + np.asarray(offset))

    def out(self, distance: npt.ArrayLike) -> "Mesh":
        """Return the mesh grown along its normals by a distance, one for all or one each."""
        along = normals(self.points, self.faces)
        return self.moved(along * np.reshape(np.asarray(distance, float), (-1, 1)))


def triangles(polygons: list[list[int]]) -> Faces:
    """Return convex polygons cut into triangles."""
    return np.array([(p[0], p[i], p[i + 1]) for p in polygons for i in range(1, len(p) - 1)], int)


def normals(points: Floats, faces: Faces) -> Floats:
    """Return unit normals (vertices, 3), each face weighing by its area."""
    corners = points[faces]
    across = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    total = np.zeros_like(points)
    for corner in faces.T:
        for k in range(3):
            total[:, k] += np.bincount(corner, across[:, k], len(points))
    return unit(total)


def compacted(mesh: Mesh) -> Mesh:
    """Return the mesh without the vertices that no face uses."""
    kept, faces = np.unique(mesh.faces, return_inverse=True)
    return Mesh(mesh.points[kept], faces.reshape(-1, 3), mesh.weights[kept])


def clipped(mesh: Mesh, keep: Floats) -> Mesh:
    """Return the part of a mesh where ``keep`` is above 0, cut straight through its triangles."""
    inside = keep > 0
    count = inside[mesh.faces].sum(axis=1)
    corner = _rolled(mesh.faces[count == 1], inside)
    side = _rolled(mesh.faces[count == TWO], ~inside)
    edges = np.concatenate([corner[:, [0, 1]], corner[:, [0, 2]], side[:, [1, 0]], side[:, [2, 0]]])
    (start, end), cut = _unique_edges(edges)
    a, b, p, q = np.split(cut + len(keep), np.cumsum([len(corner), len(corner), len(side)]))
    faces = [
        mesh.faces[count == THREE],
        np.column_stack([corner[:, 0], a, b]),
        np.column_stack([p, side[:, 1], side[:, 2]]),
        np.column_stack([p, side[:, 2], q]),
    ]
    share = (keep[start] / (keep[start] - keep[end]))[:, None]

    def grown(array: Floats) -> Floats:
        return np.concatenate([array, array[start] * (1 - share) + array[end] * share])

    return compacted(Mesh(grown(mesh.points), np.concatenate(faces), grown(mesh.weights)))


def _rolled(faces: Faces, first: npt.NDArray[np.bool_]) -> Faces:
    """Return triangles rolled so that their one corner in ``first`` comes first."""
    shift = np.argmax(first[faces], axis=1)
    rolled: Faces = np.take_along_axis(faces, (shift[:, None] + np.arange(3)) % 3, axis=1)
    return rolled


def _unique_edges(edges: Faces) -> tuple[Faces, Faces]:
    """Return each undirected edge once, as (2, edges), and where each given one went."""
    unique, where = np.unique(np.sort(edges, axis=1), axis=0, return_inverse=True)
    return unique.T, where.ravel()


def refined(mesh: Mesh, edge_m: float) -> Mesh:
    """Return the mesh subdivided until half of its edges are shorter than ``edge_m``."""
    while True:
        start, end = np.unique(_edges(mesh.faces), axis=0).T
        if np.median(np.linalg.norm(mesh.points[end] - mesh.points[start], axis=1)) < edge_m:
            return mesh
        mesh = subdivided(mesh)


def subdivided(mesh: Mesh, times: int = 1) -> Mesh:
    """Return the mesh with each triangle cut into four, ``times`` over."""
    for _ in range(times):
        mesh = _subdivided(mesh)
    return mesh


def _subdivided(mesh: Mesh) -> Mesh:
    faces, count = mesh.faces, len(mesh.points)
    (start, end), where = _unique_edges(_edges(faces))
    a, b, c = count + where.reshape(3, -1)
    u, v, w = faces.T
    new = [(u, a, c), (a, v, b), (c, b, w), (a, b, c)]

    def grown(array: Floats) -> Floats:
        return np.concatenate([array, (array[start] + array[end]) / 2])

    stacked = np.concatenate([np.column_stack(corners) for corners in new])
    return Mesh(grown(mesh.points), stacked, grown(mesh.weights))


def _edges(faces: Faces) -> Faces:
    """Return the edges of triangles, lower index first: all first edges, all second, all third."""
    directed = np.concatenate([faces[:, [0, 1]], faces[:, [1, 2]], faces[:, [2, 0]]])
    edges: Faces = np.sort(directed, axis=1)
    return edges


def _border_edges(faces: Faces) -> Faces:
    """Return the directed edges that only one triangle has."""
    directed = np.concatenate([faces[:, [0, 1]], faces[:, [1, 2]], faces[:, [2, 0]]])
    _, where, count = np.unique(
        np.sort(directed, axis=1), axis=0, return_inverse=True, return_counts=True
    )
    single: Faces = directed[count[where.ravel()] == 1]
    return single


def neighbour_means(faces: Faces, count: int) -> sparse.csr_matrix:
    """Return the matrix that takes per-vertex values to their neighbours' means."""
    a, b = np.unique(_edges(faces), axis=0).T
    links = sparse.coo_matrix(
        (np.ones(2 * len(a)), (np.concatenate([a, b]), np.concatenate([b, a]))), (count, count)
    ).tocsr()
    degree = np.asarray(links.sum(axis=1)).ravel()
    return sparse.diags(1.0 / np.maximum(degree, 1.0)) @ links


def smoothed(mesh: Mesh, rounds: int, *, pin_border: bool = False) -> Mesh:
    """Return the mesh with each vertex moved halfway to its neighbours' mean, ``rounds`` times."""
    means = neighbour_means(mesh.faces, len(mesh.points))
    free = np.ones((len(mesh.points), 1))
    if pin_border:
        free[np.unique(_border_edges(mesh.faces))] = 0.0
    points = mesh.points
    for _ in range(rounds):
        points = points + free * (means @ points - points) / 2
    return replace(mesh, points=points)


def evened(mesh: Mesh, rounds: int = 12) -> Mesh:
    """Return the mesh with its border smoothed along itself, and the inside drawn after it."""
    start, end = _border_edges(mesh.faces).T
    points = mesh.points.copy()
    both = np.concatenate([start, end])
    count = np.bincount(both, minlength=len(points))[:, None]
    line = count[:, 0] >= TWO  # a border vertex lies between two others
    for _ in range(rounds):
        total = np.column_stack(
            [
                np.bincount(both, np.concatenate([points[end, k], points[start, k]]), len(points))
                for k in range(3)
            ]
        )
        points[line] = (points[line] + total[line] / count[line]) / 2
    return smoothed(replace(mesh, points=points), rounds, pin_border=True)


def hemmed(mesh: Mesh, depth: float) -> Mesh:
    """Return the mesh with a rim turned inwards along its border, so that cloth looks thick."""
    border = _border_edges(mesh.faces)
    ids, where = np.unique(border, return_inverse=True)
    start, end = where.reshape(-1, 2).T
    inner = smooth_normals(mesh)[ids] * depth
    outside = len(mesh.points) + np.array([start, end])
    inside = outside + len(ids)
    rim = np.concatenate(
        [
            np.column_stack([outside[1], outside[0], inside[0]]),
            np.column_stack([outside[1], inside[0], inside[1]]),
        ]
    )
    return Mesh(
        np.concatenate([mesh.points, mesh.points[ids], mesh.points[ids] - inner]),
        np.concatenate([mesh.faces, rim]),
        np.concatenate([mesh.weights, mesh.weights[ids], mesh.weights[ids]]),
    )


def smooth_normals(mesh: Mesh, rounds: int = 8) -> Floats:
    """Return normals averaged over their neighbours, for offsets that keep a surface even."""
    means = neighbour_means(mesh.faces, len(mesh.points))
    along = normals(mesh.points, mesh.faces)
    for _ in range(rounds):
        along = (along + means @ along) / 2
    return unit(along)


def ripples(points: Floats, frequency: float, seed: int) -> Floats:
    """Return an irregular wave over points, about -1 to 1, of some radians per metre."""
    draw = np.random.default_rng(seed)
    total = np.zeros(len(points))
    for k in range(RIPPLE_WAVES):
        direction = unit(draw.normal(size=3))
        phase = draw.uniform(0.0, 2 * np.pi)
        total += np.sin(points @ direction * frequency * (1 + 0.35 * k) + phase) / (1 + 0.3 * k)
    return total / 3
