from typing import Any, get_args

import pytest

from govcheck.load.models import build
from govcheck.model.base import Document, Model
from govcheck.model.fields import Reference, field_names, model_at, references
from govcheck.model.json_schema import kind_schema
from govcheck.model.kinds import KINDS
from govcheck.model.scalars import Refers
from govcheck.modelling.model_type import hints

NAMES_SOMETHING = {
    "accountable": "person",
    "absent": "person",
    "admins": "person",
    "backup": "person",
    "calendar": "calendar",
    "chain_of_command": "person",
    "chair": "person",
    "channels": "channel",
    "convene": "council",
    "convene_within": "severity",
    "deputies": "person",
    "deputy": "person",
    "drafted_by": "target",
    "escalation": "escalation",
    "excludes": "role",
    "last_resort": "target",
    "lead": "person",
    "not_notified": "person",
    "notify": "target",
    "outside": "calendar",
    "owed_by": "target",
    "person": "person",
    "playbooks": "playbook",
    "requires_training": "training",
    "responsible": "person",
    "role": "role",
    "roles": "role",
    "set_by": "council",
    "severity": "severity",
    "training": "training",
    "within": "calendar",
}
"""Fields whose name says what they name, wherever they stand."""

NOT_A_NAME = {
    ("Post", "drafted_by"),  # a person, where that of an action is a target
    ("AnyNotice", "target"),
    ("Goal", "target"),  # a figure to reach
    ("Action", "within"),
    ("Approval", "within"),
    ("Notified", "within"),  # durations
    ("Organization", "responsibilities"),  # declares the areas
}


def models() -> list[type[Model]]:
    found: dict[str, type[Model]] = {}
    waiting: list[type[Model]] = [Model]
    while waiting:
        for model in waiting.pop().__subclasses__():
            if model.__module__.startswith("govcheck.model."):
                found[model.__qualname__] = model
            waiting.append(model)
    return [found[name] for name in sorted(found)]


def namespaces(annotation: Any) -> set[str]:
    """Every namespace that an annotation refers to, however deep."""
    found = {
        mark.namespace
        for mark in getattr(annotation, "__metadata__", ())
        if isinstance(mark, Refers)
    }
    for argument in get_args(annotation):
        if not isinstance(argument, Refers):
            found |= namespaces(argument)
    return found


@pytest.mark.parametrize("model", models(), ids=lambda model: model.__name__)
def test_every_field_that_names_something_is_checked(model: type[Model]) -> None:
    for name in model.model_fields:
        expected = NAMES_SOMETHING.get(name)
        if expected is None or (model.__name__, name) in NOT_A_NAME:
            continue
        assert expected in namespaces(hints(model)[name]), f"{model.__name__}.{name}"


def test_owner_is_a_team_of_a_channel_and_a_person_of_a_goal() -> None:
    properties = {kind: kind_schema(kind)["properties"]["owner"] for kind in ("channel", "goal")}
    assert {kind: owner["x-refers-to"] for kind, owner in properties.items()} == {
        "channel": "team",
        "goal": "person",
    }


def document(data: dict[str, Any]) -> Document:
    built = build(KINDS[data["kind"]], data)
    assert isinstance(built, Document)
    return built


def test_references_are_found_in_lists_mappings_keys_unions_and_conditions() -> None:
    team = document(
        {
            "kind": "team",
            "id": "t",
            "name": "T",
            "lead": "ana",
            "members": [{"person": "ana", "role": "r"}],
            "responsibilities": {"goals": {"accountable": "ben", "responsible": ["cem"]}},
        }
    )
    assert list(references(team)) == [
        Reference(("lead",), "person", "ana"),
        Reference(("members", 0, "person"), "person", "ana"),
        Reference(("members", 0, "role"), "role", "r"),
        Reference(("responsibilities", "goals"), "area", "goals", of_key=True),
        Reference(("responsibilities", "goals", "accountable"), "person", "ben"),
        Reference(("responsibilities", "goals", "responsible", 0), "person", "cem"),
    ]
    playbook = document(
        {
            "kind": "playbook",
            "id": "p",
            "actions": [
                {
                    "id": "a",
                    "do": "It",
                    "owed_by": "role:r",
                    "when": {"all": [{"detected_at": {"within": "c"}}], "x-a": "person:no"},
                }
            ],
            "approvals": [
                {"id": "b", "within": "5m", "by": {"count": 1, "of": [{"any_of": ["team:t"]}]}}
            ],
        }
    )
    assert [(found.keys, found.name) for found in references(playbook)] == [
        (("actions", 0, "when", "all", 0, "detected_at", "within"), "c"),
        (("actions", 0, "owed_by"), "role:r"),
        (("approvals", 0, "by", "of", 0, "any_of", 0), "team:t"),
    ]


def test_the_model_at_a_location() -> None:
    data = {"rules": [{"when": {"f": {"atleast": 3}}}]}
    found = model_at(KINDS["decision"], ("rules", 0, "when", "f", "<test>"), data)
    assert found is not None
    assert "at_least" in field_names(found)
    assert model_at(KINDS["decision"], ("rules", 0, "because"), data) is None
    assert "from" in field_names(
        model_at(KINDS["rota"], ("overrides", 0), {"overrides": [{}]}) or Model
    )
