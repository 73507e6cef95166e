"""Another name for facts, values, rules and actions: the way back leads to the same bytes."""

from functools import cache
from pathlib import Path

import pytest

from govcheck.change.renames.renamed_tree import RenamedTree
from govcheck.cli.main import run
from govcheck.errors import GovcheckError
from govcheck.load.file import load_file
from govcheck.load.nodes import Mapping, walk
from govcheck.load.repository import load_repository
from govcheck.load.tree import WorkTree
from govcheck.workspace.renaming.names import InnerName, inner_names
from govcheck.workspace.renaming.rename import changed_inside, rename, rename_inside

ROOT = Path(__file__).parents[2]
LOAD = cache(load_file)
SHIPPED = WorkTree(str(ROOT))
REPOSITORY = load_repository(SHIPPED, load=LOAD)
NAMES = [*inner_names(REPOSITORY.policy)]
NEW = "zz-other"
WITH_FACTS = (
    "vocabulary",
    "decision",
    "escalation",
    "playbook",
    "guarantee",
    "incident",
    "scenario",
)


def test_the_shipped_policy_has_names_of_every_kind() -> None:
    counts = {kind: sum(name.kind == kind for name in NAMES) for kind in ("fact", "value")}
    assert counts["fact"] > 15
    assert counts["value"] > 50
    assert {str(name) for name in NAMES} >= {
        "fact/followers",
        "fact/reach",
        "value/topics/data-leak",
        "value/reach/viral",
        "rule/approvals/membership",
        "rule/escalation/serious",
        "action/data-leak/holding",
    }


@pytest.mark.parametrize("kind", ["fact", "value", "rule", "action"])
def test_there_and_back_gives_the_same_bytes(kind: str) -> None:
    for name in (one for one in NAMES if one.kind == kind):
        there = changed_inside(REPOSITORY, name, NEW)
        assert there.before, name
        assert there.before != there.after, name
        tree = RenamedTree(SHIPPED, there)
        renamed = load_repository(tree, load=LOAD)
        assert not renamed.findings, name
        back = changed_inside(renamed, name._replace(name=NEW), name.name)
        assert back.after == there.before, name


@pytest.mark.parametrize("name", [name for name in NAMES if name.kind == "fact"], ids=str)
def test_no_key_is_left_that_is_called_like_a_fact(name: InnerName) -> None:
    tree = RenamedTree(SHIPPED, changed_inside(REPOSITORY, name, NEW))
    keys = {
        key
        for loaded in load_repository(tree, load=LOAD).files.values()
        for title, root in zip(loaded.titles, loaded.roots, strict=True)
        if title and title.partition("/")[0] in WITH_FACTS
        for _, node in walk(root)
        if isinstance(node, Mapping)
        for key in node.entries
    }
    assert name.name not in keys
    assert NEW in keys


