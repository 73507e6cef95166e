"""How documents are called, `kind/id`, as far as that can be told before they are understood.

A reference to a document that is there but cannot be read leads somewhere; only its own fault is
worth telling.
"""

import re
from typing import Final

from govcheck.lazy_pattern import lazy_pattern
from govcheck.load.nodes import Mapping, Node, Scalar

_NAMING: Final = ("kind", "id", "person", "department")
_FIELD: Final = lazy_pattern(
    rf"""^({"|".join(_NAMING)}):[ \t]+["']?([a-z0-9][a-z0-9-]*)""", re.MULTILINE
)
_SEPARATOR: Final = lazy_pattern(r"^---", re.MULTILINE)


def name_of(root: Node, kind: str | None = None) -> str | None:
    """`kind/id` as far as a tree states them, with a `kind` that was meant in place of its own."""
    if not isinstance(root, Mapping):
        return None
    entries = [(key, root.entries[key].node) for key in _NAMING if key in root.entries]
    stated: dict[str, str] = {
        key: node.value
        for key, node in entries
        if isinstance(node, Scalar) and isinstance(node.value, str)
    }
    return _name(stated if kind is None else {**stated, "kind": kind})


def names_in(text: str) -> frozenset[str]:
    """The documents that a text seems to hold, whether or not it is YAML."""
    names = (_name(dict(reversed(_FIELD.findall(part)))) for part in _SEPARATOR.split(text))
    return frozenset(name for name in names if name is not None)


def _name(stated: dict[str, str]) -> str | None:
    kind = stated.get("kind")
    if kind == "representative":
        name = "-".join(stated[key] for key in ("department", "person") if key in stated)
    else:
        name = stated.get("person" if kind == "advocate" else "id", "")
    return f"{kind}/{name}" if kind and name else None
