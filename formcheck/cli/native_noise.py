"""Hides the output of native libraries on the terminal."""

import os
import sys
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

__all__ = ["native_noise_hidden"]

_ERRORS_FD: Final = 2
"""The file descriptor of native logs, whatever Python's own ``sys.stderr`` is."""


@contextmanager
def native_noise_hidden() -> Generator[None]:
    """Let only Python write to standard error.

    MediaPipe logs past Python at any moment, and no setting turns that off; errors that matter
    arrive as exceptions. Does nothing where standard error is closed or not the system's.
    """
    try:
        is_the_systems = sys.stderr is not None and sys.stderr.fileno() == _ERRORS_FD
    except OSError:  # a replacement has no descriptor, as in a test
        is_the_systems = False
    if not is_the_systems:
        yield
        return
    before = sys.stderr
    before.flush()
    terminal = os.dup(_ERRORS_FD)
    with (
        os.fdopen(terminal, "w", 1, encoding=before.encoding, errors=before.errors) as errors,
        Path(os.devnull).open("wb") as nowhere,
    ):
        os.dup2(nowhere.fileno(), _ERRORS_FD)
        sys.stderr = errors
        try:
            yield
        finally:
            sys.stderr = before
            errors.flush()
            os.dup2(terminal, _ERRORS_FD)
