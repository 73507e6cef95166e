"""The agenda of a council as text, Markdown, JSON and iCalendar."""

from typing import Final, NamedTuple

from govcheck.agenda.item import Agenda
from govcheck.render.stamp import PolicyStamp
from govcheck.simulate.program import Program
from govcheck.tongue import ENGLISH, Tongue

FORMATS: Final = ("text", "markdown", "json", "ics")


class AgendaReport(NamedTuple):
    """An agenda, with what it takes to put it into words."""

    agenda: Agenda
    program: Program
    stamp: PolicyStamp
    tongue: Tongue = ENGLISH
    color: bool = False
    full: bool = False
    """Whether ids and places are shown, too."""


def render(report: AgendaReport, format_: str) -> str:
    """The agenda in one of the formats."""
    if format_ == "json":
        from govcheck.report.agenda import json

        return json.render(report)
    if format_ == "ics":
        from govcheck.report.agenda import ics

        return ics.render(report)
    from govcheck.report.agenda import page

    return page.render_markdown(report) if format_ == "markdown" else page.render_text(report)
