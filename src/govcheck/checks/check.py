"""What a check is: a rule of govcheck's, the truth it protects, and the function that looks."""

import inspect
from collections.abc import Callable, Iterator
from typing import NamedTuple

from govcheck.finding import Problem, Rule, Severity
from govcheck.load.policy import Policy
from govcheck.simulate.program import Program

Look = Callable[[Policy], Iterator[Problem]]
LookAtProgram = Callable[[Policy, Program], Iterator[Problem]]


class Check(NamedTuple):
    """One check of the catalogue. `truth` is what must hold; `why` is the reason."""

    rule: Rule
    truth: str
    why: str
    look: LookAtProgram


def check(code: str, name: str, *, severity: Severity = Severity.ERROR) -> Callable[[Look], Check]:
    """Make a check of a function; its docstring's first sentence is the truth, the rest the reason.

    Nothing is registered: `CHECKS` in the catalogue is the table.
    """

    def make(look: Look) -> Check:
        return _check(code, name, severity, look.__doc__, lambda policy, _program: look(policy))

    return make


def program_check(
    code: str, name: str, *, severity: Severity = Severity.ERROR
) -> Callable[[LookAtProgram], Check]:
    """Make a check of a function that also looks at the compiled program."""

    def make(look: LookAtProgram) -> Check:
        return _check(code, name, severity, look.__doc__, look)

    return make


def _check(code: str, name: str, severity: Severity, doc: str | None, look: LookAtProgram) -> Check:
    truth, _, why = inspect.cleandoc(doc or "").partition("\n")
    return Check(Rule(code, name, severity), truth, why.strip(), look)
