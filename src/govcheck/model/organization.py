"""The organisation: exactly one document, the root that everything else hangs on."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from govcheck.model.base import Document, Model
from govcheck.model.marks import (
    AIMS,
    DECIDES_APPROVALS,
    EXPLAINS,
    SITUATES,
    AnyOrder,
    Declares,
    InOrder,
    KeyedBy,
)
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


Level = Literal["off", "note", "warning", "error"]


class SeverityLevel(Model):
    """One level of the severity scale."""

    id: Annotated[Id, Declares("severity")]
    name: Annotated[Prose, EXPLAINS]
    means: Annotated[Prose, EXPLAINS]


class Community(Model):
    """How many people follow, now and as planned."""

    now: Annotated[Count, AIMS]
    planned: Annotated[Count | None, AIMS] = None


class Resources(Model):
    """What the size of the team follows from."""

    hiring_budget: Annotated[Number | Text | None, AIMS] = None
    """What may be spent on hiring."""
    weekly_hours: Annotated[Annotated[Number, Field(gt=0)] | None, AIMS] = None
    """The most hours a week that one person may be given."""
    community: Annotated[Community | None, AIMS] = None
    content_strategy: Annotated[Text | None, AIMS] = None
    strategic_goals: Annotated[AnyOrder[Text] | Text | None, AIMS] = None


class Organization(Document):
    """The company whose governance this is."""

    kind_name: ClassVar[str] = "organization"
    kind: Literal["organization"]
    id: Id
    name: Annotated[Prose, EXPLAINS]
    format: Literal[1]
    """The version of the policy language."""
    timezone: Zone
    languages: Annotated[InOrder[Language], Field(min_length=1), SITUATES]
    severities: Annotated[InOrder[SeverityLevel], KeyedBy("id"), Field(min_length=1)]
    """The severity scale, lowest first."""
    responsibilities: Annotated[AnyOrder[Annotated[Id, Declares("area")]], AIMS] = AREAS
    """The areas that need an owner."""
    size: Annotated[Literal["startup", "consumer", "enterprise"] | None, AIMS] = None
    checks: Annotated[dict[Text, Level], DECIDES_APPROVALS] = Field(default={})
    """How much the checks matter that are a matter of opinion, by code."""
    resources: Annotated[Resources | None, AIMS] = None
