"""Two rule sets made one, so that both can be asked about the same incident.

Facts of the same name are one fact with the values of both sides. Decisions, and calendars that
differ, keep apart by a prefix. What only one side can state is left out on the other: a tag is
dropped, anything else is unknown there. A document that the base does not have, such as a new
channel, is no value of a reference: no incident of today is about it.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from govcheck.change.comparison import wider
from govcheck.duty.roster import Roster
from govcheck.engine.ruleset import (
    All,
    Compare,
    CompiledRule,
    DecisionTable,
    Fact,
    In,
    Predicate,
    Ruleset,
    SingleTest,
    Value,
    Within,
    replaced,
)
from govcheck.regions.sided import SIDES, SideName, sided

_NUMBERS: Final = ("integer", "number")


class Merged(NamedTuple):
    """One rule set and one roster for both sides."""

    ruleset: Ruleset
    roster: Roster
    limits: Mapping[SideName, Mapping[str, Predicate]]
    """For each side the facts that it cannot always state, and when it can."""
    defaults: Mapping[SideName, Mapping[str, Value | None]]
    """For each side what it assumes of the facts of which the other assumes something else."""
    apart: frozenset[str]
    """The facts of the same name that are not of the same sort, so that nothing compares them."""


def merge(base: Ruleset, head: Ruleset, of_base: Roster, of_head: Roster) -> Merged:
    """Both sides in one."""
    facts, limits, apart = _facts(_declared(base), _declared(head))
    differing = {
        name
        for name in {*of_base.calendars, *of_head.calendars}
        if of_base.calendars.get(name) != of_head.calendars.get(name)
    }
    decisions: list[DecisionTable] = []
    for side, ruleset in zip(SIDES, (base, head), strict=True):
        names = {decision.name for decision in ruleset.decisions}
        renamed = names | apart
        rewrite = _Rewriting(side, ruleset.facts, facts, frozenset(renamed), frozenset(differing))
        decisions += [rewrite.decision(decision) for decision in ruleset.decisions]
        for name in names & ruleset.facts.keys():
            key = sided(side, name)
            facts[key] = ruleset.facts[name]._replace(name=key)
    calendars = {
        name: calendar for name, calendar in of_base.calendars.items() if name not in differing
    }
    for side, roster in zip(SIDES, (of_base, of_head), strict=True):
        calendars |= {
            sided(side, name): one for name, one in roster.calendars.items() if name in differing
        }
    holidays = {**of_base.holidays, **of_head.holidays}
    roster = of_base._replace(calendars=calendars, holidays=holidays)
    defaults = {
        side: {
            name: fact.default
            for name, fact in declared.items()
            if name in facts and facts[name].default != fact.default
        }
        for side, declared in zip(SIDES, (_declared(base), _declared(head)), strict=True)
    }
    return Merged(Ruleset(facts, tuple(decisions)), roster, limits, defaults, frozenset(apart))


def _declared(ruleset: Ruleset) -> dict[str, Fact]:
    return {name: fact for name, fact in ruleset.facts.items() if fact.type != "decision"}


_Limits = dict[SideName, dict[str, Predicate]]


def _facts(
    ours: Mapping[str, Fact], theirs: Mapping[str, Fact]
) -> tuple[dict[str, Fact], _Limits, set[str]]:
    facts: dict[str, Fact] = {}
    limits: _Limits = {"base": {}, "head": {}}
    apart: set[str] = set()
    for name in dict.fromkeys((*ours, *theirs)):
        found = [side[name] for side in (ours, theirs) if name in side]
        joined = found[0] if len(found) == 1 else _joined(*found)
        if joined is None:
            apart.add(name)
            for side, fact in zip(SIDES, found, strict=True):
                key = sided(side, name)
                facts[key] = fact._replace(name=key)
            continue
        facts[name] = joined
        for side, fact in zip(SIDES, found, strict=False) if len(found) == 2 else ():
            limit = _limit(joined, fact)
            if limit is not None:
                limits[side][name] = limit
    for name in [name for name, fact in facts.items() if {fact.part, fact.whole} & apart]:
        del facts[name]  # a share of what cannot be compared cannot be, either
        apart.add(name)
        for side, declared in zip(SIDES, (ours, theirs), strict=True):
            if name in declared:
                one = declared[name]
                ends = [sided(side, end) if end in apart else end for end in (one.part, one.whole)]
                key = sided(side, name)
                facts[key] = one._replace(name=key, part=ends[0], whole=ends[1])
    return facts, limits, apart


def _joined(one: Fact, other: Fact) -> Fact | None:
    """The fact that has the values of both; None where they are of different sorts.

    It has a default where both have the same.
    """
    if one.default != other.default:
        one = one._replace(default=None)
    if one.type != other.type or (one.part, one.whole) != (other.part, other.whole):
        return None
    if one.type in _NUMBERS:
        return one._replace(
            minimum=wider(min, one.minimum, other.minimum),
            maximum=wider(max, one.maximum, other.maximum),
        )
    if one.type == "reference":  # to another kind of documents, or to none that are still there
        return None if one.values and {*one.values}.isdisjoint(other.values) else one
    if not (one.ordered or other.ordered):
        return one._replace(values=tuple(dict.fromkeys((*one.values, *other.values))))
    values = in_one_order(one.values, other.values)
    return None if values is None else one._replace(values=values, ordered=True)


def in_one_order(one: Sequence[str], other: Sequence[str]) -> tuple[str, ...] | None:
    """Merge two orders into one that agrees with both; None where they contradict each other.

    A value that only one of them has stands as early as its order allows.
    """
    shared = [value for value in one if value in other]
    if shared != [value for value in other if value in one]:
        return None
    found: list[str] = []
    rest = list(other)
    for value in one:
        if value in rest:
            cut = rest.index(value)
            found += rest[:cut]
            del rest[: cut + 1]
        found.append(value)
    return (*found, *rest)


def _limit(joined: Fact, fact: Fact) -> Predicate | None:
    """The condition under which a side can state a value of the joint fact.

    None where it can state every value, or leaves out what it does not know.
    """
    if fact.type in _NUMBERS:
        ends: list[Predicate] = []
        if fact.minimum is not None and fact.minimum != joined.minimum:
            ends.append(Compare(fact.name, ">=", fact.minimum))
        if fact.maximum is not None and fact.maximum != joined.maximum:
            ends.append(Compare(fact.name, "<=", fact.maximum))
        return All(tuple(ends)) if ends else None
    if fact.many or fact.type in ("boolean", "share") or set(joined.values) <= set(fact.values):
        return None
    return In(fact.name, frozenset(fact.values) & frozenset(joined.values))


class _Rewriting(NamedTuple):
    """What the rules of one side are called in the joint rule set."""

    side: SideName
    own: Mapping[str, Fact]
    facts: Mapping[str, Fact]
    renamed: frozenset[str]
    calendars: frozenset[str]

    def decision(self, decision: DecisionTable) -> DecisionTable:
        """A decision with the names of here."""
        return decision._replace(
            name=sided(self.side, decision.name),
            rules=tuple(self._rules(decision)),
            uses=tuple(sided(self.side, name) for name in decision.uses),
        )

    def _rules(self, decision: DecisionTable) -> Iterator[CompiledRule]:
        for rule in decision.rules:
            yield rule._replace(when=replaced(rule.when, self._test))

    def _test(self, test: SingleTest) -> Predicate:
        """A test with the names, and the positions in orders, of here."""
        if isinstance(test, Within):
            return Within(self._named(test.calendar, self.calendars))
        if isinstance(test, Compare):
            test = test._replace(bound=self._bound(test.fact, test.bound))
        return test._replace(fact=self._named(test.fact, self.renamed))

    def _named(self, name: str, renamed: frozenset[str]) -> str:
        return sided(self.side, name) if name in renamed else name

    def _bound(self, name: str, bound: float) -> float:
        """The position of an ordered value among those of both sides."""
        own = self.own[name]
        if own.type != "choice" or name in self.renamed:
            return bound
        return self.facts[name].values.index(own.values[int(bound)])