@pytest.mark.parametrize("name", NAMES[:: len(NAMES) // 3], ids=str)
def test_validate_and_test_say_the_same(name: InnerName) -> None:
    there = rename_inside(SHIPPED, name, NEW)
    assert there.before == changed_inside(REPOSITORY, name, NEW).before


SMALL = """\
kind: organization
id: acme
name: Acme
format: 1
timezone: UTC
languages: [en]
severities:
  - {id: sev2, name: Low, means: Little}
  - {id: sev1, name: High, means: Much}
---
kind: vocabulary
id: facts
facts:
  fans: {type: integer, minimum: 0}   # fans of the author
  all_fans: {type: integer, minimum: 0}
  part_of_fans: {share: {part: fans, whole: all_fans}}
  harm: {type: choice, values: [none, "some"], labels: {some: a little some}, default: some}
  marks: {type: tags, values: ['some', fans]}
  who: {type: person}
---
kind: decision
id: rules
decides: severity
hit_policy: highest
otherwise: sev2
rules:
  - {id: fans, when: {any: [{fans: {at_least: 10}}, {not: {fans: 3}}]}, then: sev1, because: fans}
  - {id: some, when: {harm: {not_in: [some]}, marks: [some, fans]}, then: sev1, because: some}
---
kind: decision
id: mood
decides: mood
hit_policy: first
results: [calm, loud]
otherwise: calm
rules:
  - {id: loud, when: {harm: some}, then: loud, because: loud}
---
kind: decision
id: plays
decides: playbooks
hit_policy: collect
rules:
  - {id: loud, when: {mood: loud}, then: [help], because: loud}
---
kind: person
id: ana
name: Ana
---
kind: playbook
id: help
actions:
  - {id: look, do: look, owed_by: "person:ana", within: 1h}
  - {id: talk, do: talk, owed_by: "person:ana", within: 1h, clock: "action:look", after: [look]}
---
kind: playbook
id: rest
actions:
  - {id: talk, do: talk, owed_by: "person:ana", within: 1h}
---
kind: waiver
id: w
check: COVER002
subject: playbook/help/look
reason: look at it later
approved_by: [ana]
until: 2099-01-01
---
kind: waiver
id: v
check: COVER002
subject: vocabulary/facts/fans
reason: fans come and go
approved_by: [ana]
until: 2099-01-01
"""
SCENARIO = """\
kind: scenario
id: loud
incident:
  title: some fans
  detected_at: 2026-03-02T10:00:00Z
  facts: {fans: 4, harm: some, marks: [some]}
expect:
  decisions: {mood: loud}
  met: [look, help/talk, "talk"]   # look
  missed: []
"""


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "policies").mkdir()
    (tmp_path / "scenarios").mkdir()
    (tmp_path / "policies" / "all.yaml").write_text(SMALL)
    (tmp_path / "scenarios" / "loud.yaml").write_text(SCENARIO)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("name", "new", "edits"),
    [
        (
            "fact/fans",
            "friends",
            [
                ("  fans: {type", "  friends: {type"),
                ("part: fans,", "part: friends,"),
                ("{fans: {at_least", "{friends: {at_least"),
                ("{not: {fans: 3}}", "{not: {friends: 3}}"),
                ("vocabulary/facts/fans", "vocabulary/facts/friends"),
                ("facts: {fans: 4", "facts: {friends: 4"),
            ],
        ),
        (
            "value/harm/some",
            "a, b",
            [
                ('[none, "some"]', '[none, "a, b"]'),
                ("{some: a little", '{"a, b": a little'),
                ("default: some", 'default: "a, b"'),
                ("not_in: [some]", 'not_in: ["a, b"]'),
                ("{harm: some}", '{harm: "a, b"}'),
                ("harm: some,", 'harm: "a, b",'),
            ],
        ),
        (
            "value/marks/some",
            "true",
            [
                ("['some', fans]", "['true', fans]"),
                ("marks: [some, fans]", 'marks: ["true", fans]'),
                ("marks: [some]", 'marks: ["true"]'),
            ],
        ),
        (
            "fact/mood",
            "tone",
            [
                ("decides: mood", "decides: tone"),
                ("{mood: loud}, then", "{tone: loud}, then"),
                ("decisions: {mood", "decisions: {tone"),
            ],
        ),
        (
            "value/mood/loud",
            "shrill",
            [
                ("[calm, loud]", "[calm, shrill]"),
                ("then: loud", "then: shrill"),
                ("{mood: loud}, then", "{mood: shrill}, then"),
                ("decisions: {mood: loud}", "decisions: {mood: shrill}"),
            ],
        ),
        ("rule/rules/some", "1e3", [("{id: some", '{id: "1e3"')]),
        (
            "action/help/look",
            "see",
            [
                ("{id: look", "{id: see"),
                ('"action:look"', '"action:see"'),
                ("after: [look]", "after: [see]"),
                ("playbook/help/look", "playbook/help/see"),
                ("met: [look", "met: [see"),
            ],
        ),
        (
            "action/help/talk",
            "say",
            [
                (
                    '{id: talk, do: talk, owed_by: "person:ana", within: 1h, clock',
                    '{id: say, do: talk, owed_by: "person:ana", within: 1h, clock',
                ),
                ('"talk"]', '"say"]'),
                ("help/talk", "help/say"),
            ],
        ),
    ],
)
def test_every_mention_and_nothing_else(
    root: Path, name: str, new: str, edits: list[tuple[str, str]]
) -> None:
    expected = SMALL + SCENARIO
    for before, after in edits:
        assert expected.count(before) == 1
        expected = expected.replace(before, after)
    assert run(["rename", name, new]) == 0
    files = (root / "policies" / "all.yaml", root / "scenarios" / "loud.yaml")
    assert "".join(path.read_text() for path in files) == expected


