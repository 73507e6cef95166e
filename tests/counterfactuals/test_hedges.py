"""Hedged results against the enumeration of every completion."""

from hypothesis import assume, given, settings

from govcheck.counterfactuals.hedges import hedged
from govcheck.engine.decide import decide
from govcheck.engine.reference import constant_among
from tests.engine import oracle
from tests.engine.build import EMPTY
from tests.engine.strategies import Given, given_cases


@settings(max_examples=150, deadline=None)
@given(given_cases(most_unknown=3, most_decisions=3))
def test_a_result_is_hedged_where_some_completion_does_not_give_it(sample: Given) -> None:
    assume(all(one.hit_policy != "unique" for one in sample.ruleset.decisions))
    verdicts = decide(sample.ruleset, EMPTY, sample.case)
    names = [one.decision.name for one in verdicts]
    found = set(hedged(sample.ruleset, EMPTY, sample.case, verdicts, names))
    constant = constant_among({one.decision.name: one for one in verdicts})
    worlds = oracle.explore(sample.ruleset, sample.case)[2]
    for verdict in verdicts:
        name = verdict.decision.name
        for result in verdict.result:
            lacking = any(result not in world.results[name] for world in worlds)
            hangs = not verdict.assumes <= constant
            assert ((name, result) in found) is (hangs and lacking)
