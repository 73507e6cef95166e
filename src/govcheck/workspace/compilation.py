"""What compiling a policy yields."""

from typing import NamedTuple

from govcheck.finding import Finding
from govcheck.simulate.program import Program
from govcheck.source import Source
from govcheck.workspace.accept import Acceptance
from govcheck.workspace.examined import Examined


class Compiled(NamedTuple):
    """A program, what keeps it from being used, and what else is wrong with the policy.

    With blocking findings the program lacks documents or rules, and no answer of it can be
    trusted. `sources` has the text that the findings are about.
    """

    program: Program
    blocking: tuple[Finding, ...]
    findings: tuple[Finding, ...]
    sources: dict[str, Source]
    acceptance: Acceptance = Acceptance()

    def judged(self, at: int) -> list[Finding]:
        """The findings that do not block, as of an instant, with those accepted marked so."""
        examined = Examined(self.findings, {}, 0, self.acceptance, self.program.roster.timezone)
        return examined.judged(at)
