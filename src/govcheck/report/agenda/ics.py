"""The agenda as a calendar, RFC 5545: the meetings, and a day for everything that has one.

Every stamp is the instant of asking, so that the same question gives the same bytes.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from govcheck.agenda.item import AgendaItem, Meeting
from govcheck.briefing.simulation.ics import calendar, stamp_of
from govcheck.render.escape import ics
from govcheck.render.page.names import PageNames
from govcheck.report.agenda import AgendaReport
from govcheck.report.agenda.sentences import meeting, said


def render(report: AgendaReport) -> str:
    """One calendar of whole days."""
    names = PageNames(report.program, report.tongue)
    lines: list[str] = []
    for one in report.agenda.meetings:
        lines += _meeting(one, report, names)
    for item in report.agenda.items:
        if item.day is not None and item.waived is None:
            lines += _item(item, item.day, report, names)
    return calendar("agenda", lines)


def _meeting(one: Meeting, report: AgendaReport, names: PageNames) -> Iterator[str]:
    council = names.document(f"council/{one.council}")
    summary = report.tongue.say("Meeting: {council}", council=council)
    uid = f"{one.council}/{one.day.isoformat()}"
    yield from _event(uid, one.day, summary, "\n".join(meeting(one, names)), report)


def _item(item: AgendaItem, day: date, report: AgendaReport, names: PageNames) -> Iterator[str]:
    uid = f"{item.topic}/{item.subject}/{item.part}/{','.join(item.people)}"
    summary = said(item, names, report.agenda.at)
    yield from _event(uid, day, summary, f"{item.path}:{item.line}", report)


def _event(
    uid: str, day: date, summary: str, description: str, report: AgendaReport
) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{ics(uid)}@govcheck"
    yield f"DTSTAMP:{stamp_of(report.agenda.at)}"
    yield f"DTSTART;VALUE=DATE:{day:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{day + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{ics(summary)}"
    yield f"DESCRIPTION:{ics(description)}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"
