"""Where results go: a folder of its own for every video, and files that are whole or not there."""

import contextlib
import json
import os
import shutil
from collections.abc import Generator, Iterable
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from formcheck.disk_trouble import told
from formcheck.errors import OutputError
from formcheck.plain_files import read_plain

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

_UNFINISHED: Final = ".part"

_NAMELESS: Final = "recording"
"""The folder of a video whose name is dots alone."""

_DEVICES: Final = frozenset(
    {"CON", "PRN", "AUX", "NUL", *(f"{port}{n}" for port in ("COM", "LPT") for n in range(1, 10))}
)
"""Names that Windows keeps for itself, in every folder."""


def address_of(video: Path) -> str:
    """Return a video's full path as a report names it: Unicode, whatever the file system holds."""
    return os.fsencode(video.absolute()).decode("utf-8", "replace")


def choose_folder(out: Path, video: Path, *, taken: Iterable[Path] = ()) -> Path:
    """Return the folder for a video's results: ``out/stem``, or ``out/stem-2`` and so on.

    Where the stem is no name for a folder (dots alone, or a device on Windows), one like it is
    taken.

    A folder is taken when it is among ``taken`` or holds results that its ``report.json`` does
    not say to be about this very video. Reviewing a video again gives its folder again.

    Raises
    ------
    OutputError
        It cannot be seen what is in ``out``.
    """
    used = set(taken)
    name = _folder_name(video)
    folder, number = out / name, 1
    with _explained(out):
        while folder in used or not _may_hold(folder, video):
            number += 1
            folder = out / f"{name}-{number}"
    return folder


def _folder_name(video: Path) -> str:
    """Return the stem of a video, made a name that any system takes for a new folder.

    Two dots are the folder above; Windows leaves out dots and spaces at a name's end, and takes
    some names, whatever follows their first dot, for devices.
    """
    name = video.stem.rstrip(". ") or _NAMELESS
    return f"_{name}" if name.partition(".")[0].strip().upper() in _DEVICES else name


def _may_hold(folder: Path, video: Path) -> bool:
    if not any((folder / name).exists() for name in _OURS):
        return True
    try:
        about = json.loads(read_plain(folder / REPORT))["video"]["path"]
    except (OSError, ValueError, KeyError, TypeError):
        return False
    return bool(about == address_of(video))


@contextmanager
def results_of(folder: Path) -> Generator[Path]:
    """Give a hidden folder to write results into; in the end they move to ``folder`` together.

    What an earlier review left there and this one has not goes then. Left by an exception,
    nothing new is in ``folder``, and there is no ``folder`` where there was none.

    Raises
    ------
    OutputError
        The folder cannot be made, or the results cannot be moved to it.
    """
    unfinished = folder / _UNFINISHED
    with _explained(folder):
        was_there = folder.exists()
        unfinished.mkdir(parents=True, exist_ok=True)  # a killed review may have left it
    try:
        yield unfinished
        with _explained(folder):
            _move(unfinished, folder)
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
        if not was_there:
            with contextlib.suppress(OSError):  # it holds the results
                folder.rmdir()


def _move(unfinished: Path, folder: Path) -> None:
    for name in _OURS:
        if (unfinished / name).exists():
            (unfinished / name).replace(folder / name)
        else:
            (folder / name).unlink(missing_ok=True)


class NewFile:
    """A text file that appears under its name when it is finished, and only then.

    A context manager: leaving it normally finishes the file, leaving it by an exception leaves
    what was there before. Line ends are written as given, as the csv module needs.

    Parameters
    ----------
    path
        The file; one already there is replaced in the end.

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
