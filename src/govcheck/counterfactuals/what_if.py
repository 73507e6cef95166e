"""The same incident with one fact different, or stated or not, for explanations."""

import math
from collections.abc import Iterable

from govcheck.duty.roster import Roster
from govcheck.engine.cells import Cell, Cut, cells_of
from govcheck.engine.decide import decider
from govcheck.engine.evaluate import CaseView, truth, view_of
from govcheck.engine.ruleset import (
    Case,
    DecisionTable,
    Fact,
    HasTag,
    In,
    IsKnown,
    Predicate,
    Ruleset,
    Ruling,
    Value,
    Within,
    replaced,
    tests_of,
)
from govcheck.engine.scale import Scales
from govcheck.engine.search import Budget
from govcheck.named_tuples import NamedTuple


class WhatIf(NamedTuple):
    """A rule set that is asked about many cases, within one budget."""

    ruleset: Ruleset
    roster: Roster
    budget: Budget
    kept: frozenset[str] | None = None
    """The decisions that count, each with those that it uses; all where it is None."""

    @property
    def decisions(self) -> tuple[DecisionTable, ...]:
        """The decisions that count."""
        every = self.ruleset.decisions
        return every if self.kept is None else tuple(one for one in every if one.name in self.kept)

    @property
    def spent(self) -> bool:
        """Whether the budget is used up, so that verdicts are no longer exact."""
        return self.budget.left < 0

    def verdicts(self, case: Case, *, matches: bool = False) -> tuple[Ruling, ...]:
        """What would be decided; the rules that match are found only on request."""
        return decider(self.ruleset, self.roster).decide(
            case, self.budget, matches=matches, only=self.kept
        )

    def verdict(self, case: Case, decision: str, *, matches: bool = False) -> Ruling:
        """What would be decided of one thing."""
        verdicts = self.verdicts(case, matches=matches)
        return next(one for one in verdicts if one.decision.name == decision)

    def only(self, decision: str) -> "WhatIf":
        """The same with only a decision and those that it uses, directly or not."""
        by_name = {one.name: one for one in self.ruleset.decisions}
        names, waiting = {decision}, [decision]
        while waiting:
            further = set(by_name[waiting.pop()].uses) - names
            names |= further
            waiting += further
        return self._replace(kept=frozenset(names))

    def blind(self, case: Case, fact: str) -> CaseView:
        """What conditions read where a fact is known to be stated, but not what it is."""
        facts = {name: value for name, value in case.facts.items() if name != fact}
        view = view_of(self.ruleset, self.roster, case._replace(facts=facts))
        values = {name: value for name, value in view.values.items() if name != fact}
        return view._replace(case=case, values=values)

    def open_conditions(self, view: CaseView) -> list[Predicate]:
        """The conditions of rules that stating further facts could decide otherwise.

        These are the ones that the stated facts alone leave undecided, and those that ask whether
        an unknown fact is known.
        """
        rules = (rule for decision in self.decisions for rule in decision.rules)
        return still_open((rule.when for rule in rules), view)


def still_open(conditions: Iterable[Predicate], view: CaseView) -> list[Predicate]:
    """Those that further facts could decide otherwise."""
    return [one for one in conditions if truth(one, view) is None or _waits(one, view)]


def _waits(condition: Predicate, view: CaseView) -> bool:
    """Whether a condition asks if an unknown fact is known."""
    tests = (test for test in tests_of(condition) if isinstance(test, IsKnown))
    return any(
        test.fact not in view.case.facts and view.facts[test.fact].default is None for test in tests
    )


def severity_first(verdicts: Iterable[Ruling]) -> list[Ruling]:
    """The verdicts in the order in which a reader wants them explained."""
    return sorted(verdicts, key=lambda verdict: verdict.decision.name != "severity")


def stated_as(case: Case, fact: str, value: Value) -> Case:
    """The same case with another value of one fact."""
    return case._replace(facts={**case.facts, fact: value})


def fits(ruleset: Ruleset, case: Case) -> bool:
    """Whether no stated part is more than its stated whole."""
    shares = (fact for fact in ruleset.facts.values() if fact.type == "share")
    ends = ((case.facts.get(share.part), case.facts.get(share.whole)) for share in shares)
    return all(
        part <= whole for part, whole in ends if isinstance(part, int) and isinstance(whole, int)
    )


