"""Roles: what a person may do and must know."""

from typing import Annotated, ClassVar, Literal

from govcheck.model.base import Document
from govcheck.model.marks import EXPLAINS, AnyOrder
from govcheck.model.scalars import Id, Prose, RoleId, Text, TrainingId

Permission = Literal["publish", "approve", "pause", "resume", "moderate", "speak"]


class Role(Document):
    """A function that people hold."""

    kind_name: ClassVar[str] = "role"
    kind: Literal["role"]
    id: Id
    name: Annotated[Prose, EXPLAINS]
    responsibilities: Annotated[AnyOrder[Text], EXPLAINS] = ()
    permissions: AnyOrder[Permission] = ()
    requires_training: AnyOrder[TrainingId] = ()
    excludes: AnyOrder[RoleId] = ()
    """Roles that nobody may hold together with this one."""
