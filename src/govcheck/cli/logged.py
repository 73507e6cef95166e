"""What could not be read of incidents and their logs."""

from typing import TYPE_CHECKING

from govcheck.console.output import note, note_findings
from govcheck.translation import said

if TYPE_CHECKING:
    from govcheck.workspace.logs import LoggedIncidents


def tell(opened: "LoggedIncidents", notes: str = "") -> None:
    """Say on standard error what could not be read."""
    for reason in opened.missing:
        note(said("error: {reason}", reason=reason))
    note_findings(opened.findings, opened.sources)
    note(notes, quiet=not notes)
