"""Values as text, and back: the same value, the same text, and nothing in it that runs.

For programs, which are tuples of plain values. What a text may name are named tuples of govcheck.
"""

import json
from importlib import import_module
from typing import Any

from govcheck.translation import Translated

_PLAIN = (str, int, float, bool, type(None))


def encode(value: object) -> str:
    """The text of a value. Raises TypeError for what is none."""
    classes: dict[str, int] = {}
    body = _encoded(value, classes)
    return json.dumps([[*classes], body], ensure_ascii=False, separators=(",", ":")) + "\n"


def decode(text: str) -> Any:
    """The value of a text. Raises ValueError where it names what is no value."""
    names, body = json.loads(text)
    return _decoded(body, [_class(name) for name in names])


def _encoded(value: object, classes: dict[str, int]) -> object:
    if type(value) in _PLAIN:
        return value
    if isinstance(value, Translated):
        preferred = next(tag for tag, text in value.languages if text == str(value))
        return ["t", [list(pair) for pair in value.languages], preferred]
    if isinstance(value, frozenset):
        parts = [_encoded(one, classes) for one in value]
        return ["s", *sorted(parts, key=lambda one: json.dumps(one, sort_keys=True))]
    if isinstance(value, dict):
        pairs = ((_encoded(key, classes), _encoded(one, classes)) for key, one in value.items())
        return ["d", *(part for pair in pairs for part in pair)]
    if isinstance(value, tuple):
        parts = [_encoded(one, classes) for one in value]
        if type(value) is tuple:
            return ["l", *parts]
        name = f"{type(value).__module__}:{type(value).__qualname__}"
        return [classes.setdefault(name, len(classes)), *parts]
    raise TypeError(f"{type(value).__name__} is no value of a program")


def _decoded(body: Any, classes: list[type[tuple[Any, ...]]]) -> Any:
    if not isinstance(body, list):
        return body
    kind, *rest = body
    if kind == "t":
        return Translated([(tag, text) for tag, text in rest[0]], rest[1])
    parts = [_decoded(one, classes) for one in rest]
    if kind == "l":
        return tuple(parts)
    if kind == "s":
        return frozenset(parts)
    if kind == "d":
        return dict(zip(parts[::2], parts[1::2], strict=True))
    return classes[kind](*parts)


def _class(name: str) -> type[tuple[Any, ...]]:
    module, _, called = name.partition(":")
    found = getattr(import_module(module), called, None) if module.startswith("govcheck.") else None
    if isinstance(found, type) and issubclass(found, tuple) and hasattr(found, "_fields"):
        return found
    raise ValueError(f"`{name}` is no value of a program")
