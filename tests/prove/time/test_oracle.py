"""Whole policies drawn by chance: every fact and many minutes, played one by one.

A verdict's intervals must hold exactly those minutes at which some incident fails.
"""

from collections.abc import Iterator
from itertools import product
from random import Random

import pytest

from govcheck.clock import DAY, MINUTE, format_instant, parse_instant
from govcheck.load.repository import load_repository
from govcheck.prove.question import Question
from govcheck.prove.time import prove_time
from govcheck.prove.verdict import Verdict
from govcheck.simulate.compile import compile_program
from govcheck.simulate.outcome import Outcome
from govcheck.simulate.play import play
from govcheck.simulate.program import Program
from govcheck.simulate.state import state
from tests.load.trees import MemoryTree
from tests.prove.time.chance import CHANGES

WHENS = (
    "",
    "",
    "when: {harm: {at_least: some}}, ",
    "when: {loud: true}, ",
    "when: {detected_at: {within: late}}, ",
    "when: {not: {loud: true}}, ",
    "when: {severity: high}, ",
    "when: {harm: {known: false}}, ",
    "when: {harm: much}, ",
)
TARGETS = ("rota:duty", "role:editor", "person:ana", "person:ben", "council:board")
HARMS = ("none", "some", "much")


def policy(chance: Random) -> tuple[dict[str, str | bytes], int]:
    zone, change = chance.choice(CHANGES)
    start = parse_instant(change) - chance.randrange(0, DAY, 15 * MINUTE)
    day = format_instant(start)[:10]
    hours = [
        chance.choice(('["09:00-17:00"]', '["08:00-11:30", "13:00-18:00"]', "[]")) for _ in "12"
    ]
    deputies = chance.choice(("", ", deputies: [cleo]"))
    office = [chance.choice(("", ", calendar: office", ", calendar: late")) for _ in "123"]
    who = chance.choice(("harm: much", "loud: true", "severity: high", "harm: {known: true}"))
    leak = chance.choice(("", "loud: true", "harm: {at_least: some}"))
    documents = f"""
kind: organization
id: acme
name: Acme
format: 1
timezone: {zone}
languages: [en]
severities: [{{id: low, name: Low, means: a}}, {{id: high, name: High, means: b}}]
---
kind: vocabulary
id: facts
facts:
  harm: {{type: choice, values: [none, some, much], ordered: true, worse: higher}}
  loud: {{type: boolean}}
---
{{kind: calendar, id: office, timezone: {zone}, hours: {{mon-sun: {hours[0]}}}}}
---
{{kind: calendar, id: late, timezone: {zone}, hours: {{mon-sun: ["20:00-02:00"]}}}}
---
{{kind: role, id: editor, name: Editor}}
---
{{kind: person, id: ana, name: Ana, roles: [editor]{office[0]}{deputies}}}
---
{{kind: person, id: ben, name: Ben{office[1]}, absences: [{{from: {day}, to: {day}}}]}}
---
{{kind: person, id: cleo, name: Cleo{office[2]}}}
---
kind: rota
id: duty
timezone: {zone}
starts: 1990-01-01
handover: "{chance.choice(("02:00", "09:00"))}"
shift: daily
members: {chance.choice(("[ana, ben]", "[ben]", "[cleo, ana, ben]"))}
---
kind: council
id: board
name: Board
chair: ana
seats: [{{person: ana, represents: expert}}, {{person: ben, represents: expert, deputy: cleo}}]
quorum: 2
meets: monthly
convene_within: {{low: 6h, high: 1h}}
---
kind: decision
id: severity
decides: severity
hit_policy: highest
otherwise: low
rules:
  - {{id: hurt, when: {{harm: {{at_least: some}}}}, then: high}}
  - {{id: night, when: {{detected_at: {{within: late}}, loud: true}}, then: high}}
---
kind: decision
id: who
decides: escalation
hit_policy: first
otherwise: alarm
rules: [{{id: quiet, when: {{{who}}}, then: none, because: x}}]
---
kind: decision
id: what
decides: playbooks
hit_policy: collect
rules: [{{id: leak, when: {{{leak}}}, then: leak}}]
---
kind: escalation
id: alarm
acknowledge_within: 30m
last_resort: {chance.choice(("person:ana", "rota:duty", "role:nobody"))}
repeat: 1
steps: [{", ".join(_step(chance, number) for number in range(3))}]
---
kind: playbook
id: leak
actions: [{", ".join(_action(chance, number) for number in range(3))}]
approvals:
  - {{id: sign, {chance.choice(WHENS)}by: '{chance.choice(TARGETS)}', within: 2h}}
---
{{kind: role, id: nobody, name: Nobody}}
"""
    return {"policies/all.yaml": documents}, start


