"""MaskClause masks: a rule set compiled so that one incident takes a lookup a fact and an AND.

Each condition becomes clauses, of which one has to hold; a clause asks something of some facts. All
clauses of a decision are bits of one integer. A value of a fact leaves the bits of the clauses that
it does not break; what is left when all facts are looked up holds. A fact that is unknown leaves
all bits of what *may* hold and takes those that ask something of it from what *must*.

This is a faster way to what `decide` says where nothing unknown matters, and says nothing where
something does: `decide` stays what counts.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from itertools import product
from typing import Final, NamedTuple

from govcheck.duty.calendars import is_open
from govcheck.duty.roster import Roster
from govcheck.engine.cells import Cut, cut_at
from govcheck.engine.decide import decide, value_of
from govcheck.engine.evaluate import CaseView, truth, view_of
from govcheck.engine.ruleset import (
    All,
    Any,
    Case,
    Compare,
    Condition,
    DecisionTable,
    Fact,
    In,
    IsKnown,
    Match,
    Not,
    Ruleset,
    Ruling,
    Value,
    Within,
)

MOST_CLAUSES: Final = 256
"""A rule of more clauses is evaluated as it is written."""
_MOST_REMEMBERED: Final = 50_000
_NOTHING: Final[frozenset[str]] = frozenset()


class AskedTest(NamedTuple):
    """A test that has to hold, or not to."""

    test: Condition
    holds: bool


MaskClause = tuple[AskedTest, ...]


class _TooMany(Exception):
    """A condition has too many clauses."""


class MaskedDecision:
    """A decision as masks."""

    def __init__(self, decision: DecisionTable, facts: Mapping[str, Fact], roster: Roster) -> None:
        self.decision = decision
        self.opaque: list[int] = []
        """The rules that have too many clauses."""
        self._facts = facts
        self._roster = roster
        self._rule_at: list[int] = []
        """The rule of each clause, by its bit."""
        self._beyond: list[int] = []
        """For each rule the bits of the clauses after its own."""
        self._own: list[int] = []
        """For each rule the bits of its own clauses."""
        self._matches = [Match(rule, False) for rule in decision.rules]
        self._ranks = [
            decision.results.index(rule.results[0]) if decision.hit_policy == "highest" else 0
            for rule in decision.rules
        ]
        clauses: list[MaskClause] = []
        for number, rule in enumerate(decision.rules):
            try:
                found = list(_clauses(rule.when, wanted=True))
            except _TooMany:
                self.opaque.append(number)
                found = []
            self._own.append((1 << len(clauses) + len(found)) - (1 << len(clauses)))
            clauses += found
            self._rule_at += [number] * len(found)
            self._beyond.append(-1 << len(clauses))
        self._all = (1 << len(clauses)) - 1
        asked: dict[str, list[tuple[int, AskedTest]]] = {}
        self._known: dict[str, tuple[int, int]] = {}
        self._within: dict[str, tuple[int, int]] = {}
        for bit, clause in enumerate(clauses):
            for one in clause:
                if isinstance(one.test, IsKnown):
                    _take(self._known, one.test.fact, bit, self._all, holds=one.holds)
                elif isinstance(one.test, Within):
                    _take(self._within, one.test.calendar, bit, self._all, holds=one.holds)
                else:
                    asked.setdefault(one.test.fact, []).append((bit, one))  # type: ignore[union-attr]
        self._tables = {
            name: _Table(facts[name], tests, self._all) for name, tests in asked.items()
        }

    def ruling(self, view: CaseView, assumes: frozenset[str]) -> Ruling | None:
        """What the decision results in; None where something unknown may matter."""
        must = may = self._knowing(view)
        values = view.values
        for name, table in self._tables.items():
            value = values.get(name)
            if value is None:
                must &= table.unasked
            else:
                mask = table.of(value, view)
                must &= mask
                may &= mask
        matched = self._rules_of(must)
        if may != must and self._rules_of(may) != matched:
            return None
        for number in self.opaque:
            held = truth(self.decision.rules[number].when, view)
            if held is None:
                return None
            if held:
                matched.append(number)
        if self.opaque:
            matched.sort()
        return self._resulting(matched, assumes)

    def residual(self, view: CaseView) -> tuple[int, int] | None:
        """What is left of the decision once the known facts are looked up.

        The clauses that they leave in doubt, without those of rules that match for certain, and a
        clause of each rule that does. Results of decisions count as unknown. None where a rule has
        too many clauses.
        """
        if self.opaque:
            return None
        must = may = self._knowing(view)
        for name, table in self._tables.items():
            value = None if self._facts[name].type == "decision" else view.values.get(name)
            if value is None:
                must &= table.unasked
            else:
                mask = table.of(value, view)
                must &= mask
                may &= mask
        certain = 0
        while must:
            certain |= must & -must
            number = self._rule_at[(must & -must).bit_length() - 1]
            must &= self._beyond[number]
            may &= ~self._own[number]
        return may, certain

    def _knowing(self, view: CaseView) -> int:
        """The clauses that are not broken by which facts are known and which calendars are open."""
        left = self._all
        stated = view.case.facts
        for name, (if_known, if_not) in self._known.items():
            left &= if_known if name in stated else if_not
        for calendar, (if_open, if_closed) in self._within.items():
            open_ = is_open(self._roster, calendar, view.case.detected_at)
            left &= if_open if open_ else if_closed
        return left

    def _rules_of(self, clauses: int) -> list[int]:
        """The rules of which a clause is there, in order."""
        found = []
        while clauses:
            number = self._rule_at[(clauses & -clauses).bit_length() - 1]
            found.append(number)
            clauses &= self._beyond[number]
        return found

    def _resulting(self, matched: list[int], assumes: frozenset[str]) -> Ruling | None:
        """The ruling of the rules that match, all of them for certain."""
        decision = self.decision
        if decision.hit_policy == "unique" and len(matched) > 1:
            return None
        if not matched:
            result = decision.otherwise
            if decision.hit_policy == "collect":
                result = tuple(one for one in decision.results if one in result)
        elif decision.hit_policy == "collect":
            given = {result for number in matched for result in decision.rules[number].results}
            result = tuple(one for one in decision.results if one in given)
        elif decision.hit_policy == "highest":
            result = (decision.results[max([self._ranks[number] for number in matched])],)
        else:
            matched = matched[:1]
            result = (decision.rules[matched[0]].results[0],)
        matches = tuple([self._matches[number] for number in matched])
        return Ruling(decision, result, result, matches, assumes=assumes)


class _Table:
    """What the values of one fact leave of the clauses."""

    def __init__(self, fact: Fact, tests: list[tuple[int, AskedTest]], everything: int) -> None:
        self._name = fact.name
        self._tests = tests
        self._everything = everything
        asking = 0
        for bit, _ in tests:
            asking |= 1 << bit
        self.unasked = everything & ~asking
        """The clauses that ask nothing of the fact."""
        self._masks: dict[object, int] = {}
        self._cuts: list[tuple[float, float]] | None = None
        if fact.type in ("integer", "number"):
            self._cuts = sorted({cut for _, one in tests for cut in _cuts(one.test)})

    def of(self, value: Value, view: CaseView) -> int:
        """The clauses that a value does not break."""
        key: object = value
        if self._cuts is not None:
            key = bisect_right(self._cuts, (value, 0.5))
        found = self._masks.get(key)
        if found is None:
            if len(self._masks) >= _MOST_REMEMBERED:
                self._masks.clear()
            found = self._everything
            known = view._replace(values={self._name: value})
            for bit, (test, holds) in self._tests:
                if truth(test, known) is not holds:
                    found &= ~(1 << bit)
            self._masks[key] = found
        return found


class MaskedRuleset:
    """A rule set as masks; made once, asked for many incidents."""

    def __init__(self, ruleset: Ruleset, roster: Roster) -> None:
        self._ruleset = ruleset
        self._roster = roster
        self._defaults = ruleset.assumed(())
        self._shares = any(fact.type == "share" for fact in ruleset.facts.values())
        self.decisions = tuple(
            MaskedDecision(decision, ruleset.facts, roster) for decision in ruleset.decisions
        )

    def decide(self, case: Case) -> tuple[Ruling, ...]:
        """Just what `decide` says of an incident."""
        found = self.settled(case)
        return decide(self._ruleset, self._roster, case) if found is None else found

    def settled(self, case: Case) -> tuple[Ruling, ...] | None:
        """What `decide` says where nothing unknown may matter; else None."""
        if self._shares:
            view = view_of(self._ruleset, self._roster, case)
        else:
            values = {**self._defaults, **case.facts}
            view = CaseView(self._ruleset.facts, self._roster, case, values)
        found: list[Ruling] = []
        assumes: dict[str, frozenset[str]] = {}
        for masked in self.decisions:
            decision = masked.decision
            reads = _NOTHING
            if decision.uses:
                reads = reads.union(decision.uses, *(assumes[name] for name in decision.uses))
            ruling = masked.ruling(view, reads)
            if ruling is None:
                return None
            assumes[decision.name] = reads
            found.append(ruling)
            view.values[decision.name] = value_of(ruling)
        return tuple(found)

    def residual(self, case: Case) -> tuple[object, ...] | None:
        """What alone counts for the results and for what unknown facts could still change.

        Incidents of one residual are decided alike, by the same rules, and leave the same open.
        None where a rule has too many clauses.
        """
        view = view_of(self._ruleset, self._roster, case)
        numbers: list[Value | None] = []
        for name, fact in self._ruleset.facts.items():
            if fact.type == "share" and name not in view.values:
                numbers += [view.values.get(end) for end in (fact.part, fact.whole)]
        left = [masked.residual(view) for masked in self.decisions]
        if None in left:
            return None
        return frozenset(case.facts), *numbers, *left


def _take(
    masks: dict[str, tuple[int, int]], name: str, bit: int, everything: int, *, holds: bool
) -> None:
    """Take a clause from what is left where something holds, or where it does not."""
    if_so, if_not = masks.get(name, (everything, everything))
    broken = ~(1 << bit)
    masks[name] = (if_so, if_not & broken) if holds else (if_so & broken, if_not)


def _cuts(test: Condition) -> Iterator[tuple[float, float]]:
    """Where a test tells a number from the next; `(n, 0)` lies before n, `(n, 1)` after it."""
    found: Iterable[Cut] = ()
    if isinstance(test, Compare):
        found = (cut_at(test.op, test.bound),)
    elif isinstance(test, In):
        found = ((number, side) for number in test.values for side in (0, 1))  # type: ignore[misc]
    yield from found


def _clauses(condition: Condition, *, wanted: bool) -> Iterator[MaskClause]:
    """The clauses of a condition, or of its opposite. Raises _TooMany."""
    if isinstance(condition, Not):
        yield from _clauses(condition.part, wanted=not wanted)
    elif isinstance(condition, All | Any):
        parts = [list(_clauses(part, wanted=wanted)) for part in condition.parts]
        if isinstance(condition, All) is wanted:
            size = 1
            for part in parts:
                size *= len(part)
            if size > MOST_CLAUSES:
                raise _TooMany
            for combined in product(*parts):
                yield tuple(dict.fromkeys(one for clause in combined for one in clause))
        else:
            if sum(map(len, parts)) > MOST_CLAUSES:
                raise _TooMany
            for part in parts:
                yield from part
    else:
        yield (AskedTest(condition, wanted),)
