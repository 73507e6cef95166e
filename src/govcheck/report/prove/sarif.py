"""The verdicts as SARIF 2.1.0 (OASIS), for code scanning."""

import json
from typing import Any, Final
from urllib.parse import quote

from govcheck import __version__
from govcheck.finding import Related
from govcheck.prove.prove import RULES
from govcheck.render.escape import terminal
from govcheck.render.shape import SpanOfTimeJson, shaped
from govcheck.render.stamp import StampJson
from govcheck.report.prove import ProofReport
from govcheck.report.prove.json import minutes
from govcheck.report.prove.witness import command
from govcheck.source import Span
from govcheck.workspace.prove import Proven

_Json = dict[str, Any]
_SCHEMA: Final = "https://json.schemastore.org/sarif-2.1.0.json"
_KINDS: Final = {
    "proved": "pass",
    "refuted": "fail",
    "vacuous": "notApplicable",
    "skipped": "open",
}


def render(report: ProofReport) -> str:
    """One SARIF log with one run."""
    codes = sorted({one.verdict.code for one in report.proof.proven})
    run = {
        "tool": {
            "driver": {
                "name": "govcheck",
                "semanticVersion": __version__,
                "rules": [_rule(code) for code in codes],
            }
        },
        "columnKind": "unicodeCodePoints",
        "properties": {
            "horizon": shaped(SpanOfTimeJson, report.proof.question.horizon),
            "policy": shaped(StampJson, report.stamp),
        },
        "originalUriBaseIds": {"%SRCROOT%": {"description": {"text": "the repository's root"}}},
        "results": [
            _result(one, codes.index(one.verdict.code), report.written.get(number))
            for number, one in enumerate(report.proof.proven)
        ],
    }
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2) + "\n"


def _rule(code: str) -> _Json:
    rule = next(rule for rule in RULES if rule.code == code)
    return {
        "id": code,
        "name": rule.name,
        "shortDescription": {"text": rule.truth},
        "fullDescription": {"text": rule.why},
        "help": {"text": f"Run `govcheck explain {code}`."},
        "defaultConfiguration": {"level": "error"},
    }


def _result(one: Proven, rule: int, path: str | None) -> _Json:
    verdict = one.verdict
    text = terminal(verdict.reason or verdict.message)
    if verdict.witness is not None:
        lines = command(verdict.witness, path).splitlines()
        text += " (see: " + "\n".join(terminal(line) for line in lines) + ")"
    result: _Json = {
        "ruleId": verdict.code,
        "ruleIndex": rule,
        "kind": _KINDS[verdict.verdict],
        "level": "error" if verdict.verdict == "refuted" else "none",
        "message": {"text": text},
        "partialFingerprints": {"govcheck/v1": f"{verdict.code}:{terminal(verdict.subject)}"},
        "suppressions": [],
    }
    if verdict.intervals:
        intervals = [shaped(SpanOfTimeJson, interval) for interval in verdict.intervals]
        result["properties"] = {"intervals": intervals, "minutes": minutes(verdict.seconds)}
    if one.span is not None:
        result["locations"] = [_location(one.span, verdict.subject)]
    if one.related:
        result["relatedLocations"] = [
            _related(number, related) for number, related in enumerate(one.related, 1)
        ]
    if one.waived is not None:
        result["suppressions"] = [{"kind": "external", "justification": terminal(str(one.waived))}]
    return result


def _related(number: int, related: Related) -> _Json:
    message = {"text": terminal(related.message)}
    return {"id": number, **_location(related.span), "message": message}


def _location(span: Span, subject: str | None = None) -> _Json:
    region = {
        "startLine": span.line,
        "startColumn": span.column,
        "endLine": span.end_line,
        "endColumn": span.end_column,
    }
    artifact = {"uri": quote(span.path, errors="surrogatepass"), "uriBaseId": "%SRCROOT%"}
    location: _Json = {"physicalLocation": {"artifactLocation": artifact, "region": region}}
    if subject is not None:
        location["logicalLocations"] = [{"fullyQualifiedName": terminal(subject)}]
    return location
