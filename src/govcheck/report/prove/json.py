"""The verdicts as JSON: a public interface, versioned by `format`."""

from collections.abc import Mapping
from typing import TypedDict

from govcheck.engine.ruleset import Value
from govcheck.prove.replay import Stateable, stateable
from govcheck.prove.verdict import Witness
from govcheck.render.shape import SpanOfTimeJson, dumped, shaped
from govcheck.render.stamp import StampJson
from govcheck.report.prove import ProofReport
from govcheck.report.prove.witness import command
from govcheck.time.clock import MINUTE, format_instant
from govcheck.workspace.prove import Proven


class VerdictRelatedJson(TypedDict):
    """A further place."""

    path: str
    line: int
    message: str


class WitnessIncidentJson(TypedDict):
    """An incident that shows something."""

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


class ProofJson(TypedDict):
    """The whole answer of `prove --format json`."""

    format: int
    horizon: SpanOfTimeJson
    policy: StampJson
    verdicts: list[VerdictJson]


def render(report: ProofReport) -> str:
    """The verdicts as one JSON object, with a line end."""
    return dumped(proof_json(report))


def proof_json(report: ProofReport) -> ProofJson:
    """The verdicts in the public types."""
    return {
        "format": 1,
        "horizon": shaped(SpanOfTimeJson, report.proof.question.horizon),
        "policy": shaped(StampJson, report.stamp),
        "verdicts": [
            _verdict(one, report.written.get(number))
            for number, one in enumerate(report.proof.proven)
        ],
    }


def _verdict(proven: Proven, path: str | None) -> VerdictJson:
    verdict, span = proven.verdict, proven.span
    return shaped(
        VerdictJson,
        verdict,
        waived=None if proven.waived is None else str(proven.waived),
        path=None if span is None else span.path,
        line=None if span is None else span.line,
        related=[
            shaped(VerdictRelatedJson, one.span, message=one.message) for one in proven.related
        ],
        minutes=minutes(verdict.seconds),
        witness=None if verdict.witness is None else _witness(verdict.witness, path),
    )


def minutes(seconds: int) -> float:
    """Exact minutes: whole where they are whole."""
    whole, rest = divmod(seconds, MINUTE)
    return seconds / MINUTE if rest else whole


def _witness(witness: Witness, path: str | None) -> WitnessJson:
    incident = witness_incident(witness.detected_at, witness.facts)
    return shaped(WitnessJson, witness, incident=incident, command=command(witness, path))


def witness_incident(detected_at: int, facts: Mapping[str, Value]) -> WitnessIncidentJson:
    """An incident that shows something, by its facts."""
    return {"detected_at": format_instant(detected_at), "facts": stateable(facts)}
