"""Escalations: whom to tell, in which order, how long to wait."""

from typing import Annotated, Literal

from govcheck.model.base import Document, Model
from govcheck.model.condition import Condition
from govcheck.model.marks import EXPLAINS, AnyOrder, InOrder, KeyedBy
from govcheck.model.scalars import CouncilId, Count, Duration, Flag, Id, Prose, Target, Text
from govcheck.modelling.declared import Field


class Step(Model):
    """Targets that are told at once; after `wait` without acknowledgement the next step starts."""

    id: Id
    """The step's id, unique in its escalation.

    Example: "duty"
    """
    when: Condition | None = None
    """The step is left out where this does not hold.

    Example: {"topics": ["legal-threat", "data-leak"]}
    """
    notify: AnyOrder[Target] = ()
    """Whom it tells, all at once.

    Example: ["rota:community-duty"]
    """
    convene: CouncilId | None = None
    """The council whose seats it calls together.

    Example: "social-council"
    """
    via: AnyOrder[Text] = ()
    """The ways, in order of preference; without, each person's own.

    Example: ["phone", "chat"]
    """
    ack: Literal["any", "all"] = "any"
    """Whether one answer ends the waiting, or one for each target is needed.

    Example: "any"
    """
    wait: Duration = 0
    """How long an answer is waited for before the next step starts.

    Unit: a duration
    Example: "5m"
    """
    on_empty: Literal["next", "wait", "deputies"] = "next"
    """What happens when nobody of the targets is available: the next step at once, the wait all
    the same, or their deputies are asked.

    Example: "next"
    """
    always: Flag = False
    """Runs at once even after the acknowledgement.

    Example: true
    """


class Escalation(Document):
    """A list of steps that ends in a human."""

    kind: Literal["escalation"]
    id: Id
    """The escalation's id.

    Example: "crisis"
    """
    name: Annotated[Prose | None, EXPLAINS] = None
    """What people call it; its id in words where it is left out.

    Example: "Crisis"
    """
    acknowledge_within: Duration | None = None
    """The promise: somebody on duty has been told by then, even if nobody answers.

    Unit: a duration
    Example: "15m"
    """
    steps: Annotated[InOrder[Step], KeyedBy("id"), Field(min_length=1)]
    """Whom to tell, in order.

    Example: [{"id": "duty", "notify": ["rota:community-duty"], "via": ["phone", "chat"], "wait":
        "5m"}]
    """
    repeat: Count = 0
    """How often the list runs again: 2 gives three rounds.

    Unit: times
    Example: 2
    """
    last_resort: Target
    """Who is told once after the last round, whatever their calendar says.

    Example: "person:eva"
    """
