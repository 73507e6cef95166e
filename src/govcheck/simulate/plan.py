"""The plan: what the decisions call for, before anybody's availability matters."""

from govcheck.engine.decide import decider, known_of
from govcheck.engine.evaluate import truth
from govcheck.engine.ruleset import All, Predicate, Ruling
from govcheck.named_tuples import NamedTuple
from govcheck.simulate.outcome import PlayedIncident
from govcheck.simulate.program import EscalationPlan, PlaybookPlan, Program


class PlannedPlaybook(NamedTuple):
    """A playbook that applies, with what of it is owed and needed in this incident.

    What is undecided is owed and needed.
    """

    playbook: PlaybookPlan
    owed: frozenset[str]
    needed: frozenset[str]
    possible: bool = False
    """Whether it is only possible that it applies."""


class Plan(NamedTuple):
    """The escalation without the steps that are ruled out, and the playbooks that apply."""

    stated: PlayedIncident
    severity: str
    """Empty where nothing decides it."""
    escalation: EscalationPlan | None
    undecided: frozenset[str]
    """The steps of which nobody knows whether they apply."""
    playbooks: tuple[PlannedPlaybook, ...]


def plan(program: Program, stated: PlayedIncident, verdicts: tuple[Ruling, ...]) -> Plan:
    """What is to be done about an incident that is decided."""
    case, engine = stated.case, decider(program.ruleset, program.roster)
    known = known_of(program.ruleset, program.roster, case, verdicts)

    def applies(when: Predicate) -> bool | None:
        if type(when) is All and not when.parts:
            return True
        held = truth(when, known)
        return engine.truth_in_all(case, verdicts, when, known) if held is None else held

    results = {verdict.decision.name: verdict.result for verdict in verdicts}
    only_possible = frozenset(
        name
        for verdict in verdicts
        if verdict.decision.name == "playbooks"
        for name in uncertain(verdict)
    )
    named = next(iter(results.get("escalation", ())), "")
    escalation = program.escalations.get(named)
    truths = {} if escalation is None else {s.id: applies(s.when) for s in escalation.steps}
    if escalation is not None:
        kept = tuple(step for step in escalation.steps if truths[step.id] is not False)
        if len(kept) < len(truths):
            escalation = escalation._replace(steps=kept)
    playbooks = tuple(
        PlannedPlaybook(
            playbook,
            frozenset([a.id for a in playbook.actions if applies(a.when) is not False]),
            frozenset([a.id for a in playbook.approvals.values() if applies(a.when) is not False]),
            possible=name in only_possible,
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


def uncertain(verdict: Ruling) -> tuple[str, ...]:
    """Of a collected result, what no rule gives for certain."""
    sure = {name for match in verdict.matched if not match.possible for name in match.rule.results}
    if verdict.settled:
        return ()
    return tuple(name for name in verdict.possible if name not in sure)
