"""Findings with the text they are about, underlined, as compilers show them."""

from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from govcheck.finding import Finding, Lack, Related, Severity
from govcheck.opening.findings import NAMED_TOO
from govcheck.render.escape import terminal
from govcheck.render.page.paint import styled
from govcheck.render.width import display_width
from govcheck.report.findings import Report
from govcheck.source import Span
from govcheck.tongue import Tongue
from govcheck.translation import said

UNTOLD_TOO: Final = said("nor for this")
"""What is said of the further tasks of which the same people are not told."""
_UNTOLD: Final = "COVER009"
_ANSWERING: Final = "answering"
_VALUE: Final = "value/"
_DOCUMENTS: Final = {
    "value/playbooks": "playbook",
    "value/escalation": "escalation",
    "value/severity": "severity",
}
"""Decisions whose results are names of the policy, with what they are names of."""


class Gathered(NamedTuple):
    """A finding to be shown, and the codes of all that it stands for."""

    finding: Finding
    codes: tuple[str, ...]


_COLORS: Final = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.NOTE: "cyan"}
_WIDEST: Final = 120
"""Characters of a line that are shown; of a longer one, the part around the span."""
_LEAD: Final = 30
"""Characters that are shown in front of a span far to the right."""
_CUT: Final = "..."
_MOST_MARKS: Final = 5
"""Places of a finding of which the text is shown; more of the same note are listed by file."""


class _Mark(NamedTuple):
    """A span to underline, with its sign and its note."""

    span: Span
    sign: str
    note: str


class _Window(NamedTuple):
    """The part of a line that is shown, and the sign in front of it where something is cut."""

    text: str
    start: int
    prefix: str

    def width(self, column: int) -> int:
        """How wide the shown text is up to a column of the line."""
        shown = self.text[: max(0, column - 1 - self.start)]
        return len(self.prefix) + display_width(terminal(shown))


def render(report: Report) -> str:
    """A block for each finding, with an empty line between them; one for all of a missing name."""
    blocks = ["\n".join(_block(*group, report)) for group in gathered(report.shown)]
    return "\n\n".join(blocks) + ("\n" if blocks else "")


def _block(finding: Finding, codes: tuple[str, ...], report: Report) -> Iterator[str]:
    color = _COLORS[finding.severity]
    tongue = report.tongue
    head = f"{called(finding.severity, tongue)}[{', '.join(codes)}]"
    message = terminal(tongue.text(finding.message))
    yield styled(head, report.color, color) + f": {message}"
    marks = [_Mark(finding.span, "^", "")]
    marks += [_Mark(related.span, "-", tongue.text(related.message)) for related in finding.related]
    gutter = " " * (1 + max(len(str(mark.span.line)) for mark in marks))
    more = [mark for mark in marks[_MOST_MARKS:] if mark.note == marks[1].note]
    marks = [mark for mark in marks if mark not in more]
    here = [mark for mark in marks if mark.span.path == finding.span.path]
    yield from _excerpt(here, report, gutter, "-->", color)
    for mark in marks:
        if mark.span.path != finding.span.path:
            yield from _excerpt([mark], report, gutter, ":::", color)
    yield from _listed(more, gutter)
    if finding.help is not None:
        advice = tongue.say("help: {advice}", advice=tongue.text(finding.help))
        yield f"{gutter} = {terminal(advice)}"
    if finding.waived is not None:
        yield f"{gutter} = {terminal(tongue.text(finding.waived.sentence))}"


def called(severity: Severity, tongue: Tongue) -> str:
    """What a severity is called."""
    known = {
        Severity.ERROR: tongue.say("error"),
        Severity.WARNING: tongue.say("warning"),
        Severity.NOTE: tongue.say("note"),
    }
    return known[severity]


def _listed(marks: Iterable[_Mark], gutter: str) -> Iterator[str]:
    """A line for each file: where in it further places are."""
    files: dict[str, list[str]] = {}
    for mark in marks:
        files.setdefault(mark.span.path, []).append(f"{mark.span.line}:{mark.span.column}")
    for path, places in files.items():
        yield f"{gutter}::: {terminal(path)}:{', '.join(places)}"


