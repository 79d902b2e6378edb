"""The command line for exercise specs: formcheck spec check, list, show, measures, schema, new."""

import re
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Final

import typer
from rich.console import Console
from rich.table import Table

from formcheck.errors import FormCheckError, OutputError, SpecError, UsageError
from formcheck.exercise.spec import ExerciseSpec
from formcheck.specs.card import spec_card
from formcheck.specs.files import find_spec, load_spec, own_folder, read_spec, spec_ids
from formcheck.specs.measures_page import measures_page
from formcheck.specs.schema import schema_text
from formcheck.specs.starter import starter_text

__all__ = ["app"]

_MISTAKES: Final = 1
_USAGE: Final = 2
_NOT_WRITTEN: Final = 5

_WIDEST: Final = 100
"""Longer lines are hard to read, however wide the terminal is."""

_CHECK_EPILOG: Final = (
    "Exit codes: 0 all specs are right (there may be warnings); 1 a spec has mistakes; "
    "2 there is no such exercise or file."
)

app = typer.Typer(
    help="Exercise specs: check your own, see the shipped ones, begin a new one.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


@app.command(epilog=_CHECK_EPILOG)
def check(
    specs: Annotated[
        list[str] | None,
        typer.Argument(metavar="FILE|ID", help="The specs; all known ones if none is given."),
    ] = None,
) -> None:
    """Find every mistake in specs, each with its file and line."""
    with _exit_codes():
        paths = [find_spec(spec) for spec in specs or spec_ids()]
        wrong = [path for path in paths if not _is_right(path)]
    if wrong:
        raise typer.Exit(_MISTAKES)


def _is_right(path: Path) -> bool:
    try:
        _, warnings = read_spec(path)
    except SpecError as error:
        for line in error.lines():
            typer.echo(line)
        count = len(error.problems)
        typer.echo(f"{path.name}: {count} mistake{'' if count == 1 else 's'}")
        return False
    for warning in warnings:
        typer.echo(f"{path.name}, line {warning.line}: warning: {warning.message}")
    typer.echo(f"{path.name}: right" + (" (with warnings)" if warnings else ""))
    return True


@app.command("list")
def list_specs() -> None:
    """List the exercises that can be named by their id."""
    table = Table("id", "name", "view", "kind", "checks", box=None, header_style="bold")
    with _exit_codes():
        for spec_id in spec_ids():
            table.add_row(*_row(load_spec(spec_id)))
    Console().print(table)
    typer.echo(f"\nYour own exercises are found by their id in {own_folder()}")


def _row(spec: ExerciseSpec) -> tuple[str, str, str, str, str]:
    names = ", ".join(check.name for check in spec.checks)
    view = "" if spec.guided else spec.view.value
    return spec.id, spec.name, view, spec.movement.kind, names


@app.command()
def show(spec: Annotated[str, typer.Argument(metavar="ID|FILE", help="The exercise.")]) -> None:
    """Show what an exercise counts, checks and says, with limits, errors and sources."""
    with _exit_codes():
        typer.echo(spec_card(load_spec(spec), width=min(Console().width, _WIDEST)), nl=False)


@app.command()
def measures() -> None:
    """Print the page on all measures a spec may use, as Markdown."""
    typer.echo(measures_page(), nl=False)


@app.command()
def schema() -> None:
    """Print the JSON Schema of specs, with which editors complete and check them."""
    typer.echo(schema_text(), nl=False)


@app.command()
def new(
    spec_id: Annotated[str, typer.Argument(metavar="ID", help="Small letters, digits and _.")],
    *,
    origin: Annotated[
        str, typer.Option("--from", metavar="ID|FILE", help="The exercise to begin from.")
    ] = "hip_hinge",
) -> None:
    """Write ID.yaml, a commented spec to begin from, into this folder."""
    with _exit_codes():
        if not re.fullmatch(r"[a-z][a-z0-9_]{0,39}", spec_id):
            raise UsageError(
                f"'{spec_id}' cannot be an id",
                to_do="Use small letters, digits and _, beginning with a letter",
            )
        source = find_spec(origin)
        text = starter_text(source.read_text(encoding="utf-8-sig"), load_spec(source).id, spec_id)
        path = Path(f"{spec_id}.yaml")
        _write_new(path, text)
    typer.echo(f"{path} is written; now: formcheck spec check {path}")


def _write_new(path: Path, text: str) -> None:
    try:
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError as error:
        raise OutputError(
            "there is such a file already", where=str(path), to_do="Choose another id"
        ) from error
    except OSError as error:
        reason = error.strerror or "the file cannot be written"
        raise OutputError(f"it cannot be written: {reason}", where=str(path)) from error


@contextmanager
def _exit_codes() -> Generator[None]:
    """Turn what a person can act on into lines on standard error and an exit code."""
    try:
        yield
    except SpecError as error:
        typer.echo("\n".join(error.lines()), err=True)
        raise typer.Exit(_MISTAKES) from None
    except FormCheckError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(_NOT_WRITTEN if isinstance(error, OutputError) else _USAGE) from None
