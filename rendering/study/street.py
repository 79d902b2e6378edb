"""The street lot's numbers: what every ray met and what is true of it, kept and read anew.

Beside the columns of the study, what an outline is judged by is kept as the mask gave it: all rays
and the landmarks. So rules of what counts as back can be tried without rendering, and the columns
that rest on such rules are read anew by the package as it is.
"""

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from enum import IntEnum
from pathlib import Path
from typing import Any, Self

import numpy as np
import numpy.typing as npt

from formcheck.landmarks.pose import BackLine, Pose, near_side
from formcheck.outline.quality import look_at, trust_and_doubt
from formcheck.outline.rays import Rays, Trunk
from rendering.study.rows import Rows, packed, unpacked

__all__ = ["STREET", "Met", "Street"]

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

STREET = Path(__file__).with_name("street.npz")
"""Where the numbers lie."""

SIZE_WH = (640, 480)
"""Of every still."""

OFF = 0.03
"""What lies this far from the bare body's outline, in torso lengths, is not the back: 1.5 cm."""


class Met(IntEnum):
    """What is truly seen where a ray leaves the person."""

    BACK = 0
    CLOTH = 1
    HIDDEN = 2
    NOTHING = 3


@dataclass(frozen=True, slots=True, eq=False)
class Street:
    """Columns of n stills in the order of the sessions.

    Parameters
    ----------
    rows
        The study's own columns.
    kind
        (n,) :class:`~rendering.study.street_plan.Kind`.
    loaded
        (n,) whether the weight is in the hands or on the shoulders.
    hood, hem
        (n,) metres by which they stand off; 0 without.
    facing, mask_width
        (n,) of the pose; 0 where it is not known. Pixels of the model's mask across.
    points_px, visibility, world_m
        (n, 33, …) the pose's landmarks.
    depth, blur, again, cut
        (n, 40) what the rays of the last look met, as in :class:`~formcheck.outline.rays.Rays`.
    look
        (n, 40) the depths that the package took for the back's when the lot was made, NaN for the
        others.
    worn, bare
        (n, 40) exact depths along the same rays, of the person as they are seen, and of the same
        posture in a fitted shirt with nothing in the hands; torso lengths.
    """

    rows: Rows
    kind: npt.NDArray[np.str_]
    loaded: Flags
    hood: Floats
    hem: Floats
    facing: npt.NDArray[np.int8]
    mask_width: npt.NDArray[np.int16]
    points_px: Floats
    visibility: Floats
    world_m: Floats
    depth: Floats
    blur: Floats
    again: Flags
    cut: Flags
    look: Floats
    worn: Floats
    bare: Floats

    def __len__(self) -> int:
        return len(self.rows)

    @property
    def met(self) -> npt.NDArray[np.int8]:
        """What is true of each ray, (n, 40) of :class:`Met`."""
        off = self.worn - self.bare
        # Where something is before the body a ray ends sooner, or meets nothing of it at all.
        kinds = [np.isnan(self.bare), off > OFF, ~(off >= -OFF)]
        met = np.select(kinds, (Met.NOTHING, Met.CLOTH, Met.HIDDEN), Met.BACK)
        return np.asarray(met, np.int8)

    def poses(self) -> Iterator[Pose]:
        """Yield what the model made of each still; without the back's line."""
        for row in range(len(self)):
            facing = int(self.facing[row])
            yield Pose(
                0.0,
                SIZE_WH,
                points_px=self.points_px[row],
                visibility=self.visibility[row],
                world_m=self.world_m[row],
                near=near_side(facing),
                facing=facing,
            )

    def rays(self, row: int) -> Rays:
        """Return what the rays of a still met."""
        return Rays(self.depth[row], self.blur[row], self.again[row], self.cut[row])

    def read_anew(self) -> Rows:
        """Return the study's columns with the outlines and their trust as the package is now."""
        line, trust = np.full_like(self.rows.line, np.nan), np.zeros(len(self))
        for row, pose in enumerate(self.seen_anew()):
            trunk, back = Trunk.of(pose), pose.back_line
            if trunk is not None:
                line[row], trust[row] = trunk.within(back.body_px)[:, 1], back.trust
        return replace(self.rows, line=line, trust=trust)

    def seen_anew(self) -> Iterator[Pose]:
        """Yield the poses with the back's line as the package reads it now, from the rays alone."""
        for row, pose in enumerate(self.poses()):
            trunk = Trunk.of(pose)
            # As in the rows, somebody seen the wrong way round has no outline.
            if trunk is None or not np.isfinite(self.rows.line[row]).any():
                yield pose
                continue
            mask_px = trunk.length * int(self.mask_width[row]) / SIZE_WH[0]
            look = look_at(self.rays(row), trunk, pose, mask_px=mask_px)
            line = trunk.outline_px(look.depth)
            back = BackLine(line, *trust_and_doubt(look.trusts), look.stands_off)
            yield replace(pose, back_line=back)

    @classmethod
    def joined(cls, parts: list[Self]) -> Self:
        """Return several lots one after the other."""
        columns = ([getattr(part, name) for part in parts] for name in _own(cls))
        rows = Rows.joined([part.rows for part in parts])
        return cls(rows, *(np.concatenate(column) for column in columns))

    def save(self, path: Path) -> None:
        """Write the numbers; :meth:`Rows.load` reads its own columns of them."""
        columns: dict[str, Any] = {
            name: packed(name, getattr(of, name))
            for of, names in ((self.rows, _own(Rows)), (self, _own(type(self))))
            for name in names
        }
        np.savez_compressed(path, **columns)

    @classmethod
    def load(cls, path: Path = STREET) -> Self:
        """Read what :meth:`save` wrote."""
        with np.load(path) as kept:
            columns: list[Any] = [unpacked(name, kept[name]) for name in _own(cls)]
        return cls(Rows.load(path), *columns)


def _own(of: type[Street] | type[Rows]) -> list[str]:
    return [field.name for field in fields(of) if field.name != "rows"]
