"""Both sides over the same stretch of time, and what on it is the same without looking."""

from collections.abc import Iterable
from functools import cached_property
from typing import Any, Final

from govcheck.change.comparison import Comparison
from govcheck.duty.resolve import holders, involved
from govcheck.duty.roster import Roster, RosterPerson
from govcheck.horizon.timeline import Timeline
from govcheck.targets import read_target
from govcheck.time.clock import DAY, said_duration
from govcheck.time.intervals import Interval

AHEAD: Final = 800 * DAY
"""How far beyond the horizon a deadline within working hours is followed, in seconds."""


class Horizon:
    """Timelines of the base and of the head, from the start of the horizon to beyond its end.

    Beyond, because an incident that is detected at the end is played until it is over.
    """

    def __init__(self, comparison: Comparison) -> None:
        self.start, self.end = comparison.horizon
        self._comparison = comparison
        self._same: dict[str, bool] = {}

    @property
    def span(self) -> Interval:
        """The horizon itself."""
        return self.start, self.end

    @cached_property
    def base(self) -> Timeline:
        """The base."""
        return Timeline(self._comparison.base.program.roster, self.span, self.end + AHEAD)

    @cached_property
    def head(self) -> Timeline:
        """The head."""
        return Timeline(self._comparison.head.program.roster, self.span, self.end + AHEAD)

    @cached_property
    def near(self) -> tuple[Timeline, Timeline]:
        """Both sides as far as the first round of every escalation goes."""
        base, head = self._comparison.base.program, self._comparison.head.program
        ahead = DAY + max(
            (
                sum(step.wait for step in escalation.steps)
                for program in (base, head)
                for escalation in program.escalations.values()
            ),
            default=0,
        )
        end = self.end + ahead
        return Timeline(base.roster, self.span, end), Timeline(head.roster, self.span, end)

    def same(self, *targets: str) -> bool:
        """Whether all that decides who answers to some targets is the same on both sides."""
        return all(self._same_target(target) for target in targets)

    def same_calendar(self, name: str | None) -> bool:
        """Whether a calendar has the same hours on both sides."""
        base, head = (
            side.program.roster.calendars for side in (self._comparison.base, self._comparison.head)
        )
        return name is None or base.get(name) == head.get(name)

    def causes(self, *targets: str) -> frozenset[str]:
        """The changed documents that may change who answers to some targets."""
        found: set[str] = set()
        for side in (self._comparison.base, self._comparison.head):
            for target in targets:
                found |= _documents(side.program.roster, target)
        around = self._comparison.changed_of("team", "role", "representative", "organization")
        return (self._comparison.changed & found) | around

    def _same_target(self, target: str) -> bool:
        if target not in self._same:
            base, head = self._comparison.base, self._comparison.head
            ours, theirs = (_inputs(side.program.roster, target) for side in (base, head))
            self._same[target] = ours == theirs
        return self._same[target]


def _inputs(roster: Roster, target: str) -> Any:
    """Everything on which it depends who answers to a target."""
    kind, _, name = read_target(target).document.partition("/")
    people = _people(roster, target)
    rota = roster.rotas.get(name) if kind == "rota" else None
    council = roster.councils.get(name) if kind == "council" else None
    calendars = {person.calendar for person in people} | {None if rota is None else rota.calendar}
    known = sorted(one for one in calendars if one is not None)
    hours = [roster.calendars.get(one) for one in known]
    seats = None if council is None else council._replace(convene_within={})
    return rota, seats, holders(roster, target), people, hours


def _people(roster: Roster, target: str) -> list[RosterPerson]:
    """Everybody who may ever answer to a target, in a fixed order, without their names."""
    everybody = sorted(involved(roster, target))
    found = [roster.people[one] for one in everybody if one in roster.people]
    return [person._replace(name="", ways=()) for person in found]


def _documents(roster: Roster, target: str) -> set[str]:
    kind, _, name = read_target(target).document.partition("/")
    people = _people(roster, target)
    refs = {f"person/{person.id}" for person in people}
    refs |= {f"calendar/{person.calendar}" for person in people if person.calendar}
    if kind == "rota" and name in roster.rotas:
        refs |= {f"rota/{name}", f"calendar/{roster.rotas[name].calendar}"}
    if kind == "council":
        refs.add(f"council/{name}")
    return refs


def overall(intervals: Iterable[Interval]) -> str:
    """How long intervals last in all, in words."""
    return said_duration(sum(end - start for start, end in intervals))
