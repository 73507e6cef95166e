"""The outcome as JSON, format 1."""

from collections.abc import Mapping, Sequence
from json import dumps

from govcheck.briefing.simulation import v1
from govcheck.briefing.simulation.view import OutcomeView
from govcheck.engine.ruleset import Boundary, DecisionTable, Fact, NearMiss, OpenFact, Ruling, Value
from govcheck.render.escape import json_text
from govcheck.render.stamp import PolicyStamp
from govcheck.simulate.outcome import ApprovalState, Event, Obligation, Outcome, Quorum, Told
from govcheck.simulate.program import Program
from govcheck.time.clock import format_instant


def render(
    outcomes: Sequence[Outcome], program: Program, stamp: PolicyStamp, *, listed: bool = False
) -> str:
    """One object; a list of them where `listed`, or where there is not exactly one."""
    simulations = [simulation(outcome, program, stamp) for outcome in outcomes]
    alone = len(simulations) == 1 and not listed
    document = simulations[0] if alone else simulations
    return json_text(dumps(document, ensure_ascii=False, indent=2, allow_nan=False)) + "\n"


def simulation(outcome: Outcome, program: Program, stamp: PolicyStamp) -> v1.SimulationJson:
    """One outcome in the public types."""
    view = OutcomeView(outcome, program)
    decisions = {verdict.decision.name: verdict.decision for verdict in outcome.verdicts}
    return {
        "format": 1,
        "policy": {
            "revision": stamp.revision,
            "dirty": stamp.dirty,
            "tzdata": stamp.tzdata,
            "holidays": stamp.holidays,
        },
        "incident": _incident(outcome, program),
        "decisions": {verdict.decision.name: _decision(verdict) for verdict in outcome.verdicts},
        "timeline": [_event(view, event) for event in outcome.timeline],
        "obligations": [_obligation(owed) for owed in outcome.obligations],
        "missed": list(outcome.missed),
        "untold": list(outcome.untold),
        "forbidden": list(outcome.forbidden),
        "single_points": list(outcome.single_points),
        "ask_next": [_question(question, decisions) for question in outcome.ask_next],
        "approvals": [_approval(approval) for approval in outcome.approvals],
        "quorums": [_quorum(quorum) for quorum in outcome.quorums],
        "boundaries": [_boundary(one, program, decisions) for one in outcome.boundaries],
        "near_misses": [
            _near_miss(miss, decision)
            for miss in outcome.near_misses
            for decision in decisions.values()
            if miss.rule in decision.rules
        ],
        "notes": list(outcome.notes),
        "logged": outcome.logged,
    }


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


def _decision(verdict: Ruling) -> v1.DecisionJson:
    decision = verdict.decision
    return {
        "result": _result(verdict.result, decision),
        "possible": list(verdict.possible),
        "hit_policy": decision.hit_policy,
        "matched": [
            {
                "rule": match.rule.id,
                "document": match.rule.document,
                "path": match.rule.path,
                "line": match.rule.line,
                "result": _result(match.rule.results, decision),
                "possible": match.possible,
                "because": match.rule.because,
            }
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
        row["skipped"] = [{"who": one.who, "why": one.why} for one in event.skipped]
    if event.note is not None:
        row["note"] = event.note
    return row


def _told(view: OutcomeView, told: Told, at: int) -> v1.ToldJson:
    return {
        "person": told.person,
        "target": told.target,
        "via": list(told.via),
        "stands_in_for": told.stands_in_for,
        "also": list(told.also),
        "local": local_instant(at, view.timezone(told.person)),
    }


def local_instant(at: int, timezone: str) -> str:
    """RFC 3339 with the zone's offset, numeric for UTC, too."""
    return format_instant(at, timezone).replace("Z", "+00:00")


def _obligation(owed: Obligation) -> v1.ObligationJson:
    return {
        "id": owed.id,
        "do": owed.do,
        "due": format_instant(owed.due),
        "done": _instant(owed.done),
        "met": owed.met,
        "slack_seconds": owed.slack,
        "untold": list(owed.untold),
        "possible": owed.possible,
        "left_out": list(owed.left_out),
        "owed_by": list(owed.owed_by),
        "waits_for": list(owed.waits_for),
        "publishes": owed.publishes,
        "template": owed.template,
        "calendar": owed.calendar,
        "segments": [
            {"from": format_instant(start), "to": format_instant(end)}
            for start, end in owed.segments
        ],
    }


def _instant(at: int | None) -> str | None:
    return None if at is None else format_instant(at)


def _approval(approval: ApprovalState) -> v1.ApprovalJson:
    return {
        "id": approval.id,
        "action": approval.action,
        "requires": approval.requires,
        "requested": _instant(approval.requested),
        "ends": _instant(approval.ends),
        "given": approval.given,
        "approvers": [
            {
                "person": approver.person,
                "target": approver.target,
                "stands_in_for": approver.stands_in_for,
                "available": approver.available,
                "why_not": approver.why_not,
            }
            for approver in approval.approvers
        ],
    }


def _quorum(quorum: Quorum) -> v1.QuorumJson:
    return {
        "council": quorum.council,
        "needed": quorum.needed,
        "convened": format_instant(quorum.convened),
        "due": _instant(quorum.due),
        "reached": _instant(quorum.reached),
        "seats": [
            {"holder": seat.holder, "by": seat.by, "conflict": seat.conflict}
            for seat in quorum.seats
        ],
    }


def _boundary(
    one: Boundary, program: Program, decisions: Mapping[str, DecisionTable]
) -> v1.BoundaryJson:
    fact = program.ruleset.facts.get(one.fact)
    return {
        "decision": one.decision,
        "fact": one.fact,
        "stated": _value(one.stated, fact),
        "value": _value(one.value, fact),
        "result": _result(one.result, decisions[one.decision]),
    }


def _near_miss(miss: NearMiss, decision: DecisionTable) -> v1.NearMissJson:
    return {
        "decision": decision.name,
        "rule": miss.rule.id,
        "path": miss.rule.path,
        "line": miss.rule.line,
        "result": _result(miss.rule.results, decision),
        "fact": miss.fact,
        "needs": miss.needs,
    }


def _question(question: OpenFact, decisions: Mapping[str, DecisionTable]) -> v1.OpenFactJson:
    return {
        "fact": question.fact,
        "question": question.question,
        "would_change": {
            answer: {name: _result(results, decisions[name]) for name, results in changes.items()}
            for answer, changes in question.would_change.items()
        },
    }
