"""Posts on their channels: what goes out, where, and when."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from govcheck.finding import Place

if TYPE_CHECKING:  # drafts are checked without the models, which take long to import
    from govcheck.load.policy import Policy
    from govcheck.model.channel import Channel
    from govcheck.model.post import Post


class Placement(NamedTuple):
    """A post on one of its channels."""

    post: "Post"
    channel: "Channel"

    @property
    def text(self) -> str:
        """What goes out there."""
        return self.post.text_for(self.channel.id)

    @property
    def place(self) -> Place:
        """Where that text stands."""
        own = self.channel.id in self.post.texts
        return self.post.place("texts", self.channel.id) if own else self.post.place("text")


def placements(policy: "Policy") -> Iterator[Placement]:
    """Every post on each of its channels, but for those that are withdrawn."""
    for post in policy.posts:
        if post.status == "withdrawn":
            continue
        for name in dict.fromkeys(post.channels):
            channel = policy.channel(name)
            if channel is not None:
                yield Placement(post, channel)


def zone_of(policy: "Policy", channel: "Channel") -> str:
    """The zone by whose clock a channel posts: its calendar's, else the organisation's."""
    named = channel.standards and channel.standards.calendar
    calendar = policy.calendar(named) if named else None
    return policy.timezone if calendar is None else calendar.timezone
