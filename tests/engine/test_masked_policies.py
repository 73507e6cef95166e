"""Masks against the reference over policies of many rules; `pytest -m sweep` over 5,000 each."""

import os
import random

import pytest

from govcheck.engine.decide import RulesetDecider
from govcheck.engine.masks import MaskedRuleset
from govcheck.engine.reference import decide_as_written, known_of, truth_in_all
from govcheck.engine.ruleset import (
    All,
    Any,
    Compare,
    CompiledRule,
    HasTag,
    In,
    Predicate,
    Ruleset,
)
from tests.engine.policies import ROSTER, some_mention, some_policy

SWEPT = int(os.environ.get("MASKED_MENTIONS", "0"))


@pytest.mark.parametrize("shares", [False, True], ids=["plain", "shares"])
@pytest.mark.parametrize(("rules", "few"), [(50, 60), (200, 15), (1000, 3)])
def test_incidents_with_unknown_facts_are_decided_like_the_reference(
    rules: int, few: int, shares: bool
) -> None:
    chance = random.Random(rules)
    ruleset = some_policy(rules, chance, shares=shares)
    masked = MaskedRuleset(ruleset, ROSTER)
    assert not any(one.opaque for one in masked.decisions)
    for number in range(SWEPT or few):
        case = some_mention(chance, 0.2)
        expected = decide_as_written(ruleset, ROSTER, case)
        if all(one.exact for one in expected):
            assert masked.decide(case) == expected, number


@pytest.mark.parametrize("unknown", [0.0, 0.3], ids=["known", "unknown"])
def test_random_rule_sets_are_decided_like_the_reference(unknown: float) -> None:
    chance = random.Random(int(unknown * 10))
    for number in range(4 * SWEPT or 300):
        ruleset = some_policy(chance.randint(4, 16), chance, shares=chance.random() < 0.3)
        masked = MaskedRuleset(ruleset, ROSTER)
        for _ in range(2):
            case = some_mention(chance, unknown)
            for matches in (True, False):
                expected = decide_as_written(ruleset, ROSTER, case, matches=matches)
                assert masked.decide(case, matches=matches) == expected, number
                if not unknown:
                    assert masked.settled(case) is not None


@pytest.mark.parametrize("seed", range(3))
def test_what_is_remembered_of_one_incident_is_right_for_others(seed: int) -> None:
    chance = random.Random(seed)
    again = 0
    for number in range(2 * SWEPT or 25):
        ruleset = _reading(some_policy(chance.randint(8, 24), chance, shares=seed == 1), chance)
        asked = RulesetDecider(ruleset, ROSTER)
        whens = [chance.choice(one.rules).when for one in ruleset.decisions if one.rules]
        whens += [HasTag("playbooks", "leak"), Compare("severity", ">=", 2)]
        before = some_mention(chance, 0.4)
        for _ in range(20):
            case = some_mention(chance, 0.4)
            kept = [name for name in before.facts if chance.random() < 0.6]
            case = case._replace(facts={**case.facts, **{n: before.facts[n] for n in kept}})
            if case.facts.get("angry", 0) > case.facts.get("replies", 0):  # type: ignore[operator]
                case.facts.pop("angry")
            for matches in (True, False):
                expected = decide_as_written(ruleset, ROSTER, case, matches=matches)
                assert asked.masks.decide(case, matches=matches) == expected, number
            verdicts = asked.masks.decide(case)
            known = known_of(ruleset, ROSTER, case, verdicts)
            for when in whens:
                held = truth_in_all(ruleset, ROSTER, case, verdicts, when)
                again += held is None
                assert asked.truth_in_all(case, verdicts, when, known) is held, number
    assert again


def _reading(ruleset: Ruleset, chance: random.Random) -> Ruleset:
    """The same with decisions that read several others, directly or not."""
    route, severity, playbooks, escalation = ruleset.decisions

    def also(rule: CompiledRule, test: Predicate) -> CompiledRule:
        joined = All((rule.when, test)) if chance.random() < 0.7 else Any((rule.when, test))
        return rule._replace(when=joined if chance.random() < 0.6 else rule.when)

    grave, leak = Compare("severity", ">=", 2), HasTag("playbooks", "leak")
    legal = In("route", frozenset({"legal"}))
    return ruleset._replace(
        decisions=(
            route,
            severity._replace(
                rules=tuple(also(rule, legal) for rule in severity.rules), uses=("route",)
            ),
            playbooks._replace(
                rules=tuple(also(rule, grave) for rule in playbooks.rules), uses=("severity",)
            ),
            escalation._replace(
                rules=tuple(also(rule, leak) for rule in escalation.rules),
                uses=("playbooks", "severity"),
            ),
        )
    )
