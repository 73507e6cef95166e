"""An incident is read against the policy; nothing is guessed."""

from govcheck.engine.ruleset import Fact
from govcheck.simulate.state import state_as
from govcheck.simulate.statement import IncidentStatement
from tests.simulate.build import T0, program, roster

POLICY = program(roster("ana", "ben"), facts=[Fact("followers", "integer", minimum=0)])


def test_a_missing_instant_is_that_of_the_detection() -> None:
    stated, problems = state_as(POLICY, IncidentStatement("i", "Title", T0, aware_at=T0 + 5))
    assert problems == ()
    assert (stated.id, stated.title, stated.case.detected_at) == ("i", "Title", T0)
    assert (stated.published_at, stated.aware_at) == (T0, T0 + 5)


def test_facts_are_read_and_faults_reported_with_the_nearest_name() -> None:
    facts = {"followers": 7, "folowers": 3}
    stated, problems = state_as(POLICY, IncidentStatement("i", "t", T0, facts))
    assert stated.case.facts == {"followers": 7}
    assert [(p.fact, p.help) for p in problems] == [("folowers", "did you mean `followers`?")]


def test_a_conflict_of_nobody_known_is_reported() -> None:
    statement = IncidentStatement("i", "t", T0, conflicts=(("ben", "soft"), ("anna", "hard")))
    stated, problems = state_as(POLICY, statement)
    assert stated.conflicts == (("ben", "soft"),)
    assert problems[0][1:3] == ("there is no person `anna`", "did you mean `ana`?")
