"""Near misses: rules that one different fact would have made match."""

from collections.abc import Iterable, Iterator

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
from govcheck.engine.cells import label, sample
from govcheck.engine.decide import value_of
from govcheck.engine.evaluate import truth, view_of
from govcheck.engine.ruleset import Case, CompiledRule, Fact, NearMiss, Ruleset, Ruling, Value
from govcheck.engine.search import VISITS, Budget
from govcheck.engine.wording import in_words, needs


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
