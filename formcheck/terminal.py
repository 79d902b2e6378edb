"""What people read in a terminal or a pipe: the console, and tables without lines around them."""

import os
from collections.abc import Iterable, Sequence
from typing import Final

from rich.console import Console
from rich.table import Table
from rich.text import Text

from formcheck.printable import printable

__all__ = ["people_console", "quiet_table"]

_UNWRAPPED: Final = 10_000
"""Columns of a line in a pipe: what reads it finds each row whole."""

_MIN_WIDTH: Final = 8
"""So narrow may a column that wraps get, in letters, before others are cut off."""


def people_console() -> Console:
    """Return the console of standard output, as wide as what is printed where that is a pipe."""
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
        What stands above the columns.
    rows
        Their cells; nothing in them is markup, steers or hides.
    right
        Heads of columns that stand to the right, such as numbers.
    wrapped
        Heads of columns that are wrapped in a narrow terminal.
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
