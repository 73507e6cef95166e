"""Lookups: what the value of one fact leaves of the clauses, which are bits of an integer.

What a value leaves is worked out when it first occurs; from then on it takes one access.
"""

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from math import inf, nextafter
from typing import Final

from govcheck.duty.calendars import is_open, open_intervals
from govcheck.duty.roster import Roster
from govcheck.engine.evaluate import compare, position
from govcheck.engine.ruleset import Compare, Fact, HasTag, In, Predicate, Value
from govcheck.named_tuples import NamedTuple
from govcheck.time.clock import DAY

MOST_REMEMBERED: Final = 50_000
"""So many values of a fact, instants, or answers are remembered at once."""

_FEW: Final = 32
"""So many instants are looked at one by one before whole stretches of time are."""
_STRETCH: Final = 64 * DAY


class AskingClauses(NamedTuple):
    """The clauses that need a test to hold, and those that need it to fail."""

    holding: int
    failing: int

    def left(self, everything: int, *, holds: bool) -> int:
        """What is left of all clauses where the test holds, or fails."""
        return everything & ~(self.failing if holds else self.holding)


AskingByTest = Mapping[Predicate, AskingClauses]


class FactLookup(dict[Value, int]):
    """What the values of a choice, a reference, a truth or a decision leave."""

    def __init__(self, fact: Fact, asked: AskingByTest, everything: int) -> None:
        super().__init__()
        self.fact = fact
        self.everything = everything
        self.asked = asked
        asking = 0
        for one in asked.values():
            asking |= one.holding | one.failing
        self.unasked = everything & ~asking
        """The clauses that ask nothing of the fact."""

    def __missing__(self, value: Value) -> int:
        if len(self) >= MOST_REMEMBERED:
            self.clear()
        found = self[value] = self.work_out(value)
        return found

    def of(self, value: Value) -> int:
        """The clauses that a value does not break."""
        return self[value]

    def work_out(self, value: Value) -> int:
        """The same, from the tests."""
        found = self.everything
        for test, clauses in self.asked.items():
            found &= clauses.left(self.everything, holds=_holds(self.fact, test, value))
        return found


class TagLookup(FactLookup):
    """What sets of tags leave, or the results of a decision that collects."""

    def __init__(self, fact: Fact, asked: AskingByTest, everything: int) -> None:
        super().__init__(fact, asked, everything)
        self._failing: dict[str, int] = {}
        needed: dict[int, set[str]] = {}
        for test, clauses in asked.items():
            assert isinstance(test, HasTag)
            if clauses.failing:
                self._failing[test.tag] = clauses.failing
            for bit in bits_of(clauses.holding):
                needed.setdefault(bit, set()).add(test.tag)
        self._needing: dict[str, int] = {}
        """The clauses that need one tag only, by the tag."""
        self._several: dict[frozenset[str], int] = {}
        self._needless = everything
        for bit, tags in needed.items():
            self._needless &= ~bit
            if len(tags) == 1:
                self._needing[min(tags)] = self._needing.get(min(tags), 0) | bit
            else:
                several = frozenset(tags)
                self._several[several] = self._several.get(several, 0) | bit

    def work_out(self, value: Value) -> int:
        """The clauses that a set does not break, from the tests."""
        assert isinstance(value, frozenset)
        found, broken = self._needless, 0
        for tag in value:
            found |= self._needing.get(tag, 0)
            broken |= self._failing.get(tag, 0)
        for tags, clauses in self._several.items():
            if tags <= value:
                found |= clauses
        return found & ~broken


class NumberLookup(FactLookup):
    """What numbers leave: the same between two cuts."""

    def __init__(self, fact: Fact, asked: AskingByTest, everything: int) -> None:
        super().__init__(fact, asked, everything)
        self.cuts: list[float] = sorted({cut for test in asked for cut in _cuts(test)})
        """Each is the first number that something tells from those before it."""
        self.left: list[int | None] = [None] * (len(self.cuts) + 1)
        """What is left before the first cut, between two, and from the last one on."""

    def of(self, value: Value) -> int:
        """The clauses that a number does not break."""
        cell = bisect_right(self.cuts, value)
        found = self.left[cell]
        return self.fill(cell, value) if found is None else found

    def fill(self, cell: int, value: Value) -> int:
        """The same, for the first number between two cuts."""
        found = self.left[cell] = self.work_out(value)
        return found


def lookup_of(fact: Fact, asked: AskingByTest, everything: int) -> FactLookup:
    """The lookup for a fact of which tests are asked, each by some clauses."""
    if fact.type in ("integer", "number"):
        return NumberLookup(fact, asked, everything)
    many = fact.type == "tags" or any(isinstance(test, HasTag) for test in asked)
    return (TagLookup if many else FactLookup)(fact, asked, everything)


class OpenLookup:
    """What the calendars leave at an instant."""

    def __init__(
        self, roster: Roster, calendars: Mapping[str, AskingClauses], everything: int
    ) -> None:
        self._roster = roster
        self._calendars = calendars
        self._everything = everything
        self._known: dict[int, int] = {}
        """By instant, or by where a stretch begins in which nothing opens or closes."""
        self._edges: dict[int, list[int]] = {}
        self._asked = 0

    def at(self, instant: int) -> int:
        """The clauses that are not broken by what is open then."""
        found = self._known.get(instant)
        if found is not None:
            return found
        key = instant
        if self._asked < _FEW:
            self._asked += 1
        else:
            edges = self._cut(instant // _STRETCH)
            key = edges[bisect_right(edges, instant) - 1]
            found = self._known.get(key)
            if found is not None:
                return found
        if len(self._known) >= MOST_REMEMBERED:
            self._known.clear()
        found = self._everything
        for calendar, clauses in self._calendars.items():
            holds = is_open(self._roster, calendar, instant)
            found &= clauses.left(self._everything, holds=holds)
        self._known[key] = found
        return found

    def _cut(self, number: int) -> list[int]:
        """Where a stretch begins, and every instant in it at which a calendar opens or closes."""
        found = self._edges.get(number)
        if found is None:
            start = number * _STRETCH
            spans = (
                span
                for calendar in self._calendars
                for span in open_intervals(self._roster, calendar, start, start + _STRETCH)
            )
            inside = {edge for span in spans for edge in span if edge < start + _STRETCH}
            found = self._edges[number] = sorted({start, *inside})
        return found


def bits_of(mask: int) -> Iterable[int]:
    """The bits of a mask, lowest first, each as a mask of its own."""
    while mask:
        bit = mask & -mask
        yield bit
        mask ^= bit


def _holds(fact: Fact, test: Predicate, value: Value) -> bool:
    if isinstance(test, In):
        return value in test.values
    if isinstance(test, Compare):
        return compare(position(fact, value), test.op, test.bound)
    assert isinstance(test, HasTag)
    return test.tag in value  # type: ignore[operator]


def _cuts(test: Predicate) -> Iterable[float]:
    """The first numbers that a test tells from those before them."""
    if isinstance(test, Compare):
        return ((test.bound if test.op in (">=", "<") else _after(test.bound)),)
    assert isinstance(test, In)
    numbers = [one for one in test.values if not isinstance(one, str)]
    return (*numbers, *map(_after, numbers))


def _after(number: float) -> float:
    """The least number above one that a fact may have."""
    return nextafter(number, inf)