def _step(chance: Random, number: int) -> str:
    board = "convene: board, " if chance.random() < 0.3 else ""
    on_empty = chance.choice(("next", "wait", "deputies"))
    return (
        f"{{id: s{number}, {chance.choice(WHENS)}{board}notify: ['{chance.choice(TARGETS)}'], "
        f"wait: {chance.choice(('0m', '15m', '5h'))}, on_empty: {on_empty}}}"
    )


def _action(chance: Random, number: int) -> str:
    after = f"after: [a{chance.randrange(number)}], " if number and chance.random() < 0.5 else ""
    needs = "needs: [sign], publishes: true, " if chance.random() < 0.5 else ""
    calendar = chance.choice(("", ", calendar: late"))
    return (
        f"{{id: a{number}, {chance.choice(WHENS)}{after}{needs}do: It, "
        f"owed_by: '{chance.choice(TARGETS)}', within: {chance.choice(('1h', '9h'))}{calendar}}}"
    )


@pytest.mark.parametrize("seed", range(30))
def test_intervals_hold_exactly_the_minutes_that_fail(seed: int) -> None:
    chance = Random(seed)
    files, start = policy(chance)
    repository = load_repository(MemoryTree(files))
    program, violations = compile_program(repository.policy, repository.line)
    assert not repository.findings
    assert not violations
    horizon = (start, start + 2 * DAY)
    verdicts = [
        one
        for one in prove_time(program, repository.policy, Question(start, horizon))
        if one.code in JUDGES
    ]
    assert all(one.verdict != "skipped" for one in verdicts)
    played = set()
    for at in sorted(chance.sample(range(*horizon, MINUTE), 30)):
        outcomes = list(_outcomes(program, at, doubtful="known" in str(files)))
        played |= {name for one in outcomes for name in _concerned(one)}
        for verdict in verdicts:
            failing = [one for one in outcomes if JUDGES[verdict.code](verdict, one)]
            found = any(begin <= at < end for begin, end in verdict.intervals)
            assert found == bool(failing), (verdict.code, verdict.subject, at)
    for verdict in verdicts:
        if verdict.verdict == "vacuous":
            assert verdict.subject not in played


def _outcomes(program: Program, at: int, *, doubtful: bool) -> Iterator[Outcome]:
    """Every incident; where a rule asks whether `harm` is known, also those without it."""
    harms = (None, *HARMS) if doubtful else HARMS
    for harm, loud in product(harms, (False, True)):
        facts = {"harm": harm, "loud": loud}
        incident, problems = state(program, "one", "One", at, facts=facts)
        assert not problems
        yield play(program, incident, explain=False)


def _concerned(outcome: Outcome) -> Iterator[str]:
    """The subjects that an outcome says something about."""
    for verdict in outcome.verdicts:
        if verdict.decision.name == "escalation" and verdict.result != ("none",):
            yield "escalation/alarm"
    yield from (f"playbook/{owed.id}" for owed in outcome.obligations)


def _silent(_: Verdict, outcome: Outcome) -> bool:
    started = any(event.event == "exhausted" for event in outcome.timeline)
    return started and not any(event.people for event in outcome.timeline if event.event != "act")


def _broken_promise(_: Verdict, outcome: Outcome) -> bool:
    return "acknowledge" in outcome.missed


def _refused(_: Verdict, outcome: Outcome) -> bool:
    return any(one.requested is not None and not one.given for one in outcome.approvals)


def _no_quorum(verdict: Verdict, outcome: Outcome) -> bool:
    severity = next(one.result[0] for one in outcome.verdicts if one.decision.name == "severity")
    return verdict.subject.endswith(severity) and "council/board" in outcome.missed


def _missed(verdict: Verdict, outcome: Outcome) -> bool:
    return verdict.subject.removeprefix("playbook/") in outcome.missed


JUDGES = {
    "COVER001": _silent,
    "COVER003": _broken_promise,
    "COVER004": _refused,
    "COVER005": _no_quorum,
    "COVER006": _missed,
}
