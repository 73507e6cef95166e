"""Text and the places in it.

Lines and columns count from 1, ends are exclusive, columns count characters. A line ends at LF,
CR LF or CR, as in editors; the other separators of YAML 1.1 do not end a line.
"""

import re
from bisect import bisect_right
from functools import cached_property

from govcheck.named_tuples import NamedTuple


class Span(NamedTuple):
    """A stretch of one file."""

    path: str
    line: int
    column: int
    end_line: int
    end_column: int


class Source:
    """One file's text, with its lines."""

    def __init__(self, path: str, text: str) -> None:
        self.path = path
        self.text = text

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *(match.end() for match in re.finditer(r"\r\n|\n|\r", self.text))]

    def position(self, index: int) -> tuple[int, int]:
        """Line and column of the character at `index`, both from 1."""
        line = bisect_right(self._starts, index)
        return line, index - self._starts[line - 1] + 1

    def index(self, line: int, column: int) -> int:
        """The character at a line and column."""
        return self._starts[line - 1] + column - 1

    def span(self, start: int, end: int) -> Span:
        """The span from the character at `start` up to the one at `end`."""
        return Span(self.path, *self.position(start), *self.position(end))

    def line(self, number: int) -> str:
        """The text of a line without its end; empty beyond the last one."""
        if not 1 <= number <= len(self._starts):
            return ""
        start = self._starts[number - 1]
        end = self._starts[number] if number < len(self._starts) else len(self.text)
        return self.text[start:end].rstrip("\r\n")

    def excerpt(self, span: Span) -> str:
        """The text that a span covers."""
        return self.text[
            self.index(span.line, span.column) : self.index(span.end_line, span.end_column)
        ]
