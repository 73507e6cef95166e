"""Deadlines of actions: that they can be kept, and that worse incidents have no later ones."""

from collections.abc import Iterator, Mapping
from functools import cache, partial

from govcheck.checks.approval_waits import ApprovalWaits, OrdinaryWeek
from govcheck.checks.check import program_check
from govcheck.checks.rounds import SEVERITY
from govcheck.engine.ruleset import Predicate
from govcheck.finding import Place, Problem
from govcheck.load.policy import Policy
from govcheck.model.playbook import Playbook
from govcheck.named_tuples import NamedTuple
from govcheck.regions.completion import Completion, any_completion
from govcheck.regions.solver import Unsolved
from govcheck.simulate.program import (
    ActionPlan,
    ApprovalPlan,
    PlaybookPlan,
    Program,
    action_of,
    conditions_of,
    deadline_chain,
)
from govcheck.time.clock import said_duration
from govcheck.time.limits import Limit, Unclear
from govcheck.time.timings import Timing
from govcheck.time.working_days import Allowed, WorkingDays, format_deadline, real_time
from govcheck.translation import said, together


class _Owed(NamedTuple):
    """An action, when it is due, and the severities for which it can be owed, as bits."""

    place: Place
    playbook: str
    severities: int
    unit: tuple[str, str | None] | None = None
    """The clock and the calendar in which `within` counts."""
    within: tuple[Allowed, ...] = ()
    """What it has, one time after another; nothing where it is never due."""


@program_check("PLAY008", "later-when-worse")
def later_when_worse(policy: Policy, program: Program) -> Iterator[Problem]:
    """An action that several playbooks have is due no later for a higher severity.

    Actions are the same where they have the same id. An action belongs to the severities of all
    incidents for which the decision `playbooks` chooses its playbook and its `when` holds. Compared
    are actions of which all severities of the one lie above all of the other, with the
    same clock and the same calendar; a deadline that counts from another action adds to that
    action's own. Working days and hours of one calendar are compared from every instant of an
    ordinary week, without holidays. No deadline at all is later than any.
    """
    owed: dict[str, list[_Owed]] = {}
    severities = _Severities(program)
    week = OrdinaryWeek(program.roster)
    for document in policy.playbooks:
        playbook = program.playbooks[document.id]
        for position, action in _placed(document, playbook):
            bits = severities.owing(playbook, action)
            if not bits:
                continue
            same = owed.setdefault(action.id, [])
            chain = deadline_chain(playbook, action)
            if action.within is None:
                same.append(_Owed(document.place("actions", position, "id"), document.id, bits))
            elif chain is not None:
                place, (clock, times) = document.place("actions", position, "within"), chain
                same.append(_Owed(place, document.id, bits, (clock, action.calendar), times))
    for name, rivals in owed.items():
        for one in rivals:
            sooner = next((other for other in rivals if _is_broken(one, other, week)), None)
            if sooner is not None:
                message = said(
                    "`{name}` is due {one} here, but {sooner} in playbook `{playbook}`, "
                    "which is for lower severities",
                    name=name,
                    one=_when(one),
                    sooner=_when(sooner),
                    playbook=sooner.playbook,
                )
                note = said("it is due {sooner} here", sooner=_when(sooner))
                see = sooner.place._replace(note=note)
                advice = said("give the higher severity no more time")
                yield Problem(one.place, message, (see,), advice)


def _is_broken(one: _Owed, lower: _Owed, week: OrdinaryWeek) -> bool:
    """Whether an action has more time than the same one has for lower severities only."""
    if (one.severities & -one.severities) <= lower.severities or not lower.within:
        return False
    return not one.within or (one.unit == lower.unit and _is_longer(one, lower, week))


def _is_longer(one: _Owed, lower: _Owed, week: OrdinaryWeek) -> bool:
    """Whether something is due later than something else that counts alike, at some instant."""
    for sort in (int, WorkingDays):
        if all(isinstance(time, sort) for each in (one, lower) for time in each.within):
            mine, others = (sum(map(real_time, each.within)) for each in (one, lower))
            return mine > others
    calendar = None if one.unit is None else one.unit[1]
    try:
        mine_due, others_due = (_due(week, calendar, each.within) for each in (one, lower))
    except Limit:
        return False
    return bool(mine_due.later_than(others_due))


def _due(week: OrdinaryWeek, calendar: str | None, within: tuple[Allowed, ...]) -> Timing:
    due = week.begin
    for time in within:
        due = due.then(week.after(calendar, time))
    return due


def _when(one: _Owed) -> str:
    if not one.within:
        return said("at no time")
    if all(isinstance(time, int) for time in one.within):
        return said("within {time}", time=format_deadline(sum(map(real_time, one.within))))
    return said("within {time}", time=together(map(format_deadline, one.within), " + "))


class _Severities:
    """The severities of the incidents for which an action is owed, as bits, lowest first."""

    def __init__(self, program: Program) -> None:
        self._levels = [level.id for level in program.severities]
        self._completion = any_completion(program.ruleset, program.roster, conditions_of(program))
        self._decisions = self._completion.space.decisions

    def owing(self, playbook: PlaybookPlan, action: ActionPlan) -> int:
        """Those of an action; all that it may be where a search does not end."""
        chosen = [
            *self._decided("playbooks", playbook.id),
            self._completion.literal(action.when),
        ]
        return sum(self._some(level, chosen) << rank for rank, level in enumerate(self._levels))

    def _some(self, level: str, chosen: list[int]) -> bool:
        try:
            wanted = [*chosen, *self._decided(SEVERITY, level)]
            return self._completion.space.solver.solve(wanted)
        except Unsolved:
            return True

    def _decided(self, name: str, result: str) -> list[int]:
        """What makes a decision have a result; nothing where nobody makes the decision."""
        return [self._completion.yields(name, result)] if name in self._decisions else []


