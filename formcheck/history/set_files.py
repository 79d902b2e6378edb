"""Saves sets as they happen, so that a closed tab or a kill loses nothing.

One JSON file for each set, replaced whole after every rep, hold and answer::

    sets/20261120T090512123456_hip_hinge_01.json

Names begin with the start of the exercise (UTC), so that they sort by time.
"""

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from fnmatch import fnmatch
from pathlib import Path
from typing import Final, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, ValidationError, field_validator

from formcheck.disk.parts import parts_in
from formcheck.disk.plain import read_plain
from formcheck.disk.trouble import told_reading
from formcheck.errors import FormCheckError, OutputError, UsageError
from formcheck.exercise.results.report import Report
from formcheck.exercise.spec.vocabulary import Identifier
from formcheck.guide.guidance import Answer, Plan
from formcheck.history.data_folder import data_folder, write_whole

__all__ = [
    "FoundSets",
    "SavedSet",
    "SetFile",
    "SetProgress",
    "find_sets",
    "load_set",
    "save_to",
    "set_paths",
    "sets_folder",
]

_IDENTIFIER: Final = re.compile(r"[a-z][a-z0-9_]{0,39}")
"""The form of spec ids; anything else could name a place outside the folder."""


@dataclass(frozen=True, slots=True)
class SetProgress:
    """The current state of a set, going on or finished.

    ``ended`` is the reason for its end, as :attr:`formcheck.guide.guidance.SetDone.ended`.
    """

    number: int
    report: Report
    finished: bool = False
    answer: Answer = field(default_factory=Answer)
    ended: str = ""


class SavedSet(BaseModel):
    """One set as its file holds it.

    ``started`` is when the exercise was started on that day's clock; times in ``report`` are
    seconds of the camera. One that is not ``finished`` was broken off by a closed tab or worse.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    schema_version: Literal[1] = Field(default=1, alias="schema")
    started: AwareDatetime
    exercise: Identifier
    number: int = Field(ge=1)
    plan: Plan
    finished: bool
    ended: str = ""
    answer: Answer
    report: Report

    @field_validator("answer", mode="before")
    @classmethod
    def _raised_hand(cls, told: object) -> object:
        """Read a hand raised for pain, which earlier versions saved, as the key Pain."""
        if not isinstance(told, Mapping) or "signalled" not in told:
            return told
        rest = {name: value for name, value in told.items() if name != "signalled"}
        return {**rest, "hurts": rest.get("hurts", False) or told["signalled"]}


@dataclass(frozen=True, slots=True)
class SetFile:
    """A saved set and its file."""

    path: Path
    saved: SavedSet


@dataclass(frozen=True, slots=True)
class FoundSets:
    """Saved sets, newest first, and the errors of unreadable ones."""

    sets: tuple[SetFile, ...] = ()
    skipped: tuple[FormCheckError, ...] = ()


def sets_folder() -> Path:
    """Return the folder for saved sets, which need not exist yet."""
    return data_folder() / "sets"


def set_paths(folder: Path) -> Iterator[Path]:
    """Yield formcheck's paths in a folder of sets, readable or not: files, links and parts.

    Parts come first: :func:`~formcheck.history.data_folder.write_whole` relies on their deletion
    before the files'. A folder that is a link yields only the link: its target is not ours.

    Raises
    ------
    OSError
        The folder exists and cannot be read.
    """
    if folder.is_symlink():
        yield folder
        return
    yield from parts_in(folder)
    if folder.exists():
        for path in sorted(folder.iterdir()):
            if path.is_symlink() or (path.suffix == ".json" and not path.is_dir()):
                yield path


def save_to(
    folder: Path,
    exercise: str,
    plan: Plan,
    started: datetime,
    *,
    saved_before: Collection[int] = (),
) -> Callable[[SetProgress], None]:
    """Return a function that saves the sets of one exercise; each call replaces the set's file.

    If somebody deletes a saved set, its next rep does not bring it back.

    Parameters
    ----------
    folder
        Made when the first set is saved.
    exercise
        The spec's id.
    plan
        The plan of the exercise.
    started
        The start of the exercise, with its time zone.
    saved_before
        The numbers of its sets that already have a file.

    Raises
    ------
    UsageError
        The id has not the form of one, or the time has no zone. The returned function raises
        OutputError where a file cannot be written, or was deleted since.
    """
    if not _IDENTIFIER.fullmatch(exercise):
        raise UsageError("this cannot be the id of an exercise", where=repr(exercise))
    if started.tzinfo is None:
        raise UsageError("the time an exercise was started at needs its time zone")
    stem = f"{started.astimezone(UTC):%Y%m%dT%H%M%S%f}_{exercise}"
    there = set(saved_before)

    def save(progress: SetProgress) -> None:
        saved = SavedSet(
            started=started,
            exercise=exercise,
            number=progress.number,
            plan=plan,
            finished=progress.finished,
            ended=progress.ended,
            answer=progress.answer,
            report=progress.report,
        )
        text = saved.model_dump_json(by_alias=True)
        path = folder / f"{stem}_{progress.number:02}.json"
        if not write_whole(path, text, again=progress.number in there):
            raise OutputError("This set is kept no more: what was saved of it has been deleted")
        there.add(progress.number)

    return save


def find_sets(folder: Path, *, most: int | None = None) -> FoundSets:
    """Return the saved sets of a folder, newest first; skip unreadable ones.

    ``most`` ends the search after that many sets. A missing folder has none.
    """
    sets: list[SetFile] = []
    skipped: list[FormCheckError] = []
    try:
        # By the time in their names, and by number within an exercise. Files being
        # written begin with a dot.
        names = (path.name for path in folder.iterdir() if fnmatch(path.name, "[!.]*.json"))
        files = [folder / name for name in sorted(names, reverse=True)]
    except FileNotFoundError:
        return FoundSets()
    except OSError as error:
        said = "your sets cannot be looked at"
        return FoundSets(skipped=(told_reading(FormCheckError, said, error, where=folder),))
    for path in files:
        if len(sets) == most:
            break
        try:
            sets.append(SetFile(path, load_set(path)))
        except FormCheckError as error:
            skipped.append(error)
    return FoundSets(tuple(sets), tuple(skipped))


def load_set(path: Path) -> SavedSet:
    """Return the set in a file.

    Raises
    ------
    FormCheckError
        The file cannot be read, is damaged, or was written by a later formcheck.
    """
    try:
        return SavedSet.model_validate_json(read_plain(path))
    except OSError as error:
        raise told_reading(FormCheckError, "this set cannot be read", error, where=path) from error
    except ValidationError as error:
        raise FormCheckError(
            "this file does not hold a set that this formcheck can read",
            where=str(path),
            to_do="Update formcheck if a newer one wrote it; else the file is damaged",
        ) from error
