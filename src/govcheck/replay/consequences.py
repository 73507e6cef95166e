"""What a mention would have led to: who is told, at night or by day, and what is late or untold.

Nobody acknowledges, as where `simulate` is not told otherwise. What follows depends on what is to
be done and on the instant alone, so that mentions of one instant that lead to the same are worked
out once.
"""

from typing import Final, NamedTuple

from govcheck.duty.roster import Roster
from govcheck.replay.attendance import SegmentedAttendance
from govcheck.replay.classes import MentionClass
from govcheck.simulate.alarm import alarm
from govcheck.simulate.conflicts import Conflicts
from govcheck.simulate.outcome import Event, PlayedIncident
from govcheck.simulate.people import People
from govcheck.simulate.playbooks import work
from govcheck.simulate.program import Program
from govcheck.simulate.untold import with_untold
from govcheck.time import wall_clocks as wall
from govcheck.time.clock import DAY, HOUR

NIGHT_BEGINS: Final = 22
NIGHT_ENDS: Final = 6
"""Hours on the clock of whoever is told; a night counts to the day on which it begins."""
_MOST_REMEMBERED: Final = 100_000


class ToldPerson(NamedTuple):
    """Somebody who is told, and the nights in which they are, as ordinals of days."""

    person: str
    nights: tuple[int, ...]


class Consequences(NamedTuple):
    """What follows from a mention; `late` and `untold` are numbers of obligations."""

    told: tuple[ToldPerson, ...] = ()
    late: int = 0
    untold: int = 0


class Forecast:
    """The consequences under one policy."""

    def __init__(self, program: Program) -> None:
        self._program = program
        self._known: dict[tuple[object, int], Consequences] = {}
        self._paths: dict[tuple[object, ...], int] = {}
        present = SegmentedAttendance(program.roster)
        self._people = People(present, present, present, Conflicts())

    def of(self, mention: MentionClass, detected_at: int) -> Consequences:
        """What follows from a mention of that class at that instant."""
        path = self._paths.setdefault(mention.path, len(self._paths))
        found = self._known.get((path, detected_at))
        if found is None:
            if len(self._known) >= _MOST_REMEMBERED:
                self._known.clear()
            found = self._known[path, detected_at] = self._played(mention, detected_at)
        return found

    def _played(self, mention: MentionClass, at: int) -> Consequences:
        todo = mention.plan
        if todo.escalation is None and not todo.playbooks:
            return Consequences()
        stated = PlayedIncident("", "", mention.case._replace(detected_at=at), at, at)
        roster, told_by = self._program.roster, self._people
        alarmed = alarm(todo._replace(stated=stated), told_by, ())
        owed = [*alarmed.obligations]
        for planned in todo.playbooks:
            done = work(planned, stated, told_by).obligations
            if todo.escalation is not None:
                done = with_untold(planned, done, alarmed.course.events, told_by)
            owed += done
        return Consequences(
            _told(roster, alarmed.course.events),
            sum(not one.met for one in owed),
            sum(bool(one.untold) for one in owed),
        )


def _told(roster: Roster, events: tuple[Event, ...]) -> tuple[ToldPerson, ...]:
    nights: dict[str, set[int]] = {}
    for event in events:
        if event.event not in ("notify", "convene"):
            continue
        for told in event.people:
            found = nights.setdefault(told.person, set())
            night = night_of(event.at, roster.people[told.person].timezone)
            if night is not None:
                found.add(night)
    return tuple(ToldPerson(person, tuple(sorted(found))) for person, found in nights.items())


def night_of(at: int, timezone: str) -> int | None:
    """The ordinal of the day on which the night of an instant began; None by day."""
    days, second = divmod(wall.reading(at, timezone), DAY)
    if second >= NIGHT_BEGINS * HOUR:
        return wall.EPOCH_DAY + days
    return wall.EPOCH_DAY + days - 1 if second < NIGHT_ENDS * HOUR else None
