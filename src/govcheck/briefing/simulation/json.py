"""The outcome as JSON, format 1."""

from collections.abc import Mapping, Sequence

from govcheck.briefing.simulation import v1
from govcheck.briefing.simulation.view import OutcomeView
from govcheck.engine.ruleset import DecisionTable, Fact, NearMiss, OpenFact, Ruling, Value
from govcheck.render.page.names import PageNames
from govcheck.render.shape import dumped, shaped
from govcheck.render.stamp import PolicyStamp, StampJson
from govcheck.simulate.outcome import Event, Outcome, Told
from govcheck.simulate.program import Program
from govcheck.time.clock import format_instant
from govcheck.tongue import ENGLISH


def render(
    outcomes: Sequence[Outcome], program: Program, stamp: PolicyStamp, *, listed: bool = False
) -> str:
    """One object; a list of them where `listed`, or where there is not exactly one."""
    simulations = [simulation(outcome, program, stamp) for outcome in outcomes]
    return dumped(simulations if listed or len(simulations) != 1 else simulations[0])


def simulation(outcome: Outcome, program: Program, stamp: PolicyStamp) -> v1.SimulationJson:
    """One outcome in the public types."""
    view = OutcomeView(outcome, PageNames(program, ENGLISH))
    facts = program.ruleset.facts
    decisions = {verdict.decision.name: verdict.decision for verdict in outcome.verdicts}
    return shaped(
        v1.SimulationJson,
        outcome,
        format=1,
        policy=shaped(StampJson, stamp),
        incident=_incident(outcome, program),
        decisions={one.decision.name: _decision(one, outcome) for one in outcome.verdicts},
        timeline=[_event(view, event) for event in outcome.timeline],
        obligations=[
            shaped(
                v1.ObligationJson,
                owed,
                slack_seconds=owed.slack,
                possible=outcome.is_only_possible(owed),
                segments=[tuple(one) for one in owed.segments],
            )
            for owed in outcome.obligations
        ],
        ask_next=[_question(question, decisions) for question in outcome.ask_next],
        boundaries=[
            shaped(
                v1.BoundaryJson,
                one,
                stated=_value(one.stated, facts.get(one.fact)),
                value=_value(one.value, facts.get(one.fact)),
                result=_result(one.result, decisions[one.decision]),
            )
            for one in outcome.boundaries
        ],
        near_misses=[
            _near_miss(miss, decision)
            for miss in outcome.near_misses
            for decision in decisions.values()
            if miss.rule in decision.rules
        ],
    )


def _incident(outcome: Outcome, program: Program) -> v1.IncidentJson:
    stated = outcome.stated
    declared = program.ruleset.facts
    return {
        "id": stated.id,
        "title": stated.title,
        "detected_at": format_instant(stated.case.detected_at),
        "facts": {
            name: _value(stated.case.facts[name], fact)
            for name, fact in declared.items()
            if name in stated.case.facts and fact.type not in ("share", "decision")
        },
        "unknown": list(outcome.unknown),
        "assumed": {
            name: _value(value, declared[name])
            for name, value in program.ruleset.assumed(stated.case.facts).items()
        },
    }


def _value(value: Value, fact: Fact | None) -> v1.FactValueJson:
    if not isinstance(value, frozenset):
        return value
    declared = fact.values if fact is not None else ()
    return [tag for tag in declared if tag in value] + sorted(value.difference(declared))


def _result(results: Sequence[str], decision: DecisionTable) -> v1.ResultJson:
    return list(results) if decision.hit_policy == "collect" else results[0]


def _decision(verdict: Ruling, outcome: Outcome) -> v1.DecisionJson:
    decision = verdict.decision
    return {
        "result": _result(verdict.result, decision),
        "possible": list(verdict.possible),
        "certain": outcome.is_certain(verdict),
        "hit_policy": decision.hit_policy,
        "matched": [
            shaped(
                v1.MatchJson,
                match.rule,
                rule=match.rule.id,
                result=_result(match.rule.results, decision),
                possible=match.possible,
            )
            for match in verdict.matched
        ],
    }


def _event(view: OutcomeView, event: Event) -> v1.EventJson:
    row: v1.EventJson = {
        "offset_seconds": event.at - view.detected_at,
        "at": format_instant(event.at),
        "event": event.event,
    }
    if event.step is not None:
        row["step"] = event.step
    if event.round is not None:
        row["round"] = event.round
    if event.people:
        row["people"] = [_told(view, told, event.at) for told in event.people]
    if event.targets:
        row["targets"] = list(event.targets)
    if event.obligation is not None:
        row["obligation"] = event.obligation
    if event.met is not None:
        row["met"] = event.met
        row["slack_seconds"] = event.slack
    if event.untold:
        row["untold"] = list(event.untold)
    if event.follows:
        row["follows"] = True
    if event.left_out:
        row["left_out"] = list(event.left_out)
    if event.skipped:
        row["skipped"] = [shaped(v1.SkippedJson, one) for one in event.skipped]
    if event.note is not None:
        row["note"] = event.note
    return row


def _told(view: OutcomeView, told: Told, at: int) -> v1.ToldJson:
    return shaped(v1.ToldJson, told, local=local_instant(at, view.timezone(told.person)))


def local_instant(at: int, timezone: str) -> str:
    """RFC 3339 with the zone's offset, numeric for UTC, too."""
    return format_instant(at, timezone).replace("Z", "+00:00")


def _near_miss(miss: NearMiss, decision: DecisionTable) -> v1.NearMissJson:
    result = _result(miss.rule.results, decision)
    return shaped(
        v1.NearMissJson,
        miss.rule,
        decision=decision.name,
        rule=miss.rule.id,
        result=result,
        fact=miss.fact,
        needs=miss.needs,
    )


def _question(question: OpenFact, decisions: Mapping[str, DecisionTable]) -> v1.OpenFactJson:
    return {
        "fact": question.fact,
        "question": question.question,
        "would_change": {
            answer: {name: _result(results, decisions[name]) for name, results in changes.items()}
            for answer, changes in question.would_change.items()
        },
    }
