"""Who is there for what: to be told and to act, to take a seat, to approve."""

from typing import NamedTuple

from govcheck.duty.roster import Roster
from govcheck.simulate.attendance import Attendance
from govcheck.simulate.conflicts import Conflicts


class People(NamedTuple):
    """The roster as three questions see it.

    A hard conflict counts as absence from everything, a soft one from approvals.
    """

    present: Attendance
    voting: Attendance
    approving: Attendance
    conflicts: Conflicts

    @property
    def roster(self) -> Roster:
        """Everybody, and when."""
        return self.present.roster

    def without(self, person: str) -> "People":
        """The same while `person` is absent, too."""
        return People(
            self.present.without(person),
            self.voting.without(person),
            self.approving.without(person),
            self.conflicts,
        )

    @property
    def groups(self) -> list[frozenset[str]]:
        """For each question asked so far, the people on whom its answer may depend."""
        asked = (self.present, self.voting, self.approving)
        return [group for attendance in asked for group in attendance.groups]


def people(roster: Roster, absent: frozenset[str], conflicts: Conflicts) -> People:
    """The roster while some people are absent and some have a conflict of interest."""
    return People(
        Attendance(roster, absent | conflicts.hard),
        Attendance(roster, absent | conflicts.hard),
        Attendance(roster, absent | conflicts.hard | conflicts.soft),
        conflicts,
    )
