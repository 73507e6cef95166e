"""A cursor over the C scanner's tokens that also reads the comments between them.

The tokens carry exact places but no comments; those stand in the text between two tokens, where
nothing but white space, indicators and comments can be.
"""

from collections.abc import Sequence
from typing import Final, NamedTuple

from govcheck.layout.syntax import CommentLines
from govcheck.load.tokens import Token

DOCUMENT_BREAKS: Final = (
    "DirectiveToken",
    "DocumentStartToken",
    "DocumentEndToken",
    "StreamEndToken",
)
INVISIBLE: Final = ("BlockEndToken", "BlockMappingStartToken", "BlockSequenceStartToken")
"""Tokens for which nothing stands in the text."""


class _Line(NamedTuple):
    """A line between two tokens: a comment and its column, or a blank line."""

    text: str
    column: int


class TokenCursor:
    """Stands at one token of a text.

    `_remark` is the comment behind the token just passed, on its line; `_pending` are the lines
    between that line and the next token. Whoever takes them leaves none.
    """

    def __init__(self, text: str, scanned: Sequence[Token]) -> None:
        self._text = text
        self._tokens = scanned
        self._next = 0
        self._end = 0
        self._pending: list[_Line] = []
        self._remark = ""
        self._new_line = True
        self._look_ahead()

    def _kind(self, position: int | None = None) -> str:
        return self._tokens[self._next if position is None else position].kind

    def _start(self) -> int:
        return self._tokens[self._next].start

    def _column(self) -> int:
        return self._tokens[self._next].column

    def _skip(self) -> str:
        """Pass a token that stands in the text; returns its text."""
        token = self._tokens[self._next]
        start, self._end = token.start, token.end
        self._advance()
        self._look_ahead()
        return self._text[start : self._end]

    def _advance(self) -> None:
        self._next += 1

    def _look_ahead(self) -> None:
        """Read what stands between the token just passed and the next one in the text."""
        ahead = self._next
        while self._kind(ahead) in INVISIBLE or (
            self._kind(ahead) == "KeyToken" and self._tokens[ahead].start == self._tokens[ahead].end
        ):
            ahead += 1
        is_last = self._kind(ahead) == "StreamEndToken"
        start = len(self._text) if is_last else self._tokens[ahead].start
        gap = self._text[self._end : start]
        first, *rest = gap.split("\n")
        at_start = self._end == 0 or self._text[self._end - 1] == "\n"
        if at_start:
            first, rest = "", gap.split("\n")
        self._remark = first.rstrip() if "#" in first else ""
        self._new_line = bool(rest)
        if not is_last or (rest and not rest[-1].strip()):
            rest = rest[:-1]
        self._pending = [_Line(line.strip(), indentation(line)) for line in rest]

    def _take_remark(self) -> str:
        remark, self._remark = self._remark, ""
        return remark

    def _take_lines(self) -> CommentLines:
        lines, self._pending = self._pending, []
        return tuple(line.text for line in lines)

    def _take_trailing(self, column: int) -> CommentLines:
        """The comments that are indented like the collection which ends here, or deeper."""
        ahead = self._next
        while self._kind(ahead) in INVISIBLE:
            ahead += 1
        outer = -1
        if self._kind(ahead) not in DOCUMENT_BREAKS:
            outer = self._tokens[ahead].column
        taken = 0
        for position, line in enumerate(self._pending):
            if not line.text:
                continue
            if line.column < column or line.column <= outer:
                break
            taken = position + 1
        lines, self._pending = self._pending[:taken], self._pending[taken:]
        return tuple(line.text for line in lines)


def indentation(line: str) -> int:
    """How many spaces a line begins with."""
    return len(line) - len(line.lstrip(" "))
