"""Any plain YAML, with the line of every part: labels come from many hands and tools.

Unlike specs, labels may use all that YAML has for plain data, repeats by ``&`` and ``*`` included.
"""

from typing import Final

import yaml

from formcheck.printable import in_unicode
from formcheck.specs.lined_yaml import Document, Place, Value, syntax_problem

__all__ = ["MAX_BYTES", "read_lined"]

MAX_BYTES: Final = 4 * 1024 * 1024
"""Labels of a thousand clips take about one megabyte."""

_MAX_PARTS: Final = 400_000
"""A bound on what repeats of repeats can grow to; as many parts as a file of that size can have."""

_DEEPEST: Final = 20
"""The format needs six levels; a bound ends a file that repeats itself inside itself."""


def read_lined(content: bytes) -> Document:
    """Return what the bytes of a labels file say; never raises, whatever they are."""
    document = Document()
    if len(content) > MAX_BYTES:
        document.add(0, f"the file is larger than {MAX_BYTES // 1024**2} MB")
        return document
    try:
        text = content.decode("utf-8-sig")
        node = yaml.compose(text, Loader=yaml.SafeLoader)
        document.data = None if node is None else _Builder(document).build(node, ())
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        document.add(line, "this is not UTF-8 text; save the file as UTF-8")
    except yaml.YAMLError as error:
        document.problems.append(syntax_problem(error, text))
    except _TooMuchError as error:
        document.add(error.line, "repeats of repeats make this too large; write things out")
    except RecursionError:  # the parser's own
        document.add(0, "this is nested deeper than any part of a labels file")
    return document


class _TooMuchError(Exception):
    def __init__(self, line: int) -> None:
        super().__init__(line)
        self.line = line


class _Builder:
    """Turns nodes into values, and notes lines and double names on the way."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._parts = 0
        self._scalars = yaml.SafeLoader("")

    def build(self, node: yaml.Node, place: Place) -> Value:
        line = node.start_mark.line + 1
        self._parts += 1
        if self._parts > _MAX_PARTS or len(place) > _DEEPEST:
            raise _TooMuchError(line)
        self._document.lines.setdefault(place, line)
        if isinstance(node, yaml.MappingNode):
            return self._block(node, place)
        if isinstance(node, yaml.SequenceNode):
            return [self.build(child, (*place, i)) for i, child in enumerate(node.value)]
        return self._scalar(node)

    def _block(self, node: yaml.MappingNode, place: Place) -> Value:
        block: dict[str, Value] = {}
        for key_node, value_node in node.value:
            line = key_node.start_mark.line + 1
            if not isinstance(key_node, yaml.ScalarNode):
                self._document.add(line, "a name must be plain text, without brackets and dashes")
                continue
            key = str(key_node.value)
            if key in block:
                self._document.add(line, f"'{key}' is written twice")
            self._document.lines[(*place, key)] = line
            block[key] = self.build(value_node, (*place, key))
        return block

    def _scalar(self, node: yaml.Node) -> Value:
        """Return text, a number, true, false or nothing; dates and all else stay text."""
        kind = str(node.tag).rpartition(":")[2]
        if kind not in {"null", "bool", "int", "float"}:
            return self._text(node)
        try:
            value: Value = self._scalars.construct_object(node)
        except (ValueError, ArithmeticError, LookupError, yaml.YAMLError):
            # Such as a number of ten thousand digits, or what says of itself that it is one.
            return str(node.value)
        return value

    def _text(self, node: yaml.Node) -> str:
        """Return a text; written by number it may hold halves of letters, which no file can."""
        text = str(node.value)
        if in_unicode(text) != text:
            self._document.add(node.start_mark.line + 1, "this text holds half a letter")
        return text
