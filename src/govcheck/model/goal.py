"""Goals that tie social aims to company objectives."""

from typing import Annotated, ClassVar, Literal

from govcheck.model.base import Document
from govcheck.model.marks import AIMS, AnyOrder
from govcheck.model.scalars import ChannelId, Day, Id, Number, PersonId, Text


class Goal(Document):
    """What is to be reached, by when, and who owns it."""

    kind_name: ClassVar[str] = "goal"
    kind: Literal["goal"]
    id: Id
    company_objective: Annotated[Text, AIMS]
    social_goal: Annotated[Text, AIMS]
    metric: Annotated[Text, AIMS]
    target: Annotated[Number | Text, AIMS]
    due: Annotated[Day, AIMS]
    owner: Annotated[PersonId, AIMS]
    channels: Annotated[AnyOrder[ChannelId], AIMS] = ()
