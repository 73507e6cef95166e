"""What cannot be answered, with the findings that say why."""

from collections.abc import Sequence

from govcheck.errors import IncidentError, PolicyDoesNotLoad
from govcheck.finding import Finding, Severity


class InvalidPolicy(PolicyDoesNotLoad):
    """A policy of which documents or rules cannot be read; `findings` has every reason."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        super().__init__(f"the policy does not load: {_first_of(findings)}")
        self.findings = tuple(findings)


class InvalidIncident(IncidentError):
    """An incident that cannot be read, or states what no vocabulary allows."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        super().__init__(_first_of(findings))
        self.findings = tuple(findings)


def _first_of(findings: Sequence[Finding]) -> str:
    """The gravest finding in a line, and how many more there are."""
    graver = [one for one in findings if one.severity == Severity.ERROR] or list(findings)
    first, more = graver[0], len(graver) - 1
    line = f"{first.span.path}:{first.span.line}: {first.message}"
    return f"{line} (and {more} more)" if more else line
