"""Deadlines: real time, or the hours of a calendar."""

from typing import NamedTuple

from govcheck.duty.calendars import add_working_time
from govcheck.duty.roster import Roster
from govcheck.simulate.outcome import Segment


class Deadline(NamedTuple):
    """When a time is up, and the stretches of working time that used it up."""

    due: int | None
    """None where the calendar is never open for as long."""
    segments: tuple[Segment, ...] = ()


def deadline(roster: Roster, calendar: str | None, start: int, seconds: int) -> Deadline:
    """When so many seconds from `start` are up, in real time unless a calendar is named."""
    if calendar is None or calendar not in roster.calendars:
        return Deadline(start + seconds)
    due, segments = add_working_time(roster, calendar, start, seconds)
    return Deadline(due, tuple(Segment(begin, end) for begin, end in segments))
