"""People: who they are, when they work, how they are reached and who stands in for them."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field

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


class Contact(Model):
    """One way to reach a person."""

    via: Text
    address: Text
    verified_on: Annotated[Day | None, QUALIFIES] = None


class Notification(Model):
    """One step of a personal notification sequence."""

    via: Text
    after: Duration = 0


class Absence(Model):
    """Whole days of the person's zone, both ends in; or two instants, the end out."""

    from_: DayOrInstant = Field(alias="from")
    to: DayOrInstant
    reason: Annotated[Prose | None, EXPLAINS] = None


class CompletedTraining(Model):
    """A training that a person has completed."""

    training: Annotated[TrainingId, QUALIFIES]
    completed_on: Annotated[Day, QUALIFIES]


class Active(Model):
    """The days, in the person's zone and both ends in, on which somebody belongs to the company."""

    from_: Day | None = Field(default=None, alias="from")
    until: Day | None = None


class Person(Document):
    """Somebody with a part in the company's social media."""

    kind_name: ClassVar[str] = "person"
    kind: Literal["person"]
    id: Who
    name: Annotated[Prose, EXPLAINS]
    email: Annotated[Text | None, DECIDES_APPROVALS] = None
    github: Annotated[Text | None, DECIDES_APPROVALS] = None
    gitlab: Annotated[Text | None, DECIDES_APPROVALS] = None
    employer: Annotated[Text | None, DECIDES_APPROVALS] = None
    department: Annotated[Text | None, SITUATES] = None
    timezone: Zone | None = None
    """The zone of the person's days and clock; the organisation's where it is left out."""
    languages: Annotated[AnyOrder[Language], SITUATES] = ()
    roles: AnyOrder[RoleId] = ()
    calendar: CalendarId | None = None
    """Working hours; without it the person is available round the clock."""
    contacts: Annotated[InOrder[Contact], KeyedBy("via")] = ()
    notification: InOrder[Notification] = ()
    deputies: InOrder[PersonId] = ()
    """Who stands in, in order."""
    absences: AnyOrder[Absence] = ()
    trainings: Annotated[AnyOrder[CompletedTraining], KeyedBy("training"), QUALIFIES] = ()
    active: Active | None = None
