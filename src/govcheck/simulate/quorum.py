"""Convening a council: who takes the seats, and when enough of them are there."""

from govcheck.simulate.attendance import Attendance
from govcheck.simulate.conflicts import Conflicts, Grade
from govcheck.simulate.outcome import Obligation, Quorum, SeatState
from govcheck.time.clock import DAY
from govcheck.translation import said

SHORTEST_SEARCH = 30 * DAY
LONGEST_SEARCH = 366 * DAY


def quorum(
    council_id: str, convened: int, severity: str, voting: Attendance, conflicts: Conflicts
) -> Quorum:
    """The quorum of a council convened at an instant.

    It is looked for as long as it may still be in time, at least a month and at most a year.
    """
    council = voting.roster.councils[council_id]
    allowed = council.convene_within.get(severity)
    due = None if allowed is None else convened + allowed
    reached = None
    if council.quorum <= len(council.seats):
        search = min(max(SHORTEST_SEARCH, allowed or 0), LONGEST_SEARCH)
        reached = _reached(council_id, council.quorum, convened, convened + search, voting)
    by = voting.fillers(council_id, convened if reached is None else reached)
    seats = voting.always(
        ("seats", council_id, by, conflicts),
        lambda: tuple(
            [
                SeatState(seat.person, filler, _conflict(seat.person, filler, conflicts))
                for seat, filler in zip(council.seats, by, strict=True)
            ]
        ),
    )
    return Quorum(council_id, council.quorum, convened, due, reached, seats)


def owed(quorum: Quorum) -> Obligation | None:
    """The obligation to reach the quorum in time; None where the council sets no time."""
    if quorum.due is None:
        return None
    people = tuple(f"person:{seat.by}" for seat in quorum.seats if seat.by is not None)
    seats = len(quorum.seats)
    return Obligation(
        id=f"council/{quorum.council}",
        do=said("Bring {needed} of the {seats} seats together", needed=quorum.needed, seats=seats),
        due=quorum.due,
        done=quorum.reached,
        met=quorum.reached is not None and quorum.reached <= quorum.due,
        owed_by=people or (f"council:{quorum.council}",),
        counted_from=quorum.convened,
    )


def _conflict(holder: str, filler: str | None, conflicts: Conflicts) -> Grade | None:
    """What a conflict does to a seat: it keeps the holder away, or whoever sits there silent."""
    if holder in conflicts.hard:
        return "hard"
    return None if filler is None else conflicts.of(filler)


def _reached(
    council: str, needed: int, convened: int, until: int, voting: Attendance
) -> int | None:
    """The first instant at which enough seats are filled, looked for in ever longer stretches."""
    start, stretch = convened, DAY
    while start < until:
        end = min(start + stretch, until)
        if _filled(council, start, voting) >= needed:
            return start
        for at in voting.changes(f"council:{council}", start, end):
            if start <= at and _filled(council, at, voting) >= needed:
                return at
        start, stretch = end, stretch * 2
    return None


def _filled(council: str, at: int, voting: Attendance) -> int:
    """How many seats are filled at an instant."""
    return sum(person is not None for person in voting.fillers(council, at))
