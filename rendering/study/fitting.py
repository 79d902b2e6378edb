"""From a measure's numbers to degrees of bend, always fitted on other bodies than the one read."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from formcheck.exercise.back.bend import MIN_TRUST
from formcheck.exercise.back.stretch import REFERENCE_TRUST
from rendering.study.away import fit_away, less_away
from rendering.study.measures import Measure
from rendering.study.plan import BOWED
from rendering.study.rows import Rows
from rendering.study.turning import away_shares
from rendering.study.weighting import weights

__all__ = [
    "Gains",
    "Reading",
    "bends",
    "changes",
    "fit",
    "fitted_on",
    "gains",
    "read_changes",
    "read_with",
    "trusted",
]

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

FIT_YAW_DEG = 17.0
"""Side-on, as far as sessions meant to be so spread."""

LEARNED_FROM_DEG = 20.0
"""A fit is made on backs bent by more than this. Outlines are read with some error, and straight
backs teach a fit only to read less: with them, bends that limits decide on come out 2 degrees low.
"""


def fit(numbers: Floats, bend: Floats, weight: Floats, penalty: float) -> Floats:
    """Return coefficients (k,) that turn numbers (n, k) into bends (n,): ridge through the origin.

    Through the origin, because a back like its reference is not bent.
    """
    share = weight / weight.sum()
    spread = (numbers * share[:, None]).T @ numbers + penalty * np.eye(numbers.shape[1])
    coefficients: Floats = np.linalg.solve(spread, numbers.T @ (share * bend))
    return coefficients


def changes(rows: Rows, numbers: Floats, like: Flags) -> Floats:
    """Return numbers (n, k) less their mean over the session's rows that are like a reference.

    Of those, as in the package, which are trusted enough to compare others with.
    """
    change, like = np.full_like(numbers, np.nan), like & (rows.trust >= REFERENCE_TRUST)
    for session in np.unique(rows.session):
        own = rows.session == session
        change[own] = numbers[own] - _mean(numbers[own & like])
    return change


def _mean(numbers: Floats) -> Floats:
    known = numbers[np.isfinite(numbers).all(axis=1)]
    return known.mean(axis=0) if len(known) else np.full(numbers.shape[1], np.nan)


def trusted(rows: Rows) -> Flags:
    """Return which rows have an outline that the package would judge."""
    return (rows.trust >= MIN_TRUST) & np.isfinite(rows.line).any(axis=1)


def fitted_on(rows: Rows) -> Flags:
    """Return which rows a fit is made on: bowed and bent, in fitted clothes, side-on, trusted."""
    side = (np.abs(rows.yaw) <= FIT_YAW_DEG) & (away_shares(rows) == 0.0)
    chosen: Flags = side & _bent(rows) & trusted(rows)
    return chosen


def _bent(rows: Rows) -> Flags:
    bowed = np.isin(rows.what, BOWED) & (rows.shirt == "fitted")
    bent: Flags = bowed & (rows.flexion > LEARNED_FROM_DEG)
    return bent


@dataclass(frozen=True, slots=True, eq=False)
class Gains:
    """What turns a change of numbers into a bend.

    ``terms`` (j,) are the coefficients of a measure's terms; ``away`` those of
    :func:`rendering.study.away.less_away`, nothing for most.
    """

    terms: Floats
    away: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """One measure's verdict on all rows: the bend in degrees, from gains of other bodies."""

    measure: Measure
    bend: Floats
    gain: dict[str, Gains]


def bends(rows: Rows, measure: Measure, like: Flags) -> Reading:
    """Return the bends (n,) a measure reads, each body with gains from all others."""
    change, share = _changes(rows, measure, like), away_shares(rows)
    gain = {
        build: _gains(rows, measure, change, share, rows.build != build)
        for build in np.unique(rows.build).tolist()
    }
    return Reading(measure, read_changes(rows, measure, change, share, gain), gain)


def read_with(rows: Rows, reading: Reading, like: Flags) -> Reading:
    """Return the bends of other stills, read with the gains of a reading."""
    measure, gain = reading.measure, reading.gain
    change = _changes(rows, measure, like)
    return Reading(measure, read_changes(rows, measure, change, away_shares(rows), gain), gain)


def gains(rows: Rows, measure: Measure, like: Flags) -> Gains:
    """Return a measure's gains from all bodies together: what the package would use."""
    every = np.ones(len(rows), dtype=bool)
    return _gains(rows, measure, _changes(rows, measure, like), away_shares(rows), every)


def _changes(rows: Rows, measure: Measure, like: Flags) -> Floats:
    numbers = np.where(trusted(rows)[:, None], measure.of(rows), np.nan)
    return changes(rows, numbers, like)


def _gains(rows: Rows, measure: Measure, change: Floats, share: Floats, of: Flags) -> Gains:
    terms = measure.terms(change)
    known = of & np.isfinite(change).all(axis=1)
    usable = known & fitted_on(rows)
    part = rows.where(usable)
    coefficients = fit(terms[usable], part.flexion, weights(part), measure.penalty)
    if not measure.away:
        return Gains(coefficients, np.zeros(3))
    turned = known & _bent(rows) & (share > 0.0)
    part = rows.where(turned)
    return Gains(
        coefficients, fit_away(part, measure.terms, change[turned], share[turned], coefficients)
    )


def read_changes(
    rows: Rows, measure: Measure, change: Floats, share: Floats, gain: Mapping[str, Gains]
) -> Floats:
    """Return the bends (n,) of changes (n, k), each body's with its own gains.

    ``share`` (n,) is how much of turning away shows in them.
    """
    bend = np.full(len(rows), np.nan)
    for build, each in gain.items():
        own = rows.build == build
        bend[own] = measure.terms(less_away(change[own], share[own], each.away)) @ each.terms
    return bend
