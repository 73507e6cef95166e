"""A playbook for every instant of detection at once: what is done when, and by when it is owed.

The same as `simulate.playbooks`, whose remarks hold here, too; a test compares the two minute by
minute. An incident is taken to be published and known from its detection on.
"""

from typing import Final, NamedTuple

from govcheck.agreement.tree import targets_of
from govcheck.horizon.consent import Consent, consent
from govcheck.horizon.timeline import Timeline
from govcheck.simulate.playbooks import MOST_TURNS
from govcheck.simulate.program import ActionPlan, ApprovalPlan, PlaybookPlan, action_of
from govcheck.simulate.task import LATEST_SEARCH
from govcheck.time.intervals import Interval
from govcheck.time.limits import TooMany
from govcheck.time.timings import Timing, earliest, here, latest, never

MOST_OCCURRENCES: Final = 100
"""How many occurrences of one action are looked at."""


class PendingApproval(NamedTuple):
    """An approval that an action waits for: from when to when it is asked for."""

    approval: ApprovalPlan
    requested: Timing
    given: Timing
    """When it counts as given; None where it never does."""
    own: list[Interval]
    """From which detections on only whoever drafted it would give it."""


class Occurrence(NamedTuple):
    """One time that an action is owed."""

    id: str
    """As the simulation calls the obligation: `playbook/action`, or with `#2`."""
    due: Timing
    done: Timing

    @property
    def missed(self) -> list[Interval]:
        """From which detections on it is not done in time."""
        return self.done.later_than(self.due)


class ActionTiming(NamedTuple):
    """How one action comes out. `at` is the first completion, `due` the first due instant."""

    at: Timing
    due: Timing
    occurrences: tuple[Occurrence, ...] = ()
    asked: tuple[PendingApproval, ...] = ()


class WorkSetting(NamedTuple):
    """How a playbook is looked at: who is there, and what of it is left out."""

    timeline: Timeline
    out: frozenset[str] = frozenset()
    """The ids of actions that are not owed, and of approvals not needed with `?` in front."""

    @property
    def detected(self) -> Timing:
        """The detection itself."""
        return here(*self.timeline.horizon)

    @property
    def never(self) -> Timing:
        """The timing of something that never happens."""
        return never(*self.timeline.horizon)


class Works:
    """A playbook whose actions are worked out as they are asked for."""

    def __init__(self, playbook: PlaybookPlan) -> None:
        self.playbook = playbook
        self._actions = {action.id: action for action in playbook.actions}
        self._place = {name: place for place, name in enumerate(playbook.order)}
        self._turns = _turns(playbook)

    def before(self, action: ActionPlan) -> list[ActionPlan]:
        """An action and all that it waits for, directly or not, found depth-first."""
        found: dict[str, ActionPlan] = {}
        waiting = [action]
        while waiting:
            one = waiting.pop()
            if one.id not in found:
                found[one.id] = one
                clock = action_of(one.clock)
                names = one.after if clock is None else (*one.after, clock)
                waiting += [self._actions[name] for name in names if name in self._actions]
        return list(found.values())

    def targets(self, action: ActionPlan) -> tuple[str, ...]:
        """Everybody on whom the action depends."""
        targets: dict[str, None] = {}
        for one in self.before(action):
            targets[one.owed_by] = None
            if one.needs:
                targets[one.drafter] = None
            for name in one.needs:
                targets |= dict.fromkeys(targets_of(self.playbook.approvals[name].by))
        return tuple(targets)

    def done(self, action: ActionPlan, view: WorkSetting) -> ActionTiming:
        """How an action comes out."""
        before = self.before(action)
        mine = {one.id for one in before} | {f"?{name}" for one in before for name in one.needs}
        view = view._replace(out=view.out & mine)
        return view.timeline.see(
            ("done", self.playbook.id, action.id, view.out),
            lambda timeline: self._work(action, view._replace(timeline=timeline)),
        )

    def _earlier(self, action: ActionPlan, name: str, view: WorkSetting) -> ActionTiming | None:
        """The timing of an action that another waits for; None where they wait in a circle."""
        if self._place.get(name, len(self._place)) >= self._place[action.id]:
            return None
        return self.done(self._actions[name], view)

    def _work(self, action: ActionPlan, view: WorkSetting) -> ActionTiming:
        earlier = [self._earlier(action, name, view) for name in action.after]
        times = (view.never if done is None else done.at for done in earlier)
        ready = latest([view.detected, *times])
        if action.id in view.out:
            return ActionTiming(ready, view.never)
        asked = tuple(
            _asked(approval, ready, consent(view.timeline, approval, action.drafter))
            for approval in map(self.playbook.approvals.__getitem__, action.needs)
            if f"?{approval.id}" not in view.out
        )
        ready = latest([ready, *(one.given for one in asked)])
        base = self._base(action, view)
        if action.every is not None:
            done = self._recurring(action, ready, base, view)
        else:
            done = self._once(action, ready, base, view)
        return done._replace(asked=asked)

    def _base(self, action: ActionPlan, view: WorkSetting) -> Timing:
        """From when the deadline counts."""
        name = action_of(action.clock)
        done = None if name is None else self._earlier(action, name, view)
        if done is None:
            return view.detected
        due = done.due.where(done.due.happens, view.detected)
        return done.at.where(done.at.happens, due)

    def _once(
        self, action: ActionPlan, ready: Timing, base: Timing, view: WorkSetting
    ) -> ActionTiming:
        first = ready.then(view.timeline.first(action.owed_by))
        longest = ready.plus(LATEST_SEARCH)
        if action.within is None:
            return ActionTiming(first.no_later_than(longest), view.never)
        due = base.then(view.timeline.working(action.calendar, action.within))
        at = first.no_later_than(latest([longest, due.where(due.happens, longest)]))
        occurrence = Occurrence(f"{self.playbook.id}/{action.id}", due, at)
        return ActionTiming(at, due, (occurrence,))

    def _recurring(
        self, action: ActionPlan, ready: Timing, base: Timing, view: WorkSetting
    ) -> ActionTiming:
        every = action.every or 0
        within = every if action.within is None else action.within
        times = self._turns[action.id]
        if times > MOST_OCCURRENCES:
            raise TooMany
        following = view.timeline.working(action.calendar, every)
        allowed = view.timeline.working(action.calendar, within)
        found: list[Occurrence] = []
        opens = base
        for turn in range(times):
            due = opens.then(allowed)
            at = latest([ready, opens]).then(view.timeline.first(action.owed_by))
            name = f"{self.playbook.id}/{action.id}#{turn + 1}"
            found.append(Occurrence(name, due, at.no_later_than(due).only(due.happens)))
            opens = opens.then(following)
        if not found:
            return ActionTiming(view.never, view.never)
        return ActionTiming(earliest([one.done for one in found]), found[0].due, tuple(found))


def _asked(approval: ApprovalPlan, requested: Timing, consent: Consent) -> PendingApproval:
    given = requested.then(consent.given)
    return PendingApproval(approval, requested, given, requested.inside(consent.own))


def _turns(playbook: PlaybookPlan) -> dict[str, int]:
    """How often each action is worked out, as the simulation limits it."""
    actions = {action.id: action for action in playbook.actions}
    left = MOST_TURNS
    turns = {}
    for name in playbook.order:
        turns[name] = min(actions[name].times, left)
        left -= turns[name]
    return turns
