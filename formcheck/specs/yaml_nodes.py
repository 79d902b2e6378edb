"""YAML as a tree of nodes with lines; the only module that knows ruamel.yaml.

ruamel's pure reader composes by the rules of YAML 1.2, whatever version a file asks for. The
composer notes what nodes do not keep (anchors, aliases and tags, with their lines), so that the
caller decides which features a kind of file may use.
"""

import re
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final

from ruamel.yaml import YAML
from ruamel.yaml.composer import Composer
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import AliasEvent, CollectionStartEvent, DocumentStartEvent
from ruamel.yaml.nodes import MappingNode, ScalarNode, SequenceNode
from ruamel.yaml.reader import ReaderError
from ruamel.yaml.resolver import VersionedResolver
from ruamel.yaml.tag import Tag

from formcheck.errors import SpecProblem
from formcheck.printable import character_words

__all__ = ["Feature", "Node", "Tree", "Use", "compose"]

Node = MappingNode | SequenceNode | ScalarNode


class Feature(StrEnum):
    """Features of YAML beyond text, numbers, lists and blocks."""

    ANCHOR = "anchor"
    REUSED_ANCHOR = "reused anchor"
    ALIAS = "alias"
    UNKNOWN_ALIAS = "unknown alias"
    TAG = "tag"
    VERSION = "version"
    DOCUMENT = "document"
    DEPTH = "depth"


@dataclass(frozen=True, slots=True)
class Use:
    """A feature that a text uses, its line, and its name there."""

    line: int
    feature: Feature
    name: str = ""


@dataclass(slots=True)
class Tree:
    """A text's nodes, the features it uses, and the problem that keeps it from being read."""

    root: Node | None = None
    uses: list[Use] = field(default_factory=list)
    problem: SpecProblem | None = None


def compose(text: str, max_depth: int) -> Tree:
    """Return the tree of a text; no text makes it raise.

    ``max_depth`` bounds the nesting of lists and blocks. Deeper nesting ends the reading with
    :attr:`Feature.DEPTH` among the uses; a second document ends it with :attr:`Feature.DOCUMENT`.
    """
    reader = _Reader(max_depth, text)
    tree = Tree(uses=reader.uses)
    try:
        tree.root = reader.compose(text)
    except _StopError:
        pass
    except YAMLError as error:
        tree.problem = _syntax_problem(error, text)
    except _UNFORESEEN:
        tree.problem = SpecProblem(reader.line, _UNREADABLE)
    return tree


_UNFORESEEN: Final = (AssertionError, OverflowError, ValueError)
"""Errors that ruamel raises on some broken texts, such as an escape with a number of no letter."""


class _StopError(Exception):
    """Ends the reading."""


class _Resolver(VersionedResolver):
    """Types plain scalars by YAML 1.2, and by 1.1 where only 1.1 sees more than text in them."""

    def resolve(self, kind: Any, value: Any, implicit: Any) -> Tag:
        """Return the tag of a node that has none in the file."""
        tag: Tag = super().resolve(kind, value, implicit)
        if kind is not ScalarNode or not implicit[0] or tag != self.DEFAULT_SCALAR_TAG:
            return tag
        if value in _BOOLS_1_1:
            return Tag(suffix=f"{_STANDARD}bool")
        return Tag(suffix=f"{_STANDARD}sixties") if _SIXTIES.fullmatch(value) else tag

    @property
    def processing_version(self) -> tuple[int, int]:
        """The rules stay those of YAML 1.2: by 1.1, ``no`` is false and ``010`` is eight."""
        return (1, 2)


_STANDARD: Final = "tag:yaml.org,2002:"

_BOOLS_1_1: Final = frozenset(
    case(word) for word in ("yes", "no", "on", "off") for case in (str.lower, str.title, str.upper)
)

_SIXTIES: Final = re.compile(r"[-+]?[0-9][0-9_]*(:[0-5]?[0-9])+(\.[0-9_]*)?")
"""Minutes and seconds, which YAML 1.1 reads as one number in base sixty."""


