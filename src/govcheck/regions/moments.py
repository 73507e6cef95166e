"""Moments: the ways in which an instant of the horizon can lie within calendars.

Only combinations that occur are moments, so that no proof and no witness speaks of a night within
office hours.
"""

from collections.abc import Iterable
from typing import NamedTuple

from govcheck.duty.calendars import open_intervals
from govcheck.duty.roster import Roster
from govcheck.time.intervals import Interval


class Moment(NamedTuple):
    """The calendars that are open together, and the first instant at which just these are."""

    at: int
    within: frozenset[str]


def moments(roster: Roster, calendars: Iterable[str], horizon: Interval) -> tuple[Moment, ...]:
    """Every combination that occurs between two instants, the one that occurs first in front."""
    start, end = horizon
    changes: dict[int, set[str]] = {start: set()}
    for calendar in sorted(set(calendars)):
        for opens, closes in open_intervals(roster, calendar, start, end):
            changes.setdefault(opens, set()).add(calendar)
            if closes < end:
                changes.setdefault(closes, set()).add(calendar)
    found: dict[frozenset[str], int] = {}
    within: frozenset[str] = frozenset()
    for at in sorted(changes):
        within ^= changes[at]
        found.setdefault(within, at)
    return tuple(Moment(at, within) for within, at in found.items())
