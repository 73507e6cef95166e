"""What checking drafts yields; small, so that a kept answer loads no more."""

from collections.abc import Mapping
from typing import NamedTuple

from govcheck.acceptance.judgement import Acceptance, judge
from govcheck.finding import Finding
from govcheck.opening.findings import shown
from govcheck.source import Source
from govcheck.time.clock import local
from govcheck.workspace.examined import IN_ORDER
from govcheck.workspace.validate import FindingsAnswer


class Drafted(NamedTuple):
    """What is found in some drafts, whatever the day.

    `posts` counts them, `sources` has the text that findings are about, `elsewhere` the files
    outside the policy's folders that were looked at, each with its digest.
    """

    findings: tuple[Finding, ...]
    acceptance: Acceptance
    timezone: str
    paths: frozenset[str]
    posts: int
    sources: dict[str, Source]
    elsewhere: Mapping[str, str] = {}

    def judged(self, at: int) -> FindingsAnswer:
        """The findings in the drafts as of an instant, those accepted marked so, in order."""
        day = local(at, self.timezone).date()
        wanted = [
            one for one in judge(self.findings, self.acceptance, day) if is_about(one, self.paths)
        ]
        return FindingsAnswer(
            sorted(wanted, key=IN_ORDER),
            self.posts,
            shown(self.sources, wanted),
        )


def is_about(finding: Finding, paths: frozenset[str]) -> bool:
    """Whether a finding stands in one of some files, or has a related place there."""
    return finding.span.path in paths or any(one.span.path in paths for one in finding.related)
