"""Reading files that the user names, and only regular files: a pipe might block forever."""

import errno
import io
import os
import stat
from pathlib import Path

__all__ = ["open_plain", "read_plain"]

_AT_ONCE = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0)
"""Flags for opening: without the first, opening a pipe waits until somebody writes into it, maybe
forever; the second keeps an opened terminal from becoming this program's own. Windows knows neither
and waits for none."""


def open_plain(path: Path) -> io.BufferedReader:
    """Open a regular file, or a link to one, for reading bytes.

    Raises
    ------
    OSError
        The file cannot be opened, or it is a folder, a pipe, a device or a socket; the number is
        then EISDIR or ENXIO.
    """
    _check(path.stat().st_mode, path)  # opening may act on a device
    # Path.open takes no opener.
    file = open(path, "rb", opener=lambda name, flags: os.open(name, flags | _AT_ONCE))  # noqa: SIM115
    try:
        _check(os.fstat(file.fileno()).st_mode, path)  # another file may have taken its place
    except OSError:
        file.close()
        raise
    return file


def read_plain(path: Path, most: int = -1) -> bytes:
    """Return a file's bytes, or the first ``most`` of them.

    Raises
    ------
    OSError
        As :func:`open_plain`, or the file cannot be read.
    """
    with open_plain(path) as file:
        return file.read(most)


def _check(mode: int, path: Path) -> None:
    if stat.S_ISDIR(mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    if not stat.S_ISREG(mode):
        raise OSError(errno.ENXIO, os.strerror(errno.ENXIO), str(path))
