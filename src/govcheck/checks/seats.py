"""The seats of a council: who is represented, and by whom."""

from collections.abc import Iterator
from typing import Final

from govcheck.checks.check import check
from govcheck.checks.periods import ALWAYS, Period, during, excesses, overlap, shortfalls
from govcheck.finding import Problem, Severity
from govcheck.load.policy import Policy
from govcheck.model.council import Council, Seat
from govcheck.translation import said

GROUPS: Final = {
    "executive": said("executives"),
    "stakeholder": said("stakeholders"),
    "expert": said("experts"),
    "advocate": said("advocates"),
}


@check("CNCL001", "group-unrepresented", opinion=True)
def group_unrepresented(policy: Policy) -> Iterator[Problem]:
    """Executives, stakeholders, experts and advocates all have a seat in a council.

    Each sees what the others miss: money, customers, the craft, and what colleagues really say.
    """
    for council in policy.councils:
        for group, plural in GROUPS.items():
            begun = [_begun(seat) for seat in council.seats if seat.represents == group]
            for period in shortfalls(begun):
                problem = Problem(
                    council.place("seats", of_key=True),
                    said("council `{id}` has no seat for {plural}", id=council.id, plural=plural),
                    help=said("give somebody a seat with `represents: {group}`", group=group),
                )
                yield during(problem, period)


@check("CNCL002", "chair-without-seat")
def chair_without_seat(policy: Policy) -> Iterator[Problem]:
    """A council's chair holds a seat in it.

    Whoever calls the vote must be bound by it.
    """
    for council in policy.councils:
        begun = [_begun(seat) for seat in council.seats if seat.person == council.chair]
        for period in shortfalls(begun):
            problem = Problem(
                council.place("chair"),
                said(
                    "`{chair}` chairs council `{id}` without a seat",
                    chair=council.chair,
                    id=council.id,
                ),
                (council.place("seats", of_key=True, note=said("the seats are listed here")),),
                said("give `{chair}` a seat, or name another chair", chair=council.chair),
            )
            yield during(problem, period)


@check("CNCL013", "seated-twice")
def seated_twice(policy: Policy) -> Iterator[Problem]:
    """Nobody holds two seats of a council at the same time.

    A person has one vote; with two seats the quorum would count them twice. Two terms that will
    overlap only later count already.
    """
    for council in policy.councils:
        for positions in _by_person(council).values():
            terms = [term(council.seats[position]) for position in positions]
            for excess in excesses(terms, 1):
                first, second = (positions[number] for number in excess.numbers)
                person = council.seats[second].person
                problem = Problem(
                    council.place("seats", second, "person"),
                    said(
                        "`{person}` holds two seats of council `{id}`", person=person, id=council.id
                    ),
                    (council.place("seats", first, "person", note=said("the other seat is here")),),
                    said("give one of the seats to somebody else"),
                )
                yield during(problem, excess.period)._replace(expires=None)


@check("CNCL014", "deputy-already-seated", severity=Severity.WARNING)
def deputy_already_seated(policy: Policy) -> Iterator[Problem]:
    """The deputy of a seat holds no seat of their own.

    One person fills one seat, so such a deputy leaves the seat empty when they are needed.
    """
    for council in policy.councils:
        seats = _by_person(council)
        for position, seat in enumerate(council.seats):
            own = [
                number
                for number in seats.get(seat.deputy or "", ())
                if seat.deputy != seat.person
                and overlap(term(seat), term(council.seats[number])) is not None
            ]
            if own:
                yield Problem(
                    council.place("seats", position, "deputy"),
                    said(
                        "`{deputy}` stands in for `{person}` but holds a seat themselves",
                        deputy=seat.deputy,
                        person=seat.person,
                    ),
                    (
                        council.place(
                            "seats", own[0], "person", note=said("their own seat is here")
                        ),
                    ),
                    said("name a deputy without a seat"),
                )


def _by_person(council: Council) -> dict[str, list[int]]:
    """The seats of each person, by position."""
    found: dict[str, list[int]] = {}
    for position, seat in enumerate(council.seats):
        found.setdefault(seat.person, []).append(position)
    return found


def _begun(seat: Seat) -> Period:
    """The days of a seat's term as if it never ended: its end is another check's business.

    A backwards term, which yet another check reports, counts as always.
    """
    first, last = term(seat)
    return ALWAYS if first and last and last < first else Period(first)


def term(seat: Seat) -> Period:
    """The days for which a seat is given."""
    return ALWAYS if seat.term is None else Period(seat.term.from_, seat.term.until)
