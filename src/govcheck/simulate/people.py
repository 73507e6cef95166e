"""Who is there for what: to be told and to act, to take a seat, to approve."""

from typing import TYPE_CHECKING, Final

from govcheck.duty.resolve import OnEmpty, resolve
from govcheck.duty.roster import Roster
from govcheck.named_tuples import NamedTuple
from govcheck.simulate.attendance import Attendance
from govcheck.simulate.conflicts import Conflicts

if TYPE_CHECKING:
    from govcheck.simulate.segments import SegmentedAttendance

WORTH_CUTTING: Final = 20
"""After so many incidents a roster's attendance is cut into segments."""
_MOST_KEPT: Final = 8


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
        """All three attendances while `person` is absent as well."""
        return People(
            self.present.without(person),
            self.voting.without(person),
            self.approving.without(person),
            self.conflicts,
        )

    def left_out(
        self,
        targets: tuple[str, ...],
        at: int,
        on_empty: OnEmpty = "next",
        *,
        ignore_calendars: bool = False,
    ) -> tuple[str, ...]:
        """Who would answer to the targets but for a hard conflict."""
        hard = self.conflicts.hard
        if not hard:
            return ()
        absent = self.present.absent - hard
        found = resolve(
            self.roster,
            targets,
            at,
            absent=absent,
            on_empty=on_empty,
            ignore_calendars=ignore_calendars,
        )
        return tuple(answer.person for answer in found.people if answer.person in hard)

    def differs(self) -> bool:
        """Whether the absence that `without` added changes the answer to a question so far."""
        return any(one.differs() for one in (self.present, self.voting, self.approving))

    @property
    def groups(self) -> list[frozenset[str]]:
        """For each question asked so far, the people on whom its answer may depend."""
        asked = (self.present, self.voting, self.approving)
        return [group for attendance in asked for group in attendance.groups]


def people(
    roster: Roster, absent: frozenset[str], conflicts: Conflicts, *, tracked: bool = True
) -> People:
    """The roster while some people are absent and some have a conflict of interest.

    Unless `tracked` it remembers no `groups`, and nobody else can be taken away.
    """
    away = absent | conflicts.hard
    if tracked:
        present, voting = Attendance(roster, away), Attendance(roster, away)
        return People(present, voting, Attendance(roster, away | conflicts.soft), conflicts)
    asked = _asked_roster(roster)
    present = asked.attendance(away)
    approving = asked.attendance(away | conflicts.soft) if conflicts.soft else present
    return People(present, present, approving, conflicts)


class _AskedRoster:
    """A roster with how often incidents were played on it."""

    def __init__(self, roster: Roster) -> None:
        self.roster = roster
        self._asked = 0
        self._whole: SegmentedAttendance | None = None

    def attendance(self, absent: frozenset[str]) -> Attendance:
        """The attendance while some are absent, which nobody wants to know the people behind."""
        if self._asked < WORTH_CUTTING:
            self._asked += 1
            return Attendance(self.roster, absent, tracked=False)
        from govcheck.simulate.segments import PartialAttendance, SegmentedAttendance

        if self._whole is None:
            self._whole = SegmentedAttendance(self.roster)
        return PartialAttendance(self._whole, absent) if absent else self._whole


_kept: dict[int, _AskedRoster] = {}


def _asked_roster(roster: Roster) -> _AskedRoster:
    """The same one for the same roster, which is held on to; those used last are kept."""
    found = _kept.pop(id(roster), None) or _AskedRoster(roster)
    if len(_kept) >= _MOST_KEPT:
        _kept.pop(next(iter(_kept), 0), None)
    _kept[id(roster)] = found
    return found
