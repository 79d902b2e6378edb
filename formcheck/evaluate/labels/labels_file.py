"""Reads labels made by eye: a YAML file that lists clips, their reps and their faults.

``docs/evaluating.md`` describes the format for people, and ``docs/labels.schema.json``
(generated: ``python -m formcheck.evaluate.labels.labels_file``) for editors.
"""

import json
import math
import sys
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any, Final, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError
from pydantic_core import ErrorDetails

from formcheck.disk.names import is_on_another_computer
from formcheck.errors import SpecError
from formcheck.evaluate.labels.truth import (
    Label,
    LabelledClip,
    Marks,
    NonRep,
    SeenBack,
    Shows,
    Skipped,
    Turn,
)
from formcheck.evaluate.labels.vocabulary import checks_for, shown_in, turned_in, view_for
from formcheck.specs.files import judged_ids, load_spec
from formcheck.specs.lined_yaml import LABELS, Document, Place, read_yaml
from formcheck.specs.words import did_you_mean

__all__ = ["Labels", "labels_schema", "read_labels"]

Seconds = Annotated[float, Field(ge=0, allow_inf_nan=False)]
RepNumber = Annotated[int, Field(ge=1)]


class _Part(BaseModel):
    model_config = ConfigDict(extra="allow", frozen=True)


def _in_order(rep: "LabelledTurn") -> "LabelledTurn":
    if not rep.start <= rep.extreme <= rep.end:
        raise ValueError("the times are not in order: start, extreme, end")
    return rep


class LabelledTurn(_Part):
    """One rep or hold."""

    n: RepNumber | None = Field(default=None, description="Its number; they come in order.")
    start: Seconds = Field(description="Begins to leave the rest position, in seconds.")
    extreme: Seconds = Field(description="At the turn: bottom, top, or in the hold.")
    end: Seconds = Field(description="Back at rest.")


class LabelledNonRep(_Part):
    """A movement that must not be counted."""

    start: Seconds
    end: Seconds
    what: str = Field(default="another movement", description="What it is, in a few words.")


class LabelledCut(_Part):
    """A movement cut by the clip's start or end: whether it is counted does not matter."""

    start: Seconds | None = Field(default=None, description="Nothing where the clip begins in it.")
    end: Seconds | None = Field(default=None, description="Nothing where the clip ends in it.")
    what: str = Field(default="a cut movement", description="What it is, in a few words.")


BackWord = Literal["none seen", "flat", "neutral", "slight", "rounded", "unsure"]


class LabelledBack(_Part):
    """How round the back looks in one rep."""

    n: RepNumber = Field(description="The rep's number.")
    back: BackWord = Field(description="'none seen', 'flat' and 'neutral' mean the same.")


Where = bool | Literal["all", "none", "unsure"] | list[RepNumber]
"""Reps with a fault: all, none, these numbers, or nobody can tell."""


class LabelledFile(_Part):
    """One clip. Names that are not described here are notes for people."""

    file: str = Field(description="The recording, from the folder of this file.")
    exercise: str = Field(default="", description="What is done, in words.")
    spec: str | None = Field(
        default=None, description="The id of its spec; needed where the words do not tell."
    )
    view: str = Field(default="", description="Begins with side, front or oblique.")
    reps: Annotated[int, Field(ge=0)] = Field(description="How many whole reps or holds.")
    rep_times_s: tuple[Annotated[LabelledTurn, AfterValidator(_in_order)], ...] = Field(
        default=(), description="When they are."
    )
    non_reps: tuple[LabelledNonRep, ...] = Field(
        default=(), description="Movements that are no reps."
    )
    partial_reps: tuple[LabelledCut, ...] = Field(
        default=(), description="Movements cut by the clip's start or end, not among the reps."
    )
    person: str = Field(
        default="", description="Who it is, in any words; results are told by person."
    )
    back: tuple[LabelledBack, ...] = Field(
        default=(), description="How round the back looks, by rep; goes before faults and checks."
    )
    faults: Literal["none seen"] | dict[str, Any] | None = Field(
        default=None,
        description="What is wrong, by name: the numbers of the reps, or words for all of them, or "
        "unsure. 'none seen' where somebody looked and found nothing.",
    )
    checks: dict[str, Where] = Field(
        default={}, description="The same by the ids of the spec's checks."
    )
    tier: str = Field(default="", description="A for solid clips, B for short or hard ones.")


class Labels(_Part):
    """A labels file."""

    tolerance_s: Seconds = Field(default=0.15, description="How well the times are known.")
    clips: tuple[LabelledFile, ...] = Field(description="The clips.")


