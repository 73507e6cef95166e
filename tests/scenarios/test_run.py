"""Scenarios: what is compared, and how a difference reads."""

from collections.abc import Sequence

import pytest

from govcheck.engine.ruleset import Fact
from govcheck.scenarios.run import run
from govcheck.scenarios.scenario import Expectation, ExpectedNotice, Incident, Scenario
from govcheck.simulate.program import Step
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
        Step("a", ("person:ana",), wait=300), Step("b", ("role:lead",), wait=300), within=600
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
    expect: Expectation, *, acks: Sequence[tuple[str, int]] = (), absent: Sequence[str] = ()
) -> list[str]:
    """Each difference as `keys: message`."""
    incident = Incident("A title", T0, {}, published_at=T0 - 90)
    scenario = Scenario("s", incident, expect, frozenset(absent), tuple(acks))
    result = run(POLICY, scenario)
    assert result.passed == (not result.differences)
    return ["/".join(map(str, one.keys)) + ": " + one.message for one in result.differences]


def notified(*notices: tuple[str, int | None]) -> Expectation:
    return Expectation(notified=tuple(ExpectedNotice(*notice) for notice in notices))


def test_what_is_left_out_is_not_compared() -> None:
    assert differences(Expectation()) == []


@pytest.mark.parametrize(
    "expect",
    [
        Expectation(severity="sev2"),
        Expectation(escalation="crisis"),
        Expectation(playbooks=("leak",)),
        Expectation(decisions={"severity": ("sev2",)}),
        notified(("person:ana", None), ("person:ana", 0), ("person:ben", 300)),
        notified(("role:lead", 300), ("person:boss", None)),
        Expectation(not_notified=("dan",)),
        Expectation(met=("pause", "leak/pause", "acknowledge", "update", "update#2")),
        Expectation(missed=("post", "leak/late")),
    ],
)
def test_what_comes_out_as_expected_passes(expect: Expectation) -> None:
    assert differences(expect) == []


@pytest.mark.parametrize(
    ("expect", "difference"),
    [
        (
            Expectation(severity="sev3"),
            "expect/severity: `severity` is `sev2`, expected `sev3`",
        ),
        (
            Expectation(escalation="none"),
            "expect/escalation: `escalation` is `crisis`, expected `none`",
        ),
        (
            Expectation(playbooks=()),
            "expect/playbooks: `playbooks` is `leak`, expected nothing",
        ),
        (
            Expectation(playbooks=("leak", "press")),
            "expect/playbooks: `playbooks` is `leak`, expected `leak`, `press`",
        ),
        (
            Expectation(decisions={"tone": ("calm",)}),
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
            Expectation(not_notified=("dan", "boss")),
            "expect/not_notified/1: `boss` is notified at +10m",
        ),
        (
            Expectation(met=("pause", "post")),
            "expect/met/1: `leak/post` is missed, expected to be met: it is never done",
        ),
        (
            Expectation(met=("late",)),
            "expect/met/0: `leak/late` is missed, expected to be met: it is done 1m30s late",
        ),
        (Expectation(met=("puase",)), "expect/met/0: there is no obligation `puase`"),
        (
            Expectation(missed=("post", "late", "pause")),
            "expect/missed/2: `leak/pause` is met, expected to be missed",
        ),
        (
            Expectation(missed=("late",)),
            "expect/missed: `leak/post` is missed, not expected: it is never done",
        ),
        (
            Expectation(missed=("late", "post", "gone")),
            "expect/missed/2: there is no obligation `gone`",
        ),
    ],
)
def test_each_difference_is_told_at_its_place(expect: Expectation, difference: str) -> None:
    assert differences(expect) == [difference]


def test_absences_and_acknowledgements_are_played() -> None:
    assert differences(Expectation(not_notified=("ben",)), acks=[("ana", 60)]) == []
    assert differences(notified(("person:ben", 0)), absent=["ana"]) == []


def test_somebody_of_a_target_may_be_told_as_somebody_else() -> None:
    assert differences(notified(("person:cleo", 300), ("role:lead", 300))) == []
    assert differences(notified(("chain:none", None))) == [
        "expect/notified/0: `chain:none` is not notified"
    ]


def test_an_incident_that_the_policy_does_not_allow_fails_its_scenario() -> None:
    scenario = Scenario("s", Incident("t", T0, {"folowers": 1}), Expectation())
    result = run(POLICY, scenario)
    assert result.outcome is None
    assert [(one.keys, one.message, one.help) for one in result.differences] == [
        (
            ("incident",),
            "no vocabulary declares the fact `folowers`",
            "did you mean `followers`?",
        )
    ]
