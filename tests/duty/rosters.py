"""Small rosters for tests, and the weeks in which clocks change."""

from datetime import date
from typing import Any

from govcheck.duty.roster import (
    OpeningHours,
    Roster,
    RosterCouncil,
    RosterPerson,
    RosterSeat,
    Rotation,
)
from govcheck.time.clock import parse_instant

MONDAY = date(2026, 3, 2).toordinal()

CHANGES = [
    ("Australia/Lord_Howe", "2026-04-04T15:00:00Z"),
    ("Australia/Lord_Howe", "2026-10-03T15:30:00Z"),
    ("Pacific/Apia", "2011-12-30T10:00:00Z"),
    ("Europe/Dublin", "2026-03-29T01:00:00Z"),
    ("Europe/Dublin", "2026-10-25T01:00:00Z"),
    ("Africa/Casablanca", "2026-02-15T02:00:00Z"),
    ("Africa/Casablanca", "2026-03-22T02:00:00Z"),
    ("Pacific/Kiritimati", "1994-12-31T10:00:00Z"),
    ("Europe/Berlin", "2026-03-29T01:00:00Z"),
    ("Europe/Berlin", "2026-10-25T01:00:00Z"),
    ("America/New_York", "2026-03-08T07:00:00Z"),
    ("America/New_York", "2026-11-01T06:00:00Z"),
]
"""A zone and the instant of a change of its clock."""

Hours = dict[int, list[tuple[int, int]]]


def instant(text: str) -> int:
    """`2026-03-02 09:00`, in UTC."""
    return parse_instant(text.replace(" ", "T") + ":00Z")


def calendar(
    id: str = "office",
    timezone: str = "UTC",
    hours: Hours | None = None,
    closed: tuple[int, ...] = (),
    country: str | None = None,
    opened: tuple[tuple[int, tuple[tuple[int, int], ...]], ...] = (),
) -> OpeningHours:
    """Monday to Friday from 09:00 to 17:00 unless told otherwise."""
    usual = {weekday: [(540, 1020)] for weekday in range(5)}
    given = usual if hours is None else hours
    spans = tuple(tuple(sorted(given.get(weekday, []))) for weekday in range(7))
    return OpeningHours(id, timezone, spans, frozenset(closed), country, None, opened)


def person(id: str, **fields: Any) -> RosterPerson:
    """Somebody who is always there unless told otherwise."""
    usual = RosterPerson(id, id.title(), "UTC", None, (), (), (None, None), ())
    return usual._replace(**fields)


def rota(*members: str, **fields: Any) -> Rotation:
    """A weekly rota from Monday, 2 March 2026, at 09:00 unless told otherwise."""
    return Rotation("duty", "UTC", MONDAY, 540, 7, members, None, None, ())._replace(**fields)


def council(*seats: RosterSeat, chain: tuple[str, ...] = (), quorum: int = 1) -> RosterCouncil:
    """A council with these seats."""
    return RosterCouncil("board", seats[0].person if seats else "", seats, quorum, chain, {})


def roster(*parts: RosterPerson | OpeningHours | Rotation | RosterCouncil, **fields: Any) -> Roster:
    """A roster of these parts."""
    return Roster(
        timezone="UTC",
        people={part.id: part for part in parts if isinstance(part, RosterPerson)},
        calendars={part.id: part for part in parts if isinstance(part, OpeningHours)},
        rotas={part.id: part for part in parts if isinstance(part, Rotation)},
        councils={part.id: part for part in parts if isinstance(part, RosterCouncil)},
        roles={},
        teams={},
        representatives={},
        holidays={},
        holidays_version=None,
    )._replace(**fields)
