"""Guarantees: what must hold for every incident, at every minute."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from govcheck.model.base import Document, Model
from govcheck.model.condition import Condition
from govcheck.model.marks import EXPLAINS
from govcheck.model.scalars import Count, Duration, Id, Positive, Prose, Target


class Notified(Model):
    """Somebody of the target is told in time, whoever acknowledges whenever."""

    target: Target
    within: Duration
    concurrent: Positive = 1
    """So many incidents at once each find somebody of the target of their own."""


class Tolerates(Model):
    """How many people may be missing."""

    absent_people: Count


class Guarantee(Document):
    """A promise about all incidents of a sort."""

    kind_name: ClassVar[str] = "guarantee"
    kind: Literal["guarantee"]
    id: Id
    name: Annotated[Prose | None, EXPLAINS] = None
    """What it promises, in a few words."""
    for_: Condition = Field(alias="for")
    holds: Condition | None = None
    notified: Notified | None = None
    tolerates: Tolerates | None = None
