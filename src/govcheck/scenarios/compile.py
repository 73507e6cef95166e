"""Scenarios, compiled: their incidents are found, their people are checked."""

from collections.abc import Iterator, Mapping

from govcheck.finding import Lack, Problem, Violation
from govcheck.load.policy import Policy
from govcheck.model import incident as reported
from govcheck.model import scenario as written
from govcheck.modelling.unread import until_unread
from govcheck.nearest import did_you_mean
from govcheck.scenarios.scenario import CaseExpectation, CaseNotice, ScenarioCase
from govcheck.scenarios.violations import SCEN001, SCEN002, SCEN003
from govcheck.simulate.statement import IncidentStatement
from govcheck.targets import person_id
from govcheck.translation import said


def compile_scenarios(policy: Policy) -> tuple[tuple[ScenarioCase, ...], tuple[Violation, ...]]:
    """Every scenario that can be run, and what is wrong with the scenarios.

    A scenario without an incident, or of which not all could be read, is left out; other faults
    leave out only what is wrong.
    """
    incidents = {incident.place().path: incident for incident in reversed(policy.incidents)}
    scenarios: list[ScenarioCase] = []
    violations: list[Violation] = []
    for document in policy.scenarios:
        violations += until_unread(_nobody(document))
        violations += until_unread(_strangers(document, policy))
        body = document.read_field("incident")
        if body is None:
            continue
        incident = incidents.get(body.removeprefix("./")) if isinstance(body, str) else body
        if incident is None:
            violations.append(_unknown_incident(document, incidents))
        elif document.is_whole and incident.is_whole and "person" not in policy.nameless:
            scenarios.append(_scenario(document, incident, policy))
    return tuple(scenarios), tuple(violations)


def _scenario(
    document: written.Scenario, incident: reported.IncidentBody, policy: Policy
) -> ScenarioCase:
    known = policy.names("person")
    acknowledged = ((person_id(ack.by), ack.at) for ack in document.acknowledged)
    return ScenarioCase(
        id=document.id,
        incident=IncidentStatement(
            id=document.id,
            title=incident.title,
            detected_at=incident.detected_at,
            facts=dict(incident.facts),
            published_at=incident.published_at,
            aware_at=incident.aware_at,
            conflicts=tuple((one.person, one.grade) for one in incident.conflicts),
        ),
        expect=_expectation(document.expect),
        absent=frozenset(document.absent),
        acknowledged=tuple((name, at) for name, at in acknowledged if name in known),
        place=document.place(),
    )


def _expectation(expect: written.Expectation) -> CaseExpectation:
    return CaseExpectation(
        severity=expect.severity,
        escalation=expect.escalation,
        playbooks=expect.playbooks,
        decisions={
            name: (result,) if isinstance(result, str) else result
            for name, result in (expect.decisions or {}).items()
        },
        notified=tuple(
            CaseNotice(target, notice.by)
            for notice in expect.notified or ()
            if (target := _target(notice)) is not None
        ),
        not_notified=expect.not_notified or (),
        met=expect.met or (),
        missed=expect.missed,
    )


def _target(notice: written.ExpectedNotice) -> str | None:
    if notice.person is None:
        return notice.target
    return f"person:{notice.person}" if notice.target is None else None


def _unknown_incident(
    document: written.Scenario, incidents: Mapping[str, reported.Incident]
) -> Violation:
    problem = Problem(
        document.place("incident"),
        said("there is no incident file `{incident}`", incident=document.incident),
        help=did_you_mean(str(document.incident), incidents),
        lacks=Lack("incident", str(document.incident)),
    )
    return Violation(SCEN001, problem)


def _nobody(document: written.Scenario) -> Iterator[Violation]:
    for position, notice in enumerate(document.expect.notified or ()):
        if _target(notice) is None:
            problem = Problem(
                document.place("expect", "notified", position),
                said("an expected notification names either a `person` or a `target`"),
                help=said("name one of them")
                if notice.person is None
                else said("remove one of them"),
            )
            yield Violation(SCEN002, problem)


def _strangers(document: written.Scenario, policy: Policy) -> Iterator[Violation]:
    known = policy.names("person")
    for position, acknowledgement in enumerate(document.acknowledged):
        name = person_id(acknowledgement.by)
        if name not in known:
            at = document.place("acknowledged", position, "by")
            problem = Problem(
                at, said("there is no person `{name}`", name=name), help=did_you_mean(name, known)
            )
            yield Violation(SCEN003, problem._replace(lacks=Lack("person", name)))
