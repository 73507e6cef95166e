"""Whoever writes a target without its type, or nearly right, is told the right one."""

import json
from collections import Counter

import pytest

from govcheck.finding import Finding, Lack
from govcheck.load.repository import Repository, load_repository
from govcheck.model.fields import references
from govcheck.model.json_schema import all_schemas
from govcheck.workspace.examine import examine
from tests.load.trees import SMALL, MemoryTree
from tests.mutations.mutations import shipped

SHIPPED = shipped()


def without_types(repository: Repository) -> tuple[MemoryTree, Counter[str], set[str]]:
    """The policy with the id alone wherever a target stands, the targets, and their fields."""
    spots: dict[str, list[tuple[int, str]]] = {}
    targets: Counter[str] = Counter()
    fields: set[str] = set()
    for document in repository.policy.documents:
        for one in references(document):
            if one.namespace != "target":
                continue
            span = repository.span(document.place(*one.keys))
            source = repository.files[span.path].source
            start = source.index(span.line, span.column)
            spots.setdefault(span.path, []).append((start, one.name))
            targets[one.name] += 1
            fields |= {str(key) for key in one.keys if not isinstance(key, int)}
    tree = SHIPPED.with_files({})
    for path, found in spots.items():
        text = tree.files[path].decode()
        for start, name in sorted(found, reverse=True):
            at = text.index(name, start)
            assert at <= start + 1
            text = text[:at] + name.partition(":")[2] + text[at + len(name) :]
        tree.files[path] = text.encode()
    return tree, targets, fields


def test_every_target_without_its_type_is_told_with_it() -> None:
    tree, targets, fields = without_types(load_repository(SHIPPED))
    assert {"by", "last_resort", "notify", "owed_by", "requires", "target", "of"} <= fields
    told = [one for one in load_repository(tree).findings if one.code == "DOC005"]
    assert len(told) == targets.total()
    ids = Counter(name.partition(":")[2] for name in targets.elements())
    assert Counter(one.message.split("`")[1] for one in told) == ids
    for one in told:
        said = one.message.split("`")[1]
        meant = [name for name in targets if name.partition(":")[2] == said]
        assert one.help is not None
        assert one.help.startswith("did you mean ")
        assert all(f"`{name}`" in one.help for name in meant)


def found(text: str, *, kind: str = "DOC005") -> list[Finding]:
    tree = SHIPPED.with_files({"policies/z.yaml": text})
    return [
        one
        for one in load_repository(tree).findings
        if one.code == kind and one.span.path == "policies/z.yaml"
    ]


ESCALATION = "kind: escalation\nid: z\nlast_resort: {0}\nsteps: [{{id: a, notify: ['{1}']}}]\n"


@pytest.mark.parametrize(
    ("written", "help_", "fixed"),
    [
        ("spokesperson", "did you mean `role:spokesperson`?", "role:spokesperson"),
        ("lena", "did you mean `person:lena`?", "person:lena"),
        ("spokespersn", "did you mean `role:spokesperson`?", "role:spokesperson"),
        ("rol:spokesperson", "did you mean `role:spokesperson`?", "role:spokesperson"),
        ("person/lena", "did you mean `person:lena`?", None),
        (
            "social-council",
            "did you mean `chain:social-council` or `council:social-council`?",
            None,
        ),
    ],
)
def test_what_is_no_target_is_told_with_what_was_meant(
    written: str, help_: str, fixed: str | None
) -> None:
    (one,) = found(ESCALATION.format(written, "person:ana"))
    assert (one.help, one.lacks) == (help_, Lack("target", written))
    assert (one.fix.edits[0].text if one.fix else None) == fixed


@pytest.mark.parametrize(
    "text",
    [
        ESCALATION.format("person:ana", "community-duty"),
        "kind: scenario\nid: z\nincident: incidents/lawsuit.yaml\n"
        "acknowledged: [{by: lena, at: 5m}]\nexpect: {severity: s1}\n",
    ],
)
def test_people_are_looked_for_where_only_people_fit(text: str) -> None:
    path = "scenarios/z.yaml" if "scenario" in text else "policies/z.yaml"
    tree = SHIPPED.with_files({path: text})
    (one,) = (one for one in load_repository(tree).findings if one.span.path == path)
    meant = (
        "`person:lena`" if "scenario" in text else "`next:community-duty` or `rota:community-duty`"
    )
    assert one.help == f"did you mean {meant}?"


def test_where_an_id_is_asked_for_the_type_is_too_much() -> None:
    text = "kind: scenario\nid: z\nincident: incidents/lawsuit.yaml\nexpect: {not_notified: [%s]}\n"
    tree = SHIPPED.with_files({"scenarios/z.yaml": text % "person:lena"})
    (one,) = (one for one in load_repository(tree).findings if one.span.path == "scenarios/z.yaml")
    assert one.help == "write the id alone: `lena`"


def test_a_target_of_a_document_that_cannot_be_read_is_known() -> None:
    tree = SMALL.with_files(
        {
            "policies/y.yaml": "kind: role\nid: speaker\nname: [\n",
            "policies/z.yaml": ESCALATION.format("speaker", "person:ana"),
        }
    )
    helps = [
        one.help for one in load_repository(tree).findings if one.lacks == Lack("target", "speaker")
    ]
    assert helps == ["did you mean `role:speaker`?"]


def test_an_own_schema_says_the_same() -> None:
    schemas = {name: json.loads(json.dumps(one)) for name, one in all_schemas().items()}
    last_resort = schemas["escalation.schema.json"]["properties"]["last_resort"]
    person = schemas["person.schema.json"]
    person["properties"]["email"] = {"type": "string", "pattern": last_resort["pattern"]}
    tree = SMALL.with_files(
        {
            "schemas/person.schema.json": json.dumps(person),
            "policies/z.yaml": "kind: person\nid: zoe\nname: Zoe\nemail: ben\n",
        }
    )
    helps = [one.help for one in examine(tree).findings if one.lacks == Lack("target", "ben")]
    assert helps == ["did you mean `person:ben`?"]
