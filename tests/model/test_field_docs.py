"""Every field says what it means and shows a value that it may have."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from pydantic import TypeAdapter

from govcheck.model.base import Model
from govcheck.model.json_schema import FieldDoc, all_schemas, field_docs, parsed
from govcheck.model.kinds import KINDS
from govcheck.modelling.model_type import hints
from govcheck.modelling.twins import as_pydantic

SCHEMAS = all_schemas()


def properties(schema: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Every property of a schema, with the definition and the name of the field."""
    for owner, definition in {"": schema, **schema.get("$defs", {})}.items():
        for field, described in definition.get("properties", {}).items():
            yield owner, field, described


def all_models(model: type[Model] = Model) -> list[type[Model]]:
    below = [found for one in model.__subclasses__() for found in all_models(one)]
    found = (one for one in [model, *below] if one.model_fields)
    return [one for one in found if one.__module__.startswith("govcheck.")]


def test_every_property_of_every_schema_has_a_description_and_an_example() -> None:
    found = [(name, *one) for name, schema in SCHEMAS.items() for one in properties(schema)]
    silent = [
        f"{name}: {owner}.{field}"
        for name, owner, field, described in found
        if not (described.get("description") and described.get("examples"))
    ]
    assert silent == []
    assert {name.partition(".")[0] for name, *_ in found} == {*KINDS, "policy"}


@pytest.mark.parametrize("name", sorted(SCHEMAS))
def test_every_example_is_valid_by_its_own_schema(name: str) -> None:
    schema = SCHEMAS[name]
    for owner, field, described in properties(schema):
        alone = {**described, "$defs": schema.get("$defs", {})}
        for example in described["examples"]:
            faults = [fault.message for fault in Draft202012Validator(alone).iter_errors(example)]
            assert faults == [], f"{owner}.{field}: {example}"


@pytest.mark.parametrize("model", sorted(all_models(), key=str))
def test_every_example_is_read_by_the_model(model: type[Model]) -> None:
    docs = field_docs(model)
    for name, field in model.model_fields.items():
        written = field.alias or name
        if written == "kind" and written not in docs:
            continue
        for example in docs[written].examples:
            TypeAdapter(as_pydantic(hints(model)[name])).validate_python(example)


def test_a_meaning_is_a_sentence() -> None:
    for model in all_models():
        for field, doc in field_docs(model).items():
            assert doc.meaning[0].isupper() or doc.meaning[0] == "`", (model, field)
            assert doc.meaning.endswith("."), (model, field)
            assert "Example" not in doc.meaning, (model, field)
            assert "Unit:" not in doc.meaning, (model, field)


def test_the_parts_of_a_docstring() -> None:
    text = """How long
    it takes.

    Unit: a duration
    Example: "5m"
    Example: {"a":
        [1, 2]}
    """
    assert parsed(text) == FieldDoc("How long it takes.", "a duration", ("5m", {"a": [1, 2]}))
    assert parsed("Who it is.") == FieldDoc("Who it is.")
    with pytest.raises(ValueError, match="neither a unit nor an example"):
        parsed("Who it is.\n\nBesides: nothing")
    with pytest.raises(json.JSONDecodeError):
        parsed("Who it is.\n\nExample: ana")


def test_a_subclass_says_what_its_base_says() -> None:
    incident = field_docs(KINDS["incident"])
    assert incident["title"].examples == ("Video says our child seat failed in a crash",)
    assert incident["id"].meaning == "The incident's id."
    assert set(field_docs(KINDS["guarantee"])) >= {"for", "holds"}
