"""The council: seats, quorum, and the chain of command in emergencies."""

from typing import Annotated, Literal

from govcheck.model.base import Document, Model
from govcheck.model.marks import DECIDES_APPROVALS, EXPLAINS, QUALIFIES, AnyOrder, InOrder, KeyedBy
from govcheck.model.scalars import Day, Duration, Id, PersonId, Positive, Prose, SeverityId, Text
from govcheck.modelling.declared import field


class Term(Model):
    """The days for which a seat is given, both ends in."""

    from_: Day | None = field(default=None, alias="from")
    """The first day.

    Example: "2026-01-01"
    """
    until: Day | None = None
    """The last day.

    Example: "2027-12-31"
    """


class Seat(Model):
    """One seat of the council and who holds it."""

    person: PersonId
    """Who holds it.

    Example: "ana"
    """
    represents: Literal["executive", "stakeholder", "expert", "advocate"]
    """Whom they speak for: those who decide, those who are concerned, those who know, or those who
    speak up for the company.

    Example: "expert"
    """
    deputy: PersonId | None = None
    """Who sits in their place; before the holder's own deputies.

    Example: "ben"
    """
    term: Term | None = None
    """The days for which it is given, both ends in; without, for good.

    Example: {"from": "2026-01-01", "until": "2027-12-31"}
    """


class Council(Document):
    """Executives, stakeholders, experts and advocates who set strategy, training and escalation."""

    kind: Literal["council"]
    id: Id
    """The council's id.

    Example: "social-council"
    """
    name: Annotated[Prose, EXPLAINS]
    """What people call it.

    Example: "Social media council"
    """
    chair: Annotated[PersonId, DECIDES_APPROVALS]
    """A person who holds a seat.

    Example: "eva"
    """
    seats: Annotated[AnyOrder[Seat], KeyedBy("person")]
    """The seats and who holds them.

    Example: [{"person": "eva", "represents": "executive", "deputy": "jonas"}]
    """
    quorum: Annotated[Positive, DECIDES_APPROVALS]
    """How many seats must be present.

    Unit: seats
    Example: 4
    """
    meets: Annotated[Literal["monthly", "quarterly"], QUALIFIES]
    """How often it meets.

    Example: "quarterly"
    """
    decides_by: Annotated[Literal["majority", "two-thirds", "unanimity"], DECIDES_APPROVALS] = (
        "majority"
    )
    """The share of the filled seats that decides where nothing else is said.

    Example: "two-thirds"
    """
    chain_of_command: InOrder[PersonId] = ()
    """Who commands in an emergency: the first available.

    Example: ["eva", "jonas"]
    """
    convene_within: dict[SeverityId, Duration] = {}
    """How soon after it is called enough seats must be there, by severity.

    Unit: a duration, by severity
    Example: {"sev1": "1h", "sev2": "4h"}
    """
    at_most_per_employer: Annotated[Positive | None, DECIDES_APPROVALS] = None
    """So many seats at most go to people of one employer.

    Unit: seats
    Example: 2
    """
    mandate: Annotated[AnyOrder[Text] | Text | None, EXPLAINS] = None
    """What it is for.

    Example: ["approve the policy", "set the training"]
    """
