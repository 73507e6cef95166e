"""Incidents: what has happened, as far as it is known."""

from typing import Annotated, Literal

from govcheck.model.base import Document, Model
from govcheck.model.marks import AnyOrder, KeyedBy
from govcheck.model.scalars import FactName, Id, Instant, PersonId, PlainValue, Prose

FactValue = PlainValue | AnyOrder[PlainValue] | None
"""None is unknown, as is a fact that is left out."""


class Conflict(Model):
    """A person's conflict of interest; two soft ones are hard."""

    person: PersonId
    """Whose interest it is.

    Example: "jonas"
    """
    grade: Literal["hard", "soft"]
    """`hard`: they count as absent from everything. `soft`: they neither vote nor approve.

    Example: "soft"
    """


class IncidentBody(Model):
    """What an incident states, in a file of its own or within a scenario."""

    title: Prose
    """What happened, in a line.

    Example: "Video says our child seat failed in a crash"
    """
    detected_at: Instant
    """When somebody of ours noticed. Deadlines count from here unless they say otherwise.

    Example: "2026-03-14T22:40:00+01:00"
    """
    published_at: Instant | None = None
    """When it was published; `detected_at` where it is left out.

    Example: "2026-03-14T22:05:00+01:00"
    """
    aware_at: Instant | None = None
    """When the company became aware, as a law may mean it; `detected_at` where it is left out.

    Example: "2026-03-14T22:45:00+01:00"
    """
    facts: dict[FactName, FactValue] = {}
    """What is known; a fact that is left out, or empty, is unknown.

    Example: {"channel": "tiktok-global", "topics": ["safety"], "followers": 48000}
    """
    conflicts: Annotated[AnyOrder[Conflict], KeyedBy("person")] = ()
    """Whose own interests the incident touches.

    Example: [{"person": "jonas", "grade": "soft"}]
    """
    notes: str | None = None
    """Free text for people; no rule reads it.

    Example: "The mother has written to us before"
    """


class Incident(Document, IncidentBody):
    """What was said or done in public and needs an answer, or a decision not to answer."""

    kind: Literal["incident"]
    id: Id
    """The incident's id.

    Example: "2026-03-14-airbag-video"
    """
