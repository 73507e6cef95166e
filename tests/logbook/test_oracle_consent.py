"""Random approvals and escalations against naive players that know nothing of planning."""

import json
import os
from collections.abc import Iterable
from random import Random
from typing import Any, Literal

import pytest

from govcheck.agreement.tree import Agreement, Every, Number, Some, Vote
from govcheck.engine.ruleset import (
    ALWAYS,
    CompiledRule,
    DecisionTable,
    Fact,
    In,
    Predicate,
    Ruleset,
)
from govcheck.logbook.read import read_log
from govcheck.logbook.review import review_of
from govcheck.logbook.unfold import Unfolding, unfold
from govcheck.simulate.program import ActionPlan, ApprovalPlan, Program, StepPlan
from govcheck.simulate.statement import IncidentStatement
from govcheck.time.clock import MINUTE, format_instant
from tests.simulate.build import T0, escalation, playbook, program, roster

LOGS = int(os.environ.get("ORACLE_LOGS", "300"))
PEOPLE = ("ana", "ben", "clara", "dora", "boss")
LAST = 120
"""Minutes that are walked."""
Line = dict[str, Any]


def table(name: str, result: str) -> DecisionTable:
    rule = CompiledRule("r", ALWAYS, (result,), None, "d", "d.yaml", 1)
    policy: Literal["collect", "first"] = "collect" if name == "playbooks" else "first"
    other = () if name == "playbooks" else (result,)
    return DecisionTable(name, policy, (result,), False, other, None, (rule,), (), "d", "d.yaml", 1)


def unfolded(made: Program, lines: Iterable[Line], last: int) -> Unfolding:
    written = [{"minute": 0, "by": "ana", "event": "opened"}, *lines]
    text = "".join(
        json.dumps(
            {
                "at": format_instant(T0 + line["minute"] * MINUTE),
                **{key: value for key, value in line.items() if key != "minute"},
            }
        )
        + "\n"
        for line in written
    )
    return unfold(
        made, IncidentStatement("x", "X", T0), read_log(text.encode()), T0 + last * MINUTE
    )


def agreement(chance: Random, depth: int = 2) -> Agreement:
    if depth == 0 or chance.random() < 0.3:
        return f"person:{chance.choice(PEOPLE)}"
    parts = tuple(agreement(chance, depth - 1) for _ in range(chance.randint(1, 3)))
    kind = chance.choice(["all", "any", "count"])
    if kind == "count":
        people = tuple(f"person:{one}" for one in chance.sample(PEOPLE, 3))
        return Number(chance.randint(1, 3), people)
    return Every(parts) if kind == "all" else Some(parts)


def is_agreed(by: Agreement, agreed: set[str]) -> bool:
    """Whether these people are enough."""
    if isinstance(by, str):
        return by.removeprefix("person:") in agreed
    if isinstance(by, Number):
        return sum(str(one).removeprefix("person:") in agreed for one in by.parts) >= by.needed
    assert not isinstance(by, Vote)
    parts = [is_agreed(part, agreed) for part in by.parts]
    return all(parts) if isinstance(by, Every) else any(parts)


def asked(by: Agreement) -> set[str]:
    if isinstance(by, str):
        return {by.removeprefix("person:")}
    assert not isinstance(by, Vote)
    return {who for part in by.parts for who in asked(part)}


@pytest.mark.parametrize("part", range(4))
def test_approvals(part: int) -> None:
    """Minute after minute: who has agreed and not taken it back, and whether that was enough."""
    for seed in range(part, LOGS, 4):
        chance = Random(seed)
        by = agreement(chance)
        drafter = chance.choice(PEOPLE)
        within = chance.randint(1, LAST)
        action = ActionPlan(
            "a", "Do it", "person:ana", within * MINUTE, needs=("ok",),
            drafted_by=f"person:{drafter}", publishes=True,
        )  # fmt: skip
        # An approval whose time is never over: nobody's silence lets a deputy speak.
        book = playbook(action, approvals=[ApprovalPlan("ok", by, 10_000 * MINUTE)])
        made = program(roster(*PEOPLE), playbooks=[book])
        made = made._replace(ruleset=Ruleset({}, (table("playbooks", "leak"),)))
        minutes = sorted(chance.sample(range(1, LAST), chance.randint(0, 8)))
        lines: list[Line] = []
        for minute in minutes:
            who, what = chance.choice(PEOPLE), chance.choice(["approved", "approved", "refused"])
            lines.append({"minute": minute, "by": who, "event": what, "approval": "leak/ok"})
        done = chance.choice([one for one in range(1, LAST) if one not in minutes])
        if chance.random() < 0.8:
            lines.append({"minute": done, "by": "ana", "event": "done", "action": "leak/a"})
            lines.sort(key=lambda line: line["minute"])
        (verdict,) = review_of(unfolded(made, lines, LAST), "").verdicts
        expected, agreed = "unknown", set[str]()
        for minute in range(LAST + 1):
            for line in lines:
                if line["minute"] != minute:
                    continue
                if line["event"] == "approved" and line["by"] in asked(by) - {drafter}:
                    agreed.add(line["by"])
                elif line["event"] == "refused":
                    agreed.discard(line["by"])
                elif line["event"] == "done":
                    enough = is_agreed(by, agreed)
                    expected = "broken" if not enough else "kept" if minute <= within else "late"
        assert verdict.verdict == expected, (seed, by, drafter, lines)


