"""Who is on duty in the weeks to come, as the handbook shows it."""

from collections.abc import Iterator
from functools import cache
from typing import Final

from govcheck.duty.coverage import Hole, duty, holes, stints
from govcheck.duty.roster import NOBODY
from govcheck.simulate.program import Program
from govcheck.time.clock import DAY
from govcheck.time.intervals import common, merged, without

WEEKS: Final = 8
"""How many weeks of duty the handbook shows."""
CLOSED: Final = "closed"
"""Stands for the person on duty while nobody is meant to be."""
ShownShift = tuple[int, int, str]
"""From, to, and who; `nobody` in a gap."""


class Shifts:
    """The duty of a program from an instant on, up to where it is written down."""

    def __init__(self, program: Program, at: int, until: int) -> None:
        self._roster, self._promised = program.roster, program.promised
        self._at, self._until = at, until
        self._soon = at + WEEKS * 7 * DAY

    def weeks(self, rota: str) -> list[ShownShift]:
        """Who is on duty in the weeks to come.

        A gap is `nobody`; one that is meant is `closed`, and is left out unless it is now.
        """
        missing = [(one.start, one.end) for one in self.gaps() if one.target == f"rota:{rota}"]
        rows = []
        for start, end, who in self.shifts(rota):
            meant = who == NOBODY and not common([(start, end)], missing)
            if start < self._soon and (not meant or start <= self._at):
                rows.append((start, end, CLOSED if meant else who))
        return rows

    @cache  # noqa: B019 - as long as the site is made
    def shifts(self, rota: str) -> list[ShownShift]:
        """Who is on duty as long as it is known beforehand, with the gaps."""
        found = stints(self._roster, f"rota:{rota}", self._at, self._until)
        rows = [(one.start, one.end, one.person) for one in found]
        covered = merged((start, end) for start, end, _ in rows)
        open_ = without([(self._at, self._until)], covered)
        return sorted((*rows, *((start, end, NOBODY) for start, end in open_)))

    def reachable(self) -> Iterator[tuple[str, tuple[str, ...], bool]]:
        """Every role with who answers to it now, and whether somebody always does."""
        for answer in duty(self._roster, (), self._at, self._soon):
            if not answer.target.startswith("rota:"):
                yield answer.target, tuple(one.person for one in answer.now), not answer.gaps

    @cache  # noqa: B019 - likewise
    def gaps(self) -> list[Hole]:
        """Where nobody is although somebody should be, in the weeks to come."""
        return [hole for rota in self._roster.rotas for hole in self._holes(rota, self._soon)]

    def known(self, rota: str) -> list[ShownShift]:
        """Who is on duty as long as it is known, and `nobody` where somebody should be."""
        missing = [(one.start, one.end, NOBODY) for one in self._holes(rota, self._until)]
        return sorted([*(row for row in self.shifts(rota) if row[2] != NOBODY), *missing])

    def _holes(self, rota: str, until: int) -> list[Hole]:
        target = f"rota:{rota}"
        return holes(self._roster, target, self._at, until, frozenset(), self._promised)
