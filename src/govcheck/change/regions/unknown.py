"""Incidents of which facts are unknown, where both sides agree on all that are complete.

The program acts on the worst of what an incident may turn out to be. Where results are ordered, or
collected, that follows from the complete incidents. Where they are not, it is the result of the
earliest rule that can win, so that the order of rules counts although it never decides a complete
incident.

Let two sides agree on all complete incidents, and take all pairs of a rule of the base and a rule
of the head that win the same one. If of any two such pairs with different results the one that
comes first in the base comes first in the head, too, then both sides act alike on every incident:
the pair that is earliest in the base and the pair that is earliest in the head, among those that
the completions of an incident realise, must have the same result. The result `none` is acted on
only where nothing else is possible, whatever its place, and is left out.
"""

from collections.abc import Iterator
from itertools import combinations
from typing import NamedTuple

from govcheck.change.regions.joint_space import JointSpace
from govcheck.change.regions.merge import Merged
from govcheck.engine.decide import NONE
from govcheck.engine.ruleset import Case, DecisionTable, Ruleset, Within, tests_of
from govcheck.regions.completion import Completion
from govcheck.regions.mildest import mildest
from govcheck.regions.sided import SIDES, own_name, read_sided
from govcheck.translation import said


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


class Pair(NamedTuple):
    """Rules that win the same incident: positions on both sides, `otherwise` after the last."""

    base: int
    head: int
    result: tuple[str, ...]


class Unlike(NamedTuple):
    """An incident with unknown facts on which the sides act differently, or might."""

    before: tuple[str, ...] | None
    after: tuple[str, ...] | None
    sample: Case | None
    reason: str


class Unknown:
    """Which decisions are acted on alike, however little is known."""

    def __init__(self, joint: JointSpace, equality: Equality) -> None:
        self._joint = joint
        self._equality = equality
        self._completion = Completion(joint.space, joint.incident)
        self.differing: set[str] = set()
        """The decisions that differ on complete incidents, or may; told by the caller."""
        self._settled: dict[str, bool] = {}

    def unlike(self, name: str) -> Unlike | None:
        """How a decision on which complete incidents agree may differ; None where it cannot.

        The decisions that it uses must have been asked about before. May raise Unsolved.
        """
        found = None if self._equality.alike(name) else self._unlike(name)
        self._settled[name] = found is None
        return found

    def _unlike(self, name: str) -> Unlike | None:
        base, head = self._joint.decisions(name)
        assert base is not None
        assert head is not None
        used = [[own_name(one) for one in side.uses] for side in (base, head)]
        if set(used[0]) != set(used[1]):
            return _doubt(said("it uses other decisions than before"))
        if not all(self._is_settled(one) for one in used[0]):
            return _doubt(said("it uses a decision that may be acted on differently"))
        limited = self._joint.reads(name) & {
            fact for side in SIDES for fact in self._joint.merged.limits[side]
        }
        if limited:
            return _doubt(said("`{fact}` has other values than before", fact=min(limited)))
        if base.hit_policy == "collect":
            return None
        if base.ordered and head.ordered:
            shared = [one for one in base.results if one in head.results]
            alike = shared == [one for one in head.results if one in base.results]
            return None if alike else _doubt(said("its results stand in another order"))
        if base.ordered or head.ordered:
            return _doubt(said("its results have an order on one side only"))
        return self._turned(base, head)

    def _is_settled(self, name: str) -> bool:
        if self._equality.alike(name):
            return True
        return self._settled.get(name, False) and name not in self.differing

    def _turned(self, base: DecisionTable, head: DecisionTable) -> Unlike | None:
        """Two pairs of rules that the sides try in opposite orders, with an incident that shows it.

        Its unknown facts can turn out so that the one pair decides it, or the other.
        """
        pairs = [pair for pair in self._pairs(base, head) if pair.result != (NONE,)]
        for one, other in combinations(pairs, 2):
            first = one if one.base < other.base else other
            second = other if first is one else one
            if one.result != other.result and first.head > second.head:
                return self._shown(base, head, first, second)
        return None

    def _shown(self, base: DecisionTable, head: DecisionTable, one: Pair, other: Pair) -> Unlike:
        name = own_name(base.name)
        samples = [self._sample(base, head, pair) for pair in (one, other)]
        shared = {
            fact: value
            for fact, value in samples[0].facts.items()
            if samples[1].facts.get(fact) == value
        }
        for at in (samples[0].detected_at, samples[1].detected_at):
            sample = Case(at, shared)
            before, after = (self._joint.verdicts(side, sample)[name].result for side in SIDES)
            if before != after:
                reason = said("the first rule that can win is another while facts are unknown")
                return Unlike(before, after, sample, reason)
        return _doubt(
            said("its rules come in another order, which may count while facts are unknown")
        )

    def _sample(self, base: DecisionTable, head: DecisionTable, pair: Pair) -> Case:
        space, reads = self._joint.space, self._joint.reads(own_name(base.name))
        wins = [self._wins(base)[pair.base], self._wins(head)[pair.head]]
        return mildest(space, wins, reads)

    def _pairs(self, base: DecisionTable, head: DecisionTable) -> Iterator[Pair]:
        solver = self._joint.space.solver
        ours, theirs = self._wins(base), self._wins(head)
        for position, wins in enumerate(ours):
            free = [wins]
            while solver.solve(free):
                other = solver.held(theirs)[0]
                rules = base.rules
                result = base.otherwise if position == len(rules) else rules[position].results
                yield Pair(position, other, result)
                free.append(-theirs[other])

    def _wins(self, decision: DecisionTable) -> list[int]:
        """For each rule, and for `otherwise`, whether it decides an incident."""
        solver = self._joint.space.solver
        found: list[int] = []
        before = solver.either(())
        for match in self._completion.matches(decision.name):
            found.append(solver.both((match, -before)))
            before = solver.either((before, match))
        return [*found, -before]


def _doubt(reason: str) -> Unlike:
    why = said("incidents with unknown facts are not compared: {reason}", reason=reason)
    return Unlike(None, None, None, why)