class Naive:
    """Who is told when, minute by minute; facts and answers come at odd ones, turns at even."""

    def __init__(self, steps: list[StepPlan], repeat: int, facts: dict[str, int]) -> None:
        self.steps, self.facts = steps, facts
        self.rounds = repeat + 1
        self.told: set[tuple[int, str]] = set()
        self.heard: set[str] = set()
        self.missed: list[StepPlan] = []
        self.place, self.turn, self.over = 0, 0, False

    def since(self, step: StepPlan) -> int:
        """From when on a step applies."""
        if step.when == ALWAYS:
            return 0
        assert isinstance(step.when, In)
        return self.facts.get(step.when.fact, LAST * 100)

    def walk(self, answers: list[tuple[int, str]]) -> set[tuple[int, str]]:
        for minute in range(LAST * 10):
            if not self.over and any(at == minute and who in self.heard for at, who in answers):
                self.over = True
                for step in self.steps[self.place :]:
                    if step.always:
                        self.run(step, minute)
            for step in [one for one in self.missed if self.since(one) == minute]:
                self.run(step, minute)
            if not self.over and minute == self.turn:
                self.go_on(minute)
        return self.told

    def run(self, step: StepPlan, minute: int) -> bool:
        if self.since(step) > minute:
            self.missed.append(step)
            return False
        self.told.add((minute, step.id))
        self.heard.add(step.notify[0].removeprefix("person:"))
        return True

    def go_on(self, minute: int) -> None:
        """Run steps until one of them has to be waited for."""
        while True:
            if self.place == len(self.steps):
                self.place, self.rounds = 0, self.rounds - 1
                if not self.rounds:
                    self.told.add((minute, "last_resort"))
                    self.over = True
                    return
            step = self.steps[self.place]
            self.place += 1
            if self.run(step, minute) and not self.since(step):
                self.turn = minute + step.wait // MINUTE
                return


@pytest.mark.parametrize("part", range(4))
def test_escalations(part: int) -> None:
    for seed in range(part, LOGS, 4):
        chance = Random(seed)
        steps = []
        for number in range(chance.randint(1, 5)):
            when: Predicate = ALWAYS
            if number and chance.random() < 0.5:
                when = In(chance.choice(["fire", "flood"]), frozenset({True}))
            steps.append(
                StepPlan(
                    f"s{number}",
                    (f"person:{chance.choice(PEOPLE[:4])}",),
                    when=when,
                    wait=chance.choice([2, 4, 6, 10]) * MINUTE,
                    always=chance.random() < 0.4,
                )
            )
        repeat = chance.randint(0, 2)
        odd = chance.sample(range(1, LAST, 2), 4)
        facts = {
            name: minute for name, minute in zip(("fire", "flood"), odd, strict=False)
            if chance.random() < 0.7
        }  # fmt: skip
        answers = [
            (minute, chance.choice(PEOPLE[:4])) for minute in odd[2 : 2 + chance.randint(0, 2)]
        ]
        lines: list[Line] = [
            {"minute": minute, "by": "boss", "event": "fact", "facts": {name: True}}
            for name, minute in facts.items()
        ]
        lines += [{"minute": at, "by": who, "event": "acknowledged"} for at, who in answers]
        base = program(roster(*PEOPLE))
        made = base._replace(
            escalations={"crisis": escalation(*steps, repeat=repeat)},
            ruleset=Ruleset(
                {name: Fact(name, "boolean", default=False) for name in ("fire", "flood")},
                (table("escalation", "crisis"),),
            ),
        )
        found = unfolded(made, sorted(lines, key=lambda line: line["minute"]), LAST * 10)
        told = {
            ((event.at - T0) // MINUTE, event.step)
            for event in found.events
            if event.event == "notify"
        }
        assert told == Naive(steps, repeat, facts).walk(answers), (seed, steps, facts, answers)
