"""Boundaries: where a comparison of a rule turns, with the last value on each of its two sides.

A scenario sits on a side of a boundary if its fact has the last value there, and the value across
would change whether the rule matches, everything else being equal. Numbers that need not be whole
have no last value on the open side; any value up to the next boundary counts there.
"""

import math
from collections.abc import Iterator
from typing import NamedTuple

from govcheck.engine.cells import Cell, Cut, cut_at, normal, plain, sample, whole_range
from govcheck.engine.decide import truth_in_all
from govcheck.engine.evaluate import compare, position
from govcheck.engine.ruleset import (
    ALWAYS,
    All,
    Any,
    Compare,
    CompiledRule,
    Fact,
    In,
    IsKnown,
    Not,
    Predicate,
    Ruleset,
    Value,
    Within,
    tests_of,
)
from govcheck.engine.scale import Scales
from govcheck.simulate.outcome import Outcome
from govcheck.simulate.program import Program

NEVER = Any(())


class BoundarySide(NamedTuple):
    """One side of a boundary."""

    value: str
    """The last value there, as a person writes it."""
    here: Predicate
    """The fact has that value."""
    rule: Predicate
    """When the rule matches, whatever else holds, with that value."""


class RuleBoundary(NamedTuple):
    """Where a fact makes a difference to a rule of a decision."""

    decision: str
    rule: CompiledRule
    fact: str
    sides: tuple[BoundarySide, BoundarySide]

    @property
    def subject(self) -> str:
        """The rule, by its document and id."""
        return f"decision/{self.rule.document}/{self.rule.id}"


def boundaries(ruleset: Ruleset) -> Iterator[RuleBoundary]:
    """Every boundary of every rule, in the order of the policy."""
    rules = [rule.when for decision in ruleset.decisions for rule in decision.rules]
    scales = Scales(rules)
    for decision in ruleset.decisions:
        for rule in decision.rules:
            compared = dict.fromkeys(
                test for test in tests_of(rule.when) if isinstance(test, Compare)
            )
            seen: set[tuple[str, str, str]] = set()
            for test in compared:
                fact = ruleset.facts[test.fact]
                for sides in _sides(fact, test, sorted(scales.cuts(fact.name)), rule.when):
                    key = fact.name, sides[0].value, sides[1].value
                    if key not in seen:
                        seen.add(key)
                        yield RuleBoundary(decision.name, rule, fact.name, sides)


def sits_on(program: Program, outcome: Outcome, boundary: RuleBoundary, side: int) -> bool:
    """Whether an incident sits on a side of a boundary."""
    ruleset, roster, case = program.ruleset, program.roster, outcome.stated.case

    def held(condition: Predicate) -> bool | None:
        return truth_in_all(ruleset, roster, case, outcome.verdicts, condition)

    here, across = boundary.sides[side], boundary.sides[1 - side]
    if held(here.here) is not True:
        return False
    matches = held(here.rule)
    return matches is not None and held(across.rule) is (not matches)


def _sides(
    fact: Fact, test: Compare, cuts: list[Cut], when: Predicate
) -> Iterator[tuple[BoundarySide, BoundarySide]]:
    if fact.type in ("integer", "number"):
        values = _numbers(fact, normal(fact, cut_at(test.op, test.bound)), cuts)
    else:
        values = _places(fact, int(test.bound) + (test.op in (">", "<=")))
    if values is not None:
        (lower, lower_here), (upper, upper_here) = values
        yield (
            BoundarySide(_text(lower), lower_here, _with(when, fact, lower)),
            BoundarySide(_text(upper), upper_here, _with(when, fact, upper)),
        )


def _places(
    fact: Fact, first: int
) -> tuple[tuple[Value, Predicate], tuple[Value, Predicate]] | None:
    """The ordered values before and from a place on; None where there are none on one side."""
    if not 0 < first < len(fact.values):
        return None
    lower, upper = ((fact.values[place], _exactly(fact, place)) for place in (first - 1, first))
    return lower, upper


def _numbers(
    fact: Fact, cut: Cut, cuts: list[Cut]
) -> tuple[tuple[Value, Predicate], tuple[Value, Predicate]] | None:
    start, end = whole_range(fact)
    if not start < cut < end:
        return None
    number, side = cut
    if fact.type == "integer":
        return (number - 1, _exactly(fact, number - 1)), (number, _exactly(fact, number))
    others = sorted({start, end, *(normal(fact, one) for one in cuts)})
    if side == 0:
        before = max(one for one in others if one < cut)
        lower = sample(fact, Cell(before, cut))
        if lower is None:
            return None
        return (lower, _between(fact, before, cut)), (number, _exactly(fact, number))
    after = min(one for one in others if one > cut)
    upper = sample(fact, Cell(cut, after))
    if upper is None:
        return None
    return (number, _exactly(fact, number)), (upper, _between(fact, cut, after))


def _exactly(fact: Fact, number: float) -> Predicate:
    return All((Compare(fact.name, ">=", number), Compare(fact.name, "<=", number)))


def _between(fact: Fact, start: Cut, end: Cut) -> Predicate:
    parts: list[Predicate] = []
    if not math.isinf(start[0]):
        parts.append(Compare(fact.name, ">" if start[1] else ">=", start[0]))
    if not math.isinf(end[0]):
        parts.append(Compare(fact.name, "<=" if end[1] else "<", end[0]))
    return All(tuple(parts))


def _with(condition: Predicate, fact: Fact, value: Value) -> Predicate:
    """The condition for an incident of which a fact has this value."""
    match condition:
        case All(parts):
            return All(tuple(_with(part, fact, value) for part in parts))
        case Any(parts):
            return Any(tuple(_with(part, fact, value) for part in parts))
        case Not(part):
            return Not(_with(part, fact, value))
        case Within():
            return condition
        case IsKnown(name):
            return ALWAYS if name == fact.name else condition
    if condition.fact != fact.name:
        return condition
    if isinstance(condition, In):
        return ALWAYS if value in condition.values else NEVER
    assert isinstance(condition, Compare)
    return ALWAYS if compare(position(fact, value), condition.op, condition.bound) else NEVER


def _text(value: Value) -> str:
    return plain(value) if isinstance(value, int | float) else str(value)
