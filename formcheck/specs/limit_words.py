"""The limits of a spec in words, the same in the terminal and on the pages."""

from collections.abc import Mapping
from typing import Final

from formcheck.exercise.measure.registry import Unit
from formcheck.exercise.spec.models import Band, Check, Stay, When
from formcheck.words.catalogue import Words

__all__ = ["band_words", "beyond_words", "number_words", "own_range_words", "when_words"]

_WITH_UNIT: Final[Mapping[str, str]] = {
    Unit.DEGREES: "value-degrees",
    Unit.LEG: "value-leg",
    Unit.TORSO: "value-torso",
    Unit.FOOT: "value-foot",
    Unit.RATIO: "value-ratio",
    Unit.STEPS: "value-steps",
    Unit.DEGREES_PER_SECOND: "value-degrees-per-second",
    "s": "value-seconds",
}
"""The text of a number with its unit, by the unit as specs write it."""


def number_words(words: Words, value: float, unit: str) -> str:
    """Return a number with its unit."""
    return words(_WITH_UNIT[unit], number=_signed(words, value))


def band_words(words: Words, band: Band, unit: str) -> str:
    """Return the values inside a band, in words."""
    least, most = band.min, band.max
    if least is not None and most is not None:
        return words(
            "limit-between",
            least=_signed(words, least),
            most=number_words(words, most, unit),
        )
    if least is not None:
        return words("limit-least", value=number_words(words, least, unit))
    if most is not None:
        return words("limit-most", value=number_words(words, most, unit))
    return words("limit-none")


def beyond_words(words: Words, band: Band | None, unit: str) -> str:
    """Return the values outside a band, in words; empty if there is no band."""
    if band is None:
        return ""
    below, above = _sides(words, band.min, band.max, unit)
    return words("limit-outside", below=below, above=above) if below and above else below or above


def own_range_words(words: Words, check: Check) -> str:
    """Return a check's limits as shares of the person's own range; empty if it has none."""
    own = check.own_range if isinstance(check, Stay) else None
    if own is None:
        return ""
    if own.fault is None:
        return words("limit-own-range", target=own.target)
    return words("limit-own-range-fault", target=own.target, fault=own.fault)


def when_words(words: Words, when: When, unit: str) -> str:
    """Return the values that meet a condition, in words."""
    below, above = _sides(words, when.below, when.above, unit)
    return words("limit-inside", below=below, above=above) if below and above else below or above


def _sides(words: Words, low: float | None, high: float | None, unit: str) -> tuple[str, str]:
    """Return in words the values below ``low`` and above ``high``; empty for a limit of None."""
    below = "" if low is None else words("limit-below", value=number_words(words, low, unit))
    above = "" if high is None else words("limit-above", value=number_words(words, high, unit))
    return below, above


def _signed(words: Words, value: float) -> str:
    return words.number(value).replace("-", "−")
