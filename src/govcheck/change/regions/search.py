"""The search for all regions of incidents that one decision decides differently."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import product
from typing import Final, NamedTuple

from govcheck.change.regions.boxes import Box, Boxes
from govcheck.change.regions.meeting import Asked, Meeting
from govcheck.change.regions.merge import SideName
from govcheck.engine.axes import tests_of
from govcheck.engine.ruleset import Decision, Within
from govcheck.prove.rules.solver import TRUE

MOST_REGIONS: Final = 200
"""So many regions of one decision are told; beyond, it is said that there are more."""


class Region(NamedTuple):
    """Incidents that are decided differently, all in the same way."""

    box: Box
    before: tuple[str, ...]
    after: tuple[str, ...]


class Search:
    """All regions of one decision."""

    def __init__(self, meeting: Meeting, asked: Asked, base: Decision, head: Decision) -> None:
        self._solver = meeting.space.solver
        self._asked = asked
        self._base, self._head = base, head
        self._results = tuple(dict.fromkeys((*base.results, *head.results)))
        reads = meeting.reads(asked.name)
        self._boxes = Boxes(meeting.space, reads, _calendars(meeting, asked.name))

    def regions(self) -> tuple[list[Region], bool]:
        """The regions, as few as need be; and whether these are all. Raises Unsolved."""
        found: list[Region] = []
        for before, after, wanted in self._ways():
            boxes: list[Box] = []
            free = [wanted]
            while len(found) + len(boxes) < MOST_REGIONS and self._solver.solve(free):
                box = self._boxes.around(-wanted)
                boxes.append(box)
                free.append(-self._boxes.literal(box))
            found += [Region(box, before, after) for box in self._needed(boxes)]
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

    def _needed(self, boxes: Sequence[Box]) -> list[Box]:
        """The boxes without those that others cover together, the wordiest of them first."""
        kept = list(boxes)
        for box in sorted(boxes, key=len, reverse=True):
            others = [-self._boxes.literal(one) for one in kept if one != box]
            if len(kept) > 1 and not self._solver.solve([self._boxes.literal(box), *others]):
                kept.remove(box)
        return kept


def _calendars(meeting: Meeting, name: str) -> set[str]:
    """The calendars that a decision reads, on either side, by way of others, too."""
    found: set[str] = set()
    waiting = [f"{side}:{name}" for side in ("base", "head")]
    while waiting:
        decision = meeting.space.decisions.get(waiting.pop())
        if decision is not None:
            waiting += decision.uses
            tests = (test for rule in decision.rules for test in tests_of(rule.when))
            found |= {test.calendar for test in tests if isinstance(test, Within)}
    return found
