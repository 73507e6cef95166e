"""Each scenario that failed, with what it expected underlined; and what none of them reaches."""

from collections.abc import Iterator

import click

from govcheck.report.escape import terminal
from govcheck.report.findings import Report
from govcheck.report.findings import render as render_findings
from govcheck.report.page.layout import lines_of
from govcheck.report.page.names import PageNames
from govcheck.report.page.paint import painted
from govcheck.report.scenarios import TestReport, percent
from govcheck.report.scenarios.page import page
from govcheck.workspace.trial import Ran, Tested

_PLURALS = {
    "rule": "rules",
    "otherwise": "otherwise",
    "step": "steps",
    "approval": "approvals",
}


def render(report: TestReport) -> str:
    """A block for each failure; passing scenarios are listed only where more is asked for."""
    lines: list[str] = []
    if report.tested.blocking:
        findings = Report(report.tested.blocking, report.tested.sources, 0, color=report.color)
        lines += [render_findings(findings, "full")]
    lines += _page(report)
    if report.full or report.verbose or report.program is None:
        for ran in report.tested.ran:
            lines += _scenario(ran, report)
    if report.coverage:
        lines += _coverage(report.tested)
    lines += _suggested(report)
    return "".join(f"{line}\n" for line in lines)


def _page(report: TestReport) -> Iterator[str]:
    if report.program is not None and report.tested.failed:
        names = PageNames(report.program, report.tongue)
        yield from lines_of(page(report.tested, names), painted(report.color))


def _scenario(ran: Ran, report: TestReport) -> Iterator[str]:
    where = f"{terminal(ran.id)}  {terminal(ran.span.path)}:{ran.span.line}"
    if not ran.differences:
        if report.verbose:
            yield f"{_styled('PASS', report.color, 'green')} {where}"
        return
    yield f"{_styled('FAIL', report.color, 'red')} {where}"
    findings = Report(ran.differences, report.tested.sources, 0, color=report.color)
    yield render_findings(findings, "full")


def _coverage(tested: Tested) -> Iterator[str]:
    yield f"reached by the scenarios: {percent(tested)} %"
    for kind, plural in _PLURALS.items():
        total = tested.items.get(kind, 0)
        missing = sum(item.kind == kind for item in tested.unreached)
        if total:
            yield f"  {plural:<10} {total - missing:>4} of {total:>4}"
    if tested.unreached:
        yield "not reached:"
    for item in tested.unreached:
        where = f"{terminal(item.span.path)}:{item.span.line}"
        yield f"  {item.kind:<10} {terminal(item.subject)}  {where}"


def _suggested(report: TestReport) -> Iterator[str]:
    if report.suggested is None:
        return
    suggestions, written = report.suggested
    if suggestions.made:
        yield "suggested, for a person to confirm:"
    for one in suggestions.made:
        yield f"  {terminal(written[one.id])}"
        yield from (f"    {goal.kind:<10} {terminal(goal.title)}" for goal in one.reaches)
    if suggestions.unreachable:
        yield "cannot be reached:"
    for left in suggestions.unreachable:
        yield f"  {left.kind:<10} {terminal(left.subject)}: {terminal(left.title)}"
        yield f"    {terminal(left.reason)}"
    if not suggestions.made and not suggestions.unreachable:
        yield "nothing to suggest: the scenarios reach everything"


def _styled(text: str, color: bool, tone: str) -> str:
    return click.style(text, fg=tone, bold=True) if color else text
