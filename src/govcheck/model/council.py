"""The council: seats, quorum, and the chain of command in emergencies."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from govcheck.model.base import Document, Model
from govcheck.model.marks import DECIDES_APPROVALS, EXPLAINS, QUALIFIES, AnyOrder, InOrder, KeyedBy
from govcheck.model.scalars import Day, Duration, Id, PersonId, Positive, Prose, SeverityId, Text


class Term(Model):
    """The days for which a seat is given, both ends in."""

    from_: Day | None = Field(default=None, alias="from")
    until: Day | None = None


class Seat(Model):
    """One seat of the council and who holds it."""

    person: PersonId
    represents: Literal["executive", "stakeholder", "expert", "advocate"]
    deputy: PersonId | None = None
    term: Term | None = None


class Council(Document):
    """Executives, stakeholders, experts and advocates who set strategy, training and escalation."""

    kind_name: ClassVar[str] = "council"
    kind: Literal["council"]
    id: Id
    name: Annotated[Prose, EXPLAINS]
    chair: Annotated[PersonId, DECIDES_APPROVALS]
    """A person who holds a seat."""
    seats: Annotated[AnyOrder[Seat], KeyedBy("person")]
    quorum: Annotated[Positive, DECIDES_APPROVALS]
    """How many seats must be present."""
    meets: Annotated[Literal["monthly", "quarterly"], QUALIFIES]
    decides_by: Annotated[Literal["majority", "two-thirds", "unanimity"], DECIDES_APPROVALS] = (
        "majority"
    )
    chain_of_command: InOrder[PersonId] = ()
    """Who commands in an emergency: the first available."""
    convene_within: dict[SeverityId, Duration] = {}
    at_most_per_employer: Annotated[Positive | None, DECIDES_APPROVALS] = None
    mandate: Annotated[AnyOrder[Text] | Text | None, EXPLAINS] = None
