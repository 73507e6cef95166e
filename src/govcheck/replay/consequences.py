"""What a mention would have led to: who is told, at night or by day, and what is late or untold.

Nobody acknowledges, as where `simulate` is not told otherwise. What follows depends on what is to
be done (the path) and on the instant alone. A play of a path says, too, around its detection for
how long the same people are told in the same nights and the same is late: all mentions of a path in
such a cell are played once.
"""

from bisect import bisect_right
from collections.abc import Sequence
from typing import Final, NamedTuple, cast

from govcheck.duty.roster import Roster
from govcheck.replay.classes import MentionClass
from govcheck.simulate.alarm import alarm
from govcheck.simulate.conflicts import Conflicts
from govcheck.simulate.outcome import Event, PlayedIncident
from govcheck.simulate.people import People
from govcheck.simulate.playbooks import work
from govcheck.simulate.program import Program
from govcheck.simulate.segments import SegmentedAttendance
from govcheck.simulate.untold import Notices, mark_untold
from govcheck.time import wall_clocks as wall
from govcheck.time.clock import DAY, HOUR
from govcheck.time.linear import FAR, Linear, Room

NIGHT_BEGINS: Final = 22
NIGHT_ENDS: Final = 6
"""Hours on the clock of whoever is told; a night counts to the day on which it begins."""
_MOST_REMEMBERED: Final = 500_000


class ToldPerson(NamedTuple):
    """Somebody who is told, and the nights in which they are, as ordinals of days."""

    person: str
    nights: tuple[int, ...]


class Consequences(NamedTuple):
    """What follows from a mention; `late` and `untold` are numbers of obligations."""

    told: tuple[ToldPerson, ...] = ()
    late: int = 0
    untold: int = 0


class Cells:
    """What follows from one path, as far as it is known: cells of instants, in order."""

    def __init__(self) -> None:
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.found: list[Consequences] = []

    def of(self, at: int) -> Consequences | None:
        """What follows from a mention at an instant; None where it has not been played."""
        place = bisect_right(self.starts, at) - 1
        return self.found[place] if place >= 0 and at < self.ends[place] else None

    def keep(self, at: int, start: int, end: int, found: Consequences) -> None:
        """Remember what follows from `start` to `end`, as far as other cells leave room."""
        place = bisect_right(self.starts, at)
        if place:
            start = max(start, self.ends[place - 1])
        if place < len(self.starts):
            end = min(end, self.starts[place])
        self.starts.insert(place, start)
        self.ends.insert(place, end)
        self.found.insert(place, found)


class Forecast:
    """The consequences under one policy."""

    def __init__(self, program: Program) -> None:
        self._program = program
        self._paths: dict[tuple[object, ...], int] = {}
        self._cells: list[Cells] = []
        self._kept = 0
        self.plays = 0
        """How many mentions were played, rather than found in a cell."""
        present = SegmentedAttendance(program.roster)
        self._people = People(present, present, present, Conflicts())

    def path_of(self, mention: MentionClass) -> int:
        """The number of what is to be done about mentions of a class."""
        number = self._paths.setdefault(mention.path, len(self._paths))
        if number == len(self._cells):
            self._cells.append(Cells())
        return number

    def of(self, mention: MentionClass, detected_at: int) -> Consequences:
        """What follows from a mention of that class at that instant."""
        cells = self._cells[self.path_of(mention)]
        found = cells.of(detected_at)
        if found is None:
            if self._kept >= _MOST_REMEMBERED:
                self._cells = [Cells() for _ in self._cells]
                self._kept = 0
                cells = self._cells[self.path_of(mention)]
            start, end, found = self._cell(mention, detected_at)
            cells.keep(detected_at, start, end, found)
            self._kept += 1
        return found

    def cell_at(self, mention: MentionClass, at: int) -> tuple[int, int]:
        """From when to when, the end out, just the same follows as of an instant that was asked."""
        cells = self._cells[self.path_of(mention)]
        place = bisect_right(cells.starts, at) - 1
        return cells.starts[place], cells.ends[place]

    def _cell(self, mention: MentionClass, at: int) -> tuple[int, int, Consequences]:
        """What follows from a mention, and from when to when just that follows."""
        self.plays += 1
        if mention.plan.escalation is None and not mention.plan.playbooks:
            return at - FAR, at + FAR, Consequences()
        room = Room()
        try:
            found = self._played(mention, cast("int", Linear(at, room)), room)
        except TypeError:  # something was asked of the detection that has no linear answer
            return at, at + 1, self._played(mention, at, Room())
        return at + room.low, at + room.high, found

    def _played(self, mention: MentionClass, at: int, room: Room) -> Consequences:
        todo = mention.plan
        stated = PlayedIncident("", "", mention.case._replace(detected_at=at), at, at)
        roster, told_by = self._program.roster, self._people
        alarmed = alarm(todo._replace(stated=stated), told_by, ())
        notices = Notices(alarmed.course.events, told_by)
        owed = [*alarmed.obligations]
        for planned in todo.playbooks:
            done = work(planned, stated, told_by).obligations
            if todo.escalation is not None:
                done = mark_untold(planned, done, notices)
            owed += done
        return Consequences(
            _told(roster, alarmed.course.events, room),
            sum(not one.met for one in owed),
            sum(bool(one.untold) for one in owed),
        )


def _told(roster: Roster, events: tuple[Event, ...], room: Room) -> tuple[ToldPerson, ...]:
    instants: dict[str, list[int | Linear]] = {}
    for event in events:
        if event.event in ("notify", "convene"):
            for told in event.people:
                instants.setdefault(told.person, []).append(event.at)
    return tuple(
        ToldPerson(person, tuple(sorted(_nights(found, roster.people[person].timezone, room))))
        for person, found in instants.items()
    )


def _nights(instants: Sequence[int | Linear], timezone: str, room: Room) -> set[int]:
    """The nights of some instants; leaves room only for shifts with just these nights.

    An instant may cross into a night, or out of it, where another one lies in that night anyway.
    """

    def shifted(shift: int) -> tuple[set[int], int, int]:
        here = Room()
        nights = {
            night_of(
                cast("int", Linear(one.value + one.slope * shift, here, one.slope))
                if isinstance(one, Linear)
                else one,
                timezone,
            )
            for one in instants
        }
        return {one for one in nights if one is not None}, shift + here.low, shift + here.high

    found, low, high = shifted(0)
    while room.low < low:
        nights, further, _ = shifted(low - 1)
        if nights != found:
            break
        low = further
    while high < room.high:
        nights, _, further = shifted(high)
        if nights != found:
            break
        high = further
    room.keep(low, high)
    return found


def night_of(at: int, timezone: str) -> int | None:
    """The ordinal of the day on which the night of an instant began; None by day."""
    days, second = divmod(wall.reading(at, timezone) - NIGHT_ENDS * HOUR, DAY)
    return wall.EPOCH_DAY + days if second >= (NIGHT_BEGINS - NIGHT_ENDS) * HOUR else None
