"""The person's file: answers before exercising, practised exercises, settings.

One small JSON file, ``person.json`` in the data folder, that only its owner can read.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Final, Literal

from filelock import FileLock, Timeout
from pydantic import Field, ValidationError

from formcheck.disk.parts import parts_in
from formcheck.disk.plain import read_plain
from formcheck.disk.trouble import told, told_reading
from formcheck.errors import FormCheckError, OutputError
from formcheck.exercise.spec.vocabulary import Identifier, Strict
from formcheck.history.data_folder import ANOTHER_FOLDER, data_folder, is_gone, write_whole
from formcheck.offer.answers import Health
from formcheck.specs.own_range import BackRange

__all__ = [
    "LoadedPerson",
    "PersonFile",
    "Preferences",
    "change_person",
    "damaged_copies",
    "load_person",
    "nobody_changes",
    "person_path",
    "person_paths",
    "save_person",
]

VERSION: Final = 2
"""Version of the file's form; formcheck reads no later one, so that it loses nothing in it."""

LOCKED_S: Final = 5.0
"""Writing takes milliseconds; a longer wait means that something hangs (team choice)."""

MAX_DAMAGED: Final = 3
"""Damaged files kept aside: somebody who wants to look at one, or to have it repaired, wants one of
the last. More would only be more copies of their answers (team choice)."""

_DAMAGED: Final = re.compile(r"\.damaged-(\d{1,9})")


class Preferences(Strict):
    """How the page speaks and shows; ``volume`` 0 to 1, ``rate`` 1 is the voice's own speed.

    With ``reduced_talk`` praise and numbers are heard as tones alone.
    """

    volume: float = Field(default=1.0, ge=0, le=1)
    rate: float = Field(default=1.0, ge=0.5, le=2)
    muted: bool = False
    text_scale: float = Field(default=1.0, ge=0.5, le=3)
    high_contrast: bool = False
    colour: bool = True
    reduced_talk: bool = False


class PersonFile(Strict):
    """All that is kept of the person who uses this computer.

    ``practised`` are the ids of exercises gone through before; ``helpless`` tells of each
    exercise how often each of its checks was cued in vain
    (:attr:`formcheck.exercise.session.Session.helpless`). ``back_range_deg`` is how far their back
    rounds, once that was found (:mod:`formcheck.specs.own_range`). ``told_rounding`` is whether
    they have been told what a rounded back means.
    """

    version: Literal[2] = VERSION
    health: Health = Health()
    practised: Annotated[tuple[Identifier, ...], Field(strict=False)] = ()
    helpless: Mapping[Identifier, Mapping[Identifier, Annotated[int, Field(ge=0)]]] = {}
    settings: Preferences = Preferences()
    back_range_deg: BackRange | None = None
    told_rounding: bool = False


@dataclass(frozen=True, slots=True)
class LoadedPerson:
    """A person's file, and the name of their damaged file set aside; empty if it was readable."""

    person: PersonFile
    aside: str = ""


def person_path() -> Path:
    """Return the path of the person's file, which need not exist yet."""
    return data_folder() / "person.json"


def damaged_copies(path: Path) -> tuple[Path, ...]:
    """Return a person's damaged files set aside, the oldest first.

    Raises
    ------
    OSError
        Their folder exists and cannot be read.
    """
    try:
        names = [each.name for each in path.parent.iterdir()]
    except FileNotFoundError:
        return ()
    numbers = {name: _damaged_number(path, name) for name in names}
    found = sorted((number, name) for name, number in numbers.items() if number)
    return tuple(path.with_name(name) for _, name in found)


def person_paths(path: Path) -> Iterator[Path]:
    """Yield all files of a person: parts, the file itself, damaged ones, and its lock.

    Parts come first: :func:`~formcheck.history.data_folder.write_whole` relies on their deletion
    before the files'.

    Raises
    ------
    OSError
        Their folder exists and cannot be read.
    """
    yield from parts_in(path.parent, of=path.name)
    for found in (path, *damaged_copies(path), _lock_path(path)):
        if not is_gone(found) and (found.is_symlink() or not found.is_dir()):
            yield found


@contextmanager
def nobody_changes(path: Path) -> Iterator[None]:
    """Keep others from changing a person's file while it is deleted, unless one of them hangs.

    Else one of them would write the file again that it read before.
    """
    with ExitStack() as stack:
        with suppress(FormCheckError):  # deleting reports the error
            stack.enter_context(_locked(path))
        yield


def load_person(path: Path) -> LoadedPerson:
    """Return the person in a file; a new one where there is no file.

    A damaged file is set aside under another name, and the person starts new; the last three
    damaged files are kept.

    Raises
    ------
    FormCheckError
        The file cannot be read, or was written by a later formcheck.
    """
    if (person := _read(path)) is not None:
        return LoadedPerson(person)
    with _locked(path):
        return _load(path)


