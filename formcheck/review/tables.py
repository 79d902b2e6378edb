"""The numbers of a set as tables: one row a rep, one row a frame.

Numbers have a decimal point, times are seconds, unknown values are empty cells. An apostrophe
precedes a text that a spreadsheet would take for a formula, as is usual; numbers get none.
"""

import csv
import math
import re
from collections.abc import Iterable, Iterator
from typing import Final, Protocol

from formcheck.exercise.measure.registry import Measure
from formcheck.exercise.results.moment import Moment
from formcheck.exercise.results.report import (
    AttemptReport,
    CheckReport,
    HoldReport,
    Report,
    RepReport,
)
from formcheck.exercise.spec.measures import check_measures, look_alike_measures, movement_measures
from formcheck.exercise.spec.models import ExerciseSpec, Reps
from formcheck.printable import printable

__all__ = ["MeasuresTable", "Writable", "measures_of", "write_reps"]

_DIGITS: Final = 3  # milliseconds; a thousandth of a degree is finer than any measure here

_Row = dict[str, str]


class Writable(Protocol):
    """A text file, or anything a table can be written to."""

    def write(self, text: str, /) -> object:
        """Add text."""


def write_reps(file: Writable, report: Report) -> None:
    """Write one row for every rep, hold and attempt, in the order of their times.

    Columns: ``kind`` (rep, hold, attempt), ``number``, times, verdict, seconds in each phase, and
    for every check, by its id, its verdict, value, limit, error and reason. ``back_reference`` is
    the reference of the back; ``followed`` names the measure of ``extreme`` if it is not the
    exercise's first. With several sets, ``set`` is the number of the rep's set.
    """
    rows = list(_rows(report))
    columns = dict.fromkeys(_FIRST)
    for row in rows:
        columns |= dict.fromkeys(row)
    rows.sort(key=lambda row: float(row["start_s"]))
    table = _Table(file)
    table.add(columns)
    for row in rows:
        table.add(row.get(column, "") for column in columns)


class _Table:
    """Writes every row of every table."""

    def __init__(self, file: Writable) -> None:
        self._writer = csv.writer(file, lineterminator="\n")

    def add(self, cells: Iterable[str]) -> None:
        self._writer.writerow(map(_as_cell, cells))


_BEGINS_FORMULA: Final = re.compile("[=+\\-@\t\r\n＝＋－＠]")
"""Characters that spreadsheets take for a formula's beginning; the wide ones count where Chinese
or Japanese is written (OWASP, CSV injection)."""

_NUMBER: Final = re.compile(r"-?\d+(\.\d+)?(e-?\d+)?", re.ASCII)


def _as_cell(text: str) -> str:
    """Return the text of a cell: a text never becomes a formula, a number stays a number.

    Line ends are the only control characters it keeps; tables can hold them.
    """
    shown = "\n".join(map(printable, text.split("\n")))
    formula = _BEGINS_FORMULA.match(text) and not _NUMBER.fullmatch(text)
    return f"'{shown}" if formula else shown


_FIRST: Final = (
    "kind",
    "number",
    "start_s",
    "extreme_s",
    "end_s",
    "extreme",
    "held_s",
    "side",
    "verdict",
    "label",
    "back_reference",
)


def _rows(report: Report) -> Iterator[_Row]:
    sets = {number: part.number for part in report.sets for number in part.reps}
    items: list[RepReport | HoldReport] = [*report.reps, *report.holds]
    for item in items:
        row = _rep_row(item) if isinstance(item, RepReport) else _hold_row(item)
        yield row | ({"set": str(sets[item.number])} if len(report.sets) > 1 else {})
    for attempt in report.attempts:
        held = {"held_s": _number(attempt.held_s)}
        yield {"kind": "attempt", **_turn_columns(attempt), **held, "label": attempt.reason}


def _rep_row(rep: RepReport) -> _Row:
    phases = {f"{name}_s": _number(seconds) for name, seconds in rep.phases_s.items()}
    return {
        "kind": "rep",
        "number": str(rep.number),
        **_turn_columns(rep),
        "verdict": rep.verdict.value,
        "label": rep.label,
        "back_reference": _compared_with(rep),
        **({"followed": rep.followed} if rep.followed else {}),
        **phases,
        **_check_columns(rep.checks),
    }


def _hold_row(hold: HoldReport) -> _Row:
    return {
        "kind": "hold",
        "number": str(hold.number),
        "start_s": _number(hold.start_s),
        "end_s": _number(hold.end_s),
        "held_s": _number(hold.held_s),
        "side": hold.side,
        "verdict": hold.verdict.value,
        "label": hold.label,
        "back_reference": _compared_with(hold),
        **_check_columns(hold.checks),
    }


def _compared_with(item: RepReport | HoldReport) -> str:
    return "" if item.back_reference is None else item.back_reference.kind.value


def _turn_columns(turn: RepReport | AttemptReport) -> _Row:
    return {
        "start_s": _number(turn.start_s),
        "extreme_s": _number(turn.extreme_s),
        "end_s": _number(turn.end_s),
        "extreme": _number(turn.extreme),
    }


def _check_columns(checks: tuple[CheckReport, ...]) -> _Row:
    columns: _Row = {}
    for check in checks:
        columns[check.id] = check.verdict.value
        columns[f"{check.id}_value"] = _number(check.value)
        columns[f"{check.id}_limit"] = _number(check.limit)
        columns[f"{check.id}_error"] = _number(check.error)
        columns[f"{check.id}_reason"] = check.reason
    return columns


class MeasuresTable:
    """Writes one row a frame: time, phase, and every measure the spec uses.

    Parameters
    ----------
    file
        Gets each row as its frame comes, so a long recording needs no more memory than a short one.
    spec
        Names the measures; the followed one comes first.
    """

    def __init__(self, file: Writable, spec: ExerciseSpec) -> None:
        self._measures = measures_of(spec)
        self._table = _Table(file)
        self._table.add(["time_s", "phase", *(measure.value for measure in self._measures)])

    def add(self, moment: Moment) -> None:
        """Write a moment's row; the cell of a measure that was not seen stays empty."""
        values = (moment.values.get(measure, math.nan) for measure in self._measures)
        self._table.add([_number(moment.time_s), moment.phase, *map(_number, values)])


def measures_of(spec: ExerciseSpec) -> list[Measure]:
    """Return the measures a spec uses, the followed one first, each once."""
    movement = spec.judged
    alike = sorted(look_alike_measures(movement)) if isinstance(movement, Reps) else []
    used = (*movement_measures(movement), *alike, *check_measures(spec.checks))
    return list(dict.fromkeys(used))


def _number(value: float) -> str:
    return "" if math.isnan(value) else str(round(value, _DIGITS))
