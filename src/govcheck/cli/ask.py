"""An interview in the terminal: questions on standard error, answers from standard input."""

from typing import Final

import click

from govcheck.cli.options import note
from govcheck.cli.standard import standard_input
from govcheck.engine.ruleset import OpenFact
from govcheck.errors import GovcheckError
from govcheck.report.escape import terminal
from govcheck.report.width import wrap
from govcheck.triage.answers import AnswerError, choices, hint, parse_answer
from govcheck.triage.interview import Interview

UNKNOWN: Final = "?"
WIDTH: Final = 80
LONGEST_ANSWER: Final = 10_000


def hold(interview: Interview) -> Interview:
    """Ask until no answer can change the outcome.

    Raises:
        GovcheckError: Standard input ends before that.
    """
    while (question := interview.next_question()) is not None:
        interview = _ask(interview, question)
    return interview


def _ask(interview: Interview, question: OpenFact) -> Interview:
    fact = interview.program.ruleset.facts[question.fact]
    note("")
    _say(f"{question.question} ({fact.name})")
    for number, value in enumerate(choices(fact), start=1):
        _say(value, f"{number:>4}  ")
    while True:
        text = _read(f"  {hint(fact)}, {UNKNOWN} if unknown: ")
        if text == UNKNOWN:
            return interview.without(fact.name)
        try:
            return interview.answered(fact.name, parse_answer(fact, text))
        except AnswerError as error:
            _say(str(error), "  ")


def _read(prompt: str) -> str:
    """One line of standard input; click's own prompt would write to standard output, too."""
    click.echo(terminal(prompt), err=True, nl=False)
    line = standard_input().readline(LONGEST_ANSWER)
    if not line:
        note("")
        raise GovcheckError(f"the answers ended before the interview did; `{UNKNOWN}` skips one")
    return line.decode(errors="replace").strip()


def _say(text: str, front: str = "") -> None:
    for line in wrap(terminal(text), WIDTH - len(front)):
        note(front + line)
        front = " " * len(front)
