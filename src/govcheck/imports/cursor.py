"""A value of an export with its place, where what is missing or of another type is told."""

from collections.abc import Iterator
from typing import NamedTuple

from govcheck.finding import Diagnostic, Key, pointer
from govcheck.imports.remark import Remark, Sentence, say
from govcheck.imports.violations import UNREADABLE
from govcheck.load.nodes import Mapping, Node, Scalar, Sequence
from govcheck.source import Source, Span
from govcheck.time.clock import is_zone, parse_instant


class Unreadable(Exception):
    """Something in an export that cannot be understood; the rest of it still can."""

    def __init__(self, remark: Remark) -> None:
        super().__init__(remark.sentence.text)
        self.remark = remark


class Cursor(NamedTuple):
    """A value at its place."""

    source: Source
    node: Node
    keys: tuple[Key, ...] = ()

    @property
    def place(self) -> Span:
        """The first line of the value."""
        span = self.source.span(self.node.start, max(self.node.end, self.node.start + 1))
        if span.end_line == span.line:
            return span
        column = len(self.source.line(span.line)) + 1
        return span._replace(end_line=span.line, end_column=max(column, span.column + 1))

    @property
    def pointer(self) -> str:
        """Its JSON pointer."""
        return pointer(self.keys)

    def remark(self, rule: Diagnostic | None, sentence: Sentence) -> Remark:
        """What is said of this value."""
        return Remark(rule, self.place, sentence, self.pointer)

    def refuse(self, sentence: Sentence, rule: Diagnostic = UNREADABLE) -> Unreadable:
        """The error that says something of this value."""
        return Unreadable(self.remark(rule, sentence))

    def find(self, *names: str) -> "Cursor | None":
        """The first of the entries that is there and not null."""
        if isinstance(self.node, Mapping):
            for name in names:
                entry = self.node.entries.get(name)
                if entry is not None and not (
                    isinstance(entry.node, Scalar) and entry.node.value is None
                ):
                    return Cursor(self.source, entry.node, (*self.keys, name))
        return None

    def get(self, *names: str) -> "Cursor":
        """The same, which has to be there."""
        found = self.find(*names)
        if found is None:
            raise self.refuse(say("`{name}` is missing", name=names[0]))
        return found

    def items(self, name: str | None = None) -> "list[Cursor]":
        """The items of a list; none where it is missing."""
        at = self if name is None else self.find(name)
        if at is None:
            return []
        if not isinstance(at.node, Sequence):
            raise at.refuse(say("a list is expected"))
        return [
            Cursor(self.source, item, (*at.keys, number))
            for number, item in enumerate(at.node.items)
        ]

    def entries(self) -> "Iterator[tuple[str, Cursor]]":
        """The entries of a mapping."""
        if isinstance(self.node, Mapping):
            for key, entry in self.node.entries.items():
                yield key, Cursor(self.source, entry.node, (*self.keys, key))

    @property
    def value(self) -> object:
        """The value of a scalar; None of anything else."""
        return self.node.value if isinstance(self.node, Scalar) else None

    def text(self, *names: str, otherwise: str | None = None) -> str:
        """A text that is not blank."""
        found = self.find(*names)
        if found is None and otherwise is not None:
            return otherwise
        found = self.get(*names)
        if not isinstance(found.value, str) or not found.value.strip():
            if otherwise is not None and found.value == "":
                return otherwise
            raise found.refuse(say("text is expected"))
        return found.value.strip()

    def number(self, *names: str, least: int = 0, most: int = 1 << 40) -> int:
        """A whole number between two bounds."""
        found = self.get(*names)
        value = found.value
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
            said = say("a whole number from {least} to {most} is expected", least=least, most=most)
            raise found.refuse(said)
        return value

    def instant(self, *names: str) -> int:
        """An instant, in seconds since 1970 UTC."""
        found = self.get(*names)
        try:
            return parse_instant(str(found.value).replace(".000", ""))
        except ValueError:
            raise found.refuse(
                say("an instant with an offset is expected, like `2026-03-14T09:00:00+01:00`")
            ) from None

    def zone(self, *names: str) -> str:
        """The name of an IANA zone."""
        from govcheck.imports.zones import iana

        found = self.get(*names)
        name = iana(str(found.value))
        if name is None or not is_zone(name):
            raise found.refuse(say("`{name}` is not an IANA time zone", name=str(found.value)[:80]))
        return name
