"""The results as a JUnit report: a test case for each scenario."""

from xml.sax.saxutils import escape, quoteattr

from govcheck.render.escape import terminal
from govcheck.report.scenarios import TestReport
from govcheck.workspace.trial import Ran


def render(report: TestReport) -> str:
    """One test suite."""
    tested = report.tested
    cases = "".join(_case(ran) for ran in tested.ran)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>\n'
        f'  <testsuite name="scenarios" tests="{len(tested.ran)}"'
        f' failures="{len(tested.failed)}" errors="{len(tested.blocking)}">\n'
        f"{cases}  </testsuite>\n</testsuites>\n"
    )


def _case(ran: Ran) -> str:
    opening = (
        f"    <testcase classname={quoteattr(terminal(ran.span.path))}"
        f" name={quoteattr(terminal(ran.id))}"
    )
    if not ran.differences:
        return f"{opening}/>\n"
    text = "\n".join(
        f"{finding.span.path}:{finding.span.line}: {terminal(finding.message)}"
        for finding in ran.differences
    )
    message = quoteattr(terminal(ran.differences[0].message))
    return f"{opening}><failure message={message}>{escape(text)}</failure></testcase>\n"
