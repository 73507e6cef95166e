"""Residuals: what is left of the rules once the known facts of a mention are looked up.

Mentions of one residual have the same results, by the same rules, and the same unknown facts could
still change them, so that each residual is looked at once however many mentions there are.
"""

from functools import cached_property
from typing import NamedTuple

from govcheck.counterfactuals.questions import questions
from govcheck.engine.masks import MaskedRuleset
from govcheck.engine.reference import decide_as_written
from govcheck.engine.ruleset import Case, CompiledRule, IsKnown, OpenFact, Ruleset, tests_of
from govcheck.simulate.program import Program


class RuleHit(NamedTuple):
    """A rule that matches, for certain or perhaps; `alone` where without it the result differs."""

    decision: str
    rule: CompiledRule
    possible: bool
    alone: bool


class Residual:
    """What is decided of mentions with one residual, of which `case` is one."""

    def __init__(
        self, program: Program, masks: MaskedRuleset, case: Case, known: frozenset[str]
    ) -> None:
        self.verdicts = masks.decide(case)
        self.results = {verdict.decision.name: verdict.result for verdict in self.verdicts}
        self._program = program
        self._masks = masks
        self._case = case
        self._asked_whether_known = known

    @cached_property
    def hits(self) -> tuple[RuleHit, ...]:
        """The rules that match, in the order of the policy."""
        return tuple(
            RuleHit(
                verdict.decision.name, match.rule, match.possible, self._alone(number, match.rule)
            )
            for number, verdict in enumerate(self.verdicts)
            for match in verdict.matched
        )

    @cached_property
    def open(self) -> tuple[OpenFact, ...]:
        """The unknown facts that could still change a result."""
        program = self._program
        asked = self._asked_whether_known.difference(self._case.facts)
        if not asked and self._masks.settled(self._case) is not None:
            return ()  # else an answer changes something by being known
        return questions(program.ruleset, program.roster, self._case, self.verdicts)

    def _alone(self, number: int, rule: CompiledRule) -> bool:
        """Whether the decision would result in something else without the rule."""
        verdict = self.verdicts[number]
        decision = verdict.decision
        others = [match for match in verdict.matched if match.rule is not rule]
        given = {one for match in others if not match.possible for one in match.rule.results}
        if decision.hit_policy == "highest":
            if rule.results != verdict.result:
                return False
            place = decision.results.index
            acts_on_all = all(place(one) < place(rule.results[0]) for one in decision.otherwise)
        else:
            acts_on_all = decision.hit_policy == "collect" and not decision.otherwise
        if acts_on_all and verdict.exact:  # on whatever some rule may give
            given.update(one for match in others for one in match.rule.results)
            return not given.issuperset(rule.results)
        if decision.hit_policy in ("highest", "collect") and given.issuperset(rule.results):
            return False
        rules = tuple(one for one in decision.rules if one is not rule)
        before = self._program.ruleset.decisions[:number]
        fewer = Ruleset(self._program.ruleset.facts, (*before, decision._replace(rules=rules)))
        standing = {one.decision.name: one for one in self.verdicts[:number]}
        roster = self._program.roster
        found = decide_as_written(fewer, roster, self._case, matches=False, standing=standing)
        return found[-1].result != verdict.result


def known_facts(program: Program) -> frozenset[str]:
    """The facts of which some rule asks whether they are known."""
    return frozenset(
        test.fact
        for decision in program.ruleset.decisions
        for rule in decision.rules
        for test in tests_of(rule.when)
        if isinstance(test, IsKnown)
    )
