"""Teams: who works together, on what, for how many hours."""

from typing import Annotated, Literal

from govcheck.model.base import Document, Model
from govcheck.model.marks import AIMS, EXPLAINS, AnyOrder, KeyedBy
from govcheck.model.scalars import AnyNumber, AreaId, Id, PersonId, Prose, RoleId, Text
from govcheck.modelling.declared import Field


class Member(Model):
    """A person's place in a team."""

    person: PersonId
    """Who it is.

    Example: "ben"
    """
    role: RoleId | None = None
    """The function that they have in it.

    Example: "community-manager"
    """
    weekly_hours: Annotated[Annotated[AnyNumber, Field(ge=0)] | None, AIMS] = None
    """The time that they have for it.

    Unit: hours a week
    Example: 20
    """


class Responsibility(Model):
    """Who answers for an area, and who does the work."""

    accountable: PersonId
    """Who answers for the area.

    Example: "ana"
    """
    responsible: AnyOrder[PersonId] = ()
    """Who does the work.

    Example: ["ben", "mei"]
    """


class Team(Document):
    """A group of people with a lead."""

    kind: Literal["team"]
    id: Id
    """The team's id.

    Example: "social"
    """
    name: Annotated[Prose, EXPLAINS]
    """What people call it.

    Example: "Social media"
    """
    lead: PersonId
    """Who leads; one of the members.

    Example: "ana"
    """
    members: Annotated[AnyOrder[Member], KeyedBy("person")]
    """Who belongs to it.

    Example: [{"person": "ana", "role": "social-media-manager", "weekly_hours": 40}]
    """
    mission: Annotated[Prose | None, EXPLAINS] = None
    """What it is for.

    Example: "Answer parents before they have to ask twice"
    """
    responsibilities: dict[AreaId, Responsibility] = {}
    """Who answers for which area, and who does the work.

    Example: {"goals": {"accountable": "ana", "responsible": ["ben"]}}
    """
    outsourced_to: Text | None = None
    """The agency that does the work, where it is not the company.

    Example: "Nordlicht Agency"
    """
