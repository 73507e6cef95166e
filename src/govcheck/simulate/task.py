"""Doing one action, once or again and again.

An occurrence of a recurring action opens at each multiple of `every` from the clock on and is due
`within` later (`every` where that is left out). It lapses at its due instant: nothing makes up for
it. An action without `within` is owed, but by no instant: it is no obligation.
"""

from govcheck.named_tuples import NamedTuple
from govcheck.simulate.attendance import Attendance
from govcheck.simulate.deadline import Deadline, deadline
from govcheck.simulate.outcome import ApprovalState, Event, Obligation, Segment, Told
from govcheck.simulate.people import People
from govcheck.simulate.program import ActionPlan
from govcheck.time.clock import DAY
from govcheck.time.working_days import Allowed, WorkingDays
from govcheck.translation import said

_Doers = tuple[tuple[Told, ...], tuple[str, ...]]
"""Who does something, and the same as `person:ID`."""

LATEST_SEARCH = 31 * DAY
"""How long somebody is looked for who can still do what is late."""


class Done(NamedTuple):
    """How an action comes out. `at` is the (first) completion, `due` the (first) due instant."""

    at: int | None
    due: int | None
    obligations: tuple[Obligation, ...] = ()
    acts: tuple[Event, ...] = ()
    approvals: tuple[ApprovalState, ...] = ()
    notes: tuple[str, ...] = ()


class Task(NamedTuple):
    """An action whose approvals and forerunners are worked out."""

    playbook: str
    action: ActionPlan
    ready: int | None
    """From when it can be done; None where something before it never happens."""
    base: int
    """The instant from which its deadline counts."""
    waits_for: tuple[str, ...]
    people: People
    happened: tuple[int, ...] = ()
    """When it was done already, each time."""

    def outcome(self) -> Done:
        """Do it as soon and as often as possible."""
        return self.once() if self.action.every is None else self.recurring(self.action.every)

    def once(self) -> Done:
        """Do it as soon as possible."""
        action, name = self.action, f"{self.playbook}/{self.action.id}"
        if action.within is None:
            at = self._next(0, self.ready, None)
            return Done(at, None, acts=self._act(name, at))
        due, segments = deadline(self.people.present, action.calendar, self.base, action.within)
        if due is None:
            at = self._next(0, self.ready, None)
            return Done(at, None, acts=self._act(name, at), notes=(self._never_due(),))
        at = self.happened[0] if self.happened else self._first(self.ready, due)
        owed, acts = self._obligation(name, at, due, self.base, segments)
        return Done(at, due, (owed,), acts)

    def recurring(self, every: int) -> Done:
        """Do it again and again, each time before it is due."""
        action = self.action
        within = every if action.within is None else action.within
        owed: list[Obligation] = []
        acts: list[Event] = []
        notes: tuple[str, ...] = ()
        opens: int | None = self.base
        for turn in range(action.times):
            limit = Deadline(None) if opens is None else self._deadline(opens, within)
            if opens is None or limit.due is None:
                notes = (self._never_due(),)
                break
            name = f"{self.playbook}/{action.id}#{turn + 1}"
            start = None if self.ready is None else max(self.ready, opens)
            in_time = start is not None and start <= limit.due
            at = self._next(turn, start, limit.due, limit.due) if in_time else None
            if turn < len(self.happened):
                at = self.happened[turn]
            one, act = self._obligation(name, at, limit.due, opens, limit.segments)
            owed.append(one)
            acts.extend(act)
            opens = self._deadline(opens, every).due
        done = [obligation.done for obligation in owed if obligation.done is not None]
        due = owed[0].due if owed else None
        return Done(min(done, default=None), due, tuple(owed), tuple(acts), notes=notes)

    def _never_due(self) -> str:
        name = f"{self.playbook}/{self.action.id}"
        return said(
            "`{name}` never falls due: `{calendar}` is not open for long enough",
            name=name, calendar=self.action.calendar,
        )  # fmt: skip

    def _deadline(self, start: int, allowed: Allowed) -> Deadline:
        return deadline(self.people.present, self.action.calendar, start, allowed)

    def _next(
        self, turn: int, start: int | None, due: int | None, until: int | None = None
    ) -> int | None:
        """When it was done that time, or else when somebody can do it first."""
        if turn < len(self.happened):
            return self.happened[turn]
        return self._first(start, due, until)

    def _first(self, start: int | None, due: int | None, until: int | None = None) -> int | None:
        """When somebody can do it first, `until` included or as long as it makes sense to look."""
        if start is None:
            return None
        latest = max(due or start, start + LATEST_SEARCH) if until is None else until
        return self.people.present.first(self.action.owed_by, start, latest)

    def _obligation(
        self, name: str, at: int | None, due: int, start: int, segments: tuple[Segment, ...]
    ) -> tuple[Obligation, tuple[Event, ...]]:
        """What is owed, and when it is done, if ever."""
        action = self.action
        met = at is not None and at <= due
        asked = self._first(start, due) if at is None else at
        doers, owners = ((), ()) if asked is None else self._doers(asked)
        within, people = action.within, self.people
        left_out: tuple[str, ...] = ()
        if people.conflicts.hard:
            left_out = people.left_out((action.owed_by,), start if at is None else at)
        owed = Obligation(
            name,
            action.do,
            due,
            at,
            met,
            owners or (action.owed_by,),
            self.waits_for,
            action.calendar,
            start,
            segments,
            action.publishes,
            action.template,
            left_out=left_out,
            working_days=within.days if isinstance(within, WorkingDays) else None,
        )
        if at is None:
            return owed, ()
        return owed, (Event(at, "act", None, None, doers, (), name, met, due - at),)

    def _act(self, name: str, at: int | None) -> tuple[Event, ...]:
        """When it is done, by no instant."""
        if at is None:
            return ()
        return (Event(at, "act", people=self._doers(at)[0], obligation=name),)

    def _doers(self, at: int) -> _Doers:
        """Who does it at an instant, and the same as `person:ID`."""
        target = self.action.owed_by
        return self.people.present.asking(("doers", target), (target,), _doing)(at)


def _doing(asked: Attendance, targets: tuple[str, ...], at: int) -> _Doers:
    target, answers = targets[0], asked.answers(targets, at).people
    return (
        tuple([Told(one.person, target, (), one.stands_in_for) for one in answers]),
        tuple([f"person:{one.person}" for one in answers]),
    )
