"""A disk's refusals in words: what happened to a file or folder, and what to do about it.

All code turns the system's errors into ours here, so that a user without permission to write is
not told to make room.
"""

import errno
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, TypeVar

from formcheck.errors import FormCheckError

__all__ = ["told", "told_reading"]

Told = TypeVar("Told", bound=FormCheckError)


@dataclass(frozen=True, slots=True)
class _Words:
    """What happened, and what to do about it when writing and when reading."""

    what: str
    writing: str
    reading: str = "Check the file and its disk"


_ROOM: Final = "Make room there"
_PLACE: Final = "Check that its folder is there"
_MAY: Final = "Check who may write there"
_MAY_READ: Final = "Check who may read it"
_FILE: Final = "Save it as a file and name that"
_DISK: Final = "Check the disk: it reports a fault"
_OTHERS: Final = "Close what else uses it, and try again"
_CLOSE: Final = "Close other programs, and try again"

_NO_FOLDER: Final = _Words("there is no such folder", _PLACE, "Check its name and folder")
_DENIED: Final = _Words("Permission denied", _MAY, _MAY_READ)
_FULL: Final = _Words("No space left on the disk", _ROOM, "Make room on the disk")
_NOT_A_FILE: Final = _Words("this is a pipe, a device or a socket, not a file", _FILE, _FILE)
_FAULT: Final = _Words("the disk reports a fault", _DISK, _DISK)
_MANY: Final = _Words("too many files are open", _CLOSE, _CLOSE)
_BUSY: Final = _Words("something else is using it", _OTHERS, _OTHERS)

_KNOWN: Final = {
    errno.ENOSPC: _FULL,
    errno.EDQUOT: _Words("your share of the disk is used up", _ROOM, "Make room on the disk"),
    errno.EFBIG: _Words("the file is larger than this disk takes", "Choose another disk"),
    errno.EACCES: _DENIED,
    errno.EPERM: _DENIED,
    errno.EROFS: _Words("this disk can only be read", "Allow writing to it"),
    errno.ENOENT: _NO_FOLDER,
    errno.ENOTDIR: _Words(
        "a file is where a folder should be", "Move that file away", "Check its name and folder"
    ),
    errno.EISDIR: _Words(
        "a folder is where a file should be", "Move that folder away", "Name a file in it"
    ),
    errno.EEXIST: _Words("something else of this name is there", "Move it away"),
    errno.ENOTEMPTY: _Words("the folder is not empty", "Move away what is in it"),
    errno.ENAMETOOLONG: _Words("its name is too long", "Choose a shorter name", "Shorten its name"),
    errno.ELOOP: _Words("its links lead in a circle", "Check the links in its path"),
    errno.EIO: _FAULT,
    errno.ENXIO: _NOT_A_FILE,
    errno.ENODEV: _NOT_A_FILE,
    errno.EMFILE: _MANY,
    errno.ENFILE: _MANY,
    errno.EBUSY: _BUSY,
    errno.ETXTBSY: _BUSY,
    getattr(errno, "ESTALE", errno.EIO): _FAULT,
}
"""Words by error number, since systems' own words differ, also by language."""

_MISSING_FILE: Final = "there is no such file"
_SAYS_NOTHING: Final = "the system does not say why"
_UNKNOWN: Final = _Words("", "Check that its folder is there, may be written and has room")


def told(
    kind: type[Told],
    said: str,
    error: Exception,
    *,
    where: Path | str = "",
    otherwise: str = "",
) -> Told:
    """Return our error for a write that the system refused, with what to do about it.

    Parameters
    ----------
    kind
        The class of the error.
    said
        The failed action, as "the poses cannot be kept".
    error
        The system's error: an OSError, or any error with an ``errno`` like one. For an unknown
        number, its own words are used.
    where
        The file or folder concerned.
    otherwise
        Another remedy, as "choose another folder with --out"; empty where there is none.
    """
    words = _words(error)
    return kind(f"{said}: {words.what}", where=str(where), to_do=_either(words.writing, otherwise))


def told_reading(
    kind: type[Told],
    said: str,
    error: Exception,
    *,
    where: Path | str = "",
    otherwise: str = "",
) -> Told:
    """Return our error for a read that the system refused; parameters as for :func:`told`."""
    words = _words(error)
    what = _MISSING_FILE if words is _NO_FOLDER else words.what
    return kind(f"{said}: {what}", where=str(where), to_do=_either(words.reading, otherwise))


def _words(error: Exception) -> _Words:
    number = getattr(error, "errno", None)
    known = _KNOWN.get(number) if isinstance(number, int) else None
    if known is not None:
        return known
    return replace(_UNKNOWN, what=getattr(error, "strerror", None) or str(error) or _SAYS_NOTHING)


def _either(to_do: str, otherwise: str) -> str:
    return f"{to_do}, or {otherwise}" if otherwise else to_do
