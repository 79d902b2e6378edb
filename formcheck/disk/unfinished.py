"""A hidden folder of our own for unfinished results.

Each one gets a new, unique name; a mark in it shows later that it is ours, and a lock that a
process still uses it. A folder without the mark is the user's, whatever its name, and is left
alone.
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
"""The names that the tempfile module makes from the prefix."""

_MARK: Final = ".formcheck"
_MARKED: Final = "Results that formcheck is writing. It deletes this folder itself.\n"
_LOCK: Final = ".lock"


@contextmanager
def unfinished_folder(inside: Path) -> Generator[Path]:
    """Yield a new hidden folder inside another one; it is deleted at the end.

    Folders that killed programs left there are deleted first.

    Raises
    ------
    OSError
        The folder cannot be made.
    """
    for left in inside.iterdir():  # left by killed programs: ours, and unused
        if _is_ours(left) and _locked(old := FileLock(left / _LOCK)):
            old.release()
            shutil.rmtree(left, ignore_errors=True)
    made = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=inside))
    lock = FileLock(made / _LOCK)
    try:
        # Marked only once locked, so that nobody takes it for a left-over in between. Where locks
        # are impossible there is no mark, and a killed program's folder stays.
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
