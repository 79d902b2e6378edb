"""How far people are turned, as the model has it: what the package's constants rest on."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from formcheck.exercise.back.bend import away_share
from formcheck.exercise.framing.watch import JUDGED_YAW_DEG
from formcheck.exercise.framing.yaw import Turn, turn_in_a_bow
from formcheck.landmarks.blazepose_profiles import FULL_YAW
from formcheck.landmarks.profile import YawBias
from formcheck.landmarks.yaw import BOWING_DEG, middle_turns
from rendering.study.plan import BOWED, What
from rendering.study.rows import ANGLES, Rows
from rendering.study.scoring import mean_spread

__all__ = [
    "SideOn",
    "away_shares",
    "read_turn",
    "read_yaw",
    "side_on",
    "side_on_table",
    "view_judged",
    "yaw_table",
]

REACHING = (What.FORWARD, What.ARCHED_FORWARD)
"""With the arms out in front."""

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]


def read_yaw(rows: Rows, bias: YawBias = FULL_YAW) -> Floats:
    """Return the yaw (n,) that the package reads in each row by itself, in degrees, unsigned.

    ``bias`` is that of the network by which the rows were read.
    """
    return np.abs(read_turn(rows, bias))


def read_turn(rows: Rows, bias: YawBias) -> Floats:
    """Return the turn (n,) that is read so, in degrees: + towards the camera, - away from it."""
    reach = np.isin(rows.what, REACHING).astype(float)
    seen = zip(rows.turns.tolist(), _leans(rows).tolist(), reach.tolist(), strict=True)
    return np.array([sum(middle_turns(turns, bias, lean, arms)) / 2 for turns, lean, arms in seen])


def view_judged(rows: Rows) -> Flags:
    """Return which rows (n,) are seen so that the package judges them from the side."""
    judged: Flags = np.array([turn.yaw_deg <= JUDGED_YAW_DEG for turn in _turns(rows)])
    return judged


def away_shares(rows: Rows) -> Floats:
    """Return how much of turning away from the camera shows (n,), as the package reads it."""
    leans = _leans(rows).tolist()
    turns = [turn.turn_deg for turn in _turns(rows)]
    return np.array([away_share(*each) for each in zip(turns, leans, strict=True)])


def _turns(rows: Rows) -> list[Turn]:
    """Return how each row is turned: by itself, and as the person stood before they bowed.

    With the arms hanging, as before each repetition; where that is not known, arms forward.
    """
    every, held = read_turn(rows, FULL_YAW), np.full(len(rows), np.nan)
    for session in np.unique(rows.session):
        own = rows.session == session
        for what in (What.HANGING, What.FORWARD):
            read = every[own & (rows.what == what)]
            if np.isfinite(read).any():
                held[own] = np.nanmedian(read)
                break
    return [
        turn_in_a_bow(Turn(abs(stood), stood), Turn(abs(bowed), bowed))
        for stood, bowed in zip(held.tolist(), every.tolist(), strict=True)
    ]


def _leans(rows: Rows) -> Floats:
    leans: Floats = np.abs(rows.seen[:, ANGLES.index("trunk")])
    return leans


YAW_BINS_DEG = (-32.0, -25.0, -19.5, -13.0, -7.0, 0.0, 7.0, 13.0, 19.5, 25.0, 30.5, 36.0)
"""Edges of the groups by true yaw: one for each yaw of the plan."""


def yaw_table(rows: Rows) -> list[list[str]]:
    """Return a row for each group: true yaw, read standing, bowed and by both, share judged."""
    read, judged = read_yaw(rows), view_judged(rows)
    both = np.array([turn.yaw_deg for turn in _turns(rows)])
    bowed = np.isin(rows.what, BOWED)
    body = []
    for low, high in pairwise(YAW_BINS_DEG):
        chosen = (rows.yaw > low) & (rows.yaw <= high)
        true = f"{round(rows.yaw[chosen].mean()) or 0:+d}"
        stood = chosen & (rows.what == What.HANGING)
        bows = chosen & bowed
        cells = [mean_spread(each) for each in (read[stood], read[bows], both[bows])]
        body.append([true, *cells, f"{judged[bows].mean():.2f}"])
    return body


def side_on_table(rows: Rows) -> list[list[str]]:
    """Return a row for each of the four angles: side-on, upright and bowed, and how it grows."""
    found = side_on(rows)
    names = ("shoulders by width", "shoulders by depth", "hips by width", "hips by depth")
    bowed = found.upright + found.more_bowed
    columns = zip(names, found.upright, bowed, found.growth, strict=True)
    return [[name, f"{up:.1f}", f"{down:.1f}", f"{by:.2f}"] for name, up, down, by in columns]


@dataclass(frozen=True, slots=True, eq=False)
class SideOn:
    """What the four angles are side-on, upright, and by how much more bowed, (4,) degrees each.

    ``growth`` (4,) is by how much they grow per degree of turning.
    """

    upright: Floats
    more_bowed: Floats
    growth: Floats


def side_on(rows: Rows) -> SideOn:
    """Return what the four angles are side-on, and how they grow with the turn.

    By straight lines through all that stand with the arms hanging or bow.
    """
    used = np.isfinite(rows.turns).all(axis=1)
    used &= np.isin(rows.what, (What.HANGING, What.ARCHED_HANGING, *BOWED))
    bowed = np.interp(_leans(rows)[used], BOWING_DEG, (0.0, 1.0))
    lines = np.column_stack((np.ones(used.sum()), bowed, rows.yaw[used]))
    return SideOn(*np.linalg.lstsq(lines, rows.turns[used], rcond=None)[0])
