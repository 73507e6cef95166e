"""The year: how much time the tightest obligation leaves, by the hour of detection."""

import math
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from govcheck.clock import DAY, HOUR
from govcheck.duty import wall
from govcheck.duty.intervals import common
from govcheck.duty.roster import Interval
from govcheck.prove.time.claim import Case, Owed
from govcheck.prove.time.judge import Judge
from govcheck.prove.time.timing import together

NEVER: Final = -math.inf
"""The slack of what is never done."""


class Year(NamedTuple):
    """The worst slack of each hour of each day, in seconds of the wall clock of a zone.

    None where nothing is owed, or where no instant of the horizon has that reading.
    """

    timezone: str
    first: int
    """The first day, an ordinal."""
    days: tuple[tuple[float | None, ...], ...]
    """24 hours for each day."""


class Slack(NamedTuple):
    """The slack over a stretch of detections: at its start, and what each second adds."""

    start: int
    end: int
    seconds: float
    slope: int

    def least(self, start: int, end: int) -> float:
        """The least slack between two instants of the stretch."""
        worst = end - 1 if self.slope < 0 else start
        return self.seconds + self.slope * (worst - self.start)


def year(judge: Judge, cases: Iterable[Case]) -> Year:
    """The worst slack of everything that is owed.

    Raises TooFar, TooMany or Unclear where a limit is reached first.
    """
    timezone, (start, end) = judge.program.roster.timezone, judge.horizon
    first = wall.day_of(start, timezone)
    hours: list[float | None] = [None] * (24 * (wall.day_of(end - 1, timezone) - first + 1))
    midnight = (first - wall.EPOCH_DAY) * DAY
    stretches = [
        (begin, finish, ahead - midnight)
        for begin, finish, ahead in wall.stretches(start, end, timezone)
    ]
    for case in cases:
        spans = judge.reach.instants(case.setting)
        for owed in judge.owed(case) if spans else ():
            for slack in _slacks(owed):
                for begin, finish, shift in stretches:
                    here = (max(slack.start, begin), min(slack.end, finish))
                    for span in common(spans, [here] if here[0] < here[1] else []):
                        _fill(hours, slack, span, shift)
    rows = (tuple(hours[row : row + 24]) for row in range(0, len(hours), 24))
    return Year(timezone, first, tuple(rows))


def _slacks(owed: Owed) -> Iterator[Slack]:
    for done, due in together(owed.done, owed.due):
        if due.at is not None and done.at is None:
            yield Slack(done.start, done.end, NEVER, 0)
        elif due.at is not None and done.at is not None:
            yield Slack(done.start, done.end, due.at - done.at, due.moves - done.moves)


def _fill(hours: list[float | None], slack: Slack, span: Interval, shift: int) -> None:
    """Lower the hours in which a stretch lies; `shift` leads from instants to the wall clock."""
    start, end = span
    for hour in range((start + shift) // HOUR, (end - 1 + shift) // HOUR + 1):
        opens, closes = hour * HOUR - shift, (hour + 1) * HOUR - shift
        least = slack.least(max(opens, start), min(closes, end))
        known = hours[hour]
        hours[hour] = least if known is None else min(known, least)
