"""YAML text to trees with places, from the C parser's events.

The parser's events carry marks and, unlike its composed nodes, show every duplicate key. Nothing
here recurses over the file's nesting, and nothing grows faster than the file: aliases count with
what they stand for.

An alias is placed where it stands; what lies within it stands where the anchor is, since that is
the text to mend.
"""

import re
from typing import Any, Final

from govcheck.lazy_pattern import lazy_pattern
from govcheck.load.nodes import KeyValue, Mapping, Node, Scalar, Sequence
from govcheck.load.scalar import plain_value, resolve
from govcheck.load.shape import QUOTE_IT
from govcheck.load.syntax_faults import syntax_fault
from govcheck.load.yaml_dialect import mask
from govcheck.load.yaml_faults import (
    BAD_ALIAS,
    BAD_KEY,
    BAD_SCALAR,
    DUPLICATE_KEY,
    EMPTY,
    MERGE_KEY,
    SYNTAX,
    TOO_LARGE,
    Fault,
    other_version,
    rest_of,
)
from govcheck.load.yaml_limits import DEEPEST, MOST_FAULTS, MOST_NODES, MOST_RESUMED
from govcheck.named_tuples import NamedTuple
from govcheck.source import Source
from govcheck.translation import said, told

_PROPERTIES: Final = lazy_pattern(
    r"""( ( &[^\s,\[\]{}]+ | !<[^>\s]*> | ![^\s,\[\]{}]* ) (\s|\#[^\n\r]*)* )*""", re.VERBOSE
)
"""The anchor and the tag in front of a value."""
_TAGS: Final = ("!", "tag:yaml.org,2002:map", "tag:yaml.org,2002:seq")  # of collections


class _Open:
    """A collection that is being read; a mapping where it has entries."""

    __slots__ = ("anchor", "before", "entries", "flow", "height", "items", "key", "start")

    def __init__(
        self,
        start: int,
        anchor: str | None,
        entries: dict[str, KeyValue] | None,
        flow: bool,
        before: int,
    ) -> None:
        self.start = start
        self.anchor = anchor
        self.entries = entries
        self.flow = flow
        self.before = before
        """How many values the file had before it."""
        self.height = 0
        """How many levels of nesting it holds so far, itself left out."""
        self.items: list[Node] = []
        self.key: tuple[str | None, int, int] | None = None
        """The key that waits for its value, if any; a None name drops the value."""


class _Anchored(NamedTuple):
    """What an alias stands for: a node with how many values and levels it holds."""

    node: Node
    size: int
    height: int


class _Stop(Exception):
    """The file cannot be read any further."""


def parse(source: Source) -> tuple[list[Node], list[Fault]]:
    """The documents of a file that could be read, and everything that is wrong with its text."""
    reader = _Reader(source)
    reader.read()
    return reader.documents, reader.faults


