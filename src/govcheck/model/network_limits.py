"""What networks allow: the limits of posts, each with where and when somebody read it."""

from typing import Annotated, Literal

from govcheck.model.base import Document, Model
from govcheck.model.marks import DRAFTS, AnyOrder
from govcheck.model.scalars import Count, Day, Flag, Id, Positive, Text
from govcheck.modelling.declared import Field

Unit = Literal["code-points", "graphemes", "utf-16", "bytes", "weighted"]
LimitedField = Literal["text", "alt_text", "hashtags", "title", "media"]


class NetworkLimit(Model):
    """At most so much of one thing, as the network counts it."""

    field: Annotated[LimitedField, DRAFTS]
    """What is limited.

    Example: "text"
    """
    at_most: Annotated[Count, DRAFTS]
    """The most that there may be.

    Unit: as `unit` says
    Example: 500
    """
    unit: Annotated[Unit, DRAFTS] = "code-points"
    """How the network counts texts; hashtags and media are counted in pieces.

    Example: "graphemes"
    """
    url_counts: Annotated[Positive | None, DRAFTS] = None
    """What a link counts, however long; as it is written where it is left out.

    Unit: as `unit` says
    Example: 23
    """
    mention_counts: Annotated[Literal["in-full", "without-domain"], DRAFTS] = "in-full"
    """How a mention of somebody elsewhere counts: as it is written, or without the domain.

    Example: "without-domain"
    """
    emoji_counts: Annotated[Literal["in-full", "bytes"], DRAFTS] = "in-full"
    """How an emoji counts: in the unit like everything else, or each by its bytes in UTF-8.

    Example: "bytes"
    """
    since: Annotated[Day | None, DRAFTS] = None
    """The day on which the limit came.

    Example: "2023-10-01"
    """
    source: Annotated[Text, DRAFTS]
    """Where somebody read it.

    Example: "https://docs.joinmastodon.org/user/posting/"
    """
    checked_on: Annotated[Day, DRAFTS]
    """The day on which somebody read it; after a year it is to be read again.

    Example: "2026-10-01"
    """
    disputed: Annotated[Flag | Positive | AnyOrder[Positive], DRAFTS] = False
    """Whether sources differ, or what other ones say.

    Example: [1500]
    """

    @property
    def is_disputed(self) -> bool:
        """Whether sources differ."""
        return self.disputed is True or bool(self.others)

    @property
    def others(self) -> tuple[int, ...]:
        """What other sources say."""
        if isinstance(self.disputed, bool):
            return ()
        return (self.disputed,) if isinstance(self.disputed, int) else self.disputed


class NetworkLimits(Document):
    """What one network allows, or one instance of it."""

    kind: Literal["network"]
    id: Id
    """The network's id, as channels name it.

    Example: "mastodon-example"
    """
    folds_at: Annotated[Positive | None, DRAFTS] = None
    """After so many characters people have to ask for more.

    Unit: characters
    Example: 125
    """
    limits: Annotated[AnyOrder[NetworkLimit], DRAFTS, Field(min_length=1)]
    """What it allows.

    Example: [{"field": "text", "at_most": 500, "unit": "code-points", "source":
        "https://docs.joinmastodon.org/user/posting/", "checked_on": "2026-10-01"}]
    """
