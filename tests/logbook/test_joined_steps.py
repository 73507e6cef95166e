"""Steps that begin to apply while their escalation runs, worked out by hand."""

import json
from pathlib import Path
from typing import Any

import pytest

from govcheck.cache.store import Cache
from govcheck.load.tree import WorkTree
from govcheck.logbook.read import read_log
from govcheck.logbook.unfold import Unfolding, unfold
from govcheck.simulate.program import Program
from govcheck.simulate.statement import IncidentStatement
from govcheck.time.clock import HOUR, MINUTE, format_instant, parse_instant
from govcheck.workspace.answers import compiled

T0 = parse_instant("2026-11-30T10:00:00Z")
POLICY = """\
kind: organization
id: acme
name: Acme
format: 1
timezone: UTC
languages: [en]
severities: [{id: low, name: Low, means: Routine}, {id: high, name: High, means: Harm}]
---
{kind: person, id: ana, name: Ana}
---
{kind: person, id: ben, name: Ben}
---
{kind: person, id: eli, name: Eli}
---
{kind: person, id: boss, name: Boss}
---
kind: council
id: board
name: Board
chair: boss
seats: [{person: boss, represents: executive}, {person: ben, represents: expert}]
quorum: 2
meets: monthly
convene_within: {high: 1h}
---
{kind: vocabulary, id: facts, facts: {legal: {type: boolean, default: false},
 big: {type: boolean, default: false}}}
---
{kind: decision, id: severity, decides: severity, hit_policy: highest, otherwise: high,
 because: All is high here, rules: []}
---
{kind: decision, id: escalation, decides: escalation, hit_policy: first, otherwise: alarm,
 because: There is one, rules: []}
---
kind: escalation
id: alarm
acknowledge_within: 15m
steps:
  - {id: duty, notify: [person:ana], wait: 10m}
  - {id: lead, notify: [person:ben], wait: 10m}
  - {id: legal, when: {legal: true}, notify: [person:eli], ALWAYS}
  - {id: council, when: {big: true}, convene: board, always: true}
repeat: 0
last_resort: person:boss
"""


@pytest.fixture
def made(tmp_path: Path, request: pytest.FixtureRequest) -> Program:
    always = getattr(request, "param", "always: true")
    (tmp_path / "policies").mkdir()
    (tmp_path / "policies/all.yaml").write_text(POLICY.replace("ALWAYS", always))
    found = compiled(WorkTree(str(tmp_path)), Cache(None))
    assert not found.blocking, found.blocking
    return found.program


def told(made: Program, *lines: dict[str, Any]) -> list[tuple[int, str, str]]:
    return [
        ((event.at - T0) // MINUTE, event.step or "", one.person)
        for event in unfolded(made, *lines).events
        for one in event.people
        if event.event in ("notify", "convene")
    ]


def unfolded(made: Program, *lines: dict[str, Any]) -> Unfolding:
    written = [{"minute": 0, "by": "ana", "event": "opened"}, *lines]
    text = "".join(
        json.dumps(
            {
                "at": format_instant(T0 + int(line["minute"]) * MINUTE),
                **{key: value for key, value in line.items() if key != "minute"},
            }
        )
        + "\n"
        for line in written
    )
    return unfold(made, IncidentStatement("x", "X", T0), read_log(text.encode()), T0 + 5 * HOUR)


def fact(minute: int, name: str, *, value: bool = True) -> dict[str, Any]:
    return {"minute": minute, "by": "ana", "event": "fact", "facts": {name: value}}


def answer(minute: int) -> dict[str, Any]:
    return {"minute": minute, "by": "ana", "event": "acknowledged"}


USUAL = [(0, "duty", "ana"), (10, "lead", "ben"), (20, "last_resort", "boss")]


def test_a_step_runs_in_its_place_where_it_is_still_to_come(made: Program) -> None:
    assert told(made) == USUAL
    assert told(made, fact(5, "legal")) == [*USUAL[:2], (20, "legal", "eli"), USUAL[2]]


def test_a_step_whose_place_has_gone_by_runs_at_once(made: Program) -> None:
    assert told(made, fact(25, "legal")) == [*USUAL, (25, "legal", "eli")]


def test_who_answered_does_not_keep_the_lawyer_from_being_told(made: Program) -> None:
    assert told(made, answer(3)) == [(0, "duty", "ana")]
    assert told(made, answer(3), fact(30, "legal")) == [(0, "duty", "ana"), (30, "legal", "eli")]


@pytest.mark.parametrize("made", ["wait: 5m"], indirect=True)
def test_what_an_answer_spares_is_spared_later_too(made: Program) -> None:
    assert told(made, answer(3), fact(30, "legal")) == [(0, "duty", "ana")]


def test_a_step_stays_that_applied_once(made: Program) -> None:
    lines = (fact(5, "legal"), fact(15, "legal", value=False))
    assert (20, "legal", "eli") in told(made, *lines)


def test_two_facts_bring_a_step_each(made: Program) -> None:
    found = unfolded(made, answer(3), fact(30, "legal"), fact(40, "big"))
    assert [(event.step, (event.at - T0) // MINUTE) for event in found.events if event.people] == [
        ("duty", 0), ("duty", 3), ("legal", 30), ("council", 40),
    ]  # fmt: skip
    due = {one.obligation.id: (one.obligation.due - T0) // MINUTE for one in found.owed}
    assert due == {"acknowledge": 15, "council/board": 100}, "the quorum is owed from then on"
