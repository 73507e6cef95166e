"""Directions: an incident that gets worse is not taken less seriously."""

from collections.abc import Iterator, Mapping

from govcheck.checks.check import program_check
from govcheck.checks.written import written_rules
from govcheck.engine.compile.conditions import COMPARISONS
from govcheck.engine.compile.places import child
from govcheck.engine.ruleset import DecisionTable, Fact
from govcheck.finding import Place, Problem, Severity
from govcheck.load.policy import Policy
from govcheck.model.condition import Condition, Test
from govcheck.named_tuples import NamedTuple
from govcheck.regions.completion import Completion
from govcheck.regions.solver import Unsolved
from govcheck.regions.space import Space
from govcheck.simulate.program import Program
from govcheck.translation import said


@program_check("DEC019", "compared-the-wrong-way", severity=Severity.WARNING)
def compared_the_wrong_way(policy: Policy, program: Program) -> Iterator[Problem]:
    """A rule that takes an incident seriously does not let go of it as the incident gets worse.

    Looked at are rules that yield more than `otherwise` and hold only up to a bound of a fact with
    `worse`. Where that fact is at its worst and everything else is as it was when the rule
    decided, the result must be no lower; otherwise `at_most` was most likely meant to be
    `at_least`.
    """
    space = Space(program.ruleset, program.roster)
    bounds: dict[str, list[_Bound]] = {}
    for decision in program.ruleset.decisions:
        if decision.ordered and decision.hit_policy != "collect":
            for bound in _bounds(policy, program, decision):
                bounds.setdefault(bound.fact.name, []).append(bound)
    for found in bounds.values():
        worsening = _Worsening(space, found[0].fact)
        for decision, number, fact, place in found:
            if worsening.lowers(decision, number):
                rule = decision.rules[number]
                message = said(
                    "rule `{id}` yields `{result}` only while `{name}` is not worse than "
                    "this, and no rule yields as much beyond",
                    id=rule.id,
                    result=rule.results[0],
                    name=fact.name,
                )
                advice = said("turn the comparison round, or add a rule for what is worse")
                yield Problem(place, message, help=advice)


class _Bound(NamedTuple):
    """Where a rule, by its number, bounds a fact on its worse side for the first time."""

    decision: DecisionTable
    number: int
    fact: Fact
    place: Place


class _Worsening:
    """Any incident with a fact at its best, and the same one with that fact at its worst."""

    def __init__(self, space: Space, fact: Fact) -> None:
        self._solver = space.solver
        _, before, after = space.worsening(fact)
        self._before, self._after = Completion(space, before), Completion(space, after)
        ends = [0, space.scales[fact.name].size - 1]
        best, worst = ends if fact.worse == "higher" else ends[::-1]
        self._worsened = [
            before.axes[fact.name,].between(best, best),
            after.axes[fact.name,].between(worst, worst),
        ]

    def lowers(self, decision: DecisionTable, number: int) -> bool:
        """Whether the result falls where a rule decides the incident before."""
        name, rank = decision.name, decision.results.index(decision.rules[number].results[0])
        matches = self._before.matches(name)
        rivals = matches[:number] if decision.hit_policy == "first" else ()
        decides = [matches[number], -self._solver.either(rivals)]
        falls = -self._after.at_least(name, rank)
        try:
            return self._solver.solve([*self._worsened, *decides, falls])
        except Unsolved:
            return False


def _bounds(policy: Policy, program: Program, decision: DecisionTable) -> Iterator[_Bound]:
    """The bounds of the rules of a decision that yield more than `otherwise`."""
    rules = written_rules(policy, decision)
    if len(rules) != len(decision.rules):
        return
    for number, one in enumerate(rules):
        rank, least = map(decision.results.index, (one.rule.results[0], decision.otherwise[0]))
        if rank > least:
            found = _upper_bounds(one.source.when, child(one.place, "when"), program.ruleset.facts)
            for fact, place in dict(list(found)[::-1]).items():
                yield _Bound(decision, number, fact, place)


def _upper_bounds(
    condition: Condition, at: Place, facts: Mapping[str, Fact], *, negated: bool = False
) -> Iterator[tuple[Fact, Place]]:
    """The comparisons that bound a fact on its worse side, in reading order."""
    for name, test in condition.tests.items():
        fact = facts.get(name)
        if fact is None or fact.worse is None or not isinstance(test, Test):
            continue
        upper = (fact.worse == "higher") is not negated
        for key, op in COMPARISONS.items():
            if getattr(test, key) is not None and (op in ("<=", "<")) is upper:
                yield fact, child(at, name, key)
    for key, group in (("all", condition.all), ("any", condition.any)):
        for position, part in enumerate(group or ()):
            yield from _upper_bounds(part, child(at, key, position), facts, negated=negated)
    if condition.not_ is not None:
        yield from _upper_bounds(condition.not_, child(at, "not"), facts, negated=not negated)
