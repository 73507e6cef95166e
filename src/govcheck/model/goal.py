"""Goals that tie social aims to company objectives."""

from typing import Annotated, Literal

from govcheck.model.base import Document
from govcheck.model.marks import AIMS, AnyOrder
from govcheck.model.scalars import AnyNumber, ChannelId, Day, Id, PersonId, Text


class Goal(Document):
    """What is to be reached, by when, and who owns it."""

    kind: Literal["goal"]
    id: Id
    """The goal's id.

    Example: "safety-trust"
    """
    company_objective: Annotated[Text, AIMS]
    """The objective of the company that it serves.

    Example: "Become the brand that parents trust"
    """
    social_goal: Annotated[Text, AIMS]
    """What social media do for it.

    Example: "Answer every safety question in public"
    """
    metric: Annotated[Text, AIMS]
    """What is measured.

    Example: "safety questions answered within two hours"
    """
    target: Annotated[AnyNumber | Text, AIMS]
    """How much of it is to be reached.

    Unit: that of the metric
    Example: 95
    """
    due: Annotated[Day, AIMS]
    """The day by which it is to be reached.

    Example: "2027-06-30"
    """
    owner: Annotated[PersonId, AIMS]
    """Who answers for it.

    Example: "ana"
    """
    channels: Annotated[AnyOrder[ChannelId], AIMS] = ()
    """Where it is worked for.

    Example: ["instagram-global", "forum-parents"]
    """
