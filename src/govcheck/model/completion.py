"""A repository's own ids in its schemas, so that editors complete them."""

from collections.abc import Mapping
from typing import Any

Schema = dict[str, Any]


def add_names(schema: Schema, names: Mapping[str, list[str]]) -> None:
    """Offer the names of each namespace wherever the schema refers to it.

    `examples` are offered by editors and refuse nothing, so that a name which is still to be
    written does not turn red; dangling names are `validate`'s to report. Examples of the models
    that hold names go, because theirs are those of another repository.
    """
    naming = _definitions_with_names(schema, names)
    for node in _nodes(schema):
        if "examples" not in node or isinstance(node["examples"], dict):
            continue
        parts = {key: value for key, value in node.items() if key != "examples"}
        if _names_in(parts, names, naming):
            del node["examples"]
    for node in _nodes(schema):
        namespace = node.get("x-refers-to")
        if isinstance(namespace, str) and names.get(namespace):
            node["examples"] = list(names[namespace])


def _definitions_with_names(schema: Schema, names: Mapping[str, list[str]]) -> frozenset[str]:
    """The definitions in which a name of the repository may stand, however deep."""
    definitions: Schema = schema.get("$defs", {})
    found: frozenset[str] = frozenset()
    while True:
        more = frozenset(
            f"#/$defs/{name}" for name, one in definitions.items() if _names_in(one, names, found)
        )
        if more == found:
            return found
        found = more


def _names_in(node: Any, names: Mapping[str, list[str]], naming: frozenset[str]) -> bool:
    return any(
        names.get(one.get("x-refers-to", "")) or one.get("$ref") in naming for one in _nodes(node)
    )


def _nodes(node: Any) -> list[Schema]:
    found: list[Schema] = []
    waiting = [node]
    while waiting:
        current = waiting.pop()
        if isinstance(current, dict):
            found.append(current)
            waiting.extend(current.values())
        elif isinstance(current, list):
            waiting.extend(current)
    return found
