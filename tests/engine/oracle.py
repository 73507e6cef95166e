"""An independent reading of the language: every completion, one after the other."""

from collections.abc import Iterator
from itertools import chain, combinations, product
from typing import Any as Anything
from typing import NamedTuple

from govcheck.engine.ruleset import (
    All,
    Any,
    Case,
    Compare,
    DecisionTable,
    Fact,
    HasTag,
    In,
    IsKnown,
    Not,
    Predicate,
    Ruleset,
    Within,
)

Facts = dict[str, Anything]
Result = tuple[str, ...]
Results = dict[str, Result]
STEP = 0.25
"""Half the distance of the bounds that the random conditions use."""


class World(NamedTuple):
    """One completion with the results that it leads to."""

    facts: Facts
    results: Results


class Answer(NamedTuple):
    """What a verdict must say."""

    result: Result
    possible: Result
    matched: tuple[tuple[str, bool], ...]
    clash: Result
    settled: bool


def values_of(fact: Fact) -> list[Anything]:
    """Every value of a fact with a small domain."""
    if fact.type == "boolean":
        return [False, True]
    if fact.type == "tags":
        sizes = range(len(fact.values) + 1)
        return [frozenset(s) for s in chain(*(combinations(fact.values, n) for n in sizes))]
    if fact.minimum is None or fact.maximum is None:
        return list(fact.values)
    if fact.type == "integer":
        return list(range(int(fact.minimum), int(fact.maximum) + 1))
    steps = int((fact.maximum - fact.minimum) / STEP)
    return [fact.minimum + step * STEP for step in range(steps + 1)]


def changed(case: Case, fact: str, value: Anything) -> Facts:
    """The stated facts with another value of one."""
    return {**case.facts, fact: value}


def fits(facts: Facts) -> bool:
    """Whether the part of the only share is no more than its whole, as far as they are stated."""
    return bool(facts.get("bad", 0) <= facts.get("replies", 9))


def share(part: int, whole: int) -> str:
    """The share, straight from its five names."""
    if part == 0:
        return "none"
    tests = {"all": part == whole, "half": part * 2 == whole, "minority": part * 2 < whole}
    return next((name for name, met in tests.items() if met), "majority")


def completions(ruleset: Ruleset, case: Case) -> Iterator[Facts]:
    """Every way to fill in the facts that are not stated."""
    stated = [f for f in ruleset.facts.values() if f.type not in ("share", "decision")]
    shares = [f for f in ruleset.facts.values() if f.type == "share"]
    options = [
        [case.facts[f.name]]
        if f.name in case.facts
        else values_of(f)
        if f.default is None
        else [f.default]
        for f in stated
    ]
    for choice in product(*options):
        facts = dict(zip((f.name for f in stated), choice, strict=True))
        if all(facts[s.part] <= facts[s.whole] for s in shares):
            yield facts | {s.name: share(facts[s.part], facts[s.whole]) for s in shares}


def holds(condition: Predicate, values: Facts, ruleset: Ruleset, case: Case) -> bool:
    """Whether a condition holds in a world."""
    match condition:
        case All(parts):
            return all(holds(part, values, ruleset, case) for part in parts)
        case Any(parts):
            return any(holds(part, values, ruleset, case) for part in parts)
        case Not(part):
            return not holds(part, values, ruleset, case)
        case In(fact, options):
            return values[fact] in options
        case HasTag(fact, tag):
            return tag in values[fact]
        case IsKnown(fact):
            return fact in case.facts
        case Compare(fact, op, bound):
            value = values[fact]
            if isinstance(value, str):
                value = ruleset.facts[fact].values.index(value)
            compared: dict[str, bool] = {
                ">=": value >= bound,
                ">": value > bound,
                "<=": value <= bound,
                "<": value < bound,
            }
            return compared[op]
    raise AssertionError(condition)


