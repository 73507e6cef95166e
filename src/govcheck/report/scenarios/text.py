"""Each scenario that failed, with what it expected underlined; and what none of them reaches."""

from collections.abc import Iterator, Sequence

from govcheck.finding import Finding
from govcheck.render.escape import terminal
from govcheck.render.page.layout import lines_of
from govcheck.render.page.names import PageNames
from govcheck.render.page.paint import painted, styled
from govcheck.report.findings import Report
from govcheck.report.findings import render as render_findings
from govcheck.report.scenarios import TestReport, percent
from govcheck.report.scenarios.page import page
from govcheck.tongue import Tongue
from govcheck.workspace.trial import Ran


def render(report: TestReport) -> str:
    """A block for each failure; passing scenarios are listed only where more is asked for."""
    lines: list[str] = []
    if report.tested.blocking:
        lines.append(_underlined(report.tested.blocking, report))
    lines += _page(report)
    if report.full or report.verbose or report.program is None:
        for ran in report.tested.ran:
            lines += _scenario(ran, report)
    if report.coverage:
        lines += _coverage(report)
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
            yield f"{styled('PASS', report.color, 'green')} {where}"
        return
    yield f"{styled('FAIL', report.color, 'red')} {where}"
    yield _underlined(ran.differences, report)


def _underlined(findings: Sequence[Finding], report: TestReport) -> str:
    sources = report.tested.sources
    shown = Report(findings, sources, 0, color=report.color, tongue=report.tongue)
    return render_findings(shown, "full")


def _coverage(report: TestReport) -> Iterator[str]:
    tested, tongue = report.tested, report.tongue
    yield tongue.say("reached by the scenarios: {share} %", share=percent(tested))
    plurals = {
        "rule": tongue.say("rules"),
        "otherwise": tongue.say("otherwise"),
        "step": tongue.say("steps"),
        "approval": tongue.say("approvals"),
    }
    width = max(10, *map(len, plurals.values()))
    for kind, plural in plurals.items():
        total = tested.items.get(kind, 0)
        missing = sum(item.kind == kind for item in tested.unreached)
        if total:
            reached, among = f"{total - missing:>4}", f"{total:>4}"
            count = tongue.say("{reached} of {all}", reached=reached, all=among)
            yield f"  {plural:<{width}} {count}"
    if tested.unreached:
        yield tongue.say("not reached:")
    kinds = _kinds(tongue)
    for item in tested.unreached:
        where = f"{terminal(item.span.path)}:{item.span.line}"
        yield f"  {kinds.get(item.kind, item.kind):<10} {terminal(item.subject)}  {where}"


def _kinds(tongue: Tongue) -> dict[str, str]:
    return {
        "rule": tongue.say("rule"),
        "otherwise": tongue.say("otherwise"),
        "step": tongue.say("step"),
        "approval": tongue.say("approval"),
        "action": tongue.say("action"),
        "boundary": tongue.say("boundary"),
    }


def _suggested(report: TestReport) -> Iterator[str]:
    if report.suggested is None:
        return
    suggestions, written = report.suggested
    tongue, kinds = report.tongue, _kinds(report.tongue)
    if suggestions.made:
        yield tongue.say("suggested, for a person to confirm:")
    for one in suggestions.made:
        yield f"  {terminal(written[one.id])}"
        for goal in one.reaches:
            kind, title = kinds.get(goal.kind, goal.kind), tongue.text(goal.title)
            yield f"    {kind:<10} {terminal(title)}"
    if suggestions.unreachable:
        yield tongue.say("cannot be reached:")
    for left in suggestions.unreachable:
        kind, title = kinds.get(left.kind, left.kind), tongue.text(left.title)
        yield f"  {kind:<10} {terminal(left.subject)}: {terminal(title)}"
        yield f"    {terminal(tongue.text(left.reason))}"
    if not suggestions.made and not suggestions.unreachable:
        yield tongue.say("nothing to suggest: the scenarios reach everything")
