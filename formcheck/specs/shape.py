"""Turns a file's content into an :class:`ExerciseSpec`, past every mistake in its shape.

One mistake must not hide the next. The reader notes each and mends it to read on: it takes a
misspelt word as the one it resembles, and replaces anything else by the plainest value that fits.
It remembers the place of such a value as guessed, so that no rule complains about what the author
never wrote.
"""

import copy
from dataclasses import dataclass, field

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from formcheck.exercise.spec.models import ExerciseSpec
from formcheck.specs.lined_yaml import Document, Place, Value
from formcheck.specs.schema import kinds_at, schema_at, stand_in, value_inside, words_at
from formcheck.specs.words import nearest, shape_message

__all__ = ["Shape", "read_shape"]

ROUNDS = 6
"""Rounds of mending: each can bring out mistakes behind one, at most one per level of the
format."""

_ONLY_READ_ALOUD = {"name", "summary", "explain", "source", "text", "praise", "short_cue", "tags"}
_STANDS_ALONE = {"id", "importance", "essential", "during", "too_low", "too_high"}
_LISTS_OF_BLOCKS = {"checks", "variants", "cautions", "examples"}
_TOGETHER = ("measure", "target", "fault", "cues")
"""Parts of a check that rules look at together: if one is filled in, no rule looks at any."""


@dataclass(slots=True)
class Shape:
    """A spec as far as it could be read; ``spec`` is None if even mending did not help."""

    spec: ExerciseSpec | None = None
    guessed: set[Place] = field(default_factory=set)

    def is_guessed(self, place: Place) -> bool:
        """Return whether a place is, or lies in, a guessed part."""
        return any(place[: len(guess)] == guess for guess in self.guessed)

    def holds_guess(self, place: Place) -> bool:
        """Return whether a place is, lies in or holds a guessed part."""
        return self.is_guessed(place) or any(guess[: len(place)] == place for guess in self.guessed)


def read_shape(document: Document) -> Shape:
    """Return a document's spec; note mistakes in its shape on the document."""
    if not isinstance(document.data, dict):
        what = "the file is empty" if document.data is None else "a spec begins with names"
        if not document.problems:
            document.add(max(document.line_of(()), 1), f"{what}; the first is 'spec: 1'")
        return Shape()
    reading = _Reading(document)
    for _ in range(ROUNDS):
        try:
            reading.shape.spec = ExerciseSpec.model_validate(reading.data)
        except ValidationError as error:
            reading.note_and_mend(error.errors(include_url=False))
        else:
            break
    return reading.shape


class _Reading:
    """One document on its way to a spec."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.data = copy.deepcopy(document.data)
        self.shape = Shape()
        self._refused_lines = {problem.line for problem in document.problems}

    def note_and_mend(self, errors: list[ErrorDetails]) -> None:
        guessed_before = Shape(guessed=set(self.shape.guessed))
        # A misspelt name explains the missing one, so mend it first.
        for error in sorted(errors, key=lambda error: error["type"] != "extra_forbidden"):
            place = _place(error["loc"])
            if self._is_explained(error, place):
                continue
            if not guessed_before.is_guessed(place):
                is_kind = error["type"] == "union_tag_invalid"
                line = self.document.line_of((*place, "kind") if is_kind else place)
                if line not in self._refused_lines:  # its YAML was already found wrong
                    self.document.add(line, shape_message(error, place, self.data))
            self._mend(error, place)

    def _is_explained(self, error: ErrorDetails, place: Place) -> bool:
        """Return whether a mistake noted already is the only cause of this one."""
        there = _at(self.data, place)
        if error["type"] == "missing":
            return there is not None
        # pydantic counts only the valid entries
        wanted = error.get("ctx", {}).get("min_length", 0)
        return error["type"] == "too_short" and isinstance(there, list) and len(there) >= wanted

    def _mend(self, error: ErrorDetails, place: Place) -> None:
        block = _at(self.data, place[:-1])
        last = place[-1] if place else ""
        if error["type"].startswith("union_tag"):
            self._mend_kind(place)
        elif error["type"] == "extra_forbidden" or error["loc"][-1] == "[key]":
            if isinstance(block, dict) and last in block:
                self._rename(block, place)
        elif isinstance(block, list) and isinstance(last, int):
            block[last] = stand_in(schema_at(place, self.data))
            self._remember(place)
        elif isinstance(block, dict) and isinstance(last, str):
            self._refill(block, place, last)

    def _mend_kind(self, place: Place) -> None:
        block = _at(self.data, place)
        kinds = kinds_at(place)
        if isinstance(block, dict):
            meant = nearest(str(block.get("kind")), kinds)
            block["kind"] = meant or kinds[0]
            if not meant:
                self._remember(place)

    def _rename(self, block: dict[str, Value], place: Place) -> None:
        """Replace a word by the one it resembles, or leave it out."""
        value = block.pop(str(place[-1]))
        meant = nearest(str(place[-1]), words_at(place[:-1], self.data))
        if not meant or meant in block:
            return
        block[meant] = value
        lines = self.document.lines
        for old in [old for old in lines if old[: len(place)] == place]:
            lines[(*place[:-1], meant, *old[len(place) :])] = lines[old]

    def _refill(self, block: dict[str, Value], place: Place, name: str) -> None:
        """Put in the probably meant value, the plainest value, or nothing if that will do."""
        schema = schema_at(place, self.data)
        resembled = nearest(str(block.get(name)), schema.get("enum", []))
        if resembled:
            block[name] = resembled
            return
        if name in schema_at(place[:-1], self.data).get("required", []):
            block[name] = stand_in(schema)
        else:
            block.pop(name, None)
        self._remember(place)

    def _remember(self, place: Place) -> None:
        """Note the places that rest on a filled-in value."""
        last = next((step for step in reversed(place) if isinstance(step, str)), "")
        if last in _ONLY_READ_ALOUD and "phases" not in place:
            return
        inside_check = place[:1] == ("checks",) and len(place) > len(("checks", 0))
        if last in _STANDS_ALONE:
            self.shape.guessed.add(place)
        elif inside_check and "only" not in place:
            self.shape.guessed.update((*place[:2], part) for part in _TOGETHER)
        else:
            self.shape.guessed.add(place[: 2 if place[0] in _LISTS_OF_BLOCKS else 1])


def _place(loc: tuple[int | str, ...]) -> Place:
    """Return an error's place in the file, without the alternatives that pydantic also names."""
    if loc[:1] == ("movement",):
        loc = loc[:1] + loc[2:]
        if loc[1:2] == ("follow",):  # pydantic also names whether it is one measure or several
            loc = loc[:2] + loc[3:]
    elif loc[:1] == ("checks",):
        loc = loc[:2] + loc[3:]
    for at, inside in enumerate(loc[1:], start=1):
        if loc[at - 1] == "explain" and inside in {"one", "each"}:  # a text, or one for each side
            loc = loc[:at] + loc[at + 1 :]
            break
    return loc[:-1] if loc[-1:] == ("[key]",) else loc


def _at(data: Value, place: Place) -> Value:
    for step in place:
        data = value_inside(data, step)
    return data
