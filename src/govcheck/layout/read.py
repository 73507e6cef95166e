"""From text to its syntax, by the C scanner's tokens.

The tokens carry exact places but no comments; those are read from the text between two tokens,
where nothing but white space, indicators and comments can stand.
"""

import re
from collections.abc import Sequence

from govcheck.layout.cursor import DOCUMENT_BREAKS, INVISIBLE, TokenCursor, indentation
from govcheck.layout.syntax import (
    BlockScalar,
    Flow,
    FlowEntry,
    Raw,
    SyntaxDocument,
    SyntaxEntry,
    SyntaxMapping,
    SyntaxNode,
    SyntaxScalar,
    SyntaxSequence,
    SyntaxValue,
)
from govcheck.load.tokens import Token
from govcheck.translation import said

_BLOCK_HEADER = re.compile(r"[|>][+-]?([1-9]?)[+-]?")
_FLOW_START = {"FlowSequenceStartToken": "[]", "FlowMappingStartToken": "{}"}
_FLOW_END = ("FlowSequenceEndToken", "FlowMappingEndToken")
_PROPERTIES = ("AnchorToken", "TagToken")
_VALUE_ENDS = (*DOCUMENT_BREAKS, "BlockEndToken", "KeyToken", "ValueToken")


class UnusualSyntax(Exception):
    """Something that YAML allows and this layout does not write."""


def read(text: str, scanned: Sequence[Token]) -> tuple[SyntaxDocument, ...]:
    """The documents of a text with these tokens, whose lines end in LF.

    Raises:
        UnusualSyntax: It has something that the layout does not write, such as a multi-line key.
    """
    return _Reader(text, scanned).documents()


