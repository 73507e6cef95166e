"""One line a finding: `path:line:column: severity[CODE]: message`."""

from govcheck.finding import Finding
from govcheck.render.escape import terminal
from govcheck.report.findings import Report
from govcheck.report.findings.full import called
from govcheck.tongue import Tongue


def render(report: Report) -> str:
    """A line for each finding."""
    return "".join(f"{_line(finding, report.tongue)}\n" for finding in report.shown)


def _line(finding: Finding, tongue: Tongue) -> str:
    span = finding.span
    where = f"{span.path}:{span.line}:{span.column}"
    accepted = "" if finding.waived is None else f" ({tongue.text(finding.waived.sentence)})"
    kind, message = called(finding.severity, tongue), tongue.text(finding.message)
    return terminal(f"{where}: {kind}[{finding.code}]: {message}{accepted}")
