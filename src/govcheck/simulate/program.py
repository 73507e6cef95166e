"""The program: a whole policy, compiled for playing incidents.

Plain tuples of plain values, so that a cached program loads without the models. Durations are
seconds. What a document left dangling is not in here; checks report it.
"""

from collections.abc import Mapping
from typing import Literal

from govcheck.agreement.tree import Agreement
from govcheck.duty.roster import Roster
from govcheck.engine.ruleset import ALWAYS, Predicate, Ruleset
from govcheck.named_tuples import NamedTuple
from govcheck.time.working_days import Allowed


class SeverityRank(NamedTuple):
    """A level of the organisation's severities."""

    id: str
    name: str
    means: str


class StepPlan(NamedTuple):
    """Targets that are told at once, and perhaps a council that is convened."""

    id: str
    notify: tuple[str, ...] = ()
    convene: str | None = None
    when: Predicate = ALWAYS
    via: tuple[str, ...] = ()
    ack: Literal["any", "all"] = "any"
    wait: int = 0
    on_empty: Literal["next", "wait", "deputies"] = "next"
    always: bool = False

    @property
    def targets(self) -> tuple[str, ...]:
        """Everybody whom it tells, the council included."""
        return self.notify if self.convene is None else (*self.notify, f"council:{self.convene}")


class EscalationPlan(NamedTuple):
    """Steps, how often they run again, and who is told when nobody answers."""

    id: str
    steps: tuple[StepPlan, ...]
    last_resort: str
    acknowledge_within: int | None = None
    repeat: int = 0


class ApprovalPlan(NamedTuple):
    """An agreement that actions need."""

    id: str
    by: Agreement
    within: Allowed
    calendar: str | None = None
    when: Predicate = ALWAYS


class ActionPlan(NamedTuple):
    """Something owed. `clock` is an instant of the incident or `action:ID`."""

    id: str
    do: str
    owed_by: str
    within: Allowed | None = None
    clock: str = "detected"
    calendar: str | None = None
    after: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    publishes: bool = False
    drafted_by: str = ""
    """Who drafts, and so never approves: `owed_by` where the policy says nothing."""
    template: str | None = None
    every: int | None = None
    times: int = 0
    """How often it recurs, `every` so many seconds."""
    when: Predicate = ALWAYS

    @property
    def drafter(self) -> str:
        """The target that drafts."""
        return self.drafted_by or self.owed_by


def action_of(clock: str) -> str | None:
    """The action from whose end a deadline counts; None where it counts from an instant."""
    kind, _, name = clock.partition(":")
    return name if kind == "action" else None


class PlaybookPlan(NamedTuple):
    """Actions as written, and the order in which they can be worked out."""

    id: str
    actions: tuple[ActionPlan, ...]
    order: tuple[str, ...]
    """Ids of `actions`, each after those it follows; one of a circle goes first."""
    approvals: dict[str, ApprovalPlan]
    forbidden: tuple[str, ...] = ()


def deadline_chain(
    playbook: PlaybookPlan, action: ActionPlan
) -> tuple[str, tuple[Allowed, ...]] | None:
    """From which clock an action's deadline counts in the end, and the times after it, in order.

    None where it has no deadline, goes round in a circle, or adds up times of different calendars.
    """
    actions = {one.id: one for one in playbook.actions}
    times: tuple[Allowed, ...] = ()
    current: ActionPlan | None = action
    while current is not None and current.within is not None:
        if current.calendar != action.calendar:
            return None
        times = (current.within, *times)
        origin = action_of(current.clock)
        if origin is None:
            return current.clock, times
        current = actions.pop(origin, None)
    return None


class Program(NamedTuple):
    """Everything that is needed to decide an incident and to play it forward."""

    organization: str
    severities: tuple[SeverityRank, ...]
    """Lowest first."""
    ruleset: Ruleset
    roster: Roster
    escalations: dict[str, EscalationPlan]
    playbooks: dict[str, PlaybookPlan]
    names: Mapping[str, str] = {}
    """What people call documents, by `kind/id`."""
    languages: tuple[str, ...] = ()
    """The organisation's languages, the first one first."""
    promised: Mapping[str, int] = {}
    """Whom guarantees promise to tell, and the shortest of the times within which, in seconds."""


def conditions_of(program: Program) -> list[Predicate]:
    """The conditions of steps, actions and approvals."""
    return [
        *(step.when for escalation in program.escalations.values() for step in escalation.steps),
        *(action.when for book in program.playbooks.values() for action in book.actions),
        *(one.when for book in program.playbooks.values() for one in book.approvals.values()),
    ]
