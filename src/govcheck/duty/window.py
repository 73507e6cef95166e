"""A stretch of time with its absences: who is present, open and on shift when within it.

The same questions as in `presence`, `seats` and `resolve`, answered for every instant at once.
"""

from collections.abc import Callable, Iterable

from govcheck.duty.calendars import open_intervals
from govcheck.duty.resolve import holders
from govcheck.duty.roster import Roster, RosterCouncil, RosterPerson, Rotation, Stint
from govcheck.duty.rotas import TURNS
from govcheck.duty.seats import seat_deputies
from govcheck.targets import read_target
from govcheck.time.intervals import Interval, common, merged, without


class Window:
    """Everything between two instants, with these people absent throughout."""

    def __init__(
        self,
        roster: Roster,
        start: int,
        end: int,
        absent: frozenset[str],
        *,
        fuller: "Window | None" = None,
    ) -> None:
        """`fuller` is the same stretch with fewer people absent; what it knows is not repeated."""
        self.roster = roster
        self.start = start
        self.end = end
        self.absent = absent
        self._fuller = fuller
        self._gone = frozenset[str]() if fuller is None else absent - fuller.absent
        self.whole: list[Interval] = [(start, end)] if start < end else []
        self._open: dict[str, list[Interval]] = {}
        self._available: dict[str, list[Interval]] = {}
        self._held: dict[str, list[Stint]] = {}

    def open(self, calendar_id: str) -> list[Interval]:
        """When the calendar is open."""
        if self._fuller is not None:
            return self._fuller.open(calendar_id)
        if calendar_id not in self._open:
            self._open[calendar_id] = open_intervals(self.roster, calendar_id, self.start, self.end)
        return self._open[calendar_id]

    def present(self, person: RosterPerson) -> list[Interval]:
        """When somebody belongs to the company and is not absent."""
        if person.id in self.absent:
            return []
        since, until = person.active
        active = common(self.whole, self._between(since, until))
        return without(active, merged(person.absences)) if person.absences else active

    def available(self, person: RosterPerson) -> list[Interval]:
        """When somebody is present and within their own calendar."""
        if self._fuller is not None and person.id not in self._gone:
            return self._fuller.available(person)
        if person.id not in self._available:
            present = self.present(person)
            if person.calendar is not None and present:
                present = common(present, self.open(person.calendar))
            self._available[person.id] = present
        return self._available[person.id]

    def answers(self, target: str, *, anybody: bool = False) -> list[Stint]:
        """Who answers to a target when, in no particular order; people may overlap themselves.

        With `anybody` it is enough to know one of several people who answer at the same time.
        """
        kind, name = read_target(target)
        people = self.roster.people
        if kind in TURNS:
            return list(self._rota(name, TURNS[kind]))
        if kind == "council":
            council = self.roster.councils.get(name)
            return [] if council is None else list(self._council(council))
        holding = map(people.__getitem__, holders(self.roster, target))
        if kind != "chain" and not anybody:
            return [stint for holder in holding for stint in self._held_by(holder)]
        found: list[Stint] = []
        free = self.whole
        for holder in holding:
            if not free:
                break
            answering = self._answering(holder, free)
            found += answering
            free = without(free, merged((stint.start, stint.end) for stint in answering))
        return found

    def _held_by(self, holder: RosterPerson) -> list[Stint]:
        """Who answers for somebody who is named, at any time."""
        if self._fuller is not None and self._gone.isdisjoint((holder.id, *holder.deputies)):
            return self._fuller._held_by(holder)  # noqa: SLF001 - of the same class
        if holder.id not in self._held:
            self._held[holder.id] = self._answering(holder, self.whole)
        return self._held[holder.id]

    def _answering(self, holder: RosterPerson, free: list[Interval]) -> list[Stint]:
        return [
            *_stints(common(free, self.available(holder)), holder.id, None),
            *self._deputies(holder, without(free, self.present(holder))),
        ]

    def _between(self, since: int | None, until: int | None) -> list[Interval]:
        start = self.start if since is None else since
        end = self.end if until is None else until
        return [(start, end)] if start < end else []

    def _deputies(self, person: RosterPerson, away: list[Interval]) -> Iterable[Stint]:
        """Who stands in for somebody while they are away."""
        for deputy in map(self.roster.people.get, person.deputies):
            if not away:
                return
            if deputy is None or deputy.id == person.id:
                continue
            taken = common(away, self.available(deputy))
            away = without(away, taken)
            yield from _stints(taken, deputy.id, person.id)

    def _rota(
        self, name: str, turning: Callable[[Rotation, Roster, int, int], list[Stint]]
    ) -> Iterable[Stint]:
        rota = self.roster.rotas.get(name)
        if rota is None:
            return
        turns: dict[str, list[Interval]] = {}
        for shift in turning(rota, self.roster, self.start, self.end):
            turns.setdefault(shift.person, []).append((shift.start, shift.end))
        for person in map(self.roster.people.get, turns):
            if person is None:
                continue
            mine, present = turns[person.id], self.present(person)
            yield from _stints(common(mine, present), person.id, None)
            yield from self._deputies(person, without(mine, present))

    def _council(self, council: RosterCouncil) -> Iterable[Stint]:
        people = self.roster.people
        taken: dict[str, list[Interval]] = {}
        vacant: list[list[Interval]] = []
        for seat in council.seats:
            term = common(self.whole, self._between(*seat.term))
            seated = self._seat(seat.person, term, taken) if seat.person in people else []
            yield from _stints(seated, seat.person, None)
            vacant.append(without(term, seated))
        for seat, free in zip(council.seats, vacant, strict=True):
            rest = free
            for name in seat_deputies(self.roster, seat):
                seated = self._seat(name, rest, taken)
                yield from _stints(seated, name, seat.person)
                rest = without(rest, seated)

    def _seat(
        self, name: str, free: list[Interval], taken: dict[str, list[Interval]]
    ) -> list[Interval]:
        """When somebody can take a seat that is free; from then on they are taken."""
        if not free:
            return []
        able = common(free, self.available(self.roster.people[name]))
        if name in taken:
            able = without(able, taken[name])
            taken[name] = merged([*taken[name], *able])
        else:
            taken[name] = able
        return able


def _stints(intervals: list[Interval], person: str, missing: str | None) -> list[Stint]:
    return [Stint(start, end, person, missing) for start, end in intervals]
