"""What an answer would do, against deciding anew what it states."""

from hypothesis import given, settings

from govcheck.counterfactuals.outlook import Outlook
from govcheck.counterfactuals.questions import answers
from govcheck.counterfactuals.what_if import WhatIf, fits, stated_as
from govcheck.engine.decide import decide
from govcheck.engine.reference import decide_as_written
from govcheck.engine.ruleset import Ruling
from govcheck.engine.search import Budget
from tests.engine.build import EMPTY
from tests.engine.strategies import Given, given_cases


def without_uses(standing: bool, verdicts: tuple[Ruling, ...], name: str) -> dict[str, Ruling]:
    """The verdicts of decisions that read nothing of a fact, if any are to stand."""
    if not standing:
        return {}
    return {
        one.decision.name: one
        for one in verdicts
        if not one.decision.uses and f"'{name}'" not in repr(one.decision.rules)
    }


@settings(max_examples=100, deadline=None)
@given(given_cases(most_unknown=4, most_decisions=4))
def test_an_answer_does_what_stating_it_does(sample: Given) -> None:
    ruleset, case = sample.ruleset, sample.case
    rules = [rule.when for one in ruleset.decisions for rule in one.rules]
    verdicts = decide(ruleset, EMPTY, case, matches=False)
    shares = [one for one in ruleset.facts.values() if one.type == "share"]
    ends = {end for one in shares for end in (one.part, one.whole)}
    asked = {
        name: answers(ruleset, case, fact, rules)
        for name, fact in ruleset.facts.items()
        if name not in case.facts and fact.default is None
        and fact.type not in ("share", "decision")
    }  # fmt: skip
    numbers = {name: found.values() for name, found in asked.items() if name in ends}
    outlook = Outlook(WhatIf(ruleset, EMPTY, Budget()), case, numbers)
    for name, found in asked.items():
        for value in found.values():
            stated = stated_as(case, name, value)
            if not fits(ruleset, stated):
                continue
            for stands in (False, True):
                standing = {} if name in ends else without_uses(stands, verdicts, name)
                expected = decide_as_written(ruleset, EMPTY, stated, matches=False)
                got = outlook.verdicts(name, value, standing)
                assert [one.result for one in got] == [one.result for one in expected]
                assert [one.possible for one in got] == [one.possible for one in expected]
                assert [one.settled for one in got] == [one.settled for one in expected]
                assert all(one.exact for one in got)
