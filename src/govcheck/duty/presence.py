"""Presence: whether somebody is there, within their hours, and who stands in for them."""

from collections.abc import Callable

from govcheck.duty.calendars import is_open
from govcheck.duty.roster import Roster, RosterPerson
from govcheck.named_tuples import NamedTuple


def is_present(person: RosterPerson, at: int, absent: frozenset[str]) -> bool:
    """Whether somebody belongs to the company at an instant and is not absent."""
    since, until = person.active
    return (
        person.id not in absent
        and (since is None or since <= at)
        and (until is None or at < until)
        and not any(start <= at < end for start, end in person.absences)
    )


class Circumstances(NamedTuple):
    """The circumstances of a question: an instant, who is absent, and whether hours count."""

    roster: Roster
    at: int
    absent: frozenset[str]
    ignore_calendars: bool = False
    opened: dict[str, bool] | None = None
    """Which calendars are open then, as far as that was asked; None where it is not remembered."""
    coming: Callable[[str, int], str | None] | None = None
    """Who comes on shift next in a rota, where the caller knows it beforehand."""

    def is_present(self, person: RosterPerson) -> bool:
        """Whether somebody is there."""
        return is_present(person, self.at, self.absent)

    def is_available(self, person: RosterPerson) -> bool:
        """Whether somebody is present and within their hours, where hours count."""
        if not is_present(person, self.at, self.absent):
            return False
        return self.ignore_calendars or person.calendar is None or self._is_open(person.calendar)

    def stand_in(self, person: RosterPerson) -> str | None:
        """The first deputy who is available; deputies of deputies are not asked."""
        for deputy in map(self.roster.people.get, person.deputies):
            if deputy is not None and deputy.id != person.id and self.is_available(deputy):
                return deputy.id
        return None

    def _is_open(self, calendar: str) -> bool:
        if self.opened is None:
            return is_open(self.roster, calendar, self.at)
        found = self.opened.get(calendar)
        if found is None:
            found = self.opened[calendar] = is_open(self.roster, calendar, self.at)
        return found
