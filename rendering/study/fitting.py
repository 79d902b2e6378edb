"""From a measure's numbers to degrees of bend, always fitted on other bodies than the one read."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from rendering.study.measures import Measure
from rendering.study.plan import What
from rendering.study.rows import WIDE, Rows

__all__ = ["BOWED", "Reading", "bends", "changes", "fit", "gains", "read_with", "trusted"]

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

LEAST_TRUST = 0.5
FIT_YAW_DEG = 17.0
"""Side-on, as far as sessions meant to be so spread."""

LEARNED_FROM_DEG = 20.0
"""A fit is made on backs bent by more than this. Outlines are read with some error, and straight
backs teach a fit only to read less: with them, bends that limits decide on come out 2 degrees low.
"""

BOWED = (What.HINGE, What.ARCHED_HINGE, What.SHALLOW, What.DEEP, What.SQUAT)
"""What a fit is made on, and judged by."""


def fit(numbers: Floats, bend: Floats, weight: Floats, penalty: float) -> Floats:
    """Return coefficients (k,) that turn numbers (n, k) into bends (n,): ridge through the origin.

    Through the origin, because a back like its reference is not bent.
    """
    share = weight / weight.sum()
    spread = (numbers * share[:, None]).T @ numbers + penalty * np.eye(numbers.shape[1])
    coefficients: Floats = np.linalg.solve(spread, numbers.T @ (share * bend))
    return coefficients


def changes(rows: Rows, numbers: Floats, like: Flags) -> Floats:
    """Return numbers (n, k) less their mean over the session's rows that are like a reference."""
    change = np.full_like(numbers, np.nan)
    for session in np.unique(rows.session):
        own = rows.session == session
        change[own] = numbers[own] - _mean(numbers[own & like])
    return change


def _mean(numbers: Floats) -> Floats:
    known = numbers[np.isfinite(numbers).all(axis=1)]
    return known.mean(axis=0) if len(known) else np.full(numbers.shape[1], np.nan)


def trusted(rows: Rows) -> Flags:
    """Return which rows have an outline that the package would judge."""
    return (rows.trust >= LEAST_TRUST) & np.isfinite(rows.line).any(axis=1)


def fitted_on(rows: Rows) -> Flags:
    """Return which rows a fit is made on: bowed and bent, in fitted clothes, side-on, trusted."""
    side = (np.abs(rows.yaw) <= FIT_YAW_DEG) & (rows.shirt == "fitted")
    bent = np.isin(rows.what, BOWED) & (rows.flexion > LEARNED_FROM_DEG)
    chosen: Flags = trusted(rows) & side & bent
    return chosen


def weights(rows: Rows) -> Floats:
    """Return weights by which every body and every way of bending counts the same."""
    kinds = np.char.add(rows.build, rows.bending)
    _, which, count = np.unique(kinds, return_inverse=True, return_counts=True)
    weight: Floats = 1.0 / count[which]
    return weight


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """One measure's verdict on all rows: the bend in degrees, from gains of other bodies."""

    measure: Measure
    bend: Floats
    gain: dict[str, Floats]


def bends(rows: Rows, measure: Measure, like: Flags) -> Reading:
    """Return the bends (n,) a measure reads, each body with coefficients from all others."""
    numbers = np.where(trusted(rows)[:, None], measure(WIDE, rows.wide), np.nan)
    change = measure.terms(changes(rows, numbers, like))
    usable = fitted_on(rows) & np.isfinite(change).all(axis=1)
    bend, gain = np.full(len(rows), np.nan), {}
    for build in np.unique(rows.build):
        others = usable & (rows.build != build)
        part = rows.where(others)
        gain[str(build)] = fit(change[others], part.flexion, weights(part), measure.penalty)
        own = rows.build == build
        bend[own] = change[own] @ gain[str(build)]
    return Reading(measure, bend, gain)


def read_with(rows: Rows, reading: Reading, like: Flags) -> Reading:
    """Return the bends of other stills, read with the gains of a reading."""
    measure = reading.measure
    numbers = np.where(trusted(rows)[:, None], measure(WIDE, rows.wide), np.nan)
    gain = np.array([reading.gain[build] for build in rows.build.tolist()])
    bend = (measure.terms(changes(rows, numbers, like)) * gain).sum(axis=1)
    return Reading(measure, bend, reading.gain)


def gains(rows: Rows, measure: Measure, like: Flags) -> Floats:
    """Return a measure's coefficients from all bodies together: what the package would use."""
    change = measure.terms(changes(rows, measure(WIDE, rows.wide), like))
    usable = fitted_on(rows) & np.isfinite(change).all(axis=1)
    part = rows.where(usable)
    return fit(change[usable], part.flexion, weights(part), measure.penalty)
