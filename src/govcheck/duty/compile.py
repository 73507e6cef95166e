"""From the policy's documents to the roster. Names that lead nowhere are left out."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Final

from govcheck.duty.holidays import library_version, public_holidays
from govcheck.duty.roster import (
    NOBODY,
    OpeningHours,
    Roster,
    RosterCouncil,
    RosterPerson,
    RosterSeat,
    Rotation,
    Substitution,
)
from govcheck.load.policy import Policy
from govcheck.model.calendar import Calendar
from govcheck.model.council import Council
from govcheck.model.person import Person
from govcheck.model.rota import Days, Layer, Rota, Shift, ShiftHours
from govcheck.model.scalars import WEEKDAYS
from govcheck.time.intervals import Interval, merged
from govcheck.time.wall_clocks import end_of, start_of

USUAL_YEARS: Final = range(2023, 2034)
"""The years whose public holidays a roster brings along; others are asked of the library."""

_SHIFTS: Final = {"daily": 1, "weekly": 7}
_MIDNIGHT: Final = 24 * 60


def compile_roster(policy: Policy, years: range = USUAL_YEARS) -> Roster:
    """Everybody who can answer, and when, from a policy that may still have faults."""
    timezone = policy.timezone
    calendars = {calendar.id: _calendar(calendar) for calendar in policy.calendars}
    known = {person.id for person in policy.people}
    people = {person.id: _person(policy, person, known, calendars) for person in policy.people}
    holidays = _holidays(calendars.values(), years)
    return Roster(
        timezone=timezone,
        people=people,
        calendars=calendars,
        rotas={rota.id: rotation_of(rota, known, calendars) for rota in policy.rotas},
        councils={council.id: _council(council, timezone, known) for council in policy.councils},
        roles=_roles(policy, known),
        teams={
            team.id: _known((member.person for member in team.members), known)
            for team in policy.teams
        },
        representatives=_representatives(policy, known),
        holidays=holidays,
        holidays_version=library_version() if holidays else None,
    )


def _known(names: Iterable[str], known: set[str]) -> tuple[str, ...]:
    return tuple(name for name in dict.fromkeys(names) if name in known)


def _calendar(document: Calendar) -> OpeningHours:
    holidays = document.holidays
    opened: dict[int, list[Interval]] = {}
    for opening in document.open:
        opened.setdefault(opening.date.toordinal(), []).extend(map(_span, opening.hours))
    return OpeningHours(
        id=document.id,
        timezone=document.timezone,
        hours=_week(document.hours),
        closed=frozenset(day.toordinal() for day in document.closed),
        country=None if holidays is None else holidays.country,
        subdivision=None if holidays is None else holidays.subdivision,
        opened=tuple((day, tuple(merged(spans))) for day, spans in sorted(opened.items())),
    )


def _week(written: Mapping[str, Iterable[str]]) -> tuple[tuple[Interval, ...], ...]:
    """The spans of each weekday; keys that overlap add up."""
    hours: list[list[Interval]] = [[] for _ in WEEKDAYS]
    for days, spans in written.items():
        first, _, last = days.partition("-")
        for weekday in range(WEEKDAYS.index(first), WEEKDAYS.index(last or first) + 1):
            hours[weekday] += map(_span, spans)
    return tuple(tuple(merged(spans)) for spans in hours)


def _span(text: str) -> tuple[int, int]:
    start, end = map(_minutes, text.split("-"))
    return start, end if end > start else end + _MIDNIGHT


def _minutes(text: str) -> int:
    hours, minutes = text.split(":")
    return int(hours) * 60 + int(minutes)


def _holidays(
    calendars: Iterable[OpeningHours], years: range
) -> dict[tuple[str, str | None, int], frozenset[int]]:
    places = dict.fromkeys(
        (calendar.country, calendar.subdivision)
        for calendar in calendars
        if calendar.country is not None
    )
    return {
        (country, subdivision, year): days
        for country, subdivision in places
        for year, days in public_holidays(country, subdivision, years).items()
    }


def _bounds(first: date | None, last: date | None, timezone: str) -> tuple[int | None, int | None]:
    return (
        None if first is None else start_of(first, timezone),
        None if last is None else end_of(last, timezone),
    )


def _person(
    policy: Policy, document: Person, known: set[str], calendars: dict[str, OpeningHours]
) -> RosterPerson:
    timezone = document.timezone or policy.timezone
    active = document.active
    return RosterPerson(
        id=document.id,
        name=policy.prose(document.name),
        timezone=timezone,
        calendar=document.calendar if document.calendar in calendars else None,
        deputies=_known(document.deputies, known),
        absences=tuple(
            merged(
                (start_of(absence.from_, timezone), end_of(absence.to, timezone))
                for absence in document.absences
            )
        ),
        active=(None, None) if active is None else _bounds(active.from_, active.until, timezone),
        ways=_ways(document),
        contacts=tuple((contact.via, contact.address) for contact in document.contacts),
        languages=document.languages,
        delays=_delays(document),
    )


def _ways(document: Person) -> tuple[str, ...]:
    sequence = sorted(document.notification, key=lambda notification: notification.after)
    told: Sequence[str] = [notification.via for notification in sequence]
    return tuple(dict.fromkeys(told or [contact.via for contact in document.contacts]))


def _delays(document: Person) -> tuple[int, ...]:
    """Empty where every way is used at once."""
    first: dict[str, int] = {}
    for notification in sorted(document.notification, key=lambda notification: notification.after):
        first.setdefault(notification.via, notification.after)
    delays = tuple(after - min(first.values()) for after in first.values())
    return delays if any(delays) else ()


def rotation_of(document: Rota, known: set[str], calendars: dict[str, OpeningHours]) -> Rotation:
    """A rota with those of its members who are known."""
    timezone = document.timezone
    overrides = (
        Substitution(start_of(entry.from_, timezone), end_of(entry.to, timezone), entry.person)
        for entry in document.overrides
        if entry.person == NOBODY or entry.person in known
    )
    calendar = document.calendar if document.calendar in calendars else None
    turns = calendar if document.turns == "open-days" else None
    return _rotation(document, timezone, known, turns)._replace(
        calendar=calendar,
        overrides=tuple(override for override in overrides if override.start < override.end),
        layers=tuple(_layer(layer, timezone, known, turns) for layer in document.layers),
    )


def _layer(layer: Layer, timezone: str, known: set[str], turns: str | None) -> Rotation:
    found = _rotation(layer, timezone, known, turns)
    if layer.hours is None:
        return found
    within = OpeningHours(layer.id, timezone, _week(layer.hours), frozenset(), None, None)
    return found._replace(within=within)


def _rotation(
    document: Rota | Layer, timezone: str, known: set[str], turns: str | None
) -> Rotation:
    """What a rota and a layer have in common."""
    days, hours = _shift(document.shift)
    return Rotation(
        id=document.id,
        timezone=timezone,
        starts=document.starts.toordinal(),
        handover=_minutes(document.handover),
        days=days,
        hours=hours,
        members=tuple(one for one in document.members if one == NOBODY or one in known),
        calendar=None,
        end=None if document.until is None else end_of(document.until, timezone),
        overrides=(),
        turns=turns,
    )


def _shift(shift: Shift) -> tuple[int, int]:
    """Days and hours of a shift."""
    if isinstance(shift, ShiftHours):
        return divmod(shift.hours, 24)
    return (shift.days if isinstance(shift, Days) else _SHIFTS[shift]), 0


def _council(document: Council, timezone: str, known: set[str]) -> RosterCouncil:
    seats = []
    for seat in document.seats:
        if seat.person in known:
            term = seat.term
            deputy = seat.deputy if seat.deputy in known else None
            bounds = (None, None) if term is None else _bounds(term.from_, term.until, timezone)
            seats.append(RosterSeat(seat.person, seat.represents, deputy, bounds))
    return RosterCouncil(
        id=document.id,
        chair=document.chair,
        seats=tuple(seats),
        quorum=document.quorum,
        chain=_known(document.chain_of_command, known),
        convene_within=dict(document.convene_within),
    )


def _roles(policy: Policy, known: set[str]) -> dict[str, tuple[str, ...]]:
    """Who has each role that is declared or held."""
    held: dict[str, set[str]] = {role.id: set() for role in policy.roles}
    for person in policy.people:
        for role in person.roles:
            held.setdefault(role, set()).add(person.id)
    for team in policy.teams:
        for member in team.members:
            if member.role is not None and member.person in known:
                held.setdefault(member.role, set()).add(member.person)
    return {role: tuple(sorted(people)) for role, people in held.items()}


def _representatives(policy: Policy, known: set[str]) -> dict[str, tuple[str, ...]]:
    speaking: dict[str, set[str]] = {}
    for representative in policy.representatives:
        if representative.person in known:
            speaking.setdefault(representative.department, set()).add(representative.person)
    return {department: tuple(sorted(people)) for department, people in speaking.items()}
