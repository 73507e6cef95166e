"""The space of incidents: everything that any incident may state, at any moment of the horizon."""

from collections.abc import Iterable, Mapping, Sequence

from govcheck.duty.calendars import open_intervals
from govcheck.duty.roster import Roster
from govcheck.engine.ruleset import (
    DecisionTable,
    Fact,
    HasTag,
    IsKnown,
    Predicate,
    Ruleset,
    Within,
    tests_of,
)
from govcheck.engine.scale import Scales
from govcheck.named_tuples import NamedTuple
from govcheck.regions.incident import Axis, AxisKey, PartialIncident
from govcheck.regions.shares import Shares
from govcheck.regions.solver import TRUE, Solver
from govcheck.time.intervals import Interval


class Moment(NamedTuple):
    """The calendars that are open together, and the first instant at which just these are."""

    at: int
    within: frozenset[str]


class Space:
    """The incidents as the rules, and some further conditions, tell them apart.

    `any_incident` is any of them. A fact that no condition asks about by `known` is always stated.
    Without a horizon no moment is looked at, and calendars may be open in any combination.
    """

    def __init__(
        self,
        ruleset: Ruleset,
        roster: Roster,
        horizon: Interval | None = None,
        more: Iterable[Predicate] = (),
    ) -> None:
        self.ruleset = ruleset
        self.decisions = {decision.name: decision for decision in ruleset.decisions}
        whens = [rule.when for decision in ruleset.decisions for rule in decision.rules]
        conditions = [*whens, *more]
        tests = [test for condition in conditions for test in tests_of(condition)]
        facts = [fact for fact in ruleset.facts.values() if fact.type != "decision"]
        self.doubtable = frozenset(test.fact for test in tests if isinstance(test, IsKnown))
        """The facts that an incident may leave out."""
        self.defaults = {
            fact.name: fact.default
            for fact in facts
            if fact.default is not None and fact.name in self.doubtable
        }
        """What is assumed of those that have a default while they are left out."""
        self.shares = tuple(fact for fact in facts if fact.type == "share")
        scales = Scales(conditions)
        self.scales = {fact.name: scales.of(fact) for fact in facts if not fact.many}
        self.tags = _tags(facts, tests)
        calendars = {test.calendar for test in tests if isinstance(test, Within)}
        told = calendars if horizon is not None else ()
        self.moments = moments(roster, told, horizon or (0, 1))
        self.solver = Solver()
        self._sums: Shares | None = None
        self._reads: dict[str, frozenset[str]] = {}
        self.any_incident = self._any_incident(facts, calendars)
        if horizon is None:
            free = {calendar: self.solver.fresh() for calendar in sorted(calendars)}
            self.any_incident = self.any_incident._replace(within=free)

    def with_another(self, incident: PartialIncident, fact: str) -> PartialIncident:
        """An incident that may differ in the value of a fact, and in what is computed from it.

        The two fit together until another one is made.
        """
        fresh = {fact} | {one.name for one in self.shares if fact in (one.part, one.whole)}
        axes = {
            key: Axis(self.solver, axis.size) if key[0] in fresh else axis
            for key, axis in incident.axes.items()
        }
        other = incident._replace(axes=axes)
        self._watch(incident, other)
        return other

    def worsening(self, fact: Fact) -> tuple[str, PartialIncident, PartialIncident]:
        """Any incident, and the same one with one fact more or less; and which fact that is.

        A share gets worse through its part, the whole being what it was. The changed fact is known.
        """
        changed = fact.part if fact.type == "share" else fact.name
        before = self.any_incident
        if changed in before.known:
            before = before.stating({changed: TRUE})
        return changed, before, self.with_another(before, changed)

    def numbers(self, incident: PartialIncident) -> dict[str, int]:
        """The least numbers for the parts and wholes of an incident in the present model."""
        return {} if self._sums is None else self._sums.numbers(incident)

    def doubtful(self, facts: Iterable[str]) -> frozenset[str]:
        """Those of some facts that are unknown where an incident leaves them out."""
        return frozenset(
            name
            for name in self.doubtable.difference(self.defaults).intersection(facts)
            if name in self.tags or self.scales[name].samples
        )

    def reads(self, condition: Predicate) -> frozenset[str]:
        """The facts that a condition depends on, by way of decisions and shares, too."""
        found: set[str] = set()
        for test in tests_of(condition):
            if not isinstance(test, Within):
                found |= self._read_by(test.fact)
        return frozenset(found)

    def read_for(self, decision: DecisionTable) -> frozenset[str]:
        """The facts that a decision depends on."""
        if decision.name not in self._reads:
            found = (self.reads(rule.when) for rule in decision.rules)
            self._reads[decision.name] = frozenset[str]().union(*found)
        return self._reads[decision.name]

    def _read_by(self, name: str) -> frozenset[str]:
        fact = self.ruleset.facts[name]
        if fact.type == "decision":
            return self.read_for(self.decisions[name])
        return frozenset({name, fact.part, fact.whole} if fact.type == "share" else {name})

    def _any_incident(self, facts: Sequence[Fact], calendars: Iterable[str]) -> PartialIncident:
        keys: list[tuple[AxisKey, int]] = []
        for fact in facts:
            if fact.many:
                keys += [((fact.name, tag), 2) for tag in self.tags[fact.name]]
            else:
                keys.append(((fact.name,), self.scales[fact.name].size))
        axes = {key: Axis(self.solver, size) for key, size in keys}
        empty = {name for name, scale in self.scales.items() if not scale.samples}
        known = {
            name: -TRUE if name in empty else self.solver.fresh()
            for name in sorted(self.doubtable | empty)
        }
        moment = Axis(self.solver, len(self.moments))
        within = {
            calendar: moment.among(
                sum((calendar in one.within) << number for number, one in enumerate(self.moments))
            )
            for calendar in sorted(calendars)
        }
        incident = PartialIncident(axes, known, moment, within)
        self._watch(incident)
        return incident

    def _watch(self, *incidents: PartialIncident) -> None:
        """Let the numbers of some incidents fit together, and no longer those of others."""
        if self.shares:
            self._sums = Shares(self.solver, incidents, self.shares, self.scales)
            self.solver.check = self._sums.check


def _tags(facts: Sequence[Fact], tests: Iterable[object]) -> Mapping[str, tuple[str, ...]]:
    """The tags of each set that some test looks for, in the order of the vocabulary."""
    named = {(test.fact, test.tag) for test in tests if isinstance(test, HasTag)}
    return {
        fact.name: tuple(tag for tag in fact.values if (fact.name, tag) in named)
        for fact in facts
        if fact.many
    }


def moments(roster: Roster, calendars: Iterable[str], horizon: Interval) -> tuple[Moment, ...]:
    """Every combination that occurs between two instants, the one that occurs first in front."""
    start, end = horizon
    changes: dict[int, set[str]] = {start: set()}
    for calendar in sorted(set(calendars)):
        for opens, closes in open_intervals(roster, calendar, start, end):
            changes.setdefault(opens, set()).add(calendar)
            if closes < end:
                changes.setdefault(closes, set()).add(calendar)
    found: dict[frozenset[str], int] = {}
    within: frozenset[str] = frozenset()
    for at in sorted(changes):
        within ^= changes[at]
        found.setdefault(within, at)
    return tuple(Moment(at, within) for within, at in found.items())
