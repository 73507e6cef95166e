"""How many of a council must be there."""

from collections.abc import Iterable, Iterator
from itertools import takewhile

from govcheck.checks.check import check
from govcheck.checks.periods import Period, during, excesses, overlap, shortfalls
from govcheck.checks.seats import term
from govcheck.finding import Problem, Severity
from govcheck.load.policy import Policy
from govcheck.translation import said


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
            problem = Problem(
                council.place("quorum"),
                said(
                    "council `{id}` needs {quorum} but has {members} in all",
                    id=council.id,
                    quorum=council.quorum,
                    members=members,
                ),
                (council.place("seats", of_key=True, note=said("the seats are listed here")),),
                said(
                    "ask for {least} to {members}, or fill more seats",
                    least=members // 2 + 1,
                    members=members,
                ),
            )
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
            problem = Problem(
                council.place("quorum"),
                said(
                    "a quorum of {quorum} is not more than half of {seats} seats",
                    quorum=council.quorum,
                    seats=seats,
                ),
                (council.place("seats", of_key=True, note=said("the seats are listed here")),),
                said("ask for at least {least}", least=seats // 2 + 1),
            )
            yield during(problem, excess.period)


def _most_at_once(terms: Iterable[Period], period: Period) -> int:
    """How many of the terms run at the same time within a period, at most."""
    held = [part for part in (overlap(term, period) for term in terms) if part is not None]
    return sum(1 for _ in takewhile(lambda limit: excesses(held, limit), range(len(held))))
