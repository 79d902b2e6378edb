"""The study's numbers: one row for each still, in columns, in one small file."""

from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, Self

import numpy as np
import numpy.typing as npt

__all__ = ["ANGLES", "FRESH", "OUTLINES", "WIDE", "Rows", "packed", "unpacked"]

Floats = npt.NDArray[np.float64]

OUTLINES, FRESH = (Path(__file__).with_name(f"{name}.npz") for name in ("outlines", "fresh"))
"""Where the numbers lie, so that the comparison can be repeated without rendering: of the stills on
which everything was chosen, and of as many others."""

WIDE: Floats = np.linspace(-0.12, 1.05, 40)
"""Places along the trunk, from the hip (0) to the shoulder (1), at which a wide outline is read."""

ANGLES = ("trunk", "hip", "knee")

_FINE = ("line", "wide", "depth", "blur", "look", "worn", "bare", "world_m", "visibility")
_COARSE = ("segments", "true", "seen", "turns")
SCALES = dict.fromkeys(_FINE, 1e4) | dict.fromkeys(_COARSE, 100) | {"points_px": 40}
"""Columns kept as whole numbers of these fractions: finer than anything a mask shows."""

_LOST = np.iinfo(np.int16).min


@dataclass(frozen=True, slots=True, eq=False)
class Rows:
    """Columns of n stills, in the order of the sessions.

    Parameters
    ----------
    session, build, shirt, what, bending
        Which session, and the values of the plan's words; (n,) numbers and strings.
    yaw
        (n,) degrees the person was turned from side-on as the camera saw them, signed.
    turns
        (n, 4) angles that tell the turn: of shoulders and of hips, each by width and by the
        model's depth, signed as ``yaw``; degrees.
    segments
        (n, 5) true flexion of the spine from bottom to top, degrees.
    line, wide
        (n, 40) how far the back lies outside the line from hip to shoulder, in torso lengths, at
        the places of the package's own back line, and at :data:`WIDE`; NaN where not found.
    trust
        (n,) of the back line.
    torso
        (n,) pixels between hip and shoulder in the picture.
    true, seen
        (n, 3) :data:`ANGLES` in degrees: as posed, and as the landmarks have them before
        calibration.
    """

    session: npt.NDArray[np.int16]
    build: npt.NDArray[np.str_]
    shirt: npt.NDArray[np.str_]
    what: npt.NDArray[np.str_]
    bending: npt.NDArray[np.str_]
    yaw: Floats
    turns: Floats
    segments: Floats
    line: Floats
    wide: Floats
    trust: Floats
    torso: Floats
    true: Floats
    seen: Floats

    def __len__(self) -> int:
        return len(self.session)

    @property
    def flexion(self) -> Floats:
        """True bend from pelvis to shoulders, (n,) degrees."""
        total: Floats = self.segments.sum(axis=1)
        return total

    def where(self, chosen: npt.NDArray[np.bool_]) -> Self:
        """Return some of the rows."""
        return type(self)(*(getattr(self, field.name)[chosen] for field in fields(self)))

    @classmethod
    def joined(cls, parts: list[Self]) -> Self:
        """Return the rows of several tables one after the other."""
        columns = ([getattr(part, field.name) for part in parts] for field in fields(cls))
        return cls(*(np.concatenate(column) for column in columns))

    def save(self, path: Path) -> None:
        """Write the numbers, rounded to what they are worth."""
        columns: dict[str, Any] = {
            field.name: packed(field.name, getattr(self, field.name)) for field in fields(self)
        }
        np.savez_compressed(path, **columns)

    @classmethod
    def load(cls, path: Path = OUTLINES) -> Self:
        """Read what :meth:`save` wrote."""
        with np.load(path) as kept:
            columns: list[Any] = [unpacked(each.name, kept[each.name]) for each in fields(cls)]
        return cls(*columns)


def packed(name: str, column: npt.NDArray[np.generic]) -> npt.NDArray[np.generic]:
    """Return a column as it is kept, rounded to what it is worth."""
    if name in SCALES:
        whole = np.round(column.astype(float) * SCALES[name])
        return np.where(np.isfinite(whole), whole, _LOST).astype(np.int16)
    return column.astype(np.float32) if column.dtype == np.float64 else column


def unpacked(name: str, kept: npt.NDArray[np.generic]) -> npt.NDArray[np.generic]:
    """Return a column that :func:`packed` rounded."""
    if name in SCALES:
        return np.where(kept == _LOST, np.nan, kept.astype(float) / SCALES[name])
    return kept.astype(float) if kept.dtype == np.float32 else kept
