"""The search for all regions of incidents that one decision decides differently."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import product
from typing import Final, NamedTuple

from govcheck.change.regions.joint_space import Asked, JointSpace
from govcheck.engine.ruleset import DecisionTable, Within, tests_of
from govcheck.regions.region import Region, Regions
from govcheck.regions.sided import SideName
from govcheck.regions.solver import TRUE

MOST_REGIONS: Final = 200
"""So many regions of one decision are told; beyond, it is said that there are more."""


class Divergence(NamedTuple):
    """Incidents that are decided differently, all in the same way."""

    region: Region
    before: tuple[str, ...]
    after: tuple[str, ...]


class Search:
    """All regions of one decision."""

    def __init__(
        self, joint: JointSpace, asked: Asked, base: DecisionTable, head: DecisionTable
    ) -> None:
        self._solver = joint.space.solver
        self._asked = asked
        self._base, self._head = base, head
        self._results = tuple(dict.fromkeys((*base.results, *head.results)))
        reads = joint.reads(asked.name)
        self._regions = Regions(joint.space, reads, _calendars(joint, asked.name))

    def regions(self) -> tuple[list[Divergence], bool]:
        """The regions, as few as need be; and whether these are all. Raises Unsolved."""
        found: list[Divergence] = []
        for before, after, wanted in self._ways():
            regions: list[Region] = []
            free = [wanted]
            while len(found) + len(regions) < MOST_REGIONS and self._solver.solve(free):
                region = self._regions.around(-wanted)
                regions.append(region)
                free.append(-self._regions.literal(region))
            found += [Divergence(region, before, after) for region in self._needed(regions)]
            if len(found) >= MOST_REGIONS:
                return found, False
        return found, True

    def _ways(self) -> Iterator[tuple[tuple[str, ...], tuple[str, ...], int]]:
        """Each way in which results can differ, with the literal for it."""

        def both(literals: Iterable[int]) -> int:
            return self._solver.both((self._asked.about, *literals))

        if self._base.hit_policy == "collect":
            for result in self._results:
                had, has = self._yields("base", result), self._yields("head", result)
                yield (result,), (), both((had, -has))
                yield (), (result,), both((-had, has))
            return
        for before, after in product(self._base.results, self._head.results):
            if before != after:
                pair = self._yields("base", before), self._yields("head", after)
                yield (before,), (after,), both(pair)

    def _yields(self, side: SideName, result: str) -> int:
        decision = self._base if side == "base" else self._head
        return self._asked.yields(side, result) if result in decision.results else -TRUE

    def _needed(self, regions: Sequence[Region]) -> list[Region]:
        """Drop each region that others cover together, beginning with the one of most tests."""
        kept = list(regions)
        for region in sorted(regions, key=len, reverse=True):
            others = [-self._regions.literal(one) for one in kept if one != region]
            beyond = [self._regions.literal(region), *others, self._regions.as_read]
            if len(kept) > 1 and not self._solver.solve(beyond):
                kept.remove(region)
        return kept


def _calendars(joint: JointSpace, name: str) -> set[str]:
    """The calendars that a decision reads, on either side, by way of others, too."""
    rules = (rule for decision in joint.with_used(name) for rule in decision.rules)
    tests = (test for rule in rules for test in tests_of(rule.when))
    return {test.calendar for test in tests if isinstance(test, Within)}
