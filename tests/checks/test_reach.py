"""Targets behind which there is somebody, beyond the examples."""

from datetime import date

import pytest

from tests.checks.overlay import found, messages
from tests.checks.people import person

NEVER = "kind: calendar\nid: never\ntimezone: UTC\nhours: {}\n---\n"
ENGINEER = "kind: role\nid: engineer\nname: Engineer\n---\n"


def escalation(target: str, last: str = "person:clara") -> str:
    return (
        "kind: escalation\nid: crisis\nsteps:\n"
        f"  - {{id: first, notify: [rota:duty, {target!r}]}}\nlast_resort: {last}\n---\n"
    )


def test_a_role_is_empty_until_and_after_its_holders_are_active() -> None:
    text = ENGINEER + escalation("role:engineer")
    text += person("jo", "active: {from: 2026-12-01, until: 2026-12-31}", roles="engineer")
    assert found("ESC005", text, date(2026, 11, 30)) == ["role:engineer"]
    assert found("ESC005", text, date(2026, 12, 1)) == []
    assert found("ESC005", text, date(2026, 12, 31)) == []
    assert found("ESC005", text, date(2027, 1, 1)) == ["role:engineer"]


def test_a_deputy_answers_for_somebody_who_has_left() -> None:
    text = ENGINEER + escalation("role:engineer")
    text += person("jo", "active: {until: 2026-10-31}", "deputies: [ana]", roles="engineer")
    assert found("ESC005", text) == []


def test_hours_that_never_come() -> None:
    jo = person("jo", "calendar: never", roles="engineer")
    text = NEVER + ENGINEER + jo + escalation("role:engineer", "role:engineer")
    assert found("ESC005", text) == ["role:engineer"]
    assert messages("ESC005", text) == ["nobody ever answers to `role:engineer`"]
    assert found("ESC005", NEVER + jo + escalation("person:jo")) == ["person:jo"]


def test_a_rota_with_hours_that_never_come() -> None:
    rota = (
        "kind: rota\nid: night\ntimezone: UTC\nstarts: 2026-01-05\nhandover: '09:00'\n"
        "shift: weekly\nmembers: [ana]\ncalendar: never\n---\n"
    )
    assert found("ESC005", NEVER + rota + escalation("rota:night")) == ["rota:night"]
    assert found("ESC005", NEVER + rota + escalation("person:ana", "rota:night")) == []


@pytest.mark.parametrize("target", ["person:eli", "team:social", "council:board", "chain:board"])
def test_targets_with_people(target: str) -> None:
    assert found("ESC005", escalation(target, target)) == []


def test_departures_from_anything_but_roles_are_said_where_the_person_stands() -> None:
    text = escalation("person:jo") + person("jo", "active: {until: 2026-10-31}")
    assert found("ESC005", text) == []
    assert found("PERS004", text) == ["person:jo"]


def test_a_target_that_leads_nowhere_is_reported_once() -> None:
    assert found("ESC005", escalation("role:nobody", "role:nobody")) == []


def test_whoever_drafts_must_exist_as_well() -> None:
    text = ENGINEER + (
        "kind: playbook\nid: unsafe-product\nactions:\n"
        "  - {id: a, do: A, owed_by: rota:duty, drafted_by: role:engineer}\n"
    )
    assert found("PLAY012", text) == ["role:engineer"]
