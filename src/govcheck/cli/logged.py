"""Incidents with their logs, for the commands that read them."""

from govcheck.cli.options import note
from govcheck.load.tree import Tree
from govcheck.report.escape import terminal
from govcheck.simulate.program import Program
from govcheck.workspace.cache import Cache
from govcheck.workspace.logs import Opened, open_logged


def open_all(tree: Tree, program: Program, paths: list[str], cache: Cache) -> Opened:
    """The incidents of some files, with their logs."""
    return open_logged(tree, program, paths, cache)


def tell(opened: Opened, notes: str = "") -> None:
    """Say on standard error what could not be read."""
    for reason in opened.missing:
        note(f"error: {terminal(reason)}")
    if opened.findings:
        from govcheck.report.findings import Report
        from govcheck.report.findings import render as render_findings

        note(render_findings(Report(opened.findings, opened.sources, 0), "full").rstrip("\n"))
    note(notes.rstrip("\n"), quiet=not notes)
