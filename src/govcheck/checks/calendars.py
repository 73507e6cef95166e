"""Calendars and other stretches of time: that they mean the days and minutes that they name."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import Final

from govcheck.checks.check import check
from govcheck.duty.holidays import last_year, unsupported
from govcheck.finding import Place, Problem, Severity
from govcheck.load.policy import Policy
from govcheck.named_tuples import NamedTuple
from govcheck.time.clock import DAY, MINUTE, local
from govcheck.time.wall_clocks import reading
from govcheck.time.working_days import Allowed, WorkingDays, format_deadline
from govcheck.translation import said

_ENDLESS: Final = 2100
"""The year up to which holidays are known where a law has fixed them once and for all."""
_ALMOST: Final = "-23:59"


@check("CAL001", "unknown-holidays")
def unknown_holidays(policy: Policy) -> Iterator[Problem]:
    """The holidays of a calendar are those of a country, or a part of one, that is known.

    Otherwise the calendar has no holidays at all, and on Christmas Day people are relied on who are
    not there. Countries are written as in ISO 3166, such as `DE`, their parts without the country,
    such as `BE`.
    """
    for calendar in policy.calendars:
        holidays = calendar.holidays
        if holidays is None:
            continue
        unknown = unsupported(holidays.country, holidays.subdivision)
        if unknown is None:
            continue
        country, part = holidays.country, holidays.subdivision
        if unknown.field == "country":
            message = said("`{country}` is not a country whose holidays are known", country=country)
            advice = said("write a country as in ISO 3166, such as `DE`")
        else:
            message = said(
                "`{subdivision}` is not a part of `{country}`", subdivision=part, country=country
            )
            advice = (
                said("write a part as in ISO 3166-2, without the country")
                if unknown.has_parts
                else said("leave it out; the holidays are the same in the whole country")
            )
        if unknown.meant is not None:
            advice = said("did you mean `{meant}`?", meant=unknown.meant)
        place = calendar.place("holidays", unknown.field)
        yield Problem(place, message, help=advice, meant=unknown.meant)


@check("CAL002", "minute-before-midnight", severity=Severity.WARNING)
def minute_before_midnight(policy: Policy) -> Iterator[Problem]:
    """No stretch of time ends a minute before midnight.

    Ends are out, so that a minute is missing each time, in which a calendar is closed and nobody
    is on duty. A day ends at `24:00`; an instant is 00:00 of the day after.
    """
    for text, place in _spans(policy):
        if text.endswith(_ALMOST):
            whole = text.replace(_ALMOST, "-24:00")
            message = said("`{text}` ends a minute before midnight", text=text)
            yield Problem(place, message, help=said("write `{whole}`", whole=whole), meant=whole)
    for end in _ends(policy):
        if isinstance(end.until, date):
            continue
        left = -reading(end.until, end.timezone) % DAY
        if 0 < left <= MINUTE:
            yield Problem(
                end.place,
                said("{what} ends a minute before midnight", what=end.what)
                if left == MINUTE
                else said("{what} ends some seconds before midnight", what=end.what),
                help=said("end it at 00:00 of the next day, or write whole days"),
                heals=local(end.until, end.timezone).date() + timedelta(days=1),
            )


@check("CAL003", "holidays-run-out", severity=Severity.WARNING)
def holidays_run_out(policy: Policy) -> Iterator[Problem]:
    """The holidays of a calendar are known for a year ahead.

    Where a country proclaims its holidays anew each year, a later day counts as no holiday until
    the list of them has been brought up to date.
    """
    for calendar in policy.calendars:
        holidays = calendar.holidays
        if holidays is None or unsupported(holidays.country, None) is not None:
            continue
        last = last_year(holidays.country)
        if last < _ENDLESS:
            message = said(
                "the holidays of `{country}` are known until the end of {last}",
                country=holidays.country,
                last=last,
            )
            advice = said("update `holidays`, or list the days of the next year in `closed`")
            place, day = calendar.place("holidays", "country"), date(last - 1, 12, 31)
            yield Problem(place, message, help=advice, expires=day)


@check("CAL004", "open-and-closed")
def open_and_closed(policy: Policy) -> Iterator[Problem]:
    """No day of a calendar is both in `open` and in `closed`.

    The hours in `open` count, whoever closed the day.
    """
    for calendar in policy.calendars:
        for position, opening in enumerate(calendar.open):
            if opening.date in calendar.closed:
                at = calendar.closed.index(opening.date)
                message = said(
                    "calendar `{id}` is open and closed on {date}",
                    id=calendar.id,
                    date=opening.date,
                )
                see = calendar.place("closed", at, note=said("it is closed here"))
                place = calendar.place("open", position, "date")
                yield Problem(place, message, (see,), said("delete one of the two"))


@check("CAL005", "working-days-without-calendar")
def working_days_without_calendar(policy: Policy) -> Iterator[Problem]:
    """A deadline in working days names the calendar that opens on them.

    Without one nobody can say which days are meant.
    """
    for place, allowed, calendar in _deadlines(policy):
        if isinstance(allowed, WorkingDays) and calendar is None:
            days = format_deadline(allowed)
            message = said("`{allowed}` has no `calendar` whose days count", allowed=days)
            advice = said("name the calendar, or write the time in hours or days")
            yield Problem(place, message, help=advice)


def _deadlines(policy: Policy) -> Iterator[tuple[Place, Allowed | None, str | None]]:
    for playbook in policy.playbooks:
        for position, action in enumerate(playbook.actions):
            place = playbook.place("actions", position, "within")
            yield place, action.within, action.calendar
        for position, approval in enumerate(playbook.approvals):
            place = playbook.place("approvals", position, "within")
            yield place, approval.within, approval.calendar
    for channel in policy.channels:
        if channel.standards is not None:
            place = channel.place("standards", "respond_within")
            yield place, channel.standards.respond_within, channel.standards.calendar


_Span = tuple[str, Place]
"""Hours of a day, as they are written."""


class _End(NamedTuple):
    """The end of a stretch, on a clock."""

    until: date | int
    timezone: str
    what: str
    place: Place


def _spans(policy: Policy) -> Iterator[_Span]:
    for calendar in policy.calendars:
        yield from _of_week(calendar.place("hours"), calendar.hours)
        for number, opening in enumerate(calendar.open):
            for position, text in enumerate(opening.hours):
                yield text, calendar.place("open", number, "hours", position)
    for rota in policy.rotas:
        for number, layer in enumerate(rota.layers):
            yield from _of_week(rota.place("layers", number, "hours"), layer.hours or {})
    for channel in policy.channels:
        posts = None if channel.standards is None else channel.standards.posts
        keys = ("standards", "posts", "hours")
        if posts is None or posts.hours is None:
            continue
        if isinstance(posts.hours, str):
            yield posts.hours, channel.place(*keys)
        else:
            for position, text in enumerate(posts.hours):
                yield text, channel.place(*keys, position)


def _of_week(at: Place, hours: Mapping[str, Iterable[str]]) -> Iterator[_Span]:
    for days, spans in hours.items():
        for position, text in enumerate(spans):
            yield text, at._replace(keys=(*at.keys, days, position))


def _ends(policy: Policy) -> Iterator[_End]:
    for rota in policy.rotas:
        for position, override in enumerate(rota.overrides):
            what = said("an override of rota `{id}`", id=rota.id)
            place = rota.place("overrides", position, "to")
            yield _End(override.to, rota.timezone, what, place)
    for person in policy.people:
        for position, absence in enumerate(person.absences):
            what, zone = said("an absence of `{id}`", id=person.id), person.timezone
            place = person.place("absences", position, "to")
            yield _End(absence.to, zone or policy.timezone, what, place)
