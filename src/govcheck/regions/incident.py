"""An incident as literals: what it may state, when it may be detected, and what fits together.

An axis is something of it that takes one of a few values. Order encoding: a literal says for each
value whether the incident has it or a later one, so that a comparison is a single literal.
"""

from collections.abc import Iterable, Mapping

from govcheck.engine.scale import Run, runs_of
from govcheck.named_tuples import NamedTuple
from govcheck.regions.solver import TRUE, Solver


class Axis:
    """One of so many cells, numbered from 0."""

    def __init__(self, solver: Solver, size: int) -> None:
        self.size = size
        self._solver = solver
        self._from = [TRUE, *(solver.fresh() for _ in range(size - 1)), -TRUE]
        for lower, higher in zip(self._from[1:-1], self._from[2:-1], strict=False):
            solver.add(-higher, lower)

    def at_least(self, cell: int) -> int:
        """Holds for this cell and all after it."""
        return self._from[min(cell, self.size)]

    def between(self, first: int, last: int) -> int:
        """Holds from one cell to another, both in."""
        return self._solver.both((self.at_least(first), -self.at_least(last + 1)))

    def within(self, runs: Iterable[Run]) -> int:
        """Holds for some rows of cells."""
        return self._solver.either(self.between(first, last) for first, last in runs)

    def among(self, cells: int) -> int:
        """Holds for cells that are given as bits."""
        return self.within(runs_of(cell for cell in range(self.size) if cells >> cell & 1))

    def beyond(self, other: "Axis") -> int:
        """Holds where this axis stands at a later cell than another of the same size."""
        return self._solver.either(
            self._solver.both((self.at_least(cell), -other.at_least(cell)))
            for cell in range(1, self.size)
        )

    def cell(self) -> int:
        """The cell in the solver's present model."""
        return sum(self._solver.holds(literal) for literal in self._from[1:-1])


AxisKey = tuple[str, ...]
"""`(fact,)`, or `(fact, tag)` for each tag of a set."""


class PartialIncident(NamedTuple):
    """Any incident: an axis for each fact, a literal for whether it is stated, and the moment.

    The axes have a value of every fact, which for one that is not stated is what it may turn out
    to be. Facts that are always stated are not in `known`.
    """

    axes: Mapping[AxisKey, Axis]
    known: Mapping[str, int]
    moment: Axis
    within: Mapping[str, int]
    """A literal for each calendar: whether the incident is detected while it is open."""

    def stating(self, known: Mapping[str, int]) -> "PartialIncident":
        """The same incident with other literals for whether some facts are stated."""
        return self._replace(known={**self.known, **known})

    def keys_of(self, facts: Iterable[str]) -> list[AxisKey]:
        """The axes that tell the values of some facts, in the order of the vocabulary."""
        wanted = set(facts)
        return [key for key in self.axes if key[0] in wanted]
