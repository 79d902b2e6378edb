"""Verdicts, values and findings in words."""

import math

import pytest
from sayings import SAY

from formcheck.drawing.findings import finding_words, number_words, unit_of
from formcheck.exercise.measure.registry import MEASURES, Measure
from formcheck.exercise.results.report import CheckReport, Verdict


@pytest.mark.parametrize(
    ("value", "measure", "words"),
    [
        (48.2, "back_curv", "48°"),
        (-0.3, "trunk_incl", "0°"),
        (-12.6, "shank_incl", "-13°"),
        (0.128, "hip_setback", "0.13 leg lengths"),
        (1.25, "pelvis_rise", "1.25 torso lengths"),
        (12.4, "speed", "12°/s"),
        (1.204, "knee_width", "1.20"),
        (0.82, "duration_s", "0.82 s"),
        (14.2, "duration_s", "14 s"),
        (math.nan, "back_curv", ""),
    ],
)
def test_values_are_as_exact_as_they_are_known(value: float, measure: str, words: str) -> None:
    """Degrees are whole, lengths have two digits, and what is unknown is nothing."""
    assert number_words(SAY, value, measure) == words


@pytest.mark.parametrize("measure", list(MEASURES))
def test_every_measure_has_its_own_unit(measure: Measure) -> None:
    """What the registry says of a measure is what people read."""
    assert unit_of(measure) == MEASURES[measure].unit.value


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        ({"value": 48.2, "limit": 35}, "Long back: 48° (limit 35°)"),
        ({"value": 48.2}, "Long back: 48°"),
        ({"reason": "it was hidden"}, "Long back: it was hidden"),
        ({}, "Long back"),
    ],
)
def test_a_finding_says_what_is_known_of_it(parts: dict[str, object], words: str) -> None:
    """Value and limit if there are any, else the reason."""
    facts = {"id": "neutral_back", "name": "Long back", "measure": "back_curv"}
    check = CheckReport.model_validate(facts | {"verdict": Verdict.FAULT} | parts)

    assert finding_words(SAY, check) == words


def test_every_verdict_has_a_word() -> None:
    """The words are those of the design, for every verdict there is."""
    words = [
        "good",
        "to change a little",
        "to change",
        "nothing to change seen",
        "no rounding seen",
        "not judged",
    ]
    assert [SAY.of("verdict", verdict) for verdict in Verdict] == words
