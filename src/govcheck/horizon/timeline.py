"""Timeline: who answers to a target over a whole stretch of time, while some people are absent.

What is seen is kept, together with what it was made of. Looking again without somebody begins with
the targets to which they, or those they stand in for, may answer, and goes no further than it makes
a difference.
"""

from bisect import bisect_right
from collections.abc import Callable, Hashable, Sequence
from functools import partial, wraps
from itertools import pairwise
from typing import Any, Concatenate, Final, Generic, NamedTuple, ParamSpec, TypeVar

from govcheck.duty.coverage import breakpoints
from govcheck.duty.resolve import OnEmpty, involved, resolve
from govcheck.duty.roster import Resolution, Roster, Stint
from govcheck.duty.rotas import following
from govcheck.duty.window import Window
from govcheck.duty.working import allowed_time
from govcheck.simulate.program import ActionPlan, Program
from govcheck.simulate.task import LATEST_SEARCH
from govcheck.time.clock import DAY, MINUTE
from govcheck.time.intervals import Interval, at_once, merged, without
from govcheck.time.timings import Timing, opening
from govcheck.time.working_days import Allowed, WorkingDays

T = TypeVar("T")
P = ParamSpec("P")


def seen(ask: Callable[Concatenate["Timeline", P], T]) -> Callable[Concatenate["Timeline", P], T]:
    """Let each timeline keep what a function makes of it, with the arguments as the question.

    It is asked as `Timeline.see` says, of which nothing is in `looks_at`.
    """

    @wraps(ask)
    def answer(timeline: "Timeline", /, *args: P.args, **named: P.kwargs) -> T:
        question = (ask, *args, *named.values())
        return timeline.see(question, lambda timeline: ask(timeline, *args, **named))

    return answer


class _Query(NamedTuple, Generic[T]):
    """What `Timeline.see` answers, and the targets whose answer it depends on."""

    question: Hashable
    ask: Callable[["Timeline"], T]
    looks_at: tuple[str, ...]


class Timeline:
    """The stretch between two instants, with these people absent throughout."""

    def __init__(
        self,
        roster: Roster,
        horizon: Interval,
        end: int,
        absent: frozenset[str] = frozenset(),
        *,
        patience: int = LATEST_SEARCH,
        full: "Timeline | None" = None,
    ) -> None:
        self.roster = roster
        self.horizon = horizon
        """The detections that are asked about; what becomes of them is seen until `end`."""
        self.start, self.end = horizon[0], end
        self.patience = patience
        """How far ahead somebody must be looked for before it is said that nobody comes."""
        self.absent = absent
        self._full = full or self
        fuller: Window | None = None if full is None else full.window
        self.window: Window = Window(roster, self.start, end, absent, fuller=fuller)
        self._missing = absent - self._full.absent
        self._seen: dict[Hashable, Any] = {}
        """The answers so far, by question."""
        self._asked: dict[Hashable, list[_Query[Any]]] = {}
        """For each question the ones that its answer was made of."""
        self._asking: list[list[_Query[Any]]] = []
        self._involved: dict[str, frozenset[str]] = {}
        self._coming: dict[str, list[Stint]] = {}

    def without(self, absent: frozenset[str]) -> "Timeline":
        """The same stretch while these people are absent as well."""
        gone = self.absent | absent
        return Timeline(
            self.roster, self.horizon, self.end, gone, patience=self.patience, full=self._full
        )

    def see(
        self, question: Hashable, ask: Callable[["Timeline"], T], *, looks_at: tuple[str, ...] = ()
    ) -> T:
        """The answer to a question.

        `ask` works it out from the timeline that it is given: from the answers to other questions
        that it asks there with `see`, and from who answers to the targets in `looks_at`, and from
        nothing else. Answers are memoised. In a timeline where people are missing, a question is
        worked out again only if one of those answers, or somebody who may answer to one of those
        targets, is different without them; an answer that comes out equal is the very same object,
        so that what depends on it is not worked out again either.

        Example: `see(("first", t), …, looks_at=(t,))` is the same object for every absence of
        people who never answer to `t`.
        """
        return self._answer(_Query(question, ask, looks_at))

    def _answer(self, query: "_Query[T]") -> T:
        question = query.question
        if self._asking:
            self._asking[-1].append(query)
        if question not in self._seen:
            self._seen[question] = self._first(query) if self._full is self else self._again(query)
        found: T = self._seen[question]
        return found

    def _first(self, query: "_Query[T]") -> T:
        """The answer while nobody is missing."""
        self._asking.append([])
        try:
            return query.ask(self)
        finally:
            self._asked[query.question] = self._asking.pop()

    def _again(self, query: "_Query[T]") -> T:
        """The answer while somebody is missing."""
        known = self._full._answer(query)  # noqa: SLF001 - of the same class
        if not any(self._missing & self.involved(target) for target in query.looks_at):
            asked = self._full._asked[query.question]  # noqa: SLF001 - of the same class
            if all(self._answer(one) is self._full._answer(one) for one in asked):  # noqa: SLF001
                return known
        answer = query.ask(self)
        return known if answer == known else answer

    def involved(self, target: str) -> frozenset[str]:
        """Everybody who might ever answer to a target, and everybody they might stand in for."""
        known = self._full._involved  # noqa: SLF001 - of the same class
        if target not in known:
            known[target] = frozenset(involved(self.roster, target))
        return known[target]

    def stints(self, target: str) -> list[Stint]:
        """Who answers to a target when; people may overlap themselves."""
        return self.see(
            ("stints", target), lambda timeline: timeline.window.answers(target), looks_at=(target,)
        )

    @seen
    def answered(self, target: str) -> list[Interval]:
        """When somebody answers to a target."""
        return merged((stint.start, stint.end) for stint in self.stints(target))

    def gaps(self, target: str) -> list[Interval]:
        """When nobody answers to a target."""
        return without([(self.start, self.end)], self.answered(target))

    @seen
    def first(self, target: str) -> Timing:
        """For each instant, the first one from it on at which somebody answers to a target.

        It is a piecewise linear function of the instant.
        """
        return opening(self.answered(target), self.start, self.end - self.patience)

    @seen
    def told(self, targets: tuple[str, ...], on_empty: OnEmpty) -> list[Interval]:
        """When a step that notifies these targets finds somebody."""
        answered = merged(span for target in targets for span in self.answered(target))
        if on_empty != "deputies" or not targets:
            return answered
        instead = self.instead(targets)
        return merged([*answered, *(span for span, found in instead if found.people)])

    def instead(self, targets: tuple[str, ...]) -> list[tuple[Interval, Resolution]]:
        """Whom `on_empty: deputies` asks while nobody of the targets answers, piece by piece."""

        def ask(timeline: Timeline) -> list[tuple[Interval, Resolution]]:
            answered = merged(span for target in targets for span in timeline.answered(target))
            empty = without([(timeline.start, timeline.end)], answered)
            return timeline.moments(targets, empty, "deputies")

        return self.see(("instead", targets), ask, looks_at=targets)

    @seen
    def quorate(self, council: str) -> list[Interval]:
        """When enough seats of a council are filled."""
        needed = self.roster.councils[council].quorum
        seats = ((stint.start, stint.end) for stint in self.stints(f"council:{council}"))
        return at_once(((self.start, self.end), *seats), needed + 1)

    def open(self, calendar: str) -> list[Interval]:
        """When a calendar is open."""
        return self._full.window.open(calendar)

    @seen
    def working(self, calendar: str | None, allowed: Allowed) -> Timing:
        """For each instant, when so much time is used up: real time, or a calendar's hours.

        It is a piecewise linear function of the instant.
        """
        span = self.start, self.end
        return allowed_time(self.roster, calendar, allowed, self.open, span)

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
        resolved = partial(
            resolve,
            absent=self.absent,
            on_empty=on_empty,
            ignore_calendars=ignore_calendars,
            coming=self._full._comes,  # noqa: SLF001 - of the same class
        )
        return [
            ((start, end), resolved(self.roster, targets, start))
            for start, end in pairwise(sorted(edges))
            if start < during[bisect_right(starts, start) - 1][1] and start >= starts[0]
        ]

    def _comes(self, rota: str, at: int) -> str | None:
        """Who comes on shift next after an instant of the stretch, absent or not."""
        if rota not in self._coming:
            planned = following(self.roster.rotas[rota], self.roster, self.start, self.end)
            self._coming[rota] = planned
        planned = self._coming[rota]
        number = bisect_right(planned, at, key=lambda one: one.start) - 1
        return planned[number].person if number >= 0 and at < planned[number].end else None


