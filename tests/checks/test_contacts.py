"""Contacts and personal sequences, beyond the examples."""

from datetime import date

import pytest

from tests.checks.overlay import found, messages
from tests.checks.people import person

PHONE = "contacts: [{via: phone, address: '1', verified_on: 2026-10-01}]"


def escalation(step: str, last: str = "person:clara") -> str:
    return f"kind: escalation\nid: e\nsteps: [{{id: one, {step}}}]\nlast_resort: {last}\n---\n"


@pytest.mark.parametrize(
    "target",
    ["person:eli", "role:legal-counsel", "rota:counsel", "team:law", "representative:legal"],
)
def test_whoever_may_answer_to_a_target_needs_the_contact(target: str) -> None:
    structure = (
        "kind: rota\nid: counsel\ntimezone: UTC\nstarts: 2026-01-05\nhandover: '09:00'\n"
        "shift: daily\nmembers: [fay]\n"
        "overrides: [{from: 2026-12-01, to: 2026-12-02, person: eli}]\n"
        "---\nkind: team\nid: law\nname: Law\nlead: eli\nmembers: [{person: eli}]\n"
        "---\nkind: representative\nperson: eli\ndepartment: legal\n---\n"
    )
    told = escalation(f"notify: ['{target}'], via: [pager]")
    assert "`eli` is told by `pager` but has no contact for it" in messages(
        "PERS007", person("eli", PHONE) + structure + told
    )
    quiet = escalation(f"notify: ['{target}'], via: [phone]")
    assert messages("PERS007", person("eli", PHONE) + structure + quiet) == []


def test_deputies_and_holders_of_seats_are_told_too() -> None:
    told = messages("PERS007", escalation("convene: board, via: [pager]"))
    assert [message.split("`")[1] for message in told] == ["ana", "ben", "clara", "dora"]
    deputies = messages("PERS007", escalation("notify: ['person:eli'], via: [pager]"))
    assert [message.split("`")[1] for message in deputies] == ["eli", "fay"]


def test_each_missing_contact_is_reported_once() -> None:
    steps = (
        "kind: escalation\nid: e\nlast_resort: person:clara\nsteps:\n"
        "  - {id: one, notify: ['person:fay'], via: [pager]}\n"
        "  - {id: two, notify: ['person:fay'], via: [pager], wait: 5m}\n"
    )
    assert len(messages("PERS007", steps)) == 1


def test_a_contact_is_unverified_until_the_day_on_which_it_was_verified() -> None:
    text = person("eli", PHONE.replace("2026-10-01", "2026-11-24")) + escalation(
        "notify: ['person:eli'], via: [phone]"
    )
    assert found("PERS008", text) == ["phone"]
    assert found("PERS008", text, date(2026, 11, 24)) == []


def test_one_verified_contact_for_a_way_is_enough() -> None:
    two = PHONE.replace("[{", "[{via: phone, address: '2'}, {")
    text = person("eli", two) + escalation("notify: ['person:eli'], via: [phone]")
    assert found("PERS008", text) == []


def test_whoever_has_left_needs_no_contact() -> None:
    text = person("eli", "active: {until: 2026-10-31}") + escalation(
        "notify: ['role:legal-counsel'], via: [phone]"
    )
    assert found("PERS007", text) == []
    assert found("PERS007", text, date(2026, 10, 31)) == ["eli"]


def test_the_last_resort_must_be_reachable() -> None:
    text = person("eli") + escalation("notify: ['person:clara']", "person:eli")
    assert found("PERS009", text) == ["eli"]
    assert found("PERS009", person("eli", PHONE) + text.split("---\n", 1)[1]) == []


@pytest.mark.parametrize(
    ("after", "step", "wrong"),
    [
        ("9m", "wait: 10m", False),
        ("10m", "wait: 10m", True),
        ("11m", "wait: 10m", True),
        ("11m", "wait: 10m, via: [phone]", False),
        ("11m", "wait: 0m", False),
    ],
)
def test_a_sequence_ends_before_the_next_step_begins(after: str, step: str, wrong: bool) -> None:
    sequence = f"notification: [{{via: phone, after: {after}}}]"
    text = person("eli", PHONE, sequence) + escalation(f"notify: ['person:eli'], {step}")
    assert found("PERS010", text) == ([after] if wrong else [])


def test_the_shortest_wait_counts() -> None:
    sequence = "notification: [{via: phone, after: 7m}]"
    steps = (
        "kind: escalation\nid: e\nlast_resort: person:clara\nsteps:\n"
        "  - {id: one, notify: ['person:eli'], wait: 10m}\n"
        "  - {id: two, notify: ['person:eli'], wait: 5m}\n"
    )
    assert messages("PERS010", person("eli", PHONE, sequence) + steps) == [
        "`eli` is told by `phone` only after 7m, when a step has ended its wait of 5m"
    ]
