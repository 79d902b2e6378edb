"""How well a measure's bends tell what is true."""

import math
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from rendering.study.plan import BOWED, Bending, What
from rendering.study.rows import Rows

__all__ = [
    "FAULT",
    "NEUTRAL_DEG",
    "NOTICED",
    "Point",
    "Score",
    "Task",
    "mean_spread",
    "operating_points",
    "score",
]

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

NEUTRAL_DEG = 10.0
"""A back bent no more than this is neutral."""


@dataclass(frozen=True, slots=True)
class Task:
    """Two groups to tell apart: bent at least ``bent_deg``, and at most ``straight_deg``."""

    name: str
    bent_deg: float
    straight_deg: float

    @property
    def limit_deg(self) -> float:
        """The limit half-way between the groups, which nothing was fitted to."""
        return (self.bent_deg + self.straight_deg) / 2


NOTICED = Task("noticed", 30.0, 10.0)
FAULT = Task("fault", 45.0, 25.0)


@dataclass(frozen=True, slots=True)
class Point:
    """One limit: the share of straight backs passed, and of bent ones found by where they bend."""

    limit_deg: float
    specificity: float
    sensitivity: dict[Bending, float]


@dataclass(frozen=True, slots=True)
class Score:
    """One measure on some rows.

    ``error`` and ``bias`` are the mean of the absolute and of the signed error in degrees, for
    neutral backs and for those bent more, by where; ``judged`` is the share that was.
    """

    count: int
    judged: float
    error: dict[str, float]
    bias: dict[str, float]
    noticed: Point
    fault: Point


def score(rows: Rows, bend: Floats, chosen: Flags) -> Score:
    """Return how well bends (n,) hold on the chosen rows."""
    bowed = chosen & np.isin(rows.what, BOWED)
    groups = dict(_groups(rows, bowed & np.isfinite(bend)))
    wrong = {name: (bend - rows.flexion)[group] for name, group in groups.items()}
    return Score(
        count=int(bowed.sum()),
        judged=_share(np.isfinite(bend)[bowed]),
        error={name: _mean(np.abs(each)) for name, each in wrong.items()},
        bias={name: _mean(each) for name, each in wrong.items()},
        noticed=_point(rows, bend, bowed, NOTICED, NOTICED.limit_deg),
        fault=_point(rows, bend, bowed, FAULT, FAULT.limit_deg),
    )


def operating_points(
    rows: Rows, bend: Floats, chosen: Flags, task: Task, limits: Iterable[float]
) -> list[Point]:
    """Return what a task comes to at each limit."""
    bowed = chosen & np.isin(rows.what, BOWED)
    return [_point(rows, bend, bowed, task, limit) for limit in limits]


def _groups(rows: Rows, known: Flags) -> Iterable[tuple[str, Flags]]:
    hinge = known & (rows.what == What.HINGE)
    bent = rows.flexion > NEUTRAL_DEG
    yield "neutral", hinge & ~bent
    for bending in Bending:
        yield bending.value, hinge & bent & (rows.bending == bending)


def _point(rows: Rows, bend: Floats, bowed: Flags, task: Task, limit: float) -> Point:
    known = bowed & np.isfinite(bend)
    straight = known & (rows.flexion <= task.straight_deg)
    bent = known & (rows.flexion >= task.bent_deg)
    found = {each: _share(bend[bent & (rows.bending == each)] > limit) for each in Bending}
    return Point(limit, _share(bend[straight] <= limit), found)


def mean_spread(values: Floats) -> str:
    """Return the mean and the standard deviation of what is known, in words."""
    known = values[np.isfinite(values)]
    return f"{known.mean():+.1f} ± {known.std():.1f}" if len(known) else "–"


def _share(flags: Flags) -> float:
    return float(flags.mean()) if len(flags) else math.nan


def _mean(values: Floats) -> float:
    return float(values.mean()) if len(values) else math.nan
