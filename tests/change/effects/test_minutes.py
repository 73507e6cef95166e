"""Effects on time against the simulation, instant by instant."""

from collections.abc import Callable
from copy import deepcopy
from functools import cache
from itertools import chain, combinations, product
from typing import Any

import pytest

from govcheck.change.compare import compare
from govcheck.change.comparison import ComparedPolicy
from govcheck.change.edits import edits
from govcheck.change.effect import Effect
from govcheck.duty.resolve import resolve
from govcheck.engine.decide import decide
from govcheck.engine.ruleset import ALWAYS, Case, Predicate, Value
from govcheck.simulate.conflicts import read_conflicts
from govcheck.simulate.escalation import escalate
from govcheck.simulate.outcome import PlayedIncident
from govcheck.simulate.people import people
from govcheck.simulate.plan import plan
from govcheck.time.clock import DAY, HOUR, MINUTE, parse_instant
from tests.change.policies import shipped_documents, side

Policy = dict[str, Any]
START = parse_instant("2026-10-24T00:00:00Z")
HORIZON = (START, START + 4 * DAY)
STEP = 13 * MINUTE
"""A prime number of minutes, so that no hand-over hides between two instants for long."""


def moved(rota: str, **fields: Any) -> Callable[[Policy], object]:
    return lambda policy: policy[f"rota/{rota}"].update(fields)


def away(policy: Policy) -> None:
    policy["person/ana"]["absences"] = [
        {"from": "2026-10-25T01:30:00+02:00", "to": "2026-10-26T09:00:00+01:00"}
    ]


def alone(policy: Policy) -> None:
    for person in ("ana", "ben", "mei"):
        policy[f"person/{person}"]["deputies"] = []
    away(policy)


def without_first_step(policy: Policy) -> None:
    del policy["escalation/urgent"]["steps"][0]


CHANGES: dict[str, Callable[[Policy], object]] = {
    "members": moved("community-duty", members=["mei", "ana", "ben"]),
    "daily": moved("community-duty", shift="daily"),
    "Lord Howe": moved("community-duty", timezone="Australia/Lord_Howe", handover="02:15"),
    "Casablanca": moved("community-duty", timezone="Africa/Casablanca", shift="daily"),
    "Kiritimati": moved("community-duty", timezone="Pacific/Kiritimati", shift="daily"),
    "in the fold": moved("community-duty", handover="02:30", shift="daily"),
    "away": away,
    "alone": alone,
    "hours": lambda policy: policy["calendar/support-hours"].update(
        hours={"mon-sun": ["09:00-10:00"]}
    ),
    "a step less": without_first_step,
}


def pair(
    change: Callable[[Policy], object],
) -> tuple[ComparedPolicy, ComparedPolicy, tuple[Effect, ...]]:
    documents = deepcopy(shipped_documents())
    change(documents)
    base, head = side(shipped_documents()), side(documents)
    found = compare(base, head, edits(base.policy, head.policy), START, HORIZON)
    return base, head, found.effects


def first(one: ComparedPolicy, name: str, at: int, holding: frozenset[Predicate]) -> frozenset[str]:
    """Whom the simulation tells first, where these conditions of steps hold and no others."""
    program = one.program
    plan = program.escalations[name]
    steps = tuple(step for step in plan.steps if step.when == ALWAYS or step.when in holding)
    there = people(program.roster, frozenset(), read_conflicts(()))
    course = escalate(plan._replace(steps=steps), at, there)
    told = [
        event for event in course.events if event.event in ("notify", "convene") and event.people
    ]
    earliest = told[0].at if told else at
    step = told[0].step if told else None
    return frozenset(
        person.person
        for event in told
        if event.at == earliest and event.step == step
        for person in event.people
    )


@cache
def held_together() -> dict[str, set[frozenset[Predicate]]]:
    """The conditions of each escalation's steps that hold together, by brute force over facts."""
    program = side(shipped_documents()).program
    found: dict[str, set[frozenset[Predicate]]] = {}
    topics = ("safety", "data-leak", "staff", "service", "account-takeover")
    for tags, mention, author, relationship, (injury, lost), at in product(
        [frozenset(some) for size in range(6) for some in combinations(topics, size)],
        ("praise", "question", "complaint", "threat", "spam"),
        ("customer", "journalist"),
        ("owner", "prospect"),
        (("none", "none"), ("confirmed", "none"), ("none", "confirmed")),
        (START, START + 2 * DAY + 10 * HOUR),
    ):
        stated: dict[str, Value] = {
            "topics": tags, "mention": mention, "author": author, "relationship": relationship,
            "injury": injury, "personal_data": lost, "sentiment": "neutral", "network": "x",
            "followers": 100, "reposts_per_hour": 0, "accounts_lost": 0, "accounts_held": 9,
        }  # fmt: skip
        case = Case(at, stated)
        found_plan = plan(
            program,
            PlayedIncident("i", "T", case, at, at),
            decide(program.ruleset, program.roster, case),
        )
        if found_plan.escalation is not None:
            kept = {step.when for step in found_plan.escalation.steps}
            found.setdefault(found_plan.escalation.id, set()).add(frozenset(kept - {ALWAYS}))
    return found


def covers(effects: list[Effect], at: int) -> bool:
    spans = chain.from_iterable(effect.intervals for effect in effects)
    return any(start <= at < end for start, end in spans)


@pytest.mark.parametrize("case", CHANGES)
def test_the_first_human_differs_just_then(case: str) -> None:
    base, head, effects = pair(CHANGES[case])
    for name in ("urgent", "desk"):
        told = [
            effect
            for effect in effects
            if effect.effect == "changes-first-human" and effect.subject == f"escalation/{name}"
        ]
        for at in range(*HORIZON, STEP):
            differs = any(
                first(base, name, at, holding) != first(head, name, at, holding)
                for holding in held_together()[name]
            )
            assert covers(told, at) == differs, (name, at)


@pytest.mark.parametrize("case", CHANGES)
def test_cover_differs_just_then(case: str) -> None:
    base, head, effects = pair(CHANGES[case])
    for target in ("rota:community-duty", "rota:support-desk", "role:community-manager"):
        about = [effect for effect in effects if effect.subject == f"target/{target}"]
        less = [effect for effect in about if effect.effect == "removes-cover"]
        more = [effect for effect in about if effect.effect == "adds-cover"]
        for at in range(*HORIZON, STEP):
            before, after = (
                len(resolve(one.program.roster, [target], at).people) for one in (base, head)
            )
            assert covers(less, at) == (after < before), (target, at)
            assert covers(more, at) == (after > before), (target, at)
