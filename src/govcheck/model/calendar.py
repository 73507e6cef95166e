"""Calendars: the hours that somebody or something is open."""

from typing import Annotated, Literal

from govcheck.model.base import Document, Model
from govcheck.model.marks import EXPLAINS, AnyOrder
from govcheck.model.scalars import Day, DayCount, Hours, Id, Prose, Text, Zone
from govcheck.modelling.declared import field


class PublicHolidays(Model):
    """The public holidays of a country, closed all day."""

    country: Text
    """The country, by its code of two letters.

    Example: "DE"
    """
    subdivision: Text | None = None
    """The state or region, by its code; without, only the country's own holidays.

    Example: "BE"
    """


class Opening(Model):
    """The hours of a single date, instead of its weekday's; also on a holiday."""

    date: Day
    """The day, in the calendar's zone.

    Example: "2026-12-19"
    """
    hours: AnyOrder[Hours] = field(min_length=1)
    """Its hours; none of the weekday's count.

    Unit: hours of the day
    Example: ["10:00-16:00"]
    """


class Calendar(Document):
    """Opening hours by weekday, in one zone, less holidays and closed days."""

    kind: Literal["calendar"]
    id: Id
    """The calendar's id.

    Example: "office-berlin"
    """
    name: Annotated[Prose | None, EXPLAINS] = None
    """What people call the hours.

    Example: {"en": "Office hours", "de": "Bürozeiten"}
    """
    timezone: Zone
    """The zone of its hours and days.

    Example: "Europe/Berlin"
    """
    hours: dict[DayCount, AnyOrder[Hours]]
    """Spans a day; day keys that overlap add up.

    Unit: hours of the day, by weekday
    Example: {"mon-fri": ["09:00-12:30", "13:30-18:00"], "sat": ["10:00-14:00"]}
    """
    holidays: PublicHolidays | None = None
    """Public holidays, on which it is closed all day.

    Example: {"country": "DE", "subdivision": "BE"}
    """
    closed: AnyOrder[Day] = ()
    """Single dates on which it is closed all day.

    Example: ["2026-12-24", "2026-12-31"]
    """
    open: AnyOrder[Opening] = ()
    """Hours on single dates; entries of one date add up.

    Example: [{"date": "2026-12-19", "hours": ["10:00-16:00"]}]
    """
