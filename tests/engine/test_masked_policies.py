"""Masks against the reference over policies of many rules; `pytest -m sweep` over 5,000 each."""

import os
import random

import pytest

from govcheck.engine.masks import MaskedRuleset
from govcheck.engine.reference import decide_as_written
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
