"""The mildest incident of those that are looked for.

Facts are stated rather than left out, then each is as mild as it can be, in the order of the
vocabulary, then the moment is the earliest. Mild is what lies away from `worse`, else what is
declared first, the lowest number, and fewer tags.
"""

from collections.abc import Iterable, Sequence

from govcheck.engine.ruleset import Case, Value
from govcheck.regions.incident import Axis, PartialIncident
from govcheck.regions.space import Space


def mildest(space: Space, assumptions: Sequence[int], facts: Iterable[str]) -> Case:
    """The mildest incident for which all assumptions hold, as far as these facts tell it.

    There has to be one. Raises Unsolved where a search does not end.
    """
    narrowing = Mildest(space, assumptions)
    narrowing.narrow(space.any_incident, facts)
    narrowing.find()
    return narrowing.case(space.any_incident, facts)


class Mildest:
    """Narrows assumptions that can hold, until only the mildest incidents are left."""

    def __init__(self, space: Space, assumptions: Sequence[int]) -> None:
        self._space = space
        self._solver = space.solver
        self.assumptions = list(assumptions)

    def narrow(self, incident: PartialIncident, facts: Iterable[str]) -> None:
        """Make an incident as mild as it can be in these facts."""
        wanted = set(facts)
        for name, known in incident.known.items():
            if name in wanted:
                self._prefer(known)
        for key in incident.keys_of(wanted):
            scale = self._space.scales.get(key[0])
            worst_first = scale is not None and scale.worst_first
            self.settle(incident.axes[key], worst_first=worst_first)
        self.settle(incident.moment)

    def settle(self, axis: Axis, *, worst_first: bool = False) -> None:
        """Fix an axis to its first cell that is possible, or to its last."""
        low, high = 0, axis.size - 1
        mild = -axis.at_least(1) if not worst_first else axis.at_least(high)
        if not self._prefer(mild):
            while low < high:
                middle = (low + high + worst_first) // 2
                upper = axis.at_least(middle) if worst_first else axis.at_least(middle + 1)
                if self._solver.solve([*self.assumptions, upper if worst_first else -upper]):
                    low, high = (middle, high) if worst_first else (low, middle)
                else:
                    low, high = (low, middle - 1) if worst_first else (middle + 1, high)
            self.assumptions += [axis.at_least(low), -axis.at_least(low + 1)]

    def find(self) -> None:
        """Choose one of what is left; cases are read of it."""
        self._solver.solve(self.assumptions)

    def case(self, incident: PartialIncident, facts: Iterable[str]) -> Case:
        """An incident that was found, as far as these facts tell it."""
        moment = self._space.moments[incident.moment.cell()]
        return Case(moment.at, self._facts(incident, facts))

    def _prefer(self, literal: int) -> bool:
        possible = self._solver.solve([*self.assumptions, literal])
        if possible:
            self.assumptions.append(literal)
        return possible

    def _facts(self, incident: PartialIncident, facts: Iterable[str]) -> dict[str, Value]:
        wanted = set(facts)
        numbers = self._space.numbers(incident)
        found: dict[str, Value] = {}
        for fact in self._space.ruleset.facts.values():
            known = incident.known.get(fact.name)
            stated = known is None or self._solver.holds(known)
            if fact.name not in wanted or fact.type in ("share", "decision") or not stated:
                continue
            if fact.many:
                tags = self._space.tags[fact.name]
                axes = incident.axes
                found[fact.name] = frozenset(tag for tag in tags if axes[fact.name, tag].cell())
            elif fact.name in numbers:
                found[fact.name] = numbers[fact.name]
            else:
                cell = incident.axes[fact.name,].cell()
                found[fact.name] = self._space.scales[fact.name].samples[cell]
        return found
