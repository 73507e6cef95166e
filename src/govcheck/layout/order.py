"""The order of keys: that in which a kind's schema lists its fields."""

from collections.abc import Sequence
from functools import cache
from typing import Any, Final, NamedTuple

_Schema = dict[str, Any]

_FIRST = ("kind", "id")


class Shape(NamedTuple):
    """What the schema knows about a node: the schemas that it may follow."""

    options: tuple[_Schema, ...]
    definitions: _Schema

    def field(self, name: str | None) -> "Shape":
        """The shape of a mapping's value."""
        found = []
        for option in self.options:
            schema = option.get("properties", {}).get(name, option.get("additionalProperties"))
            if isinstance(schema, dict):
                found.append(schema)
        return _shape(found, self.definitions)

    def item(self) -> "Shape":
        """The shape of a sequence's items."""
        found = [
            option["items"] for option in self.options if isinstance(option.get("items"), dict)
        ]
        return _shape(found, self.definitions)

    def order(self, names: Sequence[str | None]) -> list[int]:
        """The positions of the keys in the order in which they belong.

        Fields stand as in the schema, keys that it does not know below them, `x-` keys last. A
        mapping whose keys are free, such as the facts of a condition, keeps its order.
        """
        positions = list(range(len(names)))
        records = [option["properties"] for option in self.options if _is_record(option)]
        if not records:
            return positions
        fields = list(max(records, key=lambda record: sum(name in record for name in names)))
        ranks = {name: rank for rank, name in enumerate(dict.fromkeys((*_FIRST, *fields)))}

        def rank(position: int) -> int:
            name = names[position] or ""
            return len(ranks) + 1 if name.startswith("x-") else ranks.get(name, len(ranks))

        return sorted(positions, key=rank)


NO_SHAPE: Final = Shape((), {})
"""Nothing is known: every order stays."""


@cache
def shape_of(kind: str) -> Shape:
    """The shape of a kind's documents; an unknown kind has none, and keeps its order."""
    from govcheck.model.json_schema import kind_schema
    from govcheck.model.kinds import KINDS

    if kind not in KINDS:
        return NO_SHAPE
    schema = kind_schema(kind)
    return Shape((schema,), schema.get("$defs", {}))


def _shape(schemas: Sequence[_Schema], definitions: _Schema) -> Shape:
    """The schemas with references followed and alternatives side by side."""
    waiting, found = list(schemas), []
    while waiting:
        schema = waiting.pop(0)
        reference = schema.get("$ref")
        if reference is not None:
            waiting.append(definitions[reference.rpartition("/")[2]])
        elif "anyOf" in schema:
            waiting += schema["anyOf"]
        else:
            found.append(schema)
    return Shape(tuple(found), definitions)


def _is_record(schema: _Schema) -> bool:
    return "properties" in schema and schema.get("additionalProperties") is False
