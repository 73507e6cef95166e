"""Who answers, given who is absent; asked often, so that answers are remembered.

An answer can only depend on the people whom its target names and on their deputies. It is kept
together with them, and `without` asks again only where somebody among them is gone. That is what
makes trying everybody's absence cheap.
"""

from collections.abc import Callable, Hashable, Mapping
from functools import partial
from typing import Any, Final, Literal, TypeVar

from govcheck.duty.calendars import add_working_time
from govcheck.duty.coverage import breakpoints, next_answer, stints
from govcheck.duty.resolve import holders, involved, resolve
from govcheck.duty.roster import Resolution, Roster, Stint
from govcheck.duty.seats import seat_fillers
from govcheck.duty.window import Window
from govcheck.time.clock import DAY
from govcheck.time.intervals import Interval

LONGEST_SEARCH = 3660 * DAY
"""No search for somebody looks further ahead."""

_MOST_INSTANTS: Final = 1000

T = TypeVar("T")


class Attendance:
    """The roster as it is while some people are absent."""

    def __init__(
        self, roster: Roster, absent: frozenset[str] = frozenset(), *, tracked: bool = True
    ) -> None:
        """Unless `tracked`, nobody wants to know on whom answers depend."""
        self.roster = roster
        self._tracked = tracked
        self.absent = absent
        self._known: dict[tuple[Any, ...], tuple[Any, frozenset[str]]] = {}
        self._named: dict[str, frozenset[str]] = {}
        self._base: Attendance | None = None
        self._gone = ""
        self._opened: dict[int, dict[str, bool]] = {}
        """By instant, which calendars are open."""

    def without(self, person: str) -> "Attendance":
        """The attendance while `person` is absent as well; it shares what it knows already."""
        other = Attendance(self.roster, self.absent | {person})
        other._named, other._base, other._gone = self._named, self, person
        other._opened = self._opened
        return other

    @property
    def groups(self) -> list[frozenset[str]]:
        """For each question asked so far, the people on whom its answer may depend."""
        return [people for _, people in self._known.values()]

    def answers(
        self,
        targets: tuple[str, ...],
        at: int,
        on_empty: Literal["next", "wait", "deputies"] = "next",
        *,
        ignore_calendars: bool = False,
    ) -> Resolution:
        """Who answers to the targets at an instant."""
        return self.remember(
            ("answers", targets, at, on_empty, ignore_calendars),
            targets,
            lambda: resolve(
                self.roster,
                targets,
                at,
                absent=self.absent,
                on_empty=on_empty,
                ignore_calendars=ignore_calendars,
                opened=self._opened_at(at),
            ),
        )

    def answering(self, target: str, at: int) -> frozenset[str]:
        """Who answers to a target at an instant; of no account for `groups`."""
        found = resolve(self.roster, (target,), at, absent=self.absent, opened=self._opened_at(at))
        return frozenset(answer.person for answer in found.people)

    def named(self, target: str) -> frozenset[str]:
        """The known people whom a target names, whatever the instant."""
        return frozenset(holders(self.roster, target))

    def involved(self, target: str) -> frozenset[str]:
        """Everybody who may ever answer to a target, or stand in for somebody who does."""
        if target not in self._named:
            self._named[target] = frozenset(involved(self.roster, target))
        return self._named[target]

    def first(self, target: str, at: int, until: int) -> int | None:
        """The first instant from `at` to `until`, both in, at which somebody answers."""
        end = min(until, at + LONGEST_SEARCH) + 1
        return self.remember(
            ("first", target, at, end),
            (target,),
            lambda: next_answer(self.roster, target, at, end, self.absent),
        )

    def stints(self, target: str, start: int, end: int) -> tuple[Stint, ...]:
        """Who answers to a target between two instants, the end out."""
        return self.remember(
            ("stints", target, start, end),
            (target,),
            lambda: tuple(stints(self.roster, target, start, end, self.absent)),
        )

    def free(self, person: str, start: int, end: int) -> bool:
        """Whether somebody is available in person at some instant, the end out."""
        known = self.roster.people.get(person)
        if known is None:
            return False
        return self.remember(
            ("free", person, start, end),
            (f"person:{person}",),
            lambda: bool(Window(self.roster, start, end, self.absent).available(known)),
        )

    def fillers(self, council: str, at: int) -> tuple[str | None, ...]:
        """Who fills each seat of a council at an instant."""
        return self.remember(
            ("fillers", council, at),
            (f"council:{council}",),
            lambda: seat_fillers(self.roster, council, at, self.absent, opened=self._opened_at(at)),
        )

    def asking(
        self,
        question: Hashable,
        targets: tuple[str, ...],
        ask: Callable[["Attendance", tuple[str, ...], int], T],
    ) -> Callable[[int], T]:
        """Who asks a question about an instant whose answer changes only where that to these does.

        It is asked by asking an attendance nothing but about these targets.
        """
        return partial(ask, self, targets)

    def steady(
        self,
        question: tuple[Any, ...],
        targets: tuple[str, ...],
        instants: tuple[int, ...],
        ask: Callable[..., T],
    ) -> T:
        """The answer to a question whose answer changes only where that to a target may change.

        It is a question about these instants, asked by asking nothing but about these targets.
        """
        return ask(*instants)

    def always(self, question: tuple[Any, ...], ask: Callable[[], T]) -> T:
        """The answer to a question that depends on neither an instant nor who is absent."""
        return ask()

    def working_time(
        self, calendar: str, start: int, seconds: int
    ) -> tuple[int | None, list[Interval]]:
        """The instant at which so much working time is used up, and where it lies."""
        return add_working_time(self.roster, calendar, start, seconds)

    def changes(self, target: str, start: int, end: int) -> tuple[int, ...]:
        """`start`, and every instant before `end` at which the answer to a target may change."""
        return tuple(breakpoints(self.roster, target, start, end, self.absent))

    def remember(
        self, question: tuple[Any, ...], targets: tuple[str, ...], ask: Callable[[], T]
    ) -> T:
        """The answer to a question that depends on nobody but whom these targets name."""
        found = self._known.get(question)
        if found is None and self._base is not None:
            before = self._base._known.get(question)  # noqa: SLF001 - of the same class
            found = before if before is not None and self._gone not in before[1] else None
        if found is None:
            people = frozenset[str]()
            if self._tracked:
                people = people.union(*(self.involved(target) for target in targets))
            found = (ask(), people)
        self._known[question] = found
        answer: T = found[0]
        return answer

    def differs(self) -> bool:
        """Whether the absence that `without` added changes what was answered before it.

        What is remembered besides follows from these answers, so that whoever asks as before comes
        to the same where none differs. Nobody else's answers can differ.
        """
        base = self._base
        if base is None:
            return False
        asked = [
            (question, answer)
            for question, (answer, people) in base._known.items()  # noqa: SLF001 - likewise
            if self._gone in people and question[0] in _ASKED_AGAIN
        ]
        return any(_ASKED_AGAIN[kind](self, *rest) != answer for (kind, *rest), answer in asked)

    def _opened_at(self, at: int) -> dict[str, bool]:
        found = self._opened.get(at)
        if found is None:
            if len(self._opened) >= _MOST_INSTANTS:
                self._opened.clear()
            found = self._opened[at] = {}
        return found


_ASKED_AGAIN: Final[Mapping[str, Callable[..., Any]]] = {
    "answers": lambda one, targets, at, on_empty, ignoring: one.answers(
        targets, at, on_empty, ignore_calendars=ignoring
    ),
    "first": lambda one, target, at, end: one.first(target, at, end - 1),
    "stints": Attendance.stints,
    "free": Attendance.free,
    "fillers": Attendance.fillers,
}
"""How a question is asked again, as it was remembered."""
