"""The oracle: the wall clock walked minute by minute, on naive datetimes."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import cache

from govcheck.duty.roster import OpeningHours, Roster, Rotation
from govcheck.time.clock import DAY, HOUR, zone
from govcheck.time.intervals import Interval


def shown(at: int, timezone: str) -> datetime:
    """The reading of the zone's clock, naive."""
    return datetime.fromtimestamp(at, zone(timezone)).replace(tzinfo=None)


def is_open(calendar: OpeningHours, at: int) -> bool:
    """Whether the reading lies in a span of its day or of the day before."""
    now = shown(at, calendar.timezone)
    for days_ago in (0, 1):
        midnight = datetime.combine(now.date() - timedelta(days=days_ago), datetime.min.time())
        for start, end in _spans(calendar, midnight.toordinal()):
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


def whose(rota: Rotation, staff: Roster, at: int, now: datetime) -> str | None:
    """Whose turn it is at a minute, `now` the latest reading by then; None where there is none.

    A hand-over has happened once the clock has shown its time, or a later one. Overrides, the
    calendar and the end of the rota are not looked at.
    """
    found = _turn(rota, staff, now)
    for layer in rota.layers:
        over = None if layer.end is not None and at >= layer.end else _turn(layer, staff, now)
        if over is not None and (layer.within is None or is_open(layer.within, at)):
            found = over
    return found


def _turn(rota: Rotation, staff: Roster, now: datetime) -> str | None:
    day = datetime.fromordinal(rota.starts) + timedelta(minutes=rota.handover)
    length = timedelta(days=rota.days, hours=rota.hours)
    if not rota.members or now < day:
        return None
    if rota.turns is None:
        return rota.members[(now - day) // length % len(rota.members)]
    unit = timedelta(days=7 if length % timedelta(days=7) == timedelta() else 1)
    had = begun = None
    while day <= now:
        if any(
            _opens(staff.calendars[rota.turns], day.toordinal() + later)
            for later in range(unit.days)
        ):
            had = timedelta() if had is None else had + unit
            begun = day
        day += unit
    if had is None or begun is None:
        return None
    had += min(now - begun, unit - timedelta(minutes=1))
    return rota.members[had // length % len(rota.members)]


@cache
def _opens(calendar: OpeningHours, day: int) -> bool:
    """Whether some minute lies in a span that starts on a day."""
    midnight = datetime.fromordinal(day)
    around = round((midnight - datetime(1970, 1, 1)).total_seconds())  # noqa: DTZ001 - a reading
    shows = [
        shown(at, calendar.timezone) - midnight for at in range(around - DAY, around + 3 * DAY, 60)
    ]
    return any(
        timedelta(minutes=start) <= one < timedelta(minutes=end)
        for start, end in _spans(calendar, day)
        for one in shows
    )


def days_open(calendar: OpeningHours, at: int) -> Iterator[int]:
    """The days, today and the one before, within whose spans the reading lies."""
    now = shown(at, calendar.timezone)
    for days_ago in (0, 1):
        midnight = datetime.combine(now.date() - timedelta(days=days_ago), datetime.min.time())
        for start, end in _spans(calendar, midnight.toordinal()):
            if midnight + timedelta(minutes=start) <= now < midnight + timedelta(minutes=end):
                yield midnight.toordinal()


def _spans(calendar: OpeningHours, day: int) -> tuple[tuple[int, int], ...]:
    single = dict(calendar.opened)
    if day in single:
        return single[day]
    return () if day in calendar.closed else calendar.hours[(day - 1) % 7]


def minutes(intervals: list[Interval]) -> set[int]:
    """The minutes that begin within the intervals."""
    return {at for start, end in intervals for at in range(-(-start // 60) * 60, end, 60)}