def read_labels(path: Path, content: bytes) -> tuple[list[LabelledClip], list[Skipped]]:
    """Return the labelled clips of a file, and those left out because no spec fits them.

    Parameters
    ----------
    path
        The file's path; the clips' names are relative to its folder.
    content
        The file's bytes.

    Raises
    ------
    SpecError
        The file is wrong; the error has all its problems.
    """
    document = read_yaml(content, LABELS)
    labels = None if document.problems else _shaped(document)
    if labels is None:
        raise SpecError(path.name, document.problems)
    clips: list[LabelledClip] = []
    skipped: list[Skipped] = []
    for number, entry in enumerate(labels.clips):
        place = ("clips", number)
        clip = _Reader(document, place, path.parent, labels.tolerance_s).read(entry)
        if isinstance(clip, Skipped):
            skipped.append(clip)
        else:
            clips.append(clip)
    if document.problems:
        raise SpecError(path.name, document.problems)
    return clips, skipped


def _shaped(document: Document) -> Labels | None:
    """Return the labels, or note the mistakes in their shape on the document."""
    try:
        labels = Labels.model_validate(document.data)
    except ValidationError as error:
        for found in error.errors():
            place = found["loc"]
            while place and place not in document.lines:  # a missing part has no line of its own
                place = place[:-1]
            document.add(document.line_of(place), _message(found))
        return None
    for place, part in _parts(labels):
        for word in part.model_extra or {}:
            known = type(part).model_fields
            if meant := get_close_matches(word, known, n=1, cutoff=_TYPO):
                message = f"'{word}' is not a word we know here; did you mean '{meant[0]}'?"
                document.add(document.line_of((*place, word)), message)
    return None if document.problems else labels


_TYPO: Final = 0.84
"""Likeness above which a name is a mistyped one: 'rep_time_s' is, 'rep_extreme' is not."""


def _message(found: ErrorDetails) -> str:
    names = [step for step in found["loc"] if isinstance(step, str) and step in _WORDS]
    if not names:
        return "this is no labels file: it begins with 'clips:' and a list"
    if found["type"] == "missing":
        return f"'{names[-1]}' is missing"
    kind, limits = found["type"], found.get("ctx", {})
    if kind == "value_error":  # this module's own message
        wanted = str(limits["error"])
    elif kind == "literal_error":
        wanted = f"this is none of {limits['expected']}"
    elif kind == "greater_than_equal":
        wanted = f"this must be at least {limits['ge']:g}"
    else:
        wanted = next((words for part, words in _SHOULD_BE.items() if part in kind), _NOT_SO)
    return f"'{names[-1]}': {wanted}"


_SHOULD_BE: Final[Mapping[str, str]] = {
    "int": "this must be a whole number",
    "float": "this must be a number",
    "finite": "this must be a number",
    "string": "this must be text",
    "tuple": "this must be a list",
    "list": "this must be a list",
    "bool": "this must be true or false",
    "dict": "this must be a block of names and values",
    "model": "this must be a block of names and values",
}

_NOT_SO: Final = "this is not as it should be"


_WORDS: Final = frozenset(
    word
    for part in (Labels, LabelledFile, LabelledTurn, LabelledNonRep, LabelledCut, LabelledBack)
    for word in part.model_fields
)


def _parts(labels: Labels) -> Iterator[tuple[Place, _Part]]:
    yield (), labels
    for number, clip in enumerate(labels.clips):
        place: Place = ("clips", number)
        yield place, clip
        for name in ("rep_times_s", "non_reps", "partial_reps", "back"):
            for index, part in enumerate(getattr(clip, name)):
                yield (*place, name, index), part


