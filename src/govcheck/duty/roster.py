"""The roster: people, calendars, rotas and councils, compiled for questions about time.

Plain tuples of plain values, so that a cached roster loads without the models. Instants are whole
seconds since 1970 UTC, intervals are half-open, days are proleptic ordinals (`date.toordinal`).
"""

from typing import Final

from govcheck.named_tuples import NamedTuple
from govcheck.time.intervals import Interval

NOBODY: Final = "nobody"
"""The member of a rota who is a gap that is meant."""


class OpeningHours(NamedTuple):
    """Opening hours.

    `hours` has one tuple of spans a weekday, Monday first, in minutes since that day's midnight;
    an end beyond 1440 lies on the next day. `closed` holds days that are closed all day, `opened`
    the spans of single days that have others than their weekday; they come first.
    """

    id: str
    timezone: str
    hours: tuple[tuple[tuple[int, int], ...], ...]
    closed: frozenset[int]
    country: str | None
    subdivision: str | None
    opened: tuple[tuple[int, tuple[tuple[int, int], ...]], ...] = ()

    @property
    def opens(self) -> bool:
        """Whether it is open on any day at all."""
        return bool(self.opened) or any(self.hours)


class RosterPerson(NamedTuple):
    """Somebody who can be on duty. `active` has None for an open end."""

    id: str
    name: str
    timezone: str
    calendar: str | None
    deputies: tuple[str, ...]
    absences: tuple[Interval, ...]
    active: tuple[int | None, int | None]
    ways: tuple[str, ...]
    """How the person is told where a step names no way, in the order of their own sequence."""
    contacts: tuple[tuple[str, str], ...] = ()
    """Ways and addresses, the best first."""
    languages: tuple[str, ...] = ()
    """What they speak, best first."""
    delays: tuple[int, ...] = ()
    """For each of these ways how many seconds after the first it is used; at once where missing."""


class Substitution(NamedTuple):
    """Somebody else is on duty for a while."""

    start: int
    end: int
    person: str


class Rotation(NamedTuple):
    """A rotation: shift `n` belongs to `members[n % len(members)]`."""

    id: str
    timezone: str
    starts: int
    """The day of the first hand-over, an ordinal."""
    handover: int
    """Minutes since midnight."""
    days: int
    """The length of a shift in days of the clock on the wall; `hours` are added."""
    members: tuple[str, ...]
    """People and `NOBODY`."""
    calendar: str | None
    end: int | None
    """The instant at which the rota ends."""
    overrides: tuple[Substitution, ...]
    hours: int = 0
    """What the length of a shift has beyond `days`, in hours of the clock on the wall."""
    turns: str | None = None
    """The calendar whose open days alone take turns."""
    layers: tuple["Rotation", ...] = ()
    """Rotations on top, the strongest last, without calendar, overrides and layers of their own."""
    within: OpeningHours | None = None
    """The hours in which a layer counts."""


class RosterSeat(NamedTuple):
    """A seat of a council. Outside `term` it is vacant; None is an open end."""

    person: str
    represents: str
    deputy: str | None
    term: tuple[int | None, int | None] = (None, None)


class RosterCouncil(NamedTuple):
    """Seats, quorum and chain of command. `convene_within` is in seconds, by severity."""

    id: str
    chair: str
    seats: tuple[RosterSeat, ...]
    quorum: int
    chain: tuple[str, ...]
    convene_within: dict[str, int]


class Roster(NamedTuple):
    """Everybody who can answer, and when. `timezone` is the organisation's."""

    timezone: str
    people: dict[str, RosterPerson]
    calendars: dict[str, OpeningHours]
    rotas: dict[str, Rotation]
    councils: dict[str, RosterCouncil]
    roles: dict[str, tuple[str, ...]]
    """Who has the role, in their own `roles` or in a team; sorted."""
    teams: dict[str, tuple[str, ...]]
    representatives: dict[str, tuple[str, ...]]
    """Who speaks for the department; sorted."""
    holidays: dict[tuple[str, str | None, int], frozenset[int]]
    """Days by country, subdivision and year, computed beforehand for the usual years."""
    holidays_version: str | None


class Responder(NamedTuple):
    """A person who answers to some targets at an instant."""

    person: str
    targets: tuple[str, ...]
    """The targets that this person answers to, in the order asked; at least one."""
    stands_in_for: str | None


class Resolution(NamedTuple):
    """Who answers to a list of targets at an instant, each person once; and who has nobody."""

    people: tuple[Responder, ...]
    empty: tuple[str, ...]


class Stint(NamedTuple):
    """Somebody answers to a target from `start` up to `end`."""

    start: int
    end: int
    person: str
    stands_in_for: str | None
