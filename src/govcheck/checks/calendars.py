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
        if unknown.field == "country":
            message = said(
                "`{country}` is not a country whose holidays are known", country=holidays.country
            )
            advice = said("write a country as in ISO 3166, such as `DE`")
        else:
            message = said(
                "`{subdivision}` is not a part of `{country}`",
                subdivision=holidays.subdivision,
                country=holidays.country,
            )
            advice = (
                said("write a part as in ISO 3166-2, without the country")
                if unknown.has_parts
                else said("leave it out; the holidays are the same in the whole country")
            )
        yield Problem(
            calendar.place("holidays", unknown.field),
            message,
            help=advice
            if unknown.meant is None
            else said("did you mean `{meant}`?", meant=unknown.meant),
            meant=unknown.meant,
        )


@check("CAL002", "minute-before-midnight", severity=Severity.WARNING)
def minute_before_midnight(policy: Policy) -> Iterator[Problem]:
    """No stretch of time ends a minute before midnight.

    Ends are out, so that a minute is missing each time, in which a calendar is closed and nobody
    is on duty. A day ends at `24:00`; an instant is 00:00 of the day after.
    """
    for span in _spans(policy):
        if span.text.endswith(_ALMOST):
            whole = span.text.replace(_ALMOST, "-24:00")
            yield Problem(
                span.place,
                said("`{text}` ends a minute before midnight", text=span.text),
                help=said("write `{whole}`", whole=whole),
                meant=whole,
            )
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
            yield Problem(
                calendar.place("holidays", "country"),
                said(
                    "the holidays of `{country}` are known until the end of {last}",
                    country=holidays.country,
                    last=last,
                ),
                help=said("update `holidays`, or list the days of the next year in `closed`"),
                expires=date(last - 1, 12, 31),
            )


@check("CAL004", "open-and-closed")
def open_and_closed(policy: Policy) -> Iterator[Problem]:
    """No day of a calendar is both in `open` and in `closed`.

    The hours in `open` count, whoever closed the day.
    """
    for calendar in policy.calendars:
        for position, opening in enumerate(calendar.open):
            if opening.date in calendar.closed:
                at = calendar.closed.index(opening.date)
                yield Problem(
                    calendar.place("open", position, "date"),
                    said(
                        "calendar `{id}` is open and closed on {date}",
                        id=calendar.id,
                        date=opening.date,
                    ),
                    (calendar.place("closed", at, note=said("it is closed here")),),
                    said("delete one of the two"),
                )


@check("CAL005", "working-days-without-calendar")
def working_days_without_calendar(policy: Policy) -> Iterator[Problem]:
    """A deadline in working days names the calendar that opens on them.

    Without one nobody can say which days are meant.
    """
    for place, allowed, calendar in _deadlines(policy):
        if isinstance(allowed, WorkingDays) and calendar is None:
            yield Problem(
                place,
                said(
                    "`{allowed}` has no `calendar` whose days count",
                    allowed=format_deadline(allowed),
                ),
                help=said("name the calendar, or write the time in hours or days"),
            )


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


class _Span(NamedTuple):
    """Hours of a day, as they are written."""

    text: str
    place: Place


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
                yield _Span(text, calendar.place("open", number, "hours", position))
    for rota in policy.rotas:
        for number, layer in enumerate(rota.layers):
            yield from _of_week(rota.place("layers", number, "hours"), layer.hours or {})
    for channel in policy.channels:
        posts = None if channel.standards is None else channel.standards.posts
        keys = ("standards", "posts", "hours")
        if posts is None or posts.hours is None:
            continue
        if isinstance(posts.hours, str):
            yield _Span(posts.hours, channel.place(*keys))
        else:
            for position, text in enumerate(posts.hours):
                yield _Span(text, channel.place(*keys, position))


def _of_week(at: Place, hours: Mapping[str, Iterable[str]]) -> Iterator[_Span]:
    for days, spans in hours.items():
        for position, text in enumerate(spans):
            yield _Span(text, at._replace(keys=(*at.keys, days, position)))


def _ends(policy: Policy) -> Iterator[_End]:
    for rota in policy.rotas:
        for position, override in enumerate(rota.overrides):
            yield _End(
                override.to,
                rota.timezone,
                said("an override of rota `{id}`", id=rota.id),
                rota.place("overrides", position, "to"),
            )
    for person in policy.people:
        for position, absence in enumerate(person.absences):
            yield _End(
                absence.to,
                person.timezone or policy.timezone,
                said("an absence of `{id}`", id=person.id),
                person.place("absences", position, "to"),
            )
