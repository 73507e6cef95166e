"""An incident that happened, as a scenario that pins what the policy says of it today."""

from govcheck.simulate.answers import Acknowledgements
from govcheck.simulate.outcome import Outcome
from govcheck.simulate.program import Program
from govcheck.time.clock import format_duration, format_instant

ScenarioDocument = dict[str, object]


def scenario_of(program: Program, outcome: Outcome, answers: Acknowledgements) -> ScenarioDocument:
    """The scenario, as a mapping of plain values in the order in which it is written.

    `outcome` is the incident with the facts that were known in the end, played by the policy with
    these `answers`.
    """
    stated, zone = outcome.stated, program.roster.timezone
    facts = {
        name: sorted(value) if isinstance(value, frozenset) else value
        for name, value in stated.case.facts.items()
    }
    incident: ScenarioDocument = {
        "title": str(stated.title),
        "detected_at": format_instant(stated.case.detected_at, zone),
        "facts": facts,
    }
    results = {verdict.decision.name: verdict.result for verdict in outcome.verdicts}
    expect: ScenarioDocument = {}
    for name in ("severity", "escalation"):
        if name in results:
            expect[name] = results[name][0]
    if "playbooks" in results:
        expect["playbooks"] = list(results["playbooks"])
    expect["missed"] = list(outcome.missed)
    answered = [
        {"by": f"person:{person}", "at": format_duration(after)} for person, after in answers
    ]
    found: ScenarioDocument = {
        "kind": "scenario",
        "id": f"{stated.id}-as-it-was",
        "incident": incident,
    }
    return found | ({"acknowledged": answered} if answered else {}) | {"expect": expect}
