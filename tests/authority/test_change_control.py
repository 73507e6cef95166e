"""Change control, beyond the examples."""

from datetime import date

import pytest

from tests.checks.overlay import found, messages
from tests.checks.people import person

KINDS = (
    "organization, person, role, team, council, training, representative, advocate, goal,"
    " calendar, rota, channel, vocabulary, decision, escalation, playbook, guarantee,"
    " change-control, scenario"
)


def control(requires: str, when: str = "{kinds: [council]}", otherwise: str = "") -> str:
    return (
        "kind: change-control\nid: approvals\nrules:\n"
        f"  - {{id: r, when: {when}, requires: {requires}}}\n"
        f"otherwise: {{requires: {otherwise or '{council: majority}'}}}\n---\n"
    )


@pytest.mark.parametrize(
    ("when", "covered"),
    [
        (f"{{kinds: [{KINDS}]}}", True),
        ("{}", True),
        ('{paths: ["**"]}', True),
        ('{paths: ["policies/**"]}', False),
        (f"{{kinds: [{KINDS}], effects: [adds-member]}}", False),
        (f'{{kinds: [{KINDS}], paths: ["policies/legal/**"]}}', False),
        (f'{{kinds: [{KINDS}], paths: ["policies/**", "scenarios/**"]}}', True),
    ],
)
def test_a_kind_is_covered_where_all_its_changes_are(when: str, covered: bool) -> None:
    assert (found("CHNG001", control("role:legal-counsel", when)) == []) is covered


def test_the_kinds_that_are_left_are_named() -> None:
    few = f"{{kinds: [{KINDS.replace('rota, ', '').replace('goal, ', '')}]}}".replace("goal,", "")
    assert messages("CHNG001", control("role:legal-counsel", few)) == [
        "no rule covers changes of `goal`, `rota`"
    ]


@pytest.mark.parametrize(
    ("requires", "possible"),
    [
        ("role:legal-counsel", True),
        ("{count: 3, of: [role:legal-counsel]}", False),
        ("{all_of: [role:legal-counsel, role:chief-executive]}", True),
        ("{any_of: [{count: 3, of: [role:legal-counsel]}, role:chief-executive]}", True),
        ("{council: unanimity, includes: [chair, clara, role:spokesperson]}", True),
        ("{council: majority, includes: [clare]}", False),
        ("{council: majority, includes: ['role:nobody']}", False),
    ],
)
def test_whether_anybody_can_approve(requires: str, possible: bool) -> None:
    assert (messages("CHNG004", control(requires)) == []) is possible


def test_without_a_council_there_is_no_vote() -> None:
    alone = (
        control("role:legal-counsel", "{}").replace("---\n", "") + "---\n# without: council/board\n"
    )
    assert messages("CHNG004", alone) == ["the policy has no council that could vote"]


def test_holders_of_a_role_count_while_they_are_active() -> None:
    text = control("{count: 2, of: [role:legal-counsel]}")
    text += person("fay", "active: {until: 2026-11-30}")
    assert messages("CHNG004", text, date(2026, 11, 30)) == []
    assert len(messages("CHNG004", text, date(2026, 12, 1))) == 1


def test_a_vote_that_must_include_somebody_ends_with_them() -> None:
    text = control("{council: majority, includes: [chair, fay]}")
    text += person("fay", "active: {until: 2026-11-30}")
    assert messages("CHNG004", text, date(2026, 11, 30)) == []
    assert messages("CHNG004", text, date(2026, 12, 1)) == ["too few people can approve this"]


def test_an_administrator_cannot_keep_the_rights_of_their_own_channel() -> None:
    when = "{kinds: [channel]}"
    everything_else = "{council: majority}"
    alone = control("person:ana", when, everything_else)
    assert messages("CHNG006", alone)[0].startswith("`ana` alone can approve what takes something")
    two = control("{count: 2, of: [role:legal-counsel]}", when, everything_else)
    assert messages("CHNG006", two) == []


@pytest.mark.parametrize(
    ("requires", "alone"),
    [
        ("{council: majority}", False),
        ("{count: 1, of: ['council:board']}", True),
        ("{count: 2, of: ['council:board']}", False),
        ("chain:board", True),
        ("role:legal-counsel", False),
        ("{all_of: [role:chief-executive, 'person:clara']}", True),
        ("{any_of: [role:legal-counsel, {council: majority}]}", False),
    ],
)
def test_who_alone_keeps_a_seat(requires: str, alone: bool) -> None:
    assert bool(found("CHNG005", control(requires))) is alone


def test_all_rules_about_the_change_count_together() -> None:
    both = control("'person:clara'").replace(
        "otherwise:",
        "  - {id: s, when: {effects: [removes-member]}, requires: role:legal-counsel}\notherwise:",
    )
    assert found("CHNG005", both) == []
    assert found("CHNG005", both.replace("removes-member", "adds-member")) == ["person:clara"]


def test_what_no_rule_is_about_falls_to_otherwise() -> None:
    text = control("{council: majority}", "{kinds: [playbook]}", "role:chief-executive")
    assert found("CHNG005", text) == ["role:chief-executive"]
    assert found("CHNG006", text) == ["role:chief-executive"]


def test_each_requirement_is_told_once() -> None:
    text = control("{council: majority}", otherwise="{count: 1, of: [team:social]}")
    assert len(found("CHNG006", text)) == 1


def test_no_change_control_no_findings() -> None:
    nothing = "# without: change-control/approvals\n"
    for code in ("CHNG001", "CHNG002", "CHNG003", "CHNG004", "CHNG005", "CHNG006"):
        assert messages(code, nothing) == []
