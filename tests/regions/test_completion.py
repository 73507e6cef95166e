"""What any incident may turn out to be, against every completion one by one."""

from typing import Final

from hypothesis import given, settings
from hypothesis import strategies as st

from govcheck.engine import ruleset
from govcheck.engine.ruleset import Case, DecisionTable, IsKnown, Not, Predicate, Ruleset, Within
from govcheck.regions.completion import any_completion
from govcheck.regions.contest import Contest
from tests.engine.oracle import completions, holds
from tests.engine.strategies import FACTS, conditions, decisions
from tests.simulate.build import roster

PLAIN: Final = [fact for fact in FACTS if fact.type != "share"][:4]
RULESET: Final = Ruleset({fact.name: fact for fact in PLAIN}, ())
STATED: Final = [Case(0, {}), *(Case(0, {fact.name: True}) for fact in PLAIN)]
WORLDS: Final = list(completions(RULESET, Case(0, {})))
CONDITIONS: Final = conditions(PLAIN)


def held(condition: Predicate) -> list[bool]:
    """In each completion of each way in which one fact is known, or none is."""
    return [holds(condition, world, RULESET, case) for case in STATED for world in WORLDS]


def asked(several: list[Predicate]) -> set[IsKnown]:
    """The facts of which conditions ask whether they are known."""
    tests = (test for condition in several for test in ruleset.tests_of(condition))
    return {test for test in tests if isinstance(test, IsKnown)}


@given(CONDITIONS)
@settings(max_examples=150)
def test_a_condition_can_hold_exactly_if_it_does_somewhere(condition: Predicate) -> None:
    if len(asked([condition])) > 1:
        return  # the oracle states one fact at a time
    completion = any_completion(RULESET, roster(), [condition])
    assert completion.can_hold(condition) is any(held(condition))
    assert completion.can_hold(Not(condition)) is not all(held(condition))


def test_calendars_may_be_open_in_any_combination() -> None:
    one, other = Within("day"), Within("night")
    completion = any_completion(RULESET, roster(), [one, other])
    assert completion.can_hold(one, other)
    assert completion.can_hold(Not(one), Not(other))
    assert not completion.can_hold(one, Not(one))


@given(decisions("d", PLAIN))
@settings(max_examples=150)
def test_twins_and_covers_are_those_of_every_incident(decision: DecisionTable) -> None:
    whens = [rule.when for rule in decision.rules]
    if len(asked(whens)) > 1:
        return
    contest = Contest(any_completion(Ruleset(RULESET.facts, (decision,)), roster()), decision)
    patterns = [held(when) for when in whens]
    expected = [patterns.index(one) if any(one) else None for one in patterns]
    assert contest.covers.twins == expected
    for number, pattern in enumerate(patterns):
        winners = contest.winners(number)
        others = [any(some) for some in zip(*(patterns[one] for one in winners), strict=True)]
        covered = bool(winners) and all(o for o, mine in zip(others, pattern, strict=True) if mine)
        assert contest.is_beaten(number) is (any(pattern) and covered)
        single = [
            one
            for one in winners
            if all(o for o, mine in zip(patterns[one], pattern, strict=True) if mine)
        ]
        if any(pattern):
            assert contest.covers.alone(number, winners) == next(iter(single), None)


@given(st.lists(CONDITIONS, min_size=1, max_size=3))
@settings(max_examples=50)
def test_together_is_what_a_conjunction_says(several: list[Predicate]) -> None:
    completion = any_completion(RULESET, roster(), several)
    together = [all(each) for each in zip(*map(held, several), strict=True)]
    if any(together):
        assert completion.can_hold(*several)
