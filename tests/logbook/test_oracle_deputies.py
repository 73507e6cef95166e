"""Random logs on random calendars, deputies, councils and steps with `ack: all`.

Naive players walk minute by minute and know nothing of the program's planning.
"""

import os
from itertools import permutations
from random import Random

import pytest

from govcheck.agreement.tree import Agreement, Every, Number, Vote
from govcheck.engine.ruleset import ALWAYS, Fact, In, Predicate, Ruleset
from govcheck.logbook.due import due_of
from govcheck.logbook.review import review_of
from govcheck.simulate.program import ActionPlan, ApprovalPlan, EscalationPlan, StepPlan
from govcheck.time.clock import MINUTE
from govcheck.time.working_days import Allowed, WorkingDays
from tests.logbook.naive import DAY, HOURS, PEOPLE, World, due, world
from tests.logbook.test_oracle_consent import Line, agreement, table, unfolded
from tests.simulate.build import T0, playbook, program

LOGS = int(os.environ.get("ORACLE_LOGS", "200"))
PARTS = 8
LAST = 3 * DAY


def allowed(chance: Random) -> tuple[Allowed, str | None]:
    """Some time, in real minutes, working hours or working days."""
    hours = chance.choice([None, *HOURS])
    if hours is not None and chance.random() < 0.4:
        return WorkingDays(chance.randint(1, 2)), hours
    return chance.randint(0, 16 * 60) * MINUTE, hours


def is_agreed(by: Agreement, voices: dict[str, set[str]]) -> set[str]:
    """Those of whoever agreed by whom it is enough; nobody where it is not.

    `voices` has the people for whom each of them spoke.
    """
    if isinstance(by, str):
        asked = by.removeprefix("person:")
        return {who for who, spoken in voices.items() if asked in spoken}
    assert not isinstance(by, Vote)
    parts = [is_agreed(part, voices) for part in by.parts]
    if isinstance(by, Every) and not all(parts):
        return set()
    everybody = {who for part in parts for who in part}
    return set() if isinstance(by, Number) and len(everybody) < by.needed else everybody


def leaves(by: Agreement) -> set[str]:
    if isinstance(by, str):
        return {by.removeprefix("person:")}
    assert not isinstance(by, Vote)
    return {who for part in by.parts for who in leaves(part)}


@pytest.mark.parametrize("part", range(PARTS))
def test_calendars_and_deputies(part: int) -> None:
    """Who may speak for whom in the minute in which they agree, and what is due by when."""
    for seed in range(part, LOGS, PARTS):
        chance = Random(seed)
        people = world(chance, LAST)
        by = _among(agreement(chance))
        asked_for, drafter = leaves(by), chance.choice(PEOPLE)
        within, hours = allowed(chance)
        approving, open_ = allowed(chance)
        book = playbook(
            ActionPlan(
                "a", "Do it", "person:ana", within, calendar=hours, needs=("ok",),
                drafted_by=f"person:{drafter}", publishes=True,
            ),
            approvals=[ApprovalPlan("ok", by, approving, open_)],
        )  # fmt: skip
        made = program(people.roster(), playbooks=[book])
        made = made._replace(ruleset=Ruleset({}, (table("playbooks", "leak"),)))
        lines: list[Line] = []
        for minute in sorted(chance.sample(range(1, LAST), chance.randint(0, 10))):
            what = chance.choice(["approved", "approved", "approved", "refused", "asked"])
            line = {"minute": minute, "by": chance.choice(PEOPLE), "event": what}
            lines.append({**line, "approval": "leak/ok"})
        taken = {line["minute"] for line in lines}
        done = chance.choice([one for one in range(1, LAST, 7) if one not in taken])
        if chance.random() < 0.85:
            lines.append({"minute": done, "by": "ana", "event": "done", "action": "leak/a"})
            lines.sort(key=lambda line: line["minute"])
        until = chance.choice([LAST, chance.randint(1, LAST)])
        found = unfolded(made, lines, until)
        lines = [line for line in lines if line["minute"] <= until]
        (verdict,) = review_of(found, "").verdicts
        deadline = due(hours, 0, within)
        assert verdict.due == T0 + deadline * MINUTE, seed
        expected = _walked(people, by, asked_for, lines, drafter, (open_, approving), deadline)
        assert verdict.verdict == expected, (seed, by, drafter, people, lines)
        left = {one.obligation for one in due_of(made, found, "").due}
        assert left == ({"leak/a"} if expected == "unknown" else set()), seed


def _among(by: Agreement) -> Agreement:
    """The same of those who may be away."""
    if isinstance(by, str):
        return "person:dora" if by == "person:boss" else by
    assert not isinstance(by, Vote)
    return by._replace(parts=tuple(map(_among, by.parts)))


