"""What was proved as text: a page for people, and with `full` every verdict below it."""

from govcheck.render.page.layout import WIDTH, lines_of
from govcheck.render.page.names import PageNames
from govcheck.render.page.paint import painted
from govcheck.report.prove import ProofReport, detail
from govcheck.report.prove.page import page


def render(report: ProofReport) -> str:
    """The page; with `full` the table of all verdicts, and a block for each that is not proved."""
    names = PageNames(report.proof.program, report.tongue)
    shown = lines_of(page(report.proof, names), painted(report.color))
    text = "".join(f"{line}\n" for line in shown)
    return f"{text}{'=' * WIDTH}\n{detail.render(report)}" if report.full else text
