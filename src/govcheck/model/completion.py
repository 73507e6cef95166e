"""A repository's own ids in its schemas, so that editors complete them."""

from collections.abc import Mapping
from typing import Any

Schema = dict[str, Any]


def add_names(schema: Schema, names: Mapping[str, list[str]]) -> None:
    """Offer the names of each namespace wherever the schema refers to it.

    `examples` are offered by editors and refuse nothing, so that a name which is still to be
    written does not turn red; dangling names are `validate`'s to report.
    """
    for node in _nodes(schema):
        namespace = node.get("x-refers-to")
        if isinstance(namespace, str) and names.get(namespace):
            node["examples"] = list(names[namespace])


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
