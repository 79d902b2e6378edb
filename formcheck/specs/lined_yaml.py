"""Reads YAML files and remembers the lines: specs by strict rules, labels by the rules of all YAML.

A spec uses the small, safe part of YAML: text, numbers, true, false, lists and blocks; nothing
that could run, repeat or refer. The reader refuses, with its line, everything that some version of
YAML silently changes (``yes``, ``1:30``, ``010``, a key written twice), and every hidden
character: people share specs, so a spec must say what an editor shows. A text is one paragraph:
line ends in it become spaces.

Labels come from many people and tools: they may use all of YAML's plain data, repeats by ``&`` and
``*`` included; dates stay text.

The reader finds all mistakes at once, but stops at the first place whose structure it cannot read.
"""

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from formcheck.errors import SpecProblem
from formcheck.printable import character_words, hidden_in, in_unicode

if TYPE_CHECKING:
    from formcheck.specs.yaml_nodes import Node

__all__ = ["LABELS", "SPEC", "Dialect", "Document", "Place", "Value", "read_yaml"]

_MAX_DIGITS: Final = 15
"""Digits that a float holds exactly."""

_MAX_PARTS: Final = 400_000
"""The most parts that repeats of repeats may grow to; a labels file of the largest size has no
more."""

Value = str | int | float | bool | None | list["Value"] | dict[str, "Value"]
Place = tuple[str | int, ...]
"""A place in a file: names of blocks and numbers of entries, from the top."""


@dataclass(slots=True)
class Document:
    """A file's data, the line of each of its parts, and the problems in its YAML.

    ``lines`` maps places such as ``("checks", 0, "target")`` to lines counted from 1: the line of
    the key, or the first line of a list's entry.
    """

    data: Value = None
    lines: dict[Place, int] = field(default_factory=dict)
    problems: list[SpecProblem] = field(default_factory=list)

    def line_of(self, place: Place) -> int:
        """Return the line of a place, or of the nearest part around it that the file has."""
        while place and place not in self.lines:
            place = place[:-1]
        return self.lines.get(place, 0)

    def add(self, line: int, message: str) -> None:
        """Note a problem."""
        self.problems.append(SpecProblem(line, message))


@dataclass(frozen=True, slots=True)
class Dialect:
    """The part of YAML that a kind of file may use.

    Parameters
    ----------
    max_bytes, too_large
        The largest size of a file, and the message about a larger one.
    max_depth
        How deep lists and blocks may be nested.
    refused
        The message about each forbidden feature of YAML; ``{}`` is its name in the file.
    value_of
        Returns the value of a scalar, given its kind and text, and its mistake, if any.
    seen
        Whether every character of the file must be visible in an editor.
    """

    max_bytes: int
    too_large: str
    max_depth: int
    refused: Mapping[str, str]
    value_of: Callable[[str, str], tuple[Value, str]]
    seen: bool


def read_yaml(content: bytes, dialect: Dialect) -> Document:
    """Return the document in a file's bytes; no bytes make it raise."""
    # Loaded only when a file is read: loading the library takes longer than reading a spec.
    from formcheck.specs.yaml_nodes import compose

    document = Document()
    text = _as_text(content, dialect, document)
    if text is None:
        return document
    if dialect.seen:
        text = _without_hidden(_without_tabs(text, document), document)
    tree = compose(text, dialect.max_depth)
    if tree.problem is not None:
        if not document.problems:
            document.problems.append(tree.problem)
        return document
    refused = [use for use in tree.uses if use.feature in dialect.refused]
    for use in refused:
        document.add(use.line, dialect.refused[use.feature].format(use.name))
    # The reader can ignore names and types of parts; other features change the file's meaning.
    if tree.root is not None and not any(use.feature in _CHANGES_MEANING for use in refused):
        _build_all(tree.root, dialect, document)
    return document


_CHANGES_MEANING: Final = frozenset({"alias", "unknown alias", "document", "depth"})


def _as_text(content: bytes, dialect: Dialect, document: Document) -> str | None:
    if len(content) > dialect.max_bytes:
        document.add(0, dialect.too_large)
        return None
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        document.add(line, "this is not UTF-8 text; save the file as UTF-8")
        return None


