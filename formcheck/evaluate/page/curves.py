"""Curves of measures over time as SVG, drawn small: no library, no script, nothing fetched."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from formcheck.landmarks.pose import FloatArray
from formcheck.printable import in_html

__all__ = ["Curve", "Limit", "Span", "curve_svg", "nice_step"]

WIDTH: Final = 760
HEIGHT: Final = 180
LEFT, RIGHT, TOP, BOTTOM = 44, 12, 26, 22
BAR: Final = 7
"""Height of the bars that show where a rep is."""

_TICKS: Final = 6  # about as many lines across as a glance takes in
_MAX_POINTS: Final = 1500  # two for every pixel across; more only make the page larger


@dataclass(frozen=True, slots=True)
class Span:
    """A rep to be shown: from, extreme, to in seconds; ``style`` is ``labelled`` or ``found``.

    ``name`` stands above its extreme.
    """

    start_s: float
    extreme_s: float
    end_s: float
    style: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Limit:
    """A value not to be passed; ``style`` is ``target`` or ``fault``."""

    value: float
    style: str


@dataclass(frozen=True, slots=True, eq=False)
class Curve:
    """What is drawn: a measure over time, NaN where it was not seen.

    ``true`` is what it really was, as times and values, where that is known; ``from_s`` and
    ``to_s`` bound what is shown.
    """

    title: str
    unit: str
    time_s: FloatArray
    values: FloatArray
    from_s: float
    to_s: float
    spans: Sequence[Span] = ()
    limits: Sequence[Limit] = ()
    true: tuple[FloatArray, FloatArray] | None = None


def nice_step(extent: float, parts: int = _TICKS) -> float:
    """Return a round step (1, 2 or 5 times a power of ten) that gives about so many parts."""
    if not extent > 0:
        return 1.0
    raw = extent / parts
    power = 10.0 ** math.floor(math.log10(raw))
    return float(next(step * power for step in (1, 2, 5, 10) if step * power >= raw))


def curve_svg(curve: Curve) -> str:
    """Return a curve as an ``<svg>`` element; its colours are those of the page's style."""
    plot = _Plot(curve)
    label = in_html(f"{curve.title} over time")
    return (
        f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{label}">'
        f"{''.join(plot.parts())}</svg>"
    )


