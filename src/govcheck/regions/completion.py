"""A completion: one way in which an incident may turn out, and what every decision makes of it."""

from collections.abc import Callable, Iterable, Mapping

from govcheck.duty.roster import Roster
from govcheck.engine.evaluate import compare
from govcheck.engine.ruleset import (
    All,
    Any,
    Compare,
    DecisionTable,
    HasTag,
    In,
    IsKnown,
    Not,
    Predicate,
    Ruleset,
    Value,
    Within,
)
from govcheck.regions.incident import PartialIncident
from govcheck.regions.solver import TRUE, Unsolved
from govcheck.regions.space import Space

Yields = Callable[[str, str], int]
"""The literal for a decision having a result, among others where it collects."""


def any_completion(
    ruleset: Ruleset, roster: Roster, conditions: Iterable[Predicate] = ()
) -> "Completion":
    """Any incident, at any hour, with any way in which it may turn out.

    `conditions` are those that will be asked about beside those of rules.
    """
    space = Space(ruleset, roster, more=conditions)
    return Completion(space, space.any_incident)


class Completion:
    """An incident in which each fact that is not stated has the value of its axis, or a guess.

    A guess of a fact with a default is that default.
    """

    def __init__(
        self, space: Space, incident: PartialIncident, guesses: Mapping[str, Value] | None = None
    ) -> None:
        self.space = space
        self.incident = incident
        self._guesses = {**space.defaults, **(guesses or {})}
        self._solver = space.solver
        self._matches: dict[str, tuple[int, ...]] = {}
        self._chains: dict[tuple[str, str], list[int]] = {}
        self._yields: dict[tuple[str, str], int] = {}
        self._possible: dict[int, bool] = {}
        self._doubled: dict[str, bool] = {}

    def literal(self, condition: Predicate, yields: Yields | None = None) -> int:
        """Whether a condition holds; `yields` tells results where they are not those of here."""
        match condition:
            case All(parts):
                return self._solver.both([self.literal(part, yields) for part in parts])
            case Any(parts):
                return self._solver.either([self.literal(part, yields) for part in parts])
            case Not(part):
                return -self.literal(part, yields)
            case Within(calendar):
                return self.incident.within[calendar]
            case IsKnown(fact):
                return self.incident.known[fact]
        if condition.fact in self.space.decisions:
            return self._decided(condition, yields or self.yields)
        return self._stated(condition)

    def can_hold(self, *conditions: Predicate) -> bool:
        """Whether conditions hold together for some incident. Raises Unsolved."""
        together = self._solver.both(self.literal(condition) for condition in conditions)
        if together not in self._possible:
            self._possible[together] = self._solver.solve([together])
        return self._possible[together]

    def matches(self, name: str) -> tuple[int, ...]:
        """A literal for each rule of a decision: whether its condition holds."""
        if name not in self._matches:
            rules = self.space.decisions[name].rules
            self._matches[name] = tuple(self.literal(rule.when) for rule in rules)
        return self._matches[name]

    def unsettled(self, names: Iterable[str]) -> str | None:
        """A decision among some, or one that they use, that may have two results at once.

        That is one by `unique` of which two rules can match, be it only once an unknown fact has
        turned out so; what follows from it depends on chance.
        """
        waiting, seen = [*names], set[str]()
        while waiting:
            name = waiting.pop()
            if name in seen or name not in self.space.decisions:
                continue
            seen.add(name)
            if self.space.decisions[name].hit_policy == "unique" and self._is_doubled(name):
                return name
            waiting += self.space.decisions[name].uses
        return None

    def none(self, name: str) -> int:
        """Whether no rule of a decision matches, so that it has its `otherwise`."""
        return -self._solver.either(self.matches(name))

    def yields(self, name: str, result: str) -> int:
        """Whether a decision has a result, among others where it collects.

        Where two rules of a decision by `unique` match, the worse result counts, or the first.
        """
        key = name, result
        if key not in self._yields:
            self._yields[key] = self._result(self.space.decisions[name], result)
        return self._yields[key]

    def given(self, name: str, result: str) -> Yields:
        """`yields`, where a decision is taken to have just this result."""

        def yields(decision: str, one: str) -> int:
            if decision != name:
                return self.yields(decision, one)
            return TRUE if one == result else -TRUE

        return yields

    def at_least(self, name: str, rank: int) -> int:
        """Whether a decision has a result that stands at this place of the order, or later."""
        results = self.space.decisions[name].results[rank:]
        return self._solver.either(self.yields(name, result) for result in results)

    def chain(self, name: str, result: str) -> list[int]:
        """For each rule, and for the end: whether the first match from there on yields a result."""
        key = name, result
        if key not in self._chains:
            decision = self.space.decisions[name]
            links = [TRUE if decision.otherwise == (result,) else -TRUE]
            pairs = zip(decision.rules, self.matches(name), strict=True)
            for rule, match in reversed(list(pairs)):
                if rule.results == (result,):
                    links.append(self._solver.either((match, links[-1])))
                else:
                    links.append(self._solver.both((-match, links[-1])))
            self._chains[key] = links[::-1]
        return self._chains[key]

    def _is_doubled(self, name: str) -> bool:
        """Whether two rules of a decision match some incident, or may."""
        if name not in self._doubled:
            try:
                two = self._solver.two_of(self.matches(name))
                self._doubled[name] = self._solver.solve([two])
            except Unsolved:
                self._doubled[name] = True
        return self._doubled[name]

    def _result(self, decision: DecisionTable, result: str) -> int:
        matches = self.matches(decision.name)
        if decision.hit_policy == "collect":
            pairs = zip(decision.rules, matches, strict=True)
            giving = [match for rule, match in pairs if result in rule.results]
            if result in decision.otherwise:
                giving.append(self.none(decision.name))
            return self._solver.either(giving)
        if not decision.ordered or decision.hit_policy == "first":
            return self.chain(decision.name, result)[0]
        rank = decision.results.index(result)
        return self._solver.both(
            (self._at_least(decision, rank), -self._at_least(decision, rank + 1))
        )

    def _at_least(self, decision: DecisionTable, rank: int) -> int:
        """Whether the highest result of all matching rules, or else `otherwise`, is so high."""
        ranks = {result: place for place, result in enumerate(decision.results)}
        pairs = zip(decision.rules, self.matches(decision.name), strict=True)
        giving = [match for rule, match in pairs if ranks[rule.results[0]] >= rank]
        if ranks[decision.otherwise[0]] >= rank:
            giving.append(self.none(decision.name))
        return self._solver.either(giving)

    def _decided(self, test: In | Compare | HasTag, yields: Yields) -> int:
        decision = self.space.decisions[test.fact]
        if isinstance(test, HasTag):
            return yields(decision.name, test.tag)
        wanted = [
            result
            for place, result in enumerate(decision.results)
            if (
                result in test.values
                if isinstance(test, In)
                else compare(place, test.op, test.bound)
            )
        ]
        return self._solver.either(yields(decision.name, result) for result in wanted)

    def _stated(self, test: In | Compare | HasTag) -> int:
        here = self._on_axis(test)
        if test.fact not in self._guesses:
            return here
        guess = self._guesses[test.fact]
        if isinstance(test, HasTag):
            held = isinstance(guess, frozenset) and test.tag in guess
        else:
            held = self.space.scales[test.fact].holds(guess, test)
        known = self.incident.known.get(test.fact, TRUE)
        return self._solver.choose(known, here, TRUE if held else -TRUE)

    def _on_axis(self, test: In | Compare | HasTag) -> int:
        if isinstance(test, HasTag):
            return self.incident.axes[test.fact, test.tag].at_least(1)
        scale = self.space.scales[test.fact]
        if not scale.samples:
            return -TRUE
        return self.incident.axes[test.fact,].within(scale.runs(test))
