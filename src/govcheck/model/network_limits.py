"""What networks allow: the limits of posts, each with where and when somebody read it."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from govcheck.model.base import Document, Model
from govcheck.model.marks import DRAFTS, AnyOrder
from govcheck.model.scalars import Count, Day, Flag, Id, Positive, Text

Unit = Literal["code-points", "graphemes", "utf-16", "bytes", "weighted"]
LimitedField = Literal["text", "alt_text", "hashtags", "title", "media"]


class NetworkLimit(Model):
    """At most so much of one thing, as the network counts it."""

    field: Annotated[LimitedField, DRAFTS]
    at_most: Annotated[Count, DRAFTS]
    unit: Annotated[Unit, DRAFTS] = "code-points"
    """Of texts; hashtags and media are counted."""
    url_counts: Annotated[Positive | None, DRAFTS] = None
    """What a link counts, however long; as it is written where it is left out."""
    mention_counts: Annotated[Literal["in-full", "without-domain"], DRAFTS] = "in-full"
    since: Annotated[Day | None, DRAFTS] = None
    source: Annotated[Text, DRAFTS]
    checked_on: Annotated[Day, DRAFTS]
    disputed: Annotated[Flag | Positive | AnyOrder[Positive], DRAFTS] = False
    """Whether sources differ, or what other ones say."""

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

    kind_name: ClassVar[str] = "network"
    kind: Literal["network"]
    id: Id
    folds_at: Annotated[Positive | None, DRAFTS] = None
    """After so many characters people have to ask for more."""
    limits: Annotated[AnyOrder[NetworkLimit], DRAFTS, Field(min_length=1)]
