"""The oracle: the wall clock walked minute by minute, on naive datetimes."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from govcheck.duty.roster import OpeningHours, Rotation
from govcheck.time.clock import HOUR, zone
from govcheck.time.intervals import Interval


def shown(at: int, timezone: str) -> datetime:
    """The reading of the zone's clock, naive."""
    return datetime.fromtimestamp(at, zone(timezone)).replace(tzinfo=None)


def is_open(calendar: OpeningHours, at: int) -> bool:
    """Whether the reading lies in a span of its day or of the day before."""
    now = shown(at, calendar.timezone)
    for days_ago in (0, 1):
        midnight = datetime.combine(now.date() - timedelta(days=days_ago), datetime.min.time())
        if midnight.toordinal() in calendar.closed:
            continue
        for start, end in calendar.hours[midnight.weekday()]:
            if midnight + timedelta(minutes=start) <= now < midnight + timedelta(minutes=end):
                return True
    return False


def latest(start: int, end: int, timezone: str) -> Iterator[tuple[int, datetime]]:
    """Each minute with the latest reading that the clock has shown by then."""
    seen = datetime.min  # noqa: DTZ901 - a wall clock's reading has no zone
    for at in range(start - 3 * HOUR, end, 60):
        seen = max(seen, shown(at, timezone))
        if at >= start:
            yield at, seen


def whose(rota: Rotation, now: datetime) -> str | None:
    """Whose turn it is by the latest reading so far, overrides and calendar aside; None where there is no turn.

    A hand-over has happened once the clock has shown its time, or a later one.
    """
    first = datetime.fromordinal(rota.starts) + timedelta(minutes=rota.handover)
    if not rota.members or now < first:
        return None
    number = (now - first) // timedelta(days=rota.days, hours=rota.hours)
    return rota.members[number % len(rota.members)]


def minutes(intervals: list[Interval]) -> set[int]:
    """The minutes that begin within the intervals."""
    return {at for start, end in intervals for at in range(-(-start // 60) * 60, end, 60)}
