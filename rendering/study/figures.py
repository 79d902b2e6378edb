"""The study's figures, drawn as SVG."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from rendering.study.fitting import changes
from rendering.study.measures import within
from rendering.study.plan import Bending, What
from rendering.study.rows import WIDE, Rows
from rendering.study.scoring import FAULT, NEUTRAL_DEG, NOTICED, Task, operating_points
from rendering.study.turning import read_yaw

__all__ = ["Panel", "figure", "measured", "obliqueness", "roc", "shapes"]

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
Points = Iterable[tuple[float, float]]

INK, FAINT = "#333333", "#cccccc"
COLOURS = {Bending.EVEN: "#0072b2", Bending.LUMBAR: "#d55e00", Bending.THORACIC: "#009e73"}
"""Told apart by all kinds of colour vision (Okabe and Ito)."""

SIDE, GAP, TOP = 220, 56, 34


@dataclass(slots=True)
class Panel:
    """One diagram: its axes and what was drawn into it."""

    title: str
    across: tuple[float, float]
    up: tuple[float, float]
    labels: tuple[str, str]
    ticks: tuple[Sequence[float], Sequence[float]]
    parts: list[str] = field(default_factory=list)

    def place(self, x: float, y: float) -> tuple[float, float]:
        """Return where a value lies, in units of the picture from the panel's corner."""
        right = (x - self.across[0]) / (self.across[1] - self.across[0])
        above = (y - self.up[0]) / (self.up[1] - self.up[0])
        return round(SIDE * right, 1), round(SIDE * (1 - above), 1)

    def dots(self, points: Points, colour: str) -> None:
        """Draw points."""
        within = (self.place(x, min(max(y, self.up[0]), self.up[1])) for x, y in points)
        path = "".join(f"M{x} {y}h0" for x, y in within)
        style = f'stroke="{colour}" stroke-width="4" stroke-linecap="round" opacity=".5"'
        self.parts.append(f'<path d="{path}" {style}/>')

    def line(
        self, points: Points, colour: str, *, width: float = 1.6, dashed: bool = False
    ) -> None:
        """Draw a line through points."""
        path = " ".join(f"{x},{y}" for x, y in (self.place(*point) for point in points))
        dash = ' stroke-dasharray="4 3"' if dashed else ""
        style = f'fill="none" stroke="{colour}" stroke-width="{width}"{dash}'
        self.parts.append(f'<polyline points="{path}" {style}/>')

    def text(self, x: float, y: float, words: str, colour: str) -> None:
        """Write words at a value."""
        cx, cy = self.place(x, y)
        self.parts.append(f'<text x="{cx}" y="{cy}" fill="{colour}">{words}</text>')

    def svg(self, left: float) -> str:
        """Return the panel's drawing, moved to the right."""
        grid = [self._tick(x, self.up[0], f"{x:g}", below=True) for x in self.ticks[0]]
        grid += [self._tick(self.across[0], y, f"{y:g}", below=False) for y in self.ticks[1]]
        middle = SIDE / 2
        frame = (
            f'<rect width="{SIDE}" height="{SIDE}" fill="none" stroke="{FAINT}"/>'
            f'<text x="{middle}" y="-10" text-anchor="middle">{self.title}</text>'
            f'<text x="{middle}" y="{SIDE + 34}" text-anchor="middle">{self.labels[0]}</text>'
            f'<text transform="translate(-34 {middle}) rotate(-90)" text-anchor="middle">'
            f"{self.labels[1]}</text>"
        )
        inside = "".join((frame, *grid, *self.parts))
        return f'<g transform="translate({left} {TOP})">{inside}</g>'

    def _tick(self, x: float, y: float, words: str, *, below: bool) -> str:
        cx, cy = self.place(x, y)
        if below:
            return f'<text x="{cx}" y="{cy + 15}" text-anchor="middle">{words}</text>'
        return f'<text x="{cx - 5}" y="{cy + 4}" text-anchor="end">{words}</text>'


def figure(panels: Sequence[Panel]) -> str:
    """Return panels side by side as one SVG."""
    width, height = GAP + len(panels) * (SIDE + GAP), TOP + SIDE + 46
    drawn = "".join(panel.svg(GAP + k * (SIDE + GAP)) for k, panel in enumerate(panels))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" '
        f'height="{height}" font-family="sans-serif" font-size="11" fill="{INK}">'
        f'<rect width="100%" height="100%" fill="white"/>{drawn}</svg>\n'
    )


