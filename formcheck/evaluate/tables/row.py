"""Rows and cells, in words, for the tables of an evaluation."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Final

from formcheck.evaluate.labels.truth import Shows
from formcheck.exercise.measure.registry import View
from formcheck.exercise.results.report import Verdict

__all__ = ["WORDY", "Row", "Rows", "count_cell", "said_cell", "shown", "verdict_cell"]

Row = tuple[str, ...]
Rows = tuple[str, tuple[str, ...], list[Row]]
"""A title, the heads of the columns, and the rows."""

WORDY: Final = frozenset(
    {
        "bent",
        "check",
        "clip",
        "commonest reason",
        "exercise",
        "figure",
        "judged by",
        "kind",
        "label",
        "measure",
        "person",
        "said",
        "shown",
        "tier",
        "told",
        "verdicts",
        "verdicts of reps",
    }
)
"""Heads of the columns that hold words; the others hold numbers."""


def count_cell(count: int) -> str:
    """Return a number as text, with a dot for 0."""
    return str(count) if count else "·"


def verdict_cell(given: Mapping[str, int]) -> str:
    """Return the count of each verdict, the worst first."""
    told = (f"{given[name]} {name.replace('_', ' ')}" for name in _WORST_FIRST if given.get(name))
    return ", ".join(told)


_WORST_FIRST: Final = tuple(
    verdict.value
    for verdict in (
        Verdict.FAULT,
        Verdict.WARN,
        Verdict.GOOD,
        Verdict.NO_ROUNDING_SEEN,
        Verdict.NOT_JUDGED,
    )
)


def said_cell(said: Iterable[str]) -> str:
    """Return the spoken sentences, each once and with its count."""
    times = Counter(said)
    return " ".join(f"{text} ({count})" if count > 1 else text for text, count in times.items())


def shown(what: str, view: str, shows: Shows = Shows.EXERCISE) -> str:
    """Return a name followed by the view, unless that is from the side."""
    notes = [] if shows is Shows.EXERCISE else [shows.value.replace("_", " ")]
    notes += [] if view == View.SIDE else [view]
    return f"{what} ({', '.join(notes)})" if notes else what
