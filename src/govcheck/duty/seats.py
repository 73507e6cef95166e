"""Seats: who fills those of a council when holders are away."""

from govcheck.duty.presence import Moment
from govcheck.duty.roster import Council, Roster, Seat


def seat_fillers(
    roster: Roster,
    council_id: str,
    at: int,
    absent: frozenset[str] = frozenset(),
    *,
    ignore_calendars: bool = False,
) -> tuple[str | None, ...]:
    """Who fills each seat of a council at an instant, one seat a person.

    Holders who are available keep their seats. Then, in the order of the seats, each other seat
    falls to its deputy, or else to the first free deputy of its holder. A seat outside its term is
    vacant.
    """
    moment = Moment(roster, at, absent, ignore_calendars)
    return seated(moment, roster.councils[council_id])


def in_term(seat: Seat, at: int) -> bool:
    """Whether the seat's term covers an instant."""
    since, until = seat.term
    return (since is None or since <= at) and (until is None or at < until)


def seat_deputies(roster: Roster, seat: Seat) -> tuple[str, ...]:
    """Who may take a seat for its holder, in order."""
    holder = roster.people.get(seat.person)
    own = () if holder is None else holder.deputies
    first = () if seat.deputy is None else (seat.deputy,)
    return tuple(name for name in dict.fromkeys((*first, *own)) if name in roster.people)


def seated(moment: Moment, council: Council) -> tuple[str | None, ...]:
    """Who fills each seat in these circumstances, as `seat_fillers` says."""
    people = moment.roster.people
    fillers: list[str | None] = [None] * len(council.seats)
    taken: set[str] = set()
    for number, seat in enumerate(council.seats):
        holder = people.get(seat.person)
        if holder is None or holder.id in taken or not in_term(seat, moment.at):
            continue
        if moment.is_available(holder):
            fillers[number] = holder.id
            taken.add(holder.id)
    for number, seat in enumerate(council.seats):
        if fillers[number] is not None or not in_term(seat, moment.at):
            continue
        for name in seat_deputies(moment.roster, seat):
            if name not in taken and moment.is_available(people[name]):
                fillers[number] = name
                taken.add(name)
                break
    return tuple(fillers)
