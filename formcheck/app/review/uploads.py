"""Checks and stores the recordings that somebody uploads.

A name is only shown on the page and in the report. It never becomes part of a path, and only
reading the file as a recording decides what is in it.
"""

import shutil
import weakref
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Final, Protocol

from formcheck.app.server.scratch import Scratch
from formcheck.disk.trouble import told
from formcheck.errors import OutputError, VideoError
from formcheck.printable import printable
from formcheck.video.reading import probe_recording

__all__ = ["ANOTHER_PLACE", "KINDS", "Stored", "Upload", "display_name", "none_left", "store"]

KINDS: Final = ("mp4", "mov", "m4v", "avi", "mkv", "webm", "mpg", "mpeg", "wmv", "3gp", "mts")
"""Extensions that phones, cameras and computers give their recordings."""

LONGEST_NAME: Final = 60
"""Letters of a name that fit on a line of a narrow page's heading."""

ANOTHER_PLACE: Final = "name another folder for temporary files in TMPDIR"
"""The advice where a recording, or a file beside it, cannot be written."""

_STORED_AS: Final = "recording"
_PIECE_BYTES: Final = 1 << 20


class Upload(Protocol):
    """A file as the page passes it on."""

    @property
    def name(self) -> str:
        """The browser's name for it; anything at all."""
        ...

    @property
    def size(self) -> int:
        """Bytes."""
        ...

    def read(self, length: int = -1, /) -> bytes:
        """Return its next bytes."""
        ...


class Stored:
    """A recording in a folder of its own that only this user can read.

    The folder is deleted by ``close``, when nothing refers to this object any more, or when the
    program ends (see :func:`none_left`).

    Parameters
    ----------
    name
        The recording's name, as people see it.
    """

    def __init__(self, name: str) -> None:
        self.name = name
        try:
            self._scratch = Scratch("upload")
        except OSError as error:
            raise _not_put_aside(error) from error
        self.folder = self._scratch.path
        _ALL.add(self)

    @property
    def video(self) -> Path:
        """The recording."""
        return self.folder / _STORED_AS

    def close(self) -> None:
        """Delete the recording and everything made of it."""
        self._scratch.close()


_ALL: Final[weakref.WeakSet[Stored]] = weakref.WeakSet()
"""All recordings that are stored now."""


@asynccontextmanager
async def none_left(app: object) -> AsyncGenerator[None]:
    """Delete every recording when the server ends.

    uvicorn handles the signal to end, and at its end sends it to itself once more: the signal kills
    the program, and Python's own clean-up does not run.
    """
    yield
    for stored in list(_ALL):
        stored.close()


def display_name(name: str) -> str:
    """Return a file's name without folders and without characters that would break a line."""
    base = PurePosixPath(PureWindowsPath(name).as_posix()).name
    shown = printable(base).strip() or _STORED_AS
    if len(shown) <= LONGEST_NAME:
        return shown
    stem, dot, kind = shown.rpartition(".")
    end = f"{dot}{kind}" if len(kind) < LONGEST_NAME // 2 else ""
    return f"{(stem if end else shown)[: LONGEST_NAME - len(end) - 1]}…{end}"


def store(upload: Upload, *, most_bytes: int) -> Stored:
    """Check an uploaded recording's name and size, store it, then check its content.

    Raises
    ------
    VideoError
        The file is empty, too large, not named like a recording, or not a recording.
    OutputError
        The file cannot be stored.
    """
    name = display_name(upload.name)
    _check_outside(upload, name, most_bytes)
    stored = Stored(name)
    try:
        _copy(upload, stored.video)
        probe_recording(stored.video)
    except VideoError as error:
        stored.close()
        raise VideoError(error.what, where=name, to_do=error.to_do) from error
    except BaseException:
        stored.close()
        raise
    return stored


def _check_outside(upload: Upload, name: str, most_bytes: int) -> None:
    if name.rpartition(".")[2].lower() not in KINDS:
        raise VideoError(
            "This is not called like a recording", where=name, to_do="Choose a video file"
        )
    if upload.size == 0:
        raise VideoError("There is nothing in this file", where=name, to_do="Copy it here again")
    if upload.size > most_bytes:
        raise VideoError(
            f"This recording is larger than {most_bytes / 1e6:.0f} MB",
            where=name,
            to_do="Cut it to one set, or record it at 720p",
        )


def _copy(upload: Upload, path: Path) -> None:
    try:
        with path.open("xb") as file:
            shutil.copyfileobj(upload, file, _PIECE_BYTES)
    except OSError as error:
        raise _not_put_aside(error) from error


def _not_put_aside(error: OSError) -> OutputError:
    said = "The recording cannot be put aside"
    return told(OutputError, said, error, otherwise=ANOTHER_PLACE)
