"""Playbooks: what is to be done, by whom, by when, and who must agree first."""

from typing import Annotated, Literal

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
from govcheck.modelling.declared import Field, field


class Action(Model):
    """Something to do."""

    id: Id
    """The action's id, unique in its playbook.

    Example: "holding"
    """
    when: Condition | None = None
    """It is owed only where this holds.

    Example: {"personal_data": "confirmed"}
    """
    do: Prose
    """What to do, as an order.

    Example: "Publish the holding statement"
    """
    owed_by: Target
    """Who does it.

    Example: "role:spokesperson"
    """
    drafted_by: Target | None = None
    """Who drafts and so never approves; `owed_by` where it is left out.

    Example: "rota:community-duty"
    """
    within: TimeAllowed | None = None
    """How long there is for it; the last instant is still in time. Without, it is not due at any
    instant.

    Unit: a duration, or working days
    Example: "30m"
    """
    clock: Clock = "detected"
    """What the deadline counts from: an instant of the incident, or `action:ID`.

    Example: "aware"
    """
    calendar: CalendarId | None = None
    """The hours in which the deadline counts; real time where it is left out.

    Example: "office-berlin"
    """
    every: Duration | None = None
    """It is to be done again and again, so far apart.

    Unit: a duration
    Example: "2h"
    """
    for_: Duration | None = field(default=None, alias="for")
    """For so long it is to be done again.

    Unit: a duration
    Example: "24h"
    """
    after: AnyOrder[Id] = ()
    """Actions of this playbook that come first.

    Example: ["pause"]
    """
    needs: AnyOrder[Id] = ()
    """Approvals of this playbook that come first.

    Example: ["legal-sign-off"]
    """
    publishes: Flag = False
    """Whether the public sees it.

    Example: true
    """
    template: Text | None = None
    """The file with the text to start from, from the repository's root.

    Example: "templates/holding-leak.md"
    """
    pauses: Annotated[Literal["all", "channel", "topics"] | None, PAUSES] = None
    """Which scheduled posts it stops: all, those of the incident's channel, or of its topics.

    Example: "channel"
    """


class Approval(Model):
    """An agreement that actions need."""

    id: Id
    """The approval's id, unique in its playbook.

    Example: "legal-sign-off"
    """
    when: Condition | None = None
    """It is needed only where this holds.

    Example: {"topics": ["legal-threat"]}
    """
    by: By
    """Who must agree.

    Example: {"all_of": ["role:legal-counsel", "role:privacy-officer"]}
    """
    within: TimeAllowed
    """How long the approvers have from the request; silence never approves.

    Unit: a duration, or working days
    Example: "20m"
    """
    calendar: CalendarId | None = None
    """The hours in which the time counts; real time where it is left out.

    Example: "office-berlin"
    """


class Playbook(Document):
    """Actions and approvals for one sort of incident."""

    kind: Literal["playbook"]
    id: Id
    """The playbook's id.

    Example: "data-leak"
    """
    name: Annotated[Prose | None, EXPLAINS] = None
    """What people call it; its id in words where it is left out.

    Example: "Data leak"
    """
    actions: Annotated[AnyOrder[Action], KeyedBy("id"), Field(min_length=1)]
    """What is to be done.

    Example: [{"id": "pause", "do": "Pause every scheduled post", "owed_by": "rota:community-duty",
        "within": "5m"}]
    """
    approvals: Annotated[AnyOrder[Approval], KeyedBy("id")] = ()
    """Agreements that actions need.

    Example: [{"id": "legal-sign-off", "by": "role:legal-counsel", "within": "20m"}]
    """
    forbidden_until_approved: AnyOrder[Prose] = ()
    """What nobody may do or say until the approvals are given.

    Example: ["confirm or deny the loss", "give numbers", "apologise"]
    """