def measured(rows: Rows, bend: Floats, chosen: Flags) -> str:
    """Return measured over true bends, one panel for each way of bending."""
    panels = []
    for bending in Bending:
        panel = Panel(
            bending.value,
            (-15, 65),
            (-25, 80),
            ("true bend, degrees", "measured"),
            (range(0, 61, 20), range(-20, 81, 20)),
        )
        panel.line([(-15, -15), (65, 65)], INK, width=1)
        for task in (NOTICED, FAULT):
            panel.line([(-15, task.limit_deg), (65, task.limit_deg)], FAINT, dashed=True)
        hinges = np.isin(rows.what, (What.HINGE, What.ARCHED_HINGE)) & (rows.bending == bending)
        here = chosen & hinges & np.isfinite(bend)
        points = zip(rows.flexion[here], bend[here], strict=True)
        panel.dots(((float(x), float(y)) for x, y in points), COLOURS[bending])
        panels.append(panel)
    return figure(panels)


def roc(rows: Rows, bend: Floats, chosen: Flags) -> str:
    """Return the curve of each task: bent backs found over straight ones blamed."""
    return figure([_curve(rows, bend, chosen, task) for task in (NOTICED, FAULT)])


def _curve(rows: Rows, bend: Floats, chosen: Flags, task: Task) -> Panel:
    panel = Panel(
        f"{task.name}: ≥ {task.bent_deg:g}° against ≤ {task.straight_deg:g}°",
        (0.0, 0.3),
        (0.7, 1.0),
        ("straight backs blamed", "bent backs found"),
        ((0, 0.1, 0.2, 0.3), (0.7, 0.8, 0.9, 1.0)),
    )
    points = operating_points(rows, bend, chosen, task, np.arange(-30.0, 90.0, 0.5))
    for row, bending in enumerate(Bending):
        curve = [(1.0 - point.specificity, point.sensitivity[bending]) for point in points]
        inside = [(x, max(y, panel.up[0])) for x, y in curve if x <= panel.across[1]]
        panel.line(inside, COLOURS[bending])
        panel.text(0.19, 0.78 - 0.03 * row, bending.value, COLOURS[bending])
    return panel


def shapes(rows: Rows, chosen: Flags) -> str:
    """Return by how much outlines change from standing, by where the back is bent."""
    along, outlines = within(WIDE, rows.wide, 0.0, 1.0)
    change = changes(rows, outlines, rows.what == What.FORWARD)
    panel = Panel(
        "outline less that of standing",
        (0.0, 1.0),
        (-0.02, 0.18),
        ("along the back: hip 0, shoulder 1", "outwards, torso lengths"),
        ((0, 0.5, 1), (0, 0.05, 0.1, 0.15)),
    )
    hinge = chosen & (rows.what == What.HINGE)
    neutral = hinge & (rows.flexion <= NEUTRAL_DEG)
    for row, (words, colour, group) in enumerate(
        (("neutral", INK, neutral), *_bent_groups(rows, hinge))
    ):
        mean = np.nanmean(change[group], axis=0)
        chord = np.interp(along, along[[0, -1]], mean[[0, -1]])
        panel.line(zip(along.tolist(), (mean - chord).tolist(), strict=True), colour)
        panel.text(0.04, 0.168 - 0.012 * row, words, colour)
    return figure([panel])


def _bent_groups(rows: Rows, hinge: Flags) -> Iterable[tuple[str, str, Flags]]:
    for bending in Bending:
        group = hinge & (rows.bending == bending) & (rows.flexion >= NOTICED.bent_deg)
        yield f"{bending.value} ≥ 30°", COLOURS[bending], group


def obliqueness(rows: Rows, bend: Floats, chosen: Flags) -> str:
    """Return errors of neutral and bent backs, and the yaw that is read, over the true yaw."""
    error = Panel(
        "error of the bend",
        (-32, 35),
        (-30, 45),
        ("yaw, degrees (+ chest seen)", "degrees"),
        (range(-30, 31, 10), range(-30, 46, 15)),
    )
    error.line([(-32, 0), (35, 0)], INK, width=1)
    hinge = chosen & (rows.what == What.HINGE) & np.isfinite(bend)
    neutral = hinge & (rows.flexion <= NEUTRAL_DEG)
    for group, colour in ((hinge & ~neutral, COLOURS[Bending.LUMBAR]), (neutral, INK)):
        wrong = (bend - rows.flexion)[group]
        error.dots(zip(rows.yaw[group].tolist(), wrong.tolist(), strict=True), colour)
    error.text(12, 40, "neutral", INK)
    error.text(12, 35, "bent", COLOURS[Bending.LUMBAR])
    turned = Panel(
        "yaw that is read",
        (-32, 35),
        (0, 45),
        ("yaw, degrees", "degrees"),
        (range(-30, 31, 10), range(0, 46, 15)),
    )
    turned.line([(-32, 32), (0, 0), (35, 35)], INK, width=1)
    read = read_yaw(rows)
    known = hinge & np.isfinite(read)
    seen = zip(rows.yaw[known].tolist(), read[known].tolist(), strict=True)
    turned.dots(seen, COLOURS[Bending.EVEN])
    return figure([error, turned])
