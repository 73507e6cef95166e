"""The calendar of posts: what goes out where and when, who has agreed, and what has to stop."""

from collections.abc import Iterable
from typing import NamedTuple

from govcheck.load.policy import Policy
from govcheck.model.post import Post
from govcheck.model.representative import Advocate, Representative
from govcheck.posts.consent import Answerers, DraftConsent, consent
from govcheck.posts.placements import Placement, placements, zone_of


class Scheduled(NamedTuple):
    """A post on one of its channels, as the calendar shows it."""

    post: Post
    channel: str
    network: str
    timezone: str
    text: str
    consent: DraftConsent | None
    pauses: tuple[str, ...] = ()
    """The actions, as `playbook/action`, that stop it."""

    @property
    def at(self) -> int | None:
        """When it goes out, in seconds since 1970 UTC; None where nobody has said."""
        return self.post.publish_at

    @property
    def title(self) -> str:
        """What it is called: its title, else how its text begins."""
        return self.post.title or next(iter(self.text.split("\n")), "") or self.post.id


class Pause(NamedTuple):
    """An action of a playbook that stops posts, which ones, and who owes it, as targets."""

    action: str
    scope: str
    """`all`, `channel` or `topics`."""
    owed_by: tuple[str, ...]
    due: int | None


class Stopped(NamedTuple):
    """What an incident stops: by which actions, on which channel, about which topics.

    None is unknown, and then everything may be meant.
    """

    pauses: tuple[Pause, ...]
    channel: str | None
    topics: frozenset[str] | None


def calendar(
    policy: Policy,
    people: Answerers,
    *,
    start: int | None = None,
    end: int | None = None,
    channels: Iterable[str] = (),
) -> list[Scheduled]:
    """The posts from `start` up to `end`, by time; without an end, also those without a time."""
    wanted = frozenset(channels)
    found = [
        _scheduled(policy, placement, people)
        for placement in placements(policy)
        if not wanted or placement.channel.id in wanted
    ]
    within = [
        one
        for one in found
        if (end is None or (one.at is not None and one.at < end))
        and (start is None or one.at is None or start <= one.at)
    ]
    return sorted(within, key=lambda one: (one.at is None, one.at or 0, one.channel, one.post.id))


def stopped_by(scheduled: Iterable[Scheduled], stopped: Stopped) -> list[Scheduled]:
    """Those of the posts that are not out yet and that an incident stops, each with the actions.

    With none: a post that states no topics, where those of some topics are stopped.
    """
    found = []
    by_topic = bool(stopped.topics) and any(one.scope == "topics" for one in stopped.pauses)
    for one in scheduled:
        actions = tuple(pause.action for pause in stopped.pauses if _is_meant(one, pause, stopped))
        unclear = by_topic and not one.post.topics
        if (actions or unclear) and one.post.status != "published":
            found.append(one._replace(pauses=actions))
    return found


def shared_by(policy: Policy, scheduled: Iterable[Scheduled], person: str) -> list[Scheduled]:
    """Those of the posts that somebody is asked to share, as advocate or representative."""
    own = {
        "advocates": {
            channel
            for one in policy.of(Advocate)
            if one.person == person
            for channel in one.channels
        },
        "representatives": {
            channel
            for one in policy.of(Representative)
            if one.person == person
            for channel in one.channels
        },
    }
    return [
        one for one in scheduled if any(one.channel in own[group] for group in one.post.sharers)
    ]


def _scheduled(policy: Policy, placement: Placement, people: Answerers) -> Scheduled:
    channel = placement.channel
    zone = zone_of(policy, channel)
    asked = consent(placement, people)
    return Scheduled(placement.post, channel.id, channel.network, zone, placement.text, asked)


def _is_meant(one: Scheduled, pause: Pause, stopped: Stopped) -> bool:
    if pause.scope == "channel":
        return stopped.channel is None or one.channel == stopped.channel
    if pause.scope == "topics":
        return stopped.topics is None or bool(stopped.topics & {*one.post.topics})
    return True
