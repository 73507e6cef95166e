"""Scenario documents become scenarios that can run."""

from collections.abc import Mapping
from typing import Any

from govcheck.load.policy import Policy
from govcheck.model.kinds import KINDS
from govcheck.scenarios.compile import compile_scenarios
from govcheck.scenarios.scenario import CaseNotice
from govcheck.time.clock import parse_instant

Data = Mapping[str, Any]

DETECTED = "2026-03-14T22:40:00+01:00"
INCIDENT = {"title": "A video", "detected_at": DETECTED, "facts": {"topics": ["safety"]}}


def compiled(*documents: Data, path: str = "scenarios/s.yaml") -> tuple[Any, list[str]]:
    """The scenarios, and each violation as `code pointer: message (help)`."""
    models = []
    for data in documents:
        model = KINDS[data["kind"]].model_validate(data)
        model.placed("incidents/video.yaml" if data["kind"] == "incident" else path, 0)
        models.append(model)
    scenarios, violations = compile_scenarios(Policy(models))
    said = [
        f"{rule.code} {'/'.join(map(str, problem.at.keys))}: {problem.message} ({problem.help})"
        for rule, problem in violations
    ]
    return scenarios, said


def scenario(incident: object = INCIDENT, expect: Data | None = None, **more: object) -> Data:
    return {
        "kind": "scenario",
        "id": "airbag",
        "incident": incident,
        "expect": expect or {},
        **more,
    }


def test_everything_is_carried_over() -> None:
    people = [{"kind": "person", "id": name, "name": name} for name in ("ana", "ben")]
    expect = {
        "severity": "sev2",
        "playbooks": [],
        "decisions": {"tone": "calm", "tags": ["a", "b"]},
        "notified": [{"person": "ben", "by": "10m"}, {"target": "role:lead"}],
        "not_notified": ["ceo"],
        "met": ["holding"],
        "missed": [],
    }
    ((one,), said) = compiled(
        *people,
        scenario(
            {**INCIDENT, "conflicts": [{"person": "ana", "grade": "soft"}]},
            expect,
            absent=["ana"],
            acknowledged=[{"by": "person:ben", "at": "12m"}],
        ),
    )
    assert said == []
    assert one.id == "airbag"
    assert one.incident.detected_at == parse_instant(DETECTED)
    assert one.incident.facts == {"topics": ("safety",)}
    assert one.incident.conflicts == (("ana", "soft"),)
    assert one.absent == {"ana"}
    assert one.acknowledged == (("ben", 720),)
    assert one.expect.playbooks == ()
    assert one.expect.escalation is None
    assert one.expect.decisions == {"tone": ("calm",), "tags": ("a", "b")}
    assert one.expect.notified == (
        CaseNotice("person:ben", 600),
        CaseNotice("role:lead", None),
    )
    assert one.expect.missed == ()
    assert one.place.path == "scenarios/s.yaml"


def test_an_incident_file_is_found_by_its_path() -> None:
    incident = {"kind": "incident", "id": "video", **INCIDENT}
    for path in ("incidents/video.yaml", "./incidents/video.yaml"):
        ((one,), said) = compiled(incident, scenario(path))
        assert said == []
        assert one.incident.title == "A video"


def test_a_scenario_without_its_incident_is_left_out() -> None:
    incident = {"kind": "incident", "id": "video", **INCIDENT}
    scenarios, said = compiled(incident, scenario("incidents/vidoe.yaml"), scenario())
    assert scenarios == (), "the second one has the id of the first"
    assert said == [
        "SCEN001 incident: there is no incident file `incidents/vidoe.yaml` "
        "(did you mean `incidents/video.yaml`?)"
    ]


def test_an_expectation_of_nobody_is_reported() -> None:
    expect = {"notified": [{"person": "ben"}, {"by": "1m"}, {"person": "a", "target": "role:b"}]}
    ((one,), said) = compiled(scenario(expect=expect))
    assert one.expect.notified == (CaseNotice("person:ben", None),)
    assert said == [
        "SCEN002 expect/notified/1: an expected notification names either a `person` or a "
        "`target` (name one of them)",
        "SCEN002 expect/notified/2: an expected notification names either a `person` or a "
        "`target` (remove one of them)",
    ]


def test_an_acknowledgement_by_nobody_known_is_reported() -> None:
    ben = {"kind": "person", "id": "ben", "name": "Ben"}
    ((one,), said) = compiled(
        ben,
        scenario(acknowledged=[{"by": "person:bne", "at": "1m"}, {"by": "person:ben", "at": "2m"}]),
    )
    assert one.acknowledged == (("ben", 120),)
    assert said == ["SCEN003 acknowledged/0/by: there is no person `bne` (did you mean `ben`?)"]
