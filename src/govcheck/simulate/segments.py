"""Attendance in segments: between two instants at which something may change, all stays as it is.

Every question about an instant is asked once for its segment, so that a further incident costs a
lookup. The answers are those of `Attendance`. A linear instant stays in the segment in which it is.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Hashable, Sequence
from functools import partial
from typing import Any, Final, Literal, TypeVar

from govcheck.duty.coverage import breakpoints, stints
from govcheck.duty.resolve import gathered
from govcheck.duty.roster import Resolution, Roster, RosterPerson, Stint
from govcheck.duty.window import Window
from govcheck.simulate.attendance import LONGEST_SEARCH, Attendance
from govcheck.simulate.calendar_hours import CalendarHours
from govcheck.simulate.segment_answers import SegmentAnswers
from govcheck.simulate.standing import STRETCH, RosterChanges, Standings
from govcheck.targets import read_target
from govcheck.time.intervals import Interval, merged
from govcheck.time.linear import Linear

_MOST_ANSWERS: Final = 500_000

_Ends = tuple[list[int], list[int]]
"""Where intervals begin, and where they end."""

T = TypeVar("T")


class SegmentedAttendance(Attendance):
    """The roster with nobody missing, for very many incidents; it remembers nothing of people."""

    def __init__(self, roster: Roster) -> None:
        super().__init__(roster, tracked=False)
        self._edges: dict[tuple[str, ...], dict[int, list[int]]] = {}
        self._questions: dict[Hashable, Callable[[int], Any]] = {}
        self._spans: dict[tuple[Any, ...], Any] = {}
        """Answers about several instants, by the question and the segments of these."""
        self._always: dict[tuple[Any, ...], Any] = {}
        self._answered: dict[str, dict[int, _Ends]] = {}
        """By target and stretch: when somebody answers."""
        self._changes = RosterChanges(roster)
        self._answers = 0

    def asking(
        self,
        question: Hashable,
        targets: tuple[str, ...],
        ask: Callable[[Attendance, tuple[str, ...], int], T],
    ) -> Callable[[int], T]:
        """Who asks a question, each segment once."""
        known = self._questions.get(question)
        return known or self._asking(question, targets, partial(ask, self, targets))

    def steady(
        self,
        question: tuple[Any, ...],
        targets: tuple[str, ...],
        instants: tuple[int | Linear, ...],
        ask: Callable[..., T],
    ) -> T:
        """The answer to a question, asked once for the segments in which these instants are."""
        cut, places = self._edges_of(targets), list[int]()
        for at in instants:
            if isinstance(at, Linear):
                return ask(*instants)  # which may leave it more room than its segments
            edges = cut.get(at // STRETCH) or self._cut(at // STRETCH, targets)
            places.append(edges[bisect_right(edges, at) - 1])
        key = (question, *places)
        found = self._spans.get(key)
        if found is None:
            found = self._spans[key] = ask(*instants)
            self._grown()
        answer: T = found
        return answer

    def always(self, question: tuple[Any, ...], ask: Callable[[], T]) -> T:
        """The answer to a question that no instant counts for, asked once."""
        found = self._always.get(question)
        if found is None:
            if len(self._always) >= _MOST_ANSWERS:
                self._always.clear()
            found = self._always[question] = ask()
        answer: T = found
        return answer

    def answers(
        self,
        targets: tuple[str, ...],
        at: int,
        on_empty: Literal["next", "wait", "deputies"] = "next",
        *,
        ignore_calendars: bool = False,
    ) -> Resolution:
        """Who answers to the targets at an instant."""
        if on_empty == "wait":
            on_empty = "next"  # which is about what follows, not about who answers
        if len(targets) > 1 and not ignore_calendars:
            found = gathered((target, self.answers((target,), at).people) for target in targets)
            if found.people or on_empty == "next":
                return found
        question = targets, on_empty, ignore_calendars
        known = self._questions.get(question)
        if known is None:
            ask = super().answers
            known = self._asking(
                question,
                targets,
                lambda at: ask(targets, at, on_empty, ignore_calendars=ignore_calendars),
            )
        answer: Resolution = known(at)
        return answer

    def answering(self, target: str, at: int) -> frozenset[str]:
        """Who answers to a target at an instant."""
        known = self._questions.get(target)
        if known is None:
            known = self._asking(target, (target,), partial(super().answering, target))
        answer: frozenset[str] = known(at)
        return answer

    def named(self, target: str) -> frozenset[str]:
        """The known people whom a target names, whatever the instant."""
        ask = super().named
        return self.always(("named", target), lambda: ask(target))

    def first(self, target: str, at: int, until: int) -> int | None:
        """The first instant from `at` to `until`, both in, at which somebody answers."""
        end = min(until, at + LONGEST_SEARCH)
        known = self._answered.get(target)
        if known is None:
            known = self._answered[target] = {}
        number, last = at // STRETCH, end // STRETCH
        while number <= last:
            ends_of = known.get(number)
            if ends_of is None:
                ends_of = known[number] = self._when_answered(number, target)
            starts, ends = ends_of
            index = bisect_right(ends, at)
            if index < len(ends):
                start = starts[index]
                found = max(at, start)
                return found if found <= end else None
            number += 1
        return None

    def stints(self, target: str, start: int, end: int) -> tuple[Stint, ...]:
        """Who answers to a target between two instants, the end out; when may be cut otherwise."""
        if start < end:
            first, last = self._staying(target, start), self._staying(target, end - 1)
            return tuple(stints(self.roster, target, first, last + 1, self.absent))
        return ()

    def free(self, person: str, start: int, end: int) -> bool:
        """Whether somebody is available in person at some instant, the end out."""
        known = self.roster.people.get(person)
        if known is None or start >= end:
            return False
        for number in range(start // STRETCH, (end - 1) // STRETCH + 1):
            asked = partial(self._when_free, number, known)
            starts, ends = self.always(("free", number, person), asked)
            index = bisect_right(ends, start)
            if index < len(ends):
                return starts[index] < end
        return False

    def fillers(self, council: str, at: int) -> tuple[str | None, ...]:
        """Who fills each seat of a council at an instant."""
        known = self._questions.get((None, council))
        if known is None:
            ask = partial(super().fillers, council)
            known = self._asking((None, council), (f"council:{council}",), ask)
        answer: tuple[str | None, ...] = known(at)
        return answer

    def changes(self, target: str, start: int, end: int) -> tuple[int, ...]:
        """`start`, and every instant before `end` at which the answer to a target may change."""
        if start >= end:
            return ()
        found = [start]
        for number in range(start // STRETCH, (end - 1) // STRETCH + 1):
            edges = self._cut(number, (target,))
            found += edges[max(bisect_right(edges, start), 1) : bisect_left(edges, end)]
        return tuple(found)

    def remember(
        self, question: tuple[Any, ...], targets: tuple[str, ...], ask: Callable[[], T]
    ) -> T:
        """The answer to a question, asked anew."""
        return ask()

    def working_time(
        self, calendar: str, start: int, seconds: int
    ) -> tuple[int | None, list[Interval]]:
        """The instant at which so much working time is used up, and where it lies."""
        number = start // STRETCH
        hours = self.always(
            ("hours", calendar, number), lambda: CalendarHours(self.roster, calendar, number)
        )
        return hours.after(start, seconds) or super().working_time(calendar, start, seconds)

    def _asking(
        self, question: Hashable, targets: tuple[str, ...], ask: Callable[[int], T]
    ) -> Callable[[int], T]:
        """Who asks a question that is new."""
        asked = map(read_target, targets)
        named = frozenset(one.id for one in asked if one.traits.by_shifts)
        rotas = named.intersection(self.roster.rotas)
        standings = self.always(("standings", rotas), lambda: Standings(self._changes, rotas))
        made = self._questions[question] = SegmentAnswers(ask, standings, self._grown).at
        return made

    def _grown(self) -> None:
        """One more answer is remembered; after very many all are forgotten."""
        self._answers += 1
        if self._answers >= _MOST_ANSWERS:
            self._answers = 0
            self._questions.clear()
            self._spans.clear()

    def _staying(self, target: str, at: int | Linear) -> int:
        """An instant as a number; a linear one stays where the answer to a target does."""
        if not isinstance(at, Linear):
            return at
        number = at // STRETCH
        edges = [*self._cut(number, (target,)), (number + 1) * STRETCH]
        place = bisect_right(edges, at.value) - 1
        return at.stay(edges[place], edges[place + 1])

    def _edges_of(self, targets: tuple[str, ...]) -> dict[int, list[int]]:
        """By stretch, as far as it was asked of: where segments of the answer to targets begin."""
        found = self._edges.get(targets)
        if found is None:
            found = self._edges[targets] = {}
        return found

    def _cut(self, number: int, targets: tuple[str, ...]) -> list[int]:
        """Where a stretch begins, and where in it the answer to some targets may change."""
        known = self._edges_of(targets)
        found = known.get(number)
        if found is None:
            start = number * STRETCH
            edges = {
                edge
                for target in targets
                for edge in breakpoints(self.roster, target, start - 1, start + STRETCH)[1:]
            }
            found = known[number] = sorted({start, *edges})
        return found

    def _when_answered(self, number: int, target: str) -> _Ends:
        """When somebody answers to a target, within a stretch."""
        stints = self._window(number).answers(target, anybody=True)
        return _ends(merged((stint.start, stint.end) for stint in stints))

    def _when_free(self, number: int, person: RosterPerson) -> _Ends:
        return _ends(self._window(number).available(person))

    def _window(self, number: int) -> Window:
        start, roster, absent = number * STRETCH, self.roster, self.absent
        return self.always(
            ("window", number), lambda: Window(roster, start, start + STRETCH, absent)
        )


def _ends(spans: Sequence[Interval]) -> _Ends:
    return [start for start, _ in spans], [end for _, end in spans]


class PartialAttendance(Attendance):
    """The roster while some people are absent; where none of them counts the whole one answers."""

    def __init__(self, whole: SegmentedAttendance, absent: frozenset[str]) -> None:
        super().__init__(whole.roster, absent, tracked=False)
        self._whole = whole
        self._own = Attendance(whole.roster, absent, tracked=False)
        self.always = whole.always  # type: ignore[method-assign]
        self.named = whole.named  # type: ignore[method-assign]
        self.involved = whole.involved  # type: ignore[method-assign]
        self.working_time = whole.working_time  # type: ignore[method-assign]

    def _of(self, *targets: str) -> Attendance:
        """Whom to ask about some targets."""
        is_whole = all(self.absent.isdisjoint(self.involved(target)) for target in targets)
        return self._whole if is_whole else self._own

    def asking(
        self,
        question: Hashable,
        targets: tuple[str, ...],
        ask: Callable[[Attendance, tuple[str, ...], int], T],
    ) -> Callable[[int], T]:
        """Who asks a question, each segment once where nobody who is absent counts."""
        return self._of(*targets).asking(question, targets, ask)

    def steady(
        self,
        question: tuple[Any, ...],
        targets: tuple[str, ...],
        instants: tuple[int, ...],
        ask: Callable[..., T],
    ) -> T:
        """The answer to a question, remembered where nobody who is absent counts."""
        return self._of(*targets).steady(question, targets, instants, ask)

    def answers(
        self,
        targets: tuple[str, ...],
        at: int,
        on_empty: Literal["next", "wait", "deputies"] = "next",
        *,
        ignore_calendars: bool = False,
    ) -> Resolution:
        """Who answers to the targets at an instant."""
        asked = self._of(*targets)
        return asked.answers(targets, at, on_empty, ignore_calendars=ignore_calendars)

    def answering(self, target: str, at: int) -> frozenset[str]:
        """Who answers to a target at an instant."""
        return self._of(target).answering(target, at)

    def first(self, target: str, at: int, until: int) -> int | None:
        """The first instant from `at` to `until`, both in, at which somebody answers."""
        return self._of(target).first(target, at, until)

    def stints(self, target: str, start: int, end: int) -> tuple[Stint, ...]:
        """Who answers to a target between two instants, the end out."""
        return self._of(target).stints(target, start, end)

    def free(self, person: str, start: int, end: int) -> bool:
        """Whether somebody is available in person at some instant, the end out."""
        return (self._own if person in self.absent else self._whole).free(person, start, end)

    def fillers(self, council: str, at: int) -> tuple[str | None, ...]:
        """Who fills each seat of a council at an instant."""
        return self._of(f"council:{council}").fillers(council, at)

    def changes(self, target: str, start: int, end: int) -> tuple[int, ...]:
        """`start`, and every instant before `end` at which the answer to a target may change."""
        return self._of(target).changes(target, start, end)
