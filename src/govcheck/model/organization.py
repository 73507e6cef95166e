"""The organisation: exactly one document, the root that everything else hangs on."""

from typing import Annotated, Literal

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
from govcheck.model.scalars import AnyNumber, Count, Id, Language, Prose, Text, Zone
from govcheck.modelling.declared import Field, field

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
    """The severity's id, as rules name it.

    Example: "sev1"
    """
    name: Annotated[Prose, EXPLAINS]
    """What people call it.

    Example: "Crisis"
    """
    means: Annotated[Prose, EXPLAINS]
    """When it is that bad.

    Example: "People may be hurt, or the company is at stake"
    """


class Community(Model):
    """How many people follow, now and as planned."""

    now: Annotated[Count, AIMS]
    """How many people follow now.

    Unit: people
    Example: 180000
    """
    planned: Annotated[Count | None, AIMS] = None
    """How many are meant to, by the plan.

    Unit: people
    Example: 250000
    """


class Resources(Model):
    """What the size of the team follows from."""

    hiring_budget: Annotated[AnyNumber | Text | None, AIMS] = None
    """What may be spent on hiring.

    Unit: as it is written
    Example: 120000
    """
    weekly_hours: Annotated[Annotated[AnyNumber, Field(gt=0)] | None, AIMS] = None
    """The most hours a week that one person may be given.

    Unit: hours a week
    Example: 40
    """
    community: Annotated[Community | None, AIMS] = None
    """How many people follow, now and as planned.

    Example: {"now": 180000, "planned": 250000}
    """
    content_strategy: Annotated[Text | None, AIMS] = None
    """What is posted, and why; or where that is written.

    Example: "Four stories a month about fitting seats"
    """
    strategic_goals: Annotated[AnyOrder[Text] | Text | None, AIMS] = None
    """What social media are for.

    Example: ["trust", "fewer wrong fittings"]
    """
    weekly_mentions: Annotated[Annotated[AnyNumber, Field(ge=0)] | None, AIMS] = None
    """How many mentions are expected in a week.

    Unit: mentions a week
    Example: 350
    """
    answers_per_hour: Annotated[Annotated[AnyNumber, Field(gt=0)] | None, AIMS] = None
    """How many mentions one person answers in an hour; ten where it is left out.

    Unit: mentions an hour
    Example: 12
    """
    minutes_per_reading: Annotated[Annotated[AnyNumber, Field(gt=0)] | None, AIMS] = None
    """How long it takes to read a channel once in one language; five where it is left out.

    Unit: minutes
    Example: 5
    """
    hours_per_post: Annotated[Annotated[AnyNumber, Field(gt=0)] | None, AIMS] = None
    """How long it takes to write a post; one where it is left out.

    Unit: hours
    Example: 1.5
    """


class Organization(Document):
    """The company whose governance this is."""

    kind: Literal["organization"]
    id: Id
    """The organisation's id.

    Example: "larkling"
    """
    name: Annotated[Prose, EXPLAINS]
    """What people call it.

    Example: "Larkling"
    """
    format: Literal[1]
    """The version of the policy language.

    Example: 1
    """
    timezone: Zone
    """The zone in which times without one are read and shown.

    Example: "Europe/Berlin"
    """
    languages: Annotated[InOrder[Language], Field(min_length=1), SITUATES]
    """The languages in which it speaks; the first serves where a text lacks the one asked for.

    Example: ["en", "de"]
    """
    severities: Annotated[InOrder[SeverityLevel], KeyedBy("id"), Field(min_length=1)]
    """The severity scale, lowest first.

    Example: [{"id": "sev2", "name": "Serious", "means": "Spreads, or somebody may be hurt"}, {"id":
        "sev1", "name": "Crisis", "means": "The company is at stake"}]
    """
    responsibilities: Annotated[AnyOrder[Annotated[Id, Declares("area")]], AIMS] = AREAS
    """The areas that need an owner.

    Example: ["goals", "content-strategy", "analytics"]
    """
    size: Annotated[Literal["startup", "consumer", "enterprise"] | None, AIMS] = None
    """How large it is; what its teams are measured by.

    Example: "consumer"
    """
    checks: Annotated[dict[Text, Level], DECIDES_APPROVALS] = field(default={})
    """How much the checks matter that are a matter of opinion, by code.

    Example: {"STAFF001": "note"}
    """
    resources: Annotated[Resources | None, AIMS] = None
    """What the size of the team follows from.

    Example: {"weekly_hours": 40, "community": {"now": 180000}}
    """
