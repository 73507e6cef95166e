"""Findings as a JUnit report: a test case for each, failed, skipped where accepted."""

from xml.sax.saxutils import escape, quoteattr

from govcheck.finding import Finding, Severity
from govcheck.render.escape import terminal
from govcheck.report.findings import Report


def render(report: Report) -> str:
    """One test suite; without findings it holds one case that passed."""
    cases = [_case(finding) for finding in report.findings]
    if not cases:
        cases = ['    <testcase classname="policies" name="no findings"/>\n']
    failures = sum(_fails(finding) for finding in report.findings)
    skipped = sum(finding.waived is not None for finding in report.findings)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>\n'
        f'  <testsuite name="govcheck" tests="{len(cases)}" failures="{failures}"'
        f' errors="0" skipped="{skipped}">\n' + "".join(cases) + "  </testsuite>\n</testsuites>\n"
    )


def _fails(finding: Finding) -> bool:
    return finding.waived is None and finding.severity != Severity.NOTE


def _case(finding: Finding) -> str:
    span = finding.span
    where = f"{span.path}:{span.line}:{span.column}"
    opening = (
        f"    <testcase classname={_attribute(span.path)}"
        f" name={_attribute(f'{finding.code} {where}')}>"
    )
    message = _attribute(finding.message)
    if finding.waived is not None:
        inside = f"<skipped message={_attribute(str(finding.waived))}/>"
    elif _fails(finding):
        text = escape(terminal(finding.help or ""))
        inside = f"<failure type={_attribute(finding.name)} message={message}>{text}</failure>"
    else:
        inside = f"<system-out>{escape(terminal(finding.message))}</system-out>"
    return f"{opening}{inside}</testcase>\n"


def _attribute(text: str) -> str:
    return quoteattr(terminal(text))
