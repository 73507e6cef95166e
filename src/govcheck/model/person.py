"""People: who they are, when they work, how they are reached and who stands in for them."""

from typing import Annotated, Literal

from govcheck.model.base import Document, Model
from govcheck.model.marks import (
    DECIDES_APPROVALS,
    EXPLAINS,
    QUALIFIES,
    SITUATES,
    AnyOrder,
    InOrder,
    KeyedBy,
)
from govcheck.model.scalars import (
    CalendarId,
    Day,
    DayOrInstant,
    Duration,
    Language,
    PersonId,
    Prose,
    RoleId,
    Text,
    TrainingId,
    Who,
    Zone,
)
from govcheck.modelling.declared import field


class Contact(Model):
    """One way to reach a person."""

    via: Text
    """The way, as steps and notifications name it.

    Example: "phone"
    """
    address: Text
    """The number or the address.

    Example: "+49 30 23125 001"
    """
    verified_on: Annotated[Day | None, QUALIFIES] = None
    """The day on which somebody last tried it.

    Example: "2026-10-06"
    """


class Notification(Model):
    """One step of a personal notification sequence."""

    via: Text
    """The way, which is one of the person's contacts.

    Example: "chat"
    """
    after: Duration = 0
    """So long after the first way, unless they have answered.

    Unit: a duration
    Example: "3m"
    """


class Absence(Model):
    """Whole days of the person's zone, both ends in; or two instants, the end out."""

    from_: DayOrInstant = field(alias="from")
    """The first day, or the instant at which it begins.

    Example: "2026-12-28"
    """
    to: DayOrInstant
    """The last day; of instants the one at which they are back.

    Example: "2027-01-06"
    """
    reason: Annotated[Prose | None, EXPLAINS] = None
    """Why, for people.

    Example: "Holiday"
    """


class CompletedTraining(Model):
    """A training that a person has completed."""

    training: Annotated[TrainingId, QUALIFIES]
    """Which one.

    Example: "social-basics"
    """
    completed_on: Annotated[Day, QUALIFIES]
    """The day on which it was completed.

    Example: "2026-09-08"
    """


class Active(Model):
    """The days, in the person's zone and both ends in, on which somebody belongs to the company."""

    from_: Day | None = field(default=None, alias="from")
    """The first day.

    Example: "2026-11-01"
    """
    until: Day | None = None
    """The last day.

    Example: "2027-03-31"
    """


class Person(Document):
    """Somebody with a part in the company's social media."""

    kind: Literal["person"]
    id: Who
    """The person's id, as other documents name them.

    Example: "ana"
    """
    name: Annotated[Prose, EXPLAINS]
    """What people call them.

    Example: "Ana Keller"
    """
    email: Annotated[Text | None, DECIDES_APPROVALS] = None
    """Their address; commits are told by it.

    Example: "ana@larkling.example"
    """
    github: Annotated[Text | None, DECIDES_APPROVALS] = None
    """Their name on GitHub; reviews are told by it.

    Example: "ana-larkling"
    """
    gitlab: Annotated[Text | None, DECIDES_APPROVALS] = None
    """Their name on GitLab; reviews are told by it.

    Example: "ana.keller"
    """
    employer: Annotated[Text | None, DECIDES_APPROVALS] = None
    """Who employs them, be it an agency.

    Example: "Larkling GmbH"
    """
    department: Annotated[Text | None, SITUATES] = None
    """Where they work.

    Example: "Marketing"
    """
    timezone: Zone | None = None
    """The zone of the person's days and clock; the organisation's where it is left out.

    Example: "Europe/Berlin"
    """
    languages: Annotated[AnyOrder[Language], SITUATES] = ()
    """The languages that they speak.

    Example: ["de", "en"]
    """
    roles: AnyOrder[RoleId] = ()
    """The functions that they hold; a team may give them more.

    Example: ["social-media-manager"]
    """
    calendar: CalendarId | None = None
    """Working hours; without it the person is available round the clock.

    Example: "office-berlin"
    """
    contacts: Annotated[InOrder[Contact], KeyedBy("via")] = ()
    """The ways to reach them.

    Example: [{"via": "phone", "address": "+49 30 23125 001"}, {"via": "chat", "address": "@ana"}]
    """
    notification: InOrder[Notification] = ()
    """How they are told: a way, and so much later the next, unless they have answered.

    Example: [{"via": "chat"}, {"via": "phone", "after": "3m"}]
    """
    deputies: InOrder[PersonId] = ()
    """Who stands in, in order.

    Example: ["ben", "clara"]
    """
    absences: AnyOrder[Absence] = ()
    """When they are away: whole days of their own zone, both ends in, or instants.

    Example: [{"from": "2026-12-28", "to": "2027-01-06", "reason": "Holiday"}]
    """
    trainings: Annotated[AnyOrder[CompletedTraining], KeyedBy("training"), QUALIFIES] = ()
    """What they have learnt, and when.

    Example: [{"training": "social-basics", "completed_on": "2026-09-08"}]
    """
    active: Active | None = None
    """The days on which they belong to the company, both ends in; without, always.

    Example: {"from": "2026-11-01"}
    """
