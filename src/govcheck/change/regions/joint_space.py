"""Both sides of a change over the same incidents, as literals of one solver."""

from collections.abc import Mapping
from functools import cached_property
from typing import NamedTuple

from govcheck.change.comparison import ComparedPolicy, Comparison
from govcheck.change.regions.merge import merge
from govcheck.engine.decide import decide
from govcheck.engine.ruleset import (
    All,
    Case,
    Compare,
    DecisionTable,
    In,
    IsKnown,
    Predicate,
    Ruling,
    Value,
)
from govcheck.engine.scale import Scale
from govcheck.regions.completion import Completion
from govcheck.regions.sided import SIDES, SideName, own_name, sided
from govcheck.regions.solver import TRUE
from govcheck.regions.space import Space
from govcheck.regions.worst_case import TooManyCompletions, WorstCase


class Asked(NamedTuple):
    """One decision on both sides, about all incidents, or with a `limit` about complete ones."""

    worst_cases: Mapping[SideName, WorstCase]
    name: str
    limit: str | None = None
    about: int = TRUE
    """Whether an incident is among those that are asked about."""

    def yields(self, side: SideName, result: str) -> int:
        """Whether a side acts on a result, among others where it collects."""
        return self.worst_cases[side].yields(sided(side, self.name), result)


class JointSpace:
    """The joint space of incidents of both sides."""

    def __init__(self, comparison: Comparison) -> None:
        self.sides: dict[SideName, ComparedPolicy] = {
            "base": comparison.base,
            "head": comparison.head,
        }
        base, head = comparison.base.program, comparison.head.program
        self.merged = merge(base.ruleset, head.ruleset, base.roster, head.roster)
        limits = [one for side in SIDES for one in self.merged.limits[side].values()]
        assumed = {name for side in SIDES for name in self.merged.defaults[side]}
        limits += [IsKnown(name) for name in sorted(assumed)]
        self.space = Space(self.merged.ruleset, self.merged.roster, comparison.horizon, limits)
        self.incident = self.space.any_incident

    def ask(self, name: str) -> Asked:
        """What both sides make of a decision."""
        reads = self.reads(name)
        doubtful = self.space.doubtful(reads)
        try:
            return Asked({side: self._worst_case(side, doubtful, reads) for side in SIDES}, name)
        except TooManyCompletions as limit:
            whole = self.incident.stating(dict.fromkeys(sorted(self.space.doubtable), TRUE))
            worst_cases = {side: WorstCase(self.space, whole, ()) for side in SIDES}
            known = (literal for fact, literal in self.incident.known.items() if fact in reads)
            about = self.space.solver.both(known)
            return Asked(worst_cases, name, str(limit), about)

    def unsettled(self, name: str) -> str | None:
        """A decision by `unique`, this one or one that it uses, of which two rules can match.

        What follows from it depends on chance.
        """
        found = self._completion.unsettled(sided(side, name) for side in SIDES)
        return None if found is None else own_name(found)

    def reads(self, name: str) -> frozenset[str]:
        """The facts that a decision depends on, on either side."""
        found = [self.space.decisions.get(sided(side, name)) for side in SIDES]
        return frozenset[str]().union(*(self.space.read_for(one) for one in found if one))

    def decisions(self, name: str) -> tuple[DecisionTable | None, DecisionTable | None]:
        """A decision as the base and the head have it."""
        found = [self.space.decisions.get(sided(side, name)) for side in SIDES]
        return found[0], found[1]

    def with_used(self, name: str) -> list[DecisionTable]:
        """A decision and those that it uses, by way of others, too, on both sides."""
        found: dict[str, DecisionTable] = {}
        waiting = [sided(side, name) for side in SIDES]
        while waiting:
            decision = self.space.decisions.get(waiting.pop())
            if decision is not None and decision.name not in found:
                found[decision.name] = decision
                waiting += decision.uses
        return list(found.values())

    def verdicts(self, side: SideName, sample: Case) -> dict[str, Ruling]:
        """What the engine of a side makes of an incident, as far as that side can state it."""
        program = self.sides[side].program
        case = Case(sample.detected_at, self.stated(side, sample.facts))
        found = decide(program.ruleset, program.roster, case)
        return {verdict.decision.name: verdict for verdict in found}

    def stated(self, side: SideName, facts: Mapping[str, Value]) -> dict[str, Value]:
        """The facts that a side can state of those of an incident."""
        declared = self.sides[side].program.ruleset.facts
        found: dict[str, Value] = {}
        for name, value in facts.items():
            fact = declared.get(name)
            if fact is None:
                continue
            if isinstance(value, frozenset):
                found[name] = value.intersection(fact.values)
            elif self._may_be(side, name, value):
                found[name] = value
        return found

    def _worst_case(
        self, side: SideName, doubtful: frozenset[str], reads: frozenset[str]
    ) -> WorstCase:
        limits = {name: limit for name, limit in self.merged.limits[side].items() if name in reads}
        both, known = self.space.solver.both, self.incident.known
        stated = {
            name: both((known.get(name, TRUE), self._completion.literal(limit)))
            for name, limit in limits.items()
        }
        return WorstCase(
            self.space,
            self.incident.stating(stated),
            doubtful | limits.keys(),
            lambda name, value: self._may_be(side, name, value),
            self.merged.defaults[side],
        )

    @cached_property
    def _completion(self) -> Completion:
        return Completion(self.space, self.incident)

    def _may_be(self, side: SideName, name: str, value: Value) -> bool:
        limit = self.merged.limits[side].get(name)
        scale = self.space.scales.get(name)
        return limit is None or scale is None or _holds(scale, value, limit)


def _holds(scale: Scale, value: Value, limit: Predicate) -> bool:
    if isinstance(limit, All):
        return all(_holds(scale, value, part) for part in limit.parts)
    assert isinstance(limit, In | Compare)
    return scale.holds(value, limit)
