"""The band along the left edge of the live picture, with the sign of the present stage or verdict.

People read it from across the room: its colour, its width and its sign say the same, so any one of
them is enough. Where a person reaches beyond the picture, that edge is marked.
"""

import numpy as np

from formcheck.drawing.canvas import Canvas
from formcheck.drawing.style import (
    DARK,
    LIGHT,
    LINE,
    RIM,
    ROUND,
    VERDICT_COLOUR,
    Colour,
)
from formcheck.exercise.results.report import Verdict
from formcheck.guide.guidance import Guidance, Stage
from formcheck.landmarks.pose import FloatArray, Pose
from formcheck.live.hud.signs import SIGNS
from formcheck.live.hud.style import BADGE, BADGE_AT, BAND, BAND_QUIET, EDGE_MARK, SIGN

__all__ = ["draw_band", "draw_edges"]


def draw_band(canvas: Canvas, guidance: Guidance, verdict: Verdict | None) -> None:
    """Draw the band and its sign; ``verdict`` is the movement's, ``None`` where there is none.

    A judged band is filled; one without a verdict is as quiet as the other plates.
    """
    sign = SIGNS.get(guidance.stage)
    if verdict is not None:
        _fill(canvas, BAND[verdict], VERDICT_COLOUR[verdict])
        canvas.mark(_middle(canvas), canvas.px(SIGN), verdict, DARK)
    elif sign and guidance.stage is Stage.FRAMING:
        advised = bool(guidance.moment.framing.advice)
        _fill(canvas, BAND_QUIET, VERDICT_COLOUR[Verdict.WARN if advised else Verdict.GOOD])
        canvas.sign(_middle(canvas), canvas.px(SIGN), sign, DARK)
    elif sign:
        size, top, radius = _badge(canvas)
        canvas.plate(-radius, top, size + radius, size, radius)
        canvas.sign(_middle(canvas), canvas.px(SIGN), sign, LIGHT)


def _badge(canvas: Canvas) -> tuple[int, int, int]:
    """Return size, top and radius of the tab that carries the sign."""
    size = canvas.px(BADGE)
    return size, round(BADGE_AT * canvas.height) - size // 2, canvas.px(ROUND)


def _middle(canvas: Canvas) -> tuple[int, int]:
    size, top, _ = _badge(canvas)
    return size // 2, top + size // 2


def _fill(canvas: Canvas, width: float, colour: Colour) -> None:
    """Fill the band and its tab, with a dark rim against white walls."""
    size, top, radius = _badge(canvas)
    wide, rim = canvas.px(width), canvas.px(RIM)
    for edge, shade in ((rim, DARK), (0, colour)):
        canvas.block((0, 0, wide + edge, canvas.height), shade)
        tab = (-radius, top - edge, size + radius + edge, size + 2 * edge)
        canvas.block(tab, shade, radius)


def draw_edges(canvas: Canvas, pose: Pose) -> None:
    """Mark each edge of the picture where the person reaches beyond it."""
    places = _reach(pose)
    for axis in (0, 1):
        for edge, beyond in ((0.0, places[:, axis] < 0), (1.0, places[:, axis] > 1)):
            if beyond.any():
                middle = float(np.clip(np.median(places[beyond, 1 - axis]), 0, 1))
                _mark_edge(canvas, axis, edge, middle)


def _mark_edge(canvas: Canvas, axis: int, edge: float, middle: float) -> None:
    """Mark the edge at 0 or 1 along x (axis 0) or y (axis 1), around a place along it."""
    size = np.array([canvas.width, canvas.height])
    inset = canvas.px(3 * LINE) * (1 if edge == 0 else -1)
    ends = np.empty((2, 2))
    ends[:, axis] = edge * size[axis] + inset
    ends[:, 1 - axis] = (middle + np.array([-0.5, 0.5]) * EDGE_MARK) * size[1 - axis]
    canvas.line(ends, VERDICT_COLOUR[Verdict.WARN], 3 * LINE)


def _reach(pose: Pose) -> FloatArray:
    """Return the known joints, ``(n, 2)``, in shares of the picture."""
    shares = pose.points_px / pose.size_wh
    return shares[np.isfinite(shares).all(axis=1)]
