"""Regions: sets of incidents that say something of each of a few facts, one fact at a time.

A region is found around an incident and made as large as it can be within the incidents that are
looked for: what need not be said is left out, and what is said is said as widely as possible.
"""

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Literal

from govcheck.named_tuples import NamedTuple
from govcheck.regions.incident import Axis, AxisKey
from govcheck.regions.solver import TRUE
from govcheck.regions.space import Space


class CellSpan(NamedTuple):
    """The cells of an ordered axis from one to another, both in."""

    key: AxisKey
    first: int
    last: int


class Among(NamedTuple):
    """Some cells of an axis, as bits; the bit beyond the last cell is for a fact not stated."""

    key: AxisKey
    cells: int


class FactStated(NamedTuple):
    """Whether tags are stated at all."""

    fact: str
    known: bool


class CalendarOpen(NamedTuple):
    """Whether a calendar is open at the moment of detection."""

    calendar: str
    within: bool


Say = CellSpan | Among | FactStated | CalendarOpen
Region = tuple[Say, ...]
"""Everything that is said; an empty region has every incident."""

_Sort = Literal["calendar", "absent", "stated", "choice", "order", "present"]
_DROPPED_FIRST: tuple[_Sort, ...] = ("calendar", "absent", "stated", "choice", "order", "present")
"""What a reader would rather not have to read comes first."""


class Regions:
    """Regions of the incidents of a space, as far as some facts tell them apart."""

    def __init__(self, space: Space, facts: Iterable[str], calendars: Iterable[str]) -> None:
        self._space = space
        self._solver = space.solver
        self._incident = space.any_incident
        self._facts = frozenset(facts)
        self._calendars = sorted(calendars)

    def around(self, outside: int) -> Region:
        """A largest region that has the incident just found and nothing of what is `outside`.

        Raises Unsolved where a search does not end.
        """
        region = self._here()
        core = self._core(region, outside)
        for say in sorted(core, key=lambda say: _DROPPED_FIRST.index(self._sort(say))):
            without = [one for one in core if one != say]
            if not self._meets(without, outside):
                core = without
        for place, say in enumerate(core):
            others = core[:place] + core[place + 1 :]
            core[place] = self._widened(say, others, outside)
        order = {key: place for place, key in enumerate(self._incident.axes)}
        return tuple(sorted(core, key=lambda say: _place(say, order)))

    @cached_property
    def as_read(self) -> int:
        """Whether an incident is one that can be written: tags that are not stated are not there.

        What such tags would be is free otherwise, so that a region could seem to have incidents
        beyond another one that nobody can tell apart from those of the other.
        """
        return self._solver.both(
            self._solver.either((self._incident.known[fact], self._axis(key).among(1)))
            for key in self._incident.keys_of(self._facts)
            for fact in key[:1]
            if fact in self._space.tags and fact in self._incident.known
        )

    def literal(self, region: Iterable[Say]) -> int:
        """Whether an incident lies in a region."""
        return self._solver.both(self._literal(say) for say in region)

    def _here(self) -> list[Say]:
        """Everything that can be said of the incident in the solver's present model."""
        incident = self._incident
        found: list[Say] = []
        for key in incident.keys_of(self._facts):
            axis = incident.axes[key]
            cell = axis.cell()
            known = self._known(key)
            if known is not None:
                stated = self._solver.holds(known)
                found.append(Among(key, 1 << (cell if stated else axis.size)))
            elif self._is_ordered(key):
                found.append(CellSpan(key, cell, cell))
            else:
                found.append(Among(key, 1 << cell))
        for fact, literal in incident.known.items():
            if fact in self._facts and fact in self._space.tags:
                found.append(FactStated(fact, self._solver.holds(literal)))
        opened = ((one, self._solver.holds(incident.within[one])) for one in self._calendars)
        found += [CalendarOpen(calendar, within) for calendar, within in opened]
        return found

    def _core(self, region: Sequence[Say], outside: int) -> list[Say]:
        literals = [self._literal(say) for say in region]
        if self._solver.solve([*literals, outside]):
            raise AssertionError("an incident that is looked for lies outside")
        named = set(self._solver.core())
        return [say for say, literal in zip(region, literals, strict=True) if literal in named]

    def _meets(self, region: Iterable[Say], outside: int) -> bool:
        return self._solver.solve([*(self._literal(say) for say in region), outside])

    def _widened(self, say: Say, others: Sequence[Say], outside: int) -> Say:
        if isinstance(say, CellSpan):
            size = self._axis(say.key).size
            first = self._furthest(say, others, outside, range(say.first, -1, -1), "first")
            say = say._replace(first=first)
            last = self._furthest(say, others, outside, range(say.last, size), "last")
            return say._replace(last=last)
        if isinstance(say, Among):
            for cell in range(self._axis(say.key).size + (self._known(say.key) is not None)):
                wider = say._replace(cells=say.cells | 1 << cell)
                if wider != say and not self._meets([*others, wider], outside):
                    say = wider
        return say

    def _furthest(
        self,
        say: CellSpan,
        others: Sequence[Say],
        outside: int,
        cells: range,
        end: Literal["first", "last"],
    ) -> int:
        """The last of the cells up to which the span can reach; it reaches the first of them."""
        low, high = 0, len(cells) - 1
        while low < high:
            middle = (low + high + 1) // 2
            wider = say._replace(**{end: cells[middle]})  # type: ignore[arg-type]
            if self._meets([*others, wider], outside):
                high = middle - 1
            else:
                low = middle
        return cells[low]

    def _literal(self, say: Say) -> int:
        if isinstance(say, CellSpan):
            return self._axis(say.key).between(say.first, say.last)
        if isinstance(say, Among):
            axis, known = self._axis(say.key), self._known(say.key)
            if known is None:
                return axis.among(say.cells)
            unstated = -known if say.cells >> axis.size & 1 else -TRUE
            inside = axis.among(say.cells & ((1 << axis.size) - 1))
            return self._solver.either((unstated, self._solver.both((known, inside))))
        if isinstance(say, FactStated):
            known = self._incident.known[say.fact]
            return known if say.known else -known
        within = self._incident.within[say.calendar]
        return within if say.within else -within

    def _known(self, key: AxisKey) -> int | None:
        """Whether a fact with one value is stated; None where it always, or never, is."""
        known = self._incident.known.get(key[0])
        return None if known is None or abs(known) == TRUE or len(key) > 1 else known

    def _axis(self, key: AxisKey) -> Axis:
        return self._incident.axes[key]

    def _is_ordered(self, key: AxisKey) -> bool:
        if len(key) > 1:
            return True
        fact = self._space.ruleset.facts[key[0]]
        return fact.ordered or fact.type in ("integer", "number", "boolean")

    def _sort(self, say: Say) -> _Sort:
        if isinstance(say, CalendarOpen):
            return "calendar"
        if isinstance(say, FactStated):
            return "stated"
        if isinstance(say, Among):
            return "choice"
        if len(say.key) == 1:
            return "order"
        return "present" if say.first else "absent"


def _place(say: Say, order: dict[AxisKey, int]) -> tuple[int, int]:
    """Facts as declared, whether they are stated before what they are, and calendars last."""
    if isinstance(say, CalendarOpen):
        return len(order), 0
    if isinstance(say, FactStated):
        return min(place for key, place in order.items() if key[0] == say.fact), 0
    return order[say.key], 1
