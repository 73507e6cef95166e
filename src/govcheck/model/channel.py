"""Channels and their standards."""

from typing import ClassVar, Literal

from govcheck.model.base import Document, Model
from govcheck.model.marks import AnyOrder
from govcheck.model.scalars import (
    CalendarId,
    Count,
    Day,
    Duration,
    Flag,
    Hours,
    Id,
    Language,
    PersonId,
    Positive,
    Prose,
    Target,
    TeamId,
    Text,
)


class Posts(Model):
    """How often and when the channel posts."""

    at_most: Positive
    per: Literal["hour", "day", "week", "month"] | Duration
    hours: Hours | AnyOrder[Hours] | None = None


class AtMost(Model):
    """An upper limit."""

    at_most: Count


class DraftApprovals(Model):
    """How many drafts are shown, to whom."""

    drafts: Count = 1
    by: AnyOrder[Target] = ()


class Content(Model):
    """What the channel is and is not for."""

    allowed: AnyOrder[Text] = ()
    forbidden: AnyOrder[Text] = ()


class Standards(Model):
    """How the channel is run."""

    respond_within: Duration | None = None
    calendar: CalendarId | None = None
    """The hours in which `respond_within` counts; round the clock where it is left out."""
    review_cycle: Duration | None = None
    """How often somebody reads the channel."""
    tone: Prose | None = None
    posts: Posts | None = None
    length: AtMost | None = None
    hashtags: AtMost | None = None
    alt_text: Literal["required", "recommended"] | None = None
    disclosure: Text | None = None
    approvals: DraftApprovals | None = None
    content: Content | None = None
    engagement: Literal["reply", "broadcast-only"] | None = None


class Channel(Document):
    """An account of the company on a network."""

    kind_name: ClassVar[str] = "channel"
    kind: Literal["channel"]
    id: Id
    network: Id
    handle: Text
    owner: TeamId
    admins: AnyOrder[PersonId]
    languages: AnyOrder[Language]
    url: Text | None = None
    region: Text | None = None
    mfa: Flag | Text | None = None
    backup: PersonId | None = None
    """Who keeps the account where no admin can."""
    audience: Text | None = None
    scheduler: Text | None = None
    standards: Standards | None = None
    review_by: Day | None = None
