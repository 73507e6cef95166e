"""Deadlines: real time, or the hours of a calendar."""

from govcheck.duty.calendars import add_working_days
from govcheck.named_tuples import NamedTuple
from govcheck.simulate.attendance import Attendance
from govcheck.simulate.outcome import Segment
from govcheck.time.working_days import Allowed, WorkingDays, real_time


class Deadline(NamedTuple):
    """When a time is up, and the stretches of working time that used it up."""

    due: int | None
    """None where the calendar is never open for as long."""
    segments: tuple[Segment, ...] = ()


def deadline(
    attendance: Attendance, calendar: str | None, start: int, allowed: Allowed
) -> Deadline:
    """When the time allowed from `start` is up, in real time unless a calendar is named.

    Working days without a calendar, which a check reports, are days of 24 hours.
    """
    roster = attendance.roster
    if calendar is None or calendar not in roster.calendars:
        return Deadline(start + real_time(allowed))
    if isinstance(allowed, WorkingDays):
        due, segments = add_working_days(roster, calendar, start, allowed.days)
    else:
        due, segments = attendance.working_time(calendar, start, allowed)
    return Deadline(due, tuple([Segment(begin, end) for begin, end in segments]))
