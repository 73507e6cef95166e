"""A world of a few people whose every minute is looked at, knowing nothing of planning.

Minutes count from `T0`, a Monday noon in UTC, where everybody is.
"""

from collections.abc import Sequence
from random import Random
from typing import NamedTuple

from govcheck.duty.roster import Roster, RosterPerson
from govcheck.time.clock import MINUTE
from govcheck.time.working_days import Allowed, WorkingDays
from tests.simulate.build import T0, calendar, council, person, roster

PEOPLE = ("ana", "ben", "clara", "dora")
HOURS = {"office": (9, 17), "late": (15, 23)}
"""From Monday to Friday."""
DAY = 24 * 60
NOON = 12 * 60


def is_open(hours: str | None, minute: int) -> bool:
    """Whether a calendar is open in a minute."""
    if hours is None:
        return True
    day, clock = divmod(minute + NOON, DAY)
    start, end = HOURS[hours]
    return day % 7 < 5 and start * 60 <= clock < end * 60


def due(hours: str | None, start: int, allowed: Allowed) -> int:
    """When time is up, minute after minute."""
    if isinstance(allowed, WorkingDays):
        day, left = (start + NOON) // DAY, allowed.days
        while left:
            day += 1
            left -= day % 7 < 5
        assert hours is not None
        return day * DAY + HOURS[hours][1] * 60 - NOON
    minute, left = start, allowed // MINUTE
    while left or not is_open(hours, minute):
        left -= is_open(hours, minute)
        minute += 1
        if not left:
            break
    return minute


class World(NamedTuple):
    """Who works when, is absent when, and stands in for whom."""

    hours: dict[str, str | None]
    absences: dict[str, list[tuple[int, int]]]
    deputies: dict[str, tuple[str, ...]]

    def is_absent(self, who: str, minute: int) -> bool:
        """Whether somebody is absent."""
        return any(start <= minute < end for start, end in self.absences.get(who, []))

    def is_free(self, who: str, minute: int) -> bool:
        """Whether somebody is there and at work."""
        return not self.is_absent(who, minute) and is_open(self.hours.get(who), minute)

    def answering(self, who: str, minute: int) -> str | None:
        """Whoever answers for somebody: they themselves, or a deputy while they are absent."""
        if not self.is_absent(who, minute):
            return who if self.is_free(who, minute) else None
        able = (one for one in self.deputies.get(who, ()) if self.is_free(one, minute))
        return next(able, None)

    def seated(self, seats: Sequence[tuple[str, str]], minute: int) -> list[str | None]:
        """Who fills each seat: holders first, then for each seat in order whoever is free."""
        found: list[str | None] = [
            holder if self.is_free(holder, minute) else None for holder, _ in seats
        ]
        for number, (holder, deputy) in enumerate(seats):
            if found[number] is None:
                able = [deputy, *self.deputies.get(holder, ())]
                free = [one for one in able if self.is_free(one, minute) and one not in found]
                found[number] = free[0] if free else None
        return found

    def roster(
        self, seats: Sequence[tuple[str, str]] = (), quorum: int = 1, within: int = 0
    ) -> Roster:
        """The same as the program has it; with seats there is a council `board`."""
        boards = (
            [council("board", seats, quorum, within={"sev2": within * MINUTE})] if seats else []
        )
        late = [calendar(name, HOURS[name]) for name in HOURS if name != "office"]
        return roster(*map(self._person, PEOPLE), "boss", calendars=late, councils=boards)

    def _person(self, name: str) -> RosterPerson:
        spans = [(T0 + start * MINUTE, T0 + end * MINUTE) for start, end in self.absences[name]]
        return person(name, calendar=self.hours[name], deputies=self.deputies[name], absences=spans)


def world(chance: Random, last: int) -> World:
    """People who work when they please and are away now and then."""
    absences = {}
    for name in PEOPLE:
        spans = []
        for _ in range(chance.choice([0, 0, 1, 2])):
            start = chance.randint(-60, last)
            spans.append((start, start + chance.randint(1, last)))
        absences[name] = spans
    return World(
        {name: chance.choice([None, None, *HOURS]) for name in PEOPLE},
        absences,
        {
            name: tuple(chance.sample([one for one in PEOPLE if one != name], chance.randint(0, 2)))
            for name in PEOPLE
        },
    )
