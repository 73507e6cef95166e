"""Suggested incidents against every incident of small random policies."""

import os
from collections.abc import Iterable, Mapping

import pytest
from hypothesis import HealthCheck, given, settings

from govcheck.engine.ruleset import Ruleset, Value
from govcheck.prove.replay import stateable
from govcheck.scenarios.coverage import coverage
from govcheck.simulate.outcome import Outcome
from govcheck.simulate.play import play
from govcheck.simulate.program import Program
from govcheck.simulate.state import state_as
from govcheck.simulate.statement import IncidentStatement
from govcheck.suggest.goals import CoverageGoal, goals
from govcheck.suggest.suggest import Suggestions, Unreachable, suggest
from govcheck.time.clock import DAY, MINUTE
from govcheck.time.limits import TooFar, TooMany, Unclear
from tests.prove.oracle.draw import draw
from tests.prove.oracle.player import Player
from tests.prove.rules.brute import Brute
from tests.prove.rules.build import program as deciding
from tests.prove.rules.strategies import rulesets

EXAMPLES = int(os.environ.get("ORACLE_EXAMPLES", "60"))
SEEDS = int(os.environ.get("ORACLE_POLICIES", "12"))


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(rulesets(most_facts=2, most_decisions=2))
def test_everything_that_some_incident_reaches(ruleset: Ruleset) -> None:
    program = deciding(ruleset)
    found = suggest(program, (0, 7 * DAY), [])
    outcomes = [_played(program, case.facts) for case in Brute(ruleset).cases()]
    _agrees(program, found, outcomes)
    assert suggest(program, (0, 7 * DAY), outcomes).made == ()


@pytest.mark.parametrize("seed", range(SEEDS))
def test_steps_actions_and_approvals(seed: int) -> None:
    drawn = draw(seed)
    player = Player(drawn)
    found = suggest(player.program, drawn.horizon, [])
    instants = range(*drawn.horizon, 20 * MINUTE)
    outcomes = (
        play(player.program, played.stated, explain=False)
        for at in instants
        for played in player.at(at)
    )
    _agrees(player.program, found, outcomes)


def _agrees(program: Program, found: Suggestions, outcomes: Iterable[Outcome]) -> None:
    """Whether what is suggested reaches all that some incident reaches, and says so."""
    suggested = [one.outcome for one in found.made]
    everything = list(goals(program))
    left = {_key(one) for one in found.unreachable}
    for goal in everything:
        assert any(map(goal.reached, suggested)) is (_key(goal) not in left)
    claimed = [_key(goal) for one in found.made for goal in one.reaches]
    assert len(claimed) == len(set(claimed)) == len(everything) - len(left)
    hopeless = [goal for goal in everything if _key(goal) in left]
    skipped = {_key(one) for one in found.unreachable if _is_limit(one.reason)}
    for outcome in outcomes if hopeless else ():
        for goal in hopeless:
            assert not goal.reached(outcome) or _key(goal) in skipped
    reached = coverage(program, suggested)
    assert {item[:] for item in reached.missing} == {
        (kind, subject) for kind, subject, _ in left if kind not in ("boundary", "action")
    }
    assert len({one.id for one in found.made}) == len(found.made)


def _is_limit(reason: str) -> bool:
    """Whether the search ended before it could tell; then nothing is claimed."""
    if "two results at once" in reason:
        return True
    return "unknown" in reason or reason in (TooFar.reason, TooMany.reason, Unclear.reason)


def _key(goal: CoverageGoal | Unreachable) -> tuple[str, str, str]:
    return goal.kind, goal.subject, goal.title


def _played(program: Program, facts: Mapping[str, Value]) -> Outcome:
    stated, problems = state_as(program, IncidentStatement("one", "One", 0, stateable(facts)))
    assert not problems
    return play(program, stated, explain=False)
