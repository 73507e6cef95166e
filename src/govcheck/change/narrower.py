"""Whether one condition holds only where another one does, as far as their shape tells."""

from functools import cache
from typing import Final, NamedTuple

from govcheck.change.comparison import Comparison, Side
from govcheck.engine.evaluate import compare
from govcheck.engine.ruleset import All, Any, Compare, Condition, Fact, In, Not, Within, tests_of

_UPWARD: Final = (">=", ">")


class Conditions(NamedTuple):
    """Conditions of the base and of the head, compared for what both sides can state.

    Ordered values are compared by name, so that a value that comes in between moves nothing.
    """

    comparison: Comparison

    def alike(self, one: Condition, other: Condition) -> bool:
        """Whether a condition of the base and one of the head hold in the same cases."""
        base, head = self.comparison.base, self.comparison.head
        return self.meaning(base, one) == self.meaning(head, other)

    def implies(self, of_one: Side, one: Condition, of_other: Side, other: Condition) -> bool:
        """Whether the other holds wherever the one does; False where that cannot be seen."""
        tests = [*tests_of(one), *tests_of(other)]
        same = all(_means(of_one, test) == _means(of_other, test) for test in tests)
        return same and narrower(self._by_name(of_one, one), self._by_name(of_other, other))

    def meaning(self, side: Side, condition: Condition) -> object:
        """What a condition of a side says: equal on both sides where it holds in the same cases."""
        tests = tests_of(condition)
        return self._by_name(side, condition), [_means(side, test) for test in tests]

    def _by_name(self, side: Side, condition: Condition) -> Condition:
        match condition:
            case All(parts):
                return All(tuple(self._by_name(side, part) for part in parts))
            case Any(parts):
                return Any(tuple(self._by_name(side, part) for part in parts))
            case Not(part):
                return Not(self._by_name(side, part))
            case Compare(fact, op, bound):
                values = _values(side, fact)
                shared = {*_values(self.comparison.base, fact)} & {
                    *_values(self.comparison.head, fact)
                }
                named = [one for at, one in enumerate(values) if compare(at, op, bound)]
                return In(fact, frozenset(named) & shared) if values else condition
        return condition


def _values(side: Side, fact: str) -> tuple[str, ...]:
    known = side.program.ruleset.facts.get(fact)
    return () if known is None else known.values


def narrower(one: Condition, other: Condition) -> bool:
    """Whether the shape of two conditions on the same facts shows that the one implies the other.

    Sound, but not complete.
    """

    @cache
    def within(one: Condition, other: Condition) -> bool:
        if one == other:
            return True
        if isinstance(other, All):
            return all(within(one, part) for part in other.parts)
        if isinstance(one, Any):
            return all(within(part, other) for part in one.parts)
        if isinstance(one, Not) and isinstance(other, Not):
            return within(other.part, one.part)
        if isinstance(one, In) and isinstance(other, In):
            return one.fact == other.fact and one.values <= other.values
        if isinstance(one, Compare) and isinstance(other, Compare):
            return one.fact == other.fact and _is_within(one, other)
        parts = one.parts if isinstance(one, All) else ()
        options = other.parts if isinstance(other, Any) else ()
        return any(within(part, other) for part in parts) or any(
            within(one, option) for option in options
        )

    return within(one, other)


def _is_within(one: Compare, other: Compare) -> bool:
    """Whether a range that is open to one side lies within another."""
    upward = one.op in _UPWARD
    if upward != (other.op in _UPWARD):
        return False
    if one.bound == other.bound:
        return one.op == other.op or other.op in (">=", "<=")
    return (one.bound > other.bound) is upward


def _means(side: Side, test: object) -> object:
    """What a test is about, apart from the values that there are."""
    if isinstance(test, Within):
        return side.program.roster.calendars.get(test.calendar)
    fact: Fact | None = side.program.ruleset.facts.get(getattr(test, "fact", ""))
    return None if fact is None else (fact.type, fact.part, fact.whole)
