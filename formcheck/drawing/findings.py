"""Verdicts and findings in words, the same on the picture, in the table and in the files."""

import math
from collections.abc import Mapping
from typing import Final

from formcheck.exercise.coach.unjudged import reason_words
from formcheck.exercise.count.holds import LISTED_S
from formcheck.exercise.measure.registry import MEASURES, Measure, Unit
from formcheck.exercise.results.reasons import Outcome
from formcheck.exercise.results.report import AttemptReport, CheckReport, SetReport, Verdict
from formcheck.words.catalogue import Words

__all__ = [
    "VERDICT_SIGN",
    "attempt_words",
    "finding_words",
    "number_words",
    "set_words",
    "unit_of",
]

VERDICT_SIGN: Final = {
    Verdict.GOOD: "✓",
    Verdict.WARN: "!",
    Verdict.FAULT: "✗",
    Verdict.NO_FAULT_SEEN: "◇",
    Verdict.NO_ROUNDING_SEEN: "○",
    Verdict.NOT_JUDGED: "–",
}
"""A sign for each verdict, so that none depends on its colour alone."""

_WITH_UNIT: Final[Mapping[str, str]] = {
    Unit.DEGREES: "finding-degrees",
    Unit.DEGREES_PER_SECOND: "finding-degrees-per-second",
    Unit.LEG: "finding-leg",
    Unit.TORSO: "finding-torso",
    Unit.FOOT: "finding-foot",
    Unit.RATIO: "finding-ratio",
    Unit.STEPS: "finding-steps",
    "s": "finding-seconds",
}
"""The text of a value with its unit, by the unit."""

_SECONDS: Final = "s"
_NO_SPACE: Final = frozenset({Unit.DEGREES.value, Unit.DEGREES_PER_SECOND.value})
_WHOLE_FROM: Final = 10.0  # a measured angle is no better known than a degree


def finding_words(words: Words, check: CheckReport) -> str:
    """Return a check's finding in one line, such as ``Long back: 48° (limit 35°)``."""
    value = number_words(words, check.value, check.measure)
    limit = number_words(words, check.limit, check.measure)
    if value and limit:
        return words("finding-limit", name=check.name, value=value, limit=limit)
    found = value or reason_words(words, check.why)
    return words("finding", name=check.name, found=found) if found else check.name


def attempt_words(words: Words, attempt: AttemptReport) -> str:
    """Return the reason why an attempt was not counted; for a long hold also its length."""
    # For another movement, the exercise has its own reason.
    own = attempt.outcome is Outcome.LOOK_ALIKE
    reason = attempt.reason if own else words.of("outcome", attempt.outcome)
    if not attempt.held_s >= LISTED_S:
        return reason
    return words("attempt-held", seconds=words.number(attempt.held_s, 0), reason=reason)


def set_words(words: Words, part: SetReport) -> str:
    """Return the name of one set of several, such as ``Set 2, after a rest``."""
    if not part.after:
        return words("set-name", number=part.number)
    return words("set-name-after", number=part.number, after=words.of("parted", part.after))


def number_words(words: Words, value: float, measure: str) -> str:
    """Return a value with its unit; empty for NaN."""
    if math.isnan(value):
        return ""
    unit = unit_of(measure)
    whole = abs(value) >= _WHOLE_FROM or unit in _NO_SPACE
    text = words.number(value, 0 if whole else 2)
    return words(_WITH_UNIT[unit], number="0" if text == "-0" else text)


def unit_of(measure: str) -> str:
    """Return a measure's unit by its name; seconds for checks of pace."""
    known = measure in Measure.__members__.values()
    return MEASURES[Measure(measure)].unit.value if known else _SECONDS
