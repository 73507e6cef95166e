"""Posts: drafts for the company's channels, before and after they go out."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from govcheck.model.base import Document, Model
from govcheck.model.marks import DRAFTS, AnyOrder, InOrder
from govcheck.model.scalars import (
    ChannelId,
    GoalId,
    Id,
    Instant,
    Language,
    PersonId,
    Text,
)

Sharer = Literal["advocates", "representatives"]


class Medium(Model):
    """A picture, a film or a document that goes out with a post."""

    file: Annotated[Text, DRAFTS]
    kind: Annotated[Literal["image", "video", "gif", "audio", "document"], DRAFTS] = "image"
    alt: Annotated[str | None, DRAFTS] = None
    """What it shows, for whoever cannot see or hear it."""


class Post(Document):
    """What is to be published on some channels, when, by whom, and who has agreed."""

    kind_name: ClassVar[str] = "post"
    kind: Literal["post"]
    id: Id
    title: Annotated[Text | None, DRAFTS] = None
    channels: Annotated[AnyOrder[ChannelId], DRAFTS, Field(min_length=1)]
    publish_at: Annotated[Instant | None, DRAFTS] = None
    drafted_by: Annotated[PersonId, DRAFTS]
    """Who never approves it."""
    language: Annotated[Language | None, DRAFTS] = None
    media: Annotated[InOrder[Medium], DRAFTS] = ()
    topics: Annotated[AnyOrder[Text], DRAFTS] = ()
    """Words of the channels' `content`."""
    disclosure: Annotated[Literal["none", "paid", "gift", "affiliate", "employee"], DRAFTS] = "none"
    goal: Annotated[GoalId | None, DRAFTS] = None
    share: Annotated[Sharer | AnyOrder[Sharer], DRAFTS] = ()
    """Who is asked to share it: those of its channels."""
    texts: Annotated[dict[ChannelId, str], DRAFTS] = {}
    """A channel's own text."""
    status: Annotated[Literal["draft", "approved", "published", "withdrawn"], DRAFTS] = "draft"
    approved_by: Annotated[AnyOrder[PersonId], DRAFTS] = ()
    text: Annotated[str, DRAFTS] = ""
    """In Markdown the body, below the front matter."""

    def text_for(self, channel: str) -> str:
        """What goes out on a channel."""
        return self.texts.get(channel, self.text)

    @property
    def sharers(self) -> tuple[str, ...]:
        """Who is asked to share it."""
        return (self.share,) if isinstance(self.share, str) else self.share
