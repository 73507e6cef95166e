"""Calendars: the hours that somebody or something is open."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from govcheck.model.base import Document, Model
from govcheck.model.marks import EXPLAINS, AnyOrder
from govcheck.model.scalars import Day, DayCount, Hours, Id, Prose, Text, Zone


class PublicHolidays(Model):
    """The public holidays of a country, closed all day."""

    country: Text
    subdivision: Text | None = None


class Opening(Model):
    """The hours of a single date, instead of its weekday's; also on a holiday."""

    date: Day
    hours: AnyOrder[Hours] = Field(min_length=1)


class Calendar(Document):
    """Opening hours by weekday, in one zone, less holidays and closed days."""

    kind_name: ClassVar[str] = "calendar"
    kind: Literal["calendar"]
    id: Id
    name: Annotated[Prose | None, EXPLAINS] = None
    """What people call the hours."""
    timezone: Zone
    hours: dict[DayCount, AnyOrder[Hours]]
    """Spans a day; day keys that overlap add up."""
    holidays: PublicHolidays | None = None
    closed: AnyOrder[Day] = ()
    open: AnyOrder[Opening] = ()
    """Hours on single dates; entries of one date add up."""