class _Plot:
    def __init__(self, curve: Curve) -> None:
        self._curve = curve
        nothing = np.empty(0)
        lines = {"curve": (curve.time_s, curve.values), "true": curve.true or (nothing, nothing)}
        self._lines = {style: _inside(curve, *line) for style, line in lines.items()}
        values = np.concatenate([line[1] for line in self._lines.values()])
        known = [*values[np.isfinite(values)], *(limit.value for limit in curve.limits)]
        low, high = (min(known), max(known)) if known else (0.0, 1.0)
        step = nice_step(max(high - low, 1e-6))
        self._low = math.floor(low / step) * step
        self._high = max(math.ceil(high / step) * step, self._low + step)
        self._step = step

    def parts(self) -> Iterator[str]:
        yield from self._grid()
        yield from self._spans()
        yield from self._limits()
        yield from self._curves()
        title = in_html(self._curve.title)
        yield f'<text class="title" x="{LEFT}" y="{TOP - 14}">{title}</text>'

    def _x(self, time_s: float) -> float:
        share = (time_s - self._curve.from_s) / max(self._curve.to_s - self._curve.from_s, 1e-6)
        return LEFT + share * (WIDTH - LEFT - RIGHT)

    def _y(self, value: float) -> float:
        share = (value - self._low) / (self._high - self._low)
        return HEIGHT - BOTTOM - 2 * BAR - share * (HEIGHT - TOP - BOTTOM - 2 * BAR)

    def _grid(self) -> Iterator[str]:
        for value in _steps(self._low, self._high, self._step):
            y = self._y(value)
            yield f'<path class="grid" d="M{LEFT} {y:.1f}H{WIDTH - RIGHT}"/>'
            words = in_html(f"{value:g}{self._curve.unit}")
            at = f'x="{LEFT - 6}" y="{y + 3.5:.1f}" text-anchor="end"'
            yield f'<text class="tick" {at}>{words}</text>'
        seconds = nice_step(self._curve.to_s - self._curve.from_s, parts=8)
        for time_s in _steps(self._curve.from_s, self._curve.to_s, seconds):
            x, y = self._x(time_s), HEIGHT - 6
            words = f"{time_s:g} s"
            yield f'<text class="tick" x="{x:.1f}" y="{y}" text-anchor="middle">{words}</text>'

    def _spans(self) -> Iterator[str]:
        for span in self._curve.spans:
            start, end = (self._clipped(s) for s in (span.start_s, span.end_s))
            if end <= start:
                continue
            row = 0 if span.style == "labelled" else 1
            y = HEIGHT - BOTTOM - (2 - row) * BAR
            width = self._x(end) - self._x(start)
            yield (
                f'<rect class="{span.style}" x="{self._x(start):.1f}" y="{y}" '
                f'width="{width:.1f}" height="{BAR - 1.5}" rx="2"/>'
            )
            if self._curve.from_s <= span.extreme_s <= self._curve.to_s:
                x = self._x(span.extreme_s)
                yield f'<path class="turn {span.style}" d="M{x:.1f} {TOP}V{y + BAR - 1.5}"/>'
                at = f'x="{x:.1f}" y="{TOP - 3}" text-anchor="middle"'
                yield (f'<text class="tick" {at}>{in_html(span.name)}</text>' if span.name else "")

    def _clipped(self, time_s: float) -> float:
        return min(max(time_s, self._curve.from_s), self._curve.to_s)

    def _limits(self) -> Iterator[str]:
        for limit in self._curve.limits:
            y = self._y(limit.value)
            yield f'<path class="limit {limit.style}" d="M{LEFT} {y:.1f}H{WIDTH - RIGHT}"/>'
            words = f"{limit.style} {limit.value:g}{in_html(self._curve.unit)}"
            yield (
                f'<text class="tick {limit.style}" x="{WIDTH - RIGHT - 4}" y="{y - 3:.1f}" '
                f'text-anchor="end">{words}</text>'
            )

    def _curves(self) -> Iterator[str]:
        for style in ("true", "curve"):  # the measured one over the true one
            yield from self._line(style)
        if not np.isfinite(self._lines["curve"][1]).any():
            x, y = (LEFT + WIDTH - RIGHT) / 2, (TOP + HEIGHT - BOTTOM) / 2
            at = f'x="{x}" y="{y}" text-anchor="middle"'
            yield f'<text class="tick" {at}>not measured here</text>'

    def _line(self, style: str) -> Iterator[str]:
        time_s, values = self._lines[style]
        known = np.isfinite(values)
        edges = np.flatnonzero(np.diff(np.concatenate(([0], known.astype(np.int8), [0]))))
        for start, end in zip(edges[::2], edges[1::2], strict=True):
            points = [
                f"{self._x(float(t)):.1f} {self._y(float(v)):.1f}"
                for t, v in zip(time_s[start:end], values[start:end], strict=True)
            ]
            # A single point is drawn as a line to itself, which round ends make a dot.
            path = "L".join(points if len(points) > 1 else points * 2)
            yield f'<path class="{style}" d="M{path}"/>'


def _inside(curve: Curve, time_s: FloatArray, values: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Return what is shown of a line, with no more points than can be seen."""
    shown = (time_s >= curve.from_s) & (time_s <= curve.to_s)
    every = max(1, -(-int(shown.sum()) // _MAX_POINTS))
    return time_s[shown][::every], values[shown][::every]


def _steps(low: float, high: float, step: float) -> Iterator[float]:
    first = math.ceil(low / step - 1e-9)
    last = math.floor(high / step + 1e-9)
    for number in range(first, last + 1):
        yield round(number * step, 6)
