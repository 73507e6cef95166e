"""Incidents: what has happened, as far as it is known."""

from typing import Annotated, ClassVar, Literal

from govcheck.model.base import Document, Model
from govcheck.model.marks import AnyOrder, KeyedBy
from govcheck.model.scalars import FactName, Id, Instant, PersonId, Prose, Scalar

FactValue = Scalar | AnyOrder[Scalar] | None
"""None is unknown, as is a fact that is left out."""


class Conflict(Model):
    """A person's conflict of interest; two soft ones are hard."""

    person: PersonId
    grade: Literal["hard", "soft"]


class IncidentBody(Model):
    """What an incident states, in a file of its own or within a scenario."""

    title: Prose
    detected_at: Instant
    published_at: Instant | None = None
    aware_at: Instant | None = None
    facts: dict[FactName, FactValue] = {}
    conflicts: Annotated[AnyOrder[Conflict], KeyedBy("person")] = ()
    notes: str | None = None


class Incident(Document, IncidentBody):
    """What was said or done in public and needs an answer, or a decision not to answer."""

    kind_name: ClassVar[str] = "incident"
    kind: Literal["incident"]
    id: Id
