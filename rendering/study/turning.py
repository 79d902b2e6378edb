"""How far people are turned, as the model has it: what the package's constants rest on."""

import numpy as np
import numpy.typing as npt

from formcheck.exercise.framing import JUDGED_YAW_DEG
from rendering.study.plan import What
from rendering.study.rows import Rows

__all__ = ["held_yaw", "side_on", "view_judged"]

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]


def held_yaw(rows: Rows) -> Floats:
    """Return the yaw (n,) that was read while the person stood, which holds while they bow.

    With the arms hanging, as before each repetition; where that is not known, arms forward.
    """
    held = np.full(len(rows), np.nan)
    for session in np.unique(rows.session):
        own = rows.session == session
        for what in (What.HANGING, What.FORWARD):
            read = rows.yaw_seen[own & (rows.what == what)]
            if np.isfinite(read).any():
                held[own] = np.nanmedian(read)
                break
    return held


def view_judged(rows: Rows) -> Flags:
    """Return which rows (n,) are seen so that the package judges them from the side."""
    judged: Flags = held_yaw(rows) <= JUDGED_YAW_DEG
    return judged


def side_on(rows: Rows) -> tuple[Floats, float]:
    """Return what the four angles are side-on, (4,) degrees, and how they grow with the turn.

    Straight lines through all rows; by how much the middle two grow, once that is taken off.
    """
    known = np.isfinite(rows.turns).all(axis=1)
    yaw, turns = rows.yaw[known], rows.turns[known]
    angles = np.polynomial.polynomial.polyfit(yaw, turns, 1)[0]
    middle = np.sort(turns - angles, axis=1)[:, 1:3].mean(axis=1)
    return angles, float(np.polynomial.polynomial.polyfit(yaw, middle, 1)[1])
