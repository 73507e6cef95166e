"""Where a copy of a schema lets through what the original refuses, or knows other fields.

Tightening is welcome: more required fields, patterns, narrower bounds, fewer values.
"""

import json
import re
from collections.abc import Callable, Iterator
from typing import Any, Final

from govcheck.finding import Key
from govcheck.translation import said

_Schema = dict[str, Any]
_Keys = tuple[Key, ...]
Drift = tuple[_Keys, str]
"""The keys that lead to the place in the copy, and what is wrong there."""

_ANNOTATIONS: Final = frozenset(
    ("$comment", "$id", "default", "description", "examples", "title", "x-refers-to")
)
_FIELDS: Final = ("properties", "$defs", "patternProperties")
_LOWER_BOUNDS: Final = ("minimum", "exclusiveMinimum", "minLength", "minItems")


def bare(schema: object) -> object:
    """A schema without what says nothing about validity.

    That is annotations, and fields of which no more is said than of any other key.
    """
    if isinstance(schema, list):
        return [bare(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    found = {
        key: {name: bare(field) for name, field in value.items()}
        if key in _FIELDS and isinstance(value, dict)
        else bare(value)
        for key, value in schema.items()
        if key not in _ANNOTATIONS
    }
    fields = found.get("properties")
    if not isinstance(fields, dict):
        return found
    said = {name: field for name, field in fields.items() if not _as_any(name, field, found)}
    if len(said) == len(fields):
        return found
    return {key: value for key, value in found.items() if key != "properties"} | (
        {"properties": said} if said else {}
    )


def _as_any(name: str, field: object, schema: _Schema) -> bool:
    """Whether a schema says of a field what it says of any key of that name."""
    patterns = schema.get("patternProperties")
    matching = [
        allowed
        for pattern, allowed in (patterns.items() if isinstance(patterns, dict) else ())
        if re.search(pattern, name)
    ]
    known = matching or [schema.get("additionalProperties")]
    return isinstance(field, dict) and field in known


def drifts(own: object, original: object) -> Iterator[Drift]:
    """Each place where the own schema is looser than the original."""
    return _drifts(bare(own), bare(original), ())


def _drifts(own: object, original: object, at: _Keys) -> Iterator[Drift]:
    if own is False or own == original or original is True:
        return
    if not isinstance(own, dict):
        yield at, said("the schema allows anything here, and the program does not")
        return
    if not isinstance(original, dict):
        yield at, said("the schema allows here what the program does not know")
        return
    for key, expected in original.items():
        below = (*at, key)
        if key in ("enum", "const"):
            yield from _values(own, original, at)
        elif (key == "type" and "enum" in own) or (key == "type" and "const" in own):
            continue
        elif key not in own:
            yield at, said("the schema has lost `{key}`", key=key)
        elif key in _FIELDS:
            yield from _fields(own[key], expected, below)
        else:
            yield from _keyword(key, own[key], expected, below)


def _keyword(key: str, own: Any, expected: Any, at: _Keys) -> Iterator[Drift]:
    if key in _KEYWORDS:
        yield from _KEYWORDS[key](own, expected, at)
    elif isinstance(expected, int | float) and not isinstance(expected, bool):
        if own < expected if key in _LOWER_BOUNDS else own > expected:
            yield at, said("the schema has a looser `{key}`", key=key)
    elif key != "pattern":  # which cannot be compared; the models enforce theirs anyway
        yield from _drifts(own, expected, at)


def _required(own: list[str], expected: list[str], at: _Keys) -> Iterator[Drift]:
    lost = [name for name in expected if name not in own]
    if lost:
        yield at, said("the schema no longer requires `{lost}`", lost="`, `".join(lost))


def _type(own: object, expected: object, at: _Keys) -> Iterator[Drift]:
    more = _types(own) - _types(expected)
    if more:
        yield at, said("the schema allows {values}", values=" or ".join(sorted(more)))


def _any_of(own: list[object], expected: list[object], at: _Keys) -> Iterator[Drift]:
    for position, option in enumerate(own):
        if all(any(_drifts(option, known, ())) for known in expected):
            yield (*at, position), said("the schema allows here what the program does not know")


def _all_of(own: list[object], expected: list[object], at: _Keys) -> Iterator[Drift]:
    for known in expected:
        if all(any(_drifts(part, known, ())) for part in own):
            yield at, said("the schema has lost a part of `allOf`")


def _ref(own: str, expected: str, at: _Keys) -> Iterator[Drift]:
    if own != expected:
        message = said(
            "the schema refers to `{own}` instead of `{expected}`", own=own, expected=expected
        )
        yield at, message


_KEYWORDS: Final[dict[str, Callable[[Any, Any, _Keys], Iterator[Drift]]]] = {
    "required": _required,
    "type": _type,
    "anyOf": _any_of,
    "allOf": _all_of,
    "$ref": _ref,
}


def _values(own: _Schema, original: _Schema, at: _Keys) -> Iterator[Drift]:
    stated, known = _allowed(own), _allowed(original)
    if stated is None:
        lost = "enum" if "enum" in original else "const"
        yield at, said("the schema has lost `{value}`", value=lost)
    elif more := sorted(stated - (known or set())):
        key = "enum" if "enum" in own else "const"
        values = ", ".join(f"`{value}`" for value in more)
        yield (*at, key), said("the program does not know {values}", values=values)


def _fields(own: object, original: _Schema, at: _Keys) -> Iterator[Drift]:
    fields = own if isinstance(own, dict) else {}
    lost = [name for name in original if name not in fields]
    if lost:
        yield at, said("the schema does not know `{lost}`", lost="`, `".join(lost))
    for name, field in fields.items():
        if name in original:
            yield from _drifts(field, original[name], (*at, name))
        elif at[-1:] == ("properties",) and field is not False:
            yield (*at, name), said("the program does not know the field `{name}`", name=name)


def _allowed(schema: _Schema) -> set[str] | None:
    if "enum" in schema:
        return {json.dumps(value) for value in schema["enum"]}
    return {json.dumps(schema["const"])} if "const" in schema else None


def _types(value: object) -> set[str]:
    named = {str(item) for item in value} if isinstance(value, list) else {str(value)}
    return named | ({"integer"} if "number" in named else set())
