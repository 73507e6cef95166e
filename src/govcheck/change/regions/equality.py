"""Decisions that are the same on both sides, so that nobody need look for a difference."""

from govcheck.change.regions.merge import Merged
from govcheck.engine.ruleset import DecisionTable, Ruleset, Within, tests_of
from govcheck.regions.sided import read_sided


class Equality:
    """Which decisions are the same in two rule sets, with everything that they read."""

    def __init__(self, base: Ruleset, head: Ruleset, merged: Merged) -> None:
        self._sides = base, head
        self._calendars = frozenset(
            one.name for one in map(read_sided, merged.roster.calendars) if one.side is not None
        )
        self._known: dict[str, bool] = {}

    def alike(self, name: str) -> bool:
        """Whether a decision, with everything that it reads, is the same on both sides."""
        if name not in self._known:
            self._known[name] = self._alike(name)
        return self._known[name]

    def _alike(self, name: str) -> bool:
        found = [
            next((one for one in side.decisions if one.name == name), None) for side in self._sides
        ]
        base, head = found
        if base is None or head is None or _meaning(base) != _meaning(head):
            return False
        tests = [test for rule in base.rules for test in tests_of(rule.when)]
        if any(isinstance(test, Within) and test.calendar in self._calendars for test in tests):
            return False
        facts = {test.fact for test in tests if not isinstance(test, Within)}
        return all(self._same_fact(fact) for fact in sorted(facts))

    def _same_fact(self, name: str) -> bool:
        base, head = (side.facts[name] for side in self._sides)
        if base.type == "decision":
            return self.alike(name)
        ends = [end for end in (base.part, base.whole) if end]
        alike = base._replace(ask=None, unit=None, worse=None) == head._replace(
            ask=None, unit=None, worse=None
        )
        return alike and all(self._same_fact(end) for end in ends)


def _meaning(decision: DecisionTable) -> object:
    """A decision without what only explains it, and without an order that does not count."""
    rules = [(rule.when, rule.results) for rule in decision.rules]
    shape = decision.hit_policy, decision.results, decision.ordered, decision.otherwise
    if decision.hit_policy in ("first", "unique"):
        return (*shape, rules)
    return (*shape, frozenset(rules))
