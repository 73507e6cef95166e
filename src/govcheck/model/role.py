"""Roles: what a person may do and must know."""

from typing import Annotated, Literal

from govcheck.model.base import Document
from govcheck.model.marks import EXPLAINS, AnyOrder
from govcheck.model.scalars import Id, Prose, RoleId, Text, TrainingId

Permission = Literal["publish", "approve", "pause", "resume", "moderate", "speak"]


class Role(Document):
    """A function that people hold."""

    kind: Literal["role"]
    id: Id
    """The role's id.

    Example: "legal-counsel"
    """
    name: Annotated[Prose, EXPLAINS]
    """What people call it.

    Example: "Legal counsel"
    """
    responsibilities: Annotated[AnyOrder[Text], EXPLAINS] = ()
    """What whoever holds it answers for.

    Example: ["answers to authorities"]
    """
    permissions: AnyOrder[Permission] = ()
    """What whoever holds it may do.

    Example: ["approve", "speak"]
    """
    requires_training: AnyOrder[TrainingId] = ()
    """The trainings without which nobody may hold it.

    Example: ["crisis-communication"]
    """
    excludes: AnyOrder[RoleId] = ()
    """Roles that nobody may hold together with this one.

    Example: ["managing-editor"]
    """
