"""The end of a command: exit codes, and errors as one line each."""

from collections.abc import Generator
from contextlib import contextmanager
from enum import IntEnum
from typing import Final

import typer

from formcheck.cli.console import ReviewConsole
from formcheck.errors import (
    FormCheckError,
    ModelError,
    OutputError,
    SpecError,
    UsageError,
    VideoError,
)

__all__ = ["EPILOG", "EXIT_OF", "Exit", "exit_codes"]


class Exit(IntEnum):
    """Exit codes, as ``formcheck --help`` and docs/review.md explain them."""

    DONE = 0
    UNREADABLE = 1
    USAGE = 2
    NO_MODEL = 4
    NOT_WRITTEN = 5
    INTERRUPTED = 130


EXIT_OF: Final[dict[type[FormCheckError], Exit]] = {
    UsageError: Exit.USAGE,
    SpecError: Exit.USAGE,
    VideoError: Exit.UNREADABLE,
    ModelError: Exit.NO_MODEL,
    OutputError: Exit.NOT_WRITTEN,
}

EPILOG: Final = (
    "Exit codes: 0 done (a set that could not be judged included: its report says why); "
    "1 a recording could not be read, or the doctor found something missing; "
    "2 the command, the exercise or its spec is wrong, or a recording does not tell its exercise; "
    "4 there is no pose model; "
    "5 a result could not be written; 130 interrupted, what was finished is kept."
)


@contextmanager
def exit_codes(console: ReviewConsole) -> Generator[None]:
    """Turn an error that a person can act on into one line and an exit code."""
    try:
        yield
    except FormCheckError as error:
        console.fail(error)
        raise typer.Exit(EXIT_OF[type(error)]) from None
    except KeyboardInterrupt:
        console.say("Interrupted.")
        raise typer.Exit(Exit.INTERRUPTED) from None
