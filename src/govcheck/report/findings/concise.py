"""One line a finding: `path:line:column: severity[CODE]: message`."""

from govcheck.finding import Finding
from govcheck.report.escape import terminal
from govcheck.report.findings import Report


def render(report: Report) -> str:
    """A line for each finding."""
    return "".join(f"{_line(finding)}\n" for finding in report.shown)


def _line(finding: Finding) -> str:
    span = finding.span
    where = f"{span.path}:{span.line}:{span.column}"
    accepted = "" if finding.waived is None else f" ({finding.waived})"
    return terminal(f"{where}: {finding.severity}[{finding.code}]: {finding.message}{accepted}")
