"""Escalations: whom to tell, in which order, how long to wait."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from govcheck.model.base import Document, Model
from govcheck.model.condition import Condition
from govcheck.model.marks import EXPLAINS, AnyOrder, InOrder, KeyedBy
from govcheck.model.scalars import CouncilId, Count, Duration, Flag, Id, Prose, Target, Text


class Step(Model):
    """Targets that are told at once; after `wait` without acknowledgement the next step starts."""

    id: Id
    when: Condition | None = None
    notify: AnyOrder[Target] = ()
    convene: CouncilId | None = None
    via: AnyOrder[Text] = ()
    ack: Literal["any", "all"] = "any"
    wait: Duration = 0
    on_empty: Literal["next", "wait", "deputies"] = "next"
    always: Flag = False
    """Runs at once even after the acknowledgement."""


class Escalation(Document):
    """A list of steps that ends in a human."""

    kind_name: ClassVar[str] = "escalation"
    kind: Literal["escalation"]
    id: Id
    name: Annotated[Prose | None, EXPLAINS] = None
    """What people call it; its id in words where it is left out."""
    acknowledge_within: Duration | None = None
    """Somebody on duty has been told by then, even if nobody answers."""
    steps: Annotated[InOrder[Step], KeyedBy("id"), Field(min_length=1)]
    repeat: Count = 0
    """How often the list runs again."""
    last_resort: Target
