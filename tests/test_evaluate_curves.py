"""Curves as SVG: whole, inside their picture, and broken where nothing was seen."""

import math
import re
from xml.etree import ElementTree

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from formcheck.evaluate.page.curves import HEIGHT, WIDTH, Curve, Limit, Span, curve_svg, nice_step

NOTHING = math.nan


def drawn(*values: float, from_s: float = 0.0, to_s: float | None = None, **more: object) -> str:
    time_s = np.arange(len(values), dtype=float)
    ends = (from_s, float(len(values) - 1) if to_s is None else to_s)
    curve = Curve("trunk_incl", "°", time_s, np.array(values), *ends, **more)  # type: ignore[arg-type]
    return curve_svg(curve)


def paths(svg: str) -> list[str]:
    """The pieces of the curve itself."""
    return re.findall(r'<path class="curve" d="([^"]*)"', svg)


STEPS = [(100, 20), (7, 2), (1, 0.2), (0.05, 0.01), (0, 1), (90, 20), (61, 20)]


@pytest.mark.parametrize(("extent", "step"), STEPS)
def test_steps_are_round(extent: float, step: float) -> None:
    """Lines stand at one, two or five times a power of ten."""
    assert nice_step(extent) == pytest.approx(step)


def test_a_gap_breaks_the_curve() -> None:
    """Nothing is drawn over what was not seen; a single frame between gaps is a dot."""
    svg = drawn(1, 2, NOTHING, 4, NOTHING, 6, 7)

    assert len(paths(svg)) == 3


def test_what_was_never_measured_is_said() -> None:
    """An empty curve says so."""
    svg = drawn(NOTHING, NOTHING)

    assert paths(svg) == []
    assert "not measured here" in svg


def test_only_the_wanted_part_is_drawn() -> None:
    """A window of the clip shows no more than the window."""
    [path] = paths(drawn(*range(20), from_s=5.0, to_s=8.0))

    assert path.count("L") == 3


def test_reps_and_limits_are_marked() -> None:
    """A labelled and a found rep have bars and lines of their own; limits say what they are."""
    spans = (Span(1, 2, 3, "labelled", "1"), Span(1.2, 2.2, 3.2, "found"), Span(8, 9, 10, "found"))

    svg = drawn(1, 2, 3, 4, spans=spans, limits=(Limit(25, "target"), Limit(35, "fault")))

    assert svg.count('<rect class="labelled"') == svg.count('<rect class="found"') == 1
    assert ">1</text>" in svg
    assert "target 25°" in svg
    assert "fault 35°" in svg


def test_the_truth_is_drawn_with_what_was_measured() -> None:
    """Where the truth is known it has a line of its own, on the same axes."""
    svg = drawn(1, 2, 3, true=(np.arange(3.0), np.array([1.0, 50.0, 3.0])))

    assert svg.count('<path class="true"') == 1
    assert ">50°</text>" in svg


def test_a_long_clip_stays_small() -> None:
    """Ten minutes at thirty frames a second are no more points than can be seen."""
    assert len(drawn(*np.sin(np.arange(18_000.0)))) < 40_000


numbers = st.floats(-1e6, 1e6) | st.just(NOTHING)


@given(st.lists(numbers, min_size=1, max_size=30), st.lists(st.floats(-1e3, 1e3), max_size=2))
def test_all_of_it_is_inside_the_picture(values: list[float], limits: list[float]) -> None:
    """Whatever was measured, the result is XML whose curve stays inside its frame."""
    svg = drawn(*values, limits=[Limit(value, "target") for value in limits])

    ElementTree.fromstring(svg)
    for path in paths(svg):
        for point in re.split("[ML]", path)[1:]:
            x, y = map(float, point.split())
            assert 0 <= x <= WIDTH
            assert 0 <= y <= HEIGHT
