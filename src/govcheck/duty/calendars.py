"""Calendars: when somebody or something is open.

An instant lies within a calendar when its wall-clock reading does, so both passes of the hour
that autumn repeats count, and the hour that spring skips never comes.

Days on which a calendar opens may take turns, those on which it is closed none.
"""

from bisect import bisect_right
from datetime import date
from typing import Final

from govcheck.duty.holidays import is_holiday
from govcheck.duty.roster import OpeningHours, Roster
from govcheck.time import wall_clocks as wall
from govcheck.time.clock import DAY, MINUTE
from govcheck.time.intervals import Interval, merged

LONGEST_SEARCH: Final = 5 * 366 * DAY
"""How far ahead working time is looked for, in seconds."""

_FIRST_CHUNK: Final = 16 * DAY


def is_open(roster: Roster, calendar_id: str, at: int) -> bool:
    """Whether an instant lies within the calendar."""
    return is_within(roster, roster.calendars[calendar_id], at)


def is_within(roster: Roster, calendar: OpeningHours, at: int) -> bool:
    """Whether an instant lies within some opening hours."""
    days, second = divmod(wall.reading(at, calendar.timezone), DAY)
    today = wall.EPOCH_DAY + days
    return any(
        start * MINUTE <= shown < end * MINUTE
        for day, shown in ((today, second), (today - 1, second + DAY))
        for start, end in _spans(roster, calendar, day)
    )


def open_intervals(roster: Roster, calendar_id: str, start: int, end: int) -> list[Interval]:
    """The stretches between two instants that lie within the calendar."""
    return spans_within(roster, roster.calendars[calendar_id], start, end)


def spans_within(roster: Roster, calendar: OpeningHours, start: int, end: int) -> list[Interval]:
    """The stretches between two instants that lie within some opening hours."""
    found: list[Interval] = []
    for begin, finish, ahead in wall.stretches(start, end, calendar.timezone):
        for opens, closes in _readings(roster, calendar, begin + ahead, finish + ahead):
            found.append((max(opens - ahead, begin), min(closes - ahead, finish)))
    return merged(found)


def closing(roster: Roster, calendar: OpeningHours, day: int) -> int | None:
    """The instant at which the last hours of a day, an ordinal, end; None where it never opens.

    Hours past midnight are those of the day on which they start.
    """
    midnight = (day - wall.EPOCH_DAY) * DAY
    spans = _spans(roster, calendar, day)
    if not spans:
        return None
    around = wall.stretches(midnight - DAY, midnight + 3 * DAY, calendar.timezone)
    ends = [
        min(midnight + end * MINUTE - ahead, finish)
        for begin, finish, ahead in around
        for start, end in spans
        if max(midnight + start * MINUTE - ahead, begin)
        < min(midnight + end * MINUTE - ahead, finish)
    ]
    return max(ends, default=None)


def next_opening(roster: Roster, calendar_id: str, at: int, limit: int) -> int | None:
    """The first instant from `at` on that lies within the calendar, None before `limit`."""
    due, _ = add_working_time(roster, calendar_id, at, 0, limit - at)
    return due


def add_working_time(
    roster: Roster, calendar_id: str, start: int, seconds: int, limit: int = LONGEST_SEARCH
) -> tuple[int | None, list[Interval]]:
    """The instant at which so much working time after `start` is used up, and where it lies.

    Working time used up at closing is due at closing. A start outside the hours waits for the next
    opening, even for no time at all: 0 seconds from a Saturday are due on Monday morning. None,
    with the segments found, where `limit` seconds after `start` do not hold as much.
    """
    segments: list[Interval] = []
    left, at, chunk = seconds, start, _FIRST_CHUNK
    stop = start + limit
    while at < stop:
        until = min(at + chunk, stop)
        for opens, closes in open_intervals(roster, calendar_id, at, until):
            due = opens + left
            if due <= closes:
                return due, merged([*segments, (opens, due)])
            segments.append((opens, closes))
            left -= closes - opens
        at, chunk = until, chunk * 2
    return None, merged(segments)


def add_working_days(
    roster: Roster, calendar_id: str, start: int, count: int
) -> tuple[int | None, list[Interval]]:
    """The last open instant of the day so many days with opening hours after that of `start`.

    Days are those of the calendar's zone. With it come the stretches from the first opening to the
    last closing of each day that counts. None where the calendar opens on too few days.
    """
    calendar = roster.calendars[calendar_id]
    today = wall.day_of(start, calendar.timezone)
    days: list[Interval] = []
    for day in range(today + 1, today + LONGEST_SEARCH // DAY):
        closes = closing(roster, calendar, day)
        if closes is not None:
            opens = min(start for start, _ in _spans(roster, calendar, day))
            days.append((wall.instant_at(day, opens, calendar.timezone), closes))
            if len(days) == count:
                return closes, days
    return None, days


def working_days(
    roster: Roster, calendar_id: str, count: int, start: int, end: int
) -> list[tuple[Interval, int]]:
    """When so many working days are up, from each instant between two others, as far as known."""
    calendar = roster.calendars[calendar_id]
    found: list[tuple[Interval, int]] = []
    for begin, finish, ahead in wall.stretches(start, end, calendar.timezone):
        at = begin
        while at < finish:
            midnight = (at + ahead) // DAY * DAY + DAY - ahead
            due, _ = add_working_days(roster, calendar_id, at, count)
            if due is None:
                return found
            found.append(((at, min(midnight, finish)), due))
            at = min(midnight, finish)
    return found


def _readings(roster: Roster, calendar: OpeningHours, first: int, last: int) -> list[Interval]:
    """The spans of wall-clock readings that overlap those from `first` up to `last`."""
    first_day = wall.EPOCH_DAY + first // DAY - 1
    last_day = wall.EPOCH_DAY + last // DAY
    found = []
    for day in range(first_day, last_day + 1):
        midnight = (day - wall.EPOCH_DAY) * DAY
        for start, end in _spans(roster, calendar, day):
            opens, closes = midnight + start * MINUTE, midnight + end * MINUTE
            if opens < last and closes > first:
                found.append((opens, closes))
    return found


def _spans(roster: Roster, calendar: OpeningHours, day: int) -> tuple[tuple[int, int], ...]:
    """The spans that start on a day, in minutes since its midnight."""
    for opened, hours in calendar.opened:
        if opened == day:
            return hours
    spans = calendar.hours[(day - 1) % 7]
    if not spans or day in calendar.closed:
        return ()
    country = calendar.country
    if country is not None and is_holiday(roster, country, calendar.subdivision, day):
        return ()
    return spans


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
