"""Scenarios: one incident with its expected outcome."""

from typing import Annotated, Any, Literal

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
from govcheck.modelling.declared import Discriminator, Tag


class Acknowledgement(Model):
    """Somebody answers, so long after detection."""

    by: PersonTarget
    """Who answers.

    Example: "person:ben"
    """
    at: Duration
    """So long after detection.

    Unit: a duration
    Example: "12m"
    """


class ExpectedNotice(Model):
    """A person, or somebody of a target, is told by then."""

    person: PersonId | None = None
    """Who is told.

    Example: "ben"
    """
    target: Target | None = None
    """Whoever of it is told.

    Example: "role:legal-counsel"
    """
    by: Duration | None = None
    """So long after detection at most; without, at any time.

    Unit: a duration
    Example: "10m"
    """


class Expectation(Model):
    """What must come out; what is left out is not compared."""

    severity: SeverityId | None = None
    """The severity that is acted on.

    Example: "sev2"
    """
    escalation: EscalationId | None = None
    """An escalation, or `none`.

    Example: "crisis"
    """
    playbooks: AnyOrder[PlaybookId] | None = None
    """Exactly the playbooks that are called for.

    Example: ["product-safety"]
    """
    decisions: dict[Text, Text | AnyOrder[Text]] | None = None
    """The results of decisions of your own, by name.

    Example: {"reach": "large"}
    """
    notified: AnyOrder[ExpectedNotice] | None = None
    """Who is told, and how soon; others may be, too.

    Example: [{"person": "ben", "by": "10m"}]
    """
    not_notified: AnyOrder[PersonId] | None = None
    """Who is not told.

    Example: ["eva"]
    """
    met: AnyOrder[Text] | None = None
    """Obligations that are met: an action's id, or `playbook/action`, or `acknowledge`.

    Example: ["product-safety/holding"]
    """
    missed: AnyOrder[Text] | None = None
    """Exactly the obligations that are missed.

    Example: []
    """


def _shape(data: Any) -> str:
    return "<path>" if isinstance(data, str) else "<incident>"


class Scenario(Document):
    """An incident, who is absent, who acknowledges, and what is expected."""

    kind: Literal["scenario"]
    id: Id
    """The scenario's id.

    Example: "airbag-video"
    """
    incident: Annotated[
        Annotated[Text, Tag("<path>")] | Annotated[IncidentBody, Tag("<incident>")],
        Discriminator(_shape),
    ]
    """The incident itself, or an incident file's path from the repository's root.

    Example: "incidents/airbag-video.yaml"
    """
    absent: AnyOrder[PersonId] = ()
    """Who is supposed to be absent.

    Example: ["ana"]
    """
    acknowledged: InOrder[Acknowledgement] = ()
    """Who answers, and when; nobody where it is left out.

    Example: [{"by": "person:ben", "at": "12m"}]
    """
    expect: Expectation
    """What must come out.

    Example: {"severity": "sev2", "escalation": "crisis", "playbooks": ["product-safety"]}
    """
