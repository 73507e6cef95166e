"""Which rules of a decision may match, may fail, and can win."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from govcheck.engine.possible import Completions, precedence
from govcheck.engine.ruleset import DecisionTable
from govcheck.engine.search import Domains, Formula, both, either


class Matching:
    """The rules of a decision, by number, over the completions that it considers.

    `held` says of each rule whether it matches, None where that takes a search; `completions` is
    None where nothing does. The answers are exact unless the search gives up; then they name
    everything that may be. Nothing is searched for before it is asked for.
    """

    def __init__(
        self, decision: DecisionTable, held: Sequence[bool | None], completions: Completions | None
    ) -> None:
        self.decision = decision
        self._held = held
        self._completions = completions
        self._formulas: dict[int, tuple[Formula, Formula]] = {}
        """Of rules of which a search tells whether they match: when they do, and when not."""
        self._may_match: dict[int, bool] = {}
        self._may_fail: dict[int, bool] = {}

    def may_match(self, number: int) -> bool:
        """Whether a rule matches in some completion."""
        return self._possible(number, self._matches(number), self._may_match)

    def may_fail(self, number: int) -> bool:
        """Whether a rule does not match in some completion."""
        return self._possible(number, self._fails(number), self._may_fail)

    def candidates(self) -> list[int]:
        """The rules that match or may match."""
        for number, outcome in enumerate(self._held):
            if outcome is None:
                self._both(number)  # so that all learn from each part that is found
        return [number for number in range(len(self._held)) if self.may_match(number)]

    @cached_property
    def winners(self) -> list[int]:
        """The rules whose result some completion gives; of those with equal results one is enough.

        In the order of the policy. Not for a decision that collects.
        """
        if self.decision.hit_policy == "unique":
            return self.candidates()
        winners: list[int] = []
        shown: set[tuple[str, ...]] = set()
        rest = self._completions
        for number in precedence(self.decision):
            results = self.decision.rules[number].results
            repeated = self.decision.hit_policy == "highest" and results in shown
            if not repeated and self._can(rest, self._matches(number)):
                winners.append(number)
                shown.add(results)
            if self._held[number]:
                break
            if rest is not None and self._held[number] is None:
                rest = rest.where(self._fails(number))
        return sorted(winners)

    @cached_property
    def otherwise(self) -> bool:
        """Whether in some completion no rule matches."""
        if True in self._held:
            return False
        return self._can(self._completions, *map(self._fails, range(len(self._held))))

    def winning_results(self) -> set[str]:
        """The results that some completion gives."""
        results = {self.decision.rules[number].results[0] for number in self.winners}
        if not results.issuperset(self.decision.otherwise) and self.otherwise:
            results |= set(self.decision.otherwise)
        return results

    def elements(self) -> set[str]:
        """What some completion adds to the results of a decision that collects."""
        return {element for element in self.decision.results if self._may_have(element)}

    def may_lack_any(self, elements: Iterable[str]) -> bool:
        """Whether some completion leaves one of these out of what is collected."""
        return any(self._may_lack(element) for element in elements)

    def _may_have(self, element: str) -> bool:
        given = either(self._matches(number) for number in self._giving[element])
        if self._can(self._completions, given):
            return True
        return element in self.decision.otherwise and self.otherwise

    def _may_lack(self, element: str) -> bool:
        missing = both(self._fails(number) for number in self._giving[element])
        if element in self.decision.otherwise:
            matches = map(self._matches, range(len(self._held)))
            missing = both([missing, either(matches)])
        return self._can(self._completions, missing)

    @cached_property
    def _giving(self) -> Mapping[str, list[int]]:
        """The rules that give each result."""
        giving: dict[str, list[int]] = {element: [] for element in self.decision.results}
        for number, rule in enumerate(self.decision.rules):
            for element in {*rule.results}:
                giving[element].append(number)
        return giving

    def _matches(self, number: int) -> Formula:
        """When a rule matches."""
        held = self._held[number]
        return self._both(number)[0] if held is None else held

    def _fails(self, number: int) -> Formula:
        """When a rule does not match."""
        held = self._held[number]
        return self._both(number)[1] if held is None else not held

    def _both(self, number: int) -> tuple[Formula, Formula]:
        found = self._formulas.get(number)
        if found is None:
            assert self._completions is not None
            found = self._completions.formulas(self.decision.rules[number].when)
            self._formulas[number] = found
        return found

    def _possible(self, number: int, formula: Formula, known: dict[int, bool]) -> bool:
        if number not in known:
            if isinstance(formula, bool) or self._completions is None:
                known[number] = bool(formula)
            else:
                part = self._completions.some(formula)
                known[number] = part is not None
                if part is not None:
                    self._learn(self._completions, part)
        return known[number]

    def _learn(self, completions: Completions, part: Domains) -> None:
        """Remember what else a part of the completions shows to be possible."""
        for number, (formula, _) in self._formulas.items():
            if number not in self._may_match or number not in self._may_fail:
                held = completions.holds(formula, part)
                if held is not None:
                    (self._may_match if held else self._may_fail)[number] = True

    @staticmethod
    def _can(completions: Completions | None, *formulas: Formula) -> bool:
        if completions is None or False in formulas:
            return False not in formulas
        return completions.some(*formulas) is not None
