"""Questions: which unknown facts could still change a result, and how."""

from collections.abc import Container, Iterable, Sequence
from functools import cached_property
from typing import Final

from govcheck.counterfactuals.outlook import Outlook
from govcheck.counterfactuals.what_if import (
    WhatIf,
    facts_read,
    fits,
    mentioned,
    number_cells,
    stated_as,
)
from govcheck.duty.roster import Roster
from govcheck.engine.cells import Cell, label, sample
from govcheck.engine.evaluate import compare, position, view_of
from govcheck.engine.possible import Twins
from govcheck.engine.ruleset import (
    Case,
    Compare,
    Fact,
    In,
    OpenFact,
    Predicate,
    Ruleset,
    Ruling,
    Value,
    Within,
    tests_of,
)
from govcheck.engine.search import VISITS, Budget
from govcheck.named_tuples import NamedTuple
from govcheck.targets import words

Trials = dict[tuple[str, object], tuple[Ruling, ...]]
"""What would be decided of one incident, by a fact and its value, or what is told of the value."""


PARTS: Final = "parts of the plan"
"""The name of the decision which parts apply; no fact or decision can be called so."""
_CALLING: Final = ("severity", "escalation", "playbooks", PARTS)
"""The decisions on which it hangs who is called, and what is not said until who agrees."""


class _Tried(NamedTuple):
    """A fact with what its answers would do."""

    fact: Fact
    outcomes: dict[str, tuple[Ruling, ...]]

    def is_minor(self, verdicts: Sequence[Ruling]) -> bool:
        """Whether no answer changes who is called, or what may not be said."""
        return not any(
            (after.result, after.possible) != (before.result, before.possible)
            for outcome in self.outcomes.values()
            for before, after in zip(verdicts, outcome, strict=True)
            if before.decision.name in _CALLING
        )

    def unsettled(self) -> float:
        """How many decisions stay unsettled after an answer, on average."""
        left = [sum(not one.settled for one in verdicts) for verdicts in self.outcomes.values()]
        return sum(left) / max(len(left), 1)

    def different(self) -> int:
        """How many different outcomes the answers have."""
        return len({tuple(one.result for one in verdicts) for verdicts in self.outcomes.values()})


def questions(
    ruleset: Ruleset, roster: Roster, case: Case, verdicts: Iterable[Ruling]
) -> tuple[OpenFact, ...]:
    """The unknown facts that could still change a result, the most decisive first.

    What changes the severity, who is called or what may not be said comes before anything else. Of
    those the most decisive question leaves the fewest decisions unsettled, on average over its
    answers; then the one with the most different outcomes; then the one declared first. Answers
    that change nothing by themselves are left out; a fact may be asked without any, where it only
    matters together with others.
    """
    verdicts = tuple(verdicts)
    what_if = WhatIf(ruleset, roster, Budget(2 * VISITS))
    conditions = what_if.open_conditions(view_of(ruleset, roster, case))
    trials = _Trials(what_if, case, verdicts, conditions, {})
    tried = [
        _Tried(ruleset.facts[name], trials.outcomes(name) or {})
        for name in _open_facts(ruleset, case, conditions)
    ]
    asked = [one for one in tried if _matters(what_if, case, verdicts, one)]
    asked.sort(key=lambda one: (not one.outcomes, *_rank(one, verdicts)))
    return tuple(trials.question(one) for one in asked)


def most_decisive(
    ruleset: Ruleset,
    roster: Roster,
    case: Case,
    verdicts: Iterable[Ruling],
    askable: Container[str],
    tried: Trials | None = None,
) -> OpenFact | None:
    """The first of the `questions` about facts that may be asked, found without the others.

    None where nothing that is not known, and may be asked, can change a result.

    A fact is given up as soon as its answers cannot be as decisive as those of another one.
    `tried` remembers what was tried of the same incident, so that a further question costs less.
    """
    verdicts = tuple(verdicts)
    what_if = WhatIf(ruleset, roster, Budget(2 * VISITS))
    conditions = what_if.open_conditions(view_of(ruleset, roster, case))
    names = [one for one in _open_facts(ruleset, case, conditions) if one in askable]
    trials = _Trials(what_if, case, verdicts, conditions, {} if tried is None else tried)
    best: _Tried | None = None
    silent = []
    for name in sorted(names, key=trials.often_read, reverse=True):
        limited = best is not None and not best.is_minor(verdicts)
        outcomes = trials.outcomes(name, best.unsettled() if best and limited else None)
        if outcomes is None:
            continue
        one = _Tried(ruleset.facts[name], outcomes)
        if not outcomes:
            silent.append(one)
        elif (
            best is None
            or (*_rank(one, verdicts), names.index(name))
            < (*_rank(best, verdicts), names.index(best.fact.name))
        ) and _matters(what_if, case, verdicts, one):
            best = one
    if best is None:
        silent.sort(key=lambda one: names.index(one.fact.name))
        best = next((one for one in silent if _matters(what_if, case, verdicts, one)), None)
    return None if best is None else trials.question(best)


