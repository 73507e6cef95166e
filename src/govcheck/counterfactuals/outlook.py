"""What would be decided of one incident if one more fact were stated, for one answer after another.

The completions are laid out once a decision; an answer narrows them, and what a search has found
for one answer is looked at again for the next. What is said is what deciding anew would say.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from govcheck.counterfactuals.what_if import WhatIf, known_name, stated_or_not, unknown_facts
from govcheck.engine.evaluate import view_of
from govcheck.engine.possible import Completions, outcomes
from govcheck.engine.reference import NONE, constant_among
from govcheck.engine.ruleset import Case, DecisionTable, In, Ruling, Value
from govcheck.engine.search import Domains, Formula, Literal, holds

MOST_KEPT: Final = 48
"""So many parts of the completions are looked at again, of each decision."""


class Outlook:
    """An incident, asked what would be decided of it with one more fact.

    `answers` are the numbers that will be asked about, by fact.
    """

    def __init__(self, what_if: WhatIf, case: Case, answers: Mapping[str, Iterable[Value]]) -> None:
        self._rules = what_if._replace(ruleset=stated_or_not(what_if.ruleset, case))
        self._decisions = what_if.ruleset.decisions
        self._view = view_of(self._rules.ruleset, what_if.roster, case)
        self._apart = [
            In(name, frozenset(one for one in values if not isinstance(one, frozenset)))
            for name, values in answers.items()
        ]
        """What tells each of these numbers from all others, since shares of them are taken."""
        self._unknown = unknown_facts(what_if.ruleset, case)
        self._layouts: dict[str, _Layout] = {}

    def verdicts(
        self, name: str, value: Value, standing: Mapping[str, Ruling]
    ) -> tuple[Ruling, ...]:
        """What would be decided if an unknown fact had this value; not which rules match.

        `standing` has the verdicts of decisions that come out as they did before.
        """
        found: dict[str, Ruling] = {}
        for decision in self._decisions:
            verdict = standing.get(decision.name)
            if verdict is None:
                layout = self._layout(decision)
                verdict = layout.verdict(decision, self._stated(name, value, layout), found)
            found[decision.name] = verdict
        return tuple(found.values())

    def _stated(self, name: str, value: Value, layout: "_Layout") -> list[Formula]:
        """That a fact has a value, and no other one is stated that was unknown."""
        stated = layout.completions.stated
        found = stated(name, value)
        for one in self._unknown:
            found += stated(known_name(one), one == name)
        return found

    def _layout(self, decision: DecisionTable) -> "_Layout":
        name = decision.name
        if name not in self._layouts:
            kept = self._rules.only(name).decisions
            completions = Completions(self._view, kept, {}, self._apart, self._rules.budget)
            self._layouts[name] = _Layout(completions, kept)
        return self._layouts[name]


class _Layout:
    """The completions of an incident as one decision sees them, with those found so far."""

    def __init__(self, completions: Completions, kept: Iterable[DecisionTable]) -> None:
        self.completions = completions
        self._tables = {one.name: one for one in kept}
        self._yields: dict[tuple[str, str, bool], Formula] = {}
        self._found = [part] if (part := completions.some()) else []

    def verdict(
        self, decision: DecisionTable, stated: list[Formula], before: Mapping[str, Ruling]
    ) -> Ruling:
        """What is decided where something is stated, by the verdicts of the decisions before."""
        completions = self.completions
        uses = decision.uses
        assumes = frozenset(uses).union(*(before[one].assumes for one in uses))
        acted = [
            formula
            for one in assumes - constant_among(before)
            for formula in self._acting(before[one])
        ]
        such = _Such(completions, self._found, [*stated, *acted])
        if such.empty:
            such = _Such(completions, self._found, stated)
            assumes = frozenset()
        if decision.hit_policy == "collect":
            result, possible, settled = _collected(decision, such, self)
        else:
            result, possible = _won(decision, such, self)
            settled = len(possible) == 1
        return Ruling(
            decision, result, possible, settled=settled, assumes=assumes, matched=(),
            exact=completions.exact,
        )  # fmt: skip

    def yields(self, name: str, element: str, wanted: bool = True) -> Formula:
        """Whether a decision has a result, among others where it collects."""
        key = name, element, wanted
        if key not in self._yields:
            self._yields[key] = self.completions.yields(self._tables[name], element, wanted)
        return self._yields[key]

    def _acting(self, verdict: Ruling) -> Iterator[Formula]:
        """What holds where an earlier decision comes out as the program acts on it."""
        table = self._tables[verdict.decision.name]
        if table.hit_policy != "collect":
            yield self.yields(table.name, verdict.result[0])
            return
        for element in table.results:
            yield self.yields(table.name, element, element in verdict.result)


def _won(
    decision: DecisionTable, such: "_Such", layout: _Layout
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The result that is acted on, and all that are possible."""
    if decision.ordered:
        found = such.true_of_some([layout.yields(decision.name, one) for one in decision.results])
        possible = tuple(decision.results[number] for number in sorted(found))
        possible = possible or decision.otherwise
        return possible[-1:], possible
    given = [one[0] for one in outcomes(decision)]
    won = such.true_of_some(
        [layout.completions.won_by(decision, cell) for cell in range(len(given))]
    )
    results = {given[cell] for cell in won}
    possible = tuple(one for one in decision.results if one in results) or decision.otherwise
    return (next((given[cell] for cell in sorted(won) if given[cell] != NONE), NONE),), possible


