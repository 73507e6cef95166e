"""Periods of days: when somebody is there, a training counts, a term runs; and when none does."""

from bisect import insort
from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from itertools import groupby, pairwise
from operator import itemgetter
from typing import Final

from govcheck.finding import Problem
from govcheck.load.policy import Policy
from govcheck.model.person import Person
from govcheck.named_tuples import NamedTuple
from govcheck.time.intervals import at_once, without
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
    whole = (first, last + 1)
    spans = ((max(begins, first), min(ends, last) + 1) for begins, ends in map(_ordinals, periods))
    running = (span for span in spans if span[0] < span[1])
    met = at_once((whole, *running), enough + 1)
    return [_period(start, end - 1) for start, end in without([whole], met)]


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


def unmet(
    policy: Policy, people: Iterable[str], met: Callable[[frozenset[str]], bool]
) -> list[Period]:
    """When something is not met by those of some people who are active then."""
    known = [person for name in people if (person := policy.find(Person, name)) is not None]
    found: list[Period] = []
    for stretch in _stretches(known):
        there = frozenset(person.id for person in known if _is_active(person, stretch))
        if met(there):
            continue
        if found and found[-1].last is not None and found[-1].last + _DAY == stretch.first:
            found[-1] = Period(found[-1].first, stretch.last)
        else:
            found.append(stretch)
    return found


def _stretches(people: Iterable[Person]) -> list[Period]:
    """The longest periods in which nobody comes or goes."""
    periods = [active(person) for person in people]
    arrivals = {first for first, _ in periods if first is not None}
    departures = {last + _DAY for _, last in periods if last is not None}
    edges: list[date | None] = [None, *sorted(arrivals | departures), None]
    return [
        Period(first, None if after is None else after - _DAY) for first, after in pairwise(edges)
    ]


def _is_active(person: Person, stretch: Period) -> bool:
    """Whether somebody is active throughout a stretch in which nobody comes or goes."""
    first, last = active(person)
    begins = first is None or (stretch.first is not None and first <= stretch.first)
    ends = last is None or (stretch.last is not None and stretch.last <= last)
    return begins and ends
