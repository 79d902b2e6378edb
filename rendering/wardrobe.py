"""Dressed people: bodies, built once, with clothes, cut once."""

from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt
from scipy import sparse

from rendering.base_mesh import Shape, base_mesh_body
from rendering.body import Body
from rendering.clothes import bare_skin, shirt, trousers
from rendering.garment import Garment, Material
from rendering.head import braid, bun, eyes, hair, head
from rendering.hood import hood
from rendering.mesh import Faces
from rendering.own_body import own_body
from rendering.posing import Poser
from rendering.rotations import Floats, unit
from rendering.scene import Build, Colour, Hair, Person
from rendering.shoes import shoe
from rendering.vertebrae import with_vertebrae

__all__ = ["Dressed", "Wardrobe"]

SOLE_COLOUR: Colour = (0.80, 0.80, 0.78)
EYE_COLOURS: tuple[Colour, ...] = ((0.75, 0.73, 0.70), (0.10, 0.06, 0.03), (0.01, 0.01, 0.01))

_SHAPES = {
    Build.MALE: Shape("male"),
    Build.FEMALE: Shape("female"),
    Build.HEAVY_MALE: Shape("male", "max", amount=2.2),
    Build.HEAVY_FEMALE: Shape("female", "max", amount=2.0),
    Build.SLIM_MALE: Shape("male", "min"),
    Build.SLIM_FEMALE: Shape("female", "min"),
    Build.STRONG_MALE: Shape("male", "average", "max"),
    Build.STRONG_FEMALE: Shape("female", "average", "max"),
    Build.FULL_FEMALE: Shape("female", "max"),
    Build.BROAD_MALE: Shape("male", "max", "max", amount=0.6),
    Build.OLD_MALE: Shape("male", age="old"),
    Build.OLD_FEMALE: Shape("female", age="old"),
}


@dataclass(frozen=True, slots=True, eq=False)
class Dressed:
    """All the pieces of a dressed body as one mesh.

    Parameters
    ----------
    points, faces
        At rest.
    weights
        (vertices, bones), sparse.
    corners
        (vertices, faces), sparse: which faces meet in a vertex.
    materials, shades, roughness
        (vertices,) each.
    """

    body: Body
    poser: Poser
    points: Floats
    faces: Faces
    weights: sparse.csr_matrix
    corners: sparse.csr_matrix
    materials: npt.NDArray[np.int64]
    shades: Floats
    roughness: Floats

    def posed(self, transforms: Floats) -> tuple[Floats, Floats]:
        """Return points and unit normals (vertices, 3) under bone transforms (bones, 4, 4)."""
        blended = self.weights @ transforms[:, :3].reshape(len(transforms), 12)
        matrices = blended.reshape(-1, 3, 4)
        turned = np.einsum("nij,nj->ni", matrices[:, :, :3], self.points)
        points = turned + matrices[:, :, 3]
        a, b, c = points[self.faces.T]
        return points, unit(self.corners @ np.cross(b - a, c - a))

    def colours(self, person: Person) -> Floats:
        """Return (vertices, 3) colours in linear light."""
        palette = np.array(_palette(person))
        tinted: Floats = np.clip(palette[self.materials] * self.shades[:, None], 0.0, 1.0)
        return tinted


def _palette(person: Person) -> list[Colour]:
    red, green, blue = person.skin_colour
    lip = (red * 0.81, green * 0.55, blue * 0.67)
    brow: Colour = (0.3 * red * 0.3, 0.3 * green * 0.3, 0.3 * blue * 0.3)
    colours = {
        Material.SKIN: person.skin_colour,
        Material.LIP: lip,
        Material.BROW: brow,
        Material.HAIR: person.hair_colour,
        Material.SHIRT: person.shirt_colour,
        Material.TROUSERS: person.trousers_colour,
        Material.SHOE: person.shoe_colour,
        Material.SOLE: SOLE_COLOUR,
        Material.EYE_WHITE: EYE_COLOURS[0],
        Material.IRIS: EYE_COLOURS[1],
        Material.PUPIL: EYE_COLOURS[2],
        Material.PRINT: person.print_colour or person.shirt_colour,
    }
    return [colours[material] for material in Material]


@cache
def body_of(build: Build) -> Body:
    """Return the body of a build, made once per process."""
    if build in _SHAPES:
        body = base_mesh_body(_SHAPES[build])
    else:
        body = own_body(stout=build is Build.OWN_STOUT)
    return with_vertebrae(body)


class Wardrobe:
    """Keeps the dressed bodies it has made."""

    def __init__(self) -> None:
        self._made: dict[tuple[object, ...], Dressed] = {}

    def dressed(self, person: Person) -> Dressed:
        """Return a person's body with their clothes; colours are not part of it."""
        cut = (person.build, person.shirt, person.trousers, person.hair, person.shoes)
        key = (*cut, person.hood_m, person.hem_m)
        if key not in self._made:
            self._made[key] = _dress(person)
        return self._made[key]


def _dress(person: Person) -> Dressed:
    body = body_of(person.build)
    pieces = [
        bare_skin(body, person.trousers, shoes=person.shoes),
        head(body, person.hair),
        *eyes(body),
        trousers(body, person.trousers),
        shirt(body, person.shirt, hem_m=person.hem_m),
    ]
    if person.hood_m > 0:
        pieces.append(hood(body, person.hood_m))
    if person.hair is not Hair.NONE:
        pieces.append(hair(body))
    if person.hair is Hair.BUN:
        pieces.append(bun(body))
    if person.hair is Hair.BRAID:
        pieces.append(braid(body))
    if person.shoes:
        pieces += [shoe(body, "left", "L"), shoe(body, "right", "R")]
    return _joined(body, pieces)


def _joined(body: Body, pieces: list[Garment]) -> Dressed:
    starts = np.cumsum([0, *(len(piece.mesh.points) for piece in pieces)])
    shifted = [piece.mesh.faces + s for piece, s in zip(pieces, starts, strict=False)]
    faces = np.concatenate(shifted)
    count = int(starts[-1])
    where = (faces.ravel(), np.repeat(np.arange(len(faces)), 3))
    return Dressed(
        body=body,
        poser=Poser(body),
        points=np.concatenate([piece.mesh.points for piece in pieces]),
        faces=faces,
        weights=sparse.csr_matrix(np.concatenate([piece.mesh.weights for piece in pieces])),
        corners=sparse.csr_matrix((np.ones(faces.size), where), (count, len(faces))),
        materials=np.concatenate([piece.materials for piece in pieces]),
        shades=np.concatenate([piece.shades for piece in pieces]),
        roughness=np.concatenate([np.full(len(p.mesh.points), p.roughness) for p in pieces]),
    )
