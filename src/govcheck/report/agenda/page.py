"""The agenda as one page: 80 columns, complete without colour; and as Markdown for the minutes."""

from collections.abc import Iterator
from typing import Final

from govcheck.agenda.item import HEADINGS, OF_REVISION, AgendaItem, Heading
from govcheck.posts.workload import total
from govcheck.render.escape import markdown as escaped
from govcheck.render.page.layout import lines_of
from govcheck.render.page.lines import Line, Page, Part
from govcheck.render.page.names import PageNames
from govcheck.render.page.paint import painted
from govcheck.report.agenda import AgendaReport
from govcheck.report.agenda.hours import share, tenths
from govcheck.report.agenda.sentences import heading, meeting, nothing, said
from govcheck.time.clock import local

MOST: Final = 12
"""So many findings are told; the others are counted."""
_DAYS: Final = 20
"""The widest day, as it stands in front of an item."""


def render_text(report: AgendaReport) -> str:
    """The page for a terminal."""
    names = PageNames(report.program, report.tongue)
    return "".join(f"{line}\n" for line in lines_of(_page(report, names), painted(report.color)))


def render_markdown(report: AgendaReport) -> str:
    """The page with a list under each heading."""
    names = PageNames(report.program, report.tongue)
    lines = [f"# {escaped(_title(report))}", ""]
    lines += [f"- {escaped(one.text)}" for one in _head(report, names)]
    for kind, items in _told(report):
        lines += ["", f"## {escaped(heading(kind, names))}", ""]
        for item in items:
            day = "" if item.day is None else f"**{escaped(report.tongue.date(item.day))}** "
            sentence = escaped(said(item, names, report.agenda.at))
            place = f" ({escaped(_place(item))})" if report.full or item.topic == "finding" else ""
            lines.append(f"- {day}{sentence}{place}")
        lines += [f"- {escaped(one)}" for one in _left_out(report, kind, items, names)]
    lines += ["", escaped(_foot(report, names))]
    return "\n".join(lines) + "\n"


def _page(report: AgendaReport, names: PageNames) -> Page:
    parts = []
    for kind, items in _told(report):
        lines = [_line(item, report, names) for item in items]
        lines += [Line(one) for one in _left_out(report, kind, items, names)]
        parts.append(Part(heading(kind, names), tuple(lines), column=_DAYS))
    return Page(_title(report), tuple(_head(report, names)), tuple(parts), _foot(report, names))


def _title(report: AgendaReport) -> str:
    tongue, agenda = report.tongue, report.agenda
    day = tongue.date(local(agenda.at, agenda.timezone).date())
    until = tongue.date(agenda.until)
    return tongue.say("AGENDA up to {until}, as of {day}", until=until, day=day)


def _head(report: AgendaReport, names: PageNames) -> Iterator[Line]:
    tongue, agenda = report.tongue, report.agenda
    for one in agenda.meetings:
        first, *others = meeting(one, names)
        yield Line(first, weight="plain" if one.has_quorum else "alarm")
        for line in others:
            yield Line(line)
    if agenda.ahead is not None:
        after = tongue.date(agenda.ahead)
        yield Line(tongue.say("Also what comes before the meeting after it, {day}.", day=after))
    if agenda.expected:
        every = total(agenda.expected)
        yield Line(
            tongue.say(
                "Expected: {mentions} mentions a week, {hours} to answer.",
                mentions=tenths(every.times, names),
                hours=tongue.say("{hours} h", hours=tenths(every.hours, names)),
            ),
            weight="quiet",
        )
    if any(one.channel for one in agenda.expected):
        by_channel = sorted(agenda.expected, key=lambda one: (-one.times, one.channel))
        yield Line(
            tongue.say(
                "Of them {these}.", these="; ".join(share(one, names) for one in by_channel)
            ),
            weight="quiet",
        )
    for note in agenda.notes:
        what = tongue.say("logs and archives of a revision are not read")
        said_ = tongue.say(
            "Not looked at: {what}", what=what if note == OF_REVISION else tongue.text(note)
        )
        yield Line(said_, weight="alarm")


def _told(report: AgendaReport) -> Iterator[tuple[Heading, tuple[AgendaItem, ...]]]:
    """The headings that have something, with what is shown of it."""
    for kind in HEADINGS:
        items = _open(report, kind)
        if items:
            limited = kind == "findings" and not report.full
            yield kind, items[:MOST] if limited else items


def _open(report: AgendaReport, kind: Heading) -> tuple[AgendaItem, ...]:
    """What is refuted and accepted stands among what is accepted."""
    return tuple(one for one in report.agenda.under(kind) if one.waived is None)


def _left_out(
    report: AgendaReport, kind: Heading, items: tuple[AgendaItem, ...], names: PageNames
) -> Iterator[str]:
    rest = len(_open(report, kind)) - len(items)
    if rest:
        yield names.tongue.count(
            "{count} more: govcheck validate", "{count} more: govcheck validate", rest
        )


def _line(item: AgendaItem, report: AgendaReport, names: PageNames) -> Line:
    when = "" if item.day is None else report.tongue.date(item.day)
    shown = report.full or item.topic == "finding"
    weight = "alarm" if item.state == "overdue" else "plain"
    text = said(item, names, report.agenda.at)
    return Line(text, when, (_place(item),) if shown else (), weight)  # type: ignore[arg-type]


def _place(item: AgendaItem) -> str:
    return f"{item.path}:{item.line}"


def _foot(report: AgendaReport, names: PageNames) -> str:
    empty = [kind for kind in HEADINGS if not _open(report, kind)]
    return nothing(empty, names) if empty else ""
