"""Questions: which unknown facts could still change a result, and how."""

from collections.abc import Iterable
from typing import NamedTuple

from govcheck.duty.roster import Roster
from govcheck.engine.cells import label, sample
from govcheck.engine.evaluate import view_of
from govcheck.engine.possible import Twins
from govcheck.engine.ruleset import Case, Condition, Fact, OpenFact, Ruleset, Ruling, Value
from govcheck.engine.search import VISITS, Budget
from govcheck.engine.what_if import WhatIf, facts_read, fits, mentioned, number_cells, stated_as


class _Tried(NamedTuple):
    """A fact with what its answers would do."""

    fact: Fact
    outcomes: dict[str, tuple[Ruling, ...]]

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

    The most decisive question leaves the fewest decisions unsettled, on average over its answers;
    then the one with the most different outcomes; then the one declared first. Answers that change
    nothing by themselves are left out; a fact may be asked without any, where it only matters
    together with others.
    """
    verdicts = tuple(verdicts)
    what_if = WhatIf(ruleset, roster, Budget(2 * VISITS))
    conditions = what_if.open_conditions(view_of(ruleset, roster, case))
    tried = [
        _Tried(ruleset.facts[name], _outcomes(what_if, case, ruleset.facts[name], conditions))
        for name in facts_read(ruleset, conditions)
        if name not in case.facts and ruleset.facts[name].default is None
    ]
    asked = [one for one in tried if _matters(what_if, case, verdicts, one)]
    asked.sort(key=lambda one: (not one.outcomes, one.unsettled(), -one.different()))
    return tuple(_question(one, verdicts) for one in asked)


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
    ruleset: Ruleset, case: Case, fact: Fact, conditions: list[Condition]
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


def _outcomes(
    what_if: WhatIf, case: Case, fact: Fact, conditions: list[Condition]
) -> dict[str, tuple[Ruling, ...]]:
    """What would be decided for each answer, as far as the budget goes."""
    outcomes: dict[str, tuple[Ruling, ...]] = {}
    for text, value in answers(what_if.ruleset, case, fact, conditions).items():
        answered = stated_as(case, fact.name, value)
        if fits(what_if.ruleset, answered) and not what_if.spent:
            outcomes[text] = what_if.verdicts(answered)
    return outcomes


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
    return Twins(view, decisions, tried.fact.name, what_if.budget).differ()


def _question(tried: _Tried, verdicts: tuple[Ruling, ...]) -> OpenFact:
    would_change = {
        text: {
            after.decision.name: after.result
            for before, after in zip(verdicts, outcome, strict=True)
            if after.exact and after.result != before.result
        }
        for text, outcome in tried.outcomes.items()
    }
    name = tried.fact.name.replace("_", " ").replace("-", " ")
    return OpenFact(
        tried.fact.name,
        tried.fact.ask or f"What is {name}?",
        {text: changes for text, changes in would_change.items() if changes},
    )
