"""Playbooks: what is to be done, by whom, by when, and who must agree first."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from govcheck.model.approval import By
from govcheck.model.base import Document, Model
from govcheck.model.condition import Condition
from govcheck.model.marks import EXPLAINS, PAUSES, AnyOrder, KeyedBy
from govcheck.model.scalars import (
    CalendarId,
    Clock,
    Duration,
    Flag,
    Id,
    Prose,
    Target,
    Text,
    TimeAllowed,
)


class Action(Model):
    """Something to do."""

    id: Id
    when: Condition | None = None
    do: Prose
    owed_by: Target
    drafted_by: Target | None = None
    """Who drafts and so never approves; `owed_by` where it is left out."""
    within: TimeAllowed | None = None
    clock: Clock = "detected"
    """What the deadline counts from: an instant of the incident, or `action:ID`."""
    calendar: CalendarId | None = None
    """The hours in which the deadline counts; real time where it is left out."""
    every: Duration | None = None
    for_: Duration | None = Field(default=None, alias="for")
    after: AnyOrder[Id] = ()
    """Actions of this playbook that come first."""
    needs: AnyOrder[Id] = ()
    """Approvals of this playbook that come first."""
    publishes: Flag = False
    """Whether the public sees it."""
    template: Text | None = None
    pauses: Annotated[Literal["all", "channel", "topics"] | None, PAUSES] = None
    """Which scheduled posts it stops: all, those of the incident's channel, or of its topics."""


class Approval(Model):
    """An agreement that actions need."""

    id: Id
    when: Condition | None = None
    by: By
    within: TimeAllowed
    calendar: CalendarId | None = None


class Playbook(Document):
    """Actions and approvals for one sort of incident."""

    kind_name: ClassVar[str] = "playbook"
    kind: Literal["playbook"]
    id: Id
    name: Annotated[Prose | None, EXPLAINS] = None
    """What people call it; its id in words where it is left out."""
    briefed_by: AnyOrder[Target] = ()
    """Who tells whomever an action concerns and no step tells; one of them must be told in time."""
    actions: Annotated[AnyOrder[Action], KeyedBy("id"), Field(min_length=1)]
    approvals: Annotated[AnyOrder[Approval], KeyedBy("id")] = ()
    forbidden_until_approved: AnyOrder[Prose] = ()
