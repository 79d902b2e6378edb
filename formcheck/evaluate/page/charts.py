"""Draws curves as SVG charts, described with altair, so that a page needs no script.

Colours are the page's own variables, so that charts follow it from light to dark.
"""

import math
from typing import Any, Final

import altair as alt
import numpy as np
import vl_convert

from formcheck.evaluate.page.curves import Curve, Span
from formcheck.landmarks.pose import FloatArray

__all__ = ["HEIGHT", "WIDTH", "curve_svg"]

WIDTH: Final = 680  # as wide as the page's column, without the words beside it
HEIGHT: Final = 150
_ROW: Final = 11  # high enough for the name of a row beside it

_MAX_POINTS: Final = 1500  # two points for every pixel across; more only make the page larger

Rows = list[dict[str, Any]]


def curve_svg(curve: Curve) -> str:
    """Return a curve as an ``<svg>`` element, with the reps in rows below the measure."""
    seconds = alt.Scale(domain=[curve.from_s, max(curve.to_s, curve.from_s + 1e-6)], nice=False)
    chart = (
        alt.vconcat(_measure(curve, seconds), _bars(seconds), spacing=4)
        .properties(background="transparent", padding=2)
        .configure(font=_FONT)
        .configure_view(stroke=None)
        .configure_axis(**_AXIS)
    )
    # Rows join the finished description: altair would check each of them on its own.
    described = chart.to_dict() | {"datasets": _datasets(curve)}
    return vl_convert.vegalite_to_svg(described, allowed_base_urls=[])  # fetches nothing


_FONT: Final = "system-ui, 'Segoe UI', Roboto, 'Noto Sans', sans-serif"

_AXIS: Final[dict[str, Any]] = {
    "labelColor": "var(--soft)",
    "labelFontSize": 11,
    "gridColor": "var(--line)",
    "domain": False,
    "ticks": False,
    "title": None,
}

_LABELS_WIDTH: Final = 52
"""Pixels for the names beside both parts, so that the parts line up."""

_SHOWN: Final = ["labelled", "found"]
_STYLES: Final = alt.Scale(domain=_SHOWN, range=["var(--labelled)", "var(--found)"])


def _measure(curve: Curve, seconds: alt.Scale) -> alt.LayerChart:
    """Return the chart of the measure with its limits and the extremes of the reps."""
    unit = f"datum.label + '{curve.unit}'"
    time = alt.X("time:Q", scale=seconds, axis=alt.Axis(labels=False, tickCount=8))
    value = alt.Y(
        "value:Q",
        scale=alt.Scale(zero=False, nice=True),
        axis=alt.Axis(labelExpr=unit, tickCount=5, minExtent=_LABELS_WIDTH),
    )
    style = alt.Color("style:N", scale=_STYLES, legend=None)
    dash = alt.StrokeDash(
        "style:N",
        scale=alt.Scale(domain=_SHOWN, range=[[1, 0], [2, 2]]),
        legend=None,
    )
    turns, limits = alt.Chart(alt.NamedData("turns")), alt.Chart(alt.NamedData("limits"))
    colour = alt.Color(
        "style:N",
        scale=alt.Scale(domain=["target", "fault"], range=["var(--soft)", "var(--fault)"]),
        legend=None,
    )
    at_end = limits.mark_text(align="right", dx=-4, dy=-6, fontSize=11)
    nothing = alt.Chart(alt.NamedData("nothing")).mark_text(fill="var(--soft)", fontSize=12)
    layers: alt.LayerChart = (
        alt.layer(
            turns.mark_rule(strokeWidth=1.4).encode(x=time, color=style, strokeDash=dash),
            turns.mark_text(baseline="bottom", fill="var(--soft)").encode(
                x=time, y=alt.value(-3), text="name:N"
            ),
            limits.mark_rule(strokeWidth=1.2, strokeDash=[5, 4]).encode(y=value, color=colour),
            at_end.encode(x=alt.value(WIDTH), y=value, text="words:N", color=colour),
            _line("true", "var(--good)", 2.4, 0.75).encode(x=time, y=value),
            _line("curve", "var(--ink)", 1.6, 1.0).encode(x=time, y=value),
            nothing.encode(x=alt.value(WIDTH / 2), y=alt.value(HEIGHT / 2), text="words:N"),
        )
        .resolve_scale(color="independent", strokeDash="independent")
        .properties(width=WIDTH, height=HEIGHT, title=_title(curve.title))
    )
    return layers


