"""The limits of a spec in words, the same in the terminal and on the pages."""

from formcheck.exercise.spec.models import Band, Check, Stay, When

__all__ = [
    "KIND_WORDS",
    "band_words",
    "beyond_words",
    "number_words",
    "own_range_words",
    "when_words",
]

KIND_WORDS = {
    "stay": "all through",
    "reach": "its middle value",
    "steady": "its change from the start",
    "pace": "in all",
}
"""What a kind of check looks at of its measure."""


def number_words(value: float, unit: str) -> str:
    """Return a number with its unit."""
    return f"{_signed(value)}{unit}" if unit == "°" else f"{_signed(value)} {unit}"


def band_words(band: Band, unit: str) -> str:
    """Return what is inside a band."""
    if band.min is not None and band.max is not None:
        return f"{_signed(band.min)} to {number_words(band.max, unit)}"
    if band.min is not None:
        return f"at least {number_words(band.min, unit)}"
    return "anything" if band.max is None else f"at most {number_words(band.max, unit)}"


def beyond_words(band: Band | None, unit: str) -> str:
    """Return what is outside of a band; empty where there is none."""
    if band is None:
        return ""
    return " or ".join(_sides(band.min, band.max, unit))


def own_range_words(check: Check) -> str:
    """Return a check's limits as shares of the person's own range; empty where it has none."""
    own = check.own_range if isinstance(check, Stay) else None
    if own is None:
        return ""
    fault = "" if own.fault is None else f", fault above {own.fault:.0%}"
    return f"at most {own.target:.0%} of it{fault}"


def when_words(when: When, unit: str) -> str:
    """Return when a condition is met."""
    return " and ".join(reversed(_sides(when.below, when.above, unit)))


def _sides(below: float | None, above: float | None, unit: str) -> list[str]:
    sides = (("below", below), ("above", above))
    return [f"{side} {number_words(v, unit)}" for side, v in sides if v is not None]


def _signed(value: float) -> str:
    return f"{value:g}".replace("-", "−")
