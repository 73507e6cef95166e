"""What a check is: a rule of govcheck's, and the function that looks."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from govcheck.finding import Diagnostic, Problem, Severity
from govcheck.named_tuples import NamedTuple

if TYPE_CHECKING:  # some checks run without the models, and most without what makes a program
    from govcheck.load.policy import Policy
    from govcheck.simulate.program import Program

Look = Callable[["Policy"], Iterator[Problem]]
LookAtProgram = Callable[["Policy", "Program"], Iterator[Problem]]


class PolicyCheck(NamedTuple):
    """A check that looks at the documents alone."""

    rule: Diagnostic
    look_alone: Look

    def look(self, policy: "Policy", _program: "Program") -> Iterator[Problem]:
        """What is wrong; the program is not looked at."""
        return self.look_alone(policy)


class ProgramCheck(NamedTuple):
    """A check that looks at the compiled program, too."""

    rule: Diagnostic
    look: LookAtProgram


Check = PolicyCheck | ProgramCheck
"""One check of the catalogue: what it protects, and the function that looks."""


def check(
    code: str, name: str, *, severity: Severity = Severity.ERROR, opinion: bool = False
) -> Callable[[Look], PolicyCheck]:
    """Make a check of a function; its docstring's first sentence is the truth, the rest the reason.

    Nothing is registered: `CHECKS` in the catalogue is the table.
    """

    def make(look: Look) -> PolicyCheck:
        return PolicyCheck(Diagnostic(code, name, severity, *_said(look.__doc__), opinion), look)

    return make


def program_check(
    code: str, name: str, *, severity: Severity = Severity.ERROR, opinion: bool = False
) -> Callable[[LookAtProgram], ProgramCheck]:
    """Make a check of a function that also looks at the compiled program."""

    def make(look: LookAtProgram) -> ProgramCheck:
        return ProgramCheck(Diagnostic(code, name, severity, *_said(look.__doc__), opinion), look)

    return make


def _said(doc: str | None) -> tuple[str, str]:
    """The truth and the reason, as a docstring says them."""
    truth, *lines = (doc or "").strip().split("\n")
    margin = min((len(line) - len(line.lstrip()) for line in lines if line), default=0)
    return truth, "\n".join(line[margin:] for line in lines).strip()
