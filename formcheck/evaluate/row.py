"""What tables of an evaluation are made of: rows of cells in words."""

from typing import Final

from formcheck.evaluate.truth import Shows
from formcheck.exercise.measures import View

__all__ = ["WORDY", "Row", "Rows", "count_cell", "shown"]

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
    """Return a number, and a dot for none."""
    return str(count) if count else "·"


def shown(what: str, view: str, shows: Shows = Shows.EXERCISE) -> str:
    """Return a name with the view behind it, unless that is from the side."""
    notes = [] if shows is Shows.EXERCISE else [shows.value.replace("_", " ")]
    notes += [] if view == View.SIDE else [view]
    return f"{what} ({', '.join(notes)})" if notes else what
