"""How far people are turned, as the model has it: what the package's constants rest on."""

from itertools import pairwise

import numpy as np
import numpy.typing as npt

from formcheck.exercise.framing import JUDGED_YAW_DEG, SIDE_YAW_DEG
from formcheck.exercise.framing_yaw import BOWED_MARGIN_DEG
from formcheck.pose.yaw import middle_turns
from rendering.study.fitting import BOWED
from rendering.study.plan import What
from rendering.study.rows import Rows
from rendering.study.scoring import mean_spread

__all__ = [
    "held_yaw",
    "read_yaw",
    "side_on",
    "side_on_table",
    "turned_away",
    "view_judged",
    "yaw_table",
]

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]


def read_yaw(rows: Rows) -> Floats:
    """Return the yaw (n,) that the package reads in each row, in degrees, unsigned."""
    return np.abs(_read_turn(rows))


def _read_turn(rows: Rows) -> Floats:
    return np.array([sum(middle_turns(angles)) / 2 for angles in rows.turns.tolist()])


def held_yaw(rows: Rows) -> Floats:
    """Return the yaw (n,) that was read while the person stood, which holds while they bow.

    With the arms hanging, as before each repetition; where that is not known, arms forward.
    """
    return np.abs(_held_turn(rows))


def turned_away(rows: Rows) -> Flags:
    """Return of which rows (n,) more error is allowed for: stood turned away, beyond side-on."""
    away: Flags = _held_turn(rows) < -SIDE_YAW_DEG
    return away


def _held_turn(rows: Rows) -> Floats:
    every, held = _read_turn(rows), np.full(len(rows), np.nan)
    for session in np.unique(rows.session):
        own = rows.session == session
        for what in (What.HANGING, What.FORWARD):
            read = every[own & (rows.what == what)]
            if np.isfinite(read).any():
                held[own] = np.nanmedian(read)
                break
    return held


def view_judged(rows: Rows) -> Flags:
    """Return which rows (n,) are seen so that the package judges them from the side."""
    further = np.fmax(held_yaw(rows), read_yaw(rows) - BOWED_MARGIN_DEG)
    judged: Flags = further <= JUDGED_YAW_DEG
    return judged


YAW_BINS_DEG = (-32.0, -25.0, -19.5, -13.0, -7.0, 0.0, 7.0, 13.0, 19.5, 25.0, 30.5, 36.0)
"""Edges of the groups by true yaw: one for each yaw of the plan."""


def yaw_table(rows: Rows) -> list[list[str]]:
    """Return a row for each group: true yaw, as read standing and bowed, share of bows judged."""
    read, judged = read_yaw(rows), view_judged(rows)
    bowed = np.isin(rows.what, BOWED) & np.isfinite(held_yaw(rows))
    body = []
    for low, high in pairwise(YAW_BINS_DEG):
        chosen = (rows.yaw > low) & (rows.yaw <= high)
        true = f"{round(rows.yaw[chosen].mean()) or 0:+d}"
        stood = chosen & (rows.what == What.HANGING)
        cells = [mean_spread(read[each]) for each in (stood, chosen & bowed)]
        body.append([true, *cells, f"{judged[chosen & bowed].mean():.2f}"])
    return body


def side_on_table(rows: Rows) -> list[list[str]]:
    """Return a row for each of the four angles: what it is side-on; and how they grow."""
    angles, growth = side_on(rows)
    names = ("shoulders by width", "shoulders by depth", "hips by width", "hips by depth")
    body = [[name, f"{angle:.1f}"] for name, angle in zip(names, angles, strict=True)]
    return [*body, ["the middle two grow by", f"{growth:.2f}"]]


def side_on(rows: Rows) -> tuple[Floats, float]:
    """Return what the four angles are side-on, (4,) degrees, and how they grow with the turn.

    Straight lines through all rows; by how much the middle two grow, once that is taken off.
    """
    known = np.isfinite(rows.turns).all(axis=1)
    yaw, turns = rows.yaw[known], rows.turns[known]
    angles = np.polynomial.polynomial.polyfit(yaw, turns, 1)[0]
    middle = np.sort(turns - angles, axis=1)[:, 1:3].mean(axis=1)
    return angles, float(np.polynomial.polynomial.polyfit(yaw, middle, 1)[1])