def _collected(
    decision: DecisionTable, such: "_Such", layout: _Layout
) -> tuple[tuple[str, ...], tuple[str, ...], bool]:
    """What is acted on, all that is possible, and whether that is certain."""
    name = decision.name
    had = such.true_of_some([layout.yields(name, one) for one in decision.results])
    possible = tuple(decision.results[number] for number in sorted(had))
    lacking = such.any_true([layout.yields(name, one, wanted=False) for one in possible])
    return possible, possible, not lacking


class _Such:
    """The completions in which further formulas hold; `pool` has parts of all that were found."""

    def __init__(
        self, completions: Completions, pool: list[Domains], formulas: Sequence[Formula]
    ) -> None:
        self._completions, self._pool = completions.where(*formulas), pool
        parts = (_narrowed(part, formulas, completions) for part in pool)
        self._parts = [part for part in parts if part is not None]
        self.empty = not self._parts and self._another() is None

    def true_of_some(self, formulas: Sequence[Formula]) -> set[int]:
        """The numbers of the formulas each of which holds in some of the completions."""
        found = {
            number
            for number, formula in enumerate(formulas)
            if any(_met(formula, part) for part in self._parts)
        }
        for number, formula in enumerate(formulas):
            if formula is False or number in found:
                continue
            part = self._another(formula)
            if part is not None:
                found.add(number)
            if part:
                found.update(other for other, one in enumerate(formulas) if _met(one, part))
        return found

    def any_true(self, formulas: Sequence[Formula]) -> bool:
        """Whether one of the formulas holds in some of the completions."""
        if any(_met(formula, part) for part in self._parts for formula in formulas):
            return True
        return any(self._another(formula) is not None for formula in formulas)

    def _another(self, formula: Formula = True) -> Domains | None:
        """A part in which a formula holds; empty where the search gave up."""
        part = self._completions.some(formula)
        if part:
            self._parts.append(part)
            self._pool.append(part)
            del self._pool[:-MOST_KEPT]
        return part


def _narrowed(
    part: Domains, formulas: Iterable[Formula], completions: Completions
) -> Domains | None:
    """What of a part is sure to be among the completions in which formulas hold."""
    domains = part.copy()
    for formula in formulas:
        if type(formula) is Literal:
            domains[formula.axis] &= formula.cells
            if not domains[formula.axis]:
                return None
        elif not holds(formula, domains):
            return None
    return domains if completions.fits(domains) else None


def _met(formula: Formula, part: Domains) -> bool:
    """Whether a formula holds somewhere in a part; of one with several literals, everywhere."""
    if type(formula) is Literal:
        return part[formula.axis] & formula.cells != 0
    return holds(formula, part) is True
