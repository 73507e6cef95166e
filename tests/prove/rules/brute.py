"""Every incident of a small rule set, one after the other, and what is true of all of them."""

import typing
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import chain, combinations, product
from typing import NamedTuple

from govcheck.engine.ruleset import Case, DecisionTable, Fact, IsKnown, Predicate, Ruleset, tests_of
from tests.engine.oracle import Answer, answers, holds, outcomes, share, values_of
from tests.engine.oracle import tested as facts_in

Facts = dict[str, typing.Any]


class World(NamedTuple):
    """An incident with one way in which it may turn out, the rules that match, and the results."""

    case: Case
    values: Facts
    hits: dict[str, list[int]]
    results: dict[str, tuple[str, ...]]


class Brute:
    """A rule set with everything about it worked out by enumeration."""

    def __init__(self, ruleset: Ruleset, more: tuple[Predicate, ...] = ()) -> None:
        self.ruleset = ruleset
        whens = [rule.when for decision in ruleset.decisions for rule in decision.rules]
        tests = [test for when in (*whens, *more) for test in tests_of(when)]
        self.doubtable = {test.fact for test in tests if isinstance(test, IsKnown)}
        self.facts = [f for f in ruleset.facts.values() if f.type not in ("share", "decision")]
        self.shares = [f for f in ruleset.facts.values() if f.type == "share"]
        self.complete = list(self._complete())
        self.worlds = [
            self._world(known, facts) for known in self._known() for facts in self.complete
        ]
        self.answers = cache(lambda key: answers(ruleset, Case(0, dict(key))))

    def cases(self) -> Iterator[Case]:
        """Every incident that can be stated, each once."""
        seen = set()
        for known in self._known():
            for facts in self.complete:
                key = tuple((f.name, facts[f.name]) for f in self.facts if f.name in known)
                if key not in seen:
                    seen.add(key)
                    yield Case(0, dict(key))

    def acted(self, case: Case) -> Mapping[str, Answer]:
        """The verdicts that the language asks for."""
        return self.answers(tuple(case.facts.items()))

    def clashing(self) -> set[str]:
        """The decisions by `unique` of which two rules match in some world."""
        unique = [one.name for one in self.ruleset.decisions if one.hit_policy == "unique"]
        return {name for name in unique if any(len(w.hits[name]) > 1 for w in self.worlds)}

    def unsettled(self, names: Iterable[str]) -> bool:
        """Whether a clashing decision is among some, or among those that they use."""
        uses = {decision.name: decision.uses for decision in self.ruleset.decisions}
        clashing = self.clashing()
        waiting, seen = list(names), set()
        while waiting:
            name = waiting.pop()
            seen.add(name)
            waiting += [used for used in uses[name] if used not in seen]
        return bool(seen & clashing)

    def read_by(self, name: str) -> set[str]:
        """The facts that a decision tests, or one that it uses, and the ends of their shares."""
        rules = next(one.rules for one in self.ruleset.decisions if one.name == name)
        read = set[str]().union(*(facts_in(rule.when) for rule in rules))
        for fact in [self.ruleset.facts[one] for one in read]:
            if fact.type == "decision":
                read |= self.read_by(fact.name)
            elif fact.type == "share":
                read |= {fact.part, fact.whole}
        return read

    def with_worse(self, case: Case, fact: Fact) -> Iterator[Case]:
        """The incidents that differ in nothing but a fact that is worse."""
        changed = fact.part if fact.type == "share" else fact.name
        if changed not in case.facts:
            return
        domain = self.ruleset.facts[changed]
        for value in values_of(domain):
            other = Case(0, {**case.facts, changed: value})
            if self._fits(other) and self._is_worse(fact, case, other):
                yield other

    def _is_worse(self, fact: Fact, case: Case, other: Case) -> bool:
        if fact.type == "share":
            if fact.whole not in case.facts:
                return False
            stated: list[Facts] = [case.facts, other.facts]
            shares = [share(facts[fact.part], facts[fact.whole]) for facts in stated]
            values = [fact.values.index(one) for one in shares]
        else:
            order = values_of(fact)
            values = [order.index(one.facts[fact.name]) for one in (case, other)]
        before, after = values
        return after > before if fact.worse == "higher" else after < before

    def _fits(self, case: Case) -> bool:
        facts: Facts = case.facts
        ends = [(facts.get(s.part), facts.get(s.whole)) for s in self.shares]
        return all(part is None or whole is None or part <= whole for part, whole in ends)

    def _complete(self) -> Iterator[Facts]:
        for choice in product(*(values_of(f) for f in self.facts)):
            facts = {f.name: value for f, value in zip(self.facts, choice, strict=True)}
            if all(facts[s.part] <= facts[s.whole] for s in self.shares):
                yield facts | {s.name: share(facts[s.part], facts[s.whole]) for s in self.shares}

    def _known(self) -> Iterator[set[str]]:
        always = {f.name for f in self.facts} - self.doubtable
        sizes = range(len(self.doubtable) + 1)
        for some in chain(*(combinations(sorted(self.doubtable), n) for n in sizes)):
            yield always | set(some)

    def _world(self, known: set[str], facts: Facts) -> World:
        case = Case(0, {name: value for name, value in facts.items() if name in known})
        assumed = {f.name: f.default for f in self.facts if f.default is not None}
        world = World(case, {**facts, **assumed, **case.facts}, {}, {})
        for decision in self.ruleset.decisions:
            hits = [
                number
                for number, rule in enumerate(decision.rules)
                if holds(rule.when, world.values, self.ruleset, case)
            ]
            result = result_of(decision, hits)
            world.hits[decision.name], world.results[decision.name] = hits, result
            many = decision.hit_policy == "collect"
            world.values[decision.name] = frozenset(result) if many else result[0]
        return world


def result_of(decision: DecisionTable, hits: list[int]) -> tuple[str, ...]:
    """What a decision yields where just these rules match; the first of a clash."""
    return outcomes(decision, hits)[0]


def decides(decision: DecisionTable, hits: list[int], number: int) -> bool:
    """Whether a rule, among those that match, is not beaten."""
    if number not in hits or decision.hit_policy in ("unique", "collect"):
        return number in hits
    if decision.hit_policy == "first":
        return hits[0] == number
    ranks = [decision.results.index(decision.rules[hit].results[0]) for hit in hits]
    return decision.results.index(decision.rules[number].results[0]) == max(ranks)


def certainly(brute: Brute, case: Case, condition: Predicate) -> bool:
    """Whether a condition holds in all completions, the decisions being as acted on."""
    acted = brute.acted(case)
    decided = {
        name: frozenset(one.result) if brute.ruleset.facts[name].many else one.result[0]
        for name, one in acted.items()
    }
    assumed = {f.name: f.default for f in brute.facts if f.default is not None}
    return all(
        holds(condition, facts | decided, brute.ruleset, case)
        for facts in brute.complete
        if all(facts[name] == value for name, value in {**assumed, **case.facts}.items())
    )