def _walked(
    people: World,
    by: Agreement,
    asked_for: set[str],
    lines: list[Line],
    drafter: str,
    approving: tuple[str | None, Allowed],
    deadline: int,
) -> str:
    about = [line for line in lines if line["event"] != "done"]
    requests = [line["minute"] for line in about if line["event"] == "asked"]
    since = min(requests or [line["minute"] for line in about], default=0)
    over = due(approving[0], since, approving[1])
    began = min((line["minute"] for line in about), default=0)
    drafted = people.answering(drafter, began)
    voices: dict[str, set[str]] = {}
    for line in lines:
        minute, who = line["minute"], line["by"]
        if line["event"] == "done":
            if not is_agreed(by, voices):
                return "broken"
            return "kept" if minute <= deadline else "late"
        spoken = {
            one
            for one in asked_for
            if who == one
            or (who in people.deputies[one] and (minute >= over or not people.is_free(one, minute)))
        }
        if line["event"] == "refused" and spoken:
            voices.pop(who, None)
        elif line["event"] == "approved" and spoken and who != drafted:
            voices[who] = spoken
    return "unknown"


class Walker:
    """Who is told in which minute; steps begin at even minutes, facts and answers come at odd."""

    def __init__(
        self,
        people: World,
        plan: EscalationPlan,
        seats: list[tuple[str, str]],
        facts: dict[str, int],
    ) -> None:
        self.people, self.steps, self.seats, self.facts = people, plan.steps, seats, facts
        self.rounds = plan.repeat + 1
        self.told: set[tuple[int, str, str]] = set()
        self.heard: dict[str, set[str]] = {}
        """By person, the steps that told them."""
        self.asked: dict[str, dict[str, set[str]]] = {}
        """By step and target, who was told as it."""
        self.answered: set[str] = set()
        self.missed: list[StepPlan] = []
        self.convened: int | None = None
        self.place, self.turn, self.over, self.anybody = 0, 0, False, False

    def since(self, step: StepPlan) -> int:
        """From when on a step applies."""
        return 0 if step.when == ALWAYS else self.facts.get(_fact(step.when), LAST * 100)

    def walk(self, answers: list[tuple[int, str]], last: int) -> None:
        """Look at every minute."""
        for minute in range(last + 1):
            for at, who in answers:
                if at == minute and not self.over and who in self.heard:
                    self.answered.add(who)
                    if self._is_enough(who):
                        self.over = True
                        for step in self.steps[self.place :]:
                            if step.always:
                                self._run(step, minute)
            due_now = [one for one in self.missed if self.since(one) == minute]
            self.missed = [one for one in self.missed if self.since(one) != minute]
            for step in due_now:
                self._run(step, minute)
            if not self.over and minute == self.turn:
                self._go_on(minute)

    def is_on_duty(self, who: str, minute: int) -> bool:
        """Whether a step has told somebody by a minute, or would just then."""
        if any(at <= minute and one == who for at, _, one in self.told):
            return True
        for step in self.steps:
            if self.since(step) <= minute:
                asked = (target.removeprefix("person:") for target in step.notify)
                if who in {self.people.answering(one, minute) for one in asked}:
                    return True
                if step.convene and who in self.people.seated(self.seats, minute):
                    return True
        return False

    def _is_enough(self, who: str) -> bool:
        steps = {step.id: step for step in self.steps}
        if any(steps[name].ack == "any" for name in self.heard[who]):
            return True
        joint = (self.asked[name] for name, step in steps.items() if step.ack == "all"
                 and name in self.asked)  # fmt: skip
        return any(all(told & self.answered for told in one.values()) for one in joint)

    def _run(self, step: StepPlan, minute: int) -> bool:
        """Whether somebody was told."""
        if self.since(step) > minute:
            if step not in self.missed:
                self.missed.append(step)
            return False
        told: set[str] = set()
        for target in step.notify:
            who = self.people.answering(target.removeprefix("person:"), minute)
            if who is not None:
                told |= self._tell(step, target, who)
        if step.convene is not None:
            if self.convened is None:
                self.convened = minute
            for who in self.people.seated(self.seats, minute):
                if who is not None:
                    told |= self._tell(step, "council:board", who)
        self.told |= {(minute, step.id, who) for who in told}
        return bool(told)

    def _tell(self, step: StepPlan, target: str, who: str) -> set[str]:
        self.heard.setdefault(who, set()).add(step.id)
        self.asked.setdefault(step.id, {}).setdefault(target, set()).add(who)
        return {who}

    def _go_on(self, minute: int) -> None:
        while True:
            if self.place == len(self.steps):
                self.place, self.rounds = 0, self.rounds - 1
                if not self.rounds or not self.anybody:
                    self.told.add((minute, "last_resort", "boss"))
                    self.over = True
                    return
                self.anybody = False
            step = self.steps[self.place]
            self.place += 1
            applies = self.since(step) <= minute
            somebody = self._run(step, minute)
            self.anybody = self.anybody or somebody
            waits = somebody or step.on_empty == "wait"
            if applies and not self.since(step) and waits:
                self.turn = minute + step.wait // MINUTE
                return


