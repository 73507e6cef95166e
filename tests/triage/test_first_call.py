"""The first call is the one that every way of turning out makes."""

from pathlib import Path
from random import Random

import pytest

import govcheck
from govcheck.engine.ruleset import Fact
from govcheck.render.page.names import rings
from govcheck.simulate.outcome import PlayedIncident
from govcheck.simulate.play import play
from govcheck.simulate.program import Program
from govcheck.time.clock import parse_instant
from govcheck.triage.first_call import first_call
from govcheck.triage.interview import Interview

ROOT = Path(__file__).parents[2]
AT = parse_instant("2026-11-29T03:00:00+01:00")


@pytest.fixture(scope="module")
def program() -> Program:
    return govcheck.open(ROOT).program


def some_value(fact: Fact, random: Random) -> object:
    match fact.type:
        case "boolean":
            return random.random() < 0.5
        case "integer" | "number":
            least = int(fact.minimum or 0)
            return random.choice([least, 5, 8, 800, 9_000, 60_000][: 3 if fact.maximum else None])
        case "tags":
            return [one for one in fact.values if random.random() < 0.15]
        case _:
            return random.choice(fact.values)


def answered(interview: Interview, random: Random, chance: float) -> Interview:
    """Further facts stated at random."""
    for fact in interview.program.ruleset.facts.values():
        if (
            fact.default is not None
            or fact.type in ("share", "decision")
            or fact.name in interview.facts
            or not (fact.values or fact.type in ("boolean", "integer", "number"))
        ):
            continue
        if random.random() < chance and fact.name not in ("accounts_lost", "accounts_held"):
            interview = interview.answered(fact.name, some_value(fact, random))
    return interview


@pytest.mark.parametrize("seed", range(20))
def test_whatever_else_is_found_out_they_are_called_first(program: Program, seed: int) -> None:
    random = Random(seed)
    interview = answered(Interview(program, AT), random, 0.4)
    call = first_call(program, interview.case)
    if call is None:
        return
    for _ in range(12):
        case = answered(interview, random, random.choice([0.3, 0.7, 1])).case
        outcome = play(program, PlayedIncident("x", "X", case, AT, AT), explain=False)
        notices = [event for event in outcome.timeline if event.event == "notify"]
        told = {one.person for one in notices[0].people}
        assert notices[0].at == AT
        assert told.issuperset(call.people)


def test_it_is_certain_before_everything_is_known(program: Program) -> None:
    nothing = Interview(program, AT)
    assert first_call(program, nothing.case) is None  # it could be praise
    claim = nothing.answered("mention", "claim").answered("topics", ["safety"])
    found = first_call(program, claim.case)
    assert found is not None
    assert found.people == ("ben",)
    assert first_call(program, claim.case, ["ben"]) is None


@pytest.mark.parametrize(
    ("facts", "by_phone"),
    [
        ({"mention": "complaint"}, True),  # either a step that rings or one that writes tells him
        ({"mention": "complaint", "topics": ["product"], "author": "customer"}, True),
        ({"mention": "news", "topics": ["service"], "network": "youtube", "author": "anonymous",
          "injury": "none", "personal_data": "none", "sentiment": "hostile", "followers": 0,
          "reposts_per_hour": 0, "relationship": "owner", "channel": "x-global",
          "responsible_team": "communications"}, False),
    ],
)  # fmt: skip
def test_it_is_certain_whichever_step_and_way_it_is(
    program: Program, facts: dict[str, object], by_phone: bool
) -> None:
    interview = Interview(program, AT)
    for fact, value in facts.items():
        interview = interview.answered(fact, value)
    found = first_call(program, interview.case)
    assert found is not None
    assert (found.people, rings(found.via)) == (("ben",), by_phone)


@pytest.mark.parametrize("seed", range(6))
def test_never_more_questions_than_were_said(program: Program, seed: int) -> None:
    random = Random(seed)
    interview = Interview(program, AT, tried={})
    most = interview.most_left()
    asked = 0
    while (question := interview.next_question()) is not None:
        asked += 1
        left = interview.most_left()
        assert asked + left - 1 <= most
        fact = program.ruleset.facts[question.fact]
        if random.random() < 0.3 or fact.name == "accounts_lost":
            interview = interview.without(fact.name)
        else:
            interview = interview.answered(fact.name, some_value(fact, random))
    assert asked <= most
