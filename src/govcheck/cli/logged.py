"""What could not be read of incidents and their logs."""

from govcheck.cli.options import note
from govcheck.report.escape import terminal
from govcheck.workspace.logs import LoggedIncidents


def tell(opened: LoggedIncidents, notes: str = "") -> None:
    """Say on standard error what could not be read."""
    for reason in opened.missing:
        note(f"error: {terminal(reason)}")
    if opened.findings:
        from govcheck.report.findings import Report
        from govcheck.report.findings import render as render_findings

        note(render_findings(Report(opened.findings, opened.sources, 0), "full").rstrip("\n"))
    note(notes.rstrip("\n"), quiet=not notes)
