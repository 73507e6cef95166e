"""Approvals that can be given, beyond the examples."""

from datetime import date

import pytest

from tests.checks.overlay import found, messages
from tests.checks.people import person


def playbook(
    by: str, *, drafted_by: str = "role:spokesperson", kind: str = "unsafe-product"
) -> str:
    return (
        f"kind: playbook\nid: {kind}\nactions:\n"
        f"  - {{id: warn, do: Warn, owed_by: role:spokesperson, drafted_by: {drafted_by!r},"
        " within: 2h, needs: [sign-off], publishes: true}\n"
        f"approvals:\n  - {{id: sign-off, by: {by}, within: 30m}}\n---\n"
    )


@pytest.mark.parametrize(
    ("by", "possible"),
    [
        ("role:legal-counsel", True),
        ("{count: 2, of: [role:legal-counsel]}", True),
        ("{count: 3, of: [role:legal-counsel]}", False),
        ("{count: 3, of: [role:legal-counsel, role:legal-counsel]}", False),
        ("{count: 3, of: [role:legal-counsel, role:chief-executive]}", True),
        ("{all_of: [role:legal-counsel, {count: 2, of: [role:chief-executive]}]}", False),
        ("{any_of: [role:legal-counsel, {count: 9, of: [role:chief-executive]}]}", True),
        ("{count: 4, of: ['council:board']}", True),
        ("{count: 2, of: ['chain:board']}", False),
        ("{count: 2, of: [rota:duty]}", False),
    ],
)
def test_whether_there_are_people_enough(by: str, possible: bool) -> None:
    assert (messages("PLAY010", playbook(by)) == []) is possible


def test_a_role_counts_those_of_its_holders_who_are_active() -> None:
    text = playbook("{count: 2, of: [role:legal-counsel]}") + person(
        "fay", "active: {until: 2026-11-30}"
    )
    assert messages("PLAY010", text, date(2026, 11, 30)) == []
    assert len(messages("PLAY010", text, date(2026, 12, 1))) == 1


def test_a_target_that_leads_nowhere_is_reported_once() -> None:
    assert messages("PLAY010", playbook("role:nobody")) == []
    assert messages("PLAY011", playbook("role:nobody")) == []


@pytest.mark.parametrize(
    ("by", "drafted_by", "alone"),
    [
        ("role:chief-executive", "person:clara", ["person:clara"]),
        ("role:chief-executive", "council:board", ["council:board"]),
        ("role:legal-counsel", "person:eli", []),
        ("{count: 2, of: [role:legal-counsel]}", "person:eli", ["person:eli"]),
        ("{all_of: [role:legal-counsel, role:chief-executive]}", "person:eli", []),
        ("{any_of: [role:chief-executive, role:legal-counsel]}", "person:clara", []),
        ("person:eli", "role:legal-counsel", []),
        ("person:fay", "role:legal-counsel", ["role:legal-counsel"]),
        ("rota:duty", "rota:duty", []),
        ("chain:board", "person:clara", []),
    ],
)
def test_the_drafter_is_replaced_by_deputies_and_never_approves(
    by: str, drafted_by: str, alone: list[str]
) -> None:
    assert found("PLAY011", playbook(by, drafted_by=drafted_by)) == alone


def test_on_a_rota_it_is_whoever_has_the_shift_who_drafts_and_who_is_asked() -> None:
    """Ben has no deputy here, so that nobody can approve in his weeks."""
    ben = person("ben", roles="community-manager")
    text = playbook("rota:duty", drafted_by="rota:duty") + ben
    assert found("PLAY011", text) == ["rota:duty"]


def test_without_a_drafter_whoever_owes_it_drafts() -> None:
    text = playbook("role:spokesperson").replace(" drafted_by: 'role:spokesperson',", "")
    assert found("PLAY011", text) == []
    lonely = text + person("dora", roles="spokesperson")
    assert found("PLAY011", lonely) == ["role:spokesperson"]
