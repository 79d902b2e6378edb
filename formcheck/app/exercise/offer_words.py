"""Why formcheck offers less, in words, and until when."""

from collections.abc import Iterable
from datetime import date

from formcheck.offer.reasons import Reason
from formcheck.words.catalogue import Words

__all__ = ["until_words", "why_words"]


def why_words(words: Words, reasons: Iterable[Reason]) -> str:
    """Return the reasons as sentences, the weightiest first."""
    return " ".join(words.of("offer-why", reason) for reason in reasons)


def until_words(words: Words, until: date | None, today: date) -> str:
    """Return the words for when holding back ends; empty where an answer decides."""
    if until is None:
        return ""
    days = (until - today).days
    if days == 1:
        return words("offer-until-tomorrow")
    return words("offer-until", day=until.day, month=until.month) if days > 1 else ""