@pytest.mark.parametrize(
    ("name", "new", "said"),
    [
        ("fact/fans", "harm", "there is a fact `harm` already"),
        ("fact/fans", "mood", "there is a fact `mood` already"),
        ("fact/fans", "severity", "`severity` cannot be the name of a fact"),
        ("fact/fans", "x-fans", "`x-fans` cannot be the name of a fact"),
        ("fact/fan", "y", "no fact `fan`; did you mean `fans`?"),
        ("fact/severity", "y", "no fact `severity`"),
        ("value/harm/some", "none", "there is a value `none` of `harm` already"),
        ("value/harm/same", "y", "no value `same` of `harm`; did you mean `some`?"),
        ("value/who/ana", "y", "the values of `who` are ids; rename `person/ana`"),
        ("value/severity/sev1", "y", "the results of `severity` are ids; rename `severity/sev1`"),
        ("value/fans/3", "y", "the fact `fans` has no values with names"),
        ("value/harm/some", "a\nb", "cannot be a value"),
        ("value/harm", "y", "`value/harm` is not a name like `value/network/x`"),
        ("rule/rules/fans", "some", "there is a rule `some` of `rules` already"),
        ("rule/rules/fans", "No Id", "`No Id` is not an id"),
        ("rule/rule/fans", "y", "no decision or change control `rule`; did you mean `rules`?"),
        ("action/help/look", "talk", "there is an action `talk` of `help` already"),
        ("action/hepl/look", "y", "no playbook `hepl`; did you mean `help`?"),
        ("action/help/look", "acknowledge", "write `help/look` there"),
        ("action/rest/talk", "y", "would change"),
    ],
)
@pytest.mark.usefixtures("root")
def test_what_would_clash_is_refused(
    name: str, new: str, said: str, capfd: pytest.CaptureFixture[str]
) -> None:
    code = run(["rename", name, new, "--dry-run"])
    assert (code, said in capfd.readouterr().err) == (0 if said == "would change" else 2, True)


def test_an_id_that_may_be_of_several_playbooks_is_refused(root: Path) -> None:
    path = root / "policies" / "all.yaml"
    path.write_text(SMALL.replace("then: [help]", "then: [help, rest]"))
    tree = WorkTree(str(root))
    with pytest.raises(GovcheckError, match="there are several; write `help/talk` there"):
        rename_inside(tree, InnerName("action", "help", "talk"), "say")


def test_an_alias_with_another_meaning_is_refused(root: Path) -> None:
    path = root / "policies" / "all.yaml"
    text = SMALL.replace("{id: some, when", "{id: &it some, when").replace("[some]}", "[*it]}")
    path.write_text(text)
    with pytest.raises(GovcheckError, match=r"`policies/all\.yaml` would mean something else"):
        rename_inside(WorkTree(str(root)), InnerName("rule", "rules", "some"), "y")


def test_a_waiver_of_several_parts_is_refused(root: Path) -> None:
    path = root / "policies" / "all.yaml"
    path.write_text(SMALL.replace("vocabulary/facts/fans", "decision/rules/fans"))
    with pytest.raises(GovcheckError, match="several are called `fans`"):
        rename_inside(WorkTree(str(root)), InnerName("rule", "rules", "fans"), "y")


def test_what_scenarios_would_say_is_kept_for_documents_too(root: Path) -> None:
    found = rename(WorkTree(str(root)), "playbook", "help", "aid")
    assert b"aid/talk" in found.after["scenarios/loud.yaml"]
