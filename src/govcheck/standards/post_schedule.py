"""When posts go out: within the hours of their channels, and not too many at once."""

from collections.abc import Iterator
from itertools import groupby
from typing import TYPE_CHECKING

from govcheck.checks.check import check
from govcheck.finding import Problem, Severity
from govcheck.posts.placements import placements, zone_of
from govcheck.time.clock import DAY, HOUR, MINUTE
from govcheck.time.wall_clocks import EPOCH_DAY, reading
from govcheck.translation import said

if TYPE_CHECKING:  # drafts are checked without the models, which take long to import
    from govcheck.load.policy import Policy
    from govcheck.model.channel import Posts
    from govcheck.model.post import Post


@check("POST008", "outside-posting-hours")
def outside_posting_hours(policy: "Policy") -> Iterator[Problem]:
    """Every post goes out within the hours of its channels (`standards.posts.hours`).

    They are read by the clock of the channel's calendar, without one by the organisation's.
    """
    for post, channel in placements(policy):
        posts = channel.standards and channel.standards.posts
        if not posts or posts.hours is None or post.publish_at is None:
            continue
        hours = (posts.hours,) if isinstance(posts.hours, str) else posts.hours
        zone = zone_of(policy, channel)
        shown = reading(post.publish_at, zone) % DAY // MINUTE
        if not any(_holds(span, shown) for span in hours):
            message = said(
                "post `{id}` goes out at {time} in {zone}, outside the hours of "
                "channel `{channel}`: {hours}",
                id=post.id,
                time=f"{shown // 60:02}:{shown % 60:02}",
                zone=zone,
                channel=channel.id,
                hours=", ".join(hours),
            )
            see = (channel.place("standards", "posts", "hours", note=said("the hours are here")),)
            yield Problem(post.place("publish_at"), message, see, said("choose another time"))


@check("POST009", "too-many-posts")
def too_many_posts(policy: "Policy") -> Iterator[Problem]:
    """No channel has more posts in a stretch of time than its standards say (`standards.posts`).

    All posts of the channel count together. A day, a week (from Monday) and a month are those of
    the calendar; an hour, or a duration, is any stretch as long.
    """
    by_channel: dict[str, list[Post]] = {}
    for post, channel in placements(policy):
        if post.publish_at is not None:
            by_channel.setdefault(channel.id, []).append(post)
    for name, found in by_channel.items():
        known = policy.channel(name)
        posts = known and known.standards and known.standards.posts
        if known is None or not posts:
            continue
        ordered = sorted(found, key=lambda post: (post.publish_at, post.id))
        for post, earlier in _excess(ordered, posts, zone_of(policy, known)):
            span = posts.per if isinstance(posts.per, str) else "stretch"
            message = said(
                "post `{id}` is one too many on channel `{name}`, which has {at_most} a {span}",
                id=post.id, name=name, at_most=posts.at_most, span=span,
            )  # fmt: skip
            see = (
                *(one.place("publish_at", note=said("this one is earlier")) for one in earlier),
                known.place("standards", "posts", "at_most", note=said("the standard is here")),
            )
            advice = said("move or withdraw one of them")
            yield Problem(post.place("publish_at"), message, see, advice)


@check("POST019", "posts-at-once", severity=Severity.WARNING)
def posts_at_once(policy: "Policy") -> Iterator[Problem]:
    """No channel has two posts in the same minute.

    One of them is lost on the reader, and mostly one was copied from the other and the time not
    changed. The calendar of posts also shows those that are less than an hour apart.
    """
    at_once: dict[tuple[str, int], list[Post]] = {}
    for post, channel in placements(policy):
        if post.publish_at is not None:
            at_once.setdefault((channel.id, post.publish_at // MINUTE), []).append(post)
    for (name, _), found in at_once.items():
        first, *others = sorted(found, key=lambda post: post.id)
        for post in others:
            message = said(
                "post `{id}` goes out on channel `{name}` in the same minute as post `{id2}`",
                id=post.id,
                name=name,
                id2=first.id,
            )
            see = (first.place("publish_at", note=said("this one does, too")),)
            yield Problem(post.place("publish_at"), message, see, said("move one of them"))


def _holds(span: str, shown: int) -> bool:
    start, end = (int(at[:2]) * 60 + int(at[3:]) for at in span.split("-"))
    if start < end:
        return start <= shown < end
    return shown >= start or shown < end


def _excess(
    ordered: "list[Post]", posts: "Posts", zone: str
) -> "Iterator[tuple[Post, list[Post]]]":
    """The posts that are too many, each with those before it that leave no room."""
    if posts.per in ("day", "week", "month"):
        for _, group in groupby(ordered, key=lambda post: _period(post, str(posts.per), zone)):
            together = list(group)
            for post in together[posts.at_most :]:
                yield post, together[: posts.at_most]
        return
    stretch = posts.per if isinstance(posts.per, int) else HOUR
    for position in range(posts.at_most, len(ordered)):
        post, first = ordered[position], ordered[position - posts.at_most]
        if (post.publish_at or 0) - (first.publish_at or 0) < stretch:
            yield post, ordered[position - posts.at_most : position]


def _period(post: "Post", per: str, zone: str) -> tuple[int, int]:
    from datetime import date

    day = date.fromordinal(EPOCH_DAY + reading(post.publish_at or 0, zone) // DAY)
    if per == "month":
        return day.year, day.month
    if per == "week":
        return day.isocalendar()[:2]
    return day.year, day.toordinal()