def _fact(when: Predicate) -> str:
    assert isinstance(when, In)
    return when.fact


def quorate(
    people: World, seats: list[tuple[str, str]], needed: int, convened: int,
    answers: list[tuple[int, str]],
) -> int | None:  # fmt: skip
    """The minute in which enough seats had answered, each by somebody of its own."""
    able: list[set[str]] = [set() for _ in seats]
    for minute, who in answers:
        if minute < convened:
            continue
        for (holder, deputy), found in zip(seats, able, strict=True):
            stands_in = who in (deputy, *people.deputies[holder])
            if who == holder or (stands_in and not people.is_free(holder, minute)):
                found.add(who)
        here = {who for found in able for who in found}
        for chosen in permutations(range(len(seats)), needed):
            for people_ in permutations(sorted(here), needed):
                if all(who in able[seat] for seat, who in zip(chosen, people_, strict=True)):
                    return minute
    return None


@pytest.mark.parametrize("part", range(PARTS))
def test_councils_and_answers_of_all(part: int) -> None:
    for seed in range(part, LOGS, PARTS):
        chance = Random(seed)
        people = world(chance, 300)
        seats = [(name, chance.choice(PEOPLE)) for name in chance.sample(PEOPLE, 3)]
        needed, within = chance.randint(1, 3), chance.randint(1, 120)
        steps = []
        for number in range(chance.randint(1, 5)):
            when: Predicate = ALWAYS
            if number and chance.random() < 0.4:
                when = In(chance.choice(["fire", "flood"]), frozenset({True}))
            convenes = chance.random() < 0.3
            named = chance.sample(PEOPLE, chance.randint(0 if convenes else 1, 2))
            steps.append(
                StepPlan(
                    f"s{number}",
                    tuple(f"person:{name}" for name in named),
                    "board" if convenes else None,
                    when=when,
                    ack=chance.choice(["any", "all", "all"]),
                    wait=chance.choice([2, 4, 10, 40]) * MINUTE,
                    on_empty=chance.choice(["next", "wait"]),
                    always=chance.random() < 0.4,
                )
            )
        plan = EscalationPlan(
            "crisis", tuple(steps), "person:boss", within * MINUTE, chance.randint(0, 2)
        )
        odd = chance.sample(range(1, 240, 2), 7)
        facts = {
            name: minute
            for name, minute in zip(("fire", "flood"), odd, strict=False)
            if chance.random() < 0.6
        }
        answers = sorted(
            (minute, chance.choice(PEOPLE)) for minute in odd[2 : 2 + chance.randint(0, 5)]
        )
        lines: list[Line] = [
            {"minute": minute, "by": "boss", "event": "fact", "facts": {name: True}}
            for name, minute in facts.items()
        ]
        lines += [{"minute": at, "by": who, "event": "acknowledged"} for at, who in answers]
        lines.sort(key=lambda line: line["minute"])
        base = program(people.roster(seats, needed, within))
        made = base._replace(
            escalations={"crisis": plan},
            ruleset=Ruleset(
                {name: Fact(name, "boolean", default=False) for name in ("fire", "flood")},
                (table("severity", "sev2"), table("escalation", "crisis")),
            ),
        )
        last = 1200
        found = unfolded(made, lines, last)
        walker = Walker(people, plan, seats, facts)
        walker.walk(answers, last)
        told = {
            ((event.at - T0) // MINUTE, event.step, one.person)
            for event in found.events
            if event.event in ("notify", "convene") and event.at <= T0 + last * MINUTE
            for one in event.people
        }
        known = (seed, people, plan, seats, facts, answers)
        assert told == walker.told, known
        verdicts = {one.obligation: one for one in review_of(found, "").verdicts}
        first = next((at for at, who in answers if walker.is_on_duty(who, at)), None)
        expected = {"acknowledge": _kept(first, within)}
        if walker.convened is not None:
            together = quorate(people, seats, needed, walker.convened, answers)
            expected["council/board"] = _kept(together, walker.convened + within)
        assert {name: one.verdict for name, one in verdicts.items()} == expected, known


def _kept(done: int | None, due_: int) -> str:
    return "unknown" if done is None else "kept" if done <= due_ else "late"
