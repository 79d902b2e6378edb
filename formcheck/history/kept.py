"""Lists and deletes what formcheck keeps of a person on this computer."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from formcheck.disk.trouble import told, told_reading
from formcheck.errors import OutputError
from formcheck.history.data_folder import data_folder, is_gone, is_systems_own
from formcheck.history.fault_pictures import picture_paths
from formcheck.history.person_file import damaged_copies, nobody_changes, person_paths
from formcheck.history.set_files import set_paths
from formcheck.words.catalogue import Words

__all__ = ["Kept", "forget", "forget_everything", "what_is_kept"]

_ROUNDS: Final = 2
"""The second round deletes what was being written during the first; see write_whole."""

_PART: Final = ".part"
_LOCK: Final = ".lock"


@dataclass(frozen=True, slots=True)
class _Kind:
    """One kind of kept data: the texts for its name and amount, and its place."""

    name: str
    counted: str
    place: str
    paths: Callable[[Path], Iterator[Path]]


_SETS: Final = _Kind("kept-kind-sets", "kept-sets", "sets", set_paths)
_PICTURES: Final = _Kind("kept-kind-pictures", "kept-pictures", "pictures", picture_paths)
_PERSON: Final = _Kind("kept-kind-person", "", "person.json", person_paths)
_KINDS: Final = (_SETS, _PICTURES, _PERSON)


@dataclass(frozen=True, slots=True)
class Kept:
    """Kept data of one kind: its folder or file, and its amount.

    ``count`` is the number of sets or pictures, ``damaged`` the names of damaged copies set aside,
    and ``linked`` is whether the place is a link to another.
    """

    kind: _Kind
    place: Path
    count: int = 0
    damaged: tuple[str, ...] = ()
    linked: bool = False

    def name(self, words: Words) -> str:
        """Return the kind's name in words."""
        return words(self.kind.name)

    def amount(self, words: Words) -> str:
        """Return the amount in words; empty where there is nothing to count."""
        if self.linked:
            return words("kept-link")
        if self.kind is _PERSON:
            return words("kept-damaged", names=", ".join(self.damaged)) if self.damaged else ""
        return words(self.kind.counted, count=self.count) if self.count else words("kept-left-over")


def what_is_kept(folder: Path | None = None) -> list[Kept]:
    """Return all kept data; nothing where nothing was ever kept.

    Raises
    ------
    OutputError
        The folder cannot be read, or is no folder.
    """
    folder = data_folder() if folder is None else folder
    try:
        return [found for kind in _KINDS if (found := _found(kind, folder)) is not None]
    except OSError as error:
        said = "What is kept can't be looked at"
        raise told_reading(OutputError, said, error, where=folder) from error


def _found(kind: _Kind, folder: Path) -> Kept | None:
    place = folder / kind.place
    paths = [path for path in kind.paths(place) if path.suffix != _LOCK]
    if not paths:
        return None
    damaged = damaged_copies(place) if kind is _PERSON else ()
    return Kept(
        kind,
        place,
        count=sum(path.is_file() and path.suffix != _PART for path in paths),
        damaged=tuple(path.name for path in damaged),
        linked=place.is_symlink(),
    )


def forget(kept: Kept) -> tuple[OutputError, ...]:
    """Delete kept data of one kind, and return an error for each reason why some is left."""
    return _deleted([(kept.kind, kept.place)])


def forget_everything(folder: Path | None = None) -> tuple[OutputError, ...]:
    """Delete all kept data, and return an error for each reason why some is left.

    The folder itself is deleted if it is the default one and empty by then.
    """
    folder = data_folder() if folder is None else folder
    troubles = _deleted([(kind, folder / kind.place) for kind in _KINDS])
    if is_systems_own(folder):
        _remove_if_empty(folder)
    return troubles


def _deleted(things: Sequence[tuple[_Kind, Path]]) -> tuple[OutputError, ...]:
    led = [trouble for _, place in things if (trouble := _led_by(place)) is not None]
    with ExitStack() as stack:
        for kind, place in things:
            if kind is _PERSON and not is_gone(place.parent):
                stack.enter_context(nobody_changes(place))
        _one_round(things)
    # Again without a lock: some systems delete no locked file.
    for _ in range(_ROUNDS - 1):
        left = _one_round(things)
    return (*led, *left)


def _led_by(place: Path) -> OutputError | None:
    """Return an error for a link in place of kept data: it is deleted, but not its target."""
    with suppress(OSError):
        if place.is_symlink():
            return OutputError(
                f"{place.name} was a link: it is gone, and what it leads to was left alone",
                where=str(place.readlink()),
                to_do="Delete that yourself if it holds what formcheck kept",
            )
    return None


def _one_round(things: Sequence[tuple[_Kind, Path]]) -> list[OutputError]:
    troubles = _Troubles()
    for kind, place in things:
        for path in troubles.noted(kind.paths(place), place):
            troubles.remove(path)
        if kind is not _PERSON:
            _remove_if_empty(place)
    return troubles.told()


class _Troubles:
    """Deletes paths one by one, and notes those that could not be deleted, and why."""

    def __init__(self) -> None:
        self._found: dict[str, tuple[OutputError, int]] = {}

    def noted(self, paths: Iterator[Path], place: Path) -> Iterator[Path]:
        """Return the paths found up to the first unreadable folder, and note its error."""
        found: list[Path] = []
        try:
            found.extend(paths)
        except OSError as error:
            self._note(error, place)
        return iter(found)

    def remove(self, path: Path) -> None:
        """Delete a file, a link (never its target), or an empty folder."""
        try:
            if path.is_dir() and not path.is_symlink():
                path.rmdir()
            else:
                path.unlink(missing_ok=True)
        except FileNotFoundError:
            return
        except OSError as error:
            self._note(error, path)

    def _note(self, error: OSError, path: Path) -> None:
        trouble = told(OutputError, "This can't be deleted", error, where=path)
        first, count = self._found.get(trouble.what, (trouble, 0))
        self._found[trouble.what] = (first, count + 1)

    def told(self) -> list[OutputError]:
        """Return one error for each reason, with the first place and how many more there are."""
        return [
            OutputError(
                error.what,
                where=f"{error.where} and {count - 1} more" if count > 1 else error.where,
                to_do=error.to_do,
            )
            for error, count in self._found.values()
        ]


def _remove_if_empty(folder: Path) -> None:
    with suppress(OSError):  # not empty, or not there
        if not folder.is_symlink():
            folder.rmdir()
