"""What is possible: the completions of an incident that a decision or a condition considers."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Final

from govcheck.engine.axes import PRESENT, Axes
from govcheck.engine.evaluate import CaseView, compare, truth
from govcheck.engine.ruleset import (
    All,
    Any,
    Compare,
    DecisionTable,
    HasTag,
    In,
    Not,
    Predicate,
    Value,
)
from govcheck.engine.scale import Scales
from govcheck.engine.search import (
    Budget,
    Domains,
    Exhausted,
    Formula,
    Literal,
    State,
    both,
    either,
    find,
    holds,
    narrow,
)

_ASKING_FACTS: Final = (In, Compare, HasTag)
_JOINED: Final = (All, Any)

Results = Mapping[str, tuple[str, ...]]
HeldRules = Callable[[DecisionTable, CaseView], Sequence[bool | None]]
"""Of each rule of a decision whether it matches, None where what is known leaves that open."""


def held_as_written(decision: DecisionTable, view: CaseView) -> list[bool | None]:
    """Which rules match, each evaluated as it is written."""
    return [truth(rule.when, view) for rule in decision.rules]


class Completions:
    """The completions of the unknown facts in which earlier decisions act as they are said to.

    `view` has the results of the decisions in `acted`; `before` are the decisions whose results
    depend on unknown facts and that are read, those in `acted` included. `conditions` are those
    that formulas will be made of; `scales` may have been made of these before. Where the search
    takes too long, everything that may be counts as possible, and `exact` turns false.
    """

    def __init__(
        self,
        view: CaseView,
        before: Sequence[DecisionTable],
        acted: Results,
        conditions: Iterable[Predicate],
        budget: Budget,
        held: HeldRules = held_as_written,
        scales: Scales | None = None,
    ) -> None:
        self._view = view
        self._held = {decision.name: held(decision, view) for decision in before}
        if scales is None:
            opened = (
                rule.when
                for decision in before
                for rule, outcome in zip(decision.rules, self._held[decision.name], strict=True)
                if outcome is None
            )
            scales = Scales([*conditions, *opened])
        self._axes = Axes(view.facts, scales)
        self._budget = budget
        self._winners: dict[str, tuple[int, DecisionTable]] = {}
        self._given: dict[str, tuple[DecisionTable, list[Formula]]] = {}
        self._state: State | None = State([])
        self._constraints = self._tie(before, acted)

    @property
    def exact(self) -> bool:
        """Whether every question so far was answered by search."""
        return self._budget.left >= 0

    def where(self, *formulas: Formula) -> "Completions":
        """Those in which these hold as well."""
        fewer = object.__new__(Completions)
        fewer.__dict__.update(self.__dict__)
        fewer._constraints = (*self._constraints, *formulas)
        return fewer

    def some(self, *formulas: Formula) -> Domains | None:
        """A part of them in which all of these hold; None where there is none.

        Empty where the search took too long, so that nothing is known about the part.
        """
        try:
            state = self._grown()
            if state is None:
                return None
            return find(state, formulas, self._axes.links, self._budget)
        except Exhausted:
            return []

    def holds(self, formula: Formula, part: Domains) -> bool | None:
        """Whether a formula holds throughout such a part; None where it depends."""
        return holds(formula, part) if part else None

    def formula(self, condition: Predicate, wanted: bool = True) -> Formula:
        """The condition over the axes; with `wanted` False its opposite."""
        self._budget.left -= 1
        if isinstance(condition, Not):
            return self.formula(condition.part, not wanted)
        if isinstance(condition, _JOINED):
            join = both if isinstance(condition, All) is wanted else either
            return join(self.formula(part, wanted) for part in condition.parts)
        held = truth(condition, self._view)
        if held is not None:
            return held is wanted
        return self._unknown(condition, wanted)

    def formulas(self, condition: Predicate) -> tuple[Formula, Formula]:
        """The condition over the axes, and its opposite."""
        self._budget.left -= 1
        if isinstance(condition, Not):
            holding, failing = self.formulas(condition.part)
            return failing, holding
        if isinstance(condition, _JOINED):
            every = isinstance(condition, All)
            parts = []
            for part in condition.parts:
                found = self.formulas(part)
                if found[0] is not every and isinstance(found[0], bool):
                    return found
                parts.append(found)
            join, joined = (both, either) if every else (either, both)
            return join(one for one, _ in parts), joined(other for _, other in parts)
        held = truth(condition, self._view)
        if held is not None:
            return held, not held
        return self._unknown(condition, wanted=True), self._unknown(condition, wanted=False)

    def of_rules(self, decision: DecisionTable) -> Iterator[tuple[Formula, Formula]]:
        """Of each rule of a decision that is read when it matches, and when it does not."""
        for rule, outcome in zip(decision.rules, self._held[decision.name], strict=True):
            yield self.formulas(rule.when) if outcome is None else (outcome, not outcome)

    def yields(self, decision: DecisionTable, result: str, wanted: bool = True) -> Formula:
        """Whether a decision that is read has a result, among others where it collects."""
        if decision.name in self._given:
            return self._has(*self._given[decision.name], result, wanted)
        literal = self._won(*self._winners[decision.name], In("", frozenset({result})))
        return literal if wanted else self._opposite(literal)

    def won_by(self, decision: DecisionTable, cell: int) -> Formula:
        """Whether of a decision that is read this rule wins, in the order in which they win."""
        return Literal(self._winners[decision.name][0], 1 << cell)

    def stated(self, name: str, value: Value) -> list[Formula]:
        """That an unknown fact has a value, as far as they are told apart by it."""
        return self._axes.stated(name, value)

    def fits(self, part: Domains) -> bool:
        """Whether shares, parts and wholes are sure to fit together in a part of them."""
        return self._axes.links(part) is True

    def _grown(self) -> State | None:
        """The state with the axes and constraints that were added since it was last looked at."""
        if self._state is not None:
            added = self._axes.domains[len(self._state.domains) :]
            if added or self._constraints:
                grown = self._state._replace(domains=[*self._state.domains, *added])
                self._state = narrow(grown, self._constraints, self._axes.links, self._budget)
                self._constraints = ()
        return self._state

    def _tie(self, before: Sequence[DecisionTable], acted: Results) -> tuple[Formula, ...]:
        """The constraints on the axes of shares and earlier decisions."""
        for fact in self._view.facts.values():
            if fact.type == "share" and fact.name not in self._view.values:
                self._axes.share(fact, self._view.case.facts)
        links = (self._link(decision, acted.get(decision.name)) for decision in before)
        return tuple(link for found in links for link in found)

    def _unknown(self, test: Predicate, wanted: bool) -> Formula:
        assert isinstance(test, _ASKING_FACTS)
        if test.fact in self._given and isinstance(test, HasTag):
            return self._has(*self._given[test.fact], test.tag, wanted)
        if test.fact in self._winners and not isinstance(test, HasTag):
            literal = self._won(*self._winners[test.fact], test)
        else:
            literal = self._axes.literal(test)
        return literal if wanted else self._opposite(literal)

    def _has(
        self, decision: DecisionTable, rules: list[Formula], element: str, wanted: bool
    ) -> Formula:
        """Whether a collecting decision yields an element, of the formulas of its rules."""
        giving = [
            formula
            for rule, formula in zip(decision.rules, rules, strict=True)
            if element in rule.results
        ]
        alone = element in decision.otherwise
        if wanted:
            return either([*giving, both(map(self._opposite, rules)) if alone else False])
        none = both(map(self._opposite, giving))
        return both([none, either(rules)]) if alone else none

    def _opposite(self, formula: Formula) -> Formula:
        """The opposite of a literal or of a certainty."""
        if isinstance(formula, Literal):
            return Literal(formula.axis, self._axes.domains[formula.axis] & ~formula.cells)
        assert isinstance(formula, bool)
        return not formula

    def _won(self, axis: int, decision: DecisionTable, test: In | Compare) -> Formula:
        cells = 0
        for cell, results in enumerate(outcomes(decision)):
            if isinstance(test, In):
                met = results[0] in test.values
            else:
                met = compare(decision.results.index(results[0]), test.op, test.bound)
            cells |= met << cell
        return Literal(axis, cells)

    def _link(self, decision: DecisionTable, acted: tuple[str, ...] | None) -> list[Formula]:
        """The constraints that tie a decision's axes to its rules, and to what it acts on."""
        if decision.hit_policy == "collect":
            return self._link_collected(decision, acted)
        held, size = self._held[decision.name], len(decision.rules) + 1
        axis = self._axes.add(size)
        links: list[Formula] = []
        left = every = self._axes.domains[axis]
        if acted is not None:
            won = [results == acted for results in outcomes(decision)]
            left = sum(met << cell for cell, met in enumerate(won))
        for cell, number in enumerate(precedence(decision)):
            only = 1 << cell
            later = 1 << size - 1 if decision.hit_policy == "unique" else ~((2 << cell) - 1)
            if held[number]:
                left &= ~later
                if decision.hit_policy != "unique":
                    break
            elif held[number] is False:
                left &= ~only
            else:
                matches, fails = self.formulas(decision.rules[number].when)
                if left & only:
                    links.append(either([Literal(axis, every & ~only), matches]))
                links.append(either([Literal(axis, every & ~later), fails]))
        self._winners[decision.name] = axis, decision
        links.append(Literal(axis, left))
        return links

    def _link_collected(
        self, decision: DecisionTable, acted: tuple[str, ...] | None
    ) -> list[Formula]:
        given: list[Formula] = []
        links: list[Formula] = []
        for matches, fails in self.of_rules(decision):
            if isinstance(matches, bool):
                given.append(matches)
                continue
            literal = Literal(self._axes.add(2), PRESENT)
            given.append(literal)
            links.append(either([self._opposite(literal), matches]))
            links.append(either([literal, fails]))
        self._given[decision.name] = decision, given
        if acted is not None:
            links += [
                self._has(decision, given, element, element in acted)
                for element in decision.results
            ]
        return links


