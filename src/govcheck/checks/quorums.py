"""How many of a council must be there."""

from collections.abc import Iterator

from govcheck.checks.check import check
from govcheck.finding import Problem, Severity
from govcheck.load.policy import Policy
from govcheck.model.council import Council


@check("CNCL003", "quorum-impossible")
def quorum_impossible(policy: Policy) -> Iterator[Problem]:
    """A council has at least as many members as its quorum asks for.

    Otherwise it can never decide, however many come.
    """
    for council in policy.councils:
        members = _members(council)
        if council.quorum > members:
            yield Problem(
                council.place("quorum"),
                f"council `{council.id}` needs {council.quorum} but has {members} in all",
                (council.place("seats", of_key=True, note="the seats are listed here"),),
                f"ask for {members // 2 + 1} to {members}, or fill more seats",
            )


@check("CNCL004", "quorum-without-majority", severity=Severity.WARNING)
def quorum_without_majority(policy: Policy) -> Iterator[Problem]:
    """A council's quorum is more than half of its seats.

    With less, two halves can meet at the same time and decide the opposite. Where a council has
    its reasons, a waiver says them.
    """
    for council in policy.councils:
        seats = len(council.seats)
        if 2 * council.quorum <= seats:
            yield Problem(
                council.place("quorum"),
                f"a quorum of {council.quorum} is not more than half of {seats} seats",
                (council.place("seats", of_key=True, note="the seats are listed here"),),
                f"ask for at least {seats // 2 + 1}",
            )


def _members(council: Council) -> int:
    return len({seat.person for seat in council.seats})
