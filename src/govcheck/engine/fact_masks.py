"""Facts as masks: what the stated facts, and the calendars, leave of all clauses of a rule set."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from typing import Any

from govcheck.duty.roster import Roster
from govcheck.engine.lookups import (
    MOST_REMEMBERED,
    AskingClauses,
    FactLookup,
    NumberLookup,
    OpenLookup,
    lookup_of,
)
from govcheck.engine.masked_decision import MaskedDecision
from govcheck.engine.ruleset import Case, IsKnown, Ruleset, Value, Within
from govcheck.engine.shares import share_of

Left = tuple[int, int]
"""The clauses that hold for certain, and those that may hold."""

_Notes = dict[Any, list[int]]
"""By what is asked: the clauses that need it to hold, and those that need it to fail."""


class FactMasks:
    """What the facts of an incident leave of the clauses, whatever decisions result in."""

    def __init__(
        self, ruleset: Ruleset, roster: Roster, decisions: Iterable[MaskedDecision]
    ) -> None:
        """Each of `decisions` is told, too, what the results of others leave of its clauses."""
        self._defaults = ruleset.assumed(())
        asked: dict[str, _Notes] = {}
        known: _Notes = {}
        calendars: _Notes = {}
        self._everything = 0
        self._asking: dict[str, int] = {}
        """The clauses that ask something of a fact, whether it is known included."""
        for one in decisions:
            self._everything |= one.everything << one.shift
            own: dict[str, _Notes] = {}
            for bit, clause in enumerate(one.clauses):
                for test, holds in clause:
                    at = 1 << one.shift + bit
                    if isinstance(test, IsKnown):
                        _note(known, test.fact, at, holds=holds)
                        self._asking[test.fact] = self._asking.get(test.fact, 0) | at
                    elif isinstance(test, Within):
                        _note(calendars, test.calendar, at, holds=holds)
                    elif test.fact in one.uses:
                        _note(own.setdefault(test.fact, {}), test, 1 << bit, holds=holds)
                    else:
                        _note(asked.setdefault(test.fact, {}), test, at, holds=holds)
                        self._asking[test.fact] = self._asking.get(test.fact, 0) | at
            one.reads = tuple(
                (name, lookup_of(ruleset.facts[name], _asking(notes), one.everything))
                for name, notes in own.items()
            )
        self._known = tuple(
            (name, one.left(self._everything, holds=True), one.left(self._everything, holds=False))
            for name, one in _asking(known).items()
        )
        hours = _asking(calendars)
        self._open = OpenLookup(roster, hours, self._everything) if hours else None
        self._plain: list[tuple[str, FactLookup]] = []
        self._numbers: list[tuple[str, list[float], list[int | None], NumberLookup]] = []
        self._shares: list[tuple[str, str, str, FactLookup]] = []
        for name, notes in asked.items():
            fact = ruleset.facts[name]
            lookup = lookup_of(fact, _asking(notes), self._everything)
            if isinstance(lookup, NumberLookup):
                self._numbers.append((name, lookup.cuts, lookup.left, lookup))
            elif fact.type == "share":
                self._shares.append((name, fact.part, fact.whole, lookup))
            else:
                self._plain.append((name, lookup))

        shares = [fact for fact in ruleset.facts.values() if fact.type == "share"]
        self._ends = tuple((one.part, one.whole) for one in shares)
        self._shared = frozenset(name for one in shares for name in (one.name, one.part, one.whole))
        self._read: dict[int, tuple[str, ...]] = {}

    def read_by(self, clauses: int) -> tuple[str, ...]:
        """The facts of which some clauses ask, those of which shares are made included."""
        found = self._read.get(clauses)
        if found is None:
            if len(self._read) >= MOST_REMEMBERED:
                self._read.clear()
            found = self.with_ends([n for n, asking in self._asking.items() if asking & clauses])
            self._read[clauses] = found
        return found

    def with_ends(self, names: Iterable[str]) -> tuple[str, ...]:
        """Facts, and where one of them has to do with shares all numbers of which shares are."""
        asked = dict.fromkeys(names)
        if not self._shared.isdisjoint(asked):
            asked.update(dict.fromkeys(end for ends in self._ends for end in ends))
        return tuple(asked)

    def known_of(self, names: Iterable[str], case: Case) -> tuple[object, ...]:
        """Which of some facts are stated, and those numbers of which a share is not known."""
        facts = case.facts
        known: list[object] = [name for name in names if name in facts]
        if not self._shared.isdisjoint(names):
            for part, whole in self._ends:
                ends = facts.get(part), facts.get(whole)
                if None in ends:
                    known += ends
        return tuple(known)

    def left(self, case: Case) -> Left:
        """What the known facts leave of the clauses, whatever decisions result in."""
        facts = case.facts
        try:
            left = self._everything
            for name, lookup in self._plain:
                left &= lookup[facts[name]]
            for name, cuts, masks, numbers in self._numbers:
                value = facts[name]
                cell = bisect_right(cuts, value)
                mask = masks[cell]
                left &= numbers.fill(cell, value) if mask is None else mask
            for _, part, whole, lookup in self._shares:
                left &= lookup[share_of(facts[part], facts[whole])]  # type: ignore[arg-type]
        except KeyError:
            must, may = self._left_by_some(facts)
        else:
            must = may = left
        if self._known or self._open is not None:
            left = -1
            for name, if_known, if_not in self._known:
                left &= if_known if name in facts else if_not
            if self._open is not None:
                left &= self._open.at(case.detected_at)
            return must & left, may & left
        return must, may

    def whatever_becomes_known(self, case: Case) -> Left:
        """The same if it were open whether facts become known that are not stated."""
        must, may = self._left_by_some(case.facts)
        left = -1 if self._open is None else self._open.at(case.detected_at)
        for name, if_known, if_not in self._known:
            if name in case.facts:
                left &= if_known
            else:
                must &= if_known & if_not
        return must & left, may & left

    def _left_by_some(self, facts: Mapping[str, Value]) -> Left:
        """The same where not every fact is stated."""
        must = may = self._everything
        assumed = self._defaults
        for name, lookup in self._plain:
            value = facts.get(name)
            if value is None:
                value = assumed.get(name)
            if value is None:
                must &= lookup.unasked
            else:
                mask = lookup[value]
                must &= mask
                may &= mask
        for name, _, _, numbers in self._numbers:
            value = facts.get(name)
            if value is None:
                value = assumed.get(name)
            if value is None:
                must &= numbers.unasked
            else:
                mask = numbers.of(value)
                must &= mask
                may &= mask
        for _, part, whole, lookup in self._shares:
            if part in facts and whole in facts:
                mask = lookup[share_of(facts[part], facts[whole])]  # type: ignore[arg-type]
                must &= mask
                may &= mask
            else:
                must &= lookup.unasked
        return must, may


def _note(notes: _Notes, key: object, bit: int, *, holds: bool) -> None:
    notes.setdefault(key, [0, 0])[not holds] |= bit


def _asking(notes: _Notes) -> dict[Any, AskingClauses]:
    return {key: AskingClauses(holding, failing) for key, (holding, failing) in notes.items()}