def _excerpt(
    marks: list[_Mark], report: Report, gutter: str, arrow: str, color: str
) -> Iterator[str]:
    """The lines of one file on which marks begin; the first mark is what it is about."""
    at = marks[0].span
    yield f"{gutter}{arrow} {terminal(at.path)}:{at.line}:{at.column}"
    source = report.sources.get(at.path)
    if source is None or not source.text:
        return
    previous = None
    for line in sorted({mark.span.line for mark in marks}):
        if previous is not None and line > previous + 1:
            yield f"{gutter} ..."
        previous = line
        on_line = [mark for mark in marks if mark.span.line == line]
        text = source.line(line)
        window = _window(text, on_line[0].span)
        tail = _CUT if window.start + len(window.text) < len(text) else ""
        shown = f"{window.prefix}{terminal(window.text)}{tail}"
        yield f"{line:>{len(gutter)}} | {shown}".rstrip()
        for mark in on_line:
            underline = _underline(window, mark, len(text))
            yield f"{gutter} | " + styled(underline, report.color, color, bold=False)


def _window(text: str, span: Span) -> _Window:
    if len(text) <= _WIDEST:
        return _Window(text, 0, "")
    start = max(0, span.column - 1 - _LEAD) if span.end_column > _WIDEST else 0
    return _Window(text[start : start + _WIDEST], start, _CUT if start else "")


def _underline(window: _Window, mark: _Mark, length: int) -> str:
    span = mark.span
    end = span.end_column if span.end_line == span.line else length + 1
    before, after = window.width(span.column), window.width(end)
    note = f" {terminal(mark.note)}" if mark.note else ""
    return " " * before + mark.sign * max(1, after - before) + note


def gathered(findings: Iterable[Finding]) -> list[Gathered]:
    """The findings in their order; those of one name that leads nowhere stand for one another.

    So do those of tasks of which the same people are not told. Only what is equally grave, not
    accepted and not for a while only does.
    """
    groups: dict[object, list[Finding]] = {}
    for position, finding in enumerate(findings):
        key: object = position
        if finding.lacks is not None and finding.lacks.name and _lasts(finding):
            key = (_meant(finding.lacks), finding.severity)
        elif finding.code == _UNTOLD and _lasts(finding):
            key = (finding.code, finding.message, finding.severity)
        groups.setdefault(key, []).append(finding)
    return [_one(group) for group in groups.values()]


def _lasts(finding: Finding) -> bool:
    return finding.waived is None and finding.expires is None and finding.heals is None


def _meant(lack: Lack) -> Lack:
    return lack._replace(namespace=_DOCUMENTS.get(lack.namespace, lack.namespace))


def _one(group: list[Finding]) -> Gathered:
    first = group[0]
    codes = tuple(dict.fromkeys(finding.code for finding in group))
    if first.code == _UNTOLD and len(group) > 1:
        return Gathered(_of_tasks(group), codes)
    if len(codes) == 1 or first.lacks is None:
        return Gathered(first, codes)
    places = dict.fromkeys(
        span
        for finding in group
        for span in (
            finding.span,
            *(each.span for each in finding.related if each.message == NAMED_TOO),
        )
    )
    others = [each for one in group for each in one.related if each.message != NAMED_TOO]
    more = [Related(span, NAMED_TOO) for span in places if span != first.span]
    helps = [finding.help for finding in group if finding.help is not None]
    return Gathered(
        first._replace(
            message=_missing(_meant(first.lacks), len(places)),
            related=(*more, *others),
            help=helps[0] if helps else None,
        ),
        codes,
    )


def _of_tasks(group: list[Finding]) -> Finding:
    """What is wrong with several tasks, told once."""
    first, *others = group
    return first._replace(
        message=said("{message} ({count} tasks)", message=first.message, count=len(group)),
        related=(*first.related, *(Related(one.span, UNTOLD_TOO) for one in others)),
    )


def _missing(lack: Lack, count: int) -> str:
    if lack.namespace == _ANSWERING:
        return said(
            "nobody answers to `{name}` ({count} places name it)", name=lack.name, count=count
        )
    if lack.namespace.startswith(_VALUE):
        return said(
            "`{name}` is not a value of `{fact}` ({count} places name it)",
            name=lack.name,
            fact=lack.namespace.removeprefix(_VALUE),
            count=count,
        )
    return said(
        "there is no {namespace} `{name}` ({count} places name it)",
        namespace=lack.namespace,
        name=lack.name,
        count=count,
    )
