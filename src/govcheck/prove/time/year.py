"""The year: how much of the time promised the tightest obligation leaves, by hour of detection."""

import math
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from govcheck.horizon.works import Occurrence
from govcheck.prove.time.judge import Claim, IncidentClass, Judge
from govcheck.time import wall_clocks as wall
from govcheck.time.clock import DAY, HOUR
from govcheck.time.intervals import Interval, common
from govcheck.time.timings import together

NEVER: Final = -math.inf
"""What is left of the time for what is never done."""
ALL: Final = 1.0
"""What is left of the time where it is done at once."""


class Tightest(NamedTuple):
    """Where an obligation leaves least of its time: of what, and for which detection."""

    subject: str
    share: float
    """Of the time promised: 1 where all of it is left, below 0 where it is late."""
    seconds: float
    """The time left; NEVER where it is never done."""
    promised: int
    """The time there is, in seconds from the detection."""
    detected_at: int


class Year(NamedTuple):
    """The least share of the promised time that is left, by hour of the wall clock of a zone.

    None where nothing is owed, or where no instant of the horizon has that reading.
    """

    timezone: str
    first: int
    """The first day, an ordinal."""
    days: tuple[tuple[float | None, ...], ...]
    """24 hours for each day."""
    tightest: tuple[Tightest, ...] = ()
    """One for each subject that something is owed for, the worst first."""


class Slack(NamedTuple):
    """The time that an obligation leaves, in seconds, over a stretch of detections.

    It is linear: a value at the start, and what each second adds. So is the time promised, which
    shrinks where the due instant stays the same.
    """

    start: int
    end: int
    seconds: float
    slope: int
    promised: int
    shrinks: bool

    def worst(self, subject: str, start: int, end: int) -> Tightest:
        """Where between two instants of the stretch the least is left.

        A quotient of two lines has no turning point, so that it is at one of the ends.
        """
        return min(
            (self._at(subject, instant) for instant in (start, end - 1)),
            key=lambda one: (one.share, one.detected_at),
        )

    def _at(self, subject: str, instant: int) -> Tightest:
        later = instant - self.start
        seconds = self.seconds + self.slope * later
        promised = self.promised - (later if self.shrinks else 0)
        if seconds == NEVER:
            share = NEVER
        elif promised > 0:
            share = seconds / promised
        else:  # due at once
            share = ALL if seconds >= 0 else NEVER
        return Tightest(subject, share, seconds, promised, instant)


def year(judge: Judge, claims: Iterable[Claim]) -> Year:
    """The least share of everything that is owed.

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
    tightest: dict[str, Tightest] = {}
    for subject, case in _cases(judge, claims):
        spans = judge.reach.instants(case.setting)
        for owed in judge.owed(case) if spans else ():
            for slack in _slacks(owed):
                for begin, finish, shift in stretches:
                    here = (max(slack.start, begin), min(slack.end, finish))
                    for span in common(spans, [here] if here[0] < here[1] else []):
                        _fill(hours, slack, span, shift)
                        worst = slack.worst(subject, *span)
                        if _rank(worst) < _rank(tightest.get(subject, worst)):
                            tightest[subject] = worst
                        tightest.setdefault(subject, worst)
    rows = (tuple(hours[row : row + 24]) for row in range(0, len(hours), 24))
    return Year(timezone, first, tuple(rows), tuple(sorted(tightest.values(), key=_rank)))


def _cases(judge: Judge, claims: Iterable[Claim]) -> Iterator[tuple[str, IncidentClass]]:
    for claim in claims:
        for case in judge.cases(claim):
            yield claim.subject, case


def _rank(one: Tightest) -> tuple[float, float, int, str]:
    return one.share, one.seconds, one.detected_at, one.subject


def _slacks(owed: Occurrence) -> Iterator[Slack]:
    for done, due in together(owed.done, owed.due):
        if due.at is None:
            continue
        promised, shrinks = due.at - due.start, not due.moves
        if done.at is None:
            yield Slack(done.start, done.end, NEVER, 0, promised, shrinks)
        else:
            slope = due.moves - done.moves
            yield Slack(done.start, done.end, due.at - done.at, slope, promised, shrinks)


def _fill(hours: list[float | None], slack: Slack, span: Interval, shift: int) -> None:
    """Lower the hours in which a stretch lies; `shift` leads from instants to the wall clock."""
    start, end = span
    for hour in range((start + shift) // HOUR, (end - 1 + shift) // HOUR + 1):
        opens, closes = hour * HOUR - shift, (hour + 1) * HOUR - shift
        least = slack.worst("", max(opens, start), min(closes, end)).share
        known = hours[hour]
        hours[hour] = least if known is None else min(known, least)
