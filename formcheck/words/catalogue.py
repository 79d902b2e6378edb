"""The words of one language by id; where a language lacks a text, English stands in.

Nothing here changes once it is read, so any thread may ask. Each browser session has the
:class:`Words` of its own language: there is no language of the whole program.
"""

import logging
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum, StrEnum
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from fluent.runtime import FluentBundle

__all__ = ["Argument", "Language", "Words", "english", "words_in"]

_LOG = logging.getLogger(__name__)

Argument = str | int | float | bool | Decimal
"""A text's argument; a bool chooses between the text's ``[yes]`` and ``[no]``."""


class Language(StrEnum):
    """The available languages, by the names of their folders."""

    ENGLISH = "en"


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """The texts of one language.

    Parameters
    ----------
    language
        The language to look in first.
    bundles
        Its texts, then those that stand in for missing ones.
    """

    language: Language
    bundles: "tuple[FluentBundle, ...]"

    def __call__(self, name: str, /, **arguments: Argument) -> str:
        """Return a text by its id, with its arguments filled in.

        A mistake in a program is no reason to fall silent: a missing text or argument is logged as
        an error (which fails every test), and its id or name stands in its place.
        """
        given = {each: _plain(value) for each, value in arguments.items()}
        for bundle in self.bundles:
            if not bundle.has_message(name):
                continue
            pattern = bundle.get_message(name).value
            if pattern is None:
                break
            text, errors = bundle.format_pattern(pattern, given)
            if errors:
                _LOG.error("the text '%s' cannot be made in full: %s", name, errors[0])
            return str(text)
        _LOG.error("there is no text '%s'", name)
        return name

    def of(self, family: str, member: Enum, /, **arguments: Argument) -> str:
        """Return a family's text for a member of an enumeration, by the member's name."""
        return self(f"{family}-{member.name.lower().replace('_', '-')}", **arguments)

    def has(self, name: str) -> bool:
        """Return whether a text of this id exists."""
        return any(bundle.has_message(name) for bundle in self.bundles)

    def listed(self, texts: Iterable[str]) -> str:
        """Return texts as one list: "knees, back and feet"; empty where there are none."""
        *others, last = [*texts] or [""]
        return self("and-two", first=", ".join(others), second=last) if others else last

    def number(self, value: float, digits: int | None = None) -> str:
        """Return a number with ``digits`` decimals, two at most; with as many as it needs for None.

        It is rounded here, as everywhere else: Fluent would round the written number, so that
        2.675, which is really a little less, became 2.68.
        """
        if digits is None:
            return self("number", value=value)
        return self(_FIXED[digits], value=round(value, digits))


@cache
def words_in(language: Language) -> Words:
    """Return the words of a language; they are read once."""
    order = dict.fromkeys((language, Language.ENGLISH))
    return Words(language, tuple(map(_bundle, order)))


def english() -> Words:
    """Return the English words, which the command line, files and errors use."""
    return words_in(Language.ENGLISH)


@cache
def _bundle(language: Language) -> "FluentBundle":
    # Imported at the first text: the import takes a tenth of a second, and most commands need none.
    from fluent.runtime import FluentBundle, FluentResource

    # Marks that isolate the direction of arguments would be spoken, drawn and compared.
    bundle = FluentBundle([language.value], use_isolating=False)
    names = []
    for source in _sources(language):
        resource = FluentResource(source)
        names += [entry.id.name for entry in resource.body if hasattr(entry, "id")]
        bundle.add_resource(resource)
    for name in filter(bundle.has_message, names):
        bundle.get_message(name)  # prepared here, so that no thread does it later
    return bundle


def _sources(language: Language) -> Iterator[str]:
    folder = resources.files("formcheck.words").joinpath(language.value)
    for file in sorted(folder.iterdir(), key=lambda each: each.name):
        if file.name.endswith(".ftl"):
            yield file.read_text("utf-8")


_FIXED: Final = ("number-whole", "number-tenths", "number-hundredths")
_YES_NO: Final[Mapping[bool, str]] = {True: "yes", False: "no"}


def _plain(value: Argument) -> object:
    """Return an argument as Fluent takes it, without thousands separators: 1,000 sounds like 1."""
    from fluent.runtime.types import fluent_number  # imported late, as in _bundle

    if isinstance(value, bool):
        return _YES_NO[value]
    return str(value) if isinstance(value, str) else fluent_number(value, useGrouping=False)
