"""Who is on duty as text: 80 columns, complete without colour."""

from govcheck.briefing.duty import DutyReport, detail
from govcheck.briefing.duty.page import page
from govcheck.render.page.layout import WIDTH, lines_of
from govcheck.render.page.names import PageNames
from govcheck.render.page.paint import painted
from govcheck.simulate.program import Program
from govcheck.tongue import Tongue


def render(
    report: DutyReport,
    program: Program,
    tongue: Tongue,
    *,
    color: bool = False,
    everything: bool = False,
    full: bool = False,
) -> str:
    """The page; with `full` every target with its gaps below it."""
    shown = page(report, PageNames(program, tongue), everything=everything or full)
    text = "".join(f"{line}\n" for line in lines_of(shown, painted(color)))
    return f"{text}{'=' * WIDTH}\n{detail.render(report, tongue, color=color)}" if full else text
