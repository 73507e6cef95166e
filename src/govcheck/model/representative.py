"""Engaged employees: representatives of departments and advocates on channels."""

from typing import Annotated, Literal

from govcheck.model.base import Document
from govcheck.model.marks import EXPLAINS, SITUATES, AnyOrder, Declares
from govcheck.model.scalars import ChannelId, Id, Language, PersonId, Prose, Text


class Representative(Document):
    """Who speaks for a department on the questions that it answers best."""

    kind: Literal["representative"]
    person: PersonId
    """Who speaks.

    Example: "kim"
    """
    department: Annotated[Id, Declares("department")]
    """The department for which they speak.

    Example: "support"
    """
    name: Annotated[Prose | None, EXPLAINS] = None
    """What people call the department; whoever says it first says it for all.

    Example: {"en": "Support", "de": "Kundendienst"}
    """
    topics: AnyOrder[Text] = ()
    """What they answer.

    Example: ["fitting", "returns"]
    """
    channels: AnyOrder[ChannelId] = ()
    """Where they speak.

    Example: ["forum-parents"]
    """
    languages: Annotated[AnyOrder[Language], SITUATES] = ()
    """The languages in which they speak.

    Example: ["de", "en"]
    """

    @property
    def name_in_kind(self) -> str:
        """The department and the person; several may speak for one department."""
        return f"{self.department}-{self.person}"


class Advocate(Document):
    """An employee who speaks up for the company on some channels."""

    kind: Literal["advocate"]
    person: PersonId
    """Who speaks up.

    Example: "kim"
    """
    channels: AnyOrder[ChannelId]
    """Where they do.

    Example: ["linkedin-corporate"]
    """
    guidelines: Annotated[Text | None, EXPLAINS] = None
    """What they have agreed to; or where that is written.

    Example: "Say that you work for us"
    """

    @property
    def name_in_kind(self) -> str:
        """The person."""
        return self.person
