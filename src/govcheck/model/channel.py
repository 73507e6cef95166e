"""Channels and their standards."""

from typing import Annotated, Literal

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
    """So many posts in each period.

    Unit: posts
    Example: 3
    """
    per: Annotated[Literal["hour", "day", "week", "month"] | Duration, STYLES]
    """The period: a word, or a duration.

    Example: "day"
    """
    hours: Annotated[Hours | AnyOrder[Hours] | None, STYLES] = None
    """The hours in which posts go out, by the clock of `calendar`; without one, by that of the
    organisation.

    Unit: hours of the day
    Example: ["08:00-20:00"]
    """


class AtMost(Model):
    """An upper limit."""

    at_most: Annotated[Count, STYLES]
    """The most that there may be.

    Unit: characters, or pieces
    Example: 280
    """


class DraftApprovals(Model):
    """How many drafts are shown, to whom."""

    drafts: Count = 1
    """How many of `by` must approve each post.

    Unit: people
    Example: 1
    """
    by: AnyOrder[Target] = ()
    """Whose approval counts; the drafter's never does.

    Example: ["role:managing-editor"]
    """


class ForbiddenPattern(Model):
    """What no post says, as a regular expression, and why."""

    pattern: Pattern
    """The regular expression; it is looked for anywhere in the text.

    Example: "(?i)guaranteed safe"
    """
    because: Annotated[Prose | None, EXPLAINS] = None
    """Why, for whoever wrote the post.

    Example: "No child seat is safe in every crash"
    """


class Content(Model):
    """What the channel is and is not for."""

    allowed: AnyOrder[Text] = ()
    """The topics that belong here; without, all do.

    Example: ["fitting", "recalls"]
    """
    forbidden: AnyOrder[Text | ForbiddenPattern] = ()
    """Topics that do not belong here, and patterns that no post may match.

    Example: ["politics", {"pattern": "(?i)guaranteed safe", "because": "No child seat is"}]
    """


class Standards(Model):
    """How the channel is run."""

    respond_within: TimeAllowed | None = None
    """How long people wait for an answer at most.

    Unit: a duration, or working days
    Example: "2h"
    """
    calendar: CalendarId | None = None
    """The hours in which `respond_within` counts; round the clock where it is left out.

    Example: "support-hours"
    """
    review_cycle: Duration | None = None
    """How often somebody reads the channel.

    Unit: a duration
    Example: "4h"
    """
    tone: Annotated[Prose | None, STYLES] = None
    """How the channel speaks.

    Example: "Warm, exact, never funny about safety"
    """
    posts: Annotated[Posts | None, STYLES] = None
    """How often and when the channel posts.

    Example: {"at_most": 3, "per": "day", "hours": ["08:00-20:00"]}
    """
    length: Annotated[AtMost | None, STYLES] = None
    """How long a post may be, as the network counts.

    Example: {"at_most": 280}
    """
    hashtags: Annotated[AtMost | None, STYLES] = None
    """How many hashtags a post may have.

    Example: {"at_most": 3}
    """
    alt_text: Annotated[Literal["required", "recommended"] | None, STYLES] = None
    """Whether pictures must be described, or should be.

    Example: "required"
    """
    disclosure: Annotated[Text | None, STYLES] = None
    """How advertising is labelled.

    Example: "#ad at the front"
    """
    approvals: DraftApprovals | None = None
    """Who must approve each post before it goes out.

    Example: {"drafts": 1, "by": ["role:managing-editor"]}
    """
    content: Content | None = None
    """What the channel is and is not for.

    Example: {"allowed": ["fitting"], "forbidden": ["politics"]}
    """
    engagement: Annotated[Literal["reply", "broadcast-only"] | None, STYLES] = None
    """Whether the channel answers people, or only tells.

    Example: "reply"
    """


class Channel(Document):
    """An account of the company on a network."""

    kind: Literal["channel"]
    id: Id
    """The channel's id.

    Example: "instagram-global"
    """
    network: Id
    """The network by its id: a built-in one, or a document of kind `network`.

    Example: "instagram"
    """
    handle: Text
    """What the account is called there, without `@`.

    Example: "larkling.official"
    """
    owner: TeamId
    """The team that answers for it.

    Example: "social"
    """
    admins: AnyOrder[PersonId]
    """Who can change the account; two at least, so that it can be recovered.

    Example: ["ana", "ben"]
    """
    languages: Annotated[AnyOrder[Language], SITUATES]
    """The languages in which it speaks.

    Example: ["en"]
    """
    url: Annotated[Text | None, SITUATES] = None
    """Where it can be read.

    Example: "https://www.instagram.com/larkling.official"
    """
    region: Annotated[Text | None, SITUATES] = None
    """Whom it is for, as a part of the world.

    Example: "Worldwide"
    """
    mfa: Flag | Text | None = None
    """Whether admins need a second factor, or which one.

    Example: "security keys"
    """
    backup: PersonId | None = None
    """Who keeps the account where no admin can.

    Example: "eva"
    """
    audience: Annotated[Text | None, SITUATES] = None
    """Who reads it.

    Example: "Parents of small children"
    """
    scheduler: Annotated[Text | None, SITUATES] = None
    """The tool that posts on it.

    Example: "Planable"
    """
    standards: Standards | None = None
    """How the channel is run.

    Example: {"respond_within": "2h", "calendar": "support-hours", "tone": "Warm and exact"}
    """
    review_by: Annotated[Day | None, QUALIFIES] = None
    """The day by which somebody looks whether this is still right.

    Example: "2027-06-30"
    """
