"""What is too much to look at is skipped, with the reason, and never proved."""

import pytest

from govcheck.prove.time import judge
from govcheck.prove.verdict import Verdict
from govcheck.time import limits
from tests.prove.time.policies import OFFICE, alarm, escalates, person, plays, proving

BOSS = person("boss")
TOO_MANY = limits.TooMany.reason
TOO_FAR = limits.TooFar.reason


def reasons(verdicts: list[Verdict]) -> dict[str, str | None]:
    """By subject why it is skipped; None where it is not."""
    return {one.subject: one.reason for one in verdicts}


def playbook(action: str, *more: str) -> str:
    actions = ", ".join(f"{{do: It, owed_by: person:boss, {one}}}" for one in (action, *more))
    return f"{{kind: playbook, id: leak, actions: [{actions}]}}"


def test_an_action_that_recurs_too_often() -> None:
    often = playbook("id: watch, every: 1h, for: 10d", "id: once, within: 1h")
    found = proving(BOSS, often, plays(), select="COVER006")
    assert reasons(found) == {"playbook/leak/watch": TOO_MANY, "playbook/leak/once": None}


def test_working_hours_too_few_for_a_deadline() -> None:
    """A single hour a week, of which 300 are needed."""
    week = "{kind: calendar, id: week, timezone: UTC, hours: {mon: ['09:00-10:00']}}"
    slow = playbook("id: wait, within: 300h, calendar: week", "id: once, within: 1h")
    found = proving(BOSS, week, slow, plays(), select="COVER006")
    assert reasons(found) == {"playbook/leak/wait": TOO_FAR, "playbook/leak/once": None}


def test_an_escalation_of_too_many_steps() -> None:
    """Five steps a round, ninety rounds that never end before the guarantee does."""
    steps = ", ".join(f"{{id: s{number}, notify: [person:ana]}}" for number in range(5))
    guarantee = "{kind: guarantee, id: told, for: {}, notified: {target: person:boss, within: 10d}}"
    escalation = alarm(steps, "repeat: 90, last_resort: person:boss")
    found = proving(
        BOSS, person("ana"), guarantee, escalates(), escalation, select="GUARD002", days=1
    )
    assert reasons(found) == {"guarantee/told": TOO_MANY}


def test_too_many_groups_of_people(monkeypatch: pytest.MonkeyPatch) -> None:
    from govcheck.prove.time import absence

    monkeypatch.setattr(absence, "MOST_GROUPS", 2)
    steps = "{id: all, notify: [person:ana, person:ben, person:boss]}"
    texts = (BOSS, person("ana"), person("ben"), escalates(), alarm(steps))
    [found] = proving(*texts, missing=1, select="ABSENCE001", days=1)
    assert (found.verdict, found.reason) == ("skipped", "there are 3 groups of 1 people")


def test_too_many_groups_that_a_guarantee_tolerates(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(judge, "MOST_GROUPS", 1)
    guarantee = (
        "{kind: guarantee, id: told, for: {}, tolerates: {absent_people: 1}, "
        "notified: {target: person:ana, within: 1h}}"
    )
    texts = (BOSS, person("ana"), guarantee, escalates(), alarm("{id: a, notify: [person:ana]}"))
    found = proving(*texts, select="GUARD002", days=1)
    assert reasons(found) == {"guarantee/told": TOO_MANY}


def test_a_person_on_whom_something_skipped_depends_is_not_proved_to_be_spare() -> None:
    """What can be told of the rest is told: the other person is missed in office hours."""
    often = playbook("id: watch, every: 1h, for: 10d").replace("boss", "ana")
    steps = "{id: a, notify: [person:ben]}"
    more = "acknowledge_within: 5m, last_resort: person:boss"
    texts = (BOSS, person("ana"), person("ben"), OFFICE, often, plays(), escalates())
    found = proving(*texts, alarm(steps, more), missing=1, select="ABSENCE", days=1)
    assert {one.subject: (one.verdict, one.reason) for one in found} == {
        "person/ana": ("skipped", TOO_MANY),
        "person/ben": ("refuted", None),
        "person/boss": ("skipped", TOO_MANY),
    }
