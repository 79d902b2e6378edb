"""The command line for exercise specs: formcheck spec check, list, show, measures, schema, new."""

import re
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Final

import typer
from rich.console import Console

from formcheck.errors import FormCheckError, OutputError, SpecError, UsageError
from formcheck.printable import printable

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
    from formcheck.specs.files import find_spec, spec_ids

    with _exit_codes():
        paths = [find_spec(spec) for spec in specs or spec_ids()]
        wrong = [path for path in paths if not _is_right(path)]
    if wrong:
        raise typer.Exit(_MISTAKES)


def _is_right(path: Path) -> bool:
    from formcheck.specs.files import tried_spec

    try:
        _, warnings = tried_spec(path, thorough=True)
    except SpecError as error:
        for line in error.lines():
            _tell(line)
        count = len(error.problems)
        _tell(f"{path.name}: {count} mistake{'' if count == 1 else 's'}")
        return False
    for warning in warnings:
        _tell(f"{path.name}, line {warning.line}: warning: {warning.message}")
    _tell(f"{path.name}: right" + (" (with warnings)" if warnings else ""))
    return True


@app.command("list")
def list_specs() -> None:
    """List the exercises that can be named by their id."""
    from formcheck.specs.files import load_spec, own_folder, spec_ids
    from formcheck.terminal import people_console, quiet_table

    with _exit_codes():
        rows = []
        for spec_id in spec_ids():
            spec = load_spec(spec_id)
            names = ", ".join(check.name for check in spec.checks)
            view = "" if spec.guided else spec.view.value
            rows.append((spec.id, spec.name, view, spec.movement.kind, names))
    heads = ("id", "name", "view", "kind", "checks")
    people_console().print(quiet_table(heads, rows, wrapped=("name", "checks")))
    typer.echo("")
    _tell(f"Your own exercises are found by their id in {own_folder()}")


@app.command()
def show(spec: Annotated[str, typer.Argument(metavar="ID|FILE", help="The exercise.")]) -> None:
    """Show what an exercise counts, checks and says, with limits, errors and sources."""
    from formcheck.specs.card import spec_card
    from formcheck.specs.files import load_spec

    with _exit_codes():
        for line in spec_card(load_spec(spec), width=min(Console().width, _WIDEST)).splitlines():
            _tell(line)


@app.command()
def measures() -> None:
    """Print the page on all measures a spec may use, as Markdown."""
    from formcheck.specs.measures_page import measures_page

    typer.echo(measures_page(), nl=False)


@app.command()
def schema() -> None:
    """Print the JSON Schema of specs, with which editors complete and check them."""
    from formcheck.specs.schema import schema_text

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
    from formcheck.disk.names import plain_stem
    from formcheck.specs.files import find_spec, load_spec, spec_text
    from formcheck.specs.starter import starter_text

    with _exit_codes():
        if not re.fullmatch(r"[a-z][a-z0-9_]{0,39}", spec_id):
            raise UsageError(
                f"'{spec_id}' cannot be an id",
                to_do="Use small letters, digits and _, beginning with a letter",
            )
        path = Path(f"{spec_id}.yaml")
        if plain_stem(path) != spec_id:
            raise UsageError(
                f"'{spec_id}' is a name that Windows keeps for itself", to_do="Choose another id"
            )
        source = find_spec(origin)
        known = load_spec(source).id
        text = starter_text(spec_text(source), known, spec_id)
        _write_new(path, text)
    _tell(f"{path} is written; now: formcheck spec check {path}")


def _write_new(path: Path, text: str) -> None:
    from formcheck.disk.trouble import told

    try:
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError as error:
        raise OutputError(
            "there is such a file already", where=str(path), to_do="Choose another id"
        ) from error
    except OSError as error:
        raise told(
            OutputError, "it cannot be written", error, where=path, otherwise="go to another folder"
        ) from error


def _tell(line: str, *, err: bool = False) -> None:
    """Print one line, with the terminal's control characters written out."""
    typer.echo(printable(line), err=err)


@contextmanager
def _exit_codes() -> Generator[None]:
    """Turn errors that a person can act on into lines on standard error and an exit code."""
    try:
        yield
    except SpecError as error:
        for line in error.lines():
            _tell(line, err=True)
        raise typer.Exit(_MISTAKES) from None
    except FormCheckError as error:
        _tell(str(error), err=True)
        raise typer.Exit(_NOT_WRITTEN if isinstance(error, OutputError) else _USAGE) from None