def _without_tabs(text: str, document: Document) -> str:
    for number, line in enumerate(text.split("\n"), start=1):
        if "\t" in line:
            document.add(number, "there is a tab here; use spaces")
    return text.replace("\t", "  ")


def _without_hidden(text: str, document: Document) -> str:
    """Note the first hidden character of each line; return the text without any."""
    lines = text.replace("\r\n", "\n").split("\n")
    for number, line in enumerate(lines):
        hidden = list(hidden_in(line))
        if hidden:
            place, letter = hidden[0]
            document.add(
                number + 1,
                f"{character_words(letter)} stands at place {place + 1} of this line, where nobody "
                "sees it; take it out",
            )
            # A line end becomes a gap; the others stand between letters that belong together.
            lines[number] = "".join(
                (" " if sign.isspace() else "") if index in dict(hidden) else sign
                for index, sign in enumerate(line)
            )
    return "\n".join(lines)


def _build_all(root: "Node", dialect: Dialect, document: Document) -> None:
    """Put the values of a file's nodes on the document, unless repeats make it too large."""
    try:
        document.data = _Builder(dialect, document).build(root, ())
    except _TooMuchError as error:
        document.add(error.line, "repeats of repeats make this too large; write things out")


class _TooMuchError(Exception):
    def __init__(self, line: int) -> None:
        super().__init__(line)
        self.line = line


class _Builder:
    """Turns nodes into values, and notes lines and mistakes on the way."""

    def __init__(self, dialect: Dialect, document: Document) -> None:
        self._dialect = dialect
        self._document = document
        self._parts = 0

    def build(self, node: "Node", place: Place) -> Value:
        line = node.start_mark.line + 1
        self._parts += 1
        # A node that repeats inside itself gets deeper than any written nesting.
        if self._parts > _MAX_PARTS or len(place) > self._dialect.max_depth:
            raise _TooMuchError(line)
        self._document.lines.setdefault(place, line)
        if node.id == "mapping":
            return self._block(node, place)
        if node.id == "sequence":
            return [self.build(child, (*place, i)) for i, child in enumerate(node.value)]
        value, wrong = self._dialect.value_of(_kind_of(node), str(node.value))
        if wrong:
            self._document.add(line, wrong)
        return value

    def _block(self, node: "Node", place: Place) -> Value:
        block: dict[str, Value] = {}
        for key_node, value_node in node.value:
            line = key_node.start_mark.line + 1
            refusal = _key_refusal(key_node, block)
            if refusal:
                self._document.add(line, refusal)
                continue
            key = str(key_node.value)
            self._document.lines[(*place, key)] = line
            block[key] = self.build(value_node, (*place, key))
        return block


def _key_refusal(key_node: "Node", block: Mapping[str, Value]) -> str:
    if key_node.id != "scalar":
        return "a name must be plain text; text that begins with [ or { needs quotes"
    kind = _kind_of(key_node)
    if kind == "merge":
        return "'<<' merges another part in; write things out where they are needed"
    if kind == "null" and not key_node.value:
        return "a name is missing before this colon"
    return f"'{key_node.value}' is written twice" if key_node.value in block else ""


def _kind_of(node: "Node") -> str:
    return str(node.tag).rpartition(":")[2]


def _value_in_spec(kind: str, text: str) -> tuple[Value, str]:
    """Return the value of a scalar and, if YAML sets a trap, the text to write instead."""
    if kind == "null":
        return None, ""
    if kind == "bool":
        return _plain_bool(text)
    if kind in {"int", "float"}:
        return _plain_number(text)
    if kind == "sixties":
        return text, (
            f"'{text}' would be read as a number counted in sixties; write seconds as one number "
            "such as 90, or put it in quotes"
        )
    if kind == "timestamp":
        return text, f"'{text}' would be read as a date; put it in quotes"
    return _paragraph(text)


_LINE_ENDS: Final = re.compile("\n+")


def _paragraph(text: str) -> tuple[str, str]:
    """Return a text in one line and its mistake: quotes allow hidden characters, by number."""
    text = _LINE_ENDS.sub(" ", text.strip("\n"))
    hidden = next(hidden_in(text), None)
    if hidden is None:
        return text, ""
    return text, f"this text holds {character_words(hidden[1])}, which nobody sees; take it out"


