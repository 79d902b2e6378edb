"""The folder for a person's data, and the writing of whole files."""

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
"""The advice where nothing can be kept."""

_TRIES: Final = 3
"""Attempts to write: a part deleted meanwhile is written again; deleting takes two rounds."""


def data_folder() -> Path:
    """Return the folder for a person's own data: ``FORMCHECK_DATA``, or the system's own.

    It need not exist yet.
    """
    if named := os.environ.get("FORMCHECK_DATA"):
        return Path(named)
    return platformdirs.user_data_path("formcheck", appauthor=False)


def is_systems_own(folder: Path) -> bool:
    """Whether a folder is the default one, which only formcheck makes."""
    return not os.environ.get("FORMCHECK_DATA") and folder == data_folder()


def is_gone(path: Path) -> bool:
    """Whether a path does not exist; False where that cannot be found out."""
    try:
        path.lstat()
    except FileNotFoundError:
        return True
    except OSError:
        return False
    return False


def check_place(folder: Path) -> None:
    """Check that a folder is usable or can be made, without writing anything.

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
    """Write a file whole or not at all, even if the process is killed meanwhile.

    Makes the folder and replaces an existing file. Only its owner may read it.

    Parameters
    ----------
    path
        The file.
    content
        Its new content.
    again
        Whether the file was there before: if somebody has deleted it since, even during this
        call, it is not brought back.

    Returns
    -------
    bool
        False if the file was deleted and is not brought back.

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
            # Somebody deleted the part, or the empty folder.
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
        if os.name == "nt":  # Windows moves no open file
            file.close()
        # Deleting searches parts first, then files, and then both again. So if the file is seen
        # here, it is deleted only after its part was moved, or the part is deleted.
        if again and is_gone(path):
            return False
        part.replace(path)
    return True
