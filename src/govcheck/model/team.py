"""Teams: who works together, on what, for how many hours."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from govcheck.model.base import Document, Model
from govcheck.model.marks import AIMS, EXPLAINS, AnyOrder, KeyedBy
from govcheck.model.scalars import AreaId, Id, Number, PersonId, Prose, RoleId, Text


class Member(Model):
    """A person's place in a team."""

    person: PersonId
    role: RoleId | None = None
    weekly_hours: Annotated[Annotated[Number, Field(ge=0)] | None, AIMS] = None


class Responsibility(Model):
    """Who answers for an area, and who does the work."""

    accountable: PersonId
    responsible: AnyOrder[PersonId] = ()


class Team(Document):
    """A group of people with a lead."""

    kind_name: ClassVar[str] = "team"
    kind: Literal["team"]
    id: Id
    name: Annotated[Prose, EXPLAINS]
    lead: PersonId
    members: Annotated[AnyOrder[Member], KeyedBy("person")]
    mission: Annotated[Prose | None, EXPLAINS] = None
    responsibilities: dict[AreaId, Responsibility] = {}
    outsourced_to: Text | None = None
    """The agency that does the work, where it is not the company."""
