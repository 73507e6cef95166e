"""Open days: the days of a calendar that take turns."""

from bisect import bisect_right
from datetime import date
from typing import Final

from govcheck.duty.calendars import closing
from govcheck.duty.roster import OpeningHours, Roster

_LATEST: Final = date(2300, 1, 1).toordinal()
_MOST: Final = 64


class OpenDays:
    """The stretches of `unit` days from a first one on, in which a calendar opens on some day."""

    def __init__(self, roster: Roster, calendar: OpeningHours, first: int, unit: int) -> None:
        self.roster = roster
        self.calendar = calendar
        self._unit = unit
        self._starts: list[int] = []
        """The first days of those found so far, ordinals."""
        self._next = first

    def start(self, number: int) -> int | None:
        """The first day of the stretch of that number, the first one is 0; None where none is."""
        while len(self._starts) <= number and self._next < _LATEST:
            self._look()
        return self._starts[number] if number < len(self._starts) else None

    def count(self, day: int) -> int:
        """How many of them have begun by the end of a day."""
        while self._next <= min(day, _LATEST):
            self._look()
        return bisect_right(self._starts, day)

    def _look(self) -> None:
        days = range(self._next, self._next + self._unit)
        if any(closing(self.roster, self.calendar, day) is not None for day in days):
            self._starts.append(self._next)
        self._next += self._unit


_KNOWN: Final[dict[tuple[int, int, int, int], OpenDays]] = {}
"""Those asked for last; each keeps the calendar by whose identity it is found."""


def open_days(roster: Roster, calendar_id: str, first: int, unit: int) -> OpenDays:
    """The open days of a calendar from a day on, or its open weeks where the unit is 7."""
    calendar = roster.calendars[calendar_id]
    key = id(calendar), id(roster.holidays), first, unit
    found = _KNOWN.get(key)
    if (
        found is None
        or found.calendar is not calendar
        or found.roster.holidays is not roster.holidays
    ):
        if len(_KNOWN) >= _MOST:
            _KNOWN.clear()
        found = _KNOWN[key] = OpenDays(roster, calendar, first, unit)
    return found
