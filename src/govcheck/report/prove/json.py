"""The verdicts as JSON: a public interface, versioned by `format`."""

import json
from typing import TypedDict

from govcheck.prove.replay import Stateable, stateable
from govcheck.prove.verdict import Witness
from govcheck.render.escape import json_text
from govcheck.report.prove import ProofReport
from govcheck.report.prove.witness import command
from govcheck.time.clock import MINUTE, format_instant
from govcheck.time.intervals import Interval
from govcheck.workspace.prove import Proven

SpanOfTimeJson = TypedDict("SpanOfTimeJson", {"from": str, "to": str})
"""A stretch of time; the end is out."""


class VerdictRelatedJson(TypedDict):
    """A further place."""

    path: str
    line: int
    message: str


class WitnessIncidentJson(TypedDict):
    """The incident of a witness."""

    detected_at: str
    facts: dict[str, Stateable]


class WitnessJson(TypedDict):
    """An incident that refutes the property, and how to see it."""

    incident: WitnessIncidentJson
    absent: list[str]
    note: str
    command: str


class VerdictJson(TypedDict):
    """One verdict; `path` and `line` are null where no file is to blame."""

    code: str
    name: str
    subject: str
    verdict: str
    reason: str | None
    waived: str | None
    message: str
    path: str | None
    line: int | None
    related: list[VerdictRelatedJson]
    intervals: list[SpanOfTimeJson]
    minutes: float
    witness: WitnessJson | None


class PolicyJson(TypedDict):
    """What the proof was made from."""

    revision: str | None
    dirty: bool
    tzdata: str
    holidays: str | None


class ProofJson(TypedDict):
    """The whole answer of `prove --format json`."""

    format: int
    horizon: SpanOfTimeJson
    policy: PolicyJson
    verdicts: list[VerdictJson]


def render(report: ProofReport) -> str:
    """The verdicts as one JSON object, with a line end."""
    return json_text(json.dumps(proof_json(report), ensure_ascii=False, indent=2)) + "\n"


def proof_json(report: ProofReport) -> ProofJson:
    """The verdicts in the public types."""
    return {
        "format": 1,
        "horizon": span_of_time(report.proof.question.horizon),
        "policy": made_from(report),
        "verdicts": [
            _verdict(one, report.written.get(number))
            for number, one in enumerate(report.proof.proven)
        ],
    }


def made_from(report: ProofReport) -> PolicyJson:
    """What the proof was made from."""
    stamp = report.stamp
    return {
        "revision": stamp.revision,
        "dirty": stamp.dirty,
        "tzdata": stamp.tzdata,
        "holidays": stamp.holidays,
    }


def _verdict(proven: Proven, path: str | None) -> VerdictJson:
    verdict, span = proven.verdict, proven.span
    return {
        "code": verdict.code,
        "name": verdict.name,
        "subject": verdict.subject,
        "verdict": verdict.verdict,
        "reason": verdict.reason,
        "waived": None if proven.waived is None else str(proven.waived),
        "message": verdict.message,
        "path": None if span is None else span.path,
        "line": None if span is None else span.line,
        "related": [
            {"path": one.span.path, "line": one.span.line, "message": one.message}
            for one in proven.related
        ],
        "intervals": [span_of_time(interval) for interval in verdict.intervals],
        "minutes": minutes(verdict.seconds),
        "witness": None if verdict.witness is None else _witness(verdict.witness, path),
    }


def minutes(seconds: int) -> float:
    """Exact minutes: whole where they are whole."""
    whole, rest = divmod(seconds, MINUTE)
    return seconds / MINUTE if rest else whole


def _witness(witness: Witness, path: str | None) -> WitnessJson:
    return {
        "incident": {
            "detected_at": format_instant(witness.detected_at),
            "facts": stateable(witness.facts),
        },
        "absent": list(witness.absent),
        "note": witness.note,
        "command": command(witness, path),
    }


def span_of_time(interval: Interval) -> SpanOfTimeJson:
    """From the one instant, in, to the other, out."""
    start, end = interval
    return {"from": format_instant(start), "to": format_instant(end)}
