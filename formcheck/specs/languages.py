"""Reads a spec's texts in several languages; English replaces texts that a language lacks.

Wherever a spec has a text for people, it may have a block with the text in several languages::

    name: Hip hinge

    name:
      en: Hip hinge
      de: Hüftbeuge

A spec is read in one language at a time, so that every text in it is a plain one.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import replace
from typing import Final

from formcheck.specs.lined_yaml import Document, Place, Value
from formcheck.specs.schema import is_text, schema_at

__all__ = ["ENGLISH", "in_language", "languages_in", "note_languages"]

ENGLISH: Final = "en"

_CODE: Final = re.compile("[a-z]{2}")
"""The two letters of a language (ISO 639-1); no block of the format has only such names."""


def languages_in(document: Document) -> tuple[str, ...]:
    """Return the languages of a spec's texts besides English, in alphabetical order."""
    found = {code for _, texts in _several(document.data, ()) for code in texts}
    return tuple(sorted(found - {ENGLISH}))


def in_language(document: Document, language: str, *, never: Collection[Place] = ()) -> Document:
    """Return a document in one language, with its own list of problems.

    ``never`` are the places that must not have several languages; English is used there.
    """
    lines = dict(document.lines)
    for place, texts in _several(document.data, ()):
        own = language in texts and place not in never
        line = lines.get((*place, language if own else ENGLISH))
        if line is not None:
            lines[place] = line
    data = _chosen(document.data, language, (), never)
    return replace(document, data=data, lines=lines, problems=list(document.problems))


def note_languages(written: Document, english: Document) -> frozenset[Place]:
    """Note on the English document the mistakes in its blocks of languages.

    Return the places that must not have several languages but do.
    """
    never = set()
    for place, texts in _several(written.data, ()):
        line = written.line_of(place)
        if not is_text(place, schema_at(place, english.data)):
            english.add(line, f"'{_name(place)}' is the same in every language; write it once")
            never.add(place)
        elif ENGLISH not in texts:
            what = f"'{_name(place)}' has no '{ENGLISH}', which stands in for what others lack"
            english.add(line, what)
    return frozenset(never)


def _several(data: Value, place: Place) -> Iterator[tuple[Place, dict[str, Value]]]:
    """Yield the place of every block of languages, and the block."""
    if isinstance(data, dict):
        if _is_of_languages(data):
            yield place, data
            return
        for name, value in data.items():
            yield from _several(value, (*place, name))
    elif isinstance(data, list):
        for i, value in enumerate(data):
            yield from _several(value, (*place, i))


def _chosen(data: Value, language: str, place: Place, never: Collection[Place]) -> Value:
    if isinstance(data, dict) and _is_of_languages(data):
        # Missing English is noted; any language will do to read on.
        english = data.get(ENGLISH, next(iter(data.values())))
        return english if place in never else data.get(language, english)
    if isinstance(data, dict):
        return {
            name: _chosen(value, language, (*place, name), never) for name, value in data.items()
        }
    if isinstance(data, list):
        return [_chosen(value, language, (*place, i), never) for i, value in enumerate(data)]
    return data


def _is_of_languages(data: dict[str, Value]) -> bool:
    return bool(data) and all(_CODE.fullmatch(str(name)) for name in data)


def _name(place: Place) -> str:
    return next((step for step in reversed(place) if isinstance(step, str)), "")
