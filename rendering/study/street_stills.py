"""Rendering the street lot's stills, twice each, and reading them."""

from dataclasses import fields
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from formcheck.landmarks.pose import BACK_POINTS, Pose
from formcheck.outline.quality import look_at
from formcheck.outline.rays import Mask, Rays, Trunk, cast
from rendering.render import Renderer
from rendering.study.plan import Session, Still
from rendering.study.stills import file_of, rows_seen, seen_in
from rendering.study.street import Street
from rendering.study.street_plan import bare, kind_of

__all__ = ["street_of", "street_taken"]

Floats = npt.NDArray[np.float64]


def street_taken(session: Session, renderer: Renderer, model: Path, work: Path) -> None:
    """Render and read one session and put its numbers into a folder."""
    street = street_of(session, renderer, model)
    part = file_of(session, work).with_suffix(".part.npz")
    street.save(part)
    part.replace(file_of(session, work))


def street_of(session: Session, renderer: Renderer, model: Path) -> Street:
    """Return the numbers of one session."""
    seen, columns = [], []
    for still in session.stills:
        rendered = renderer.render(still.scene)
        without = renderer.render(bare(still.scene))
        pose, mask = seen_in(rendered.image, model)
        seen.append((pose, mask))
        columns.append(_columns(still, pose, mask, rendered.mask, without.mask))
    # A session's widest plates name its kind, although it begins without them.
    kind = kind_of(session.stills[-1].scene)
    names = [field.name for field in fields(Street) if field.name not in {"rows", "kind"}]
    return Street(
        rows=rows_seen(session, seen),
        kind=np.full(len(seen), kind.value),
        **{name: np.array([each[name] for each in columns]) for name in names},
    )


def _columns(
    still: Still,
    pose: Pose,
    mask: Mask | None,
    worn: npt.NDArray[np.bool_],
    without: npt.NDArray[np.bool_],
) -> dict[str, Any]:
    person, trunk = still.scene.people[0], Trunk.of(pose)
    rays = _no_rays() if trunk is None or mask is None else cast(mask, trunk, pose.size_wh)
    return {
        "loaded": bool(still.scene.props),
        "hood": person.hood_m,
        "hem": person.hem_m,
        "facing": np.int8(pose.facing),
        "mask_width": np.int16(0 if mask is None else mask.shape[1]),
        "points_px": pose.points_px,
        "visibility": pose.visibility,
        "world_m": pose.world_m,
        "depth": rays.depth,
        "blur": rays.blur,
        "again": rays.again,
        "cut": rays.cut,
        "look": _look(rays, trunk, pose, mask),
        "worn": _exact(worn, trunk, pose),
        "bare": _exact(without, trunk, pose),
    }


def _no_rays() -> Rays:
    none = np.zeros(BACK_POINTS, dtype=bool)
    return Rays(_unknown(), _unknown(), none, none)


def _unknown() -> Floats:
    return np.full(BACK_POINTS, np.nan)


def _look(rays: Rays, trunk: Trunk | None, pose: Pose, mask: Mask | None) -> Floats:
    if trunk is None or mask is None:
        return _unknown()
    mask_px = trunk.length * mask.shape[1] / pose.size_wh[0]
    return look_at(rays, trunk, pose, mask_px=mask_px).body_depth


def _exact(shape: npt.NDArray[np.bool_], trunk: Trunk | None, pose: Pose) -> Floats:
    """Return where an exact mask ends along the rays."""
    if trunk is None:
        return _unknown()
    return cast(shape.astype(np.float32), trunk, pose.size_wh).depth
