"""Temporary folders that go with the process that made them, or at the next start if it is killed.

Each holds a file that says whose it is, held as long as its owner lives
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
"""Without it a folder of such a name may be anybody's, and is left alone."""

_TRIES: Final = 3
"""A start of another process may take a folder for a left one before it is held."""


class Scratch(Closing):
    """A new temporary folder that only this user can read; it goes with all that is in it.

    It goes with ``close``, or when nobody holds this any more, or when the program ends; or at
    the next start, where the program was killed. Also a context manager.

    Parameters
    ----------
    purpose
        What it is for, small letters, as part of its name; empty for all and everything.

    Raises
    ------
    OSError
        It cannot be made.
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
    """Remove the temporary folders of runs that were killed.

    Only folders of ours and this user's: such as hold the mark of an owner who is gone. One that
    cannot be removed stays.
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
        if os.name == "nt":  # where nothing that is open can be removed
            owner.close()
        shutil.rmtree(folder, ignore_errors=True)  # links in it go, and not what they lead to


def _mark(folder: Path) -> os.stat_result:
    return (folder / _OWNER).lstat()


def _is_mine(about: os.stat_result, kind: int) -> bool:
    """Whether something is of a kind, by itself and not by a link, and belongs to this user."""
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
        # Where the disk knows of no holding, nobody takes a folder for a left one either.
        if (held or not left) and (path / _OWNER).exists():
            return path, owner
        owner.close()
    raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT))


def _remove(path: Path, owner: BinaryIO) -> None:
    if os.name == "nt":
        owner.close()
    shutil.rmtree(path, ignore_errors=True)
    owner.close()
