"""Meetings of a council: on which day, and which seats are filled then.

A policy says how often a council meets and not on which day. It is taken to meet on the first day
of the month, or of the quarter, from Monday to Friday, on which everybody works who holds a seat:
on which their calendars open, as far as they have one. Where there is none such, it is the first
from Monday to Friday.
"""

from datetime import date
from typing import Final, Literal, NamedTuple

from govcheck.duty.calendars import closing
from govcheck.duty.roster import Roster, RosterCouncil, RosterPerson
from govcheck.duty.seats import fill, in_term, seat_deputies
from govcheck.time.clock import HOUR
from govcheck.time.intervals import Interval
from govcheck.time.wall_clocks import instant_at

Rhythm = Literal["monthly", "quarterly"]

OPENS: Final = 9 * HOUR
CLOSES: Final = 17 * HOUR
"""The part of the day, by the organisation's clock, in which a council meets."""
_MONTHS: Final[dict[str, int]] = {"monthly": 1, "quarterly": 3}
_LONGEST: Final = 31
_SATURDAY: Final = 5


class MeetingSeat(NamedTuple):
    """A seat on the day of a meeting: its holder, and who fills it, if anybody does."""

    holder: str
    filled_by: str | None


def meeting_day(roster: Roster, council: RosterCouncil, meets: Rhythm, since: date) -> date:
    """The first day from `since` on, itself included, on which a council meets."""
    step = _MONTHS[meets]
    month = since.year * 12 + (since.month - 1) // step * step
    while True:
        day = _first_working_day(roster, council, date(month // 12, month % 12 + 1, 1))
        if day >= since:
            return day
        month += step


def meeting_seats(roster: Roster, council: RosterCouncil, day: date) -> tuple[MeetingSeat, ...]:
    """Who fills each seat on a day: whoever is there from nine to five, or else who stands in.

    Office hours do not count, since meetings are arranged. A seat outside its term is vacant.
    """
    number, zone = day.toordinal(), roster.timezone
    during = instant_at(number, OPENS // 60, zone), instant_at(number, CLOSES // 60, zone)
    seats = [
        (seat.person, *seat_deputies(roster, seat)) if in_term(seat, during[0]) else ()
        for seat in council.seats
    ]
    filled = fill(seats, lambda name: _is_there(roster.people.get(name), during))
    return tuple(
        MeetingSeat(seat.person, by) for seat, by in zip(council.seats, filled, strict=True)
    )


def _is_there(person: RosterPerson | None, during: Interval) -> bool:
    if person is None:
        return False
    start, end = during
    since, until = person.active
    return (
        (since is None or since <= start)
        and (until is None or end <= until)
        and not any(start < finish and begin < end for begin, finish in person.absences)
    )


def _first_working_day(roster: Roster, council: RosterCouncil, first: date) -> date:
    people = (roster.people.get(seat.person) for seat in council.seats)
    names = {person.calendar for person in people if person is not None}
    calendars = [roster.calendars[name] for name in names if name in roster.calendars]
    days = [date.fromordinal(first.toordinal() + number) for number in range(_LONGEST)]
    week = [day for day in days if day.month == first.month and day.weekday() < _SATURDAY]
    for day in week:
        if all(closing(roster, one, day.toordinal()) is not None for one in calendars):
            return day
    return week[0]
