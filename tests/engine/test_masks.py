"""Masks against the reference: wherever they answer, `decide` says the very same."""

import os
import random
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from govcheck.counterfactuals.questions import questions
from govcheck.engine.decide import decider, known_of, truth_in_all
from govcheck.engine.masks import MOST_CLAUSES, MaskedRuleset
from govcheck.engine.reference import decide_as_written as decide
from govcheck.engine.ruleset import All, Any, Case, Fact, In, IsKnown, Not, Predicate, Ruleset
from govcheck.load.repository import load_repository
from govcheck.load.tree import WorkTree
from govcheck.simulate.compile import compile_program
from tests.engine.build import EMPTY, decision
from tests.engine.oracle import values_of
from tests.engine.policies import ROSTER, some_mention, some_policy
from tests.engine.strategies import Given, conditions, given_cases
from tests.replay.test_replay import mentions

EXAMPLES = int(os.environ.get("MASK_EXAMPLES", "300"))
ROOT = Path(__file__).parents[2]
UNHURRIED = settings(
    max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)


@UNHURRIED
@given(given_cases() | given_cases(most_unknown=1))
def test_masks_say_what_the_engine_says(given_: Given) -> None:
    ruleset, case = given_
    found = MaskedRuleset(ruleset, EMPTY).settled(case)
    if found is not None:
        assert found == decide(ruleset, EMPTY, case)


@UNHURRIED
@given(given_cases(most_unknown=0))
def test_masks_answer_wherever_everything_is_known(given_: Given) -> None:
    ruleset, case = given_
    expected = decide(ruleset, EMPTY, case)
    found = MaskedRuleset(ruleset, EMPTY).settled(case)
    if not any(verdict.clash for verdict in expected):
        assert found == expected


def test_the_shipped_policy_over_its_calendars() -> None:
    repository = load_repository(WorkTree(str(ROOT)), templates=False)
    program, _ = compile_program(repository.policy, repository.line)
    masked = MaskedRuleset(program.ruleset, program.roster)
    answered = 0
    for seed, unknown in ((1, 0.0), (2, 0.1), (3, 0.3)):
        for at, facts in mentions(program, unknown, seed):
            case = Case(at, facts)
            found = masked.settled(case)
            answered += found is not None
            if found is not None:
                assert found == decide(program.ruleset, program.roster, case)
    assert answered > 60
    assert not any(decision.opaque for decision in masked.decisions)


def test_a_rule_of_too_many_clauses_is_evaluated_as_it_is_written() -> None:
    names = [f"f{number}" for number in range(18)]
    facts = {name: Fact(name, "choice", ("a", "b")) for name in names}
    pairs = [
        Any((In(one, frozenset({"a"})), In(other, frozenset({"a"}))))
        for one, other in zip(names[::2], names[1::2], strict=True)
    ]
    huge: Predicate = All(tuple(pairs))
    assert 2 ** len(pairs) > MOST_CLAUSES
    table = decision("severity", "first", ("low", "high"), {"huge": (huge, "high")}, "low")
    ruleset = Ruleset(facts, (table,))
    masked = MaskedRuleset(ruleset, EMPTY)
    assert masked.decisions[0].opaque == [0]
    for value in ("a", "b"):
        case = Case(0, dict.fromkeys(names, value))
        assert masked.settled(case) == decide(ruleset, EMPTY, case)


@UNHURRIED
@given(given_cases(most_unknown=2, most_facts=3), st.data())
def test_incidents_of_one_residual_are_decided_alike_and_leave_the_same_open(
    given_: Given, data: st.DataObject
) -> None:
    ruleset, case = given_
    masked = MaskedRuleset(ruleset, EMPTY)
    seen = {masked.residual(case): case}
    for _ in range(6):
        facts = {
            name: data.draw(st.sampled_from(values_of(ruleset.facts[name]))) for name in case.facts
        }
        if facts.get("bad", 0) > facts.get("replies", 9):
            facts["bad"] = facts["replies"]
        other = Case(0, facts)
        residual = masked.residual(other)
        same = seen.setdefault(residual, other)
        if residual is None or same is other:
            continue
        expected = decide(ruleset, EMPTY, same)
        found = decide(ruleset, EMPTY, other)
        assert [one[1:] for one in found] == [one[1:] for one in expected]
        assert questions(ruleset, EMPTY, other, found) == questions(ruleset, EMPTY, same, expected)


def test_a_rule_set_is_decided_alike_however_often_it_is_asked() -> None:
    chance = random.Random(4)
    ruleset = some_policy(40, chance)
    asked = decider(ruleset, ROSTER)
    assert decider(ruleset, ROSTER) is asked
    severity = ruleset._replace(decisions=ruleset.decisions[1:2])
    for _ in range(8):
        case = some_mention(chance, 0.2)
        expected = decide(ruleset, ROSTER, case)
        assert asked.decide(case) == expected
        assert asked.decide(case, only={"severity"}) == decide(severity, ROSTER, case)
        standing = {one.decision.name: one for one in expected[:2]}
        assert asked.decide(case, standing=standing) == expected


@UNHURRIED
@given(given_cases(most_unknown=3), st.data())
def test_what_conditions_come_to_is_the_same_however_often_it_is_asked(
    given_: Given, data: st.DataObject
) -> None:
    ruleset, case = given_
    asked = decider(ruleset, EMPTY)
    asked.masks  # noqa: B018 - so that answers are remembered
    whens = [data.draw(conditions(list(ruleset.facts.values()))) for _ in range(3)]
    for _ in range(5):
        facts = {
            name: data.draw(st.sampled_from(values_of(ruleset.facts[name]))) for name in case.facts
        }
        if facts.get("bad", 0) > facts.get("replies", 9):
            facts["bad"] = facts["replies"]
        other = Case(0, facts)
        verdicts = asked.decide(other)
        known = known_of(ruleset, EMPTY, other, verdicts)
        for when in whens:
            expected = truth_in_all(ruleset, EMPTY, other, verdicts, when)
            assert asked.truth_in_all(other, verdicts, when, known) is expected


def test_a_fact_that_may_become_known_leaves_the_rules_open_that_ask_for_it() -> None:
    facts = {"rate": Fact("rate", "boolean"), "mood": Fact("mood", "boolean")}
    good: Predicate = In("mood", frozenset({True}))
    for asked in (IsKnown("rate"), Not(IsKnown("rate"))):
        table = decision(
            "severity", "first", ("low", "high"), {"r": (All((asked, good)), "high")}, "low"
        )
        masked = MaskedRuleset(Ruleset(facts, (table,)), EMPTY)
        residuals = {masked.residual(Case(0, {"mood": mood})) for mood in (True, False)}
        assert len(residuals) == 2
