"""The plan: what the decisions call for, before anybody's availability matters."""

from typing import NamedTuple

from govcheck.engine.decide import truth_in_all
from govcheck.engine.ruleset import All, Condition, Verdict
from govcheck.simulate.outcome import Stated
from govcheck.simulate.program import Escalation, Playbook, Program


class PlannedPlaybook(NamedTuple):
    """A playbook that applies, with what of it is owed and needed in this incident.

    What is undecided is owed and needed.
    """

    playbook: Playbook
    owed: frozenset[str]
    needed: frozenset[str]


class Plan(NamedTuple):
    """The escalation without the steps that are ruled out, and the playbooks that apply."""

    stated: Stated
    severity: str
    """Empty where nothing decides it."""
    escalation: Escalation | None
    undecided: frozenset[str]
    """The steps of which nobody knows whether they apply."""
    playbooks: tuple[PlannedPlaybook, ...]


def plan(program: Program, stated: Stated, verdicts: tuple[Verdict, ...]) -> Plan:
    """What is to be done about an incident that is decided."""

    def applies(when: Condition) -> bool | None:
        if isinstance(when, All) and not when.parts:
            return True
        return truth_in_all(program.ruleset, program.roster, stated.case, verdicts, when)

    results = {verdict.decision.name: verdict.result for verdict in verdicts}
    named = next(iter(results.get("escalation", ())), "")
    escalation = program.escalations.get(named)
    truths = {} if escalation is None else {s.id: applies(s.when) for s in escalation.steps}
    if escalation is not None:
        kept = tuple(step for step in escalation.steps if truths[step.id] is not False)
        escalation = escalation._replace(steps=kept)
    playbooks = tuple(
        PlannedPlaybook(
            playbook,
            frozenset(a.id for a in playbook.actions if applies(a.when) is not False),
            frozenset(a.id for a in playbook.approvals.values() if applies(a.when) is not False),
        )
        for name in results.get("playbooks", ())
        if (playbook := program.playbooks.get(name)) is not None
    )
    return Plan(
        stated=stated,
        severity=next(iter(results.get("severity", ())), ""),
        escalation=escalation,
        undecided=frozenset(step for step, truth in truths.items() if truth is None),
        playbooks=playbooks,
    )
