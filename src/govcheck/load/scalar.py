"""How a plain YAML scalar reads: the YAML 1.2 core schema, section 10.3.2.

So `no`, `on`, `09:30` and `2026-03-14` are text, and `0o17` is fifteen.
"""

import re
from functools import lru_cache

from govcheck.translation import said

_TAG = "tag:yaml.org,2002:"
_NULL = frozenset(("", "~", "null", "Null", "NULL"))
_BOOL = {
    word: value
    for value, words in ((True, ("true", "True", "TRUE")), (False, ("false", "False", "FALSE")))
    for word in words
}
_INT = r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+"
_FLOAT = r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)"
_LONGEST_NUMBER = 300


def resolve(text: str, *, plain: bool, tag: str | None) -> object:
    """The value of a scalar. Raises ValueError with what is wrong."""
    if tag is None or tag == "!":
        return plain_value(text) if plain and tag is None else text
    name = tag.removeprefix(_TAG)
    if name == "str":
        return text
    if name not in ("null", "bool", "int", "float"):
        raise ValueError(
            said("has the tag `{tag}`, which is not part of the YAML 1.2 core schema", tag=tag)
        )
    value = plain_value(text)
    if name == "float" and isinstance(value, int) and not isinstance(value, bool):
        value = float(value)
    if {"null": type(None), "bool": bool, "int": int, "float": float}[name] is not type(value):
        raise ValueError(said("is tagged `!!{name}` but does not read as one", name=name))
    return value


@lru_cache(maxsize=4096)  # files say the same again and again
def plain_value(text: str) -> object:
    """The value of a scalar without quotes and tag. Raises ValueError with what is wrong."""
    if text in _NULL:
        return None
    if text in _BOOL:
        return _BOOL[text]
    if text[0] not in "-+.0123456789" or ":" in text:
        return text
    if (text.isascii() and text.isdigit()) or re.fullmatch(_INT, text):
        if len(text) > _LONGEST_NUMBER:
            raise ValueError(said("is a number too long to read"))
        base = {"0o": 8, "0x": 16}.get(text[:2], 10)
        return int(text, base) if base == 10 else int(text[2:], base)
    if re.fullmatch(_FLOAT, text):
        if text.lower().lstrip("-+") in (".nan", ".inf"):
            raise ValueError(said("is not a finite number"))
        value = float(text)
        if value in (float("inf"), float("-inf")):
            raise ValueError(said("is not a finite number"))
        return value
    return text
