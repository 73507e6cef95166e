"""Sight: who answers to a target over a whole stretch of time, while some people are absent.

What is seen is kept, and looking again without somebody only asks again about targets to which
they, or those they stand in for, may answer.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from typing import Any, TypeVar

from govcheck.duty.coverage import breakpoints
from govcheck.duty.intervals import merged, without
from govcheck.duty.resolve import OnEmpty, holders, resolve
from govcheck.duty.roster import Interval, Resolution, Roster, Stint, split_target
from govcheck.duty.window import Window
from govcheck.prove.time.timing import Timing, never, opening
from govcheck.prove.time.working import working_time
from govcheck.simulate.task import LATEST_SEARCH

T = TypeVar("T")


class Sight:
    """The stretch between two instants, with these people absent throughout."""

    def __init__(
        self,
        roster: Roster,
        start: int,
        end: int,
        absent: frozenset[str] = frozenset(),
        *,
        patience: int = LATEST_SEARCH,
        full: "Sight | None" = None,
    ) -> None:
        self.roster = roster
        self.start = start
        self.end = end
        self.patience = patience
        """How far ahead somebody must be looked for before it is said that nobody comes."""
        self.absent = absent
        self.window = Window(roster, start, end, absent)
        self._full = full or self
        self._missing = absent - self._full.absent
        self.seen: dict[tuple[Any, ...], Any] = {}
        """The answers so far, by question."""

    def without(self, absent: frozenset[str]) -> "Sight":
        """The same stretch while these people are absent as well."""
        gone = self.absent | absent
        return Sight(
            self.roster, self.start, self.end, gone, patience=self.patience, full=self._full
        )

    def see(
        self,
        question: tuple[Any, ...],
        targets: Iterable[str],
        ask: Callable[[], T],
        *,
        close: Iterable[str] = (),
    ) -> T:
        """The answer to a question that depends on who answers to some targets, and on no more.

        For `close` targets it also matters who could answer in their stead.
        """
        affected = self._missing and (
            any(self._missing & self.involved(target) for target in close)
            or any(self._differs(target) for target in targets)
        )
        seen = self.seen if affected else self._full.seen
        if question not in seen:
            answer = ask()
            known = self._full.seen.get(question) if affected else None
            seen[question] = known if known == answer else answer
        found: T = seen[question]
        return found

    def _differs(self, target: str) -> bool:
        """Whether others answer to a target than if nobody were missing."""
        if not self._missing & self.involved(target):
            return False
        return self.stints(target) is not self._full.stints(target)

    def involved(self, target: str) -> frozenset[str]:
        """Everybody who might ever answer to a target, and everybody they might stand in for."""
        known: dict[tuple[Any, ...], frozenset[str]] = self._full.seen
        if ("involved", target) not in known:
            known["involved", target] = _involved(self.roster, target)
        return known["involved", target]

    def stints(self, target: str) -> list[Stint]:
        """Who answers to a target when; people may overlap themselves."""
        return self.see(
            ("stints", target), (), lambda: self.window.answers(target), close=(target,)
        )

    def answered(self, target: str) -> list[Interval]:
        """When somebody answers to a target."""
        return self.see(
            ("answered", target),
            (target,),
            lambda: merged((stint.start, stint.end) for stint in self.stints(target)),
        )

    def gaps(self, target: str) -> list[Interval]:
        """When nobody answers to a target."""
        return without([(self.start, self.end)], self.answered(target))

    def first(self, target: str) -> Timing:
        """When somebody answers to a target first, counted from each instant."""
        return self.see(
            ("first", target),
            (target,),
            lambda: opening(self.answered(target), self.start, self.end - self.patience),
        )

    def told(self, targets: tuple[str, ...], on_empty: OnEmpty) -> list[Interval]:
        """When a step that notifies these targets finds somebody."""
        return self.see(
            ("told", targets, on_empty),
            targets,
            lambda: self._told(targets, on_empty),
            close=targets if on_empty == "deputies" else (),
        )

    def quorate(self, council: str) -> list[Interval]:
        """When enough seats of a council are filled."""
        target = f"council:{council}"
        return self.see(("quorate", council), (target,), lambda: self._quorate(council))

    def open(self, calendar: str) -> list[Interval]:
        """When a calendar is open."""
        return self._full.window.open(calendar)

    def working(self, calendar: str | None, seconds: int) -> Timing:
        """When so many seconds are up, in real time unless a calendar is named."""
        question = ("working", calendar, seconds)
        return self.see(question, (), lambda: self._working(calendar, seconds))

    def moments(
        self,
        targets: tuple[str, ...],
        during: Sequence[Interval],
        on_empty: OnEmpty = "next",
        *,
        ignore_calendars: bool = False,
    ) -> list[tuple[Interval, Resolution]]:
        """Who answers to the targets together during some intervals, piece by piece."""
        if not during:
            return []
        roster = _round_the_clock(self.roster) if ignore_calendars else self.roster
        edges = {edge for span in during for edge in span}
        for target in targets:
            edges.update(breakpoints(roster, target, self.start, self.end, self.absent))
        starts = [start for start, _ in during]
        return [
            (
                (start, end),
                self._resolve(targets, start, on_empty, ignore_calendars=ignore_calendars),
            )
            for start, end in pairwise(sorted(edges))
            if start < during[bisect_right(starts, start) - 1][1] and start >= starts[0]
        ]

    def _resolve(
        self,
        targets: tuple[str, ...],
        at: int,
        on_empty: OnEmpty = "next",
        *,
        ignore_calendars: bool = False,
    ) -> Resolution:
        return resolve(
            self.roster,
            targets,
            at,
            absent=self.absent,
            on_empty=on_empty,
            ignore_calendars=ignore_calendars,
        )

    def _told(self, targets: tuple[str, ...], on_empty: OnEmpty) -> list[Interval]:
        answered = merged(span for target in targets for span in self.answered(target))
        if on_empty != "deputies" or not targets:
            return answered
        unanswered = without([(self.start, self.end)], answered)
        asked = self.moments(targets, unanswered, "deputies")
        return merged([*answered, *(span for span, found in asked if found.people)])

    def _quorate(self, council: str) -> list[Interval]:
        needed = self.roster.councils[council].quorum
        changes: dict[int, int] = {}
        for stint in self.stints(f"council:{council}"):
            changes[stint.start] = changes.get(stint.start, 0) + 1
            changes[stint.end] = changes.get(stint.end, 0) - 1
        filled = 0
        found = []
        for start, end in pairwise(sorted({self.start, self.end, *changes})):
            filled += changes.get(start, 0)
            if filled >= needed:
                found.append((start, end))
        return merged(found)

    def _working(self, calendar: str | None, seconds: int) -> Timing:
        known = None if calendar is None else self.roster.calendars.get(calendar)
        if known is None:
            return working_time(None, seconds, self.start, self.end)
        if not any(known.hours):
            return never(self.start, self.end)
        return working_time(self.open(known.id), seconds, self.start, self.end)


def _involved(roster: Roster, target: str) -> frozenset[str]:
    kind, name = split_target(target)
    named = set(holders(roster, target))
    if kind == "rota" and name in roster.rotas:
        rota = roster.rotas[name]
        named.update(rota.members, (override.person for override in rota.overrides))
    if kind == "council" and name in roster.councils:
        named.update(seat.deputy for seat in roster.councils[name].seats if seat.deputy)
    known = [roster.people[person] for person in named if person in roster.people]
    return frozenset(named).union(*(person.deputies for person in known))


def _round_the_clock(roster: Roster) -> Roster:
    """The roster without calendars, so that its breakpoints are those of a last resort."""
    people = {name: one._replace(calendar=None) for name, one in roster.people.items()}
    rotas = {name: one._replace(calendar=None) for name, one in roster.rotas.items()}
    return roster._replace(people=people, rotas=rotas)
