"""Findings as people and programs read them, one module a format."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from importlib import import_module
from typing import Final, NamedTuple

from govcheck.finding import Finding, Severity
from govcheck.source import Source
from govcheck.tongue import ENGLISH, Tongue

_GRAVITY: Final[Mapping[Severity, int]] = {level: rank for rank, level in enumerate(Severity)}
FORMATS: Final = ("text", "full", "concise", "json", "sarif", "github", "gitlab", "junit")


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
    tongue: Tongue = ENGLISH
    """In which people read them; programs always read English."""

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


def summary(report: Report, *, blocking: bool = True) -> str:
    """One line: how many findings in how many documents, and how many are accepted.

    With `blocking` also how many of them keep everything from being simulated.
    """
    tongue = report.tongue
    counts = [
        _counted(severity, report.count(severity), tongue)
        for severity in Severity
        if report.count(severity)
    ]
    accepted = len(report.findings) - len(report.held)
    text = tongue.count(
        "{found} in {count} document",
        "{found} in {count} documents",
        report.documents,
        found=", ".join(counts) or tongue.say("no findings"),
    )
    if accepted:
        text += " " + tongue.say("({count} accepted)", count=tongue.number(accepted))
    blocks = sum(finding.blocks for finding in report.held)
    if not blocks or not blocking:
        return text
    if len(report.held) == 1:
        return text + "; " + tongue.say("nothing can be simulated until it is mended")
    return f"{text}; " + tongue.count(
        "nothing can be simulated until {count} of them is mended",
        "nothing can be simulated until {count} of them are mended",
        blocks,
    )


def _counted(severity: Severity, number: int, tongue: Tongue) -> str:
    match severity:
        case Severity.ERROR:
            return tongue.count("{count} error", "{count} errors", number)
        case Severity.WARNING:
            return tongue.count("{count} warning", "{count} warnings", number)
    return tongue.count("{count} note", "{count} notes", number)


def by_cause(findings: Iterable[Finding]) -> list[Finding]:
    """Those of one cause together, led by the gravest: what blocks, then errors, warnings, notes.

    What several rules find because of one name that leads nowhere has one cause. What is accepted
    comes last, and whatever is as grave in the order of the findings.
    """
    causes: dict[object, list[Finding]] = {}
    ranked = sorted(
        findings, key=lambda one: (one.waived is not None, not one.blocks, _GRAVITY[one.severity])
    )
    for position, finding in enumerate(ranked):
        causes.setdefault(finding.lacks or position, []).append(finding)
    return [finding for group in causes.values() for finding in group]
