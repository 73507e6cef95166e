"""The terms for which seats are given."""

from collections.abc import Iterator

from govcheck.checks.check import check
from govcheck.finding import Problem, Severity
from govcheck.load.policy import Policy
from govcheck.translation import said


@check("CNCL005", "term-undated", severity=Severity.WARNING, opinion=True)
def term_undated(policy: Policy) -> Iterator[Problem]:
    """Every seat of a council is given until a day.

    A seat for life is nobody's decision; it is what is left when nobody decided.
    """
    for council in policy.councils:
        for position, seat in enumerate(council.seats):
            if seat.term is None or seat.term.until is None:
                yield Problem(
                    council.place("seats", position, "person")
                    if seat.term is None
                    else council.place("seats", position, "term", of_key=True),
                    said(
                        "the seat of `{person}` in council `{id}` has no end",
                        person=seat.person,
                        id=council.id,
                    ),
                    help=said("add `term: {{from: …, until: …}}`"),
                )


@check("CNCL006", "term-expired")
def term_expired(policy: Policy) -> Iterator[Problem]:
    """No seat of a council is held beyond its term.

    From the day after, the seat is vacant: it counts neither for the quorum nor in a vote.
    """
    for council in policy.councils:
        for position, seat in enumerate(council.seats):
            if seat.term is not None and seat.term.until is not None:
                until = seat.term.until
                yield Problem(
                    council.place("seats", position, "term", "until"),
                    said(
                        "the term of `{person}` in council `{id}` ends on {until}",
                        person=seat.person,
                        id=council.id,
                        until=until,
                    ),
                    help=said("give the seat again with a new term, or take it out"),
                    expires=until,
                )


@check("CNCL007", "terms-end-together", severity=Severity.WARNING, opinion=True)
def terms_end_together(policy: Policy) -> Iterator[Problem]:
    """The terms of a council do not all end on the same day.

    A council that changes all at once has nobody left who knows why it decided what it did.
    """
    for council in policy.councils:
        ends = [seat.term and seat.term.until for seat in council.seats]
        if len(ends) > 1 and len(set(ends)) == 1 and ends[0] is not None:
            yield Problem(
                council.place("seats", of_key=True),
                said(
                    "all {count} terms of council `{id}` end on {day}",
                    count=len(ends),
                    id=council.id,
                    day=ends[0],
                ),
                (council.place("seats", 0, "term", "until", note=said("the first one is here")),),
                said("let some of them end earlier or later"),
            )


@check("CNCL015", "backwards-term")
def backwards_term(policy: Policy) -> Iterator[Problem]:
    """No term of a seat ends before it starts.

    Such a term has no days, so the seat is never filled.
    """
    for council in policy.councils:
        for position, seat in enumerate(council.seats):
            term = seat.term
            if term is not None and term.from_ and term.until and term.until < term.from_:
                yield Problem(
                    council.place("seats", position, "term", "until"),
                    said("the term of `{person}` ends before it starts", person=seat.person),
                    (
                        council.place(
                            "seats", position, "term", "from", note=said("it starts here")
                        ),
                    ),
                    said("correct one of the two"),
                )
