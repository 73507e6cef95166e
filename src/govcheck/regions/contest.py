"""The rules of a decision against each other: which ones decide, and which make a difference."""

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cached_property

from govcheck.engine.ruleset import DecisionTable
from govcheck.regions.completion import Completion
from govcheck.regions.cover import Covers, bits
from govcheck.regions.solver import TRUE, Solver


class Contest:
    """The rules of one decision in any completion. Each question may raise Unsolved."""

    def __init__(self, completion: Completion, decision: DecisionTable) -> None:
        self.decision = decision
        self._completion = completion
        self._solver = completion.space.solver
        self._matches = completion.matches(decision.name)
        self.covers = Covers(self._solver, self._matches)
        self._decides: dict[int, bool] = {}
        self._matters: dict[int, bool] = {}
        self._higher: dict[int, list[int]] = {}
        self._lower: dict[int, int] = {}
        self._equal_bits: dict[tuple[str, ...], int] = {}
        self._others: dict[str | None, dict[int, list[int]]] = {}

    def decides(self, number: int) -> bool:
        """Whether some incident matches a rule and none of its rivals."""
        if number not in self._decides:
            self._decides[number] = self._wins(number)
        return self._decides[number]

    def matters(self, number: int) -> bool:
        """Whether the decision would differ for some incident without a rule."""
        if self.decision.hit_policy == "first" and not self.decides(number):
            return False
        if number not in self._matters:
            wanted = self._differences(number)
            self._matters[number] = any(self._solver.solve(literals) for literals in wanted)
        return self._matters[number]

    def _wins(self, number: int) -> bool:
        """One search mostly answers both questions, because most rules make a difference."""
        if self.decision.hit_policy != "first":
            return self.matters(number) or self._solver.solve(self._unrivalled(number))
        if not self._solver.solve(self._unrivalled(number)):
            return False
        if self._next_here(number) != self.decision.rules[number].results:
            self._matters[number] = True
        return True

    def _next_here(self, number: int) -> tuple[str, ...]:
        """What the rules after one say of the incident that was just found."""
        later = self._solver.held(self._matches[number + 1 :])
        rules = self.decision.rules
        return rules[number + 1 + later[0]].results if later else self.decision.otherwise

    def rivals(self, number: int) -> Sequence[int]:
        """The rules that leave nothing to a rule where they match, too."""
        if self.decision.hit_policy == "first":
            return range(number)
        if self.decision.hit_policy != "highest":
            return []
        rank = self._ranks[number]
        if rank not in self._higher:
            self._higher[rank] = [one for one, own in enumerate(self._ranks) if own > rank]
        return self._higher[rank]

    def winners(self, number: int) -> list[int]:
        """The other rules that leave a rule nothing to add where they match, too.

        Those that match in just the same incidents do not count.
        """
        twins = self.covers.twins
        return [one for one in self._beating(number) if twins[one] != twins[number]]

    def is_beaten(self, number: int) -> bool:
        """Whether one of its winners matches wherever a rule does; not for one that never does."""
        twin, sample = self.covers.twins[number], self.covers.samples[number]
        if twin is None or not sample & self._beating_bits(number):
            return False
        if self._numbers[twin] == 1 and self._solver.solve(self._unmatched(number)):
            return False
        return self.covers.cover(number, self.winners(number))

    def _beating(self, number: int) -> Sequence[int]:
        if self.decision.hit_policy == "first":
            return range(number)
        if self.decision.hit_policy == "unique":
            return [one for one in range(len(self._matches)) if one != number]
        return self.equals(number)

    def _beating_bits(self, number: int) -> int:
        """The same as bits; what many rules have in common is worked out once."""
        if self.decision.hit_policy in ("first", "unique"):
            return bits(self._beating(number))
        results = self.decision.rules[number].results
        if results not in self._equal_bits:
            self._equal_bits[results] = bits(self.equals(number)) | 1 << number
        return self._equal_bits[results] & ~(1 << number)

    @cached_property
    def _numbers(self) -> Counter[int | None]:
        """How many rules match in just the same incidents, by the first of them."""
        return Counter(self.covers.twins)

    def _unmatched(self, number: int) -> list[int]:
        """Literals that hold together only where a rule matches and no winner of it does."""
        rule, policy = self.decision.rules[number], self.decision.hit_policy
        if policy == "collect" and len(rule.results) != 1:
            return [self._matches[number], *(-self._matches[one] for one in self.equals(number))]
        alone = [] if policy == "first" else self._alone(rule.results[0], number)
        alone = self._alone(None, number) if policy == "unique" else alone
        return [*self._unrivalled(number), *alone]

    def equals(self, number: int) -> Sequence[int]:
        """The other rules that yield no less than a rule, where they match, too."""
        rules, own = self.decision.rules, set(self.decision.rules[number].results)
        if self.decision.hit_policy == "highest":
            rank = self._ranks[number]
            return [one for one, its in enumerate(self._ranks) if one != number and its >= rank]
        if self.decision.hit_policy == "collect":
            pairs = enumerate(rules)
            return [one for one, rule in pairs if one != number and own <= set(rule.results)]
        return []

    def _unrivalled(self, number: int) -> list[int]:
        match = self._matches[number]
        if self.decision.hit_policy == "first":
            return [match, -self._before[number]]
        if self.decision.hit_policy == "highest":
            return [match, -self._at_least[self._ranks[number] + 1]]
        return [match]

    def _differences(self, number: int) -> Iterator[list[int]]:
        """Sets of literals; the decision would differ without a rule where one set holds."""
        decision, rule = self.decision, self.decision.rules[number]
        same = set(decision.otherwise) == set(rule.results)
        if decision.hit_policy == "collect":
            yield from self._additions(number, same=same)
        elif decision.hit_policy == "first":
            after = self._completion.chain(decision.name, rule.results[0])[number + 1]
            yield [*self._unrivalled(number), -after]
        elif decision.hit_policy == "unique":
            if not same:
                yield [*self._unrivalled(number), *self._alone(None, number)]
        else:
            lower = self._below(self._ranks[number]) if same else TRUE
            yield [*self._unrivalled(number), *self._alone(rule.results[0], number), lower]

    def _additions(self, number: int, *, same: bool) -> Iterator[list[int]]:
        """Where a set would lack something, or be `otherwise`, without a rule."""
        match, nobody = self._matches[number], self._alone(None, number)
        if not same:
            yield [match, *nobody]
        somebody = -self._solver.both(nobody)
        for result in self.decision.rules[number].results:
            yield [match, somebody, *self._alone(result, number)]

    @cached_property
    def _ranks(self) -> list[int]:
        """The place of each rule's result in the order; empty where order does not decide."""
        if self.decision.hit_policy != "highest":
            return []
        places = {result: rank for rank, result in enumerate(self.decision.results)}
        return [places[rule.results[0]] for rule in self.decision.rules]

    @cached_property
    def _before(self) -> list[int]:
        return _running(self._solver, self._matches)

    @cached_property
    def _at_least(self) -> list[int]:
        """For each rank, and beyond the last, whether a rule with that or a higher one matches."""
        groups: list[list[int]] = [[] for _ in self.decision.results]
        for rank, match in zip(self._ranks, self._matches, strict=True):
            groups[rank].append(match)
        found = [-TRUE]
        for group in reversed(groups):
            found.append(self._solver.either((found[-1], *group)))
        return found[::-1]

    def _below(self, rank: int) -> int:
        """Whether a rule with a lower rank matches."""
        if rank not in self._lower:
            pairs = zip(self._ranks, self._matches, strict=True)
            self._lower[rank] = self._solver.either(match for own, match in pairs if own < rank)
        return self._lower[rank]

    def _alone(self, result: str | None, number: int) -> list[int]:
        """Literals that hold together where no other rule matches, or none that yields a result."""
        if result not in self._others:
            rules = enumerate(self.decision.rules)
            giving = [one for one, rule in rules if result is None or result in rule.results]
            matches = [self._matches[one] for one in giving]
            before = _running(self._solver, matches)
            after = _running(self._solver, matches[::-1])[::-1]
            self._others[result] = {
                one: [-before[place], -after[place + 1]] for place, one in enumerate(giving)
            }
        return self._others[result][number]


def _running(solver: Solver, literals: Sequence[int]) -> list[int]:
    """Before each literal, and after the last, whether one of those so far holds."""
    found = [-TRUE]
    for literal in literals:
        found.append(solver.either((found[-1], literal)))
    return found
