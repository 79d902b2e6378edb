"""What a bend is counted from, and how far each such reference leads astray."""

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from rendering.study.fitting import Reading, trusted
from rendering.study.plan import What
from rendering.study.rows import WIDE, Rows
from rendering.study.scoring import NEUTRAL_DEG

__all__ = ["Misled", "outlines_deg", "reference_errors"]

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

MOST = 0.9
"""Share of the bends whose error is within the stated one."""


@dataclass(frozen=True, slots=True)
class Misled:
    """Errors of bends counted from one kind of reference, in degrees.

    ``within`` holds nine of ten errors, whichever way.
    """

    words: str
    count: int
    bias: float
    spread: float
    within: float


def outlines_deg(rows: Rows, reading: Reading) -> Floats:
    """Return the outlines' bends (n,), counted from nothing: each body with others' gains."""
    numbers = np.where(trusted(rows)[:, None], reading.measure(WIDE, rows.wide), np.nan)
    gains = np.array([reading.gain[build] for build in rows.build])
    bend: Floats = (numbers * gains).sum(axis=1)
    return bend


def reference_errors(rows: Rows, outline: Floats, chosen: Flags) -> list[Misled]:
    """Return the errors of the chosen rows' bends, for each kind of reference."""
    return [
        _errors(words, (outline - reference - rows.flexion)[chosen])
        for words, reference in (
            ("own, standing, arms forward", _own(rows, outline, What.FORWARD)),
            ("own, standing, arms hanging", _own(rows, outline, What.HANGING)),
            ("own straightest of the other neutral hinges", _straightest(rows, outline)),
            ("mean of other people, standing", _others(rows, outline)),
        )
    ]


def _errors(words: str, wrong: Floats) -> Misled:
    known = wrong[np.isfinite(wrong)]
    if not len(known):
        return Misled(words, 0, math.nan, math.nan, math.nan)
    within = float(np.quantile(np.abs(known), MOST))
    return Misled(words, len(known), float(known.mean()), float(known.std()), within)


def _own(rows: Rows, outline: Floats, what: What) -> Floats:
    reference = np.full(len(rows), np.nan)
    for session in np.unique(rows.session):
        own = rows.session == session
        reference[own] = _middle(outline[own & (rows.what == what)])
    return reference


def _straightest(rows: Rows, outline: Floats) -> Floats:
    neutral = np.isin(rows.what, (What.HINGE, What.SHALLOW)) & (rows.flexion <= NEUTRAL_DEG)
    reference = np.full(len(rows), np.nan)
    for row in range(len(rows)):
        others = neutral & (rows.session == rows.session[row])
        others[row] = False
        known = outline[others & np.isfinite(outline)]
        reference[row] = known.min() if len(known) else np.nan
    return reference


def _others(rows: Rows, outline: Floats) -> Floats:
    standing = rows.what == What.FORWARD
    reference = np.full(len(rows), np.nan)
    for build in np.unique(rows.build):
        reference[rows.build == build] = _middle(outline[standing & (rows.build != build)])
    return reference


def _middle(values: Floats) -> float:
    known = values[np.isfinite(values)]
    return float(known.mean()) if len(known) else np.nan