def precedence(decision: DecisionTable) -> list[int]:
    """The numbers of the rules in the order in which they win: the first that matches counts."""
    numbers = range(len(decision.rules))
    if decision.hit_policy != "highest":
        return list(numbers)
    rules, results = decision.rules, decision.results
    return sorted(numbers, key=lambda number: -results.index(rules[number].results[0]))


def outcomes(decision: DecisionTable) -> list[tuple[str, ...]]:
    """The results of the rules in the order in which they win, then `otherwise`."""
    results = [decision.rules[number].results for number in precedence(decision)]
    return [*results, decision.otherwise]


class Twins(Completions):
    """Pairs of completions that differ in nothing but one unknown fact."""

    def __init__(
        self, view: CaseView, decisions: Sequence[DecisionTable], fact: str, budget: Budget
    ) -> None:
        super().__init__(view, decisions, {}, (), budget)
        self._ones = self._yielding(decisions, wanted=True)
        self._axes.renew(fact)
        self._winners, self._given = {}, {}
        self._constraints += self._tie(decisions, {})
        self._others = self._yielding(decisions, wanted=False)

    def differ(self, decisions: Iterable[DecisionTable]) -> bool:
        """Whether one of these decisions comes out differently; true if the search gave up."""
        return any(
            self.some(one, other) is not None
            for decision in decisions
            for one, other in zip(
                self._ones[decision.name], self._others[decision.name], strict=True
            )
        )

    def _yielding(
        self, decisions: Sequence[DecisionTable], *, wanted: bool
    ) -> dict[str, list[Formula]]:
        return {
            decision.name: [self.yields(decision, result, wanted) for result in decision.results]
            for decision in decisions
        }
