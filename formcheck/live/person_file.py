"""Who uses this computer: what was answered before exercising, what was practised, settings.

One small JSON file, ``person.json`` in the data folder, that only its owner can read.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from itertools import count
from pathlib import Path
from typing import Annotated, Final, Literal

from filelock import FileLock, Timeout
from pydantic import AwareDatetime, Field, ValidationError

from formcheck.errors import FormCheckError, OutputError
from formcheck.exercise.spec_vocabulary import Identifier, Profile, Strict
from formcheck.guide.guidance import RED_PAIN
from formcheck.live.data_folder import data_folder, write_whole
from formcheck.specs.own_range import BackRange

__all__ = [
    "Gate",
    "LoadedPerson",
    "Person",
    "Settings",
    "Worse",
    "change_person",
    "load_person",
    "person_path",
    "save_person",
]

VERSION: Final = 1
"""Of the file's form; a later one is not read, so that nothing in it is lost."""

LOCKED_S: Final = 5.0
"""Writing takes milliseconds; who waits longer waits for something that hangs (team choice)."""


class Worse(StrEnum):
    """What makes the pain worse, as the person says."""

    BENDING = "bending"
    ARCHING = "arching"
    NOT_SURE = "not_sure"


class Gate(Strict):
    """What was answered before exercising; None where it was not asked or not answered.

    ``no_emergency_at`` is when all of the emergency list was last answered with no, ``pain`` 0
    to 10.
    """

    no_emergency_at: AwareDatetime | None = None
    professional: bool | None = None
    pain: int | None = Field(default=None, ge=0, le=10)
    leg_pain: bool | None = None
    worse: Annotated[Worse | None, Field(strict=False)] = None

    @property
    def profiles(self) -> tuple[Profile, ...]:
        """What the answers mean for limits and dose, in the order of :class:`Profile`.

        With pain that nobody has looked at, or that is worse one does not know when, it is
        undiagnosed; from 6 on it is acute [S83].
        """
        pain = bool(self.pain) or self.leg_pain is True
        unknown = not self.professional or self.worse is Worse.NOT_SURE
        holds = {
            Profile.FLEXION_INTOLERANT: self.worse is Worse.BENDING,
            Profile.EXTENSION_INTOLERANT: self.worse is Worse.ARCHING,
            Profile.ACUTE: self.pain is not None and self.pain >= RED_PAIN,
            Profile.UNDIAGNOSED: pain and unknown,
        }
        return tuple(profile for profile in Profile if holds[profile])


class Settings(Strict):
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


class Person(Strict):
    """All that is kept of the person who uses this computer.

    ``practised`` are the ids of exercises gone through before; ``helpless`` tells of each
    exercise how often each of its checks was cued in vain
    (:attr:`formcheck.exercise.session.Session.helpless`). ``back_range_deg`` is how far their back
    rounds, once that was found (:mod:`formcheck.specs.own_range`). ``told_rounding`` is whether
    they have been told what a rounded back means.
    """

    version: Literal[1] = VERSION
    gate: Gate = Gate()
    practised: Annotated[tuple[Identifier, ...], Field(strict=False)] = ()
    helpless: Mapping[Identifier, Mapping[Identifier, Annotated[int, Field(ge=0)]]] = {}
    settings: Settings = Settings()
    back_range_deg: BackRange | None = None
    told_rounding: bool = False


@dataclass(frozen=True, slots=True)
class LoadedPerson:
    """A person, and what should be told of how their file could be read; empty if nothing."""

    person: Person
    note: str = ""


def person_path() -> Path:
    """Return the person's file; it need not exist yet."""
    return data_folder() / "person.json"


def load_person(path: Path) -> LoadedPerson:
    """Return what is kept of a person; nothing yet where there is no file.

    A damaged file is set aside under another name, and all begins anew.

    Raises
    ------
    FormCheckError
        The file cannot be read, or was written by a later formcheck.
    """
    if (person := _read(path)) is not None:
        return LoadedPerson(person)
    with _locked(path):
        return _load(path)


def save_person(path: Path, person: Person) -> None:
    """Write a person's file, replacing it.

    Raises
    ------
    OutputError
        It cannot be written.
    """
    with _locked(path):
        _save(path, person)


def change_person(path: Path, change: Callable[[Person], Person]) -> LoadedPerson:
    """Read a person's file, change it and write it, with nobody else writing in between.

    Returns
    -------
    LoadedPerson
        The person as changed.

    Raises
    ------
    FormCheckError
        The file cannot be read or written, or was written by a later formcheck.
    """
    with _locked(path):
        loaded = _load(path)
        person = change(loaded.person)
        _save(path, person)
    return LoadedPerson(person, loaded.note)


def _save(path: Path, person: Person) -> None:
    write_whole(path, person.model_dump_json(indent=1))


def _load(path: Path) -> LoadedPerson:
    person = _read(path)
    return LoadedPerson(person) if person is not None else _begun_anew(path)


def _read(path: Path) -> Person | None:
    """Return the person in a file, a new one where there is no file, None where it is damaged."""
    try:
        text = path.read_bytes()
    except FileNotFoundError:
        return Person()
    except OSError as error:
        raise FormCheckError(
            f"what is kept of you cannot be read: {error.strerror or error}",
            where=str(path),
            to_do="Check who may read this file",
        ) from error
    if _version(text) > VERSION:
        raise FormCheckError(
            "this was written by a newer formcheck",
            where=str(path),
            to_do="Update formcheck, or move the file away to begin anew",
        )
    try:
        return Person.model_validate_json(text)
    except ValidationError:
        return None


def _version(text: bytes) -> int:
    """Return the version a file says it has; 0 where it says none that could be."""
    try:
        version = json.loads(text)["version"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return 0
    return version if isinstance(version, int) else 0


def _begun_anew(path: Path) -> LoadedPerson:
    aside = next(
        name
        for number in count(1)
        if not (name := path.with_name(f"{path.name}.damaged-{number}")).exists()
    )
    try:
        path.replace(aside)
    except OSError as error:
        raise OutputError(
            f"what is kept of you is damaged and cannot be set aside: {error.strerror or error}",
            where=str(path),
            to_do="Move this file away",
        ) from error
    note = f"Your answers and settings could not be read and begin anew; they are in {aside.name}."
    return LoadedPerson(Person(), note)


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    """Hold the file against other tabs and processes."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        lock = FileLock(path.with_name(f"{path.name}.lock"), timeout=LOCKED_S)
        lock.acquire()
    except (OSError, Timeout) as error:
        raise OutputError(
            "what is kept of you cannot be opened for writing",
            where=str(path),
            to_do="Close other windows of formcheck, or name another folder in FORMCHECK_DATA",
        ) from error
    try:
        yield
    finally:
        lock.release()
