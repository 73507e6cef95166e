"""Findings as JSON: a public interface, versioned by `format`, apart from the internal types."""

import json
from typing import TypedDict

from govcheck.finding import Finding, Severity
from govcheck.render.shape import shaped
from govcheck.report.findings import Report


class RelatedJson(TypedDict):
    """A further place."""

    path: str
    line: int
    column: int
    end_line: int
    end_column: int
    message: str


class FindingJson(TypedDict):
    """One finding; lines and columns count from 1, ends are exclusive."""

    code: str
    name: str
    severity: str
    message: str
    path: str
    line: int
    column: int
    end_line: int
    end_column: int
    pointer: str
    document: str | None
    related: list[RelatedJson]
    help: str | None
    waived: str | None


class SummaryJson(TypedDict):
    """How many there are."""

    errors: int
    warnings: int
    notes: int
    documents: int


class FindingsJson(TypedDict):
    """The whole answer of `validate --format json`."""

    format: int
    summary: SummaryJson
    findings: list[FindingJson]


def render(report: Report) -> str:
    """The findings as one JSON object, with a line end."""
    return json.dumps(findings_json(report), ensure_ascii=True, indent=2) + "\n"


def findings_json(report: Report) -> FindingsJson:
    """The findings in the public types."""
    return {
        "format": 1,
        "summary": {
            "errors": report.count(Severity.ERROR),
            "warnings": report.count(Severity.WARNING),
            "notes": report.count(Severity.NOTE),
            "documents": report.documents,
        },
        "findings": [finding_json(finding) for finding in report.findings],
    }


def finding_json(finding: Finding) -> FindingJson:
    """One finding, as every command's JSON has it."""
    return shaped(
        FindingJson,
        finding,
        **finding.span._asdict(),
        severity=finding.severity.value,
        related=[shaped(RelatedJson, one.span, message=one.message) for one in finding.related],
        waived=None if finding.waived is None else str(finding.waived),
    )
