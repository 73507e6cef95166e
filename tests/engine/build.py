"""Rule sets, written short."""

from collections.abc import Mapping, Sequence

from govcheck.duty.roster import Roster
from govcheck.engine.masks import MaskedRuleset
from govcheck.engine.reference import decide_as_written, used_by
from govcheck.engine.ruleset import (
    Case,
    CompiledRule,
    DecisionTable,
    Fact,
    In,
    Predicate,
    Ruleset,
    Ruling,
)
from govcheck.engine.shares import SHARES
from govcheck.model.decision import HitPolicy

Rules = Mapping[str, tuple[Predicate, str]]
"""Conditions and results by the ids of the rules."""
EMPTY = Roster("UTC", {}, {}, {}, {}, {}, {}, {}, {}, None)
"""A roster with nobody and no calendar."""


def integer(name: str, minimum: int | None = 0, maximum: int | None = None) -> Fact:
    """A whole number."""
    return Fact(name, "integer", minimum=minimum, maximum=maximum)


def number(name: str, minimum: float | None = 0) -> Fact:
    """A number."""
    return Fact(name, "number", minimum=minimum)


def choice(name: str, *values: str, ordered: bool = False) -> Fact:
    """One of some values."""
    return Fact(name, "choice", values, ordered)


def tags(name: str, *values: str) -> Fact:
    """A set of some values."""
    return Fact(name, "tags", values, many=True)


def boolean(name: str) -> Fact:
    """Yes or no."""
    return Fact(name, "boolean")


def share(name: str, part: str, whole: str) -> Fact:
    """A computed share."""
    return Fact(name, "share", SHARES, ordered=True, part=part, whole=whole)


def equals(fact: str, *values: str | float | bool) -> In:
    """A fact has one of these values."""
    return In(fact, frozenset(values))


def rule(name: str, when: Predicate, result: str) -> CompiledRule:
    """A rule with one result."""
    return CompiledRule(name, when, (result,), None, "rules", "policies/rules.yaml", 1)


def decision(
    name: str,
    hit_policy: HitPolicy,
    results: Sequence[str],
    rules: Rules,
    otherwise: str,
    ordered: bool | None = None,
) -> DecisionTable:
    """A decision; ordered unless it collects or says otherwise."""
    return DecisionTable(
        name,
        hit_policy,
        tuple(results),
        hit_policy != "collect" if ordered is None else ordered,
        (otherwise,) if otherwise and hit_policy != "collect" else (),
        None,
        tuple(rule(key, when, result) for key, (when, result) in rules.items()),
        (),
        "rules",
        "policies/rules.yaml",
        1,
    )


def ruleset(facts: Sequence[Fact], *decisions: DecisionTable) -> Ruleset:
    """A rule set in which each decision uses the earlier ones that its rules read."""
    table = {fact.name: fact for fact in facts}
    made: list[DecisionTable] = []
    for one in decisions:
        names = {other.name for other in made}
        read = used_by([rule.when for rule in one.rules])
        made.append(one._replace(uses=tuple(name for name in read if name in names)))
        collected = one.hit_policy == "collect"
        table[one.name] = Fact(one.name, "decision", one.results, one.ordered, collected)
    return Ruleset(table, tuple(made))


def decide(ruleset: Ruleset, roster: Roster, case: Case) -> tuple[Ruling, ...]:
    """What masks and the reference both decide, also where nobody asks which rules match."""
    expected = decide_as_written(ruleset, roster, case)
    masked = MaskedRuleset(ruleset, roster)
    assert masked.decide(case) == expected
    assert masked.decide(case) == expected
    brief = masked.decide(case, matches=False)
    assert brief == tuple(one._replace(matched=(), clash=()) for one in expected)
    return expected
