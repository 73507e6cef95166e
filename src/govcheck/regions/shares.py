"""Parts, wholes and shares of incidents: which cells of them go together.

Clauses do not add up numbers. So each model is looked at: where no numbers fit the cells that it
has chosen, a clause says so, as general as it can be made, and the search goes on.
"""

import math
from collections.abc import Mapping, Sequence
from typing import Literal

from govcheck.engine.cells import Cell
from govcheck.engine.ruleset import Fact
from govcheck.engine.scale import Scale
from govcheck.engine.shares import ANY_SHARE, Range, Relation, feasible
from govcheck.named_tuples import NamedTuple
from govcheck.regions.incident import Axis, PartialIncident
from govcheck.regions.solver import Clause, Solver


class _End(NamedTuple):
    """A number that is part or whole of something, with the stretches of its cells."""

    axis: Axis
    cells: tuple[Cell, ...]


class _Tie(NamedTuple):
    """A share with the positions of its part and whole among the ends."""

    axis: Axis
    part: int
    whole: int


class _Bound(NamedTuple):
    """A literal of the model, and what it bounds: an end from below or above, or a share."""

    literal: int
    of: Literal["low", "high", "share"]
    number: int


class Shares:
    """All shares of some incidents; numbers that these have in common are the same number."""

    def __init__(
        self,
        solver: Solver,
        incidents: Sequence[PartialIncident],
        shares: Sequence[Fact],
        scales: Mapping[str, Scale],
    ) -> None:
        self._solver = solver
        self._ends: list[_End] = []
        self._ties: list[_Tie] = []
        self._fitting: set[tuple[int, ...]] = set()
        """Cells for which there are numbers."""
        self._names = sorted({end for share in shares for end in (share.part, share.whole)})
        for incident in incidents:
            for name in self._names:
                if self._position(incident, name) is None:
                    self._ends.append(_End(incident.axes[name,], scales[name].cells))
            for share in shares:
                part, whole = (self._place(incident, end) for end in (share.part, share.whole))
                tie = _Tie(incident.axes[share.name,], part, whole)
                if tie not in self._ties:
                    self._ties.append(tie)

    def check(self) -> Clause | None:
        """A clause that the present model breaks, None where numbers fit its cells."""
        axes = (*(end.axis for end in self._ends), *(tie.axis for tie in self._ties))
        cells = tuple([axis.cell() for axis in axes])
        if cells in self._fitting:
            return None
        bounds = self._bounds()
        if self._fit(bounds):
            self._fitting.add(cells)
            return None
        for bound in tuple(bounds):
            fewer = [one for one in bounds if one is not bound]
            if not self._fit(fewer):
                bounds = fewer
        return [-bound.literal for bound in bounds]

    def numbers(self, incident: PartialIncident) -> dict[str, int]:
        """The least numbers that fit the present model, by fact."""
        bounds = self._bounds()
        return {name: self._least(bounds, self._place(incident, name)) for name in self._names}

    def _position(self, incident: PartialIncident, name: str) -> int | None:
        axis = incident.axes[name,]
        return next((place for place, end in enumerate(self._ends) if end.axis is axis), None)

    def _place(self, incident: PartialIncident, name: str) -> int:
        place = self._position(incident, name)
        assert place is not None
        return place

    def _bounds(self) -> list[_Bound]:
        found = []
        for number, end in enumerate(self._ends):
            cell = end.axis.cell()
            found.append(_Bound(end.axis.at_least(cell), "low", number))
            found.append(_Bound(-end.axis.at_least(cell + 1), "high", number))
        for number, tie in enumerate(self._ties):
            cell = tie.axis.cell()
            found.append(_Bound(tie.axis.between(cell, cell), "share", number))
        return found

    def _fit(self, bounds: Sequence[_Bound], most: tuple[int, int] | None = None) -> bool:
        """Whether numbers fit; `most` is an end with the number that it may be at most."""
        bounded = {(bound.of, bound.number) for bound in bounds}
        ranges = [
            _range(end, ("low", number) in bounded, ("high", number) in bounded)
            for number, end in enumerate(self._ends)
        ]
        if most is not None:
            number, limit = most
            ranges[number] = ranges[number]._replace(high=limit)
        relations = []
        for number, tie in enumerate(self._ties):
            chosen = 1 << tie.axis.cell() if ("share", number) in bounded else ANY_SHARE
            relations.append(Relation(tie.part, tie.whole, chosen))
        return feasible(ranges, relations)

    def _least(self, bounds: Sequence[_Bound], number: int) -> int:
        """The least number of an end in any solution; all least ones are a solution together."""
        low = _range(self._ends[number], low=True, high=True).low
        step = 1
        while not self._fit(bounds, (number, low + step)):
            step *= 2
        high = low + step
        while low < high:
            middle = (low + high) // 2
            if self._fit(bounds, (number, middle)):
                high = middle
            else:
                low = middle + 1
        return low


def _range(end: _End, low: bool, high: bool) -> Range:
    """The numbers of the present cell, or beyond it where an end of it does not count."""
    here = end.cells[end.axis.cell()]
    first, last = here if low else end.cells[0], here if high else end.cells[-1]
    limit = last.end[0]
    return Range(int(first.start[0]), limit if math.isinf(limit) else limit - 1)
