"""The untold: obligations of which no step of the escalation tells those concerned in time.

Whoever owes an action, drafts it or is asked for an approval must have been told by the instant at
which the action is due. Of a target are those whom it names, those who answer to it (or stand in)
when they are told, and those who are told as such. Where no escalation runs nobody is to be told:
the policy says so on purpose.
"""

from collections.abc import Callable, Iterable
from functools import partial

from govcheck.agreement.tree import Agreement, Vote, parts_needed, targets_of
from govcheck.simulate.outcome import Event, Obligation
from govcheck.simulate.people import People
from govcheck.simulate.plan import PlannedPlaybook
from govcheck.simulate.program import ActionPlan


def with_untold(
    planned: PlannedPlaybook,
    obligations: Iterable[Obligation],
    events: Iterable[Event],
    people: People,
) -> tuple[Obligation, ...]:
    """The obligations of a playbook, each with the targets of which nobody is told in time."""
    return mark_untold(planned, obligations, Notices(events, people))


class Notices:
    """Who is told when, by the rows of a timeline."""

    def __init__(self, events: Iterable[Event], people: People) -> None:
        self._people = people
        self._told: list[tuple[int, frozenset[str], frozenset[str]]] = []
        """When who is told, and as which targets."""
        known: dict[int, tuple[frozenset[str], frozenset[str]]] = {}
        for event in events:
            if event.event in ("notify", "convene"):
                told = event.people
                if id(told) not in known:
                    known[id(told)] = (
                        frozenset([one.person for one in told]),
                        frozenset([target for one in told for target in one.targets]),
                    )
                self._told.append((event.at, *known[id(told)]))
        self._first: dict[str, int | None] = {}

    def told_by(self, target: str, due: int) -> bool:
        """Whether somebody of a target, or who stands in for them, is told by an instant."""
        if target not in self._first:
            self._first[target] = self._first_told(target)
        at = self._first[target]
        return at is not None and at <= due

    def _first_told(self, target: str) -> int | None:
        present = self._people.present
        named, ever = present.named(target), present.involved(target)
        for at, people, targets in self._told:
            if target in targets or not people.isdisjoint(named):
                return at
            if not people.isdisjoint(ever) and not people.isdisjoint(present.answering(target, at)):
                return at
        return None


def mark_untold(
    planned: PlannedPlaybook, obligations: Iterable[Obligation], notices: Notices
) -> tuple[Obligation, ...]:
    """The obligations of a playbook, each with the targets of which nobody is told in time."""
    actions = {action.id: action for action in planned.playbook.actions}
    named = len(planned.playbook.id) + 1
    marked = []
    for owed in obligations:
        told = partial(notices.told_by, due=owed.due)
        concerned = concerns(planned, actions[owed.id[named:].partition("#")[0]])
        lacking = tuple(dict.fromkeys([one for by in concerned for one in untold(by, told)]))
        marked.append(owed._replace(untold=lacking) if lacking else owed)
    return tuple(marked)


def concerns(planned: PlannedPlaybook, action: ActionPlan) -> tuple[Agreement, ...]:
    """Who must be told of an action: its owner, its drafter, and who is asked to approve it."""
    asked = [planned.playbook.approvals[name].by for name in action.needs if name in planned.needed]
    return tuple(dict.fromkeys((action.owed_by, action.drafter, *asked)))


def untold(by: Agreement, told: Callable[[str], bool]) -> tuple[str, ...]:
    """The targets of which somebody is still to be told, so that enough are; else none.

    `all_of` wants every part, `any_of` one, `count` as many parts as people, at most all of them.
    """
    if isinstance(by, str):
        return () if told(by) else (by,)
    if isinstance(by, Vote):
        return tuple(target for target in targets_of(by) if not told(target))
    lacking = [untold(part, told) for part in by.parts]
    if sum(not targets for targets in lacking) >= parts_needed(by):
        return ()
    return tuple(dict.fromkeys(target for targets in lacking for target in targets))
