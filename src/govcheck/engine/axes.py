"""The axes of the search: what is not known of an incident, cut into cells.

A fact with one value is one axis with the cells of its scale; a tag one with two cells, absent and
present; a share is tied to part and whole; a decision is an axis with a cell a rule that may win.
"""

import math
from collections.abc import Mapping
from typing import Final

from govcheck.engine.cells import Cell
from govcheck.engine.ruleset import Compare, Fact, HasTag, In, Value
from govcheck.engine.scale import Scales
from govcheck.engine.search import Domains, Formula, Literal
from govcheck.engine.shares import ANY_SHARE, SHARES, Range, Relation, feasible

ABSENT: Final = 0b01
PRESENT: Final = 0b10


class Axes:
    """Axes made as they are first asked for."""

    def __init__(self, facts: Mapping[str, Fact], scales: Scales) -> None:
        self._facts = facts
        self._scales = scales
        self._literals: dict[In | Compare | HasTag, Formula] = {}
        self._numbers: dict[str, int] = {}
        self._named: dict[tuple[str, ...], int] = {}
        self._cells: dict[int, tuple[Cell, ...]] = {}
        self._shares: dict[int, tuple[int | Range, int | Range]] = {}
        self._linked: tuple[int, ...] = ()
        """The axes of shares, and of the numbers of which they are."""
        self._links: dict[tuple[int, ...], bool | Literal] = {}
        """How these fit together, by their domains."""
        self.domains: Domains = []

    def add(self, size: int) -> int:
        """A new axis with so many cells."""
        self.domains.append((1 << size) - 1)
        return len(self.domains) - 1

    def literal(self, test: In | Compare | HasTag) -> Formula:
        """The test of an unknown fact as a literal of its axis, or as what it certainly is."""
        found = self._literals.get(test)
        if found is None:
            found = self._literals[test] = self._make(test)
        return found

    def stated(self, name: str, value: Value) -> list[Formula]:
        """That an unknown fact has a value, as literals of the axes that there are of it."""
        if isinstance(value, frozenset):
            return [
                Literal(axis, PRESENT if key[1] in value else ABSENT)
                for key, axis in self._named.items()
                if len(key) == 2 and key[0] == name
            ]
        axis = self._numbers.get(name, self._named.get((name,)))
        cell = self._scales.of(self._facts[name]).cell_of(value)
        return [] if axis is None else [Literal(axis, 1 << cell)]

    def renew(self, name: str) -> None:
        """Forget the axes of a fact and of its shares, so that new ones are made."""
        self._literals.clear()
        self._numbers.pop(name, None)
        for key in [key for key in self._named if name in key]:
            del self._named[key]

    def number(self, name: str) -> int:
        """The axis of an unknown number."""
        if name not in self._numbers:
            cells = self._scales.of(self._facts[name]).cells
            self._numbers[name] = self.add(len(cells))
            self._cells[self._numbers[name]] = cells
        return self._numbers[name]

    def share(self, fact: Fact, stated: Mapping[str, object] | None = None) -> int:
        """The axis of a share; `stated` has the numbers of its part and whole that are known."""
        key = ("", fact.part, fact.whole)
        if key not in self._named:
            ends = self._end(fact.part, stated or {}), self._end(fact.whole, stated or {})
            axis = self._axis(key, len(SHARES))
            self._shares[axis] = ends
            numbers = [end for end in ends if isinstance(end, int)]
            self._linked = tuple(dict.fromkeys((*self._linked, axis, *numbers)))
            self._links.clear()
        return self._named[key]

    def links(self, domains: Domains) -> bool | Literal:
        """Whether parts, wholes and shares fit together; where to split if that cannot be told."""
        if not self._shares:
            return True
        key = tuple([domains[axis] for axis in self._linked])
        found = self._links.get(key)
        if found is None:
            found = self._links[key] = self._link(domains)
        return found

    def _link(self, domains: Domains) -> bool | Literal:
        ranges: list[Range] = []
        places: dict[int | Range, int] = {}
        for ends in self._shares.values():
            for end in ends:
                if end not in places:
                    places[end] = len(ranges)
                    ranges.append(end if isinstance(end, Range) else self._hull(end, domains))
        relations = [
            Relation(places[part], places[whole], domains[axis])
            for axis, (part, whole) in self._shares.items()
        ]
        return feasible(ranges, relations) and (self._unclear(domains) or True)

    def _make(self, test: In | Compare | HasTag) -> Formula:
        fact = self._facts[test.fact]
        if isinstance(test, HasTag):
            return Literal(self._axis((fact.name, test.tag), 2), PRESENT)
        scale, cells = self._scales.bits(fact, test)
        if fact.type in ("integer", "number"):
            axis = self.number(fact.name)
        else:
            share = fact.type == "share"
            axis = self.share(fact) if share else self._axis((fact.name,), scale.size)
        every = (1 << len(scale.samples)) - 1
        return Literal(axis, cells) if cells not in (0, every) else bool(cells)

    def _unclear(self, domains: Domains) -> Literal | None:
        for axis, ends in self._shares.items():
            if domains[axis] != ANY_SHARE and domains[axis].bit_count() > 1:
                return Literal(axis, _lowest(domains[axis]))
            for end in ends:
                if isinstance(end, int) and not _contiguous(domains[end]):
                    return Literal(end, _lowest(domains[end]))
        return None

    def _hull(self, axis: int, domains: Domains) -> Range:
        cells = self._cells[axis]
        first = _lowest(domains[axis]).bit_length() - 1
        last = domains[axis].bit_length() - 1
        high = cells[last].end[0]
        return Range(int(cells[first].start[0]), high if math.isinf(high) else high - 1)

    def _end(self, name: str, stated: Mapping[str, object]) -> int | Range:
        if name in stated:
            number = stated[name]
            return Range(number, number)  # type: ignore[arg-type]
        return self.number(name)

    def _axis(self, key: tuple[str, ...], size: int) -> int:
        if key not in self._named:
            self._named[key] = self.add(max(size, 1))
        return self._named[key]


def _lowest(domain: int) -> int:
    return domain & -domain


def _contiguous(domain: int) -> bool:
    filled = domain + _lowest(domain)
    return filled & domain == 0
