"""A policy that does not load, with the findings that say why."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from govcheck.errors import PolicyDoesNotLoad
from govcheck.finding import Finding, Severity
from govcheck.source import Source
from govcheck.translation import said


class InvalidPolicy(PolicyDoesNotLoad):
    """A policy of which documents or rules cannot be read; `findings` has every reason.

    `sources` has the text that they are about. `called` is which policy it is, where several are
    asked about.
    """

    def __init__(
        self,
        findings: Sequence[Finding],
        sources: Mapping[str, Source] = MappingProxyType({}),
        called: str | None = None,
    ) -> None:
        super().__init__(
            said(
                "{what} does not load: {finding}",
                what=called or said("the policy"),
                finding=first_of(findings),
            )
        )
        self.findings = tuple(findings)
        self.sources = dict(sources)
        self.called = called


def first_of(findings: Sequence[Finding]) -> str:
    """The gravest finding in a line, and how many more there are."""
    graver = [one for one in findings if one.severity == Severity.ERROR] or list(findings)
    first, more = graver[0], len(graver) - 1
    line = f"{first.span.path}:{first.span.line}: {first.message}"
    return said("{line} (and {more} more)", line=line, more=more) if more else line
