"""Every target with its id and its gaps, as text: 80 columns, in the organisation's zone."""

from collections.abc import Iterator
from typing import Final

from govcheck.briefing.duty import DutyReport
from govcheck.duty.coverage import Following, OnDuty, TargetDuty
from govcheck.render.escape import terminal
from govcheck.render.page.paint import styled
from govcheck.render.width import wrap
from govcheck.time.intervals import Interval
from govcheck.tongue import ENGLISH, Tongue

WIDTH: Final = 80
MOST_GAPS: Final = 5
"""So many gaps of a target are listed; the rest are counted."""

_LABEL: Final = 8


def render(report: DutyReport, tongue: Tongue = ENGLISH, *, color: bool = False) -> str:
    """A head, then a block a target: who is there now, who is next, and where nobody is."""
    return "\n".join(_lines(report, tongue, color)) + "\n"


def _lines(report: DutyReport, tongue: Tongue, color: bool) -> Iterator[str]:
    zone = report.roster.timezone
    at, until = (
        f"{tongue.day(one, zone)} {tongue.time(one, zone)}" for one in (report.at, report.until)
    )
    yield tongue.say("On duty {at} ({zone})", at=at, zone=terminal(zone))
    yield tongue.say("Gaps until {until}", until=until)
    for answer in report.answers:
        yield ""
        for line in wrap(terminal(answer.target), WIDTH):
            yield styled(line, color)
        there = [_now(report, tongue, one) for one in answer.now]
        then = [_next(report, tongue, one) for one in answer.next]
        yield from _block(tongue.say("now"), there or [tongue.say("nobody")])
        yield from _block(tongue.say("next"), then or [tongue.say("no change")])
        yield from _block(tongue.say("gaps"), _gaps(report, tongue, answer))


def _block(label: str, texts: list[str]) -> Iterator[str]:
    """The texts in a column, the label in front of the first."""
    for text in texts:
        for line in wrap(terminal(text), WIDTH - _LABEL):
            yield f"  {label:<{_LABEL - 2}}{line}"
            label = ""


def _now(report: DutyReport, tongue: Tongue, one: OnDuty) -> str:
    text = _name(report, one.person)
    if one.stands_in_for is not None:
        absent = _name(report, one.stands_in_for)
        text = tongue.say("{who}, standing in for {absent}", who=text, absent=absent)
    if one.until is None:
        return text
    return tongue.say("{who}, until {until}", who=text, until=_when(report, tongue, one.until))


def _next(report: DutyReport, tongue: Tongue, one: Following) -> str:
    who, start = _name(report, one.person), _when(report, tongue, one.start)
    return tongue.say("{who}, from {start}", who=who, start=start)


def _gaps(report: DutyReport, tongue: Tongue, answer: TargetDuty) -> list[str]:
    if not answer.gaps:
        return [tongue.say("none")]
    shown = [_gap(report, tongue, gap) for gap in answer.gaps[:MOST_GAPS]]
    rest = len(answer.gaps) - len(shown)
    if rest:
        total = sum(end - start for start, end in answer.gaps)
        shown.append(
            tongue.say("and {count} more; {time} in all", count=rest, time=tongue.duration(total))
        )
    return shown


def _gap(report: DutyReport, tongue: Tongue, gap: Interval) -> str:
    start, end = (_when(report, tongue, one) for one in gap)
    length = tongue.duration(gap[1] - gap[0])
    return tongue.say("{start} to {end} ({length})", start=start, end=end, length=length)


def _when(report: DutyReport, tongue: Tongue, at: int) -> str:
    """The time, with the weekday and the date on other days: `Mon 9 Mar 09:00`."""
    return tongue.moment(at, report.roster.timezone, report.at)


def _name(report: DutyReport, person: str) -> str:
    known = report.roster.people.get(person)
    return person if known is None else f"{known.name} ({person})"