class _Reader:
    """Builds trees from the events of one file."""

    def __init__(self, source: Source) -> None:
        self.text = source.text
        self._masked = mask(source.text)
        self.documents: list[Node] = []
        self.faults: list[Fault] = []
        self._stack: list[_Open] = []
        self._anchors: dict[str, _Anchored] = {}
        self._unfinished: set[str] = set()
        self._nodes = self._begun = 0

    def read(self) -> None:
        """Read the whole text, but for documents that are no YAML."""
        rest: str | None = self._masked.text
        while rest is not None:
            rest = self._read(rest)
        if not self.documents and not self.faults:
            self.faults.append(Fault(EMPTY, 0, 0, said("the document is empty")))

    def _read(self, text: str) -> str | None:
        """Read a text as far as it is YAML; what follows from its next document on."""
        from _ruamel_yaml import CParser
        from ruamel.yaml.error import YAMLError

        handlers = {name: getattr(self, handler) for name, handler in _HANDLERS.items()}
        try:
            next_event = CParser(text).get_event
            while (event := next_event()) is not None:
                handlers[type(event).__name__](event)
        except _Stop:
            pass
        except YAMLError as error:
            fault = syntax_fault(error, self.text)
            self.faults.append(fault)
            if len(self.faults) < MOST_RESUMED:
                return rest_of(text, self._begun, fault.start)
        except (ValueError, UnicodeError) as error:
            reason = said("cannot be read as YAML: {error}", error=told(error))
            self.faults.append(Fault(SYNTAX, 0, 1, reason))
        return None

    def ignore(self, event: Any) -> None:
        """Stream events say nothing."""

    def document_start(self, event: Any) -> None:
        """Anchors reach to the end of their document only."""
        self._anchors, self._unfinished, self._stack = {}, set(), []
        self._begun = event.start_mark.index
        if event.version not in (None, (1, 2)):
            stated = ".".join(map(str, event.version))
            start = self.text.rfind("%YAML", 0, event.end_mark.index)
            self._report(other_version(stated, start))

    def scalar(self, event: Any) -> None:
        """A single value: a key, or the value of one, or an item."""
        style, anchor, tag, value = event.style, event.anchor, event.ctag, event.value
        start, end = event.start_mark.index, event.end_mark.index
        start = self._content(event) if anchor or tag else start
        if style in ("|", ">"):
            end = start + len(self.text[start:end].rstrip())
        if not value.isascii():
            value = self._masked.unmask(value)
        if tag or not style:
            try:
                value = resolve(value, plain=not style, tag=str(tag)) if tag else plain_value(value)
            except ValueError as error:
                self._report_scalar(event, value, start, end, error)
        self._count(1, start)
        top = self._stack[-1] if self._stack else None
        if top is None or top.entries is None or top.key is not None or anchor:
            self._add(Scalar(value, start, end), anchor, 1, 0)
        elif type(value) is str and value != "<<" and value not in top.entries:
            top.key = value, start, end
        else:
            top.key = self._key(Scalar(value, start, end), top.entries), start, end

    def _report_scalar(self, event: Any, text: str, start: int, end: int, error: Exception) -> None:
        what = f"`{text[:40]}`" if text else said("this value")
        advice = QUOTE_IT if self.text[event.start_mark.index] == "!" else None
        reason = said("{value} {reason}", value=what, reason=told(error))
        self._report(Fault(BAD_SCALAR, start, end, reason, advice))

    def alias(self, event: Any) -> None:
        """The node of an anchor, once more."""
        start, end, name = event.start_mark.index, event.end_mark.index, event.anchor
        known = self._anchors.get(name)
        if known is None:
            reason = (
                said("`*{name}` stands within its own anchor", name=name)
                if name in self._unfinished
                else said("`*{name}` names no anchor above it", name=name)
            )
            self._report(Fault(BAD_ALIAS, start, end, reason, QUOTE_IT))
            raise _Stop
        if len(self._stack) + known.height > DEEPEST:
            message = said(
                "is nested more than {most} levels deep, through `*{name}`", most=DEEPEST, name=name
            )
            self._give_up(start, message)
        self._count(known.size, start)
        node = known.node._replace(start=start, end=end)
        self._add(node, None, known.size, known.height)

    def mapping_start(self, event: Any) -> None:
        """A mapping begins."""
        self._open(event, {})

    def sequence_start(self, event: Any) -> None:
        """A sequence begins."""
        self._open(event, None)

    def end(self, event: Any) -> None:
        """The innermost collection ends; in block style, where its last entry does."""
        top = self._stack.pop()
        end = event.end_mark.index if top.flow else top.start + 1
        node: Node
        if top.entries is None:
            if not top.flow and top.items:
                end = max(end, top.items[-1].end)
            node = Sequence(top.items, top.start, end)
        else:
            if not top.flow and top.entries:
                last = next(reversed(top.entries.values()))
                end = max(top.start, last.end, last.node.end)
            node = Mapping(top.entries, top.start, end)
        if top.anchor:
            self._unfinished.discard(top.anchor)
        self._add(node, top.anchor, self._nodes - top.before, top.height + 1)

    def _open(self, event: Any, entries: dict[str, KeyValue] | None) -> None:
        start = self._content(event) if event.anchor or event.ctag else event.start_mark.index
        if len(self._stack) >= DEEPEST:
            self._give_up(start, said("is nested more than {most} levels deep", most=DEEPEST))
        if event.ctag and event.tag not in _TAGS:
            message = said(
                "has the tag `{tag}`, which is not part of the YAML 1.2 core schema", tag=event.tag
            )
            first = event.start_mark.index
            reason = said("this {message}", message=message)
            self._report(Fault(BAD_SCALAR, first, max(start, first + 1), reason, QUOTE_IT))
        if event.anchor:
            self._unfinished.add(event.anchor)
            self._anchors.pop(event.anchor, None)
        flow = bool(event.flow_style)
        self._stack.append(_Open(start, event.anchor, entries, flow, self._nodes))
        self._count(1, start)

    def _content(self, event: Any) -> int:
        """Where a value begins, behind its anchor and its tag."""
        start: int = event.start_mark.index
        properties = _PROPERTIES.match(self.text, start)
        behind = properties.end() if properties else start
        block = getattr(event, "flow_style", None) is False
        return behind if block else min(behind, event.end_mark.index)

    def _count(self, nodes: int, start: int) -> None:
        self._nodes += nodes
        if self._nodes > MOST_NODES:
            message = said("has more than {most} values, aliases counted in full", most=MOST_NODES)
            self._give_up(start, message)

    def _give_up(self, start: int, message: str) -> None:
        said_of_file = said("the file {message}", message=message)
        self._report(Fault(TOO_LARGE, start, start + 1, said_of_file))
        raise _Stop

    def _report(self, fault: Fault) -> None:
        self.faults.append(fault)
        if len(self.faults) >= MOST_FAULTS:
            raise _Stop

    def _add(self, node: Node, anchor: str | None, size: int, height: int) -> None:
        if anchor:
            self._anchors[anchor] = _Anchored(node, size, height)
        if not self._stack:
            if isinstance(node, Scalar) and node.value is None:
                self._report(Fault(EMPTY, node.start, node.end, said("the document is empty")))
            self.documents.append(node)
            return
        top = self._stack[-1]
        if height > top.height:  # noqa: PLR1730 - asked of every value
            top.height = height
        if top.entries is None:
            top.items.append(node)
        elif top.key is None:
            top.key = (self._key(node, top.entries), node.start, node.end)
        else:
            name, start, end = top.key
            top.key = None
            if name is not None:
                top.entries[name] = KeyValue(start, end, node)

    def _key(self, node: Node, entries: dict[str, KeyValue]) -> str | None:
        """The name that a key states; None where its entry is to be left out."""
        start, end = node.start, node.end
        value = node.value if isinstance(node, Scalar) else None
        if not isinstance(node, Scalar):
            fault = Fault(BAD_KEY, start, end, said("a key is a single text"))
        elif not isinstance(value, str):
            message = said("the key `{written}` is not text", written=self.text[start:end])
            fault = Fault(BAD_KEY, start, end, message, said("quote it"))
        elif value == "<<" and self.text[start:end] == "<<":
            message = said("`<<` merges nothing in YAML 1.2")
            advice = said("write the fields out; an alias can stand for one whole value")
            fault = Fault(MERGE_KEY, start, end, message, advice)
        elif value in entries:
            first = entries[value]
            message = said("the key `{value}` stands twice in the same mapping", value=value)
            see = (first.start, first.end, said("it stands here first"))
            fault = Fault(DUPLICATE_KEY, start, end, message, said("keep one of the two"), see)
        else:
            return value
        self._report(fault)
        return None


_HANDLERS = {
    "StreamStartEvent": "ignore",
    "StreamEndEvent": "ignore",
    "DocumentStartEvent": "document_start",
    "DocumentEndEvent": "ignore",
    "ScalarEvent": "scalar",
    "AliasEvent": "alias",
    "MappingStartEvent": "mapping_start",
    "MappingEndEvent": "end",
    "SequenceStartEvent": "sequence_start",
    "SequenceEndEvent": "end",
}
