"""What a bend is counted from, and how far each such reference leads astray."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from formcheck.exercise.back.stretch import REFERENCE_TRUST
from rendering.study.fitting import Reading, read_changes, trusted
from rendering.study.plan import What
from rendering.study.rows import Rows
from rendering.study.scoring import NEUTRAL_DEG
from rendering.study.turning import away_shares

__all__ = ["Misled", "reference_errors"]

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
    bias: float
    spread: float
    within: float


_STANDING = {
    What.FORWARD: "own, standing, arms forward",
    What.HANGING: "own, standing, arms hanging",
    What.LOADED: "own, standing, weight in the hands",
    What.ARCHED_LOADED: "own, standing arched, weight in the hands",
}


def reference_errors(
    rows: Rows,
    reading: Reading,
    chosen: Flags,
    standing: Sequence[What] = (What.FORWARD, What.HANGING),
) -> list[Misled]:
    """Return the errors of the chosen rows' bends, for each kind of reference.

    ``standing`` says which of the person's own standings are among them.
    """
    numbers = np.where(trusted(rows)[:, None], reading.measure.of(rows), np.nan)
    share = away_shares(rows)

    def errors(words: str, reference: Floats, shared: Floats) -> Misled:
        change = numbers - reference
        bend = read_changes(rows, reading.measure, change, share - shared, reading.gain)
        return _errors(words, (bend - rows.flexion)[chosen])

    none = np.zeros(len(rows))
    straightest = _straightest(rows, np.column_stack((numbers, share)))
    return [
        *(errors(_STANDING[what], _own(rows, numbers, what), none) for what in standing),
        errors(
            "own straightest of the other neutral hinges", straightest[:, :-1], straightest[:, -1]
        ),
        errors("mean of other people, standing", _others(rows, numbers), none),
    ]


def _errors(words: str, wrong: Floats) -> Misled:
    known = wrong[np.isfinite(wrong)]
    if not len(known):
        return Misled(words, math.nan, math.nan, math.nan)
    within = float(np.quantile(np.abs(known), MOST))
    return Misled(words, float(known.mean()), float(known.std()), within)


def _own(rows: Rows, numbers: Floats, what: What) -> Floats:
    reference = np.full_like(numbers, np.nan)
    for session in np.unique(rows.session):
        own = rows.session == session
        reference[own] = _middle(numbers[own & (rows.what == what) & _sure(rows)])
    return reference


def _straightest(rows: Rows, numbers: Floats) -> Floats:
    """Return the numbers of the least bent one: the first of them grows with a bend."""
    neutral = np.isin(rows.what, (What.HINGE, What.SHALLOW)) & (rows.flexion <= NEUTRAL_DEG)
    known = np.isfinite(numbers).all(axis=1) & _sure(rows)
    reference = np.full_like(numbers, np.nan)
    for row in range(len(rows)):
        others = neutral & known & (rows.session == rows.session[row])
        others[row] = False
        if others.any():
            reference[row] = min(numbers[others].tolist())
    return reference


def _others(rows: Rows, numbers: Floats) -> Floats:
    standing = (rows.what == What.FORWARD) & _sure(rows)
    reference = np.full_like(numbers, np.nan)
    for build in np.unique(rows.build):
        reference[rows.build == build] = _middle(numbers[standing & (rows.build != build)])
    return reference


def _sure(rows: Rows) -> Flags:
    sure: Flags = rows.trust >= REFERENCE_TRUST
    return sure


def _middle(numbers: Floats) -> Floats:
    known = numbers[np.isfinite(numbers).all(axis=1)]
    return known.mean(axis=0) if len(known) else np.full(numbers.shape[1], np.nan)
