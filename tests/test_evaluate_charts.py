"""Charts of curves: whole, inside their picture, and broken where nothing was seen."""

import math
import re
from xml.etree import ElementTree

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from formcheck.evaluate.page.charts import HEIGHT, WIDTH, curve_svg
from formcheck.evaluate.page.curves import Curve, Limit, Span

NOTHING = math.nan


def drawn(*values: float, from_s: float = 0.0, to_s: float | None = None, **more: object) -> str:
    time_s = np.arange(len(values), dtype=float)
    ends = (from_s, float(len(values) - 1) if to_s is None else to_s)
    curve = Curve("trunk_incl", "°", time_s, np.array(values), *ends, **more)  # type: ignore[arg-type]
    return curve_svg(curve)


def marks(svg: str, of: str, attribute: str = "d") -> list[str]:
    """Return an attribute of every mark in the part of a chart that is drawn from some rows."""
    root = ElementTree.fromstring(svg)
    groups = [
        each for each in root.iter() if re.search(rf"\b{of}_\d?_?marks", each.get("class", ""))
    ]
    return [mark.get(attribute, "") for group in groups for mark in group if mark.get(attribute)]


def pieces(svg: str, of: str = "curve") -> list[str]:
    """Return the unbroken pieces of a line."""
    return [piece for path in marks(svg, of) for piece in path.split("M")[1:]]


def test_a_gap_breaks_the_curve() -> None:
    """Nothing is drawn over what was not seen; a single frame between gaps is a dot."""
    svg = drawn(1, 2, NOTHING, 4, NOTHING, 6, 7)

    assert [piece.count("L") for piece in pieces(svg)] == [1, 0, 1]


def test_what_was_never_measured_is_said() -> None:
    """An empty curve says so."""
    svg = drawn(NOTHING, NOTHING)

    assert pieces(svg) == []
    assert "not measured here" in svg


def test_only_the_wanted_part_is_drawn() -> None:
    """A window of the clip shows no more than the window."""
    [piece] = pieces(drawn(*range(20), from_s=5.0, to_s=8.0))

    assert piece.count("L") == 3


def test_reps_and_limits_are_marked() -> None:
    """A labelled and a found rep have bars and lines of their own; limits say what they are."""
    spans = (Span(1, 2, 3, "labelled", "1"), Span(1.2, 2.2, 3.2, "found"), Span(8, 9, 10, "found"))

    svg = drawn(1, 2, 3, 4, spans=spans, limits=(Limit(25, "target"), Limit(35, "fault")))

    assert marks(svg, "spans", "fill") == ["var(--labelled)", "var(--found)"]
    assert ">1</text>" in svg
    assert "target 25°" in svg
    assert "fault 35°" in svg


def test_the_truth_is_drawn_with_what_was_measured() -> None:
    """Where the truth is known it has a line of its own, on the same axes."""
    svg = drawn(1, 2, 3, true=(np.arange(3.0), np.array([1.0, 50.0, 3.0])))

    assert len(pieces(svg, "true")) == len(pieces(svg)) == 1
    assert ">50°</text>" in svg


def test_a_long_clip_stays_small() -> None:
    """Ten minutes at thirty frames a second are no more points than can be seen."""
    short, long = (drawn(*np.sin(np.arange(float(frames)))) for frames in (1_500, 18_000))

    assert pieces(short)[0].count("L") == pieces(long)[0].count("L") == 1_499


def test_colours_are_those_of_the_page() -> None:
    """A chart is readable in light and dark: but for what is not drawn it names no colour."""
    svg = drawn(1, 2, 3, spans=[Span(1, 2, 3, "found")], limits=[Limit(2, "fault")])

    colours = set(re.findall(r'(?:fill|stroke)="([^"]*)"', svg))
    assert all(re.fullmatch(r"none|transparent|var\(--\w+\)", colour) for colour in colours)


def test_nothing_in_a_chart_is_run_or_fetched() -> None:
    """It is a picture; what it says is text in it."""
    curve = Curve("<script>alert(1)</script>", "°", np.arange(2.0), np.ones(2), 0.0, 1.0)
    tags = {each.tag.rpartition("}")[2] for each in ElementTree.fromstring(curve_svg(curve)).iter()}

    assert tags <= {"svg", "g", "path", "line", "rect", "text"}


numbers = st.floats(-1e6, 1e6) | st.just(NOTHING)


@settings(max_examples=20, deadline=None)
@given(st.lists(numbers, min_size=1, max_size=30), st.lists(st.floats(-1e3, 1e3), max_size=2))
def test_all_of_it_is_inside_the_picture(values: list[float], limits: list[float]) -> None:
    """Whatever was measured, the result is XML whose curve stays inside its frame."""
    svg = drawn(*values, limits=[Limit(value, "target") for value in limits])

    for piece in pieces(svg):
        for point in piece.rstrip("Z").split("L"):
            x, y = map(float, point.split(","))
            assert -1 <= x <= WIDTH + 1
            assert -1 <= y <= HEIGHT + 1
