"""What a calendar of posts lacks: posts too close together, stretches without one, nobody reading.

A collision is two posts of a channel less than an hour apart. A gap is a day, week or month, as
`standards.posts` counts them, in which a channel has no post; where there are no posts at all, they
are planned elsewhere. A post is unread where the channel's
hours are closed when it goes out, and open again only after a whole `review_cycle`.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import pairwise
from typing import Final, NamedTuple

from govcheck.duty.calendars import LONGEST_SEARCH, next_opening
from govcheck.duty.roster import Roster
from govcheck.load.policy import Policy
from govcheck.model.channel import Channel
from govcheck.posts.calendar import Scheduled
from govcheck.posts.placements import zone_of
from govcheck.time.clock import HOUR
from govcheck.time.wall_clocks import day_of, day_start

APART: Final = HOUR
"""Two posts of a channel that are less than so many seconds apart collide."""
PERIODS: Final = ("day", "week", "month")


class Collision(NamedTuple):
    """Two posts of a channel that go out too close together, by so many seconds."""

    channel: str
    first: str
    second: str
    at: int
    apart: int


class PostGap(NamedTuple):
    """How many of the days, weeks or months of a channel have no post, and which is the first."""

    channel: str
    per: str
    periods: int
    without: int
    first: date


class UnreadPost(NamedTuple):
    """A post after which nobody reads its channel for longer than its standards say."""

    channel: str
    post: str
    at: int
    read: int | None
    """When the channel's hours begin again; None where they do not within five years."""
    cycle: int


class Clashes(NamedTuple):
    """Everything that a calendar lacks."""

    collisions: tuple[Collision, ...] = ()
    gaps: tuple[PostGap, ...] = ()
    unread: tuple[UnreadPost, ...] = ()


def clashes(
    policy: Policy,
    roster: Roster,
    posts: Iterable[Scheduled],
    start: int,
    end: int,
    channels: Iterable[str] = (),
) -> Clashes:
    """What the calendar of these posts lacks, from `start` up to `end`, on some channels or all."""
    wanted = [*channels] or [channel.id for channel in policy.channels]
    by_channel: dict[str, list[Scheduled]] = {name: [] for name in wanted if policy.posts}
    for one in posts:
        if one.at is not None:
            by_channel[one.channel].append(one)
    return Clashes(
        tuple(_collisions(by_channel)),
        tuple(_gaps(policy, by_channel, start, end)),
        tuple(_unread(policy, roster, by_channel)),
    )


def _collisions(by_channel: dict[str, list[Scheduled]]) -> Iterator[Collision]:
    for channel, posts in by_channel.items():
        ordered = sorted(posts, key=lambda one: (one.at or 0, one.post.id))
        for first, second in pairwise(ordered):
            apart = (second.at or 0) - (first.at or 0)
            if apart < APART:
                yield Collision(channel, first.post.id, second.post.id, first.at or 0, apart)


def _gaps(
    policy: Policy, by_channel: dict[str, list[Scheduled]], start: int, end: int
) -> Iterator[PostGap]:
    """Only periods that lie within the stretch as a whole are looked at."""
    for channel in policy.channels:
        standard = channel.standards and channel.standards.posts
        if not standard or standard.per not in PERIODS or channel.id not in by_channel:
            continue
        zone, per = zone_of(policy, channel), str(standard.per)
        periods = list(_periods(per, zone, start, end))
        empty = [
            first
            for first, begins, ends in periods
            if not any(begins <= (one.at or 0) < ends for one in by_channel[channel.id])
        ]
        if empty:
            yield PostGap(channel.id, per, len(periods), len(empty), date.fromordinal(empty[0]))


def _periods(per: str, zone: str, start: int, end: int) -> Iterator[tuple[int, int, int]]:
    """The whole periods of a stretch: the first day of each, its begin and its end."""
    day = _first_day(day_of(start, zone), per)
    while True:
        after = _next(day, per)
        begins, ends = day_start(day, zone), day_start(after, zone)
        if ends > end:
            return
        if begins >= start:
            yield day, begins, ends
        day = after


def _first_day(day: int, per: str) -> int:
    if per == "week":
        return day - (day - 1) % 7
    return date.fromordinal(day).replace(day=1).toordinal() if per == "month" else day


def _next(day: int, per: str) -> int:
    if per == "month":
        known = date.fromordinal(day)
        month = known.year * 12 + known.month
        return date(month // 12, month % 12 + 1, 1).toordinal()
    return day + (7 if per == "week" else 1)


def _unread(
    policy: Policy, roster: Roster, by_channel: dict[str, list[Scheduled]]
) -> Iterator[UnreadPost]:
    for name, posts in by_channel.items():
        channel = policy.find(Channel, name)
        standards = channel.standards if channel is not None else None
        if standards is None or standards.calendar not in roster.calendars:
            continue
        if not standards.review_cycle:
            continue
        for one in posts:
            at = one.at or 0
            read = next_opening(roster, str(standards.calendar), at, at + LONGEST_SEARCH)
            if read is None or read - at > standards.review_cycle:
                yield UnreadPost(name, one.post.id, at, read, standards.review_cycle)
