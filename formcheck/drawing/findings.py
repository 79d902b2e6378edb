"""Verdicts and findings in words, the same on the picture, in the table and in the files."""

import math
from typing import Final

from formcheck.exercise.count.holds import LISTED_S
from formcheck.exercise.measure.registry import MEASURES, Measure, Unit
from formcheck.exercise.results.report import AttemptReport, CheckReport, Parted, SetReport, Verdict

__all__ = [
    "VERDICT_SIGN",
    "VERDICT_WORD",
    "attempt_words",
    "finding_words",
    "number_words",
    "set_words",
    "unit_of",
]

VERDICT_WORD: Final = {
    Verdict.GOOD: "good",
    Verdict.WARN: "to change a little",
    Verdict.FAULT: "to change",
    Verdict.NO_FAULT_SEEN: "nothing to change seen",
    Verdict.NO_ROUNDING_SEEN: "no rounding seen",
    Verdict.NOT_JUDGED: "not judged",
}

VERDICT_SIGN: Final = {
    Verdict.GOOD: "✓",
    Verdict.WARN: "!",
    Verdict.FAULT: "✗",
    Verdict.NO_FAULT_SEEN: "◇",
    Verdict.NO_ROUNDING_SEEN: "○",
    Verdict.NOT_JUDGED: "–",
}
"""A sign for each verdict, so that none is told by its colour alone."""

_PARTED: Final = {
    Parted.CUT: "after a cut in the video",
    Parted.ANOTHER: "another person",
    Parted.LEFT: "back in the picture",
    Parted.WALKED: "after walking off",
    Parted.REST: "after a rest",
}

_SECONDS: Final = "s"
_NO_SPACE: Final = frozenset({Unit.DEGREES.value, Unit.DEGREES_PER_SECOND.value})
_WHOLE_FROM: Final = 10.0  # a measured angle is no better known than a degree


def finding_words(check: CheckReport) -> str:
    """Return what a check found in one line, such as ``Long back: 48° (limit 35°)``."""
    value = number_words(check.value, check.measure)
    limit = number_words(check.limit, check.measure)
    if not value:
        return f"{check.name}: {check.reason}" if check.reason else check.name
    return f"{check.name}: {value} (limit {limit})" if limit else f"{check.name}: {value}"


def attempt_words(attempt: AttemptReport) -> str:
    """Return why something was not counted; of what was held for long, how long."""
    if not attempt.held_s >= LISTED_S:
        return attempt.reason
    return f"held for {attempt.held_s:.0f} s, {attempt.reason}"


def set_words(part: SetReport) -> str:
    """Return what a set of several is called, such as ``Set 2, after a rest``."""
    return f"Set {part.number}" + (f", {_PARTED[part.after]}" if part.after else "")


def number_words(value: float, measure: str) -> str:
    """Return a value with its unit, empty where it is NaN."""
    if math.isnan(value):
        return ""
    unit = unit_of(measure)
    text = f"{value:.0f}" if abs(value) >= _WHOLE_FROM or unit in _NO_SPACE else f"{value:.2f}"
    text = "0" if text == "-0" else text
    if unit == Unit.RATIO.value:
        return text
    return f"{text}{unit}" if unit in _NO_SPACE else f"{text} {unit}"


def unit_of(measure: str) -> str:
    """Return the unit of a measure by its name; checks of pace are in seconds."""
    known = measure in Measure.__members__.values()
    return MEASURES[Measure(measure)].unit.value if known else _SECONDS
