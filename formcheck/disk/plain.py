"""Reading files that somebody names, and nothing but files: a pipe would be waited for in vain."""

import errno
import io
import os
import stat
from pathlib import Path

__all__ = ["open_plain", "read_plain"]

_AT_ONCE = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0)
"""Opening a pipe waits until somebody writes into it, which may be never; and no terminal that is
opened becomes this program's own. Windows knows neither and waits for none."""


def open_plain(path: Path) -> io.BufferedReader:
    """Open a file for reading bytes, if it is one.

    A link to a file is one too.

    Raises
    ------
    OSError
        It cannot be opened, or it is a folder, a pipe, a device or a socket; the number is then
        EISDIR or ENXIO.
    """
    _check(path.stat().st_mode, path)  # a device may do something just for being opened
    # Path.open takes no opener.
    file = open(path, "rb", opener=lambda name, flags: os.open(name, flags | _AT_ONCE))  # noqa: SIM115
    try:
        _check(os.fstat(file.fileno()).st_mode, path)  # something else may be there by now
    except OSError:
        file.close()
        raise
    return file


def read_plain(path: Path, most: int = -1) -> bytes:
    """Return what is in a file, or its first ``most`` bytes.

    Raises
    ------
    OSError
        As :func:`open_plain`, or it cannot be read.
    """
    with open_plain(path) as file:
        return file.read(most)


def _check(mode: int, path: Path) -> None:
    if stat.S_ISDIR(mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    if not stat.S_ISREG(mode):
        raise OSError(errno.ENXIO, os.strerror(errno.ENXIO), str(path))
