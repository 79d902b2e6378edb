"""Files being written: hidden parts beside them, which a kill leaves behind.

A part bears the name of its file, ``.person.json.1k2j3h4g.part``, and the process that writes it
holds it (:mod:`formcheck.disk.holding`): so the part shows its file, and whether anybody will still
finish it.
"""

import os
import re
import stat
import tempfile
import time
from collections.abc import Generator, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO, Final

from formcheck.disk.holding import take_hold

__all__ = ["new_part", "parts_in", "remove_left_parts"]

_PART: Final = re.compile(r"\.(?:(?P<of>.+)\.)?[a-z0-9_]{8}\.part")
"""Up to version 0.2 a part's name had only the random letters."""

_OLDER_THAN_S: Final = 60.0
"""Age from which a part that nobody holds is a left-over, as earlier versions held none. Writing
one takes milliseconds, on the slowest disk less than a minute (team choice)."""


@contextmanager
def new_part(path: Path) -> Generator[tuple[BinaryIO, Path]]:
    """Yield a new part of a file, open for writing; at the end it is deleted unless moved.

    Only its owner may read it. Deleting the file deletes the part too: then moving the part raises
    FileNotFoundError.

    Raises
    ------
    OSError
        The part cannot be made.
    """
    number, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".part", dir=path.parent)
    part = Path(name)
    file = os.fdopen(number, "wb")
    try:
        take_hold(number)
        yield file, part
    finally:
        file.close()
        with suppress(OSError):  # it has moved, or the folder itself is gone
            part.unlink(missing_ok=True)


def parts_in(folder: Path, *, of: str = "") -> Iterator[Path]:
    """Yield the parts in a folder, or those of one file, and those of earlier versions.

    Raises
    ------
    OSError
        The folder exists but cannot be read.
    """
    try:
        names = sorted(path.name for path in folder.iterdir())
    except FileNotFoundError:
        return
    for name in names:
        part = _PART.fullmatch(name)
        if part is not None and part["of"] in ({of, None} if of else {part["of"]}):
            path = folder / name
            if not stat.S_ISDIR(path.lstat().st_mode):
                yield path


def remove_left_parts(folder: Path) -> None:
    """Remove the parts in a folder that no process writes any more."""
    with suppress(OSError):  # a later delete removes the rest, or reports why it cannot
        for part in list(parts_in(folder)):
            with suppress(OSError):
                if _is_left(part):
                    part.unlink(missing_ok=True)


def _is_left(part: Path) -> bool:
    about = part.lstat()
    if not stat.S_ISREG(about.st_mode):  # a link or a pipe: never written here
        return True
    name = _PART.fullmatch(part.name)
    if name is None or name["of"] is None:
        return time.time() - about.st_mtime > _OLDER_THAN_S
    number = os.open(part, os.O_RDWR | getattr(os, "O_NOFOLLOW", 0))
    try:
        return take_hold(number)
    finally:
        os.close(number)
