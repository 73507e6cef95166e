"""Every target with its id and its gaps, as text: 80 columns, in the organisation's zone."""

from collections.abc import Iterator
from typing import Final

from govcheck.duty.now import Following, OnDuty, TargetDuty
from govcheck.report.duty import DutyReport
from govcheck.report.escape import terminal
from govcheck.report.reading import DAYS, full, short
from govcheck.report.width import wrap
from govcheck.time.clock import format_duration, local
from govcheck.time.intervals import Interval

WIDTH: Final = 80
MOST_GAPS: Final = 5
"""So many gaps of a target are listed; the rest are counted."""

_LABEL: Final = 8


def render(report: DutyReport, *, color: bool = False) -> str:
    """A head, then a block a target: who is there now, who is next, and where nobody is."""
    return "\n".join(_lines(report, color)) + "\n"


def _lines(report: DutyReport, color: bool) -> Iterator[str]:
    zone = report.roster.timezone
    yield f"On duty {full(report.at, zone)} ({terminal(zone)})"
    yield f"Gaps until {full(report.until, zone)}"
    for answer in report.answers:
        yield ""
        for line in wrap(terminal(answer.target), WIDTH):
            yield _bold(line) if color else line
        yield from _block("now", [_now(report, one) for one in answer.now] or ["nobody"])
        yield from _block("next", [_next(report, one) for one in answer.next] or ["no change"])
        yield from _block("gaps", _gaps(report, answer))


def _block(label: str, texts: list[str]) -> Iterator[str]:
    """The texts in a column, the label in front of the first."""
    for text in texts:
        for line in wrap(terminal(text), WIDTH - _LABEL):
            yield f"  {label:<{_LABEL - 2}}{line}"
            label = ""


def _now(report: DutyReport, one: OnDuty) -> str:
    text = _name(report, one.person)
    if one.stands_in_for is not None:
        text += f", standing in for {_name(report, one.stands_in_for)}"
    return text if one.until is None else f"{text}, until {_when(report, one.until)}"


def _next(report: DutyReport, one: Following) -> str:
    return f"{_name(report, one.person)}, from {_when(report, one.start)}"


def _gaps(report: DutyReport, answer: TargetDuty) -> list[str]:
    if not answer.gaps:
        return ["none"]
    shown = [_gap(report, gap) for gap in answer.gaps[:MOST_GAPS]]
    rest = len(answer.gaps) - len(shown)
    if rest:
        total = sum(end - start for start, end in answer.gaps)
        shown.append(f"and {rest} more; {format_duration(total)} in all")
    return shown


def _gap(report: DutyReport, gap: Interval) -> str:
    start, end = gap
    length = format_duration(end - start)
    return f"{_when(report, start)} to {_when(report, end)} ({length})"


def _when(report: DutyReport, at: int) -> str:
    """The time, with the weekday and the date on other days: `Mon 9 Mar 09:00`."""
    zone = report.roster.timezone
    moment, today = local(at, zone), local(report.at, zone)
    day = "" if moment.date() == today.date() else f"{DAYS[moment.weekday()]} "
    return day + short(at, zone, report.at)


def _name(report: DutyReport, person: str) -> str:
    known = report.roster.people.get(person)
    return person if known is None else f"{known.name} ({person})"


def _bold(text: str) -> str:
    import click

    return click.style(text, bold=True)
