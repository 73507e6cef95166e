"""What examining or compiling a repository yields; small, so that a kept answer loads no more."""

from collections.abc import Mapping
from datetime import timedelta
from operator import attrgetter
from typing import TYPE_CHECKING, Final

from govcheck.acceptance.judgement import Acceptance, judge
from govcheck.finding import Finding
from govcheck.named_tuples import NamedTuple
from govcheck.source import Source
from govcheck.time.clock import local

if TYPE_CHECKING:  # at run time only whoever compiles imports it
    from govcheck.simulate.program import Program


IN_ORDER: Final = attrgetter("span", "code", "message")
"""How findings are sorted."""


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
    notes: tuple[str, ...] = ()
    """What could not be looked at, and is nobody's mistake, such as files of archives."""

    def judged(self, at: int, warn_before: timedelta = timedelta(0)) -> list[Finding]:
        """The findings as of an instant, with those that are accepted marked so, in order."""
        day = local(at, self.timezone).date()
        return sorted(judge(self.findings, self.acceptance, day, warn_before), key=IN_ORDER)


class Compiled(NamedTuple):
    """A program, what keeps it from being used, and what else is wrong with the policy.

    With blocking findings the program lacks documents or rules, and no answer of it can be
    trusted. `sources` has the text that the findings are about.
    """

    program: "Program"
    blocking: tuple[Finding, ...]
    findings: tuple[Finding, ...]
    sources: dict[str, Source]
    acceptance: Acceptance = Acceptance()

    def judged(self, at: int) -> list[Finding]:
        """The findings that do not block, as of an instant, with those accepted marked so."""
        examined = Examined(self.findings, {}, 0, self.acceptance, self.program.roster.timezone)
        return examined.judged(at)
