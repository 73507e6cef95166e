"""How long approvals keep actions waiting where working hours or working days are counted."""

from collections.abc import Callable, Iterator, Mapping
from itertools import islice
from types import MappingProxyType
from typing import Final

from govcheck.duty.calendars import open_intervals
from govcheck.duty.roster import Roster
from govcheck.duty.working import allowed_time
from govcheck.engine.ruleset import Predicate
from govcheck.named_tuples import NamedTuple
from govcheck.simulate.program import ActionPlan, PlaybookPlan, action_of
from govcheck.time.clock import DAY, parse_instant
from govcheck.time.intervals import Interval
from govcheck.time.limits import Limit
from govcheck.time.timings import Timing, here, latest, together
from govcheck.time.working_days import Allowed, WorkingDays

_START = parse_instant("2026-06-01T00:00:00Z")
"""A Monday, after which no clock is changed for months."""
_WEEK: Interval = (_START, _START + 7 * DAY)
_LENGTH = 119 * DAY
"""How much is known of the time after it, in seconds."""


class OrdinaryWeek:
    """When time is up that begins at any instant of an ordinary week."""

    def __init__(self, roster: Roster) -> None:
        plain = {
            name: calendar._replace(closed=frozenset(), country=None, subdivision=None, opened=())
            for name, calendar in roster.calendars.items()
        }
        self._roster = roster._replace(calendars=plain)
        self._span: Interval = (_START, _START + _LENGTH)
        self._open: dict[str, list[Interval]] = {}
        self._timings: dict[tuple[str | None, Allowed], Timing] = {}

    @property
    def begin(self) -> Timing:
        """The instant itself, for every one of the week."""
        return here(*_WEEK)

    def after(self, calendar: str | None, allowed: Allowed) -> Timing:
        """When the time allowed is up."""
        key = calendar, allowed
        if key not in self._timings:
            made = allowed_time(self._roster, calendar, allowed, self._hours, self._span)
            self._timings[key] = made
        return self._timings[key]

    def _hours(self, calendar: str) -> list[Interval]:
        if calendar not in self._open:
            self._open[calendar] = open_intervals(self._roster, calendar, *self._span)
        return self._open[calendar]


def always_later(one: Timing, other: Timing) -> int | None:
    """By how many seconds at least something is later, from whatever instant it counts.

    None where it is not, or where either never happens.
    """
    least: int | None = None
    for mine, others in together(one, other):
        for at in (mine.start, mine.end - 1):
            happens, limit = mine.value(at), others.value(at)
            if happens is None or limit is None or happens <= limit:
                return None
            least = happens - limit if least is None else min(least, happens - limit)
    return least


_MOST_WAYS: Final = 8
"""So many ways in which an action may come to be done are looked at; each is a true one."""


class _Way(NamedTuple):
    """When an action can be done if everything of `owed` holds and everybody is there."""

    done: Timing
    owed: tuple[Predicate, ...]
    approvals: tuple[str, ...] = ()
    before: Mapping[str, Timing] = MappingProxyType({})
    """When each action that comes before can be done."""


class ApprovalDelay(NamedTuple):
    """By how many seconds at least an action comes too late, and the approvals that it awaits."""

    seconds: int
    approvals: tuple[str, ...]


class ApprovalWaits:
    """The actions of a playbook, asked for at any instant of an ordinary week."""

    def __init__(
        self,
        playbook: PlaybookPlan,
        week: OrdinaryWeek,
        can_hold: Callable[[tuple[Predicate, ...]], bool],
    ) -> None:
        self._playbook, self._week, self._can_hold = playbook, week, can_hold
        self._actions = {action.id: action for action in playbook.actions}
        self._ways: Mapping[str, tuple[_Way, ...]] | None = None

    def delay(self, action: ActionPlan) -> ApprovalDelay | None:
        """How much too late an action always comes; None where it can come in time."""
        if action.within is None or not self._counts_hours:
            return None
        try:
            within = self._week.after(action.calendar, action.within)
            for base, way in self._counted(action):
                least = always_later(way.done, base.then(within)) if way.approvals else None
                if least is not None:
                    return ApprovalDelay(least, way.approvals)
        except Limit:
            return None
        return None

    @property
    def _counts_hours(self) -> bool:
        """Whether anything is counted otherwise than in real time."""
        actions, approvals = self._playbook.actions, self._playbook.approvals.values()
        times = [
            *((one.calendar, one.within) for one in actions),
            *((one.calendar, one.within) for one in approvals),
        ]
        return any(calendar or isinstance(within, WorkingDays) for calendar, within in times)

    def _counted(self, action: ActionPlan) -> Iterator[tuple[Timing, _Way]]:
        """Every way with the instant from which the action's deadline counts."""
        if self._ways is None:
            self._ways = self._work_out()
        origin = action_of(action.clock)
        for way in self._ways[action.id]:
            if origin is None:
                yield self._week.begin, way
            elif origin in way.before:
                yield way.before[origin], way
            else:
                for other in self._ways.get(origin, ()):
                    if self._can_hold((*other.owed, *way.owed)):
                        yield other.done, way

    def _work_out(self) -> Mapping[str, tuple[_Way, ...]]:
        found: dict[str, tuple[_Way, ...]] = {}
        for name in self._playbook.order:
            action = self._actions[name]
            ways = [_Way(self._week.begin, (action.when,))]
            for other in action.after:
                joined = self._joined(ways, other, found.get(other, ()))
                ways = [*islice(joined, _MOST_WAYS)]
            found[name] = tuple(self._approved(way, action) for way in ways)
        return found

    def _joined(self, ways: list[_Way], name: str, others: tuple[_Way, ...]) -> Iterator[_Way]:
        for way in ways:
            together = [
                _Way(
                    latest([way.done, other.done]),
                    (*way.owed, *other.owed),
                    (*way.approvals, *other.approvals),
                    {**way.before, **other.before, name: other.done},
                )
                for other in others
                if self._can_hold((*way.owed, *other.owed))
            ]
            yield from together or [way]

    def _approved(self, way: _Way, action: ActionPlan) -> _Way:
        """The same with the approvals, all of which are asked for at once."""
        asked = way.done
        for need in action.needs:
            approval = self._playbook.approvals[need]
            owed = (*way.owed, approval.when)
            if self._can_hold(owed):
                given = asked.then(self._week.after(approval.calendar, approval.within))
                way = _Way(latest([way.done, given]), owed, (*way.approvals, need))
        return way
