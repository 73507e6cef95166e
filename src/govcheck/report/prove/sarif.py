"""The verdicts as SARIF 2.1.0 (OASIS), for code scanning."""

from typing import Any, Final

from govcheck.prove.prove import RULES
from govcheck.render.escape import terminal
from govcheck.render.shape import SpanOfTimeJson, shaped
from govcheck.render.stamp import StampJson
from govcheck.report.findings.sarif import related_locations, sarif_location, sarif_log
from govcheck.report.prove import ProofReport
from govcheck.report.prove.json import minutes
from govcheck.report.prove.witness import command
from govcheck.workspace.prove import Proven

_Json = dict[str, Any]
_KINDS: Final = {
    "proved": "pass",
    "refuted": "fail",
    "vacuous": "notApplicable",
    "skipped": "open",
}


def render(report: ProofReport) -> str:
    """One SARIF log with one run."""
    codes = sorted({one.verdict.code for one in report.proof.proven})
    results = [
        _result(one, codes.index(one.verdict.code), report.written.get(number))
        for number, one in enumerate(report.proof.proven)
    ]
    asked = {
        "horizon": shaped(SpanOfTimeJson, report.proof.question.horizon),
        "policy": shaped(StampJson, report.stamp),
    }
    return sarif_log([*map(_rule, codes)], results, properties=asked)


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
        result["locations"] = [sarif_location(one.span, verdict.subject)]
    if one.related:
        result["relatedLocations"] = related_locations(one.related)
    if one.waived is not None:
        result["suppressions"] = [{"kind": "external", "justification": terminal(str(one.waived))}]
    return result
