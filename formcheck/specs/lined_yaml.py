"""Reads the small, safe part of YAML that specs are written in, and remembers the lines.

Text, numbers, true, false, lists and blocks: nothing that could run, repeat or refer. What YAML
would silently turn into something else (``yes``, ``1:30``, a key written twice) is refused with
its line, and so is what cannot be seen: specs are passed on, and say what one reads in an editor.
A text is one paragraph: line ends in it become spaces. Everything wrong is found at once, except
that a file whose shape cannot be read stops at the first such place.
"""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import yaml
from yaml.reader import ReaderError

from formcheck.errors import SpecProblem
from formcheck.printable import character_words, hidden_in

__all__ = ["MAX_BYTES", "Document", "Place", "Value", "read_yaml", "syntax_problem"]

MAX_BYTES = 256 * 1024
"""More than this is no exercise: the longest shipped spec has under 10 KB."""

MAX_DEPTH = 12
"""The format needs seven levels; a bound keeps a hostile file from exhausting the stack."""

_MAX_DIGITS = 15
"""A float holds this many digits exactly."""

Value = str | int | float | bool | None | list["Value"] | dict[str, "Value"]
Place = tuple[str | int, ...]
"""Where something is in a file: names of blocks and numbers of entries, from the top."""

_PLAIN_NUMBER = re.compile(r"[-+]?(?=\.?[0-9])(0|[1-9][0-9]*)?(\.[0-9]*)?")


@dataclass(slots=True)
class Document:
    """What a file says, the line of every part of it, and what is wrong with its YAML.

    ``lines`` maps places such as ``("checks", 0, "target")`` to lines counted from 1: the line of
    the key, or where an entry of a list begins.
    """

    data: Value = None
    lines: dict[Place, int] = field(default_factory=dict)
    problems: list[SpecProblem] = field(default_factory=list)

    def line_of(self, place: Place) -> int:
        """Return the line of a place, or of the nearest part around it that is written down."""
        while place and place not in self.lines:
            place = place[:-1]
        return self.lines.get(place, 0)

    def add(self, line: int, message: str) -> None:
        """Note a problem."""
        self.problems.append(SpecProblem(line, message))


def read_yaml(content: bytes) -> Document:
    """Return what the bytes of a spec file say; never raises, whatever they are."""
    document = Document()
    text = _as_text(content, document)
    if text is None:
        return document
    text = _without_hidden(_without_tabs(text, document), document)
    try:
        if _is_plain(text, document):
            node = yaml.compose(text, Loader=yaml.SafeLoader)
            document.data = None if node is None else _build(node, (), document)
    except yaml.YAMLError as error:
        if not document.problems:
            document.problems.append(syntax_problem(error, text))
    return document


def _as_text(content: bytes, document: Document) -> str | None:
    if len(content) > MAX_BYTES:
        document.add(0, f"the file is larger than {MAX_BYTES // 1024} KB; a spec is a few KB")
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
    """Note the first character of each line that cannot be seen; return the text without any."""
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
            # A line end stays a gap; the others stand between letters that belong together.
            lines[number] = "".join(
                (" " if sign.isspace() else "") if index in dict(hidden) else sign
                for index, sign in enumerate(line)
            )
    return "\n".join(lines)


_REFUSED = {
    "anchor": "'&{}' names a part to repeat it; write things out where they are needed",
    "alias": "'*{}' repeats another part; write it out here (text with a * needs quotes)",
    "tag": "'{}' asks for a special type; leave it out (text with a ! needs quotes)",
    "document": "a second document begins here; a file holds one exercise",
    "depth": "this is nested deeper than any part of a spec",
}


def _is_plain(text: str, document: Document) -> bool:
    """Note what the format leaves out of YAML; false when there is no use in reading on."""
    found = list(_refused(text))
    for line, kind, name in found:
        document.add(line, _REFUSED[kind].format(name))
    # Anchors and tags can be read past; the others change what the file means.
    return not any(kind in {"alias", "document", "depth"} for _, kind, _ in found)


def _refused(text: str) -> Iterator[tuple[int, str, str]]:
    """Yield line, kind and name of what is refused, before anything nested is built from it."""
    depth = documents = 0
    for event in yaml.parse(text, Loader=yaml.SafeLoader):
        line = event.start_mark.line + 1 if event.start_mark else 0
        documents += isinstance(event, yaml.DocumentStartEvent)
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if documents > 1 or depth > MAX_DEPTH:
            yield line, "document" if documents > 1 else "depth", ""
            return
        if isinstance(event, yaml.NodeEvent) and event.anchor is not None:
            yield line, "alias" if isinstance(event, yaml.AliasEvent) else "anchor", event.anchor
        if isinstance(event, yaml.ScalarEvent | yaml.CollectionStartEvent) and event.tag:
            yield line, "tag", event.tag.replace("tag:yaml.org,2002:", "!!")


