"""Channels and their standards."""

from typing import Annotated, ClassVar, Literal

from govcheck.model.base import Document, Model
from govcheck.model.marks import EXPLAINS, QUALIFIES, SITUATES, STYLES, AnyOrder
from govcheck.model.scalars import (
    CalendarId,
    Count,
    Day,
    Duration,
    Flag,
    Hours,
    Id,
    Language,
    Pattern,
    PersonId,
    Positive,
    Prose,
    Target,
    TeamId,
    Text,
    TimeAllowed,
)


class Posts(Model):
    """How often and when the channel posts."""

    at_most: Annotated[Positive, STYLES]
    per: Annotated[Literal["hour", "day", "week", "month"] | Duration, STYLES]
    hours: Annotated[Hours | AnyOrder[Hours] | None, STYLES] = None


class AtMost(Model):
    """An upper limit."""

    at_most: Annotated[Count, STYLES]


class DraftApprovals(Model):
    """How many drafts are shown, to whom."""

    drafts: Count = 1
    by: AnyOrder[Target] = ()


class ForbiddenPattern(Model):
    """What no post says, as a regular expression, and why."""

    pattern: Pattern
    because: Annotated[Prose | None, EXPLAINS] = None


class Content(Model):
    """What the channel is and is not for."""

    allowed: AnyOrder[Text] = ()
    forbidden: AnyOrder[Text | ForbiddenPattern] = ()


class Standards(Model):
    """How the channel is run."""

    respond_within: TimeAllowed | None = None
    calendar: CalendarId | None = None
    """The hours in which `respond_within` counts; round the clock where it is left out."""
    review_cycle: Duration | None = None
    """How often somebody reads the channel."""
    tone: Annotated[Prose | None, STYLES] = None
    posts: Annotated[Posts | None, STYLES] = None
    length: Annotated[AtMost | None, STYLES] = None
    hashtags: Annotated[AtMost | None, STYLES] = None
    alt_text: Annotated[Literal["required", "recommended"] | None, STYLES] = None
    disclosure: Annotated[Text | None, STYLES] = None
    approvals: DraftApprovals | None = None
    content: Content | None = None
    engagement: Annotated[Literal["reply", "broadcast-only"] | None, STYLES] = None


class Channel(Document):
    """An account of the company on a network."""

    kind_name: ClassVar[str] = "channel"
    kind: Literal["channel"]
    id: Id
    network: Id
    handle: Text
    owner: TeamId
    admins: AnyOrder[PersonId]
    languages: Annotated[AnyOrder[Language], SITUATES]
    url: Annotated[Text | None, SITUATES] = None
    region: Annotated[Text | None, SITUATES] = None
    mfa: Flag | Text | None = None
    backup: PersonId | None = None
    """Who keeps the account where no admin can."""
    audience: Annotated[Text | None, SITUATES] = None
    scheduler: Annotated[Text | None, SITUATES] = None
    standards: Standards | None = None
    review_by: Annotated[Day | None, QUALIFIES] = None
