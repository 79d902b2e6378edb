"""What a piece of a dressed person is made of."""

from dataclasses import dataclass
from enum import IntEnum

import numpy as np
import numpy.typing as npt

from rendering.mesh import Mesh
from rendering.rotations import Floats

__all__ = ["Garment", "Material", "plain"]


class Material(IntEnum):
    """What a vertex is coloured as; the person says which colour that is."""

    SKIN = 0
    LIP = 1
    BROW = 2
    HAIR = 3
    SHIRT = 4
    TROUSERS = 5
    SHOE = 6
    SOLE = 7
    EYE_WHITE = 8
    IRIS = 9
    PUPIL = 10
    PRINT = 11


@dataclass(frozen=True, slots=True, eq=False)
class Garment:
    """One piece: skin, cloth, hair, an eye.

    Parameters
    ----------
    materials
        (vertices,) of :class:`Material`.
    shades
        (vertices,) factors on the material's colour.
    roughness
        0 mirrors, 1 is chalk.
    """

    mesh: Mesh
    materials: npt.NDArray[np.int64]
    shades: Floats
    roughness: float


def plain(
    mesh: Mesh, material: Material, roughness: float, shades: Floats | float = 1.0
) -> Garment:
    """Return a garment of one material."""
    count = len(mesh.points)
    shade = np.broadcast_to(shades, (count,)).copy()
    return Garment(mesh, np.full(count, int(material)), shade, roughness)
