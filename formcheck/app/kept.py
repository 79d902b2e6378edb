"""What formcheck keeps of a person on this computer, and how to be rid of it."""

import shutil
from dataclasses import dataclass
from pathlib import Path

from formcheck.errors import OutputError
from formcheck.live.data_folder import data_folder

__all__ = ["Kept", "forget", "what_is_kept"]

_PARTS = {
    "sets": ("The numbers of your sets", "set", "sets"),
    "pictures": ("Pictures you asked to keep", "picture", "pictures"),
}
"""Folders, what is in them, and what one and several of it are called."""

_PERSON = "person.json"


@dataclass(frozen=True, slots=True)
class Kept:
    """Something that is kept: what it is, how much of it, and the paths it lies in."""

    name: str
    amount: str
    paths: tuple[Path, ...]


def what_is_kept(folder: Path | None = None) -> list[Kept]:
    """Return what is there; nothing where nothing was ever kept.

    Raises
    ------
    OutputError
        The folder may not be looked at.
    """
    folder = data_folder() if folder is None else folder
    try:
        return [*_folders(folder), *_person(folder)]
    except OSError as error:
        raise OutputError(
            f"What is kept can't be looked at: {error.strerror or error}", where=str(folder)
        ) from error


def _folders(folder: Path) -> list[Kept]:
    found = []
    for name, (words, one, several) in _PARTS.items():
        part = folder / name
        if count := sum(1 for path in part.glob("**/*") if path.is_file()):
            amount = f"{count} {one if count == 1 else several}"
            found.append(Kept(words, amount, (part,)))
    return found


def _person(folder: Path) -> list[Kept]:
    files = tuple(folder.glob(f"{_PERSON}*"))
    if not any(path.suffix != ".lock" for path in files):
        return []
    return [Kept("Your answers and settings", "", files)]


def forget(kept: Kept) -> None:
    """Delete something that is kept.

    Raises
    ------
    OutputError
        Some of it is still there.
    """
    for path in kept.paths:
        try:
            shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
        except OSError as error:
            raise OutputError(
                f"This can't be deleted: {error.strerror or error}",
                where=str(path),
                to_do="Close what else uses it, and try again",
            ) from error
