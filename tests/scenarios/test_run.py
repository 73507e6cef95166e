"""Scenarios: what is compared, and how a difference reads."""

from collections.abc import Sequence

import pytest

from govcheck.engine.ruleset import Fact
from govcheck.scenarios.compare import run
from govcheck.scenarios.scenario import CaseExpectation, CaseNotice, ScenarioCase
from govcheck.simulate.program import StepPlan
from govcheck.simulate.statement import IncidentStatement
from tests.simulate.build import (
    OFFICE,
    T0,
    action,
    escalation,
    person,
    playbook,
    program,
    roster,
)

POLICY = program(
    roster(
        "ana",
        "ben",
        person("cleo", calendar=OFFICE),
        "dan",
        "boss",
        roles={"lead": ["ben", "cleo"], "press": ["dan"]},
    ),
    escalation=escalation(
        StepPlan("a", ("person:ana",), wait=300),
        StepPlan("b", ("role:lead",), wait=300),
        within=600,
    ),
    playbooks=[
        playbook(
            action("pause", within=60),
            action("post", "role:nobody", within=60),
            action("late", "person:ana", within=0, clock="published"),
            action("update", every=60, times=2),
        )
    ],
    facts=[Fact("followers", "integer", minimum=0)],
)


def differences(
    expect: CaseExpectation, *, acks: Sequence[tuple[str, int]] = (), absent: Sequence[str] = ()
) -> list[str]:
    """Each difference as `keys: message`."""
    incident = IncidentStatement("s", "A title", T0, {}, published_at=T0 - 90)
    scenario = ScenarioCase("s", incident, expect, frozenset(absent), tuple(acks))
    result = run(POLICY, scenario)
    return ["/".join(map(str, one.keys)) + ": " + one.message for one in result.differences]


def notified(*notices: tuple[str, int | None]) -> CaseExpectation:
    return CaseExpectation(notified=tuple(CaseNotice(*notice) for notice in notices))


def test_what_is_left_out_is_not_compared() -> None:
    assert differences(CaseExpectation()) == []


@pytest.mark.parametrize(
    "expect",
    [
        CaseExpectation(severity="sev2"),
        CaseExpectation(escalation="crisis"),
        CaseExpectation(playbooks=("leak",)),
        CaseExpectation(decisions={"severity": ("sev2",)}),
        notified(("person:ana", None), ("person:ana", 0), ("person:ben", 300)),
        notified(("role:lead", 300), ("person:boss", None)),
        CaseExpectation(not_notified=("dan",)),
        CaseExpectation(met=("pause", "leak/pause", "acknowledge", "update", "update#2")),
        CaseExpectation(missed=("post", "leak/late")),
    ],
)
def test_what_comes_out_as_expected_passes(expect: CaseExpectation) -> None:
    assert differences(expect) == []


@pytest.mark.parametrize(
    ("expect", "difference"),
    [
        (
            CaseExpectation(severity="sev3"),
            "expect/severity: `severity` is `sev2`, expected `sev3`",
        ),
        (
            CaseExpectation(escalation="none"),
            "expect/escalation: `escalation` is `crisis`, expected `none`",
        ),
        (
            CaseExpectation(playbooks=()),
            "expect/playbooks: `playbooks` is `leak`, expected nothing",
        ),
        (
            CaseExpectation(playbooks=("leak", "press")),
            "expect/playbooks: `playbooks` is `leak`, expected `leak`, `press`",
        ),
        (
            CaseExpectation(decisions={"tone": ("calm",)}),
            "expect/decisions/tone: nothing decides `tone`",
        ),
        (notified(("person:dan", None)), "expect/notified/0: `dan` is not notified"),
        (
            notified(("person:ana", 0), ("person:ben", 299)),
            "expect/notified/1: `ben` is notified at +5m, expected by +4m59s",
        ),
        (
            notified(("role:press", 60)),
            "expect/notified/0: `role:press` is not notified",
        ),
        (
            CaseExpectation(not_notified=("dan", "boss")),
            "expect/not_notified/1: `boss` is notified at +10m",
        ),
        (
            CaseExpectation(met=("pause", "post")),
            "expect/met/1: `leak/post` is missed, expected to be met: it is never done",
        ),
        (
            CaseExpectation(met=("late",)),
            "expect/met/0: `leak/late` is missed, expected to be met: it is done 1m30s late",
        ),
        (CaseExpectation(met=("puase",)), "expect/met/0: there is no obligation `puase`"),
        (
            CaseExpectation(missed=("post", "late", "pause")),
            "expect/missed/2: `leak/pause` is met, expected to be missed",
        ),
        (
            CaseExpectation(missed=("late",)),
            "expect/missed: `leak/post` is missed, not expected: it is never done",
        ),
        (
            CaseExpectation(missed=("late", "post", "gone")),
            "expect/missed/2: there is no obligation `gone`",
        ),
    ],
)
def test_each_difference_is_told_at_its_place(expect: CaseExpectation, difference: str) -> None:
    assert differences(expect) == [difference]


def test_absences_and_acknowledgements_are_played() -> None:
    assert differences(CaseExpectation(not_notified=("ben",)), acks=[("ana", 60)]) == []
    assert differences(notified(("person:ben", 0)), absent=["ana"]) == []


def test_somebody_of_a_target_may_be_told_as_somebody_else() -> None:
    assert differences(notified(("person:cleo", 300), ("role:lead", 300))) == []
    assert differences(notified(("chain:none", None))) == [
        "expect/notified/0: `chain:none` is not notified"
    ]


def test_an_incident_that_the_policy_does_not_allow_fails_its_scenario() -> None:
    scenario = ScenarioCase(
        "s", IncidentStatement("s", "t", T0, {"folowers": 1}), CaseExpectation()
    )
    result = run(POLICY, scenario)
    assert result.outcome is None
    assert [(one.keys, one.message, one.help) for one in result.differences] == [
        (
            ("incident",),
            "no vocabulary declares the fact `folowers`",
            "did you mean `followers`?",
        )
    ]
