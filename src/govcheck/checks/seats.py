"""The seats of a council: who is represented, by whom, until when, and how many must be there."""

from collections.abc import Iterable, Iterator
from itertools import takewhile
from typing import Final

from govcheck.checks.check import check
from govcheck.checks.periods import ALWAYS, Period, during, excesses, overlap, shortfalls
from govcheck.finding import Place, Problem, Severity
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
            chair, see = council.chair, listed(council)
            message = said(
                "`{chair}` chairs council `{id}` without a seat", chair=chair, id=council.id
            )
            advice = said("give `{chair}` a seat, or name another chair", chair=chair)
            yield during(Problem(council.place("chair"), message, see, advice), period)


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
                message = said(
                    "`{person}` holds two seats of council `{id}`",
                    person=council.seats[second].person,
                    id=council.id,
                )
                see = council.place("seats", first, "person", note=said("the other seat is here"))
                advice = said("give one of the seats to somebody else")
                at = council.place("seats", second, "person")
                problem = Problem(at, message, (see,), advice)
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
                message = said(
                    "`{deputy}` stands in for `{person}` but holds a seat themselves",
                    deputy=seat.deputy,
                    person=seat.person,
                )
                see = council.place("seats", own[0], "person", note=said("their own seat is here"))
                at = council.place("seats", position, "deputy")
                yield Problem(at, message, (see,), said("name a deputy without a seat"))


def listed(council: Council) -> tuple[Place, ...]:
    """Where the seats of a council are, for what is said of it."""
    return (council.place("seats", of_key=True, note=said("the seats are listed here")),)


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


@check("CNCL005", "term-undated", severity=Severity.WARNING, opinion=True)
def term_undated(policy: Policy) -> Iterator[Problem]:
    """Every seat of a council is given until a day.

    A seat for life is nobody's decision; it is what is left when nobody decided.
    """
    for council in policy.councils:
        for position, seat in enumerate(council.seats):
            if seat.term is None or seat.term.until is None:
                key, stated = ("person", False) if seat.term is None else ("term", True)
                message = said(
                    "the seat of `{person}` in council `{id}` has no end",
                    person=seat.person,
                    id=council.id,
                )
                at = council.place("seats", position, key, of_key=stated)
                yield Problem(at, message, help=said("add `term: {{from: …, until: …}}`"))


@check("CNCL006", "term-expired")
def term_expired(policy: Policy) -> Iterator[Problem]:
    """No seat of a council is held beyond its term.

    From the day after, the seat is vacant: it counts neither for the quorum nor in a vote.
    """
    for council in policy.councils:
        for position, seat in enumerate(council.seats):
            if seat.term is not None and seat.term.until is not None:
                message = said(
                    "the term of `{person}` in council `{id}` ends on {until}",
                    person=seat.person,
                    id=council.id,
                    until=seat.term.until,
                )
                advice = said("give the seat again with a new term, or take it out")
                at = council.place("seats", position, "term", "until")
                yield Problem(at, message, help=advice, expires=seat.term.until)


@check("CNCL007", "terms-end-together", severity=Severity.WARNING, opinion=True)
def terms_end_together(policy: Policy) -> Iterator[Problem]:
    """The terms of a council do not all end on the same day.

    A council that changes all at once has nobody left who knows why it decided what it did.
    """
    for council in policy.councils:
        ends = [seat.term and seat.term.until for seat in council.seats]
        if len(ends) > 1 and len(set(ends)) == 1 and ends[0] is not None:
            message = said(
                "all {count} terms of council `{id}` end on {day}",
                count=len(ends),
                id=council.id,
                day=ends[0],
            )
            see = council.place("seats", 0, "term", "until", note=said("the first one is here"))
            advice = said("let some of them end earlier or later")
            yield Problem(council.place("seats", of_key=True), message, (see,), advice)


@check("CNCL015", "backwards-term")
def backwards_term(policy: Policy) -> Iterator[Problem]:
    """No term of a seat ends before it starts.

    Such a term has no days, so the seat is never filled.
    """
    for council in policy.councils:
        for position, seat in enumerate(council.seats):
            term = seat.term
            if term is not None and term.from_ and term.until and term.until < term.from_:
                keys = ("seats", position, "term")
                message = said("the term of `{person}` ends before it starts", person=seat.person)
                see = council.place(*keys, "from", note=said("it starts here"))
                advice = said("correct one of the two")
                yield Problem(council.place(*keys, "until"), message, (see,), advice)


@check("CNCL003", "quorum-impossible")
def quorum_impossible(policy: Policy) -> Iterator[Problem]:
    """A council has at least as many members as its quorum asks for.

    Otherwise it can never decide, however many come.
    """
    for council in policy.councils:
        terms = [held for _, held in {(seat.person, term(seat)) for seat in council.seats}]
        ends = [held.last for held in terms if held.last is not None]
        last = max(ends) if len(ends) == len(terms) > 0 else None  # then expired terms are told
        for period in shortfalls(terms, council.quorum, Period(None, last)):
            members = _most_at_once(terms, period)
            message = said(
                "council `{id}` needs {quorum} but has {members} in all",
                id=council.id,
                quorum=council.quorum,
                members=members,
            )
            advice = said(
                "ask for {least} to {members}, or fill more seats",
                least=members // 2 + 1,
                members=members,
            )
            problem = Problem(council.place("quorum"), message, listed(council), advice)
            yield during(problem, period)


@check("CNCL004", "quorum-without-majority", severity=Severity.WARNING)
def quorum_without_majority(policy: Policy) -> Iterator[Problem]:
    """A council's quorum is more than half of its seats.

    With less, two halves can meet at the same time and decide the opposite. Where a council has
    its reasons, a waiver says them.
    """
    for council in policy.councils:
        terms = [term(seat) for seat in council.seats]
        for excess in excesses(terms, 2 * council.quorum - 1):
            seats = _most_at_once(terms, excess.period)
            message = said(
                "a quorum of {quorum} is not more than half of {seats} seats",
                quorum=council.quorum,
                seats=seats,
            )
            advice = said("ask for at least {least}", least=seats // 2 + 1)
            problem = Problem(council.place("quorum"), message, listed(council), advice)
            yield during(problem, excess.period)


def _most_at_once(terms: Iterable[Period], period: Period) -> int:
    """How many of the terms run at the same time within a period, at most."""
    held = [part for part in (overlap(term, period) for term in terms) if part is not None]
    return sum(1 for _ in takewhile(lambda limit: excesses(held, limit), range(len(held))))