def _rank(one: _Tried, verdicts: Sequence[Ruling]) -> tuple[bool, float, int]:
    return one.is_minor(verdicts), one.unsettled(), -one.different()


def _open_facts(ruleset: Ruleset, case: Case, conditions: list[Predicate]) -> list[str]:
    """The unknown facts that conditions read, as declared."""
    read = facts_read(ruleset, conditions)
    return [one for one in read if one not in case.facts and ruleset.facts[one].default is None]


def assumptions(
    ruleset: Ruleset, roster: Roster, case: Case, verdicts: Iterable[Ruling]
) -> tuple[str, ...]:
    """The facts that are assumed and of which another value would change a result, as declared.

    Of tags each is tried by itself, then none and all of them. Where the search takes too long, all
    that are left are among them.
    """
    results = [verdict.result for verdict in verdicts]
    what_if = WhatIf(ruleset, roster, Budget())
    rules = [rule.when for decision in ruleset.decisions for rule in decision.rules]

    def matters(fact: Fact) -> bool:
        values = [*answers(ruleset, case, fact, rules).values()]
        if fact.many:
            values.append(frozenset(mentioned(fact, rules)))
        for value in values:
            if what_if.spent:
                return True
            stated = what_if.verdicts(stated_as(case, fact.name, value))
            if [verdict.result for verdict in stated] != results:
                return True
        return what_if.spent

    read = facts_read(ruleset, rules)
    return tuple(
        name
        for name in ruleset.assumed(case.facts)
        if name in read and matters(ruleset.facts[name])
    )


def answers(
    ruleset: Ruleset, case: Case, fact: Fact, conditions: list[Predicate]
) -> dict[str, Value]:
    """The answers to the question for a fact that conditions could tell apart, by label."""
    if fact.type in ("integer", "number"):
        cells = number_cells(ruleset, case, fact, conditions)
        numbers = {label(fact, cell): sample(fact, cell) for cell in cells}
        return {text: number for text, number in numbers.items() if number is not None}
    if fact.type == "boolean":
        return {"true": True, "false": False}
    named = [value for value in fact.values if value in mentioned(fact, conditions)]
    if fact.type == "tags":
        nothing = {} if "none" in named else {"none": frozenset[str]()}
        return {**{tag: frozenset({tag}) for tag in named}, **nothing}
    if fact.type == "reference":
        other = next((value for value in fact.values if value not in named), None)
        return {
            **{value: value for value in named},
            **({} if other is None else {"another": other}),
        }
    return {value: value for value in fact.values}


