"""What cannot be answered, with the findings that say why."""

from collections.abc import Sequence

from govcheck.errors import IncidentError
from govcheck.finding import Finding
from govcheck.opening.refusal import InvalidPolicy, first_of

__all__ = ["InvalidIncident", "InvalidPolicy"]


class InvalidIncident(IncidentError):
    """An incident that cannot be read, or states what no vocabulary allows."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        super().__init__(first_of(findings))
        self.findings = tuple(findings)
