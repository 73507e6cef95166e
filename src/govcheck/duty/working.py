"""Deadlines for every instant at once: real time, or the hours of a calendar."""

from bisect import bisect_left
from collections.abc import Callable, Sequence

from govcheck.duty.calendars import working_days
from govcheck.duty.roster import Roster
from govcheck.time.intervals import Interval
from govcheck.time.pieces import Piece
from govcheck.time.timings import Timing, never
from govcheck.time.working_days import Allowed, WorkingDays, real_time


def allowed_time(
    roster: Roster,
    calendar: str | None,
    allowed: Allowed,
    hours: Callable[[str], Sequence[Interval]],
    span: Interval,
) -> Timing:
    """When the time allowed is up, from each instant of a stretch, as `deadline` says it of one.

    `hours` tells when a calendar is open within the stretch.
    """
    known = None if calendar is None else roster.calendars.get(calendar)
    if known is None:
        return working_time(None, real_time(allowed), *span)
    if not known.opens:
        return never(*span)
    if isinstance(allowed, WorkingDays):
        days = working_days(roster, known.id, allowed.days, *span)
        return Timing(Piece(*part, due) for part, due in days)
    return working_time(hours(known.id), allowed, *span)


def working_time(hours: Sequence[Interval] | None, seconds: int, start: int, end: int) -> Timing:
    """When so many seconds of working time are used up, from each instant between two others.

    None stands for real time. As `add_working_time` says: what is used up at closing is due at
    closing, and a start outside the hours waits for the next opening. The timing ends where the
    hours that are known do not suffice.
    """
    if hours is None:
        return Timing([Piece(start, end, start + seconds, True)])
    used = [0]
    for opens, closes in hours:
        used.append(used[-1] + closes - opens)
    pieces: list[Piece] = []
    at = start
    for index, (opens, closes) in enumerate(hours):
        if used[index] + seconds > used[-1]:
            break
        pieces.append(Piece(at, opens, _due(hours, used, index, seconds)))
        at = opens
        while at < closes:
            spent = used[index] + at - opens + seconds
            if spent > used[-1]:
                return Timing(pieces)
            place = max(bisect_left(used, spent) - 1, index)
            stop = min(closes, at + used[place + 1] - spent + 1)
            pieces.append(Piece(at, stop, hours[place][0] + spent - used[place], True))
            at = stop
    return Timing(pieces)


def _due(hours: Sequence[Interval], used: Sequence[int], index: int, seconds: int) -> int:
    """When it is used up if it starts with an opening."""
    spent = used[index] + seconds
    place = max(bisect_left(used, spent) - 1, index)
    return hours[place][0] + spent - used[place]
