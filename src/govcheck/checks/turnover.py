"""Turnover: whether something is still met as people come and go."""

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from itertools import pairwise

from govcheck.checks.periods import Period, active
from govcheck.load.policy import Policy
from govcheck.model.person import Person

_DAY = timedelta(days=1)


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
