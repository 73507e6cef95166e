"""Conditions that never hold, beyond the examples."""

import pytest

from tests.checks.overlay import found, messages

FACTS = """\
kind: vocabulary
id: facts
facts:
  topics: {type: tags, values: [safety, service]}
  followers: {type: integer, minimum: 0, maximum: 1000}
  network: {type: choice, values: [x, forum]}
  tone: {type: choice, values: [good, flat, bad], ordered: true, worse: higher}
---
"""


def rule(when: str) -> str:
    return (
        FACTS
        + "kind: decision\nid: mood\ndecides: mood\nhit_policy: first\nresults: [a, b]\n"
        + f"otherwise: a\nbecause: So it is\nrules:\n  - id: r\n    when: {when}\n    then: b\n"
    )


@pytest.mark.parametrize(
    ("when", "underlined"),
    [
        ("{followers: {more_than: 5, less_than: 6}}", ["more_than"]),
        ("{followers: {less_than: 0}}", ["less_than"]),
        ("{followers: {more_than: 1000}}", ["more_than"]),
        ("{tone: {less_than: good}}", ["less_than"]),
        ("{topics: {all_of: [safety], none_of: [safety]}}", ["all_of"]),
        ("{all: [{network: x}, {followers: 1}, {network: forum}]}", ["network"]),
        ("{network: x, not: {followers: {at_least: 0}}}", ["followers"]),
        ("{detected_at: {within: office, outside: office}}", ["within"]),
        ("{any: [{network: x}, {followers: {at_least: 9, at_most: 8}}]}", ["at_least"]),
        ("{any: [{followers: {less_than: 0}}, {tone: {less_than: good}}]}", ["less_than"] * 2),
        ("{not: {followers: {at_least: 9, at_most: 8}}}", ["at_least"]),
    ],
)
def test_the_smallest_part_that_never_holds_is_shown(when: str, underlined: list[str]) -> None:
    assert found("COND008", rule(when)) == underlined


@pytest.mark.parametrize(
    "when",
    [
        "{}",
        "{followers: {more_than: 5, less_than: 7}}",
        "{followers: {at_most: 0}}",
        "{network: {known: false}, followers: {known: true, at_most: 3}}",
        "{any: [{network: x}, {network: forum}], not: {network: x}}",
        "{topics: {any_of: [safety, service], none_of: [safety]}}",
        "{network: [x, forum], not: {network: x}}",
    ],
)
def test_what_some_incident_meets_is_fine(when: str) -> None:
    assert found("COND008", rule(when)) == []


def test_two_tests_that_exclude_each_other_are_both_shown() -> None:
    assert messages("COND008", rule("{all: [{network: x}, {network: forum}]}")) == [
        "this test of `all` never holds together with another one"
    ]


def test_three_tests_that_only_together_exclude_everything() -> None:
    when = (
        "{all: [{any: [{network: x}, {followers: 1}]}, {any: [{network: forum}, {followers: 2}]},"
        " {any: [{tone: bad}, {followers: 3}]}, {tone: good}, {followers: 3}]}"
    )
    assert len(messages("COND008", rule(when))) == 1


def test_conditions_of_steps_actions_approvals_and_guarantees_count() -> None:
    never = "{followers: {at_least: 9, at_most: 8}}"
    escalation = (
        "kind: escalation\nid: crisis\nlast_resort: person:dora\nsteps:\n"
        f"  - {{id: duty, notify: [rota:duty], when: {never}}}\n---\n"
    )
    playbook = (
        "kind: playbook\nid: unsafe-product\nactions:\n"
        f"  - {{id: a, do: A, owed_by: rota:duty, when: {never}}}\n"
        f"approvals:\n  - {{id: b, by: role:legal-counsel, within: 1h, when: {never}}}\n---\n"
    )
    guarantee = f"kind: guarantee\nid: g\nfor: {never}\nholds: {never}\n"
    assert len(found("COND008", FACTS + escalation + playbook + guarantee)) == 5


def test_a_condition_that_cannot_be_understood_is_left_to_the_compiler() -> None:
    assert found("COND008", rule("{followers: {at_least: many, at_most: 1}, nothing: 3}")) == []


def test_what_no_incident_is_decided_to_be_is_never_met() -> None:
    severity = (
        "kind: decision\nid: severity\ndecides: severity\nhit_policy: highest\notherwise: sev3\n"
        "because: Routine\nrules:\n  - {id: r, when: {topics: [safety]}, then: sev2, because: S}\n"
    )
    playbook = (
        "---\nkind: playbook\nid: unsafe-product\nactions:\n"
        "  - {id: a, do: A, owed_by: rota:duty, when: {severity: sev1}}\n"
        "  - {id: b, do: B, owed_by: rota:duty, when: {severity: sev2}}\n"
        "  - {id: c, do: C, owed_by: rota:duty, when: {severity: sev3, topics: [safety]}}\n"
    )
    head = (
        "# without: scenario/unsafe-product, scenario/unsafe-product-spreading, scenario/question\n"
    )
    assert messages("COND008", head + severity + playbook) == [
        "no incident meets this test of `severity`",
        "this test of `topics` never holds together with another one",
    ]


def test_parts_of_what_cannot_be_understood_are_not_looked_at() -> None:
    when = "{any: [{followers: {at_least: many}}, {network: {known: true}}]}"
    assert found("COND008", rule(when)) == []