def outcomes(decision: DecisionTable, hits: list[int]) -> list[Result]:
    """What a decision may yield where exactly these rules match; several for a clash."""
    results = [decision.rules[hit].results for hit in hits]
    if decision.hit_policy == "collect":
        union = set(chain(*results)) if hits else set(decision.otherwise)
        return [tuple(r for r in decision.results if r in union)]
    if not hits:
        return [decision.otherwise]
    if decision.hit_policy == "highest":
        return [max(results, key=lambda r: decision.results.index(r[0]))]
    return results[:1] if decision.hit_policy == "first" else list(dict.fromkeys(results))


def truth(ruleset: Ruleset, case: Case, condition: Predicate) -> bool | None:
    """Whether a condition holds in all worlds that agree with the verdicts that it reads."""
    found, assumed, worlds = explore(ruleset, case)
    uses = {name for name in tested(condition) if name in found}
    names = uses.union(*(assumed[name] for name in uses))
    agreeing = [w for w in worlds if all(w.results[n] == found[n].result for n in names)]
    held = {
        holds(condition, values_in(ruleset, world), ruleset, case) for world in agreeing or worlds
    }
    return held.pop() if len(held) == 1 else None


def tested(condition: Predicate) -> set[str]:
    """The names that a condition tests."""
    if isinstance(condition, All | Any):
        return {name for part in condition.parts for name in tested(part)}
    if isinstance(condition, Not):
        return tested(condition.part)
    return set() if isinstance(condition, Within) else {condition.fact}


def answers(ruleset: Ruleset, case: Case) -> dict[str, Answer]:
    """The verdicts that the language asks for."""
    return explore(ruleset, case)[0]


def explore(
    ruleset: Ruleset, case: Case
) -> tuple[dict[str, Answer], dict[str, frozenset[str]], list[World]]:
    """The verdicts, what each assumes, and all worlds."""
    worlds = [World(facts, {}) for facts in completions(ruleset, case)]
    found: dict[str, Answer] = {}
    assumed: dict[str, frozenset[str]] = {}
    for decision in ruleset.decisions:
        names = frozenset(decision.uses).union(*(assumed[name] for name in decision.uses))
        agreeing = [w for w in worlds if all(w.results[n] == found[n].result for n in names)]
        considered = agreeing or worlds
        assumed[decision.name] = names if agreeing else frozenset()
        found[decision.name] = answer(ruleset, case, decision, considered)
        worlds = [
            World(w.facts, w.results | {decision.name: outcome})
            for w in worlds
            for outcome in outcomes(decision, matching(ruleset, case, decision, w))
        ]
    return found, assumed, worlds


def values_in(ruleset: Ruleset, world: World) -> Facts:
    """What conditions read in a world."""
    return world.facts | {
        name: frozenset(result) if ruleset.facts[name].many else result[0]
        for name, result in world.results.items()
    }


def matching(ruleset: Ruleset, case: Case, decision: DecisionTable, world: World) -> list[int]:
    """The numbers of the rules that match in a world."""
    values = values_in(ruleset, world)
    return [i for i, r in enumerate(decision.rules) if holds(r.when, values, ruleset, case)]


def answer(ruleset: Ruleset, case: Case, decision: DecisionTable, worlds: list[World]) -> Answer:
    """What the decision is over the worlds that it considers."""
    hits = [matching(ruleset, case, decision, world) for world in worlds]
    given = [outcome for hit in hits for outcome in outcomes(decision, hit)]
    possible = tuple(r for r in decision.results if any(r in g for g in given))
    shown = [h[:1] for h in hits] if decision.hit_policy == "first" else hits
    some = sorted({rule for hit in shown for rule in hit})
    always = [rule for rule in some if all(rule in hit for hit in hits)]
    if decision.hit_policy == "collect":
        result = possible
    elif decision.ordered:
        result = possible[-1:]
    else:
        winners = [decision.rules[rule].results for rule in some]
        winners += [decision.otherwise] * any(not hit for hit in hits)
        result = next((w for w in winners if w != ("none",)), ("none",))
    clash = always if decision.hit_policy == "unique" and len(always) > 1 else []
    matched = tuple((decision.rules[rule].id, rule not in always) for rule in some)
    settled = len({frozenset(g) for g in given}) == 1
    return Answer(result, possible, matched, tuple(decision.rules[r].id for r in clash), settled)
