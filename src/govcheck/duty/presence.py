"""Presence: whether somebody is there, within their hours, and who stands in for them."""

from typing import NamedTuple

from govcheck.duty.calendars import is_open
from govcheck.duty.roster import Roster, RosterPerson


def is_present(person: RosterPerson, at: int, absent: frozenset[str]) -> bool:
    """Whether somebody belongs to the company at an instant and is not absent."""
    since, until = person.active
    return (
        person.id not in absent
        and (since is None or since <= at)
        and (until is None or at < until)
        and not any(start <= at < end for start, end in person.absences)
    )


def is_available(roster: Roster, person: RosterPerson, at: int, absent: frozenset[str]) -> bool:
    """Whether somebody is present and within their own calendar."""
    if not is_present(person, at, absent):
        return False
    return person.calendar is None or is_open(roster, person.calendar, at)


def stand_in(
    roster: Roster,
    person: RosterPerson,
    at: int,
    absent: frozenset[str],
    *,
    ignore_calendars: bool = False,
) -> str | None:
    """The first deputy who is present and within their own calendar; deputies' are not asked."""
    for deputy in map(roster.people.get, person.deputies):
        if deputy is None or deputy.id == person.id:
            continue
        if ignore_calendars and is_present(deputy, at, absent):
            return deputy.id
        if is_available(roster, deputy, at, absent):
            return deputy.id
    return None


class Circumstances(NamedTuple):
    """The circumstances of a question: an instant, who is absent, and whether hours count."""

    roster: Roster
    at: int
    absent: frozenset[str]
    ignore_calendars: bool = False

    def is_present(self, person: RosterPerson) -> bool:
        """Whether somebody is there."""
        return is_present(person, self.at, self.absent)

    def is_available(self, person: RosterPerson) -> bool:
        """Whether somebody is there and within their hours, where hours count."""
        if self.ignore_calendars:
            return self.is_present(person)
        return is_available(self.roster, person, self.at, self.absent)

    def stand_in(self, person: RosterPerson) -> str | None:
        """Who stands in for somebody."""
        return stand_in(
            self.roster, person, self.at, self.absent, ignore_calendars=self.ignore_calendars
        )
