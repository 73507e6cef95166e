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
