"""From syntax to text, in the one layout.

Two spaces a level, sequences indented below their key, one space behind `:` and `-`, at most one
blank line in a row, lines end in LF and so does the file. Remarks keep their distance.
"""

from collections.abc import Sequence
from functools import cache
from typing import Any, Final, NamedTuple, TypeVar

from govcheck.layout import syntax
from govcheck.layout.syntax import (
    CommentLines,
    Flow,
    FlowEntry,
    SyntaxDocument,
    SyntaxEntry,
    SyntaxNode,
    SyntaxScalar,
    SyntaxValue,
)

_Schema = dict[str, Any]

_FIRST = ("kind", "id")


class Shape(NamedTuple):
    """What the schema knows about a node: the schemas that it may follow."""

    options: tuple[_Schema, ...]
    definitions: _Schema

    def field(self, name: str | None) -> "Shape":
        """The shape of a mapping's value."""
        found = []
        for option in self.options:
            schema = option.get("properties", {}).get(name, option.get("additionalProperties"))
            if isinstance(schema, dict):
                found.append(schema)
        return _shape(found, self.definitions)

    def item(self) -> "Shape":
        """The shape of a sequence's items."""
        found = [
            option["items"] for option in self.options if isinstance(option.get("items"), dict)
        ]
        return _shape(found, self.definitions)

    def order(self, names: Sequence[str | None]) -> list[int]:
        """The positions of the keys in the order in which they belong.

        Fields stand as in the schema, keys that it does not know below them, `x-` keys last. A
        mapping whose keys are free, such as the facts of a condition, keeps its order.
        """
        positions = list(range(len(names)))
        records = [option["properties"] for option in self.options if _is_record(option)]
        if not records:
            return positions
        fields = list(max(records, key=lambda record: sum(name in record for name in names)))
        ranks = {name: rank for rank, name in enumerate(dict.fromkeys((*_FIRST, *fields)))}

        def rank(position: int) -> int:
            name = names[position] or ""
            return len(ranks) + 1 if name.startswith("x-") else ranks.get(name, len(ranks))

        return sorted(positions, key=rank)


NO_SHAPE: Final = Shape((), {})
"""Nothing is known: every order stays."""


@cache
def shape_of(kind: str) -> Shape:
    """The shape of a kind's documents; an unknown kind has none, and keeps its order."""
    from govcheck.model.json_schema import kind_schema
    from govcheck.model.kinds import KINDS

    if kind not in KINDS:
        return NO_SHAPE
    schema = kind_schema(kind)
    return Shape((schema,), schema.get("$defs", {}))


def _shape(schemas: Sequence[_Schema], definitions: _Schema) -> Shape:
    """The schemas with references followed and alternatives side by side."""
    waiting, found = list(schemas), []
    while waiting:
        schema = waiting.pop(0)
        reference = schema.get("$ref")
        if reference is not None:
            waiting.append(definitions[reference.rpartition("/")[2]])
        elif "anyOf" in schema:
            waiting += schema["anyOf"]
        else:
            found.append(schema)
    return Shape(tuple(found), definitions)


def _is_record(schema: _Schema) -> bool:
    return "properties" in schema and schema.get("additionalProperties") is False


_STEP = 2
E = TypeVar("E", SyntaxEntry, FlowEntry)
SyntaxLeaf = syntax.SyntaxScalar | syntax.BlockScalar | Flow | syntax.Raw


def write(documents: Sequence[SyntaxDocument], *, arrange: bool) -> str:
    """The text of documents; with `arrange` keys come in the order of their kind's fields."""
    writer = _Writer(arrange=arrange)
    for document in documents:
        writer.document(document)
    return writer.text()


