"""Goals that tie social aims to company objectives."""

from typing import ClassVar, Literal

from govcheck.model.base import Document
from govcheck.model.marks import AnyOrder
from govcheck.model.scalars import ChannelId, Day, Id, Number, PersonId, Text


class Goal(Document):
    """What is to be reached, by when, and who owns it."""

    kind_name: ClassVar[str] = "goal"
    kind: Literal["goal"]
    id: Id
    company_objective: Text
    social_goal: Text
    metric: Text
    target: Number | Text
    due: Day
    owner: PersonId
    channels: AnyOrder[ChannelId] = ()
