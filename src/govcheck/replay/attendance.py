"""Attendance in segments: between two instants at which something may change, all stays as it is.

Every question about an instant is asked once for its segment, so that a further mention costs a
lookup. The answers are those of `Attendance`. A linear instant stays in the segment in which it is.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable
from functools import cached_property
from typing import Any, Final, Literal, TypeVar

from govcheck.duty.coverage import breakpoints, stints
from govcheck.duty.roster import Resolution, Roster, Stint
from govcheck.duty.window import Window
from govcheck.replay.linear import Linear
from govcheck.simulate.attendance import LONGEST_SEARCH, Attendance
from govcheck.time.clock import DAY
from govcheck.time.intervals import Interval, merged

STRETCH: Final = 64 * DAY
"""So many seconds are cut into segments at once."""

T = TypeVar("T")


class SegmentedAttendance(Attendance):
    """The roster with nobody missing, for very many mentions; it remembers nothing of people."""

    def __init__(self, roster: Roster) -> None:
        super().__init__(roster)
        self._windows: dict[int, Window] = {}
        self._edges: dict[tuple[int, tuple[str, ...], bool], list[int]] = {}
        self._answered: dict[tuple[int, str], list[Interval]] = {}
        self._resolved: dict[tuple[Any, ...], Resolution] = {}
        self._people: dict[tuple[str, int], frozenset[str]] = {}
        self._holders: dict[str, frozenset[str]] = {}
        self._seats: dict[tuple[str, int], tuple[str | None, ...]] = {}

    def answers(
        self,
        targets: tuple[str, ...],
        at: int,
        on_empty: Literal["next", "wait", "deputies"] = "next",
        *,
        ignore_calendars: bool = False,
    ) -> Resolution:
        """Who answers to the targets at an instant."""
        at, segment = self._place(targets, at, ignore_calendars=ignore_calendars)
        key = (targets, on_empty, ignore_calendars, segment)
        found = self._resolved.get(key)
        if found is None:
            found = self._resolved[key] = super().answers(
                targets, at, on_empty, ignore_calendars=ignore_calendars
            )
        return found

    def answering(self, target: str, at: int) -> frozenset[str]:
        """Who answers to a target at an instant."""
        at, segment = self._place((target,), at)
        key = (target, segment)
        found = self._people.get(key)
        if found is None:
            found = self._people[key] = super().answering(target, at)
        return found

    def named(self, target: str) -> frozenset[str]:
        """The known people whom a target names, whatever the instant."""
        found = self._holders.get(target)
        if found is None:
            found = self._holders[target] = super().named(target)
        return found

    def first(self, target: str, at: int, until: int) -> int | None:
        """The first instant from `at` to `until`, both in, at which somebody answers."""
        end = min(until, at + LONGEST_SEARCH)
        for number in range(at // STRETCH, end // STRETCH + 1):
            spans = self._when_answered(number, target)
            index = bisect_right(spans, at, key=lambda span: span[1])
            if index < len(spans):
                found = max(at, spans[index][0])
                return found if found <= end else None
        return None

    def stints(self, target: str, start: int, end: int) -> tuple[Stint, ...]:
        """Who answers to a target between two instants, the end out; when may be cut otherwise."""
        if start < end:
            first, _ = self._place((target,), start)
            last, _ = self._place((target,), end - 1)
            return tuple(stints(self.roster, target, first, last + 1, self.absent))
        return ()

    def free(self, person: str, start: int, end: int) -> bool:
        """Whether somebody is available in person at some instant, the end out."""
        known = self.roster.people.get(person)
        if known is None or start >= end:
            return False
        for number in range(start // STRETCH, (end - 1) // STRETCH + 1):
            spans = self._window(number).available(known)
            index = bisect_right(spans, start, key=lambda span: span[1])
            if index < len(spans):
                return spans[index][0] < end
        return False

    def fillers(self, council: str, at: int) -> tuple[str | None, ...]:
        """Who fills each seat of a council at an instant."""
        at, segment = self._place((f"council:{council}",), at)
        key = (council, segment)
        found = self._seats.get(key)
        if found is None:
            found = self._seats[key] = super().fillers(council, at)
        return found

    def changes(self, target: str, start: int, end: int) -> tuple[int, ...]:
        """`start`, and every instant before `end` at which the answer to a target may change."""
        if start >= end:
            return ()
        found = [start]
        for number in range(start // STRETCH, (end - 1) // STRETCH + 1):
            edges = self._cut(number, (target,))
            found += edges[bisect_right(edges, start) : bisect_left(edges, end)]
        return tuple(found)

    def remember(
        self, question: tuple[Any, ...], targets: tuple[str, ...], ask: Callable[[], T]
    ) -> T:
        """The answer to a question, asked anew."""
        return ask()

    def _place(
        self, targets: tuple[str, ...], at: int | Linear, *, ignore_calendars: bool = False
    ) -> tuple[int, int]:
        """An instant as a number, and where its segment begins, or the stretch that it is in."""
        instant = at.value if isinstance(at, Linear) else at
        number = instant // STRETCH
        edges = self._cut(number, targets, ignore_calendars=ignore_calendars)
        index = bisect_right(edges, instant)
        start = edges[index - 1] if index else number * STRETCH
        if isinstance(at, Linear):
            at.stay(start, edges[index] if index < len(edges) else (number + 1) * STRETCH)
        return instant, start

    def _cut(
        self, number: int, targets: tuple[str, ...], *, ignore_calendars: bool = False
    ) -> list[int]:
        """The instants of a stretch at which the answer to some targets may change."""
        key = (number, targets, ignore_calendars)
        found = self._edges.get(key)
        if found is None:
            start = number * STRETCH
            roster = self._round_the_clock if ignore_calendars else self.roster
            edges = {
                edge
                for target in targets
                for edge in breakpoints(roster, target, start - 1, start + STRETCH)[1:]
            }
            found = self._edges[key] = sorted(edges)
        return found

    @cached_property
    def _round_the_clock(self) -> Roster:
        """The roster without calendars, so that it changes where a last resort does."""
        people = {name: one._replace(calendar=None) for name, one in self.roster.people.items()}
        rotas = {name: one._replace(calendar=None) for name, one in self.roster.rotas.items()}
        return self.roster._replace(people=people, rotas=rotas)

    def _when_answered(self, number: int, target: str) -> list[Interval]:
        """When somebody answers to a target, within a stretch."""
        found = self._answered.get((number, target))
        if found is None:
            stints = self._window(number).answers(target, anybody=True)
            found = merged((stint.start, stint.end) for stint in stints)
            self._answered[number, target] = found
        return found

    def _window(self, number: int) -> Window:
        if number not in self._windows:
            start = number * STRETCH
            self._windows[number] = Window(self.roster, start, start + STRETCH, self.absent)
        return self._windows[number]
