"""Trainings that the council sets."""

from typing import Annotated, ClassVar, Literal

from govcheck.model.base import Document
from govcheck.model.marks import EXPLAINS, QUALIFIES
from govcheck.model.scalars import CouncilId, Duration, Id, Prose


class Training(Document):
    """A training; after `valid_for` it must be taken again."""

    kind_name: ClassVar[str] = "training"
    kind: Literal["training"]
    id: Id
    name: Annotated[Prose, EXPLAINS]
    valid_for: Duration | None = None
    set_by: Annotated[CouncilId | None, QUALIFIES] = None
