"""Conditions evaluated on what is known: true, false, or undecided."""

from collections.abc import Mapping
from typing import NamedTuple

from govcheck.duty.calendars import is_open
from govcheck.duty.roster import Roster
from govcheck.engine.ruleset import (
    All,
    Any,
    Case,
    Compare,
    Condition,
    Fact,
    HasTag,
    In,
    Known,
    Not,
    Ruleset,
    Value,
    Within,
)
from govcheck.engine.shares import share_of


class View(NamedTuple):
    """What conditions read.

    `values` has the stated facts, the shares that follow from them, and the results of earlier
    decisions, as far as they are known.
    """

    facts: Mapping[str, Fact]
    roster: Roster
    case: Case
    values: dict[str, Value]

    def knowing(self, results: Mapping[str, Value]) -> "View":
        """The same with the results of these decisions."""
        return self._replace(values={**self.values, **results})


def view_of(ruleset: Ruleset, roster: Roster, case: Case) -> View:
    """What conditions read of an incident before anything is decided."""
    return View(ruleset.facts, roster, case, {**case.facts, **_shares(ruleset, case)})


def truth(condition: Condition, view: View) -> bool | None:
    """Whether a condition holds; None where that depends on what is not known.

    With everything known the answer is exact. Otherwise None is also given for some conditions
    that hold, or fail, whatever the unknown facts are; the search in `possible` tells.
    """
    kind = type(condition)
    if kind is All:
        return _all(condition, view)  # type: ignore[arg-type]
    if kind is Any:
        return _any(condition, view)  # type: ignore[arg-type]
    if kind is Not:
        inner = truth(condition.part, view)  # type: ignore[union-attr]
        return None if inner is None else not inner
    return atom(condition, view)


def atom(condition: Condition, view: View) -> bool | None:
    """Whether a single test holds; None where its fact is not known."""
    match condition:
        case Within(calendar):
            return is_open(view.roster, calendar, view.case.detected_at)
        case Known(fact):
            return fact in view.case.facts
        case In(fact, values):
            value = view.values.get(fact)
            return None if value is None else value in values
        case HasTag(fact, tag):
            value = view.values.get(fact)
            return None if value is None else tag in value  # type: ignore[operator]
        case Compare(fact, op, bound):
            value = view.values.get(fact)
            return None if value is None else compare(position(view.facts[fact], value), op, bound)
    raise TypeError(condition)


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


def _all(condition: All, view: View) -> bool | None:
    outcome: bool | None = True
    for part in condition.parts:
        held = truth(part, view)
        if held is False:
            return False
        if held is None:
            outcome = None
    return outcome


def _any(condition: Any, view: View) -> bool | None:
    outcome: bool | None = False
    for part in condition.parts:
        held = truth(part, view)
        if held:
            return True
        if held is None:
            outcome = None
    return outcome


def _shares(ruleset: Ruleset, case: Case) -> dict[str, Value]:
    return {
        fact.name: share_of(case.facts[fact.part], case.facts[fact.whole])  # type: ignore[arg-type]
        for fact in ruleset.facts.values()
        if fact.type == "share" and fact.part in case.facts and fact.whole in case.facts
    }
