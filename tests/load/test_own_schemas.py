import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from govcheck.finding import Finding, Severity
from govcheck.load.own_schemas import enforce, read_own_schemas
from govcheck.load.repository import load_repository
from govcheck.load.tree import WorkTree
from govcheck.model.json_schema import all_schemas
from govcheck.workspace.examine import examine
from govcheck.workspace.schemas import names_by_namespace, schema_files
from tests.load.trees import SMALL, MemoryTree

Edit = Callable[[dict[str, Any]], object]


def with_schema(edit: Edit, kind: str = "person", tree: MemoryTree = SMALL) -> MemoryTree:
    """The repository with a copy of a schema that has been edited."""
    schema = json.loads(json.dumps(all_schemas()[f"{kind}.schema.json"]))
    edit(schema)
    text = json.dumps(schema, indent=2)
    return tree.with_files({f"schemas/{kind}.schema.json": text})


def found(tree: MemoryTree) -> list[Finding]:
    repository = load_repository(tree)
    own = read_own_schemas(repository)
    return [*own.findings, *enforce(repository, own)]


def told(tree: MemoryTree) -> list[tuple[str, str, str]]:
    return [(f.code, tree.under(f.span), f.message) for f in found(tree)]


def require_email(schema: dict[str, Any]) -> None:
    schema["required"].append("email")


def pattern_for_email(schema: dict[str, Any]) -> None:
    schema["properties"]["email"]["pattern"] = "@acme\\.example$"


def test_a_copy_that_equals_the_models_says_nothing_more() -> None:
    tree = SMALL.with_files(dict(schema_files()))
    assert found(tree) == []
    own = read_own_schemas(load_repository(tree))
    assert own.changed == {}


def test_a_copy_with_the_ids_of_the_repository_says_nothing_more() -> None:
    names = names_by_namespace(load_repository(SMALL).policy)
    assert found(SMALL.with_files(dict(schema_files(names)))) == []


def test_a_longer_list_of_required_fields_is_honoured() -> None:
    assert told(with_schema(require_email)) == [
        ("DOC003", "ana", "a person has no `email`"),
        ("DOC003", "ben", "a person has no `email`"),
    ]


def test_a_required_field_is_told_beside_another_that_is_missing() -> None:
    tree = SMALL.with_files({"policies/z.yaml": "kind: person\nid: zoe\n"})
    messages = [
        finding.message
        for finding in examine(with_schema(require_email, tree=tree)).findings
        if finding.span.path == "policies/z.yaml" and finding.code == "DOC003"
    ]
    assert sorted(messages) == ["a person has no `email`", "a person has no `name`"]


def test_a_pattern_is_honoured_at_the_value() -> None:
    text = SMALL.files["policies/people.yaml"].replace(b"name: Ana", b"name: Ana\nemail: ana@else")
    tree = with_schema(pattern_for_email, tree=SMALL.with_files({"policies/people.yaml": text}))
    assert told(tree) == [("DOC005", "ana@else", "`ana@else` does not match `@acme\\.example$`")]


def test_a_pattern_of_keys_is_honoured_at_the_key() -> None:
    def edit(schema: dict[str, Any]) -> None:
        schema["propertyNames"] = {"pattern": "^[^c]"}

    message = "`calendar` does not match `^[^c]`"
    assert told(with_schema(edit)) == [("DOC005", "calendar", message)]


def test_a_field_may_be_called_as_a_keyword_is() -> None:
    def edit(schema: dict[str, Any]) -> None:
        schema["properties"]["x-note"] = {"properties": {"propertyNames": {"minLength": 1}}}

    text = SMALL.files["policies/people.yaml"].replace(
        b"name: Ana", b"name: Ana\nx-note: {propertyNames: ''}"
    )
    tree = with_schema(edit, tree=SMALL.with_files({"policies/people.yaml": text}))
    assert ("DOC005", "''", "`propertyNames` is empty") in told(tree)


def test_the_schema_of_any_kind_is_honoured() -> None:
    def edit(schema: dict[str, Any]) -> None:
        schema["$defs"]["Person"]["required"].append("github")

    assert [message for _, _, message in told(with_schema(edit, "policy"))] == [
        "a person has no `github`"
    ] * 2


def test_a_fault_is_told_once_and_by_the_models_whatever_the_schema_says() -> None:
    people = b"kind: person\nid: Ana\nname: ''\nemail: 3\nroles: x\ntimezone: Mars\nfoo: 1\n"
    broken = SMALL.with_files({"policies/broken.yaml": people})
    plain = [f for f in examine(broken).findings if f.span.path == "policies/broken.yaml"]

    def loosen_nothing(schema: dict[str, Any]) -> None:
        schema["properties"]["department"]["minLength"] = 2

    for edit in (loosen_nothing, pattern_for_email):
        tree = with_schema(edit, tree=broken)
        assert [f for f in examine(tree).findings if f.span.path == "policies/broken.yaml"] == plain


