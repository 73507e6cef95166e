"""Directions: an incident that gets worse is not taken less seriously."""

from collections.abc import Iterator, Mapping

from govcheck.checks.boxes import Space, Union, fact_axis
from govcheck.checks.check import program_check
from govcheck.checks.containment import Containment
from govcheck.checks.written import written_rules
from govcheck.engine.compile.conditions import COMPARISONS
from govcheck.engine.compile.places import child
from govcheck.engine.ruleset import Decision, Fact
from govcheck.finding import Place, Problem, Severity
from govcheck.load.policy import Policy
from govcheck.model.condition import Condition, Test
from govcheck.simulate.program import Program


@program_check("DEC019", "compared-the-wrong-way", severity=Severity.WARNING)
def compared_the_wrong_way(policy: Policy, program: Program) -> Iterator[Problem]:
    """A rule that takes an incident seriously does not let go of it as the incident gets worse.

    Looked at are rules that yield more than `otherwise` and hold only up to a bound of a fact with
    `worse`. Where that fact is at its worst and everything else is as the rule asks, some rule
    must yield at least as much; otherwise `at_most` was most likely meant to be `at_least`.
    """
    for decision in program.ruleset.decisions:
        if decision.ordered and decision.hit_policy != "collect":
            yield from _relenting(policy, program, decision)


def _relenting(policy: Policy, program: Program, decision: Decision) -> Iterator[Problem]:
    rules = written_rules(policy, decision)
    facts = program.ruleset.facts
    space = Space(facts, [one.rule.when for one in rules])
    unions = [space.union(one.rule.when) for one in rules]
    ranks = [decision.results.index(one.rule.results[0]) for one in rules]
    beyond: dict[int, Containment] = {}
    for one, own, rank in zip(rules, unions, ranks, strict=True):
        if rank <= decision.results.index(decision.otherwise[0]):
            continue
        if rank not in beyond:
            as_much = (union for union, other in zip(unions, ranks, strict=True) if other >= rank)
            beyond[rank] = Containment(list(as_much))
        bounds = list(_upper_bounds(one.source.when, child(one.place, "when"), facts))
        for fact, place in dict(bounds[::-1]).items():  # the first bound of each fact
            if not all(map(beyond[rank].contains, _let_go(fact, space, own))):
                yield Problem(
                    place,
                    f"rule `{one.rule.id}` yields `{one.rule.results[0]}` only while `{fact.name}`"
                    " is not worse than this, and no rule yields as much beyond",
                    help="turn the comparison round, or add a rule for what is worse",
                )


def _let_go(fact: Fact, space: Space, own: Union) -> Union:
    """What a rule would hold for, were the fact that it bounds at its worst."""
    axis, last = fact_axis(fact.name), 1 << space.size(fact.name) - 1
    worst, best = (last, 1) if fact.worse == "higher" else (1, last)
    bounded = (box for box in own if axis in box)
    return tuple(
        {**box, axis: worst} for box in bounded if box[axis] & best and not box[axis] & worst
    )


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
