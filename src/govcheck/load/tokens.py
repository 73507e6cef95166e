"""The C scanner's tokens of a text, and what stands between them: comments."""

import re
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from govcheck.load.yaml_dialect import mask
from govcheck.load.yaml_limits import DEEPEST

_COMMENT: Final = re.compile(r"#[^\r\n]*")
_NESTING: Final = {
    "FlowSequenceStartToken": 1,
    "FlowMappingStartToken": 1,
    "FlowSequenceEndToken": -1,
    "FlowMappingEndToken": -1,
}
_LINE_END: Final = re.compile(r"[\r\n]|\Z")


class Token(NamedTuple):
    """A token of a text: what it is, and where it stands.

    It holds nothing but numbers and texts: the scanner's own tokens have marks that keep a garbage
    collector busy for longer than the scanner.
    """

    kind: str
    """The scanner's name of its type, such as `ScalarToken`."""
    start: int
    end: int
    column: int
    """The column of its start, from 0."""
    value: str | None = None
    """What a scalar reads as."""
    style: str | None = None
    """The indicator of a scalar: a quote, `|` or `>`; nothing for a plain one."""


def tokens(text: str) -> list[Token]:
    """Every token but for the start of the stream; its text is at its marks.

    Raises:
        YAMLError: The text is not YAML, or its brackets nest deeper than any document's may, which
            would take the scanner a time that grows with the square of the depth.
    """
    from _ruamel_yaml import CParser
    from ruamel.yaml.error import YAMLError

    parser, found, depth = CParser(mask(text).text), [], 0
    while (token := parser.get_token()) is not None:
        kind, start, end = type(token).__name__, token.start_mark, token.end_mark
        if kind == "ScalarToken":
            value = (token.value, token.style)
            found.append(Token(kind, start.index, end.index, start.column, *value))
            continue
        found.append(Token(kind, start.index, end.index, start.column))
        depth += _NESTING.get(kind, 0)
        if depth > DEEPEST:
            raise YAMLError("nested too deeply")
    return found[1:]


def comments(text: str, scanned: Iterable[Token]) -> list[str]:
    """Every comment of a text with these tokens, sorted, read independently of any syntax."""
    return sorted(text[start:end] for start, end in comment_spans(text, scanned))


def comment_spans(text: str, scanned: Iterable[Token]) -> Iterator[tuple[int, int]]:
    """Start and end of every comment of a text with these tokens, without white space behind it."""
    behind = 0
    for token in scanned:
        start = len(text) if token.kind == "StreamEndToken" else token.start
        if start > behind:
            yield from _between(text, behind, start)
        if token.style in ("|", ">"):
            header = _LINE_END.search(text, start)
            yield from _between(text, start, header.start() if header else token.end)
        behind = max(behind, token.end)


def _between(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for found in _COMMENT.finditer(text, start, end):
        yield found.start(), found.start() + len(found[0].rstrip())