class _Reader:
    """Reads one clip, and notes its mistakes on the document."""

    def __init__(self, document: Document, place: Place, folder: Path, tolerance_s: float) -> None:
        self._document = document
        self._place = place
        self._folder = folder
        self._tolerance_s = tolerance_s

    def read(self, entry: LabelledFile) -> LabelledClip | Skipped:
        name = Path(entry.file).name
        judged_as = _judged_as(entry)
        if judged_as is None:
            words = entry.exercise or "nothing"
            return Skipped(name, f"there is no spec for '{words}'")
        exercise, shows = judged_as
        if exercise not in judged_ids():
            meant = did_you_mean(exercise, judged_ids())
            self._wrong("spec", f"there is no exercise '{exercise}'{meant}")
            return Skipped(name, "no such exercise")
        if is_on_another_computer(entry.file):
            self._wrong("file", "this is on another computer; copy the recording here")
        self._compare_numbers(entry)
        checks, beyond, others = self._faults(entry, exercise)
        ours = shows in {Shows.EXERCISE, Shows.VARIATION}
        return LabelledClip(
            name=name,
            video=self._folder / entry.file,
            exercise=exercise,
            view=view_for(entry.view),
            count=entry.reps if ours else 0,
            turns=tuple(Turn(rep.start, rep.extreme, rep.end) for rep in entry.rep_times_s if ours),
            non_reps=tuple(NonRep(part.start, part.end, part.what) for part in entry.non_reps),
            checks=checks,
            others=others,
            beyond=beyond,
            tier=entry.tier,
            tolerance_s=self._tolerance_s,
            person=entry.person,
            words=entry.exercise,
            turned_deg=turned_in(entry.view),
            shows=shows,
            cut=tuple(
                NonRep(part.start or 0.0, math.inf if part.end is None else part.end, part.what)
                for part in entry.partial_reps
            ),
            backs={back.n: _BACKS[back.back] for back in entry.back},
        )

    def _compare_numbers(self, entry: LabelledFile) -> None:
        if entry.rep_times_s and len(entry.rep_times_s) != entry.reps:
            counted = f"'reps' says {entry.reps}, and {len(entry.rep_times_s)} have times"
            self._wrong("rep_times_s", counted)
        for index, back in enumerate(entry.back):
            if back.n > entry.reps:
                message = f"'reps' says {entry.reps}, and there is a back of rep {back.n}"
                self._wrong("back", message, index)

    def _faults(
        self, entry: LabelledFile, exercise: str
    ) -> tuple[Mapping[str, Marks], Mapping[str, Marks], Label]:
        known = frozenset(check.id for check in load_spec(exercise).checks)
        faults = entry.faults if isinstance(entry.faults, dict) else {}
        checks: dict[str, Marks] = {}
        beyond: dict[str, Marks] = {}
        for fault, where in faults.items():
            if fault == "unsure":
                continue
            marks = _marks(where)
            looked_for = checks_for(fault, known)
            for check in looked_for:
                checks[check] = marks.joined(checks.get(check, Marks()))
            if not looked_for:
                beyond[fault] = marks
        for check, where in entry.checks.items():
            if check not in known:
                meant = did_you_mean(check, known) or f"; there are {', '.join(sorted(known))}"
                self._wrong("checks", f"'{check}' is no check of {exercise}{meant}", check)
            checks[check] = _marks(where)
        looked = entry.faults is not None and "unsure" not in faults
        return checks, beyond, Label.NO if looked else Label.UNSURE

    def _wrong(self, name: str, message: str, *deeper: str | int) -> None:
        place = (*self._place, name, *deeper)
        self._document.add(self._document.line_of(place), message)


def _judged_as(entry: LabelledFile) -> tuple[str, Shows] | None:
    """Return the spec to judge a clip by, and its ``Shows``; a named spec goes before words."""
    known = shown_in(entry.exercise)
    if entry.spec is None:
        return known
    shows = known[1] if known else Shows.EXERCISE
    # A named spec with counted reps means that the clip shows that exercise.
    return entry.spec, Shows.EXERCISE if entry.reps and shows is not Shows.VARIATION else shows


_BACKS: Final[Mapping[BackWord, SeenBack]] = {
    "none seen": SeenBack.NONE_SEEN,
    "flat": SeenBack.NONE_SEEN,
    "neutral": SeenBack.NONE_SEEN,
    "slight": SeenBack.SLIGHT,
    "rounded": SeenBack.ROUNDED,
    "unsure": SeenBack.UNSURE,
}


def _marks(where: object) -> Marks:
    """Return the reps with a fault; words about when it is seen mean every rep."""
    if isinstance(where, list):
        return Marks(frozenset(rep for rep in where if isinstance(rep, int)))
    if where in (False, None, "none", "none seen"):
        return Marks()
    doubted = isinstance(where, str) and where.lower().startswith("unsure")
    return Marks(rest=Label.UNSURE if doubted else Label.YES)


def labels_schema() -> str:
    """Return the JSON Schema of labels files, as ``docs/labels.schema.json`` has it."""
    head = {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "$comment": "Generated by `python -m formcheck.evaluate.labels.labels_file`.",
    }
    return json.dumps(head | Labels.model_json_schema(), indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    sys.stdout.write(labels_schema())
