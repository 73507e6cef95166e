"""Duty and meetings as calendars, RFC 5545; the same policy and stretch give the same bytes."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from govcheck.briefing.simulation.ics import calendar, stamp_of
from govcheck.duty.coverage import stints
from govcheck.duty.meetings import meeting_day
from govcheck.duty.roster import Roster, RosterPerson, Stint
from govcheck.model.council import Council
from govcheck.render.escape import ics
from govcheck.time import wall_clocks as wall
from govcheck.tongue import Tongue


def of_rota(
    roster: Roster,
    rota: str,
    name: str,
    emails: dict[str, str],
    start: int,
    end: int,
    tongue: Tongue,
) -> str:
    """Who is on duty between two instants: an event for each stretch, with its person."""
    found = stints(roster, f"rota:{rota}", start, end)
    lines = [
        line
        for stint in found
        for line in _event(
            f"{rota}/{stint.person}/{stint.start}",
            start,
            stint,
            tongue.say("On call: {name}", name=roster.people[stint.person].name),
            roster.people[stint.person],
            emails,
        )
    ]
    return _calendar(name, roster.rotas[rota].timezone, lines)


def of_person(
    roster: Roster, person: str, names: dict[str, str], start: int, end: int, tongue: Tongue
) -> str:
    """When somebody is on duty between two instants, in any rota, also in somebody's stead."""
    lines: list[str] = []
    for rota in roster.rotas:
        for stint in stints(roster, f"rota:{rota}", start, end):
            if stint.person == person:
                title = tongue.say("On call: {name}", name=names.get(rota, rota))
                lines += _event(
                    f"{rota}/{person}/{stint.start}", start, stint, title, roster.people[person], {}
                )
    known = roster.people[person]
    return _calendar(known.name, known.timezone, lines)


def of_council(
    council: Council,
    name: str,
    roster: Roster,
    emails: dict[str, str],
    start: int,
    end: int,
    tongue: Tongue,
) -> str:
    """The meetings of a council, each as a whole day: the one on which `agenda` has it meet.

    The policy says how often, not on which day.
    """
    lines: list[str] = []
    zone = roster.timezone
    for day in _meetings(council, roster, start, end):
        lines += [
            "BEGIN:VEVENT",
            f"UID:{ics(f'{council.id}/{day:%Y-%m}@govcheck')}",
            f"DTSTAMP:{stamp_of(start)}",
            f"DTSTART;VALUE=DATE:{day:%Y%m%d}",
            f"DTEND;VALUE=DATE:{day + timedelta(days=1):%Y%m%d}",
            f"SUMMARY:{ics(tongue.say('{council} meets', council=name))}",
            "DESCRIPTION:"
            + ics(
                tongue.say(
                    "The policy says how often: {often}. Choose the day.",
                    often=tongue.say("monthly")
                    if council.meets == "monthly"
                    else tongue.say("quarterly"),
                )
            ),
            *(
                _attendee(roster.people[seat.person], emails)
                for seat in council.seats
                if seat.person in roster.people and seat.person in emails
            ),
            "TRANSP:TRANSPARENT",
            "END:VEVENT",
        ]
    return _calendar(name, zone, lines)


def _meetings(council: Council, roster: Roster, start: int, end: int) -> Iterator[date]:
    day = date.fromordinal(wall.day_of(start, roster.timezone))
    while True:
        day = meeting_day(roster, roster.councils[council.id], council.meets, day)
        if wall.day_start(day.toordinal(), roster.timezone) >= end:
            return
        yield day
        day += timedelta(days=1)


def _calendar(name: str, zone: str, lines: Sequence[str]) -> str:
    more = ("METHOD:PUBLISH", f"X-WR-CALNAME:{ics(name)}", f"X-WR-TIMEZONE:{ics(zone)}")
    return calendar("export", lines, more=more)


def _event(
    uid: str, stamp: int, stint: Stint, title: str, person: RosterPerson, emails: dict[str, str]
) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{ics(uid)}@govcheck"
    yield f"DTSTAMP:{stamp_of(stamp)}"
    yield f"DTSTART:{stamp_of(stint.start)}"
    yield f"DTEND:{stamp_of(stint.end)}"
    yield f"SUMMARY:{ics(title)}"
    if person.id in emails:
        yield _attendee(person, emails)
    yield "END:VEVENT"


def _attendee(person: RosterPerson, emails: dict[str, str]) -> str:
    name = "".join(one for one in person.name if one.isprintable() and one != '"')
    return f'ATTENDEE;CN="{name}":mailto:{ics(emails[person.id])}'
