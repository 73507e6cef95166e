"""The desk that answers mentions: how fast, how soon and in which hours, as the policy says."""

from fractions import Fraction

from govcheck.duty.calendars import open_intervals
from govcheck.errors import GovcheckError
from govcheck.load.policy import Policy
from govcheck.load.repository import load_repository
from govcheck.load.tree import Tree
from govcheck.posts.workload import pace_of
from govcheck.replay.replay import SEVERITY, Replayed
from govcheck.replay.staffing import Desk, Staffing, staffing
from govcheck.simulate.program import Program
from govcheck.time.clock import HOUR


def staffed(
    replayed: Replayed,
    tree: Tree,
    program: Program,
    people: int,
    share: float = 100,
    within: int | None = None,
) -> Staffing:
    """What so many people would have made of the mentions that were replayed.

    `share` is how many per cent of them want an answer. Without `within`, in seconds, the shortest
    time counts that a channel promises, and its calendar. Raises GovcheckError where none does.
    """
    policy = load_repository(tree, templates=False).policy
    allowed, calendar = (within, None) if within is not None else _promised(policy)
    wanted = Fraction(str(share)) / 100
    pace = pace_of(policy).answers_an_hour
    desk = Desk(people, pace, Fraction(allowed, HOUR), wanted, calendar)

    def opened(start: int, end: int) -> Fraction:
        if calendar is None or calendar not in program.roster.calendars:
            return Fraction(end - start, HOUR)
        spans = open_intervals(program.roster, calendar, start, end)
        return Fraction(sum(closes - opens for opens, closes in spans), HOUR)

    severity = next((one for one in program.ruleset.decisions if one.name == SEVERITY), None)
    results = () if severity is None else severity.results
    return staffing(replayed.arrivals, results, desk, opened)


def _promised(policy: Policy) -> tuple[int, str | None]:
    """The shortest time that a channel promises, and the calendar in which it counts."""
    found: list[tuple[int, str]] = []
    for channel in policy.channels:
        standards = channel.standards
        allowed = None if standards is None else standards.respond_within
        if standards is not None and isinstance(allowed, int):
            found.append((allowed, standards.calendar or ""))
    if not found:
        raise GovcheckError(
            "no channel promises an answer in so many hours; say in which time with `--within`"
        )
    seconds, calendar = min(found)
    return seconds, calendar or None
