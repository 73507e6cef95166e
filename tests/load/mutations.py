"""Policies with something broken in them: bytes, text, or structure."""

import json
from collections.abc import Callable
from copy import deepcopy
from typing import Any

from hypothesis import strategies as st

from govcheck.load.nodes import plain
from govcheck.load.yaml import parse
from govcheck.source import Source

Keys = tuple[Any, ...]

_ODD = st.sampled_from(
    [
        "\t",
        "\x00",
        "\x1b[31m",
        "\u202e",
        "\u2028",
        "\x85",
        "\ufeff",
        "\ud7ff",
        "\U0001f600",
        "\u0301",
        "*a",
        "&a ",
        "!!int ",
        "- ",
        ": ",
        "{",
        "}",
        "[",
        "]",
        "'",
        '"',
        "#",
        "|",
        ">",
        "---\n",
        "...\n",
        "%YAML 9.9\n",
        "? ",
        "<<: ",
        "\r",
        "\n",
        "@",
        "`",
        "::error::",
        "\\",
    ]
)
_VALUES: st.SearchStrategy[Any] = st.sampled_from(
    [
        None,
        True,
        0,
        -1,
        10**400,
        1.5,
        "",
        " ",
        "none",
        "a" * 300,
        "Z\u00fcrich",
        "2026-02-30",
        "2026-03-14T22:40:00",
        "15m",
        "99999d",
        "Mars/Olympus",
        "person:nobody",
        "x-y",
        [],
        {},
        [[]],
        [None],
        {"": None},
        {"all_of": []},
        {"kind": "person"},
        {"at_least": "x"},
        {"share": {"part": "followers", "whole": "followers"}},
        [["a"] * 3] * 3,
    ]
)


def mutated(texts: list[str]) -> st.SearchStrategy[bytes]:
    """One of the texts with a few changes."""
    changed = st.sampled_from(texts).flatmap(_structure) | st.sampled_from(texts).flatmap(_text)
    return changed.flatmap(_text).flatmap(_bytes) | changed.map(str.encode)


@st.composite
def _text(draw: st.DrawFn, text: str) -> str:
    for _ in range(draw(st.integers(0, 2))):
        at = draw(st.integers(0, len(text)))
        end = draw(st.integers(at, min(len(text), at + 8)))
        text = text[:at] + draw(_ODD) + text[end:]
    if draw(st.booleans()):
        text = text[: draw(st.integers(0, len(text)))]
    return text


@st.composite
def _bytes(draw: st.DrawFn, text: str) -> bytes:
    content = bytearray(text.encode("utf-8", "replace"))
    for _ in range(draw(st.integers(0, 2))):
        if content:
            content[draw(st.integers(0, len(content) - 1))] = draw(st.integers(0, 255))
    return bytes(content)


@st.composite
def _structure(draw: st.DrawFn, text: str) -> str:
    """The documents as JSON, which is YAML, with keys dropped or moved and values swapped."""
    documents = [plain(root) for root in parse(Source("", text))[0]]
    return "\n---\n".join(json.dumps(draw(structures(document))) for document in documents)


@st.composite
def structures(draw: st.DrawFn, document: Any) -> Any:
    """The data of a document with some of its parts changed."""
    document = deepcopy(document)
    for _ in range(draw(st.integers(1, 3))):
        holders = [holder for holder in _holders(document) if len(holder)]
        if not holders:
            return document
        holder = draw(st.sampled_from(holders))
        keys = list(holder) if isinstance(holder, dict) else list(range(len(holder)))
        value = deepcopy(draw(_VALUES))
        draw(st.sampled_from(_CHANGES))(holder, draw(st.sampled_from(keys)), value)
    return document


def _holders(data: Any) -> list[Any]:
    found, waiting = [], [data]
    while waiting:
        current = waiting.pop()
        if isinstance(current, dict | list):
            found.append(current)
            waiting += current.values() if isinstance(current, dict) else current
    return found


def _drop(holder: Any, key: Any, value: Any) -> None:
    del holder[key]


def _swap(holder: Any, key: Any, value: Any) -> None:
    holder[key] = value


def _rename(holder: Any, key: Any, value: Any) -> None:
    if isinstance(holder, dict):
        holder[f"{key}s"] = holder.pop(key)


def _nest(holder: Any, key: Any, value: Any) -> None:
    holder[key] = [holder[key]]


def _wrap(holder: Any, key: Any, value: Any) -> None:
    holder[key] = {"not": holder[key]}


def _add(holder: Any, key: Any, value: Any) -> None:
    if isinstance(holder, dict):
        holder["extra"] = value
    else:
        holder.append(value)


_CHANGES: list[Callable[[Any, Any, Any], None]] = [_drop, _swap, _swap, _rename, _nest, _wrap, _add]
