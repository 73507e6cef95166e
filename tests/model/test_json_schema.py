import json
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from govcheck.model.json_schema import all_schemas, kind_schema, policy_schema
from govcheck.model.kinds import KINDS

SCHEMAS = all_schemas()


def nodes(schema: Any) -> list[dict[str, Any]]:
    found, waiting = [], [schema]
    while waiting:
        node = waiting.pop()
        if isinstance(node, dict):
            found.append(node)
            waiting += [value for key, value in node.items() if key != "examples"]
        elif isinstance(node, list):
            waiting += node
    return found


@pytest.mark.parametrize("name", sorted(SCHEMAS))
def test_it_is_a_schema_that_editors_understand(name: str) -> None:
    schema = SCHEMAS[name]
    Draft202012Validator.check_schema(schema)
    known = set(Draft202012Validator.VALIDATORS) | {
        "$schema",
        "$defs",
        "title",
        "description",
        "default",
        "examples",
        "then",
        "x-refers-to",
    }
    objects = [node for node in nodes(schema) if "type" in node and isinstance(node["type"], str)]
    assert objects
    for node in objects:
        assert set(node) <= known, node
        if node["type"] == "object" and "properties" in node and "allOf" not in node:
            assert "additionalProperties" in node
            assert node["patternProperties"] == {"^x-": {}}
    assert "null" not in json.dumps(schema).replace('"null", "number"', "")


def test_there_is_one_for_each_kind_and_one_for_any() -> None:
    assert set(SCHEMAS) == {f"{kind}.schema.json" for kind in (*KINDS, "policy")}


def test_fields_have_their_descriptions() -> None:
    person = kind_schema("person")["properties"]
    assert person["deputies"]["description"] == "Who stands in, in order."
    incident = policy_schema()["$defs"]["Council"]["properties"]
    assert incident["chair"]["description"] == "A person who holds a seat."


def test_names_are_offered_and_refuse_nothing() -> None:
    schema = kind_schema("team", {"person": ["ana", "ben"], "role": []})
    assert schema["properties"]["lead"]["examples"] == ["ana", "ben"]
    assert kind_schema("team")["properties"]["lead"]["examples"] == ["ana"]
    validator = Draft202012Validator(schema)
    team = {"kind": "team", "id": "t", "name": "T", "lead": "zed", "members": []}
    assert validator.is_valid(team)
    team = policy_schema({"person": ["zoe"]})["$defs"]["Team"]["properties"]
    assert team["lead"]["examples"] == ["zoe"]


def test_no_name_of_another_repository_is_offered() -> None:
    schema = kind_schema("team", {"person": ["zoe"], "role": []})["properties"]
    assert "examples" not in schema["members"]  # in which people stand, two definitions away
    assert "examples" not in schema["responsibilities"]
    assert schema["mission"]["examples"] == ["Answer parents before they have to ask twice"]


def test_the_schema_of_any_kind_applies_that_of_the_kind() -> None:
    validator = Draft202012Validator(policy_schema())
    assert validator.is_valid({"kind": "role", "id": "r", "name": "R"})
    assert not validator.is_valid({"kind": "role", "id": "r"})
    assert not validator.is_valid({"kind": "rolle", "id": "r", "name": "R"})
    assert not validator.is_valid({"id": "r", "name": "R"})
