"""The C scanner's tokens of a text, and what stands between them: comments."""

import re
from collections.abc import Iterator
from typing import Any, Final

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


def tokens(text: str) -> list[Any]:
    """Every token with its marks, but for the start of the stream; its text is at its marks.

    Raises:
        YAMLError: The text is not YAML, or its brackets nest deeper than any document's may, which
            would take the scanner a time that grows with the square of the depth.
    """
    from _ruamel_yaml import CParser
    from ruamel.yaml.error import YAMLError

    parser, found, depth = CParser(mask(text).text), [], 0
    while (token := parser.get_token()) is not None:
        found.append(token)
        depth += _NESTING.get(kind(token), 0)
        if depth > DEEPEST:
            raise YAMLError("nested too deeply")
    return found[1:]


def kind(token: Any) -> str:
    """The token's type, such as `ScalarToken`."""
    return type(token).__name__


def comments(text: str) -> list[str]:
    """Every comment, sorted, read independently of any syntax."""
    return sorted(text[start:end] for start, end in comment_spans(text))


def comment_spans(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of every comment, trailing white space left out.

    Raises:
        YAMLError: The text is not YAML.
    """
    behind = 0
    for token in tokens(text):
        start, end = token.start_mark.index, token.end_mark.index
        if kind(token) == "StreamEndToken":
            start = len(text)
        yield from _between(text, behind, start)
        if getattr(token, "style", None) in ("|", ">"):
            header = _LINE_END.search(text, start)
            yield from _between(text, start, header.start() if header else end)
        behind = max(behind, end)


def _between(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for found in _COMMENT.finditer(text, start, end):
        yield found.start(), found.start() + len(found[0].rstrip())
