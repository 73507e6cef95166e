"""The organisation: exactly one document, the root that everything else hangs on."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from govcheck.model.base import Document, Model
from govcheck.model.marks import AnyOrder, Declares, InOrder, KeyedBy
from govcheck.model.scalars import Count, Id, Language, Number, Prose, Text, Zone

AREAS = (
    "company-roadmap",
    "goals",
    "channel-optimisation",
    "content-strategy",
    "campaign-planning",
    "crm-segmentation",
    "scoring-and-nurturing",
    "analytics",
)


class SeverityLevel(Model):
    """One level of the severity scale."""

    id: Annotated[Id, Declares("severity")]
    name: Prose
    means: Prose


class Community(Model):
    """How many people follow, now and as planned."""

    now: Count
    planned: Count | None = None


class Resources(Model):
    """What the size of the team follows from."""

    hiring_budget: Number | Text | None = None
    """What may be spent on hiring."""
    weekly_hours: Annotated[Number, Field(gt=0)] | None = None
    """The most hours a week that one person may be given."""
    community: Community | None = None
    content_strategy: Text | None = None
    strategic_goals: AnyOrder[Text] | Text | None = None


class Organization(Document):
    """The company whose governance this is."""

    kind_name: ClassVar[str] = "organization"
    kind: Literal["organization"]
    id: Id
    name: Prose
    format: Literal[1]
    """The version of the policy language."""
    timezone: Zone
    languages: Annotated[AnyOrder[Language], Field(min_length=1)]
    severities: Annotated[InOrder[SeverityLevel], KeyedBy("id"), Field(min_length=1)]
    """The severity scale, lowest first."""
    responsibilities: AnyOrder[Annotated[Id, Declares("area")]] = AREAS
    """The areas that need an owner."""
    size: Literal["startup", "consumer", "enterprise"] | None = None
    resources: Resources | None = None
