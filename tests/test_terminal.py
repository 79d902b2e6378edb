"""Tables and consoles: quiet, aligned, and whole in a pipe."""

import io
import sys

import pytest
from rich.console import Console
from rich.text import Text

from formcheck.terminal import people_console, quiet_table

ROWS = [("knees soft", "12", "as it should be"), ("back", "3", "rounded at the bottom of the bow")]


def lines(width: int, *, wrapped: tuple[str, ...] = ("said",)) -> list[str]:
    """Return what a terminal of some width shows of a table."""
    out = io.StringIO()
    heads = ("check", "reps\nin all", "said")
    table = quiet_table(heads, ROWS, right=("reps\nin all",), wrapped=wrapped)
    Console(file=out, width=width).print(table)
    return [line.rstrip() for line in out.getvalue().splitlines()]


def test_a_table_is_heads_and_rows_and_nothing_else() -> None:
    """Words stand to the left, numbers to the right; no line is around or between them."""
    assert lines(80) == [
        "              reps",
        "check       in all  said",
        "knees soft      12  as it should be",
        "back             3  rounded at the bottom of the bow",
    ]


def test_a_narrow_terminal_wraps_words() -> None:
    """What is too long goes on below its beginning; nothing of it is lost."""
    narrow = lines(36)

    assert narrow[2:] == [
        "knees soft      12  as it should be",
        "back             3  rounded at the",
        "                    bottom of the",
        "                    bow",
    ]


def test_cells_steer_no_terminal_and_are_no_markup() -> None:
    """Names come from files."""
    out = io.StringIO()
    table = quiet_table(("name",), [("[bold]\x1b[31m\u202ered",)])

    Console(file=out, width=80, force_terminal=True, color_system=None).print(table)

    assert "[bold]\\x1b[31m\\u202ered" in out.getvalue()


def test_letters_of_double_width_keep_the_columns() -> None:
    """Columns are as wide as they look, not as many letters as they hold."""
    out = io.StringIO()

    Console(file=out, width=80).print(quiet_table(("a", "b"), [("前屈", "1"), ("bow.", "2")]))

    assert [line[-3:] for line in out.getvalue().splitlines()[1:]] == ["  1", "  2"]


def printed(monkeypatch: pytest.MonkeyPatch, columns: str | None) -> str:
    """Return what becomes of a long line in a pipe."""
    out = io.StringIO()
    monkeypatch.setattr(sys, "stdout", out)
    monkeypatch.delenv("COLUMNS", raising=False)
    if columns is not None:
        monkeypatch.setenv("COLUMNS", columns)
    people_console().print(Text("word " * 100))
    return out.getvalue()


def test_a_pipe_gets_whole_lines_without_colour(monkeypatch: pytest.MonkeyPatch) -> None:
    """What reads it finds each row on one line."""
    text = printed(monkeypatch, None)

    assert text.count("\n") == 1
    assert "\x1b" not in text


def test_whoever_names_a_width_gets_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """As other programs do it."""
    assert max(map(len, printed(monkeypatch, "40").splitlines())) <= 40
