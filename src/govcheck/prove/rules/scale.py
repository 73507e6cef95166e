"""The scale of a fact: its values, cut where conditions tell them apart, mildest first or last."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from govcheck.engine.axes import cuts_of, tests_of
from govcheck.engine.cells import Cell, Cut, cells_of, cut_at, is_exactly, normal, sample
from govcheck.engine.evaluate import compare, position
from govcheck.engine.ruleset import Compare, Condition, Fact, In, Value
from govcheck.prove.rules.axis import Axis


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

    def literal(self, axis: Axis, test: In | Compare) -> int:
        """The test as a literal of an axis with these cells."""
        if isinstance(test, Compare):
            first = self._first_above(test)
            return axis.at_least(first) if test.op in (">=", ">") else -axis.at_least(first)
        return axis.among(sum(1 << cell for cell in self._cells_in(test)))

    def holds(self, value: Value, test: In | Compare) -> bool:
        """Whether a test holds for a value."""
        if isinstance(test, In):
            return value in test.values
        return compare(position(self.fact, value), test.op, test.bound)

    def _first_above(self, test: Compare) -> int:
        """The first cell on the upper side of a comparison."""
        if self.cells:
            return bisect_left(self.cells, (normal(self.fact, cut_at(test.op, test.bound)),))
        return int(test.bound) + (test.op in (">", "<="))

    def _cells_in(self, test: In) -> Iterable[int]:
        if not self.cells:
            return (cell for cell, value in enumerate(self.samples) if value in test.values)
        found = []
        for number in test.values:
            assert not isinstance(number, str)
            cell = bisect_left(self.cells, (normal(self.fact, (number, 0)),))
            if cell < len(self.cells) and is_exactly(self.cells[cell], self.fact, number):
                found.append(cell)
        return found


def scales_of(facts: Iterable[Fact], conditions: Sequence[Condition]) -> dict[str, Scale]:
    """The scales of all facts with one value."""
    cuts = cuts_of(conditions)
    named = _named(conditions)
    return {
        fact.name: _scale(fact, named.get(fact.name, set()), cuts.get(fact.name, ()))
        for fact in facts
    }


def _scale(fact: Fact, named: set[Value], cuts: Iterable[Cut]) -> Scale:
    """The scale of a fact of which conditions name some values, and cut the numbers so."""
    if fact.type in ("integer", "number"):
        cells = cells_of(fact, cuts)
        numbers = (sample(fact, cell) for cell in cells)
        return Scale(fact, tuple(number for number in numbers if number is not None), cells)
    if fact.type == "boolean":
        return Scale(fact, (False, True))
    if fact.ordered:
        return Scale(fact, fact.values)
    another = next((value for value in fact.values if value not in named), None)
    samples = tuple(value for value in fact.values if value in named or value == another)
    return Scale(fact, samples, another=None if another is None else samples.index(another))


def _named(conditions: Iterable[Condition]) -> dict[str, set[Value]]:
    """The values that conditions name, by fact."""
    found: dict[str, set[Value]] = {}
    for condition in conditions:
        for test in tests_of(condition):
            if isinstance(test, In):
                found.setdefault(test.fact, set()).update(test.values)
    return found
