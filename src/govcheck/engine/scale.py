"""The scale of a fact with one value: its values, cut into cells where conditions tell them apart.

Whoever reasons about incidents cuts facts here: the search for one incident, the solver for all.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator

from govcheck.engine.cells import Cell, Cut, cells_of, cut_at, is_exactly, normal, sample
from govcheck.engine.evaluate import compare, position
from govcheck.engine.ruleset import Compare, Fact, In, Predicate, Value, tests_of
from govcheck.named_tuples import NamedTuple

Run = tuple[int, int]
"""Cells in a row, as their first and last."""


class Scale(NamedTuple):
    """The cells of a fact. `samples` has a value of each; none where the fact can have no value."""

    fact: Fact
    samples: tuple[Value, ...]
    cells: tuple[Cell, ...] = ()
    """Of numbers: the stretch of each cell."""
    another: int | None = None
    """The sample that stands for every value that no condition names."""

    @property
    def size(self) -> int:
        """How many cells there are; a fact without values has one in which no test holds."""
        return max(len(self.samples), 1)

    @property
    def worst_first(self) -> bool:
        """Whether the first cells are the grave ones."""
        return self.fact.worse == "lower"

    def runs(self, test: In | Compare) -> Iterator[Run]:
        """The cells in which a test holds, in rows, lowest first."""
        if isinstance(test, In):
            yield from runs_of(self._listed(test))
            return
        first, last = self._first_above(test), len(self.samples) - 1
        if test.op in (">=", ">") and first <= last:
            yield first, last
        elif test.op in ("<=", "<") and first > 0:
            yield 0, min(first - 1, last)

    def bits(self, test: In | Compare) -> int:
        """The cells in which a test holds, a bit each."""
        return sum((2 << last) - (1 << first) for first, last in self.runs(test))

    def holds(self, value: Value, test: In | Compare) -> bool:
        """Whether a test holds for a value."""
        if isinstance(test, In):
            return value in test.values
        return compare(position(self.fact, value), test.op, test.bound)

    def cell_of(self, value: Value) -> int:
        """The cell of a value that the fact may have."""
        if self.cells:
            cut: Cut = normal(self.fact, (value, 0))  # type: ignore[arg-type]
            return bisect_right(self.cells, cut, key=lambda cell: cell.start) - 1
        if value in self.samples:
            return self.samples.index(value)
        assert self.another is not None
        return self.another

    def _first_above(self, test: Compare) -> int:
        """The first cell on the upper side of a comparison."""
        if self.cells:
            return bisect_left(self.cells, (normal(self.fact, cut_at(test.op, test.bound)),))
        return int(test.bound) + (test.op in (">", "<="))

    def _listed(self, test: In) -> list[int]:
        if not self.cells:
            return [cell for cell, value in enumerate(self.samples) if value in test.values]
        found = set()
        for number in test.values:
            assert not isinstance(number, str)
            cell = bisect_left(self.cells, (normal(self.fact, (number, 0)),))
            if cell < len(self.cells) and is_exactly(self.cells[cell], self.fact, number):
                found.add(cell)
        return sorted(found)


class Scales:
    """The scales of facts, as far as some conditions tell values apart; made when asked for."""

    def __init__(self, conditions: Iterable[Predicate]) -> None:
        self._cuts: dict[str, set[Cut]] = {}
        self._named: dict[str, set[Value]] = {}
        self._known: dict[str, Scale] = {}
        self._bits: dict[In | Compare, tuple[Scale, int]] = {}
        for test in (test for condition in conditions for test in tests_of(condition)):
            if isinstance(test, Compare):
                self._cuts.setdefault(test.fact, set()).add(cut_at(test.op, test.bound))
            elif isinstance(test, In):
                self._named.setdefault(test.fact, set()).update(test.values)

    def of(self, fact: Fact) -> Scale:
        """The scale of a fact with one value."""
        if fact.name not in self._known:
            self._known[fact.name] = self._make(fact, self._named.get(fact.name, set()))
        return self._known[fact.name]

    def bits(self, fact: Fact, test: In | Compare) -> tuple[Scale, int]:
        """The scale of a fact, and the cells in which a test of it holds, a bit each."""
        found = self._bits.get(test)
        if found is None:
            scale = self.of(fact)
            found = self._bits[test] = scale, scale.bits(test)
        return found

    def cuts(self, name: str) -> set[Cut]:
        """Where the conditions cut a number."""
        numbers = (one for one in self._named.get(name, ()) if isinstance(one, int | float))
        around = ((number, side) for number in numbers for side in (0, 1))
        return {*self._cuts.get(name, ()), *around}

    def _make(self, fact: Fact, named: set[Value]) -> Scale:
        if fact.type in ("integer", "number"):
            cells = cells_of(fact, self.cuts(fact.name))
            numbers = (sample(fact, cell) for cell in cells)
            return Scale(fact, tuple(number for number in numbers if number is not None), cells)
        if fact.type == "boolean":
            return Scale(fact, (False, True))
        if fact.ordered:
            return Scale(fact, fact.values)
        another = next((value for value in fact.values if value not in named), None)
        samples = tuple(value for value in fact.values if value in named or value == another)
        return Scale(fact, samples, another=None if another is None else samples.index(another))


def runs_of(cells: Iterable[int]) -> Iterator[Run]:
    """Cells, lowest first, as rows of them."""
    first: int | None = None
    last = -1
    for cell in cells:
        if first is not None and cell != last + 1:
            yield first, last
            first = None
        first, last = cell if first is None else first, cell
    if first is not None:
        yield first, last
