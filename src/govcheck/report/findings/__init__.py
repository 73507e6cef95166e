"""Findings as people and programs read them, one module a format."""

from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from typing import Final, NamedTuple

from govcheck.finding import Finding, Severity
from govcheck.report.findings.order import by_cause
from govcheck.source import Source

FORMATS: Final = ("full", "concise", "json", "sarif", "github", "gitlab", "junit")


class Report(NamedTuple):
    """What a format is given. `sources` has the text of every file with a finding.

    With `verbose` the formats for people show the accepted findings, too; those for programs that
    can say that a finding is accepted always do.
    """

    findings: Sequence[Finding]
    sources: Mapping[str, Source]
    documents: int
    color: bool = False
    verbose: bool = False

    @property
    def shown(self) -> list[Finding]:
        """The findings for people: what blocks first, then what is graver, by causes."""
        return by_cause(one for one in self.findings if self.verbose or one.waived is None)

    @property
    def held(self) -> list[Finding]:
        """The findings that are not accepted."""
        return [finding for finding in self.findings if finding.waived is None]

    def count(self, severity: Severity) -> int:
        """How many findings of a severity are not accepted."""
        return sum(finding.severity == severity for finding in self.held)


def render(report: Report, format_: str) -> str:
    """The findings in one of the formats."""
    module = import_module(f"govcheck.report.findings.{format_}")
    renderer: Callable[[Report], str] = module.render
    return renderer(report)


def summary(report: Report) -> str:
    """One line: how many findings in how many documents, and how many are accepted."""
    counts = [
        _counted(report.count(severity), severity.value)
        for severity in Severity
        if report.count(severity)
    ]
    found = ", ".join(counts) if counts else "no findings"
    accepted = len(report.findings) - len(report.held)
    text = f"{found} in {_counted(report.documents, 'document')}"
    text += f" ({accepted} accepted)" if accepted else ""
    blocking = sum(finding.blocks for finding in report.held)
    if not blocking:
        return text
    which = f"{blocking} of them" if len(report.held) > 1 else "it"
    return f"{text}; nothing can be simulated until {which} {_is(blocking)} mended"


def _is(number: int) -> str:
    return "is" if number == 1 else "are"


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
