"""The cross table in the terminal: recordings judged by exercises that they do not show."""

from collections import Counter
from typing import Final

from rich.console import Console, ConsoleOptions, RenderResult
from rich.text import Text

from formcheck.evaluate.cross.cross import CrossTable, Kin
from formcheck.evaluate.tables.clips import table_of
from formcheck.evaluate.tables.row import Row, Rows, count_cell, said_cell, verdict_cell

__all__ = ["CrossTables", "cross_rows"]


class CrossTables:
    """All tables of a cross table, for rich to print."""

    def __init__(self, table: CrossTable) -> None:
        self._table = table

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Yield the tables, then the meaning of their signs."""
        for title, heads, rows in cross_rows(self._table):
            yield Text(title, "bold")
            yield table_of(heads, rows)
            yield Text()
        yield Text("* its own exercise, + one of its family; pairs without a word are left out.")
        if self._table.interrupted:
            yield Text("Interrupted: the tables are about the recordings that were finished.")


def cross_rows(table: CrossTable) -> list[Rows]:
    """Return the sums by kin, then every pair with anything counted, judged or said."""
    pairs: list[Row] = [
        (
            row.recording,
            row.exercise + _SIGN[row.kin],
            count_cell(row.reps),
            count_cell(row.holds),
            verdict_cell(row.verdicts),
            verdict_cell(row.given),
            said_cell(row.said),
        )
        for row in table.rows
        if not row.silent
    ]
    return [
        ("Every recording by every exercise", _SUM_HEADS, [_sum_row(table, kin) for kin in Kin]),
        ("What came of each pair", _PAIR_HEADS, pairs),
    ]


_SUM_HEADS: Final = ("judged by", "pairs", "wrong", "reps", "holds", "verdicts")

_KIN_WORD: Final = {
    Kin.OWN: "its own exercise",
    Kin.FAMILY: "another of its family",
    Kin.OTHER: "an exercise of another family",
}


def _sum_row(table: CrossTable, kin: Kin) -> Row:
    rows = [row for row in table.rows if row.kin is kin]
    given: Counter[str] = Counter()
    for row in rows:
        given.update(row.given)
    counts = (
        sum(row.wrong for row in rows),
        sum(row.reps for row in rows),
        sum(row.holds for row in rows),
    )
    return (_KIN_WORD[kin], str(len(rows)), *map(count_cell, counts), verdict_cell(given))


_PAIR_HEADS: Final = ("clip", "exercise", "reps", "holds", "verdicts of reps", "verdicts", "said")

_SIGN: Final = {Kin.OWN: " *", Kin.FAMILY: " +", Kin.OTHER: ""}