class _Writer:
    def __init__(self, *, arrange: bool) -> None:
        self._arrange = arrange
        self._lines: list[str] = []
        self._after_blank = True

    def text(self) -> str:
        lines = self._lines
        while lines and self._after_blank and not lines[-1]:
            lines = lines[:-1]
        return "\n".join((*lines, ""))

    def document(self, document: SyntaxDocument) -> None:
        self._gap(document.above, 0)
        shape = shape_of(_kind(document.root.node)) if self._arrange else NO_SHAPE
        self._value(document.marker, document.root, 0, 0, shape)
        self._gap(document.below, 0)

    def _value(
        self, prefix: str, value: SyntaxValue, column: int, inner: int, shape: Shape
    ) -> None:
        """Write a value behind its indicator; `prefix` is the line so far, without indentation.

        `column` is that of the indicator and `inner` that of what stands below it.
        """
        node, indented = value.node, " " * column + prefix
        head = _joined(indented, value.properties)
        if isinstance(node, syntax.SyntaxMapping | syntax.SyntaxSequence):
            compact = prefix == "-" and not (value.properties or value.remark or value.above)
            if head.strip() and not compact:
                self._add(head + value.remark)
            self._gap(value.above, inner)
            start = f"{indented} " if compact else " " * inner
            self._collection(node, inner, start, shape)
        elif node is None:
            self._add(head + (value.remark or value.end))
        else:
            if value.below:
                if head.strip():
                    self._add(head + value.remark)
                self._gap(value.above, inner)
                indented = " " * inner
            self._leaf(indented, node, inner, value.end, shape)

    def _collection(
        self,
        node: syntax.SyntaxMapping | syntax.SyntaxSequence,
        column: int,
        start: str,
        shape: Shape,
    ) -> None:
        is_list = isinstance(node, syntax.SyntaxSequence)
        arranged = node.entries if is_list else _arranged(node.entries, shape)
        for number, entry in enumerate(arranged):
            if number:
                self._gap(entry.above, column)
            begun = len(self._lines)
            if entry.key is None:
                self._value("-", entry.value, column, column + _STEP, shape.item())
            else:
                below = shape.field(entry.name)
                self._value(f"{entry.key}:", entry.value, column, column + _STEP, below)
            if not number and start.strip():
                self._lines[begun] = start + self._lines[begun][column:]
        self._gap(node.trailing, column)

    def _leaf(self, indented: str, node: SyntaxLeaf, inner: int, end: str, shape: Shape) -> None:
        match node:
            case syntax.BlockScalar():
                # Its parent is the indicator, one step to the left.
                column = max(inner - _STEP, 0) + (node.indentation or _STEP)
                written = [_joined(indented, node.header)]
                written += [_indent(line, column) for line in node.lines]
            case Flow():
                opened = _joined(indented, node.properties)
                before = f"{opened} " if opened.strip() else opened
                written = one_flow(before, node, shape).split("\n")
            case syntax.Raw():
                first, *more = node.lines
                written = [_joined(indented, first), *(_indent(line, inner) for line in more)]
            case syntax.SyntaxScalar():
                first, *more = node.text.split("\n")
                continued = [_indent(line.lstrip(" \t"), inner) for line in more]
                written = [_joined(indented, first), *continued]
        for line in written[:-1]:
            self._add(line)
        self._add(written[-1] + end)

    def _gap(self, lines: CommentLines, column: int) -> None:
        for line in lines:
            if line:
                self._add(" " * column + line)
            elif not self._after_blank:
                self._add("")
                self._after_blank = True

    def _add(self, line: str) -> None:
        self._lines.append(line)
        self._after_blank = False


def _joined(before: str, after: str) -> str:
    """Two parts of a line with one space between them."""
    return f"{before} {after}".rstrip(" ") if before.strip() and after else before + after


def _indent(line: str, column: int) -> str:
    return " " * column + line if line else ""


def _kind(root: SyntaxNode | None) -> str:
    if isinstance(root, syntax.SyntaxMapping):
        stated = {entry.name: entry.value.node for entry in root.entries}.get("kind")
    elif isinstance(root, Flow):
        stated = {entry.name: entry.value for entry in root.entries}.get("kind")
    else:
        stated = None
    return stated.text.strip("'\"") if isinstance(stated, syntax.SyntaxScalar) else ""


def one_flow(before: str, flow: Flow, shape: Shape) -> str:
    """The line so far, followed by the collection; further lines begin at column 0.

    Entries that begin a line stay at the beginning of one: below the first entry, or, where
    nothing follows the opening bracket on its line, one step further in than the line.
    """
    lines = _Lines()
    lines.add(before)
    _write(lines, flow, shape)
    return "".join(lines.parts)


class _Lines:
    """A text that grows at its end; of its last line it knows how long it is."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.width = 0
        self._margin: int | None = None

    @property
    def margin(self) -> int:
        """The indentation of the last line; of a dash's line, that of what stands behind it."""
        return self.width if self._margin is None else self._margin

    def add(self, text: str) -> None:
        """Write behind what is there."""
        self.parts.append(text)
        start = text.rfind("\n") + 1
        if start:
            self.width, self._margin = 0, None
        if self._margin is None:
            rest = text[start:].lstrip(" -")
            self._margin = self.width + len(text) - start - len(rest) if rest else None
        self.width += len(text) - start


def _write(lines: _Lines, flow: Flow, shape: Shape) -> None:
    opening, closing = flow.brackets[0], flow.brackets[1]
    lines.add(opening)
    margin = lines.margin
    hanging = bool(flow.entries) and flow.entries[0].new_line
    column = margin + _STEP if hanging else lines.width
    arranged = _arranged(flow.entries, shape) if flow.brackets == "{}" else flow.entries
    for number, (slot, entry) in enumerate(zip(flow.entries, arranged, strict=True)):
        if number:
            lines.add(",")
        if slot.new_line:
            lines.add("\n" + " " * column)
        elif number:
            lines.add(" ")
        _write_entry(lines, entry, shape)
    if flow.closes_line:
        lines.add("\n" + " " * (margin if hanging else column - 1))
    lines.add(closing)


def _write_entry(lines: _Lines, entry: FlowEntry, shape: Shape) -> None:
    below = shape.item()
    if entry.key is not None:
        below = shape.field(entry.name)
        lines.add(f"{entry.key}: ")
    if isinstance(entry.value, SyntaxScalar):
        lines.add(entry.value.text)
    elif entry.value is not None:
        if entry.value.properties:
            lines.add(f"{entry.value.properties} ")
        _write(lines, entry.value, below)


def _arranged(entries: Sequence[E], shape: Shape) -> list[E]:
    return [entries[at] for at in shape.order([entry.name for entry in entries])]
