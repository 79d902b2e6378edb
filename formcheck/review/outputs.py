"""Where results go: a folder of its own for every video, and files that are whole or not there."""

import contextlib
import json
from collections.abc import Generator, Iterable
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from formcheck.errors import OutputError

__all__ = [
    "ANNOTATED",
    "DEFAULT_FOLDER",
    "MEASURES_TABLE",
    "REPORT",
    "REPS_TABLE",
    "NewFile",
    "choose_folder",
    "made_folder",
]

DEFAULT_FOLDER: Final = Path("formcheck-out")
ANNOTATED: Final = "annotated.mp4"
REPORT: Final = "report.json"
REPS_TABLE: Final = "reps.csv"
MEASURES_TABLE: Final = "measures.csv"

_OURS: Final = (ANNOTATED, REPORT, REPS_TABLE, MEASURES_TABLE)


def choose_folder(out: Path, video: Path, *, taken: Iterable[Path] = ()) -> Path:
    """Return the folder for a video's results: ``out/stem``, or ``out/stem-2`` and so on.

    A folder is taken when it is among ``taken`` or holds results that its ``report.json`` does
    not say to be about this very video. Reviewing a video again gives its folder again.
    """
    used = set(taken)
    folder, number = out / video.stem, 1
    while folder in used or not _may_hold(folder, video):
        number += 1
        folder = out / f"{video.stem}-{number}"
    return folder


def _may_hold(folder: Path, video: Path) -> bool:
    if not any((folder / name).exists() for name in _OURS):
        return True
    try:
        about = json.loads((folder / REPORT).read_text(encoding="utf-8"))["video"]["path"]
    except (OSError, ValueError, KeyError, TypeError):
        return False
    return bool(about == str(video.absolute()))


@contextmanager
def made_folder(folder: Path) -> Generator[None]:
    """Make a folder where there is none; remove it if it is left empty by an exception.

    Raises
    ------
    OutputError
        The folder cannot be made.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _not_written(folder, error) from error
    try:
        yield
    except BaseException:
        with contextlib.suppress(OSError):  # it holds other files
            folder.rmdir()
        raise


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
        with self._explained():
            self._file = self._partial.open("w", encoding="utf-8", newline="")

    def write(self, text: str) -> int:
        """Add text."""
        with self._explained():
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
            with self._explained():
                self._file.close()
                if kind is None:
                    self._partial.replace(self._path)
        finally:
            with contextlib.suppress(OSError):  # the folder itself may be gone
                self._partial.unlink(missing_ok=True)

    @contextmanager
    def _explained(self) -> Generator[None]:
        try:
            yield
        except OSError as error:
            raise _not_written(self._path, error) from error


def _not_written(path: Path, error: OSError) -> OutputError:
    return OutputError(
        f"cannot be written: {error.strerror or error}",
        where=str(path),
        to_do="Make room there, or choose another folder with --out",
    )
