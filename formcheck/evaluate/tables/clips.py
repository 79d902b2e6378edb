"""An evaluation in the terminal: one table for each question."""

import math
from collections.abc import Iterable, Iterator
from typing import Final

from rich.console import Console, ConsoleOptions, RenderResult
from rich.table import Table
from rich.text import Text

from formcheck.evaluate.labels.truth import Label
from formcheck.evaluate.score.result import (
    OUTCOMES,
    BackPoint,
    CheckTable,
    Evaluation,
    Group,
    Spread,
)
from formcheck.evaluate.tables.people import clip_tables, people_tables
from formcheck.evaluate.tables.row import WORDY, Row, Rows, count_cell, shown
from formcheck.printable import printable
from formcheck.terminal import quiet_table

__all__ = ["OUTCOME_WORD", "EvaluationTables", "rows_of", "table_of"]

OUTCOME_WORD: Final = {outcome: outcome.replace("_", " ") for outcome in OUTCOMES} | {
    "not_asked": "did not apply",
    "no_rep": "rep missed",
}


class EvaluationTables:
    """All tables of an evaluation, for rich to print."""

    def __init__(self, evaluation: Evaluation) -> None:
        self._evaluation = evaluation

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Yield the tables, then the clips that were left out."""
        for title, heads, rows in rows_of(self._evaluation):
            if rows:
                yield Text(title, "bold")
                yield table_of(heads, rows)
                yield Text()
        yield from _remarks(self._evaluation)


def table_of(heads: tuple[str, ...], rows: Iterable[Row]) -> Table:
    """Return a table of text, with words aligned left and numbers right."""
    return quiet_table(heads, rows, right=set(heads) - WORDY, wrapped=_LONG)


_LONG: Final = WORDY - {"bent", "label", "measure", "tier", "told"}
"""Heads of the columns that are wrapped in a narrow terminal."""


def rows_of(evaluation: Evaluation) -> list[Rows]:
    """Return every table as text, in display order; some may be empty."""
    groups = evaluation.groups
    return [
        *people_tables(evaluation.reach),
        *clip_tables(evaluation),
        ("Reps", _REP_HEADS, [_rep_row(group) for group in groups]),
        ("Times, found minus labelled, seconds", _TIME_HEADS, list(_time_rows(groups))),
        *map(_checks, groups),
        ("Angles at the extreme, measured minus true", _ANGLE_HEADS, list(_angle_rows(groups))),
        ("Bent backs told from long ones", _BACK_HEADS, [_back_row(p) for p in evaluation.back]),
    ]


_REP_HEADS: Final = (
    "exercise",
    "clips",
    "labelled",
    "found",
    "missed",
    "extra",
    "back not\njudged",
    "false\ncues",
    "good\nreps",
)


def _rep_row(group: Group) -> Row:
    counts = (group.labelled, group.found, group.missed, group.extra, group.back_not_judged)
    return (
        _name(group),
        str(group.clips),
        *map(count_cell, counts),
        count_cell(group.false_cues),
        str(group.good_reps),
    )


_TIME_HEADS: Final = (
    "exercise",
    "reps",
    *(f"{which}\n{what}" for which in ("start", "turn", "end") for what in ("bias", "error")),
    "worst",
)


def _time_rows(groups: Iterable[Group]) -> Iterator[Row]:
    for group in groups:
        spreads = (group.timing.start_s, group.timing.extreme_s, group.timing.end_s)
        if not spreads[0].count:
            continue
        cells = [cell for spread in spreads for cell in _spread(spread, "{:+.2f}", "{:.2f}")]
        worst = max(spread.worst for spread in spreads)
        count = str(spreads[0].count)
        yield (_name(group), count, *cells, f"{worst:.2f}")


def _checks(group: Group) -> Rows:
    """Return the confusion tables of a group's checks, without empty columns."""
    rows = [(table, label) for table in group.checks for label in Label if table.count(label)]
    used = [o for o in OUTCOMES if any(table.count(label, o) for table, label in rows)]
    heads = ["\n".join(OUTCOME_WORD[outcome].rsplit(" ", 1)) for outcome in used]
    title = f"{_name(group)}: reps by label and verdict"
    return (title, ("check", "label", *heads), list(_check_rows(rows, used)))


def _check_rows(rows: list[tuple[CheckTable, Label]], used: list[str]) -> Iterator[Row]:
    last = ""
    for table, label in rows:
        name = table.name + (" *" if table.essential else "")
        counts = (count_cell(table.count(label, outcome)) for outcome in used)
        yield ("" if name == last else name, _LABEL_WORD[label], *counts)
        last = name


_LABEL_WORD: Final = {Label.YES: "fault", Label.NO: "no fault", Label.UNSURE: "unsure"}

_ANGLE_HEADS: Final = (
    "exercise",
    "measure",
    "bent",
    "reps",
    "error",
    "bias",
    "worst",
    "unseen",
)


def _angle_rows(groups: Iterable[Group]) -> Iterator[Row]:
    for group in groups:
        for angle in group.angles:
            bias, error = _spread(angle.errors, "{:+.1f}°", "{:.1f}°")
            worst = _number(angle.errors.worst, "{:.1f}°")
            names = (_name(group), angle.measure, angle.bend)
            yield (*names, str(angle.errors.count), error, bias, worst, count_cell(angle.unseen))


_BACK_HEADS: Final = (
    "told",
    "bent",
    "found",
    "not\njudged",
    "long",
    "taken\nfor bent",
    "not\njudged",
)


def _back_row(point: BackPoint) -> Row:
    return (
        shown(point.name, point.view),
        f"{point.bend} ≥ {point.bent_from:.0f}°",
        f"{point.found} of {point.bent}",
        count_cell(point.bent_not_judged),
        f"≤ {point.long_to:.0f}°",
        f"{point.false} of {point.long}",
        count_cell(point.long_not_judged),
    )


def _remarks(evaluation: Evaluation) -> Iterator[Text]:
    if any(table.essential for group in evaluation.groups for table in group.checks):
        yield Text("* without it no rep is called good", "dim")
    if evaluation.rendered:
        yield Text("These people are rendered: this says little about real ones.", "dim")
    for each in evaluation.skipped:
        yield Text(printable(f"Left out: {each.clip}: {each.why}"), "dim")
    if evaluation.interrupted:
        yield Text("Interrupted: the tables are about the clips that were finished.")


def _name(group: Group) -> str:
    return shown(group.exercise, group.view, group.shows)


def _spread(spread: Spread, bias: str, size: str) -> tuple[str, str]:
    return _number(spread.bias, bias), _number(spread.mean_abs, size)


def _number(value: float, form: str) -> str:
    return "" if math.isnan(value) else form.format(value)
