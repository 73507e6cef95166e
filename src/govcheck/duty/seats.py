"""Seats: who fills those of a council when holders are away."""

from collections.abc import Callable, Sequence

from govcheck.duty.presence import Circumstances
from govcheck.duty.roster import Roster, RosterCouncil, RosterSeat


def seat_fillers(
    roster: Roster,
    council_id: str,
    at: int,
    absent: frozenset[str] = frozenset(),
    *,
    opened: dict[str, bool] | None = None,
) -> tuple[str | None, ...]:
    """Who fills each seat of a council at an instant, one seat a person.

    Holders who are available keep their seats. Then, in the order of the seats, each other seat
    falls to its deputy, or else to the first free deputy of its holder. A seat outside its term is
    vacant. `opened` remembers which calendars are open at that instant.
    """
    moment = Circumstances(roster, at, absent, opened=opened)
    return seated(moment, roster.councils[council_id])


def in_term(seat: RosterSeat, at: int) -> bool:
    """Whether the seat's term covers an instant."""
    since, until = seat.term
    return (since is None or since <= at) and (until is None or at < until)


def seat_deputies(roster: Roster, seat: RosterSeat) -> tuple[str, ...]:
    """Who may take a seat for its holder, in order."""
    holder = roster.people.get(seat.person)
    own = () if holder is None else holder.deputies
    first = () if seat.deputy is None else (seat.deputy,)
    return tuple(name for name in dict.fromkeys((*first, *own)) if name in roster.people)


def seated_ever(roster: Roster) -> frozenset[str]:
    """Whoever holds a seat of a council or is a seat's deputy, in whatever term."""
    seats = [seat for council in roster.councils.values() for seat in council.seats]
    return frozenset(name for seat in seats for name in (seat.person, seat.deputy) if name)


def seated(moment: Circumstances, council: RosterCouncil) -> tuple[str | None, ...]:
    """Who fills each seat in these circumstances, as `seat_fillers` says."""
    people = moment.roster.people
    return fill(
        [
            (seat.person, *seat_deputies(moment.roster, seat)) if in_term(seat, moment.at) else ()
            for seat in council.seats
        ],
        lambda name: name in people and moment.is_available(people[name]),
    )


def fill(seats: Sequence[Sequence[str]], is_free: Callable[[str], bool]) -> tuple[str | None, ...]:
    """Who fills each seat, one seat a person; a seat is its holder, then who may take it.

    Holders who are free keep their seats. Then, in the order of the seats, each other one falls
    to the first who is free and fills none.
    """
    fillers: list[str | None] = [None] * len(seats)
    taken: set[str] = set()
    for rank in (slice(1), slice(1, None)):
        for number, seat in enumerate(seats):
            if fillers[number] is not None:
                continue
            name = next((one for one in seat[rank] if one not in taken and is_free(one)), None)
            if name is not None:
                fillers[number] = name
                taken.add(name)
    return tuple(fillers)
