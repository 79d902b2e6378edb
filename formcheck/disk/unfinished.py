"""A hidden folder of our own for results that are not whole yet.

Each one gets a new name that nobody else has; a mark in it says later that it is ours, and a lock
that somebody is still at it. A folder without the mark is somebody's, whatever its name, and is
left alone.
"""

import contextlib
import re
import shutil
import stat
import tempfile
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from filelock import FileLock, Timeout

__all__ = ["unfinished_folder"]

_PREFIX: Final = ".formcheck-unfinished-"
_NAME: Final = re.compile(re.escape(_PREFIX) + r"[a-z0-9_]{8}")
"""What the tempfile module makes of the prefix."""

_MARK: Final = ".formcheck"
_MARKED: Final = "Results that formcheck is writing. It deletes this folder itself.\n"
_LOCK: Final = ".lock"


@contextmanager
def unfinished_folder(inside: Path) -> Generator[Path]:
    """Give a new hidden folder inside another one; it is deleted in the end.

    Those that killed programs left there are deleted first.

    Raises
    ------
    OSError
        It cannot be made.
    """
    for left in inside.iterdir():  # what killed programs left: ours, and nobody at it any more
        if _is_ours(left) and _locked(old := FileLock(left / _LOCK)):
            old.release()
            shutil.rmtree(left, ignore_errors=True)
    made = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=inside))
    lock = FileLock(made / _LOCK)
    try:
        # Marked only once it is locked: nobody takes it for a left-over in between. Where nothing
        # can be locked there is no mark, and what a killed program leaves stays.
        if _locked(lock):
            (made / _MARK).write_text(_MARKED, encoding="utf-8")
        yield made
    finally:
        lock.release()
        shutil.rmtree(made, ignore_errors=True)


def _is_ours(path: Path) -> bool:
    if not _NAME.fullmatch(path.name):
        return False
    try:
        folder, mark, lock = (each.lstat().st_mode for each in (path, path / _MARK, path / _LOCK))
        ours = stat.S_ISDIR(folder) and stat.S_ISREG(mark) and stat.S_ISREG(lock)
        return ours and (path / _MARK).read_bytes() == _MARKED.encode()
    except OSError:
        return False


def _locked(lock: FileLock) -> bool:
    with contextlib.suppress(OSError, NotImplementedError, Timeout):
        lock.acquire(blocking=False)
    return lock.is_locked