def _build(node: yaml.Node, place: Place, document: Document) -> Value:
    document.lines.setdefault(place, node.start_mark.line + 1)
    if isinstance(node, yaml.MappingNode):
        return _build_block(node, place, document)
    if isinstance(node, yaml.SequenceNode):
        return [_build(child, (*place, i), document) for i, child in enumerate(node.value)]
    value, trap = _plain_value(node)
    if trap:
        document.add(node.start_mark.line + 1, trap)
    return value


def _build_block(node: yaml.MappingNode, place: Place, document: Document) -> Value:
    block: dict[str, Value] = {}
    for key_node, value_node in node.value:
        line = key_node.start_mark.line + 1
        key = str(key_node.value)
        refusal = _key_refusal(key_node, block)
        if refusal:
            document.add(line, refusal)
        else:
            document.lines[(*place, key)] = line
            block[key] = _build(value_node, (*place, key), document)
    return block


def _key_refusal(key_node: yaml.Node, block: dict[str, Value]) -> str:
    if not isinstance(key_node, yaml.ScalarNode):
        return "a name must be plain text; text that begins with [ or { needs quotes"
    if key_node.tag == "tag:yaml.org,2002:merge":
        return "'<<' merges another part in; write things out where they are needed"
    return f"'{key_node.value}' is written twice" if key_node.value in block else ""


def _plain_value(node: yaml.Node) -> tuple[Value, str]:
    """Return the value of one scalar and, where YAML sets a trap, what to write instead."""
    text = str(node.value)
    kind = str(node.tag).rpartition(":")[2]
    if kind == "null":
        return None, ""
    if kind == "bool":
        return _plain_bool(text)
    if kind in {"int", "float"}:
        return _plain_number(text)
    if kind == "timestamp":
        return text, f"'{text}' would be read as a date; put it in quotes"
    return _paragraph(text)


_LINE_ENDS = re.compile("\n+")


def _paragraph(text: str) -> tuple[str, str]:
    """Return a text in one line; quotes let characters be written by number that nobody sees."""
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


def _plain_number(text: str) -> tuple[Value, str]:
    if ":" in text:
        return text, (
            f"'{text}' would be read as a number counted in sixties; write seconds as one number "
            "such as 90, or put it in quotes"
        )
    if not _PLAIN_NUMBER.fullmatch(text):
        return text, f"'{text}' is no plain number; write it like 12 or 0.5"
    number = float(text)
    if not math.isfinite(number) or sum(sign.isdigit() for sign in text) > _MAX_DIGITS:
        return text, f"'{text[:20]}' is too long a number"
    return number if "." in text else int(text), ""


def syntax_problem(error: yaml.YAMLError, text: str) -> SpecProblem:
    """Return what a YAML parser found wrong with a text, in plain words, and on which line."""
    if isinstance(error, ReaderError):
        line = text.count("\n", 0, error.position) + 1
        letter = character_words(text[error.position])
        return SpecProblem(line, f"{letter} cannot be in text; take it out")
    if not isinstance(error, yaml.MarkedYAMLError):
        return SpecProblem(0, _UNREADABLE)
    began_earlier = any(what in str(error.context) for what in _BEGAN_EARLIER)
    mark = (began_earlier and error.context_mark) or error.problem_mark or error.context_mark
    lines = text.split("\n")
    # Some mistakes are noticed only after the last line.
    number = min(mark.line + 1, len(lines)) if mark else 1
    return SpecProblem(number, _friendly(error, lines[number - 1]))


_TEXT_AFTER_BRACKET = re.compile(r"\s*(-\s+)?([\w-]+\s*:\s+)?[\[{].*[\]}]\s*[^\s#,\]}]")

_BEGAN_EARLIER = ("simple key", "quoted scalar", "flow sequence", "flow mapping")

_FRIENDLY = {
    "mapping values are not allowed": "text with a colon in it needs quotes around it, "
    "or the indentation is off",
    "cannot start any token": "text that begins with a special sign needs quotes around it",
    "found unexpected end of stream": "a quote is opened here and not closed",
    "could not find expected ':'": "a name with a colon after it is expected here",
    "expected <block end>": "the indentation does not fit the lines above",
    "expected ',' or": "a bracket is opened here and not closed",
}


_UNREADABLE = (
    "this cannot be read as YAML; look here and above for an indentation that is off, or for a "
    "quote, a bracket or a colon too much or too little"
)
"""What is said where the parser's own words are all there is: nobody but its makers knows them."""


def _friendly(error: yaml.MarkedYAMLError, line: str) -> str:
    if _TEXT_AFTER_BRACKET.match(line):
        return "text that begins with [ or { needs quotes around it"
    problem = str(error.problem)
    plain = next((words for part, words in _FRIENDLY.items() if part in problem), "")
    return plain or _UNREADABLE
