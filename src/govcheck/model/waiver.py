"""Waivers: one finding, accepted for a while, by name."""

from typing import Annotated, Literal

from govcheck.model.base import Document
from govcheck.model.marks import EXPLAINS, AnyOrder
from govcheck.model.scalars import Day, Id, Prose, Text
from govcheck.modelling.declared import Field


class Waiver(Document):
    """The acceptance of one finding until a day, that day included."""

    kind: Literal["waiver"]
    id: Id
    """The waiver's id.

    Example: "night-gap-until-hiring"
    """
    check: Text
    """The code of the finding.

    Example: "COVER002"
    """
    subject: Text
    """The document, `kind/id`, and where it helps the part: `kind/id/part`.

    Example: "rota/community-duty"
    """
    reason: Annotated[Prose, EXPLAINS]
    """Why it is accepted, for people.

    Example: "Two hires start in March"
    """
    approved_by: Annotated[AnyOrder[Text], Field(min_length=1)]
    """Who has accepted it: people, targets, or `chair`.

    Example: ["chair"]
    """
    until: Day
    """The last day on which it is accepted.

    Example: "2027-03-31"
    """
