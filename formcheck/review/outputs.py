"""Writes results: every video gets its own folder, and files are whole or not there."""

import contextlib
import errno
import json
import os
from collections.abc import Generator, Iterable, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from formcheck.disk.names import plain_stem
from formcheck.disk.plain import read_plain
from formcheck.disk.trouble import told
from formcheck.disk.unfinished import unfinished_folder
from formcheck.errors import OutputError

__all__ = [
    "ANNOTATED",
    "DEFAULT_FOLDER",
    "MEASURES_TABLE",
    "REPORT",
    "REPS_TABLE",
    "NewFile",
    "address_of",
    "choose_folder",
    "results_of",
]

DEFAULT_FOLDER: Final = Path("formcheck-out")
ANNOTATED: Final = "annotated.mp4"
REPORT: Final = "report.json"
REPS_TABLE: Final = "reps.csv"
MEASURES_TABLE: Final = "measures.csv"

_OURS: Final = (REPORT, REPS_TABLE, MEASURES_TABLE, ANNOTATED)
"""The report comes first: if the machine stops between two moves, it names the others' video."""


def address_of(video: Path) -> str:
    """Return a video's full path as a report names it, always in valid Unicode."""
    return os.fsencode(video.absolute()).decode("utf-8", "replace")


def choose_folder(out: Path, video: Path, *, taken: Iterable[Path] = ()) -> Path:
    """Return the folder for a video's results: ``out/stem``, or ``out/stem-2`` and so on.

    The folder lies directly in ``out``, whatever the video's name: if the stem cannot name a
    folder, :func:`formcheck.disk.names.plain_stem` makes a name of it.

    A folder is taken if it is among ``taken``, if it holds results and its ``report.json`` does
    not name this very video, or if it is a file or a link to another place. Reviewing a video
    again returns the same folder.

    Raises
    ------
    OutputError
        ``out`` cannot be listed.
    """
    used = set(taken)
    name = plain_stem(video)
    folder, number = out / name, 1
    with _explained(out):
        while folder in used or not _may_hold(folder, video):
            number += 1
            folder = out / f"{name}-{number}"
    return folder


def _may_hold(folder: Path, video: Path) -> bool:
    """Return whether the results may go there: it is no link and holds no other results."""
    if folder.is_symlink():
        return False
    if folder.exists() and not (
        # Windows has links that do not count as links: a folder must lie where its name says.
        folder.is_dir() and folder.resolve().parent == folder.parent.resolve()
    ):
        return False
    if not any((folder / name).exists() for name in _OURS):
        return True
    try:
        about = json.loads(read_plain(folder / REPORT))["video"]["path"]
    except (OSError, ValueError, KeyError, TypeError):
        return False
    return bool(about == address_of(video))


@contextmanager
def results_of(folder: Path, names: Sequence[str] = _OURS) -> Generator[Path]:
    """Give a hidden folder to write results into; at the end they move to ``folder`` together.

    The move also deletes an earlier review's results that this one lacks. After an exception,
    ``folder`` holds nothing new, and does not exist if it did not before.

    Parameters
    ----------
    folder
        Where the results go; made if missing.
    names
        The names of result files; no other file is moved, replaced or deleted.

    Raises
    ------
    OutputError
        The folder cannot be made, or the results cannot be moved to it.
    """
    with contextlib.ExitStack() as stack:
        with _explained(folder):
            if _made(folder):
                stack.callback(_remove_if_empty, folder)
            unfinished = stack.enter_context(unfinished_folder(folder))
        yield unfinished
        with _explained(folder):
            for name in names:
                if (unfinished / name).exists():
                    (unfinished / name).replace(folder / name)
                else:
                    (folder / name).unlink(missing_ok=True)


def _made(folder: Path) -> bool:
    """Make a folder; return whether it was missing."""
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        folder.mkdir()
    except FileExistsError as error:
        if folder.is_dir():
            return False
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR)) from error
    return True


def _remove_if_empty(folder: Path) -> None:
    with contextlib.suppress(OSError):  # it holds the results
        folder.rmdir()


class NewFile:
    """A text file that appears under its name only once it is finished.

    A context manager: a normal exit finishes the file, an exception keeps the earlier file.
    Line ends are written as given, as the csv module needs.

    Parameters
    ----------
    path
        The file, in a folder that :func:`results_of` gave. While it is written it has a hidden
        name beside it, which no other file may have. At the end it replaces an earlier file.

    Raises
    ------
    OutputError
        The file cannot be written or finished.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._partial = path.with_name(f".{path.name}.part")
        with _explained(path):
            self._file = self._partial.open("w", encoding="utf-8", newline="")

    def write(self, text: str) -> int:
        """Add text."""
        with _explained(self._path):
            return self._file.write(text)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        try:
            with _explained(self._path):
                self._file.close()
                if kind is None:
                    self._partial.replace(self._path)
        finally:
            with contextlib.suppress(OSError):  # the folder itself may be gone
                self._partial.unlink(missing_ok=True)


@contextmanager
def _explained(path: Path) -> Generator[None]:
    """Turn the system's error into an `OutputError`."""
    try:
        yield
    except OSError as error:
        otherwise = "choose another folder with --out"
        raise told(
            OutputError, "cannot be written", error, where=path, otherwise=otherwise
        ) from error