def _title(words: str) -> alt.TitleParams:
    return alt.TitleParams(
        words, anchor="start", color="var(--ink)", fontSize=12, fontWeight=600, offset=12
    )


def _line(name: str, colour: str, width: float, opacity: float) -> alt.Chart:
    """Return a line with gaps for unseen values; its round ends make single points dots."""
    line: alt.Chart = alt.Chart(alt.NamedData(name), name=name).mark_line(
        stroke=colour,
        strokeWidth=width,
        strokeCap="round",
        strokeJoin="round",
        opacity=opacity,
        aria=False,
    )
    return line


def _bars(seconds: alt.Scale) -> alt.Chart:
    """Return a row of bars for labelled reps and a row for found ones."""
    labels = alt.Axis(labelExpr="datum.label + ' s'", tickCount=8, grid=False)
    rows = alt.Y(
        "style:N",
        scale=alt.Scale(domain=_SHOWN),
        axis=alt.Axis(labelFontSize=10, minExtent=_LABELS_WIDTH),
    )
    bars: alt.Chart = (
        alt.Chart(alt.NamedData("spans"), name="spans")
        .mark_bar(height=_ROW - 4, cornerRadius=2)
        .encode(
            x=alt.X("start:Q", scale=seconds, axis=labels),
            x2="end:Q",
            y=rows,
            color=alt.Color("style:N", scale=_STYLES, legend=None),
        )
        .properties(width=WIDTH, height=alt.Step(_ROW))
    )
    return bars


def _datasets(curve: Curve) -> dict[str, Rows]:
    """Return the rows of every part of the chart, by the part's name."""
    spans = [span for span in curve.spans if _starts_in(curve, span) < _ends_in(curve, span)]
    nothing = np.empty(0)
    lines = {"curve": (curve.time_s, curve.values), "true": curve.true or (nothing, nothing)}
    points = {name: _points(curve, *line) for name, line in lines.items()}
    unseen = all(point["value"] is None for point in points["curve"])
    return points | {
        "spans": [
            {"start": _starts_in(curve, span), "end": _ends_in(curve, span), "style": span.style}
            for span in spans
        ],
        "turns": [
            {"time": span.extreme_s, "style": span.style, "name": span.name}
            for span in spans
            if curve.from_s <= span.extreme_s <= curve.to_s
        ],
        "limits": [
            {
                "value": limit.value,
                "style": limit.style,
                "words": f"{limit.style} {limit.value:g}{curve.unit}",
            }
            for limit in curve.limits
        ],
        "nothing": [{"words": "not measured here"}] if unseen else [],
    }


def _starts_in(curve: Curve, span: Span) -> float:
    return max(span.start_s, curve.from_s)


def _ends_in(curve: Curve, span: Span) -> float:
    return min(span.end_s, curve.to_s)


def _points(curve: Curve, time_s: FloatArray, values: FloatArray) -> Rows:
    """Return the shown part of a line, with no more points than the eye can see."""
    shown = (time_s >= curve.from_s) & (time_s <= curve.to_s)
    every = max(1, -(-int(shown.sum()) // _MAX_POINTS))
    pairs = zip(time_s[shown][::every], values[shown][::every], strict=True)
    return [
        {
            "time": round(float(time), 4),
            "value": round(float(value), 3) if math.isfinite(value) else None,
        }
        for time, value in pairs
    ]
