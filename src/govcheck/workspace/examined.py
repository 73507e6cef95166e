"""What examining a repository yields; small, so that a cached answer loads nothing else."""

from collections.abc import Mapping
from datetime import timedelta
from typing import NamedTuple

from govcheck.finding import Finding
from govcheck.source import Source, Span
from govcheck.time.clock import local
from govcheck.workspace.accept import Acceptance, judge


class Examined(NamedTuple):
    """What examining yields, whatever the day.

    `findings` holds those that are not due yet and those that are accepted, too; `judged` tells
    which of them hold on a day. `sources` has the text of the files that they are about,
    `timezone` is the organisation's, `elsewhere` has the files outside the policy's folders that
    were looked at, each with its digest.
    """

    findings: tuple[Finding, ...]
    sources: dict[str, Source]
    documents: int
    acceptance: Acceptance = Acceptance()
    timezone: str = "UTC"
    elsewhere: Mapping[str, str] = {}

    def judged(self, at: int, warn_before: timedelta = timedelta(0)) -> list[Finding]:
        """The findings as of an instant, with those that are accepted marked so, in order."""
        day = local(at, self.timezone).date()
        return sorted(judge(self.findings, self.acceptance, day, warn_before), key=_order)


def _order(finding: Finding) -> tuple[Span, str, str]:
    return finding.span, finding.code, finding.message