def save_person(path: Path, person: PersonFile) -> None:
    """Write or replace a person's file.

    Raises
    ------
    OutputError
        The file cannot be written.
    """
    with _locked(path):
        _save(path, person)


def change_person(
    path: Path, change: Callable[[PersonFile], PersonFile], *, again: bool = False
) -> LoadedPerson:
    """Read a person's file, change it and write it; no other process writes in between.

    Parameters
    ----------
    path
        The file.
    change
        Returns the changed person.
    again
        Whether there was a file before: if it has been deleted since, it is not brought back.

    Returns
    -------
    LoadedPerson
        The person as changed.

    Raises
    ------
    FormCheckError
        The file cannot be read or written, or was written by a later formcheck.
    """
    if again and is_gone(path):
        return LoadedPerson(PersonFile())
    with _locked(path):
        loaded = _load(path)
        person = change(loaded.person)
        _save(path, person, again=again)
    return LoadedPerson(person, loaded.aside)


def _save(path: Path, person: PersonFile, *, again: bool = False) -> None:
    write_whole(path, person.model_dump_json(indent=1), again=again)


def _load(path: Path) -> LoadedPerson:
    person = _read(path)
    return LoadedPerson(person) if person is not None else _set_aside(path)


def _read(path: Path) -> PersonFile | None:
    """Return the person in a file; a new one where there is no file, None if it is damaged."""
    try:
        text = read_plain(path)
    except FileNotFoundError:
        return PersonFile()
    except OSError as error:
        said = "what is kept of you cannot be read"
        raise told_reading(FormCheckError, said, error, where=path) from error
    if _version(text) > VERSION:
        raise FormCheckError(
            "this was written by a newer formcheck",
            where=str(path),
            to_do="Update formcheck, or move the file away to begin anew",
        )
    try:
        return PersonFile.model_validate_json(_of_now(text))
    except ValidationError:
        return None


def _of_now(text: bytes) -> bytes:
    """Return a file's text converted to the current version; an unreadable text unchanged.

    Version 1 has fewer answers: these are kept, and the page asks for the others.
    """
    if _version(text) != 1:
        return text
    try:
        person = json.loads(text)
        gate = person.pop("gate", {})
        told = gate.get("no_emergency_at")
        answers = {
            "cleared_at": told,
            "professional": gate.get("professional"),
            "pain": gate.get("pain"),
            "pain_at": told if gate.get("pain") is not None else None,
            "furthest": "calf" if gate.get("leg_pain") else None,  # "below the knee"
            "worse": gate.get("worse"),
            "worse_at": told if gate.get("worse") is not None else None,
        }
    except (ValueError, AttributeError, TypeError, RecursionError):
        return text
    return json.dumps({**person, "version": VERSION, "health": {"answers": answers}}).encode()


def _version(text: bytes) -> int:
    """Return the version that a file names; 0 where it names no valid one."""
    try:
        version = json.loads(text)["version"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return 0
    return version if isinstance(version, int) else 0


def _set_aside(path: Path) -> LoadedPerson:
    try:
        before = damaged_copies(path)
        number = 1 + (_damaged_number(path, before[-1].name) if before else 0)
        aside = path.with_name(f"{path.name}.damaged-{number}")
        path.replace(aside)
    except OSError as error:
        said = "what is kept of you is damaged and cannot be set aside"
        raise told(OutputError, said, error, where=path, otherwise="move this file away") from error
    for older in before[: len(before) + 1 - MAX_DAMAGED]:
        with suppress(OSError):  # it stays; deleting all data reports why
            older.unlink(missing_ok=True)
    return LoadedPerson(PersonFile(), aside.name)


def _damaged_number(path: Path, name: str) -> int:
    """Return the number of a damaged file set aside; 0 for other names."""
    found = _DAMAGED.fullmatch(name.removeprefix(path.name))
    return int(found[1]) if found and name.startswith(path.name) else 0


def _lock_path(path: Path) -> Path:
    return path.with_name(f"{path.name}.lock")


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    """Lock the file against other tabs and processes."""
    said = "what is kept of you cannot be opened for writing"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        lock = FileLock(_lock_path(path), timeout=LOCKED_S)
        lock.acquire()
    except Timeout as error:  # the same kind of error as the system's, without its number
        raise OutputError(
            said,
            where=str(path),
            to_do=f"Close other windows of formcheck, or {ANOTHER_FOLDER}",
        ) from error
    except OSError as error:
        raise told(OutputError, said, error, where=path, otherwise=ANOTHER_FOLDER) from error
    try:
        yield
    finally:
        lock.release()
