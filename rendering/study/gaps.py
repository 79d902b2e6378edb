"""How outlines of backs are shaped, of all bodies but one, and what hidden points of them cost."""

import math
from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from formcheck.exercise.back.bend import FITTED, MIN_TRUST
from formcheck.exercise.back.gaps import UsualOutline, filled, shapes_of
from formcheck.landmarks.pose import BACK_POINTS, BackLine
from formcheck.outline.rays import ALONG
from rendering.study.plan import BOWED
from rendering.study.rows import Rows
from rendering.study.scoring import mean_spread
from rendering.study.tables import table

__all__ = ["Usuals", "back_line", "gaps_table", "usual_of", "usuals", "whole_lines"]

Flags = npt.NDArray[np.bool_]
Floats = npt.NDArray[np.float64]
Points = npt.NDArray[np.complex128]

Usuals = Mapping[str, UsualOutline]
"""By body, how the outlines of all others are shaped."""

MAX_YAW_DEG = 25.0
"""Who is turned further is not judged."""

TORSO_PX = 200.0
"""From hip to shoulder, in the pictures that outlines are put back into."""


def back_line(line: Floats, trust: float = 1.0) -> BackLine:
    """Return a row's outline (40,) as that of someone upright who faces right."""
    return BackLine(np.column_stack((-line, -ALONG)) * TORSO_PX, trust, None)


def usuals(rows: Rows) -> Usuals:
    """Return how outlines are shaped, for each body of all others."""
    return {build: usual_of(rows, rows.build != build) for build in np.unique(rows.build).tolist()}


def usual_of(rows: Rows, of: Flags) -> UsualOutline:
    """Return how the outlines of some rows are shaped, of those that were seen whole."""
    points = [_points(line) for line in rows.line[of & _learned_from(rows)]]
    shapes, rest = map(np.array, zip(*(shapes_of(each, 1) for each in points), strict=True))
    return UsualOutline(shapes.mean(axis=0), np.cov(shapes.T), math.sqrt(np.mean(rest**2)))


def _learned_from(rows: Rows) -> Flags:
    trusted = (rows.trust >= MIN_TRUST) & (np.abs(rows.yaw) <= MAX_YAW_DEG)
    whole: Flags = trusted & np.isfinite(rows.line).all(axis=1)
    return whole


def _points(line: Floats) -> Points:
    points = back_line(line).points_px
    return points[:, 0] + 1j * points[:, 1]


def whole_lines(rows: Rows, usual: Usuals) -> Rows:
    """Return rows whose outlines have no gaps, as the package reads them; NaN where it does not."""
    lines = np.full_like(rows.line, np.nan)
    for row, (line, trust) in enumerate(zip(rows.line, rows.trust.tolist(), strict=True)):
        model = replace(FITTED, usual=usual[rows.build[row]])
        whole = model.whole_outline(back_line(line, trust), 1)
        if whole is not None:
            lines[row] = -whole.points.real / TORSO_PX
    return replace(rows, line=lines)


GAPS = {
    "2 at the shoulder": slice(38, 40),
    "5 at the shoulder": slice(35, 40),
    "2 at the hip": slice(0, 2),
    "5 at the hip": slice(0, 5),
    "8 in the middle": slice(16, 24),
    "14 in the middle": slice(13, 27),
}
"""Points that are taken out of outlines that were seen whole."""

EVERY = 5
"""One in so many bows is enough for a mean."""


def gaps_table(rows: Rows, usual: Usuals) -> str:
    """Return by how much the bend is off with points taken out, without them and filled in."""
    bows = np.flatnonzero(_learned_from(rows) & np.isin(rows.what, BOWED))[::EVERY]
    body = []
    for words, hidden in GAPS.items():
        off = np.array([_off(rows.line[row], hidden, usual[rows.build[row]]) for row in bows])
        alone, filled_in, said = off.T
        body.append([words, mean_spread(alone), mean_spread(filled_in), f"{said.mean():.1f}"])
    return table(["points hidden", "by the others alone, error°", "filled in", "as said°"], body)


def _off(line: Floats, hidden: slice, usual: UsualOutline) -> tuple[float, float, float]:
    """Return what the bend is off by without some points and with them filled in, and as said."""
    left = _points(line)
    left[hidden] = complex(math.nan, math.nan)
    whole = filled(left, 1, usual)
    true, alone, filled_in = (_bend(each) for each in (_points(line), _bridged(left), whole.points))
    return alone - true, filled_in - true, FITTED.unsure_deg(whole)


def _bend(points: Points) -> float:
    line = BackLine(np.column_stack((points.real, points.imag)), 1.0, None)
    return FITTED.outline_turns(line, 1).bend_deg


def _bridged(points: Points) -> Points:
    """Return an outline with its gaps on the parabola of the others: its bend is theirs alone."""
    known, places = np.isfinite(points), np.linspace(-1.0, 1.0, BACK_POINTS)
    parabola = np.vander(places, 3)
    whole: Points = np.where(
        known, points, parabola @ (np.linalg.pinv(parabola[known]) @ points[known])
    )
    return whole
