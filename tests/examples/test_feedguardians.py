"""FeedGuardians' bands overlap in one number, and its clocks run as the cases say."""

from datetime import UTC, datetime

from govcheck.simulate.play import play
from govcheck.simulate.state import state_as
from govcheck.simulate.statement import IncidentStatement
from govcheck.time.clock import parse_instant
from tests.examples.repositories import EXAMPLES, decided, program_of

REPOSITORY = EXAMPLES / "feedguardians-comment-escalation"
EDGE = 100_000


def test_the_bands_overlap_at_exactly_100000() -> None:
    program = program_of(REPOSITORY)
    doubled = {
        followers
        for followers in (0, 9_999, 10_000, *range(EDGE - 50, EDGE + 51), 150_000)
        if decided(program, "reach", {"followers": followers}).clash
    }
    assert doubled == {EDGE}
    assert decided(program, "reach", {"followers": EDGE}).possible == ("medium", "large")


def test_raised_at_noon() -> None:
    program = program_of(REPOSITORY)
    noon = parse_instant("2026-03-09T12:00:00Z")
    facts = {
        "about": ("coordinated-attack",),
        "repeat_complainer": False,
        "likes": 0,
        "replies": 0,
        "in_knowledge_base": True,
        "followers": 200,
    }
    stated, problems = state_as(program, IncidentStatement("f6", "A wave", noon, facts))
    assert not problems
    due = {
        owed.id: f"{datetime.fromtimestamp(owed.due, UTC):%H:%M}"
        for owed in play(program, stated).obligations
    }
    assert due == {
        "acknowledge": "12:15",
        "tier-3/hand-over": "12:15",
        "tier-3/take-charge": "13:00",
    }