def _plain_bool(text: str) -> tuple[Value, str]:
    value = text.lower() in {"true", "yes", "on"}
    meant = str(value).lower()
    if text == meant:
        return value, ""
    return value, f"'{text}' would be read as {meant}; put it in quotes, or write {meant}"


_PLAIN_NUMBER: Final = re.compile(r"[-+]?(?=\.?[0-9])(0|[1-9][0-9]*)?(\.[0-9]*)?")


def _plain_number(text: str) -> tuple[Value, str]:
    if not _PLAIN_NUMBER.fullmatch(text):
        return text, f"'{text}' is no plain number; write it like 12 or 0.5"
    number = float(text)
    if not math.isfinite(number) or sum(sign.isdigit() for sign in text) > _MAX_DIGITS:
        return text, f"'{text[:20]}' is too long a number"
    return number if "." in text else int(text), ""


_OCTAL_1_1: Final = re.compile(r"[-+]?0[0-7_]*[0-7]")


def _value_in_labels(kind: str, text: str) -> tuple[Value, str]:
    """Return text, a number, true, false or nothing; dates and all else stay text."""
    try:
        if kind == "null":
            return None, ""
        if kind == "bool":
            return _BOOLS[text.lower()], ""
        if kind == "int" and _OCTAL_1_1.fullmatch(text):
            eight = int(text, 8)
            return text, f"'{text}' would be read as {eight} by some; write it without the 0 before"
        if kind in {"int", "float", "sixties"}:
            return _number(kind, text.replace("_", "")), ""
    except (ValueError, KeyError):
        pass  # Such as a number of ten thousand digits, or a text tagged as a number.
    if in_unicode(text) != text:
        return text, "this text holds half a letter"
    return text, ""


_BOOLS: Final = {"true": True, "yes": True, "on": True, "false": False, "no": False, "off": False}


def _number(kind: str, text: str) -> int | float:
    if kind == "int":
        return int(text, 0)
    if kind == "float":
        return float(_DOTTED.sub(r"\1", text.lower()))
    *before, last = text.lstrip("+-").split(":")
    whole = sum(int(part) * 60**place for place, part in enumerate(reversed(before), start=1))
    size: int | float = whole + (float(last) if "." in last else int(last))
    return -size if text.startswith("-") else size


_DOTTED: Final = re.compile(r"\.(inf|nan)$")
"""Infinity and NaN in YAML, and in Python, which writes them without the dot."""


_REFUSED_IN_SPEC: Final = {
    "anchor": "'&{}' names a part to repeat it; write things out where they are needed",
    "alias": "'*{}' repeats another part; write it out here (text with a * needs quotes)",
    "tag": "'{}' asks for a special type; leave it out (text with a ! needs quotes)",
    "version": "'%YAML {}' asks for the rules of another version; leave the line out",
    "document": "a second document begins here; a file holds one exercise",
    "depth": "this is nested deeper than any part of a spec",
}

SPEC: Final = Dialect(
    max_bytes=256 * 1024,  # more is no exercise: the longest shipped spec has under 13 KB
    too_large="the file is larger than 256 KB; a spec is a few KB",
    max_depth=12,  # the format needs seven; a bound keeps a hostile file from exhausting the stack
    refused=_REFUSED_IN_SPEC,
    value_of=_value_in_spec,
    seen=True,
)

_REFUSED_IN_LABELS: Final = {
    "reused anchor": "'&{}' names two parts; give each a name of its own",
    "unknown alias": "'*{}' repeats what is named nowhere above (text with a * needs quotes)",
    "version": _REFUSED_IN_SPEC["version"],
    "document": "a second document begins here; a file holds one list of clips",
    "depth": "this is nested deeper than any part of a labels file",
}

LABELS: Final = Dialect(
    max_bytes=4 * 1024 * 1024,  # labels of a thousand clips take about one megabyte
    too_large="the file is larger than 4 MB",
    max_depth=20,  # the format needs six; a bound ends a file that repeats itself inside itself
    refused=_REFUSED_IN_LABELS,
    value_of=_value_in_labels,
    seen=False,
)