class _Trials:
    """What would be decided for the answers to questions about one incident.

    Decisions that read nothing of a fact stand, and answers that no condition tells apart are
    tried once.
    """

    def __init__(
        self,
        what_if: WhatIf,
        case: Case,
        verdicts: tuple[Ruling, ...],
        conditions: list[Predicate],
        tried: Trials,
    ) -> None:
        self._what_if = what_if
        self._case = case
        self._verdicts = verdicts
        self._conditions = conditions
        self._tried = tried
        decisions = what_if.ruleset.decisions
        self._rules = [rule.when for decision in decisions for rule in decision.rules]
        self._reads = _facts_behind(what_if.ruleset)
        facts = what_if.ruleset.facts.values()
        self._ends = {end for fact in facts for end in (fact.part, fact.whole) if end}

    @cached_property
    def _outlook(self) -> Outlook:
        unknown = self._ends - self._case.facts.keys()
        numbers = {name: self._answers(name).values() for name in sorted(unknown)}
        return Outlook(self._what_if, self._case, numbers)

    def often_read(self, name: str) -> int:
        """How many conditions read a fact."""
        return sum(
            any(not isinstance(test, Within) and test.fact == name for test in tests_of(condition))
            for condition in self._conditions
        )

    def _answers(self, name: str) -> dict[str, Value]:
        ruleset = self._what_if.ruleset
        return answers(ruleset, self._case, ruleset.facts[name], self._conditions)

    def question(self, tried: _Tried) -> OpenFact:
        """What is told of a fact that is asked for."""
        return _question(tried, self._verdicts)._replace(ranges=self._ranges(tried.fact))

    def _ranges(self, fact: Fact) -> tuple[tuple[str, Cell], ...]:
        """The answers about a number, each with its cell."""
        if fact.type not in ("integer", "number"):
            return ()
        cells = number_cells(self._what_if.ruleset, self._case, fact, self._conditions)
        return tuple((label(fact, cell), cell) for cell in cells)

    def outcomes(
        self, name: str, limit: float | None = None
    ) -> dict[str, tuple[Ruling, ...]] | None:
        """What would be decided for each answer, as far as the budget goes.

        None where on average more than `limit` decisions are left unsettled.
        """
        ruleset, fact = self._what_if.ruleset, self._what_if.ruleset.facts[name]
        stated = {
            text: stated_as(self._case, name, value) for text, value in self._answers(name).items()
        }
        fitting = {text: one for text, one in stated.items() if fits(ruleset, one)}
        standing = {
            one.decision.name: one
            for one in self._verdicts
            if name not in self._ends and name not in self._reads[one.decision.name]
        }
        least = sum(not one.settled for one in standing.values())
        left, waiting = 0, len(fitting)
        found: dict[str, tuple[Ruling, ...]] = {}
        for text, answered in fitting.items():
            if self._what_if.spent:
                break
            told = name, self._told(fact, answered.facts[name])
            if told not in self._tried:
                value = answered.facts[name]
                self._tried[told] = self._outlook.verdicts(name, value, standing)
            found[text] = self._tried[told]
            left += sum(not one.settled for one in found[text])
            waiting -= 1
            if limit is not None and left + least * waiting > limit * len(fitting):
                return None
        return found

    def _told(self, fact: Fact, value: Value) -> object:
        """Equal for values of a fact that no condition tells apart."""
        if fact.type not in ("choice", "reference") or not isinstance(value, str):
            return value
        return tuple(
            value in test.values
            if isinstance(test, In)
            else compare(position(fact, value), test.op, test.bound)
            for test in self._tests.get(fact.name, ())
        )

    @cached_property
    def _tests(self) -> dict[str, list[In | Compare]]:
        """What rules ask of facts with one value, by fact."""
        found: dict[str, list[In | Compare]] = {}
        for test in (test for condition in self._rules for test in tests_of(condition)):
            if isinstance(test, In | Compare):
                found.setdefault(test.fact, []).append(test)
        return found


def _facts_behind(ruleset: Ruleset) -> dict[str, frozenset[str]]:
    """The facts that each decision reads, itself or through decisions that it uses."""
    behind: dict[str, frozenset[str]] = {}
    for decision in ruleset.decisions:
        own = facts_read(ruleset, [rule.when for rule in decision.rules])
        behind[decision.name] = frozenset(own).union(*(behind[one] for one in decision.uses))
    return behind


def _matters(what_if: WhatIf, case: Case, verdicts: tuple[Ruling, ...], tried: _Tried) -> bool:
    """Whether an answer would change a result now, or could together with other answers."""
    now = [(verdict.result, verdict.possible) for verdict in verdicts]
    for outcome in tried.outcomes.values():
        if now != [(verdict.result, verdict.possible) for verdict in outcome]:
            return True
    if all(verdict.settled and not verdict.assumes for verdict in verdicts):
        return False
    view = view_of(what_if.ruleset, what_if.roster, case)
    decisions = what_if.ruleset.decisions
    behind = _facts_behind(what_if.ruleset)
    twins = Twins(view, decisions, tried.fact.name, what_if.budget)
    return twins.differ([one for one in decisions if tried.fact.name in behind[one.name]])


def _question(tried: _Tried, verdicts: tuple[Ruling, ...]) -> OpenFact:
    would_change = {
        text: {
            after.decision.name: after.result
            for before, after in zip(verdicts, outcome, strict=True)
            if after.exact and after.result != before.result
        }
        for text, outcome in tried.outcomes.items()
    }
    name = words(tried.fact.name)
    return OpenFact(
        tried.fact.name,
        tried.fact.ask or f"What is {name}?",
        {text: changes for text, changes in would_change.items() if changes},
    )
