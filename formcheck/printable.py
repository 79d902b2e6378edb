"""Shows text from outside so that it neither steers a terminal nor looks like another text.

Names of files, labels and notes may hold anything: escapes that colour or retitle a terminal,
marks that turn the reading direction around, invisible characters. Every edge shows such text
through :func:`printable`; specs, which people share, may not hold such characters at all.
"""

import re
import unicodedata
from collections.abc import Iterator
from html import escape
from typing import Final

__all__ = ["character_words", "hidden_in", "in_html", "in_unicode", "printable", "printable_json"]

_HIDDEN: Final = re.compile(
    "["
    "\\x00-\\x1f\\x7f-\\x9f"  # controls of a terminal, line ends and tabs among them
    "\\xad"  # a hyphen that shows only at the end of a line
    "\\u061c\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069"  # turn the reading direction around
    "\\u2028\\u2029"  # line ends
    "\\u200b\\u2060-\\u2065\\ufeff"  # of no width
    "\\u206a-\\u206f"  # change how letters are shaped; deprecated
    "\\u115f\\u1160\\u17b4\\u17b5\\u3164\\uffa0"  # letters that are blank
    "\\ufff0-\\ufffb\\ufffe\\uffff"  # annotations and non-characters
    "\\U0001bca0-\\U0001bca3\\U0001d173-\\U0001d17a"  # formatting of shorthand and of music
    "\\U000e0000-\\U000e00ff\\U000e01f0-\\U000e0fff"  # tags that spell words nobody sees
    "\\ud800-\\udfff"  # halves of letters: bytes of a name that are not Unicode
    "]"
)
"""Characters that are written out. The joiners U+200C and U+200D stay, since Persian, the languages
of India and many emoji need them, and so do variation selectors, for Mongolian, emoji and Japanese
names. None of these can hide or turn around the text beside it."""

_HALF: Final = re.compile("[\\ud800-\\udfff]")


def printable(text: str) -> str:
    r"""Return a text in one line; steering or hidden characters become ``\x1b``, ``\u202e``."""
    return _HIDDEN.sub(lambda found: found[0].encode("unicode_escape").decode("ascii"), text)


def in_html(text: str) -> str:
    """Return a text for a page, in which no tag or control character has effect."""
    return escape(printable(text))


def printable_json(text: str) -> str:
    """Return equal JSON with steering or hidden characters as JSON escapes.

    Line ends and spaces between its parts stay.
    """
    return _HIDDEN.sub(_json_escape, text)


def _json_escape(found: re.Match[str]) -> str:
    letter = found[0]
    if letter == "\n":  # JSON strings hold none, so this one stands between two parts
        return letter
    units = letter.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[i : i + 2].hex()}" for i in range(0, len(units), 2))


def in_unicode(text: str) -> str:
    """Return a text that can be written as UTF-8, with U+FFFD for parts that are not Unicode."""
    return _HALF.sub("\N{REPLACEMENT CHARACTER}", text)


def hidden_in(text: str) -> Iterator[tuple[int, str]]:
    """Yield each character that :func:`printable` writes out, after its place counted from 0."""
    return ((found.start(), found[0]) for found in _HIDDEN.finditer(text))


def character_words(letter: str) -> str:
    """Return a character's number and name, such as ``U+202E (right-to-left override)``."""
    name = unicodedata.name(letter, "").lower()
    return f"U+{ord(letter):04X}" + (f" ({name})" if name else "")
