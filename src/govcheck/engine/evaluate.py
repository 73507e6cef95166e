"""Conditions evaluated on what is known: true, false, or undecided."""

from collections.abc import Callable, Mapping
from typing import Any as AnyType
from typing import Final, NamedTuple

from govcheck.duty.calendars import is_open
from govcheck.duty.roster import Roster
from govcheck.engine.ruleset import (
    All,
    Any,
    Case,
    Compare,
    Fact,
    HasTag,
    In,
    IsKnown,
    Not,
    Predicate,
    Ruleset,
    Value,
    Within,
)
from govcheck.engine.shares import share_of


class CaseView(NamedTuple):
    """What conditions read.

    `values` has the facts as stated or assumed, the shares that follow from them, and the results
    of earlier decisions, as far as they are known.
    """

    facts: Mapping[str, Fact]
    roster: Roster
    case: Case
    values: dict[str, Value]

    def knowing(self, results: Mapping[str, Value]) -> "CaseView":
        """The same with the results of these decisions."""
        return self._replace(values={**self.values, **results})


def view_of(ruleset: Ruleset, roster: Roster, case: Case) -> CaseView:
    """What conditions read of an incident before anything is decided."""
    facts = {**ruleset.assumed(case.facts), **case.facts}
    return CaseView(ruleset.facts, roster, case, {**facts, **_shares(ruleset, case)})


def truth(condition: Predicate, view: CaseView) -> bool | None:
    """Whether a condition holds; None where that depends on what is not known.

    With everything known the answer is exact. Otherwise None is also given for some conditions
    that hold, or fail, whatever the unknown facts are; the search in `possible` tells.
    """
    return _TESTS[type(condition)](condition, view)


def position(fact: Fact, value: Value) -> float:
    """What is compared: the number itself, or where an ordered value stands."""
    return fact.values.index(value) if isinstance(value, str) else value  # type: ignore[return-value]


def compare(value: float, op: str, bound: float) -> bool:
    """Whether a number stands in that relation to a bound."""
    if op == ">=":
        return value >= bound
    if op == ">":
        return value > bound
    return value <= bound if op == "<=" else value < bound


def _all(condition: All, view: CaseView) -> bool | None:
    outcome: bool | None = True
    for part in condition.parts:
        held = _TESTS[type(part)](part, view)
        if held is False:
            return False
        if held is None:
            outcome = None
    return outcome


def _any(condition: Any, view: CaseView) -> bool | None:
    outcome: bool | None = False
    for part in condition.parts:
        held = _TESTS[type(part)](part, view)
        if held:
            return True
        if held is None:
            outcome = None
    return outcome


def _not(condition: Not, view: CaseView) -> bool | None:
    held = truth(condition.part, view)
    return None if held is None else not held


def _within(condition: Within, view: CaseView) -> bool:
    return is_open(view.roster, condition.calendar, view.case.detected_at)


def _known(condition: IsKnown, view: CaseView) -> bool:
    return condition.fact in view.case.facts


def _in(condition: In, view: CaseView) -> bool | None:
    value = view.values.get(condition.fact)
    return None if value is None else value in condition.values


def _has_tag(condition: HasTag, view: CaseView) -> bool | None:
    value = view.values.get(condition.fact)
    return None if value is None else condition.tag in value  # type: ignore[operator]


def _compare(condition: Compare, view: CaseView) -> bool | None:
    fact, op, bound = condition
    value = view.values.get(fact)
    return None if value is None else compare(position(view.facts[fact], value), op, bound)


_TESTS: Final[Mapping[type, Callable[[AnyType, CaseView], bool | None]]] = {
    All: _all,
    Any: _any,
    Not: _not,
    Within: _within,
    IsKnown: _known,
    In: _in,
    HasTag: _has_tag,
    Compare: _compare,
}
"""How each sort of condition is evaluated: a table, since this is done more often than all else."""


def _shares(ruleset: Ruleset, case: Case) -> dict[str, Value]:
    return {
        fact.name: share_of(case.facts[fact.part], case.facts[fact.whole])  # type: ignore[arg-type]
        for fact in ruleset.facts.values()
        if fact.type == "share" and fact.part in case.facts and fact.whole in case.facts
    }
