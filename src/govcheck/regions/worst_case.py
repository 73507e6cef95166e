"""What the program acts on while facts are unknown: the worst that is possible.

Every value that the facts in doubt may turn out to have is a completion of its own. The rules for
what counts are those of `govcheck.engine.decide`, as clauses over all these completions at once.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain, combinations, product
from types import MappingProxyType
from typing import Final

from govcheck.engine.decide import NONE
from govcheck.engine.ruleset import DecisionTable, Predicate, Value
from govcheck.regions.completion import Completion
from govcheck.regions.incident import PartialIncident
from govcheck.regions.solver import TRUE, Unsolved
from govcheck.regions.space import Space

MOST_RULES_READ: Final = 200_000
"""The product of completions and rules up to which all completions are written out."""


class TooManyCompletions(Unsolved):
    """The facts in doubt can turn out in too many ways to write them all out."""


class WorstCase:
    """Every decision about one incident, some facts of which are in doubt.

    Raises TooManyCompletions where they can turn out in too many ways.
    """

    def __init__(
        self,
        space: Space,
        incident: PartialIncident,
        doubtful: Iterable[str],
        may_be: Callable[[str, Value], bool] = lambda _name, _value: True,
        defaults: Mapping[str, Value | None] = MappingProxyType({}),
    ) -> None:
        """`may_be` tells which values a fact in doubt may turn out to have.

        `defaults` has what is assumed of some facts, or None where they are unknown; of the others
        their own default is.
        """
        self.incident = incident
        self._solver = space.solver
        self._decisions = space.decisions
        assumed = {**space.defaults, **defaults}
        guesses = _guesses(space, sorted(doubtful), may_be, assumed)
        self.completions = [Completion(space, incident, guess) for guess in guesses]
        self._agreeing: dict[str, tuple[int, list[int]]] = {}
        self._yields: dict[tuple[str, str], int] = {}

    def certain(self, condition: Predicate, *, wanted: bool = True) -> int:
        """Whether a condition holds (or fails) in every completion; decisions are as acted on."""
        held = (completion.literal(condition, self.yields) for completion in self.completions)
        return self._solver.both(one if wanted else -one for one in held)

    def matches(self, name: str) -> list[int]:
        """For each rule of a decision whether it matches in every completion that counts."""
        counting = self.counting(name)
        of_completions = [completion.matches(name) for completion in self.completions]
        return [
            self._solver.both(
                self._solver.either((-counts, matches[number]))
                for counts, matches in zip(counting, of_completions, strict=True)
            )
            for number in range(len(self._decisions[name].rules))
        ]

    def yields(self, name: str, result: str) -> int:
        """Whether the program acts on a result of a decision, among others where it collects."""
        key = name, result
        if key not in self._yields:
            self._yields[key] = self._acted(self._decisions[name], result)
        return self._yields[key]

    def at_least(self, name: str, rank: int) -> int:
        """Whether the program acts on a result that stands at this place of the order, or later."""
        results = self._decisions[name].results[rank:]
        return self._solver.either(self._possible(name, result) for result in results)

    def counting(self, name: str) -> list[int]:
        """For each completion whether a decision considers it.

        Those in which the decisions that it uses have the results that are acted on; all, where
        there is no such completion.
        """
        some, agreeing = self._agree(name)
        return [self._solver.either((agrees, -some)) for agrees in agreeing]

    def _agree(self, name: str) -> tuple[int, list[int]]:
        """Whether some completion agrees with what the decision assumes, and which ones do."""
        if name not in self._agreeing:
            agreeing = [TRUE] * len(self.completions)
            for used in self._decisions[name].uses if len(self.completions) > 1 else ():
                some, before = self._agree(used)
                for number, completion in enumerate(self.completions):
                    inherited = self._solver.either((-some, before[number]))
                    parts = (agreeing[number], inherited, self._as_acted(used, completion))
                    agreeing[number] = self._solver.both(parts)
            self._agreeing[name] = self._solver.either(agreeing), agreeing
        return self._agreeing[name]

    def _as_acted(self, name: str, completion: Completion) -> int:
        return self._solver.both(
            self._solver.alike(completion.yields(name, result), self.yields(name, result))
            for result in self._decisions[name].results
        )

    def _possible(self, name: str, result: str) -> int:
        """Whether some completion that counts has a result."""
        pairs = zip(self.counting(name), self.completions, strict=True)
        return self._solver.either(
            self._solver.both((counts, completion.yields(name, result)))
            for counts, completion in pairs
        )

    def _acted(self, decision: DecisionTable, result: str) -> int:
        if len(self.completions) == 1:
            return self.completions[0].yields(decision.name, result)
        if decision.hit_policy == "collect":
            return self._possible(decision.name, result)
        if decision.ordered:
            rank = decision.results.index(result)
            higher = self.at_least(decision.name, rank + 1)
            return self._solver.both((self._possible(decision.name, result), -higher))
        return self._earliest(decision, result)

    def _earliest(self, decision: DecisionTable, result: str) -> int:
        """Whether the earliest rule that can win yields a result; `none` comes last."""
        name = decision.name
        if result == NONE:
            others = (self._possible(name, other) for other in decision.results if other != NONE)
            return -self._solver.either(others)
        acted = self._possible(name, result) if decision.otherwise == (result,) else -TRUE
        for rule, wins in reversed(list(zip(decision.rules, self.wins(name), strict=True))):
            if rule.results == (result,):
                acted = self._solver.either((wins, acted))
            elif rule.results != (NONE,):
                acted = self._solver.both((-wins, acted))
        return acted

    def wins(self, name: str) -> list[int]:
        """For each rule whether it is the first to match in some completion that counts."""
        found: list[list[int]] = [[] for _ in self._decisions[name].rules]
        for counts, completion in zip(self.counting(name), self.completions, strict=True):
            free = counts
            for number, match in enumerate(completion.matches(name)):
                found[number].append(self._solver.both((free, match)))
                free = self._solver.both((free, -match))
        return [self._solver.either(wins) for wins in found]


def _guesses(
    space: Space,
    doubtful: list[str],
    may_be: Callable[[str, Value], bool],
    assumed: Mapping[str, Value | None],
) -> Iterator[dict[str, Value]]:
    """Every way in which facts may turn out, as far as conditions can tell the difference."""
    computed = {end for share in space.shares for end in (share.part, share.whole)}
    mixed = next((name for name in doubtful if name in computed), None)
    if mixed is not None:
        raise TooManyCompletions(f"`{mixed}` may be unknown and is part of a share")
    ways = sum(len(decision.rules) for decision in space.decisions.values())
    for name in doubtful:
        if assumed.get(name) is not None:
            continue
        fact = space.ruleset.facts[name]
        ways *= 2 ** len(space.tags[name]) if fact.many else space.scales[name].size
        if ways > MOST_RULES_READ:
            names = ", ".join(f"`{one}`" for one in doubtful)
            raise TooManyCompletions(f"{names} may all be unknown, in too many combinations")
    options = [
        [value for value in _values(space, name) if may_be(name, value)]
        if default is None
        else [default]
        for name, default in ((name, assumed.get(name)) for name in doubtful)
    ]
    for choice in product(*options):
        yield dict(zip(doubtful, choice, strict=True))


def _values(space: Space, name: str) -> list[Value]:
    if not space.ruleset.facts[name].many:
        return list(space.scales[name].samples)
    tags = space.tags[name]
    sizes = range(len(tags) + 1)
    return [frozenset(some) for some in chain(*(combinations(tags, size) for size in sizes))]
