"""Findings as SARIF 2.1.0 (OASIS), for code scanning.

Columns count Unicode code points, ends are exclusive, as SARIF has them, too.
"""

import json
from collections.abc import Iterable, Sequence
from typing import Any
from urllib.parse import quote

from govcheck import __version__
from govcheck.explanations import find
from govcheck.finding import Finding, Related, Severity, TextEdit
from govcheck.render.escape import terminal
from govcheck.report.findings import Report
from govcheck.report.findings.fingerprint import fingerprints
from govcheck.source import Span

_Json = dict[str, Any]
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "note"}
_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def render(report: Report) -> str:
    """One SARIF log with one run."""
    codes = sorted({finding.code for finding in report.findings})
    results = [
        _result(finding, codes.index(finding.code), fingerprint)
        for finding, fingerprint in zip(report.findings, fingerprints(report.findings), strict=True)
    ]
    return sarif_log([_rule(code, report) for code in codes], results)


def sarif_log(rules: list[_Json], results: list[_Json], **run: _Json) -> str:
    """A log with one run of govcheck: its rules, its results, and what else belongs to the run."""
    driver = {"name": "govcheck", "semanticVersion": __version__, "rules": rules}
    root = {"%SRCROOT%": {"description": {"text": "the repository's root"}}}
    whole = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        **run,
        "originalUriBaseIds": root,
        "results": results,
    }
    log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [whole]}
    return json.dumps(log, indent=2) + "\n"


def _rule(code: str, report: Report) -> _Json:
    shown = next(finding for finding in report.findings if finding.code == code)
    known = find(code)
    rule: _Json = {"id": code, "name": shown.name}
    if known is not None:
        rule["shortDescription"] = {"text": known.rule.truth}
        rule["fullDescription"] = {"text": known.rule.why}
        rule["help"] = {"text": f"{known.mend} Run `govcheck explain {code}`."}
        rule["defaultConfiguration"] = {"level": _LEVELS[known.rule.severity]}
    return rule


def _result(finding: Finding, rule: int, fingerprint: str) -> _Json:
    text = terminal(finding.message)
    if finding.help is not None:
        text += f" ({terminal(finding.help)})"
    result: _Json = {
        "ruleId": finding.code,
        "ruleIndex": rule,
        "level": _LEVELS[finding.severity],
        "message": {"text": text},
        "locations": [
            sarif_location(
                finding.span,
                None if finding.document is None else finding.document + finding.pointer,
            )
        ],
        "partialFingerprints": {"govcheck/v1": fingerprint},
        "suppressions": [],
    }
    if finding.related:
        result["relatedLocations"] = related_locations(finding.related)
    if finding.waived is not None:
        kind = "inSource" if finding.waived.in_source else "external"
        result["suppressions"] = [{"kind": kind, "justification": terminal(str(finding.waived))}]
    if finding.fix is not None:
        result["fixes"] = [_fix(finding.fix.edits)]
    return result


def _fix(edits: Iterable[TextEdit]) -> _Json:
    files: dict[str, list[TextEdit]] = {}
    for edit in edits:
        files.setdefault(edit.span.path, []).append(edit)
    changes = [
        {
            "artifactLocation": _artifact(within[0].span),
            "replacements": [
                {"deletedRegion": _region(edit.span), "insertedContent": {"text": edit.text}}
                for edit in within
            ],
        }
        for within in files.values()
    ]
    return {"artifactChanges": changes}


def sarif_location(span: Span, subject: str | None = None) -> _Json:
    """A place in a file, and what stands there by its name."""
    location: _Json = {
        "physicalLocation": {"artifactLocation": _artifact(span), "region": _region(span)}
    }
    if subject is not None:
        location["logicalLocations"] = [{"fullyQualifiedName": terminal(subject)}]
    return location


def related_locations(related: Sequence[Related]) -> list[_Json]:
    """Further places with their notes, numbered from 1."""
    return [
        {"id": number, **sarif_location(one.span), "message": {"text": terminal(one.message)}}
        for number, one in enumerate(related, 1)
    ]


def _artifact(span: Span) -> _Json:
    return {"uri": quote(span.path, errors="surrogateescape"), "uriBaseId": "%SRCROOT%"}


def _region(span: Span) -> _Json:
    return {
        "startLine": span.line,
        "startColumn": span.column,
        "endLine": span.end_line,
        "endColumn": span.end_column,
    }
