"""Of which kind a document is by its fields, whatever it calls itself."""

from collections.abc import Set as AbstractSet
from functools import cache
from typing import Final

from govcheck.load.nodes import Mapping, Node, Scalar
from govcheck.model.fields import aliases
from govcheck.model.kinds import KINDS

_SAYS_NOTHING: Final = frozenset({"kind", "id", "name"})
_ENOUGH: Final = 2
"""So many fields of another kind are no slip."""


def kind_with(keys: AbstractSet[str]) -> str | None:
    """The only kind that a document with these fields can be of."""
    fitting = [kind for kind in KINDS if _fits(kind, keys)]
    return fitting[0] if len(fitting) == 1 else None


def confused_kind(root: Node) -> str | None:
    """The kind whose fields a document has where it states another, with which they do not go."""
    entry = root.entries.get("kind") if isinstance(root, Mapping) else None
    if entry is None or not isinstance(root, Mapping) or not isinstance(entry.node, Scalar):
        return None
    stated = entry.node.value
    if not isinstance(stated, str) or stated not in KINDS:
        return None
    keys = frozenset(key for key in root.entries if not key.startswith("x-"))
    strange = keys - _fields(stated)[0]
    if len(strange) < _ENOUGH or 2 * len(strange) <= len(keys - _SAYS_NOTHING):
        return None
    return kind_with(keys)


def _fits(kind: str, keys: AbstractSet[str]) -> bool:
    """Whether there is what the kind requires, and nothing else but for a misspelt `kind`."""
    fields, required = _fields(kind)
    return required <= keys | {"kind"} and len(keys - fields) <= ("kind" not in keys)


@cache
def _fields(kind: str) -> tuple[frozenset[str], frozenset[str]]:
    """The fields of a kind, and those of them that it requires."""
    model = KINDS[kind]
    fields = aliases(model)
    required = (key for key in fields if model.model_fields[fields[key]].is_required())
    return frozenset(fields), frozenset(required)
