"""Trainings that the council sets."""

from typing import Annotated, Literal

from govcheck.model.base import Document
from govcheck.model.marks import EXPLAINS, QUALIFIES
from govcheck.model.scalars import CouncilId, Duration, Id, Prose


class Training(Document):
    """A training; after `valid_for` it must be taken again."""

    kind: Literal["training"]
    id: Id
    """The training's id.

    Example: "social-basics"
    """
    name: Annotated[Prose, EXPLAINS]
    """What people call it.

    Example: "Social media basics"
    """
    valid_for: Duration | None = None
    """How long it counts; without, for good.

    Unit: a duration
    Example: "365d"
    """
    set_by: Annotated[CouncilId | None, QUALIFIES] = None
    """The council that asks for it.

    Example: "social-council"
    """