class _Reader(TokenCursor):
    """Reads the syntax of each document, token by token."""

    def documents(self) -> tuple[SyntaxDocument, ...]:
        """Every document up to the end of the text."""
        found = []
        while self._kind() != "StreamEndToken":
            found.append(self._document())
        if self._pending:
            raise UnusualSyntax(said("a file of comments only"))
        return tuple(found)

    def _document(self) -> SyntaxDocument:
        above: list[str] = []
        while self._kind() == "DirectiveToken":
            above += [*self._take_lines(), self._skip() + self._take_remark()]
        marker = ""
        if self._kind() == "DocumentStartToken":
            above += self._take_lines()
            marker = self._skip()
        root = self._value(-1, in_sequence=False)
        below: list[str] = []
        while self._kind() == "DocumentEndToken":
            below += [*self._take_lines(), self._skip() + self._take_remark()]
        if self._kind() == "StreamEndToken":
            below += self._take_lines()
        return SyntaxDocument(tuple(above), marker, root, tuple(below))

    def _value(self, parent: int, *, in_sequence: bool) -> SyntaxValue:
        """What follows an indicator; `parent` is the column of the surrounding collection."""
        ends = (*_VALUE_ENDS, "BlockEntryToken") if in_sequence else _VALUE_ENDS
        remark, below = self._take_remark(), self._new_line
        above = () if self._kind() in ends else self._take_lines()
        properties = self._block_properties()
        if properties:
            if above or (remark and below):
                raise UnusualSyntax(said("a comment in front of an anchor or tag"))
            remark, above, below = self._take_remark(), self._take_lines(), self._new_line
        node = None if self._kind() in ends else self._node(parent)
        end = self._take_remark()
        return SyntaxValue(properties, remark, above, below, node, end)

    def _block_properties(self) -> str:
        """The anchor and tag of a block collection; those of scalars stay with their text."""
        ahead = self._next
        while self._kind(ahead) in _PROPERTIES:
            ahead += 1
        if ahead == self._next or self._kind(ahead) not in (*INVISIBLE, "BlockEntryToken"):
            return ""
        parts = []
        while self._kind() in _PROPERTIES:
            parts.append(self._skip())
        return " ".join(parts)

    def _node(self, parent: int) -> SyntaxNode:
        first = self._kind()
        if first == "BlockMappingStartToken":
            return self._mapping()
        if first == "BlockSequenceStartToken":
            self._advance()
            return self._sequence(indentless=False)
        if first == "BlockEntryToken":
            return self._sequence(indentless=True)
        start = self._start()
        while self._kind() in _PROPERTIES:
            self._skip()
        if self._kind() in _FLOW_START:
            properties = self._text[start : self._start()].rstrip()
            return self._outer_flow(start, properties)
        if self._kind() not in ("ScalarToken", "AliasToken"):
            raise UnusualSyntax(said("an anchor or tag without a value"))
        properties = self._text[start : self._start()]
        if "\n" in properties:
            raise UnusualSyntax(said("an anchor or tag on a line of its own"))
        style = self._tokens[self._next].style
        if style in ("|", ">"):
            return self._block_scalar(properties, parent)
        self._skip()
        return SyntaxScalar(self._text[start : self._end])

    def _mapping(self) -> SyntaxMapping:
        self._advance()
        column, entries = self._column(), []
        while self._kind() != "BlockEndToken":
            above = self._take_lines()
            if self._kind() != "KeyToken":
                raise UnusualSyntax(said("a value without a key"))
            self._advance_over_key()
            key, name = self._key()
            entries.append(SyntaxEntry(above, key, name, self._value(column, in_sequence=False)))
        self._advance()
        return SyntaxMapping(tuple(entries), self._take_trailing(column))

    def _sequence(self, *, indentless: bool) -> SyntaxSequence:
        column, entries = self._column(), []
        while self._kind() == "BlockEntryToken":
            above = self._take_lines()
            self._skip()
            entries.append(SyntaxEntry(above, None, None, self._value(column, in_sequence=True)))
        if not indentless:
            self._advance()
        return SyntaxSequence(tuple(entries), self._take_trailing(column))

    def _advance_over_key(self) -> None:
        """Pass the key token; the `?` of an explicit key is not written again."""
        if self._tokens[self._next].end > self._start():
            self._skip()
            if self._remark or self._pending:
                raise UnusualSyntax(said("a comment behind `?`"))
        else:
            self._advance()

    def _key(self) -> tuple[str, str | None]:
        start = self._start()
        while self._kind() in _PROPERTIES:
            self._skip()
        token = self._tokens[self._next]
        if self._kind() not in ("ScalarToken", "AliasToken"):
            raise UnusualSyntax(said("a key that is not a text"))
        self._skip()
        key = self._text[start : self._end]
        if "\n" in key or self._remark or self._pending or self._kind() != "ValueToken":
            raise UnusualSyntax(said("a key that is not on one line with its `:`"))
        self._skip()
        name = token.value if token.kind == "ScalarToken" else None
        return (key if name is not None else f"{key} "), name

    def _block_scalar(self, properties: str, parent: int) -> BlockScalar:
        start, end = self._start(), self._tokens[self._next].end
        header, *lines = self._text[start:end].split("\n")
        match = _BLOCK_HEADER.match(header)
        stated = int(match[1] or 0) if match else 0
        shared = max(parent, 0) + stated if stated else _shared_indentation(lines)
        if match and "+" in match[0]:
            lines = lines[:-1] if lines and not lines[-1] else lines
        else:
            while lines and not lines[-1][shared:]:
                lines.pop()
            end = start + len("\n".join((header, *lines)))
        self._advance()
        self._end = end
        self._look_ahead()
        dedented = tuple(line[shared:] for line in lines)
        return BlockScalar(properties + header.rstrip(), dedented, stated or None)

    def _outer_flow(self, start: int, properties: str) -> Flow | Raw:
        if "\n" in properties:
            raise UnusualSyntax(said("an anchor or tag on a line of its own"))
        self._comments = False
        flow = self._flow(properties)
        if not self._comments:
            return flow
        lines = self._text[start : self._end].split("\n")
        return Raw(tuple(line.strip(" \t") for line in lines))

    def _flow(self, properties: str) -> Flow:
        brackets = _FLOW_START[self._kind()]
        self._skip()
        entries = []
        while self._kind() not in _FLOW_END:
            new_line = self._flow_gap()
            entries.append(self._flow_entry(new_line))
            self._flow_gap()
            if self._kind() == "FlowEntryToken":
                self._skip()
        closes_line = self._flow_gap()
        self._skip()
        return Flow(properties, brackets, tuple(entries), closes_line)

    def _flow_entry(self, new_line: bool) -> FlowEntry:
        if self._kind() == "ValueToken":
            raise UnusualSyntax(said("a value without a key"))
        if self._kind() != "KeyToken":
            return FlowEntry(new_line, None, None, self._flow_value())
        self._advance_over_key()
        name = self._tokens[self._next].value if self._kind() == "ScalarToken" else None
        key = self._flow_value()
        if not isinstance(key, SyntaxScalar) or "\n" in key.text:
            raise UnusualSyntax(said("a key that is not a text on one line"))
        self._flow_gap()
        if self._kind() != "ValueToken":
            return FlowEntry(new_line, None, None, key)
        self._skip()
        self._flow_gap()
        text = key.text if name is not None else f"{key.text} "
        if self._kind() in ("FlowEntryToken", *_FLOW_END):
            return FlowEntry(new_line, text, name, None)
        return FlowEntry(new_line, text, name, self._flow_value())

    def _flow_value(self) -> SyntaxScalar | Flow:
        start = self._start()
        while self._kind() in _PROPERTIES:
            self._skip()
        if self._kind() in _FLOW_START:
            return self._flow(self._text[start : self._start()].rstrip())
        if self._kind() not in ("ScalarToken", "AliasToken"):
            raise UnusualSyntax(said("an anchor or tag without a value"))
        self._skip()
        return SyntaxScalar(self._text[start : self._end])

    def _flow_gap(self) -> bool:
        """Pass the space in front of the next token; tell whether it begins a line."""
        self._comments |= bool(self._remark) or any(line.text for line in self._pending)
        self._remark, self._pending = "", []
        return self._new_line

    _comments = False


def _shared_indentation(lines: list[str]) -> int:
    """The indentation of a block scalar: that of its first line that is not blank."""
    stated = [indentation(line) for line in lines if line.strip(" ")]
    return stated[0] if stated else max(map(len, lines), default=0)
