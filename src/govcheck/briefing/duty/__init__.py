"""Who is on duty, as text or JSON."""

from typing import Final, NamedTuple

from govcheck.duty.coverage import Hole, TargetDuty
from govcheck.duty.roster import Roster
from govcheck.simulate.program import Program
from govcheck.tongue import ENGLISH, Tongue

FORMATS: Final = ("text", "json")


class DutyReport(NamedTuple):
    """The answers for an instant, with the gaps up to another."""

    at: int
    until: int
    answers: list[TargetDuty]
    roster: Roster
    holes: tuple[Hole, ...] = ()
    """Where nobody answers although somebody should; in order of time within each target."""
    asked: tuple[str, ...] = ()
    """The targets that were asked for by name."""
    absent: frozenset[str] = frozenset()
    """Who is supposed to be away."""


def render(
    name: str,
    report: DutyReport,
    program: Program,
    tongue: Tongue = ENGLISH,
    *,
    color: bool = False,
    everything: bool = False,
    full: bool = False,
) -> str:
    """The report in the format of that name, which is one of FORMATS.

    Text is a page for people; with `everything` it names what is closed, with `full` every gap.
    """
    if name == "json":
        from govcheck.briefing.duty import json

        return json.render(report)
    from govcheck.briefing.duty import detail
    from govcheck.briefing.duty.page import page
    from govcheck.render.page.layout import WIDTH, lines_of
    from govcheck.render.page.names import PageNames
    from govcheck.render.page.paint import painted

    shown = page(report, PageNames(program, tongue), everything=everything or full)
    text = "".join(f"{line}\n" for line in lines_of(shown, painted(color)))
    return f"{text}{'=' * WIDTH}\n{detail.render(report, tongue, color=color)}" if full else text
