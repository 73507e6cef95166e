"""Findings as a GitLab code quality report."""

import json

from govcheck.finding import Severity
from govcheck.render.escape import terminal
from govcheck.report.findings import Report
from govcheck.report.findings.fingerprint import fingerprints

_SEVERITIES = {Severity.ERROR: "critical", Severity.WARNING: "minor", Severity.NOTE: "info"}


def render(report: Report) -> str:
    """A list with an entry for each finding that is not accepted."""
    entries = [
        {
            "description": terminal(finding.message),
            "check_name": f"{finding.code} {finding.name}",
            "fingerprint": fingerprint,
            "severity": _SEVERITIES[finding.severity],
            "location": {
                "path": finding.span.path,
                "lines": {"begin": finding.span.line, "end": finding.span.end_line},
            },
        }
        for finding, fingerprint in zip(report.findings, fingerprints(report.findings), strict=True)
        if finding.waived is None
    ]
    return json.dumps(entries, indent=2) + "\n"
