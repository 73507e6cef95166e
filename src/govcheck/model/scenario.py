"""Scenarios: one incident with its expected outcome."""

from typing import Annotated, Any, ClassVar, Literal

from pydantic import Discriminator, Tag

from govcheck.model.base import Document, Model
from govcheck.model.incident import IncidentBody
from govcheck.model.marks import AnyOrder, InOrder
from govcheck.model.scalars import (
    Duration,
    EscalationId,
    Id,
    PersonId,
    PersonTarget,
    PlaybookId,
    SeverityId,
    Target,
    Text,
)


class Acknowledgement(Model):
    """Somebody answers, so long after detection."""

    by: PersonTarget
    at: Duration


class ExpectedNotice(Model):
    """A person, or somebody of a target, is told by then."""

    person: PersonId | None = None
    target: Target | None = None
    by: Duration | None = None


class Expectation(Model):
    """What must come out; what is left out is not compared."""

    severity: SeverityId | None = None
    escalation: EscalationId | None = None
    """An escalation, or `none`."""
    playbooks: AnyOrder[PlaybookId] | None = None
    decisions: dict[Text, Text | AnyOrder[Text]] | None = None
    notified: AnyOrder[ExpectedNotice] | None = None
    not_notified: AnyOrder[PersonId] | None = None
    met: AnyOrder[Text] | None = None
    """Obligations that are met: an action's id, or `playbook/action`, or `acknowledge`."""
    missed: AnyOrder[Text] | None = None
    """Exactly the obligations that are missed."""


def _shape(data: Any) -> str:
    return "<path>" if isinstance(data, str) else "<incident>"


class Scenario(Document):
    """An incident, who is absent, who acknowledges, and what is expected."""

    kind_name: ClassVar[str] = "scenario"
    kind: Literal["scenario"]
    id: Id
    incident: Annotated[
        Annotated[Text, Tag("<path>")] | Annotated[IncidentBody, Tag("<incident>")],
        Discriminator(_shape),
    ]
    """The incident itself, or an incident file's path from the repository's root."""
    absent: AnyOrder[PersonId] = ()
    acknowledged: InOrder[Acknowledgement] = ()
    expect: Expectation
