"""Waivers: one finding, accepted for a while, by name."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from govcheck.model.base import Document
from govcheck.model.marks import EXPLAINS, AnyOrder
from govcheck.model.scalars import Day, Id, Prose, Text


class Waiver(Document):
    """The acceptance of one finding until a day, that day included."""

    kind_name: ClassVar[str] = "waiver"
    kind: Literal["waiver"]
    id: Id
    check: Text
    """The code of the finding."""
    subject: Text
    """The document, `kind/id`, and where it helps the part: `kind/id/part`."""
    reason: Annotated[Prose, EXPLAINS]
    approved_by: Annotated[AnyOrder[Text], Field(min_length=1)]
    until: Day
