"""What cannot be answered, with the findings that say why."""

from collections.abc import Sequence

from govcheck.errors import GovcheckError, IncidentError
from govcheck.finding import Finding
from govcheck.opening.refusal import InvalidPolicy, first_of

__all__ = ["IncompleteEntry", "InvalidIncident", "InvalidPolicy"]


class InvalidIncident(IncidentError):
    """An incident that cannot be read, or states what no vocabulary allows."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        super().__init__(first_of(findings))
        self.findings = tuple(findings)


class IncompleteEntry(GovcheckError):
    """A line for a log that does not say enough, or more than its event takes."""
