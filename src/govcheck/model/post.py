"""Posts: drafts for the company's channels, before and after they go out."""

from typing import Annotated, Literal

from govcheck.model.base import Document, Model
from govcheck.model.marks import DRAFTS, AnyOrder, InOrder
from govcheck.model.scalars import (
    ChannelId,
    GoalId,
    Id,
    Instant,
    Language,
    PersonId,
    ShownText,
    Text,
)
from govcheck.modelling.declared import Field

Sharer = Literal["advocates", "representatives"]


class Medium(Model):
    """A picture, a film or a document that goes out with a post."""

    file: Annotated[Text, DRAFTS]
    """The file, from the repository's root.

    Example: "media/fit.jpg"
    """
    kind: Annotated[Literal["image", "video", "gif", "audio", "document"], DRAFTS] = "image"
    """What it is.

    Example: "image"
    """
    alt: Annotated[ShownText | None, DRAFTS] = None
    """What it shows, for whoever cannot see or hear it.

    Example: "A child seat with the chest clip at armpit height"
    """


class Post(Document):
    """What is to be published on some channels, when, by whom, and who has agreed."""

    kind: Literal["post"]
    id: Id
    """The post's id.

    Example: "winter-fit"
    """
    title: Annotated[Text | None, DRAFTS] = None
    """Its title, where the network has one.

    Example: "Winter coats and child seats"
    """
    channels: Annotated[AnyOrder[ChannelId], DRAFTS, Field(min_length=1)]
    """Where it goes out.

    Example: ["instagram-global", "x-global"]
    """
    publish_at: Annotated[Instant | None, DRAFTS] = None
    """When it goes out.

    Example: "2026-12-01T17:30:00+01:00"
    """
    drafted_by: Annotated[PersonId, DRAFTS]
    """Who never approves it.

    Example: "ben"
    """
    language: Annotated[Language | None, DRAFTS] = None
    """The language of its text.

    Example: "en"
    """
    media: Annotated[InOrder[Medium], DRAFTS] = ()
    """What goes out with it, in order.

    Example: [{"file": "media/fit.jpg", "kind": "image", "alt": "A child seat"}]
    """
    topics: Annotated[AnyOrder[Text], DRAFTS] = ()
    """Words of the channels' `content`.

    Example: ["fitting"]
    """
    disclosure: Annotated[Literal["none", "paid", "gift", "affiliate", "employee"], DRAFTS] = "none"
    """What the company has given for it, which the text must say.

    Example: "paid"
    """
    goal: Annotated[GoalId | None, DRAFTS] = None
    """The goal that it serves.

    Example: "safety-trust"
    """
    share: Annotated[Sharer | AnyOrder[Sharer], DRAFTS] = ()
    """Who is asked to share it: those of its channels.

    Example: "advocates"
    """
    texts: Annotated[dict[ChannelId, ShownText], DRAFTS] = {}
    """A channel's own text.

    Example: {"x-global": "Short version"}
    """
    status: Annotated[Literal["draft", "approved", "published", "withdrawn"], DRAFTS] = "draft"
    """How far it is.

    Example: "approved"
    """
    approved_by: Annotated[AnyOrder[PersonId], DRAFTS] = ()
    """Who has agreed to it as it stands.

    Example: ["eva"]
    """
    text: Annotated[ShownText, DRAFTS] = ""
    """What it says; in Markdown the body, below the front matter.

    Example: "Take the coat off before you buckle up."
    """

    def text_for(self, channel: str) -> str:
        """What goes out on a channel."""
        return self.texts.get(channel, self.text)

    @property
    def sharers(self) -> tuple[str, ...]:
        """Who is asked to share it."""
        return (self.share,) if isinstance(self.share, str) else self.share
