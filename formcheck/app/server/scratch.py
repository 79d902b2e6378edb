"""Temporary folders, deleted with the process that made them, or at the next start after a kill.

Each contains an owner file, which its owner holds as long as it lives
(:mod:`formcheck.disk.holding`).
"""

import errno
import os
import re
import shutil
import stat
import tempfile
import weakref
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import BinaryIO, Final

from formcheck.closing import Closing
from formcheck.disk.holding import take_hold

__all__ = ["Scratch", "remove_left_scratch"]

_PREFIX: Final = "formcheck-"
_NAME: Final = re.compile(r"formcheck-(?:[a-z]+-)?[a-z0-9_]{8}")
_OWNER: Final = ".formcheck-owner"
"""A folder without this file may be anybody's, whatever its name, and is left alone."""

_TRIES: Final = 3
"""Another process that starts may take a new folder for a left one before its owner holds it."""


class Scratch(Closing):
    """A new temporary folder that only this user can read.

    The folder and its contents are deleted by ``close``, when nothing refers to this object any
    more, or when the program ends; after a kill, at the next start. Also a context manager.

    Parameters
    ----------
    purpose
        Small letters that become part of its name; empty for general use.

    Raises
    ------
    OSError
        The folder cannot be made.
    """

    def __init__(self, purpose: str = "") -> None:
        prefix = f"{_PREFIX}{purpose}-" if purpose else _PREFIX
        self.path, self._owner = _made(prefix)
        self._removed = weakref.finalize(self, _remove, self.path, self._owner)

    @property
    def owner(self) -> int:
        """The open file, by its number, that holds the folder also for a child that has it."""
        return self._owner.fileno()

    def close(self) -> None:
        """Delete the folder and everything in it."""
        self._removed()


def remove_left_scratch() -> None:
    """Remove the temporary folders that killed runs left.

    Only folders of this user that contain the owner file of a process that is gone. A folder
    that cannot be removed stays.
    """
    with suppress(OSError):
        for path in Path(tempfile.gettempdir()).iterdir():
            if _NAME.fullmatch(path.name):
                with suppress(OSError):
                    _remove_if_left(path)


def _remove_if_left(folder: Path) -> None:
    if not (_is_mine(folder.lstat(), stat.S_IFDIR) and _is_mine(_mark(folder), stat.S_IFREG)):
        return
    with ExitStack() as held:
        owner = held.enter_context((folder / _OWNER).open("r+b"))
        if not take_hold(owner.fileno()):
            return
        if os.name == "nt":  # some systems remove no open file
            owner.close()
        shutil.rmtree(folder, ignore_errors=True)  # removes links, not their targets


def _mark(folder: Path) -> os.stat_result:
    return (folder / _OWNER).lstat()


def _is_mine(about: os.stat_result, kind: int) -> bool:
    """Whether a path is of a kind, itself and not by a link, and belongs to this user."""
    if stat.S_IFMT(about.st_mode) != kind:
        return False
    return not hasattr(os, "geteuid") or about.st_uid == os.geteuid()


def _made(prefix: str) -> tuple[Path, BinaryIO]:
    for left in reversed(range(_TRIES)):
        path = Path(tempfile.mkdtemp(prefix=prefix))
        try:
            owner = (path / _OWNER).open("xb")
        except OSError:
            shutil.rmtree(path, ignore_errors=True)
            if not left:
                raise
            continue
        held = take_hold(owner.fileno())
        # Where the disk supports no locks, nobody takes a folder for a left one either.
        if (held or not left) and (path / _OWNER).exists():
            return path, owner
        owner.close()
    raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT))


def _remove(path: Path, owner: BinaryIO) -> None:
    if os.name == "nt":
        owner.close()
    shutil.rmtree(path, ignore_errors=True)
    owner.close()
