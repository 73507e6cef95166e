"""Something that nobody was asked about, beside something that somebody was."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from govcheck.change.control import Changed, required
from govcheck.change.effect import Effect
from govcheck.model.change_control import EFFECTS, ChangeControl
from tests.gate.story import CONTROL, COUNCIL, POLICY, RULES, Story, of, rules_of

RULE_FILE = "policies/rules/severity.yaml"
HARMLESS = """\
kind: change-control
id: approvals
rules:
  - {id: stricter, when: {effects: [raises-severity]}, requires: person:mallory}
otherwise: {requires: {council: unanimity}}
"""


def story_with(folder: Path, control: str, **files: str) -> Story:
    return Story(folder, {**POLICY, "policies/control.yaml": control, **files})


def test_a_harmless_effect_alone_is_what_its_rule_says(tmp_path: Path) -> None:
    story = story_with(tmp_path, HARMLESS)
    story.commit({RULE_FILE: RULES.replace("10000", "5000")}, "change")
    assert rules_of(story.gate()) == ["stricter"]


def test_a_harmless_effect_does_not_cover_a_harmful_one_of_the_same_document(
    tmp_path: Path,
) -> None:
    story = story_with(tmp_path, HARMLESS)
    other = RULES.replace("at_least: 10000", "at_most: 20")
    story.commit({RULE_FILE: other}, "change")
    gate = story.gate()
    assert rules_of(gate) == ["stricter", "otherwise"]
    assert of(gate, "otherwise").because == (RULE_FILE,)


def effect(name: str, *documents: str) -> Effect:
    return Effect(name, "different", "x", None, None, frozenset(documents))  # type: ignore[arg-type]


def rules_for(effects: list[Effect] | None, *asked: str) -> list[str]:
    rules = [{"id": name, "when": {"effects": [name]}, "requires": "person:ana"} for name in asked]
    control = ChangeControl.model_validate(
        {
            "kind": "change-control",
            "id": "c",
            "rules": rules,
            "otherwise": {"requires": {"council": "unanimity"}},
        }
    )
    path = frozenset({"policies/a.yaml"})
    found = None if effects is None else tuple(effects)
    changed = Changed(frozenset({"decision/a"}), path, {"decision/a": path}, found, path)
    return [one.rule for one in required([control], changed)]


def test_what_follows_from_a_severity_is_covered_with_it() -> None:
    lowered, follows = effect("lowers-severity", "decision/a"), "changes-playbooks"
    assert rules_for([lowered, effect(follows, "decision/a")], "lowers-severity") == [
        "lowers-severity"
    ]
    assert rules_for([effect(follows, "decision/a")], "lowers-severity") == ["otherwise"]


@pytest.mark.parametrize("other", [one for one in EFFECTS if one != "lowers-severity"])
def test_rules_that_match_cover_together(other: str) -> None:
    effects = [effect("lowers-severity", "decision/a"), effect(other, "decision/a")]
    assert rules_for(effects, "lowers-severity", other) == ["lowers-severity", other]


def test_effects_that_nobody_could_compute_are_all_there() -> None:
    assert rules_for(None, *EFFECTS) == list(EFFECTS)


def test_an_effect_of_another_document_covers_nothing() -> None:
    assert rules_for([effect("adds-cover", "rota/x")], "adds-cover") == ["adds-cover", "otherwise"]


def test_a_comment_beside_a_document_that_is_covered(tmp_path: Path) -> None:
    """A file of which only a comment changes is changed all the same."""
    story = Story(tmp_path)
    files = {
        "policies/council.yaml": COUNCIL.replace("monthly", "quarterly"),
        "policies/roles.yaml": POLICY["policies/roles.yaml"] + "# more\n",
    }
    story.commit({**files}, "change")
    assert rules_of(story.gate()) == ["membership", "otherwise"]


def test_two_documents_of_change_control_both_apply(tmp_path: Path) -> None:
    second = CONTROL.replace("id: approvals", "id: second").replace("person:ben", "person:eva")
    story = Story(tmp_path, {**POLICY, "policies/second.yaml": second})
    story.commit({"templates/a.md": "x\n"}, "change")
    gate = story.gate(story.approvals("ben-acme"))
    assert [one.met for one in gate.requirements] == [True, False]
    assert story.gate(story.approvals("ben-acme", "eva-acme")).allowed


LAX = ChangeControl.model_validate(
    {
        "kind": "change-control",
        "id": "lax",
        "rules": [
            {"id": "cover", "when": {"effects": ["adds-cover"]}, "requires": "person:ana"},
            {
                "id": "stricter",
                "when": {"effects": ["adds-approval", "raises-severity"]},
                "requires": "person:ana",
            },
            {"id": "kind", "when": {"kinds": ["role"]}, "requires": "person:ana"},
            {"id": "path", "when": {"paths": ["policies/3*"]}, "requires": "person:ana"},
            {
                "id": "both",
                "when": {"kinds": ["rota"], "effects": ["removes-cover"]},
                "requires": "person:ana",
            },
        ],
        "otherwise": {"requires": {"council": "unanimity"}},
    }
)
NAMES = ("role/0", "rota/1", "rota/2", "decision/3", "decision/4")
DOING = ("adds-cover", "removes-cover", "adds-approval", "raises-severity", "lowers-severity")
CHANGES = st.dictionaries(
    st.sampled_from(NAMES), st.frozensets(st.sampled_from(DOING), min_size=1), max_size=4
)


def asked_by(change: Mapping[str, frozenset[str]]) -> set[str]:
    homes = {name: frozenset({f"policies/{name[-1]}.yaml"}) for name in change}
    paths = frozenset[str]().union(*homes.values())
    effects = tuple(effect(one, name) for name in change for one in sorted(change[name]))
    changed = Changed(frozenset(change), paths, homes, effects, paths)
    return {one.rule for one in required([LAX], changed)}


HALF: dict[str, frozenset[str]] = {"decision/4": frozenset({"adds-cover", "removes-cover"})}
"""Its second effect is asked for by a rule about another kind only."""


@settings(max_examples=500)
@example(HALF, {"rota/1": frozenset({"removes-cover"})})
@given(CHANGES, CHANGES)
def test_doing_more_never_needs_less(
    change: dict[str, frozenset[str]], more: dict[str, frozenset[str]]
) -> None:
    """Whatever else is put beside something, or into its document, all that it needs stays."""
    none: frozenset[str] = frozenset()
    both = {
        name: change.get(name, none) | more.get(name, none)
        for name in NAMES
        if name in change | more
    }
    assert asked_by(change) <= asked_by(both)
