"""The words of one language, asked for by id; where a language lacks a text, English stands in.

Nothing here changes once it is read, so that any thread may ask, and each browser session has the
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
"""What may stand in a text; a yes or no chooses between ``[yes]`` and ``[no]`` there."""


class Language(StrEnum):
    """The languages there are, by the names of their folders."""

    ENGLISH = "en"


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """The texts of one language.

    Parameters
    ----------
    language
        The language that is asked for first.
    bundles
        Its texts, then those that stand in for what it lacks.
    """

    language: Language
    bundles: "tuple[FluentBundle, ...]"

    def __call__(self, name: str, /, **arguments: Argument) -> str:
        """Return a text by its id, with what stands in it.

        A mistake in a program is no reason to fall silent: what is missing is logged as an error
        (which fails every test), and the id, or the argument's name, stands in its place.
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
        """Return the text that a family has for a member of an enumeration, by its name."""
        return self(f"{family}-{member.name.lower().replace('_', '-')}", **arguments)

    def has(self, name: str) -> bool:
        """Return whether there is such a text."""
        return any(bundle.has_message(name) for bundle in self.bundles)

    def listed(self, texts: Iterable[str]) -> str:
        """Return texts as they are said: "knees, back and feet"; empty where there is none."""
        *others, last = [*texts] or [""]
        return self("and-two", first=", ".join(others), second=last) if others else last

    def number(self, value: float, digits: int | None = None) -> str:
        """Return a number with up to two decimals; as many as it needs where none are given.

        It is rounded here, as it is everywhere else: Fluent would round what is written, not what
        is meant, so that 2.675, which is a little less, became 2.68.
        """
        if digits is None:
            return self("number", value=value)
        return self(_FIXED[digits], value=round(value, digits))


@cache
def words_in(language: Language) -> Words:
    """Return the words of a language, read once."""
    order = dict.fromkeys((language, Language.ENGLISH))
    return Words(language, tuple(map(_bundle, order)))


def english() -> Words:
    """Return the English words: those of the command line, files and errors."""
    return words_in(Language.ENGLISH)


@cache
def _bundle(language: Language) -> "FluentBundle":
    # Imported at the first text: it takes a tenth of a second, and most commands ask for none.
    from fluent.runtime import FluentBundle, FluentResource

    # Marks that keep the direction of what is put in apart would be spoken, drawn and compared.
    bundle = FluentBundle([language.value], use_isolating=False)
    names = []
    for source in _sources(language):
        resource = FluentResource(source)
        names += [entry.id.name for entry in resource.body if hasattr(entry, "id")]
        bundle.add_resource(resource)
    for name in filter(bundle.has_message, names):
        bundle.get_message(name)  # made ready here, so that no thread makes it later
    return bundle


def _sources(language: Language) -> Iterator[str]:
    folder = resources.files("formcheck.words").joinpath(language.value)
    for file in sorted(folder.iterdir(), key=lambda each: each.name):
        if file.name.endswith(".ftl"):
            yield file.read_text("utf-8")


_FIXED: Final = ("number-whole", "number-tenths", "number-hundredths")
_YES_NO: Final[Mapping[bool, str]] = {True: "yes", False: "no"}


def _plain(value: Argument) -> object:
    """Return an argument as Fluent takes it: thousands are not parted, as 1,000 is heard as 1."""
    from fluent.runtime.types import fluent_number  # where _bundle has it from

    if isinstance(value, bool):
        return _YES_NO[value]
    return str(value) if isinstance(value, str) else fluent_number(value, useGrouping=False)
