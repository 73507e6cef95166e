"""A playbook in time: what is done when, and by when it is owed.

Where the contract leaves something open, it is read like this.

* Nothing is done before the detection, whatever the clock says.
* An action that is not owed counts as done once the actions before it are.
* A clock that counts from an action counts from its due instant where it is never done, and from
  the detection where it has none.
"""

from collections.abc import Mapping

from govcheck.named_tuples import NamedTuple
from govcheck.simulate.approvals import approval
from govcheck.simulate.history import History
from govcheck.simulate.outcome import ApprovalState, Event, Obligation, PlayedIncident
from govcheck.simulate.people import People
from govcheck.simulate.plan import PlannedPlaybook
from govcheck.simulate.program import ActionPlan, action_of
from govcheck.simulate.task import Done, Task
from govcheck.time.clock import DAY
from govcheck.translation import said

MOST_TURNS = 1000
"""How many occurrences of a playbook's recurring actions are worked out in all."""
HORIZON = 100 * 366 * DAY
"""Seconds after the detection beyond which nothing is worked out."""


class Work(NamedTuple):
    """What a playbook makes people do."""

    obligations: tuple[Obligation, ...]
    acts: tuple[Event, ...]
    approvals: tuple[ApprovalState, ...]
    notes: tuple[str, ...]


def work(
    planned: PlannedPlaybook,
    stated: PlayedIncident,
    people: People,
    history: History | None = None,
) -> Work:
    """Work out every action of a playbook, from nothing or from what has happened."""
    playbook = planned.playbook
    by_id = {action.id: action for action in playbook.actions}
    done: dict[str, Done] = {}
    turns = MOST_TURNS
    for name in playbook.order:
        action = by_id[name]
        allowed = action if action.times <= turns else action._replace(times=turns)
        turns -= allowed.times
        done[name] = _act(planned, allowed, stated, people, done, history)
        if allowed.times < action.times:
            note = said(
                "`{action}` is not worked out more than {times} times",
                action=f"{playbook.id}/{name}", times=allowed.times,
            )  # fmt: skip
            done[name] = done[name]._replace(notes=(*done[name].notes, note))
    results = [done[action.id] for action in playbook.actions]
    return Work(
        tuple([owed for result in results for owed in result.obligations]),
        tuple([act for result in results for act in result.acts]),
        tuple([state for result in results for state in result.approvals]),
        tuple([note for result in results for note in result.notes]),
    )


def _act(
    planned: PlannedPlaybook,
    action: ActionPlan,
    stated: PlayedIncident,
    people: People,
    done: Mapping[str, Done],
    history: History | None,
) -> Done:
    """Work out one action; `done` has those before it in the playbook's order."""
    detected = stated.case.detected_at
    happened: tuple[int, ...] = ()
    if history is not None:
        detected = max(detected, history.begun.get(action.id, detected))
        happened = history.done.get(action.id, ())
    ready: int | None = detected
    if action.after:
        ends = [done[name].at if name in done else None for name in action.after]
        ready = _latest(detected, ends)
    if action.id not in planned.owed:
        return Done(happened[0] if happened else ready, None)
    approvals: tuple[ApprovalState, ...] = ()
    if action.needs:
        approvals = tuple(
            [
                _approval(planned, action, name, people, ready, detected, history)
                for name in action.needs
                if name in planned.needed
            ]
        )
        given = [state.ends if state.given else None for state in approvals]
        ready = None if ready is None else _latest(ready, given)
    if history is not None and ready is not None:
        ready = max(ready, history.now)
    latest = detected + HORIZON
    found = Task(
        planned.playbook.id,
        action,
        None if ready is None or ready > latest else ready,
        min(_clock(action.clock, stated, done, detected, history), latest),
        tuple([state.id for state in approvals]),
        people,
        happened,
    ).outcome()
    return found._replace(approvals=approvals) if approvals else found


def _latest(start: int, instants: list[int | None]) -> int | None:
    """The last of some instants, not before `start`; None where one of them never comes."""
    known = [at for at in instants if at is not None]
    return max([start, *known]) if len(known) == len(instants) else None


def _approval(
    planned: PlannedPlaybook,
    action: ActionPlan,
    name: str,
    people: People,
    ready: int | None,
    detected: int,
    history: History | None,
) -> ApprovalState:
    """What becomes, or became, of an approval that an action needs."""
    asked = planned.playbook.approvals[name]
    requested = ready
    if history is not None and ready is not None:
        requested = history.asked.get(name, max(ready, history.now))
    found = approval(planned.playbook.id, action, asked, people, requested=requested, at=detected)
    given = None if history is None else history.given.get(name)
    if given is not None:
        return found._replace(given=True, ends=given)
    if history is not None and name in history.given:
        return found._replace(given=False)
    return found


def _clock(
    clock: str,
    stated: PlayedIncident,
    done: Mapping[str, Done],
    detected: int,
    history: History | None,
) -> int:
    """The instant from which a deadline counts; `detected` is when the action began to be owed.

    What has not happened by when it was due counts as if it had, so that nothing waits for it.
    """
    if clock == "detected":
        return detected
    if clock == "published":
        return stated.published_at
    if clock == "aware":
        return stated.aware_at
    name = action_of(clock)
    if name is None or (result := done.get(name)) is None:
        return detected
    late = history is not None and not history.done.get(name) and result.due is not None
    if result.at is not None and not (late and result.at > (result.due or 0)):
        return result.at
    return detected if result.due is None else result.due
