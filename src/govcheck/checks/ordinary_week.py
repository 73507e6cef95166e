"""An ordinary week: calendars without holidays and single dates, which no check may hang on."""

from govcheck.duty.calendars import open_intervals
from govcheck.duty.roster import Roster
from govcheck.duty.working import allowed_time
from govcheck.time.clock import DAY, parse_instant
from govcheck.time.intervals import Interval
from govcheck.time.timings import Timing, here, together
from govcheck.time.working_days import Allowed

_START = parse_instant("2026-06-01T00:00:00Z")
"""A Monday, after which no clock is changed for months."""
_WEEK: Interval = (_START, _START + 7 * DAY)
_LENGTH = 119 * DAY
"""How much is known of the time after it, in seconds."""


class OrdinaryWeek:
    """When time is up that begins at any instant of an ordinary week."""

    def __init__(self, roster: Roster) -> None:
        plain = {
            name: calendar._replace(closed=frozenset(), country=None, subdivision=None, opened=())
            for name, calendar in roster.calendars.items()
        }
        self._roster = roster._replace(calendars=plain)
        self._span: Interval = (_START, _START + _LENGTH)
        self._open: dict[str, list[Interval]] = {}
        self._timings: dict[tuple[str | None, Allowed], Timing] = {}

    @property
    def begin(self) -> Timing:
        """The instant itself, for every one of the week."""
        return here(*_WEEK)

    def after(self, calendar: str | None, allowed: Allowed) -> Timing:
        """When the time allowed is up."""
        key = calendar, allowed
        if key not in self._timings:
            made = allowed_time(self._roster, calendar, allowed, self._hours, self._span)
            self._timings[key] = made
        return self._timings[key]

    def _hours(self, calendar: str) -> list[Interval]:
        if calendar not in self._open:
            self._open[calendar] = open_intervals(self._roster, calendar, *self._span)
        return self._open[calendar]


def always_later(one: Timing, other: Timing) -> int | None:
    """By how many seconds at least something is later, from whatever instant it counts.

    None where it is not, or where either never happens.
    """
    least: int | None = None
    for mine, others in together(one, other):
        for at in (mine.start, mine.end - 1):
            happens, limit = mine.value(at), others.value(at)
            if happens is None or limit is None or happens <= limit:
                return None
            least = happens - limit if least is None else min(least, happens - limit)
    return least