class _Composer(Composer):
    """Notes the features that events have and nodes do not keep."""

    loader: "_Reader"

    def __init__(self, loader: "_Reader") -> None:
        super().__init__(loader)
        self.warn_double_anchors = False  # noted as a use

    def get_single_node(self) -> Node | None:
        """Return the root of the only document."""
        try:
            self.parser.get_event()
            root: Node | None = self.get_node()
            if self.check_node():
                self.loader.note(self.parser.peek_event(), Feature.DOCUMENT)
                raise _StopError
        finally:
            self.loader.line = self.loader.reader.line + 1  # forgotten by the reader afterwards
        return root

    def compose_document(self) -> Node:
        """Return the root of one document."""
        event = self.parser.peek_event()
        if event.version not in {None, (1, 2)}:
            self.loader.note(event, Feature.VERSION, ".".join(map(str, event.version)))
        root: Node = super().compose_document()
        return root

    def compose_node(self, parent: Node | None, index: Any) -> Node:
        """Return the next node with everything inside it."""
        event = self.parser.peek_event()
        if isinstance(event, AliasEvent):
            return self._repeated(event)
        if event.anchor is not None:
            self.loader.note(event, Feature.ANCHOR, event.anchor)
            if event.anchor in self.anchors:
                self.loader.note(event, Feature.REUSED_ANCHOR, event.anchor)
        if event.ctag is not None:
            self.loader.note(event, Feature.TAG, str(event.ctag).replace(_STANDARD, "!!"))
        if isinstance(event, CollectionStartEvent) and self.depth >= self.loader.deepest:
            self.loader.note(event, Feature.DEPTH)
            raise _StopError
        node: Node = super().compose_node(parent, index)
        return node

    def _repeated(self, event: AliasEvent) -> Node:
        self.loader.note(event, Feature.ALIAS, event.anchor)
        if event.anchor in self.anchors:
            node: Node = super().compose_node(None, None)
            return node
        self.loader.note(event, Feature.UNKNOWN_ALIAS, event.anchor)
        self.parser.get_event()
        return ScalarNode(f"{_STANDARD}null", "", event.start_mark, event.end_mark)


_LINE_END: Final = re.compile("\r\n?|\n")


class _Reader(YAML):
    """ruamel's pure reader of plain data, with the composer above; ``line`` is its last line."""

    def __init__(self, deepest: int, text: str) -> None:
        super().__init__(typ="safe", pure=True)
        self.Composer: Any = _Composer
        self.Resolver = _Resolver
        self.deepest = deepest
        self.line = 0
        self.uses: list[Use] = []
        self._lines = _LINE_END.split(text)

    @property
    def version(self) -> tuple[int, int]:
        """The version a file asks for; the reader notes it and otherwise ignores it."""
        return (1, 2)

    @version.setter
    def version(self, val: object) -> None:
        pass

    def note(self, event: Any, feature: Feature, name: str = "") -> None:
        """Note the use of a feature at an event's first line."""
        line = event.start_mark.line + 1
        if isinstance(event, DocumentStartEvent):
            line = self._directives_before(line)
        self.uses.append(Use(line, feature, name))

    def _directives_before(self, line: int) -> int:
        """Return the line of the first directive right before the ``---`` it belongs to."""
        while line > 1 and self._lines[line - 2].startswith("%"):
            line -= 1
        return line


def _syntax_problem(error: YAMLError, text: str) -> SpecProblem:
    """Return ruamel's error in a text, in plain words and with its line."""
    if isinstance(error, ReaderError):
        line = text.count("\n", 0, error.position) + 1
        letter = character_words(text[error.position])
        return SpecProblem(line, f"{letter} cannot be in text; take it out")
    if not isinstance(error, MarkedYAMLError):
        return SpecProblem(0, _UNREADABLE)
    began_earlier = any(what in str(error.context) for what in _BEGAN_EARLIER)
    mark = (began_earlier and error.context_mark) or error.problem_mark or error.context_mark
    lines = text.split("\n")
    # ruamel notices some mistakes only after the last line.
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
"""The message if there are only the parser's own words, which nobody but its makers knows."""


def _friendly(error: MarkedYAMLError, line: str) -> str:
    if _TEXT_AFTER_BRACKET.match(line):
        return "text that begins with [ or { needs quotes around it"
    problem = str(error.problem)
    plain = next((words for part, words in _FRIENDLY.items() if part in problem), "")
    return plain or _UNREADABLE