class _Path(NamedTuple):
    """How long it takes at least until an action can be done, and what takes so long."""

    seconds: int = 0
    approvals: tuple[str, ...] = ()
    owed: tuple[Predicate, ...] = ()
    """When all of this is owed together."""


@program_check("PLAY009", "approval-too-late")
def approval_too_late(policy: Policy, program: Program) -> Iterator[Problem]:
    """The approvals that an action waits for can be given before it is due.

    An approval counts as given at the end of its own `within`, and is asked for once all actions
    of `after` are done, which may have waited for approvals themselves. If that adds up to more
    than the action's `within`, the deadline is missed even where everybody is there at once.
    Where working hours or working days count, it is missed if it is so from every instant of an
    ordinary week, without holidays; `prove` looks at every instant of a year.
    """
    completion = any_completion(program.ruleset, program.roster, conditions_of(program))
    week = OrdinaryWeek(program.roster)
    for document in policy.playbooks:
        playbook = program.playbooks[document.id]
        waits = ApprovalWaits(playbook, week, partial(_can_hold, completion))
        waiting = cache(partial(_Waiting, completion, playbook))
        for position, action in _placed(document, playbook):
            if isinstance(action.within, int):
                path = waiting(action.calendar).until(action)
                if path.seconds > action.within:
                    message = said(
                        "`{id}` is due within {within}, but its approvals take {seconds}",
                        id=action.id,
                        within=said_duration(action.within),
                        seconds=said_duration(path.seconds),
                    )
                    yield _too_late(document, position, path.approvals, message)
                    continue
            delay = waits.delay(action)
            if delay is not None and action.within is not None:
                message = said(
                    "`{id}` is due within {within}, but its approvals end {seconds} later, or"
                    " more, whenever they begin in an ordinary week",
                    id=action.id,
                    within=format_deadline(action.within),
                    seconds=said_duration(delay.seconds),
                )
                yield _too_late(document, position, delay.approvals, message)


def _too_late(
    document: Playbook, position: int, approvals: tuple[str, ...], message: str
) -> Problem:
    note = said("this is waited for")
    see = tuple(
        document.place("approvals", number, "within", note=note)
        for number, approval in enumerate(document.approvals)
        if approval.id in approvals
    )
    advice = said("shorten the approvals, or give the action more time")
    return Problem(document.place("actions", position, "within"), message, see, advice)


def _can_hold(completion: Completion, owed: tuple[Predicate, ...]) -> bool:
    """Whether conditions may hold together. Raises Unclear where that cannot be told."""
    try:
        return completion.can_hold(*owed)
    except Unsolved:
        raise Unclear from None


class _Waiting:
    """How long the actions of a playbook wait at least, counted in one calendar or in real time."""

    def __init__(
        self, completion: Completion, playbook: PlaybookPlan, calendar: str | None
    ) -> None:
        self._playbook = playbook
        self._calendar = calendar
        self._actions = {action.id: action for action in playbook.actions}
        self._completion = completion
        self._done = self._work_out()

    def until(self, action: ActionPlan) -> _Path:
        """The longest wait before an action, counted from where its own clock starts."""
        path = self._done[action.id]
        origin = action_of(action.clock)
        if origin is None:
            return path
        if self._calendar is not None:
            return _Path()
        return path._replace(seconds=path.seconds - self._done[origin].seconds)

    def _work_out(self) -> Mapping[str, _Path]:
        done: dict[str, _Path] = {}
        for name in self._playbook.order:
            action = self._actions[name]
            paths = [_Path(owed=(action.when,))]
            paths += [
                self._joined(done[other], action.when) for other in action.after if other in done
            ]
            longest = max(paths, key=lambda path: path.seconds)
            asked = (self._playbook.approvals[need] for need in action.needs)
            longer = [self._with(longest, approval) for approval in asked]
            done[name] = max([longest, *longer], key=lambda path: path.seconds)
            # an action of a circle counts as if nothing came before it
        return done

    def _joined(self, before: _Path, own: Predicate) -> _Path:
        """A wait as it counts for a later action; nothing where they are never owed together."""
        owed = (*before.owed, own)
        return before._replace(owed=owed) if self._can_hold(owed) else _Path(owed=(own,))

    def _with(self, before: _Path, approval: ApprovalPlan) -> _Path:
        owed = (*before.owed, approval.when)
        known = isinstance(approval.within, int) and self._calendar in (None, approval.calendar)
        if not known or not self._can_hold(owed):
            return before
        seconds = before.seconds + real_time(approval.within)
        return _Path(seconds, (*before.approvals, approval.id), owed)

    def _can_hold(self, owed: tuple[Predicate, ...]) -> bool:
        try:
            return self._completion.can_hold(*owed)
        except Unsolved:
            return False


def _placed(document: Playbook, playbook: PlaybookPlan) -> Iterator[tuple[int, ActionPlan]]:
    """The compiled actions with their positions in the document."""
    actions = {action.id: action for action in playbook.actions}
    for position, action in enumerate(document.actions):
        if action.id in actions:
            yield position, actions.pop(action.id)