def _round_the_clock(roster: Roster) -> Roster:
    """The roster without calendars, so that its breakpoints are those of a last resort."""
    people = {name: one._replace(calendar=None) for name, one in roster.people.items()}
    rotas = {name: one._replace(calendar=None) for name, one in roster.rotas.items()}
    return roster._replace(people=people, rotas=rotas)


FARTHEST: Final = 1500 * DAY
"""How far beyond the horizon consequences are followed, in seconds."""
MARGIN: Final = 35 * DAY
_WEEK: Final = 7 * DAY


def first_look(program: Program, horizon: Interval) -> Timeline:
    """The stretch in which most consequences of the horizon lie."""
    patience = _patience(program)
    ahead = min(patience, FARTHEST) + MARGIN
    return Timeline(program.roster, horizon, horizon[1] + ahead, patience=patience)


def farther(timeline: Timeline) -> Timeline | None:
    """A longer stretch; None where that is too far."""
    horizon = timeline.horizon
    ahead = 3 * (timeline.end - horizon[1])
    if ahead > 3 * FARTHEST:
        return None
    ahead = min(ahead, FARTHEST + timeline.patience)
    if horizon[1] + ahead <= timeline.end:
        return None
    return Timeline(timeline.roster, horizon, horizon[1] + ahead, patience=timeline.patience)


def _patience(program: Program) -> int:
    """The longest time after which somebody may still do something in time."""
    actions = (action for playbook in program.playbooks.values() for action in playbook.actions)
    return max([LATEST_SEARCH, *(_length(program.roster, action) for action in actions)])


def _length(roster: Roster, action: ActionPlan) -> int:
    """About how long after its clock starts an action may be due, at most."""
    allowed = action.within or 0
    days = allowed.days if isinstance(allowed, WorkingDays) else 0
    seconds = (0 if isinstance(allowed, WorkingDays) else allowed) + (action.every or 0) * max(
        action.times, 1
    )
    calendar = None if action.calendar is None else roster.calendars.get(action.calendar)
    if calendar is None:
        return seconds + days * DAY
    weekly = MINUTE * sum(end - start for spans in calendar.hours for start, end in spans)
    if weekly == 0:
        return FARTHEST if calendar.opened else seconds
    seconds += weekly * days
    return 2 * seconds * _WEEK // weekly + 2 * _WEEK
