"""Where what belongs to a person is kept, and files that are whole or not there."""

import errno
import os
import stat
from pathlib import Path
from typing import Final

import platformdirs

from formcheck.disk.parts import new_part
from formcheck.disk.trouble import told
from formcheck.errors import OutputError

__all__ = [
    "ANOTHER_FOLDER",
    "check_place",
    "data_folder",
    "is_gone",
    "is_systems_own",
    "write_whole",
]

ANOTHER_FOLDER: Final = "name another folder with --data or in FORMCHECK_DATA"
"""What helps where nothing can be kept."""

_TRIES: Final = 3
"""A part that is deleted while it is written is written again; deleting takes two rounds."""


def data_folder() -> Path:
    """Return the folder for a person's own data: ``FORMCHECK_DATA``, or the system's own.

    It need not exist yet.
    """
    if named := os.environ.get("FORMCHECK_DATA"):
        return Path(named)
    return platformdirs.user_data_path("formcheck", appauthor=False)


def is_systems_own(folder: Path) -> bool:
    """Whether a folder is the one that nobody named: only formcheck makes that."""
    return not os.environ.get("FORMCHECK_DATA") and folder == data_folder()


def is_gone(path: Path) -> bool:
    """Whether there is nothing of this name; not so where that cannot be seen."""
    try:
        path.lstat()
    except FileNotFoundError:
        return True
    except OSError:
        return False
    return False


def check_place(folder: Path) -> None:
    """Make sure that something can be kept in a folder, or that it can be made; nothing is written.

    Raises
    ------
    OutputError
        It is no folder, or nothing can be read or written there.
    """
    there = folder
    try:
        while not os.path.lexists(there):
            there = there.parent
        if not stat.S_ISDIR(there.stat().st_mode):
            raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR))
        effective = os.access in os.supports_effective_ids
        if not os.access(there, os.R_OK | os.W_OK | os.X_OK, effective_ids=effective):
            read_only = hasattr(os, "statvfs") and os.statvfs(there).f_flag & os.ST_RDONLY
            number = errno.EROFS if read_only else errno.EACCES
            raise OSError(number, os.strerror(number))  # noqa: TRY301
    except OSError as error:
        raise told(
            OutputError, "nothing can be kept", error, where=folder, otherwise=ANOTHER_FOLDER
        ) from error


def write_whole(path: Path, content: str | bytes, *, again: bool = False) -> bool:
    """Write a file that is there whole or not at all, whatever ends the process meanwhile.

    Its folder is made; one that is there is replaced. Only its owner may read it.

    Parameters
    ----------
    path
        The file.
    content
        What it will hold.
    again
        Whether it was there before: then it is not brought back where it has been deleted, even
        while this is writing.

    Returns
    -------
    bool
        False where it has been deleted and was not brought back.

    Raises
    ------
    OutputError
        The folder cannot be made, or the file cannot be written.
    """
    whole = content.encode() if isinstance(content, str) else content
    for left in reversed(range(_TRIES)):
        if again and is_gone(path):
            break
        try:
            return _written(path, whole, again=again)
        except OSError as error:
            # The part was deleted, or the folder when it was empty.
            if not (isinstance(error, FileNotFoundError) and left):
                said = "this cannot be kept"
                raise told(
                    OutputError, said, error, where=path, otherwise=ANOTHER_FOLDER
                ) from error
    return False


def _written(path: Path, content: bytes, *, again: bool) -> bool:
    if not again:
        path.parent.mkdir(parents=True, exist_ok=True)
    with new_part(path) as (file, part):
        file.write(content)
        file.flush()
        # Else a power cut after the move can leave an empty file under the final name.
        os.fsync(file.fileno())
        if os.name == "nt":  # where nothing that is open can be moved
            file.close()
        # Whoever deletes looks for parts first, then for files, and then for both again. So a file
        # that is seen here is deleted later than its part could be moved, or the part is.
        if again and is_gone(path):
            return False
        part.replace(path)
    return True
