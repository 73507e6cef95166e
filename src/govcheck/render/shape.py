"""Values as the typed dictionaries of a public JSON: what both call alike is taken over."""

import json
from datetime import date
from types import NoneType
from typing import Any, TypedDict, TypeVar, get_args, get_origin

from govcheck.render.escape import json_text
from govcheck.time.clock import format_instant

Form = TypeVar("Form")
SpanOfTimeJson = TypedDict("SpanOfTimeJson", {"from": str, "to": str})
"""A stretch of time; the end is out."""


def shaped(form: type[Form], value: object, /, **stated: object) -> Form:
    """A value as a typed dictionary: each key as stated, or else the attribute of its name.

    A plain tuple has its values in the order of the keys. Tuples become lists, what lies within
    has the form that the key's type names; where that is text, instants and days are RFC 3339.
    """
    kinds: dict[str, Any] = form.__annotations__
    if isinstance(value, tuple) and not hasattr(value, "_fields"):
        found = dict(zip(kinds, value, strict=True))
    else:
        found = {key: stated[key] if key in stated else getattr(value, key) for key in kinds}
    made: Any = {key: _plain(kinds[key], one) for key, one in found.items()}
    return made  # type: ignore[no-any-return]


def dumped(document: object) -> str:
    """A document as indented JSON that is safe to show, with a line end."""
    return json_text(json.dumps(document, ensure_ascii=False, indent=2)) + "\n"


def _plain(kind: Any, value: Any) -> Any:
    if value is None or isinstance(value, dict):
        return value
    kinds = [one for one in get_args(kind) if one is not NoneType]
    if get_origin(kind) is list:
        return [_plain(kinds[0], one) for one in value]
    if NoneType in get_args(kind) and len(kinds) == 1:
        return _plain(kinds[0], value)
    if hasattr(kind, "__total__"):
        return shaped(kind, value)
    if kind is str and not isinstance(value, str):
        return value.isoformat() if isinstance(value, date) else format_instant(value)
    return value