def facts_read(ruleset: Ruleset, conditions: Iterable[Predicate]) -> list[str]:
    """The facts to be stated that conditions depend on, in the order of their declaration."""
    tests = (test for condition in conditions for test in tests_of(condition))
    tested = {test.fact for test in tests if not isinstance(test, Within)}
    for fact in ruleset.facts.values():
        if fact.type == "share" and fact.name in tested:
            tested |= {fact.part, fact.whole}
    stated = (fact for fact in ruleset.facts.values() if fact.type not in ("share", "decision"))
    return [fact.name for fact in stated if fact.name in tested]


def mentioned(fact: Fact, conditions: Iterable[Predicate]) -> set[str]:
    """The values of a fact that conditions name."""
    tests = [test for one in conditions for test in tests_of(one)]
    tags = {test.tag for test in tests if isinstance(test, HasTag) and test.fact == fact.name}
    listed = (test.values for test in tests if isinstance(test, In) and test.fact == fact.name)
    return tags.union(*([str(value) for value in values] for values in listed))


def number_cells(
    ruleset: Ruleset, case: Case, fact: Fact, conditions: Iterable[Predicate]
) -> tuple[Cell, ...]:
    """The cells of a number that conditions, also about shares of it, tell apart.

    While the other end of a share is unknown, half of an odd whole is not told from that of an
    even one.
    """
    scales = Scales(conditions)
    shared = _share_cuts(ruleset, case, fact, scales)
    return cells_of(fact, {*scales.cuts(fact.name), *shared})


def _share_cuts(ruleset: Ruleset, case: Case, fact: Fact, scales: Scales) -> Iterable[Cut]:
    """Where a share may change its name as one of its ends does."""
    for share in ruleset.facts.values():
        if share.type != "share" or fact.name not in (share.part, share.whole):
            continue
        is_part = fact.name == share.part
        other = share.whole if is_part else share.part
        for edge in _edges(ruleset.facts[other], case.facts.get(other), scales.cuts(other)):
            points = (0, 1, edge // 2, edge) if is_part else (edge, edge * 2)
            yield from ((point, side) for point in points for side in (0, 1))


def _edges(fact: Fact, stated: Value | None, cuts: Iterable[Cut]) -> Iterable[int]:
    """The numbers at which a stated or unknown other end begins to differ."""
    if isinstance(stated, int):
        return [stated]
    cells = cells_of(fact, cuts)
    starts = [int(cell.start[0]) for cell in cells]
    end = cells[-1].end[0]
    last = [] if math.isinf(end) else [int(end) - 1]
    return [*starts, *(start - 1 for start in starts[1:]), *last]


def stated_or_not(ruleset: Ruleset, case: Case) -> Ruleset:
    """The rules, for which it is open whether an unknown fact will be stated."""
    names = [known_name(name) for name in unknown_facts(ruleset, case)]
    known = {name: Fact(name, "boolean") for name in names}
    decisions = tuple(
        decision._replace(
            rules=tuple(
                rule._replace(when=asked_openly(rule.when, case, ruleset))
                for rule in decision.rules
            )
        )
        for decision in ruleset.decisions
    )
    return Ruleset({**ruleset.facts, **known}, decisions)


def unknown_facts(ruleset: Ruleset, case: Case) -> list[str]:
    """What an incident does not state, and nothing is assumed of."""
    return [
        name
        for name, fact in ruleset.facts.items()
        if name not in case.facts and fact.default is None
    ]


def asked_openly(condition: Predicate, case: Case, ruleset: Ruleset) -> Predicate:
    """The condition, which asks a fact of its own whether an unknown fact is known."""
    open_ = {*unknown_facts(ruleset, case)}
    return replaced(
        condition,
        lambda test: (
            In(known_name(test.fact), frozenset({True}))
            if isinstance(test, IsKnown) and test.fact in open_
            else test
        ),
    )


def known_name(name: str) -> str:
    """The name of a fact that tells whether another one is stated; no other can be called so."""
    return f"known {name}"
