"""An incident as literals: what it may state, when it may be detected, and what fits together."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from govcheck.regions.axis import Axis

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
