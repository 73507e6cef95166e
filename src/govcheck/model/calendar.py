"""Calendars: the hours that somebody or something is open."""

from typing import ClassVar, Literal

from pydantic import Field

from govcheck.model.base import Document, Model
from govcheck.model.marks import AnyOrder
from govcheck.model.scalars import Day, DayCount, Hours, Id, Text, Zone


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
    timezone: Zone
    hours: dict[DayCount, AnyOrder[Hours]]
    """Spans a day; day keys that overlap add up."""
    holidays: PublicHolidays | None = None
    closed: AnyOrder[Day] = ()
    open: AnyOrder[Opening] = ()
    """Hours on single dates; entries of one date add up."""
