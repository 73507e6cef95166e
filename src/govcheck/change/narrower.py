"""Whether one condition holds only where another one does, as far as their shape tells."""

from functools import cache
from typing import Final, NamedTuple

from govcheck.change.comparison import Comparison, Side
from govcheck.engine.axes import tests_of
from govcheck.engine.ruleset import All, Any, Compare, Condition, Fact, In, Not, Within

_UPWARD: Final = (">=", ">")


class Conditions(NamedTuple):
    """The conditions of two sides, where their facts and calendars are the same on both."""

    comparison: Comparison

    def alike(self, one: Condition, other: Condition) -> bool:
        """Whether a condition of the base and one of the head hold in the same cases."""
        return one == other and self.comparable(one, other)

    def comparable(self, *conditions: Condition) -> bool:
        """Whether all that conditions test means the same on both sides."""
        base, head = self.comparison.base, self.comparison.head
        return all(
            _means(base, test) == _means(head, test)
            for condition in conditions
            for test in tests_of(condition)
        )

    def implies(self, one: Condition, other: Condition) -> bool:
        """Whether the other holds wherever the one does; False where that cannot be seen."""
        return self.comparable(one, other) and narrower(one, other)


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
    """What a test is about. Only comparisons depend on which other values there are."""
    if isinstance(test, Within):
        return side.program.roster.calendars.get(test.calendar)
    fact: Fact | None = side.program.ruleset.facts.get(getattr(test, "fact", ""))
    if fact is None:
        return None
    return fact.type, fact.part, fact.whole, fact.values if isinstance(test, Compare) else ()
