"""A repository's own ids in its schemas, so that editors complete them."""

from collections.abc import Mapping
from typing import Any, Final

_Schema = dict[str, Any]


def add_names(schema: _Schema, names: Mapping[str, list[str]]) -> None:
    """Offer the names of each namespace wherever the schema refers to it.

    `examples` are offered by editors and refuse nothing, so that a name which is still to be
    written does not turn red; dangling names are `validate`'s to report. Facts become properties of
    conditions and incidents, each with the values that it may have: `value/FACT` names them.
    Examples of the models that hold names go, because theirs are those of another repository.
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
        if names.get(FACT):
            _offer_facts(node, names)
        properties = node.get("properties")
        if isinstance(properties, dict):
            for field, space in _RESULTS.items():
                if names.get(space) and properties.keys() >= _DECISION:
                    _offer(properties, field, names[space])
            if names.get(RESULT) and properties.keys() >= _RULE:
                _offer(properties, "then", names[RESULT])


FACT: Final = "fact"
VALUE: Final = "value"
RESULT: Final = "result"
DECIDED: Final = "decided"
_RESULTS: Final = {"decides": DECIDED, "otherwise": RESULT}
_DECISION: Final = {"decides", "hit_policy", "rules"}
_RULE: Final = {"when", "then"}
_CONDITION: Final = {"all", "any", "not"}


def _offer(properties: _Schema, field: str, names: list[str]) -> None:
    if isinstance(properties.get(field), dict):
        properties[field] = {**properties[field], "examples": list(names)}


def _offer_facts(node: _Schema, names: Mapping[str, list[str]]) -> None:
    """Facts as properties, where a schema says what any fact may be."""
    properties = node.get("properties")
    if not isinstance(properties, dict):
        return
    tested = node.get("additionalProperties")
    if properties.keys() == _CONDITION and isinstance(tested, dict):
        for fact in names[FACT]:
            properties.setdefault(fact, _valued(tested, names, fact))
    facts = properties.get("facts")
    if isinstance(facts, dict) and isinstance(facts.get("patternProperties"), dict):
        (stated,) = facts["patternProperties"].values()
        if "items" in str(stated) and "$ref" not in str(stated):  # a vocabulary has other ones
            told = {fact: _valued(stated, names, fact) for fact in names[FACT]}
            own = {key: value for key, value in facts.items() if key != "examples"}
            properties["facts"] = {**own, "properties": told}


def _valued(schema: _Schema, names: Mapping[str, list[str]], fact: str) -> _Schema:
    values = names.get(f"{VALUE}/{fact}")
    return {**schema, "examples": list(values)} if values else dict(schema)


def _definitions_with_names(schema: _Schema, names: Mapping[str, list[str]]) -> frozenset[str]:
    """The definitions in which a name of the repository may stand, however deep."""
    definitions: _Schema = schema.get("$defs", {})
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


def _nodes(node: Any) -> list[_Schema]:
    found: list[_Schema] = []
    waiting = [node]
    while waiting:
        current = waiting.pop()
        if isinstance(current, dict):
            found.append(current)
            waiting.extend(current.values())
        elif isinstance(current, list):
            waiting.extend(current)
    return found
