"""The console of a terminal or pipe, and tables without lines around them."""

import os
from collections.abc import Iterable, Sequence
from typing import Final

from rich.console import Console
from rich.table import Table
from rich.text import Text

from formcheck.printable import printable

__all__ = ["people_console", "quiet_table"]

_UNWRAPPED: Final = 10_000
"""Columns of a line in a pipe, so that a reader gets each row whole."""

_MIN_WIDTH: Final = 8
"""The narrowest a wrapped column gets, in letters, before others are cut off."""


def people_console() -> Console:
    """Return the console of standard output; in a pipe it is as wide as its text."""
    console = Console(highlight=False)
    if not console.is_terminal and "COLUMNS" not in os.environ:
        console.width = _UNWRAPPED
    return console


def quiet_table(
    heads: Sequence[str],
    rows: Iterable[Sequence[str]],
    *,
    right: Iterable[str] = (),
    wrapped: Iterable[str] = (),
) -> Table:
    """Return a table of text: dim heads, rows, and nothing else.

    Parameters
    ----------
    heads
        The heads of the columns.
    rows
        The cells; markup and control characters in them have no effect.
    right
        Heads of the columns to align right, such as numbers.
    wrapped
        Heads of the columns to wrap in a narrow terminal.
    """
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="dim")
    for head in heads:
        wraps = head in wrapped
        table.add_column(
            head,
            justify="right" if head in right else "left",
            overflow="fold",
            no_wrap=not wraps,
            min_width=_MIN_WIDTH if wraps else None,
        )
    for row in rows:
        table.add_row(*(Text(printable(cell)) for cell in row))
    return table
