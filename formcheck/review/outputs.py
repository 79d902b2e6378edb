"""Where results go: a folder of its own for every video, and files that are whole or not there."""

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
"""The report first: it says whose the others are, should the machine stop between two moves."""


def address_of(video: Path) -> str:
    """Return a video's full path as a report names it: Unicode, whatever the file system holds."""
    return os.fsencode(video.absolute()).decode("utf-8", "replace")


def choose_folder(out: Path, video: Path, *, taken: Iterable[Path] = ()) -> Path:
    """Return the folder for a video's results: ``out/stem``, or ``out/stem-2`` and so on.

    It lies directly in ``out``, whatever the video is called: where the stem is no name for a
    folder, :func:`formcheck.disk.names.plain_stem` makes it one.

    A folder is taken when it is among ``taken``, when it holds results that its ``report.json``
    does not say to be about this very video, or when it is no folder but a file or a link to
    somewhere else. Reviewing a video again gives its folder again.

    Raises
    ------
    OutputError
        It cannot be seen what is in ``out``.
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
    """Whether the results may go there: no link, and nothing of anybody else is in it."""
    if folder.is_symlink():
        return False
    if folder.exists() and not (
        # Windows has links that are not called so: a folder must lie where its name says.
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
    """Give a hidden folder to write results into; in the end they move to ``folder`` together.

    What an earlier review left there and this one has not goes then. Left by an exception,
    nothing new is in ``folder``, and there is no ``folder`` where there was none.

    Parameters
    ----------
    folder
        Where the results go; made where there is none.
    names
        The files that are results; nothing else is moved, replaced or deleted.

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
    """Make a folder; return whether there was none."""
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
    """A text file that appears under its name when it is finished, and only then.

    A context manager: leaving it normally finishes the file, leaving it by an exception leaves
    what was there before. Line ends are written as given, as the csv module needs.

    Parameters
    ----------
    path
        The file, in a folder that :func:`results_of` gave: while it is written it has a hidden
        name beside it, which may not be anybody else's. One already there is replaced in the end.

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
    """Turn what the system says into an `OutputError`."""
    try:
        yield
    except OSError as error:
        otherwise = "choose another folder with --out"
        raise told(
            OutputError, "cannot be written", error, where=path, otherwise=otherwise
        ) from error
