"""The simplest of YAML, read without the parser, whose import takes as long as playing an incident.

One document, of mappings and lists by indentation, of values on one line each: plain ones, quoted
ones without escapes, and lists and mappings in brackets. It reads these to the tree that the
parser reads, and leaves every other text to it: whatever is unusual or wrong. A test compares both.
"""

from typing import Final

from govcheck.load.nodes import KeyValue, Mapping, Node, Scalar, Sequence, plain
from govcheck.load.scalar import resolve

_DEEPEST: Final = 8
_LONGEST_KEY: Final = 100
_MARKERS: Final = ("---", "...", "%")
_NOT_IN_BRACKETS: Final = frozenset(",[]{}#\"'&*!|>%@`")

_Lines = list[tuple[int, bool, str, int]]
"""Indentation, whether a dash begins it, the text behind it and its place, last line first."""


class _Unusual(Exception):
    """Something that the parser has to look at."""


def simple_document(text: str) -> object:
    """The plain value of the one document of a text; None where the parser has to look at it."""
    tree = simple_tree(text)
    return None if tree is None else plain(tree)


def simple_tree(text: str, start: int = 0) -> Mapping | None:
    """The one document of a text, which begins at a position; None where it is not simple."""
    try:
        lines = _lines(text, start)
        found = _mapping(lines, 0, _DEEPEST)
    except (_Unusual, ValueError):
        return None
    return None if lines else found


def _lines(text: str, start: int) -> _Lines:
    """The lines that say something."""
    lines: _Lines = []
    for line in text.split("\n"):
        said = line.lstrip(" ")
        if not line.isprintable() or line.startswith(_MARKERS):
            raise _Unusual
        if said and said[0] != "#":
            indent = len(line) - len(said)
            lines.append((indent, said.startswith("- "), said, start + indent))
        start += len(line) + 1
    lines.reverse()
    return lines


def _mapping(lines: _Lines, indent: int, depth: int) -> Mapping:
    """The entries at an indentation; what follows is left in the lines."""
    found: dict[str, KeyValue] = {}
    begin = end = lines[-1][3] if lines else 0
    while lines and lines[-1][0] == indent and not lines[-1][1]:
        _, _, text, start = lines.pop()
        key, colon, said = text.partition(":")
        if not colon or said[:1] not in ("", " "):
            raise _Unusual
        behind = start + len(key) + 1
        value = said.lstrip(" ")
        node = _value(value, behind, behind + len(said) - len(value), lines, indent, depth)
        _add(found, key, start, node)
        end = node.end
    if not found or (lines and lines[-1][0] > indent):
        raise _Unusual
    return Mapping(found, begin, end)


def _add(entries: dict[str, KeyValue], key: str, start: int, node: Node) -> None:
    """Add an entry whose key is a word that reads as itself, and new. Raises _Unusual."""
    word = key.isascii() and key.replace("-", "_").isidentifier() and len(key) <= _LONGEST_KEY
    if not word or key in entries or not isinstance(_plain(key), str):
        raise _Unusual
    entries[key] = KeyValue(start, start + len(key), node)


def _value(text: str, behind: int, start: int, lines: _Lines, indent: int, depth: int) -> Node:
    """The value `behind` a key: on its line, from `start`, or below it."""
    if text and text[0] != "#":
        return _on_one_line(text, start)
    if not lines:
        return Scalar(None, behind, behind)
    below, dashed, _, _ = lines[-1]
    if not depth:
        raise _Unusual
    if dashed and below >= indent:
        return _list(lines, below)
    return _mapping(lines, below, depth - 1) if below > indent else Scalar(None, behind, behind)


def _list(lines: _Lines, indent: int) -> Sequence:
    found: list[Node] = []
    begin = lines[-1][3]
    while lines and lines[-1][0] == indent and lines[-1][1]:
        _, _, dashed, start = lines.pop()
        text = dashed[2:].lstrip(" ")
        found.append(_on_one_line(text, start + len(dashed) - len(text)))
    if lines and lines[-1][0] > indent:
        raise _Unusual
    return Sequence(found, begin, found[-1].end)


def _on_one_line(text: str, start: int) -> Node:
    """A value with nothing but a comment behind it."""
    if text[:1] not in ("[", "{", '"', "'"):
        said = text.partition(" #")[0].rstrip(" ")
        if not _begins(said, 0) or ": " in said or said.endswith(":"):
            raise _Unusual
        return Scalar(_plain(said), start, start + len(said))
    node, end = _within(text, 0, start, _DEEPEST)
    behind = text[end:].lstrip(" ")
    if behind and (behind[0] != "#" or text[end] != " "):
        raise _Unusual
    return node


def _within(text: str, at: int, start: int, depth: int) -> tuple[Node, int]:
    """What begins at a position of a text that begins at `start`, and where in it that ends."""
    first, begin = text[at : at + 1], start + at
    if first in ('"', "'"):
        said, at = _quoted(text, at, first)
        return Scalar(said, begin, start + at), at
    if first not in ("[", "{"):
        said, at = _bare(text, at)
        return Scalar(_plain(said), begin, begin + len(said)), at
    if not depth:
        raise _Unusual
    closing = "]" if first == "[" else "}"
    items: list[Node] = []
    entries: dict[str, KeyValue] = {}
    at = _behind_spaces(text, at + 1)
    while text[at : at + 1] != closing:
        key, colon, _ = text[at:].partition(": ") if closing == "}" else ("", "", "")
        if closing == "}" and not colon:
            raise _Unusual
        of_key = start + at
        node, at = _within(text, _behind_spaces(text, at + len(key) + len(colon)), start, depth - 1)
        if closing == "}":
            _add(entries, key, of_key, node)
        items.append(node)
        at = _behind_spaces(text, at)
        if text[at : at + 1] == ",":
            at = _behind_spaces(text, at + 1)
        elif text[at : at + 1] != closing:
            raise _Unusual
    end = start + at + 1
    whole = Sequence(items, begin, end) if closing == "]" else Mapping(entries, begin, end)
    return whole, at + 1


def _quoted(text: str, start: int, quote: str) -> tuple[str, int]:
    """What stands in quotes, the quote itself written twice in single ones."""
    end = text.find(quote, start + 1)
    while quote == "'" and text[end + 1 : end + 2] == "'" and end > 0:
        end = text.find(quote, end + 2)
    said = text[start + 1 : end]
    if end < 0 or (quote == '"' and "\\" in said):
        raise _Unusual
    return said.replace("''", "'") if quote == "'" else said, end + 1


def _bare(text: str, start: int) -> tuple[str, int]:
    """A value without quotes within brackets."""
    if not _begins(text, start):
        raise _Unusual
    end = start
    while end < len(text) and text[end] not in _NOT_IN_BRACKETS:
        inside = text[end] not in ":?" or text[end - 1].isalnum()
        if not inside or (text[end] == ":" and not text[end + 1 : end + 2].isalnum()):
            raise _Unusual
        end += 1
    return text[start:end].rstrip(" "), end


def _begins(text: str, at: int) -> bool:
    """Whether a value can begin there that needs no quotes."""
    first = text[at : at + 1]
    return first.isalnum() or (first in ("+", "-", ".") and text[at + 1 : at + 2].isdigit())


def _behind_spaces(text: str, at: int) -> int:
    while text[at : at + 1] == " ":
        at += 1
    return at


def _plain(text: str) -> object:
    """The value of an unquoted scalar. Raises ValueError."""
    return resolve(text, plain=True, tag=None)
