"""Periods of days: when somebody is there, a training counts, a term runs; and when none does."""

from bisect import insort
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from itertools import groupby
from operator import itemgetter
from typing import Final, NamedTuple

from govcheck.finding import Problem
from govcheck.model.person import Person
from govcheck.time.wall_clocks import end_of, start_of

_DAY: Final = timedelta(days=1)
_BEFORE_ALL: Final = 0
_AFTER_ALL: Final = date.max.toordinal() + 1


class Period(NamedTuple):
    """Days from `first` to `last`, both in; None where it has always been or never ends."""

    first: date | None = None
    last: date | None = None


ALWAYS: Final = Period()


class Excess(NamedTuple):
    """Too many periods at once: when, and the first ones in the given order that are too many."""

    period: Period
    numbers: tuple[int, ...]


def active(person: Person) -> Period:
    """The days on which somebody belongs to the company."""
    return ALWAYS if person.active is None else Period(person.active.from_, person.active.until)


def during(problem: Problem, period: Period) -> Problem:
    """The problem, limited to a period."""
    first, last = period
    return problem._replace(
        expires=None if first is None else first - _DAY,
        heals=None if last is None else last + _DAY,
    )


def is_backwards(start: date | int, end: date | int, zone: str) -> bool:
    """Whether a stretch has no time in it; of whole days both are in, an instant's end is out."""
    if isinstance(start, date) and isinstance(end, date):
        return end < start
    return end_of(end, zone) <= start_of(start, zone)


def shortfalls(periods: Iterable[Period], enough: int = 1, within: Period = ALWAYS) -> list[Period]:
    """When, within a period, fewer than `enough` of the periods run."""
    first, last = _ordinals(within)
    changes = {first: 0, last + 1: 0}
    for begins, ends in map(_ordinals, periods):
        start, stop = max(begins, first), min(ends, last) + 1
        if start < stop:
            changes[start] = changes.get(start, 0) + 1
            changes[stop] = changes.get(stop, 0) - 1
    found: list[Period] = []
    running, since = 0, None
    for day in sorted(changes):
        running += changes[day]
        short = running < enough and day <= last
        if short and since is None:
            since = day
        elif not short and since is not None:
            found.append(_period(since, day - 1))
            since = None
    return found


def excesses(periods: Sequence[Period], limit: int) -> list[Excess]:
    """When more than `limit` of the periods run at once."""
    bounds = [(*_ordinals(period), number) for number, period in enumerate(periods)]
    changes = sorted(
        change
        for first, last, number in bounds
        if first <= last
        for change in ((first, True, number), (last + 1, False, number))
    )
    found: list[Excess] = []
    running: list[int] = []
    since: tuple[int, tuple[int, ...]] | None = None
    for day, changed in groupby(changes, key=itemgetter(0)):
        for _, begins, number in changed:
            if begins:
                insort(running, number)
            else:
                running.remove(number)
        if len(running) > limit and since is None:
            since = (day, tuple(running[: limit + 1]))
        elif len(running) <= limit and since is not None:
            found.append(Excess(_period(since[0], day - 1), since[1]))
            since = None
    return found


def overlap(one: Period, other: Period) -> Period | None:
    """The days in both periods; None where there are none."""
    first, last = _ordinals(one)
    begins, ends = _ordinals(other)
    if max(first, begins) > min(last, ends):
        return None
    return _period(max(first, begins), min(last, ends))


def _ordinals(period: Period) -> tuple[int, int]:
    return (
        _BEFORE_ALL if period.first is None else period.first.toordinal(),
        _AFTER_ALL if period.last is None else period.last.toordinal(),
    )


def _period(first: int, last: int) -> Period:
    return Period(
        None if first == _BEFORE_ALL else date.fromordinal(first),
        None if last == _AFTER_ALL else date.fromordinal(last),
    )
