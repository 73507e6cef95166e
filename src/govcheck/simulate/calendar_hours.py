"""The hours of calendars, added up, so that a deadline takes two look-ups."""

from bisect import bisect_left, bisect_right

from govcheck.duty.calendars import open_intervals
from govcheck.duty.roster import Roster
from govcheck.simulate.standing import STRETCH
from govcheck.time.intervals import Interval


class CalendarHours:
    """When a calendar is open, in a stretch and the next one, and how much time that is."""

    def __init__(self, roster: Roster, calendar: str, number: int) -> None:
        self._spans = open_intervals(roster, calendar, number * STRETCH, (number + 2) * STRETCH)
        self._closes = [closes for _, closes in self._spans]
        self._used = [0]
        """How much is used up before each span, and after the last one."""
        for opens, closes in self._spans:
            self._used.append(self._used[-1] + closes - opens)

    def after(self, start: int, seconds: int) -> tuple[int, list[Interval]] | None:
        """As `add_working_time` says; None where that lies beyond the hours that are known."""
        first = bisect_right(self._closes, start)
        if first == len(self._spans):
            return None
        opens = max(self._spans[first][0], start)
        spent = self._used[first] + opens - self._spans[first][0] + seconds
        last = bisect_left(self._used, spent, first + 1) - 1
        if last == len(self._spans):
            return None
        due = self._spans[last][0] + spent - self._used[last]
        if first == last:
            return due, [(opens, due)] if opens < due else []
        inside = self._spans[first + 1 : last]
        return due, [(opens, self._closes[first]), *inside, (self._spans[last][0], due)]