@pytest.mark.parametrize(
    ("edit", "underlined", "message"),
    [
        (
            lambda s: s["properties"].update(nick={"type": "string"}),
            '"type"',
            "the program does not know the field `nick`",
        ),
        (
            lambda s: s.pop("additionalProperties"),
            '"$schema"',
            "the schema has lost `additionalProperties`",
        ),
        (
            lambda s: s.update(additionalProperties=True),
            "true",
            "the schema allows anything here, and the program does not",
        ),
        (
            lambda s: s["required"].remove("name"),
            '[\n    "kind",\n    "id"\n  ]',
            "the schema no longer requires `name`",
        ),
        (lambda s: s["properties"].pop("email"), '"kind"', "the schema does not know `email`"),
        (
            lambda s: s["properties"]["email"].update(minLength=0),
            "0",
            "the schema has a looser `minLength`",
        ),
        (lambda s: s["properties"].update(email={}), "{}", "the schema has lost `minLength`"),
        (
            lambda s: s["properties"]["roles"].update(type=["array", "string"]),
            '[\n        "array",\n        "string"\n      ]',
            "the schema allows string",
        ),
        (
            lambda s: s["properties"]["kind"].update(const="human"),
            '"human"',
            'the program does not know `"human"`',
        ),
    ],
)
def test_a_looser_copy_is_reported_at_its_place(edit: Edit, underlined: str, message: str) -> None:
    tree = with_schema(edit)
    disagreements = [one for one in told(tree) if one[0] == "SCHEMA002"]
    assert ("SCHEMA002", underlined, message) in disagreements


@pytest.mark.parametrize(
    "edit",
    [
        require_email,
        pattern_for_email,
        lambda s: s["properties"]["email"].update(minLength=5, maxLength=50),
        lambda s: s["properties"].update(gitlab=False),
        lambda s: s["properties"]["kind"].update(title="Kind", examples=["person"]),
        lambda s: s["properties"]["roles"].update(minItems=0, maxItems=3),
        lambda s: (
            s["properties"].update({"x-cost-centre": {"type": "string"}})
            or s["properties"].pop("x-cost-centre")
        ),
    ],
)
def test_a_tighter_copy_is_welcome(edit: Edit) -> None:
    assert [one for one in told(with_schema(edit)) if one[0].startswith("SCHEMA")] == []


@pytest.mark.parametrize(
    ("content", "line", "message"),
    [
        ('{\n "type": \n}', 3, "the schema is not JSON: expecting value"),
        ("[]", 1, "the schema is not a JSON object"),
        (
            '{\n "type": "strin"\n}',
            2,
            "the schema is not a JSON Schema: 'strin' is not valid under any",
        ),
        ('{"minimum": NaN}', 1, "the schema is not JSON: NaN is not a value of JSON"),
        ("[" * 100_000, 1, "the schema is not JSON: "),
        ('{"a":' * 10_000 + "1" + "}" * 10_000, 1, "the schema is "),
        ("a" * (1 << 21), 1, "the schema has more than 1,048,576 bytes"),
    ],
)
def test_a_copy_that_is_no_schema_is_reported(content: str, line: int, message: str) -> None:
    tree = SMALL.with_files({"schemas/person.schema.json": content})
    [finding] = found(tree)
    assert finding.code == "SCHEMA001"
    assert finding.span.line == line
    assert finding.message.startswith(message)


@pytest.mark.parametrize(
    "edit",
    [
        lambda s: s["properties"]["name"].update({"pattern": "^(a+)+$"}),
        lambda s: s.update({"$ref": "#"}),
        lambda s: s["properties"].update(name={"$ref": "https://example.org/never-fetched.json"}),
        lambda s: s["properties"].update(name={"$ref": "#/$defs/nothing"}),
        lambda s: (
            s["$defs"].update(
                {f"d{n}": {"allOf": [{"$ref": f"#/$defs/d{n + 1}"}] * 4} for n in range(40)}
            ),
            s["$defs"].update(d40={}),
            s["properties"].update(name={"$ref": "#/$defs/d0"}),
        ),
    ],
    ids=["pattern", "circle", "remote", "nowhere", "bomb"],
)
def test_a_hostile_copy_ends_in_findings(edit: Edit, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("govcheck.load.own_schemas._PATIENCE", 0.3)
    name = "a" * 60 + "!"
    people = f"kind: person\nid: ana\nname: {name}\n---\nkind: person\nid: ben\nname: Ben\n"
    tree = with_schema(edit, tree=SMALL.with_files({"policies/people.yaml": people}))
    assert [f.severity for f in found(tree)] != []


@pytest.mark.parametrize("made", ["symlink", "pipe"])
def test_a_copy_that_is_no_file_is_told_and_not_taken_for_none(made: str, tmp_path: Path) -> None:
    for path, content in SMALL.files.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(content)
    (tmp_path / "schemas").mkdir()
    copy = tmp_path / "schemas" / "person.schema.json"
    if made == "symlink":
        copy.symlink_to(tmp_path / "elsewhere.json")
    else:
        os.mkfifo(copy)
    reasons = {"symlink": "a symbolic link is not followed", "pipe": "this is not a regular file"}
    findings = examine(WorkTree(str(tmp_path))).findings
    assert [(f.code, f.span.path, f.message) for f in findings if f.severity == Severity.ERROR] == [
        ("SCHEMA001", "schemas/person.schema.json", f"the schema cannot be read: {reasons[made]}")
    ]


def test_files_of_other_names_are_left_alone() -> None:
    tree = SMALL.with_files({"schemas/other.schema.json": "{", "schemas/readme.md": "x"})
    assert found(tree) == []
