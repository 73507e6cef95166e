"""JSON with the place of every value, within limits."""

import json
import re
from json import decoder
from typing import Final

from govcheck.load.nodes import KeyValue, Mapping, Node, Scalar, Sequence
from govcheck.translation import said

DEEPEST: Final = 60
_BLANK: Final = re.compile(r"[ \t\r\n]*")
_WORD: Final = re.compile(
    r"-?(?:0|[1-9]\d{0,30})(?:\.\d{1,30})?(?:[eE][+-]?\d{1,3})?|true|false|null"
)


class NotJson(Exception):
    """A text that is not JSON, or nested too deeply."""

    def __init__(self, reason: str, position: int) -> None:
        super().__init__(reason)
        self.position = position


def read_json(text: str) -> Node:
    """The tree of a JSON text; of keys that occur twice the last one counts.

    Raises:
        NotJson: It is none.
    """
    node, position = _value(text, _skip(text, 0), 0)
    position = _skip(text, position)
    if position < len(text):
        raise NotJson(said("there is text behind the JSON"), position)
    return node


def _skip(text: str, position: int) -> int:
    found = _BLANK.match(text, position)
    assert found is not None
    return found.end()


def _value(text: str, position: int, depth: int) -> tuple[Node, int]:
    if depth > DEEPEST:
        raise NotJson(said("the JSON is nested more than {most} deep", most=DEEPEST), position)
    head = text[position : position + 1]
    if head == "{":
        return _mapping(text, position, depth)
    if head == "[":
        return _sequence(text, position, depth)
    if head == '"':
        value, end = _string(text, position)
        return Scalar(value, position, end), end
    found = _WORD.match(text, position)
    if found is None:
        raise NotJson(said("the text is not JSON"), position)
    return Scalar(json.loads(found[0]), position, found.end()), found.end()


def _mapping(text: str, start: int, depth: int) -> tuple[Node, int]:
    entries: dict[str, KeyValue] = {}
    position = _skip(text, start + 1)
    while text[position : position + 1] != "}":
        if text[position : position + 1] != '"':
            raise NotJson(said("a key in quotes is missing"), position)
        key, end = _string(text, position)
        colon = _skip(text, end)
        if text[colon : colon + 1] != ":":
            raise NotJson(said("a `:` is missing"), colon)
        node, after = _value(text, _skip(text, colon + 1), depth + 1)
        entries[key] = KeyValue(position, end, node)
        position = _next(text, after, "}")
    return Mapping(entries, start, position + 1), position + 1


def _sequence(text: str, start: int, depth: int) -> tuple[Node, int]:
    items: list[Node] = []
    position = _skip(text, start + 1)
    while text[position : position + 1] != "]":
        node, after = _value(text, position, depth + 1)
        items.append(node)
        position = _next(text, after, "]")
    return Sequence(items, start, position + 1), position + 1


def _next(text: str, position: int, closing: str) -> int:
    """Where the next entry begins, or the closing bracket stands."""
    position = _skip(text, position)
    head = text[position : position + 1]
    if head == closing:
        return position
    if head != ",":
        raise NotJson(said("a `,` or `{closing}` is missing", closing=closing), position)
    position = _skip(text, position + 1)
    if text[position : position + 1] == closing:
        raise NotJson(said("there is a `,` too many"), position)
    return position


def _string(text: str, position: int) -> tuple[str, int]:
    try:
        value, end = decoder.scanstring(text, position + 1, True)  # type: ignore[attr-defined]
    except ValueError as error:
        raise NotJson(said("the text is not JSON"), getattr(error, "pos", position)) from None
    return str(value), int(end)
