"""What one different fact would change: how far other results are, and which rules nearly match."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Final

from govcheck.counterfactuals.what_if import (
    WhatIf,
    facts_read,
    fits,
    mentioned,
    number_cells,
    severity_first,
    stated_as,
)
from govcheck.duty.roster import Roster
from govcheck.engine.cells import Cell, label, sample
from govcheck.engine.decide import value_of
from govcheck.engine.evaluate import truth, view_of
from govcheck.engine.ruleset import (
    Boundary,
    Case,
    CompiledRule,
    Fact,
    NearMiss,
    Predicate,
    Ruleset,
    Ruling,
    Value,
)
from govcheck.engine.search import VISITS, Budget
from govcheck.engine.wording import in_words, needs
from govcheck.named_tuples import NamedTuple

FARTHEST: Final = 40
"""How many cells away from the stated value a boundary is looked for."""


class _Candidate(NamedTuple):
    """Another value of a fact, and how it is shown."""

    tried: Value
    shown: Value
    beyond: bool = False


def boundaries(
    ruleset: Ruleset, roster: Roster, case: Case, verdicts: Iterable[Ruling]
) -> tuple[Boundary, ...]:
    """For each ordered decision and each stated fact with an order, the nearest other results.

    Severity comes first, then the other decisions in their order, and of each the smallest change,
    relative to what is stated.
    """
    what_if = WhatIf(ruleset, roster, Budget(VISITS // 3))
    found: list[Boundary] = []
    for verdict in severity_first(verdicts):
        decision = verdict.decision
        if not decision.ordered or decision.hit_policy == "collect":
            continue
        mine = list(_of_decision(what_if.only(decision.name), case, verdict))
        found += sorted(mine, key=lambda boundary: _effort(ruleset.facts[boundary.fact], boundary))
    return tuple(found)


def _of_decision(what_if: WhatIf, case: Case, verdict: Ruling) -> Iterator[Boundary]:
    for name in case.facts:
        conditions = what_if.open_conditions(what_if.blind(case, name))
        if name not in facts_read(what_if.ruleset, conditions):
            continue
        fact = what_if.ruleset.facts[name]
        for upward in (True, False):
            candidates = _candidates(what_if.ruleset, case, fact, conditions, upward=upward)
            found = _first_change(what_if, case, verdict, fact, candidates)
            if found is not None:
                candidate, result = found
                shown, stated = candidate.shown, case.facts[name]
                step = _distance(shown, stated)
                boundary = Boundary(
                    verdict.decision.name, name, stated, shown, step, upward, result
                )
                yield boundary._replace(beyond=candidate.beyond)


def _first_change(
    what_if: WhatIf, case: Case, verdict: Ruling, fact: Fact, candidates: Iterable[_Candidate]
) -> tuple[_Candidate, tuple[str, ...]] | None:
    """The first candidate with another result, and that result."""
    for candidate in islice(candidates, FARTHEST):
        other = stated_as(case, fact.name, candidate.tried)
        if not fits(what_if.ruleset, other) or what_if.spent:
            return None
        result = what_if.verdict(other, verdict.decision.name)
        if result.exact and result.result != verdict.result:
            return candidate, result.result
    return None


def _distance(one: Value, other: Value) -> float | None:
    if isinstance(one, str | frozenset) or isinstance(other, str | frozenset):
        return None
    return abs(one - other)


def _candidates(
    ruleset: Ruleset, case: Case, fact: Fact, conditions: list[Predicate], *, upward: bool
) -> Iterator[_Candidate]:
    """Other values in one direction, nearest first, one for each cell."""
    stated = case.facts[fact.name]
    if fact.type == "choice" and fact.ordered:
        at = fact.values.index(str(stated))
        rest = fact.values[at + 1 :] if upward else fact.values[:at][::-1]
        yield from (_Candidate(value, value) for value in rest)
    elif fact.type in ("integer", "number"):
        cells = number_cells(ruleset, case, fact, conditions)
        own = sum(cell.start <= (stated, 0) for cell in cells) - 1
        others = cells[own + 1 :] if upward else cells[:own][::-1]
        yield from (_edge(fact, cell, upward=upward) for cell in others)


def _edge(fact: Fact, cell: Cell, *, upward: bool) -> _Candidate:
    """The number of a cell that is nearest, coming from below or from above."""
    (low, low_side), (high, high_side) = cell
    inside = sample(fact, cell)
    assert inside is not None
    if upward:
        return _Candidate(inside, low, True) if low_side else _Candidate(low, low)
    if fact.type == "integer":
        return _Candidate(high - 1, high - 1)
    return _Candidate(high, high) if high_side else _Candidate(inside, high, True)


def _effort(fact: Fact, boundary: Boundary) -> float:
    """How big a change is, compared with what is stated."""
    if boundary.step is None:
        places = fact.values.index(str(boundary.value)) - fact.values.index(str(boundary.stated))
        return abs(places) / len(fact.values)
    return boundary.step / max(abs(boundary.stated), 1)  # type: ignore[arg-type]


def near_misses(
    ruleset: Ruleset, roster: Roster, case: Case, verdicts: Iterable[Ruling]
) -> tuple[NearMiss, ...]:
    """The rules that do not match, but with one stated fact changed would match and decide."""
    verdicts = tuple(verdicts)
    what_if = WhatIf(ruleset, roster, Budget(VISITS // 3))
    results = {verdict.decision.name: value_of(verdict) for verdict in verdicts}
    found: list[NearMiss] = []
    for verdict in severity_first(verdicts):
        inquiry = what_if.only(verdict.decision.name)
        for rule in _could_decide(verdict):
            found += _of_rule(inquiry, case, verdict, rule, results)
    return tuple(found)


def _could_decide(verdict: Ruling) -> Iterator[CompiledRule]:
    """The rules that do not match, but would count against those that do."""
    decision = verdict.decision
    hit = {match.rule for match in verdict.matched}
    decided = {match.rule for match in verdict.matched if not match.possible}
    for rule in decision.rules:
        if decision.hit_policy == "first" and rule in decided:
            return
        if rule in hit or set(rule.results) <= set(verdict.result):
            continue
        places = decision.results.index
        if decision.hit_policy == "highest" and places(rule.results[0]) < places(verdict.result[0]):
            continue
        yield rule


def _of_rule(
    what_if: WhatIf, case: Case, verdict: Ruling, rule: CompiledRule, results: dict[str, Value]
) -> Iterator[NearMiss]:
    """One near miss for each fact that is enough by itself."""
    for name in facts_read(what_if.ruleset, [rule.when]):
        if name not in case.facts:
            continue
        if truth(rule.when, what_if.blind(case, name).knowing(results)) is False:
            continue
        fact = what_if.ruleset.facts[name]
        for value, words in _other_values(what_if.ruleset, case, fact, rule):
            other = stated_as(case, name, value)
            if what_if.spent:
                return
            view = view_of(what_if.ruleset, what_if.roster, other).knowing(results)
            if truth(rule.when, view) and _decides(what_if, other, verdict, rule):
                yield NearMiss(rule, name, f"{name} {needs(rule.when, fact) or words}")
                break


def _decides(what_if: WhatIf, case: Case, verdict: Ruling, rule: CompiledRule) -> bool:
    if not fits(what_if.ruleset, case):
        return False
    other = what_if.verdict(case, verdict.decision.name, matches=True)
    matched = any(match.rule == rule for match in other.matched)
    return other.exact and matched and other.result != verdict.result


def _other_values(
    ruleset: Ruleset, case: Case, fact: Fact, rule: CompiledRule
) -> Iterator[tuple[Value, str]]:
    """Other values of a fact that a rule could tell from the stated one, with their wording."""
    stated = case.facts[fact.name]
    named = mentioned(fact, [rule.when])
    if fact.type in ("integer", "number"):
        for cell in number_cells(ruleset, case, fact, [rule.when]):
            number = sample(fact, cell)
            if number is not None:
                yield number, label(fact, cell)
    elif isinstance(stated, frozenset):
        yield from ((tags, in_words(tags)) for tags in _other_sets(stated, named))
    elif fact.type == "boolean":
        yield not stated, in_words(not stated)
    else:
        usual = fact.values if fact.ordered else [one for one in fact.values if one in named]
        rest = [one for one in fact.values if one not in named][:1]
        yield from ((value, value) for value in (*usual, *rest))


def _other_sets(stated: frozenset[str], named: set[str]) -> Iterator[frozenset[str]]:
    """Sets near the stated one: one tag more or less, then one of the named, all, or none."""
    yield from (stated ^ {tag} for tag in sorted(named))
    yield from ((stated - named) | {tag} for tag in sorted(named))
    yield stated | named
    yield stated - named
