"""Rules of change control that are about some fields of a document alone."""

from pathlib import Path

from govcheck.change.control import Changed, required
from govcheck.change.edit import Edit
from govcheck.change.edits import edited_fields
from govcheck.model.change_control import ChangeControl

CONTROL = ChangeControl.model_validate(
    {
        "kind": "change-control",
        "id": "c",
        "rules": [
            {
                "id": "away",
                "when": {"kinds": ["person"], "fields": ["absences", "contacts"]},
                "requires": "person:ana",
            },
            {
                "id": "rights",
                "when": {"kinds": ["person"], "fields": ["roles"]},
                "requires": "person:ben",
            },
        ],
        "otherwise": {"requires": {"council": "unanimity"}},
    }
)


def asked(*pointers: str, ref: str = "person/ana") -> list[str]:
    edits = [Edit("changed", ref, one, {"roles": 1}, {"roles": 2}) for one in pointers]
    path = frozenset({"policies/a.yaml"})
    changed = Changed(frozenset({ref}), path, {ref: path}, (), path, fields=edited_fields(edits))
    return [one.rule for one in required([CONTROL], changed)]


def test_a_holiday_asks_what_the_rule_about_it_says() -> None:
    assert asked("/absences/0") == ["away"]
    assert asked("/absences/0/from", "/contacts/1") == ["away"]


def test_another_field_of_the_same_document_is_a_change_of_its_own() -> None:
    assert asked("/absences/0", "/roles/0") == ["away", "rights"]
    assert asked("/absences/0", "/email") == ["away", "otherwise"]
    assert asked("/email") == ["otherwise"]
    assert asked("/absences/0", ref="rota/x") == ["otherwise"]


def test_a_field_below_another_of_that_name_is_not_meant() -> None:
    assert asked("/trainings/absences") == ["otherwise"]


def test_whoever_comes_or_goes_is_an_edit_of_all_that_is_stated_and_of_the_id() -> None:
    gone = Edit("removed", "person/ana", "", {"name": "Ana", "absences": []}, None)
    assert edited_fields([gone]) == {"person/ana": {"id", "name", "absences"}}


def test_where_the_fields_are_not_known_a_rule_matches_and_covers_nothing() -> None:
    path = frozenset({"policies/a.yaml"})
    one = frozenset({"person/ana"})
    changed = Changed(one, path, {"person/ana": path}, (), path)
    assert [each.rule for each in required([CONTROL], changed)] == ["away", "rights", "otherwise"]


def test_the_shipped_policies_let_a_holiday_be_read_by_one(tmp_path: Path) -> None:
    """Neither ours nor a fresh one asks the council's majority for a holiday or a swap."""
    from govcheck.load.nodes import plain
    from govcheck.load.yaml import parse
    from govcheck.source import Source

    for file in (
        "policies/change-control/approvals.yaml",
        "src/govcheck/scaffold/templates/startup/policies/change-control/approvals.yaml",
    ):
        roots, *_ = parse(Source(file, Path(file).read_text(encoding="utf-8")))
        control = ChangeControl.model_validate(plain(roots[0]))
        path = frozenset({"policies/a.yaml"})
        for ref, field, rule in (
            ("person/ana", "absences", "away"),
            ("person/ana", "contacts", "away"),
            ("person/ana", "notification", "away"),
            ("rota/x", "overrides", "swap"),
        ):
            fields = {ref: frozenset({field})}
            changed = Changed(frozenset({ref}), path, {ref: path}, (), path, fields=fields)
            assert [one.rule for one in required([control], changed)] == [rule]
