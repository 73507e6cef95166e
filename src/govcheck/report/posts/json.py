"""The calendar of posts as JSON: a public interface, versioned by `format`."""

from typing import NotRequired, TypedDict

from govcheck.posts.calendar import Scheduled
from govcheck.render.shape import dumped, shaped
from govcheck.report.posts import PostCalendar
from govcheck.time.clock import format_instant


class PostApprovalsJson(TypedDict):
    """How many have to agree with a draft, who has, and who still can."""

    needed: int
    approved_by: list[str]
    could_still: list[str]


class ScheduledJson(TypedDict):
    """A post on one of its channels; `publish_at` is null where nobody has said when.

    During an incident `paused_by` is empty where its topics would tell, and it states none.
    """

    post: str
    title: str
    channel: str
    network: str
    publish_at: str | None
    status: str
    language: str | None
    topics: list[str]
    drafted_by: str
    approvals: PostApprovalsJson | None
    paused_by: list[str]
    path: str


class CollisionJson(TypedDict):
    """Two posts that go out too close together."""

    channel: str
    posts: list[str]
    at: str
    apart_seconds: int


class PostGapJson(TypedDict):
    """How many periods of a channel have no post, and which is the first."""

    channel: str
    per: str
    periods: int
    without: int
    first: str


class UnreadPostJson(TypedDict):
    """A post after which nobody reads its channel for too long."""

    channel: str
    post: str
    at: str
    read_at: str | None
    review_cycle_seconds: int


class PauseOwedJson(TypedDict):
    """Who has to stop posts by an action; `due` is null where it has no deadline."""

    action: str
    owed_by: list[str]
    due: str | None


class PostCalendarJson(TypedDict):
    """The whole answer of `post --format json` without files."""

    format: int
    at: str
    posts: list[ScheduledJson]
    during: NotRequired[str]
    pauses: NotRequired[list[PauseOwedJson]]
    collisions: NotRequired[list[CollisionJson]]
    gaps: NotRequired[list[PostGapJson]]
    unread: NotRequired[list[UnreadPostJson]]


def render(shown: PostCalendar) -> str:
    """One JSON object, with a line end."""
    return dumped(calendar_json(shown))


def calendar_json(shown: PostCalendar) -> PostCalendarJson:
    """The answer of `post --format json` without files."""
    posts = [_scheduled(one) for one in shown.scheduled]
    document: PostCalendarJson = {"format": 1, "at": format_instant(shown.at), "posts": posts}
    if shown.incident is not None:
        document["during"] = shown.incident
        zone = shown.timezone
        document["pauses"] = [
            shaped(
                PauseOwedJson,
                one,
                due=None if one.due is None else format_instant(one.due, zone),
            )
            for one in shown.pauses
        ]
    if shown.lacks is not None:
        zone = shown.timezone
        document["collisions"] = [
            shaped(
                CollisionJson,
                one,
                posts=(one.first, one.second),
                at=format_instant(one.at, zone),
                apart_seconds=one.apart,
            )
            for one in shown.lacks.collisions
        ]
        document["gaps"] = [shaped(PostGapJson, one) for one in shown.lacks.gaps]
        document["unread"] = [
            shaped(
                UnreadPostJson,
                one,
                at=format_instant(one.at, zone),
                read_at=None if one.read is None else format_instant(one.read, zone),
                review_cycle_seconds=one.cycle,
            )
            for one in shown.lacks.unread
        ]
    return document


def _scheduled(one: Scheduled) -> ScheduledJson:
    asked, post = one.consent, one.post
    approvals: PostApprovalsJson | None = None
    if asked is not None:
        could_still = [person for person in asked.can if person not in asked.given]
        approvals = {
            "needed": asked.needed,
            "approved_by": [*asked.given],
            "could_still": could_still,
        }
    return shaped(
        ScheduledJson,
        post,
        post=post.id,
        title=one.title,
        channel=one.channel,
        network=one.network,
        publish_at=None if one.at is None else format_instant(one.at, one.timezone),
        approvals=approvals,
        paused_by=one.pauses,
        path=post.place().path,
    )
