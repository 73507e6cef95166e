"""What a council has to deal with: items, and the meeting for which they are gathered."""

from datetime import date
from typing import Final, Literal, NamedTuple

from govcheck.duty.meetings import MeetingSeat
from govcheck.finding import Finding
from govcheck.posts.workload import Chore, Shortage

Topic = Literal[
    "refuted", "absence", "open-incident", "incident-review", "post", "term", "training",
    "departure", "rota", "rule-review", "channel-review", "goal", "template", "limit", "waiver",
    "ignore", "scenario", "rule", "workload", "finding",
]  # fmt: skip
Urgency = Literal["overdue", "due", "ahead", "open"]
"""`overdue`: its day is over; `due`: by the end; `ahead`: by the meeting after; `open`: no day."""

Heading = Literal[
    "exposed", "incidents", "posts", "ends", "reviews", "accepted", "untested", "hours", "findings"
]
HEADINGS: Final[dict[Heading, tuple[Topic, ...]]] = {
    "exposed": ("refuted", "absence"),
    "incidents": ("open-incident", "incident-review"),
    "posts": ("post",),
    "ends": ("term", "training", "departure", "rota"),
    "reviews": ("rule-review", "channel-review", "goal", "template", "limit"),
    "accepted": ("waiver", "ignore"),
    "untested": ("scenario", "rule"),
    "hours": ("workload",),
    "findings": ("finding",),
}
"""The topics under their headings, in the order in which they are told."""

OF_REVISION: Final = "logs and archives of a revision are not read"
"""A note: what happened stands in the folder, not in a revision."""
UNPROVEN: Final = "proofs of a year, scenarios and archives are not looked at"
"""A note: what takes longest was left out."""


class AgendaItem(NamedTuple):
    """One thing to deal with, and where it stands in the files."""

    topic: Topic
    subject: str
    """The document, as `kind/id`, or the path of a file without one."""
    part: str = ""
    """What of it: a rule, a training, a channel, a check."""
    day: date | None = None
    """The last day on which it is in time."""
    state: Urgency = "open"
    since: date | None = None
    """For what is accepted: the day on which it was written down; None where that is not known."""
    people: tuple[str, ...] = ()
    about: str = ""
    """What a person wrote, or a finding says, of it."""
    waived: str | None = None
    """By what it is accepted."""
    number: int = 0
    """How many of them, or how many seconds in all."""
    path: str = ""
    line: int = 0
    short: Shortage | None = None
    fails: tuple[tuple[str, str, int], ...] = ()
    """What fails without somebody: by which property, what, and for how many seconds in all."""


class Meeting(NamedTuple):
    """The next meeting of a council, and the one after it."""

    council: str
    day: date
    after: date
    quorum: int
    seats: tuple[MeetingSeat, ...]

    @property
    def filled(self) -> int:
        """How many seats are filled on the day."""
        return sum(seat.filled_by is not None for seat in self.seats)

    @property
    def has_quorum(self) -> bool:
        """Whether enough are."""
        return self.filled >= self.quorum


class Agenda(NamedTuple):
    """Everything to deal with, as of an instant and up to a day."""

    at: int
    timezone: str
    until: date
    ahead: date | None
    """Up to when the next meeting but one looks; None where the end was asked for."""
    meetings: tuple[Meeting, ...]
    items: tuple[AgendaItem, ...]
    notes: tuple[str, ...] = ()
    """What could not be looked at, and why."""
    expected: tuple[Chore, ...] = ()
    """The answers of a week that the hours were compared with, by channel."""

    def under(self, heading: Heading) -> tuple[AgendaItem, ...]:
        """The items of a heading."""
        return tuple(one for one in self.items if one.topic in HEADINGS[heading])


def state_of(day: date, today: date, until: date, ahead: date | None) -> Urgency | None:
    """How urgent a day is; None where it lies beyond what is looked at."""
    if day < today:
        return "overdue"
    if day <= until:
        return "due"
    return "ahead" if ahead is not None and day <= ahead else None


def item_of(finding: Finding, topic: Topic) -> AgendaItem:
    """A finding as what a council has to deal with."""
    return AgendaItem(
        topic,
        finding.document or finding.span.path,
        finding.code,
        about=finding.message,
        waived=None if finding.waived is None else str(finding.waived),
        path=finding.span.path,
        line=finding.span.line,
    )
