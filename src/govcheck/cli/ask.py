"""An interview in the terminal: questions on standard error, answers from standard input."""

from collections.abc import Callable, Iterator, Sequence
from typing import Final

import click

from govcheck.console.output import note
from govcheck.console.standard import standard_input
from govcheck.engine.ruleset import Fact, OpenFact
from govcheck.errors import GovcheckError
from govcheck.render.escape import terminal
from govcheck.render.page.layout import WIDTH
from govcheck.render.page.lines import NO_BREAK
from govcheck.render.page.names import PageNames, rings
from govcheck.render.width import display_width, pad, wrap
from govcheck.triage.answers import AnswerError, choices, hint, parse_answer
from govcheck.triage.first_call import FirstCall, first_call
from govcheck.triage.interview import Interview

UNKNOWN: Final = ("", "?")
BACK: Final = ("b", "back", "z", "zurück")
STOP: Final = ("s", "stop", "stopp")
LONGEST_ANSWER: Final = 10_000
_MARGIN: Final = 3

Keep = Callable[[Interview], None]
"""Keeps what has been said so far, so that it survives an interruption."""


class AnswersEnded(GovcheckError):
    """Standard input ended before the interview did."""


def hold(interview: Interview, names: PageNames, keep: Keep, left_out: Sequence[str]) -> Interview:
    """Ask until no answer can change the outcome, or until somebody stops it.

    Whom to call is said as soon as no answer can change it. `left_out` are people with a conflict
    of interest.

    Raises:
        AnswersEnded: Standard input ends before that.
    """
    earlier: list[Interview] = []
    called: tuple[tuple[str, ...], bool] | None = None
    while (question := interview.next_question()) is not None:
        call = first_call(interview.program, interview.case, left_out)
        if call is not None and called != (call.people, rings(call.via)):
            called = call.people, rings(call.via)
            _say_call(call, names, interview.most_left(), interview.detected_at)
        _ask(question, names, len(earlier) + 1, interview.most_left())
        answered = _answer(interview, question, names, can_go_back=bool(earlier))
        if answered is None:
            return interview
        if answered is interview:
            interview = earlier.pop()
        else:
            earlier.append(interview)
            interview = answered
        keep(interview)
    return interview


def _ask(question: OpenFact, names: PageNames, number: int, left: int) -> None:
    tongue = names.tongue
    fact = names.program.ruleset.facts[question.fact]
    head = tongue.say(
        "{number} of at most {most}.  {question}",
        number=number, most=number + left - 1, question=tongue.text(question.question),
    )  # fmt: skip
    note("")
    if number == 1:
        keys = tongue.say("(Enter = don't know, b = back)")
        room = WIDTH - display_width(terminal(keys))
        if display_width(terminal(head)) < room - 1:
            head = pad(terminal(head), room) + keys
        else:
            head = f"{head}  {keys.replace(' ', NO_BREAK)}"
    _say(head.replace("  ", NO_BREAK * 2))
    for line in _choices(fact, names):
        note(line)
    if not choices(fact):
        _say(_form(fact, names), " " * _MARGIN)
    elif fact.type == "tags":
        _say(hint(fact, tongue), " " * _MARGIN)


def _form(fact: Fact, names: PageNames) -> str:
    """What an answer looks like that is not one of a list."""
    said = hint(fact, names.tongue)
    if fact.type == "boolean":
        return said
    example = names.tongue.say('12k, {thousands} or "about 12000" all work',
                               thousands=names.tongue.number(12000))  # fmt: skip
    return f"{said}: {example}" if fact.type == "integer" else said


def _choices(fact: Fact, names: PageNames) -> Iterator[str]:
    """The values with their numbers, in as many columns as fit."""
    values = choices(fact)
    digits = len(str(len(values)))
    cells = [
        f"{number:>{digits}} {terminal(names.choice(fact, value))}"
        for number, value in enumerate(values, start=1)
    ]
    if not cells:
        return
    widest = max(map(display_width, cells)) + 2
    columns = max((WIDTH - _MARGIN + 2) // widest, 1)
    for start in range(0, len(cells), columns):
        row = "".join(pad(cell, widest) for cell in cells[start : start + columns]).rstrip()
        front = " " * _MARGIN
        for line in wrap(row.replace("  ", NO_BREAK * 2), WIDTH - _MARGIN - 4):
            yield front + line.replace(NO_BREAK, " ")
            front = " " * (_MARGIN + digits + 1)


def _answer(
    interview: Interview, question: OpenFact, names: PageNames, *, can_go_back: bool
) -> Interview | None:
    """The interview after the answer; the same one to go back; None to stop."""
    fact = interview.program.ruleset.facts[question.fact]
    values = {value.casefold() for value in choices(fact)}
    while True:
        text = _read("> ")
        word = text.casefold()
        if word in UNKNOWN:
            return interview.without(fact.name)
        if word in STOP and word not in values:
            return None
        if word in BACK and word not in values:
            if can_go_back:
                return interview
            _say(names.tongue.say("this is the first question"), " " * _MARGIN)
            continue
        try:
            value = parse_answer(fact, text, names.tongue)
            answered = interview.answered(fact.name, value)
        except AnswerError as error:
            _say(str(error), " " * _MARGIN)
            continue
        if isinstance(value, int | float) and not isinstance(value, bool) and text != str(value):
            _say(f"= {names.value(fact, value)}", " " * _MARGIN)
        return answered


def _say_call(call: FirstCall, names: PageNames, left: int, at: int) -> None:
    tongue = names.tongue
    note("-" * WIDTH)
    if call.severity is not None:
        _say(names.seriousness(call.severity, certain=call.certain))
    for person in call.people:
        who = names.person(person).upper()
        numbers = names.numbers(person, call.via)
        reached = "  ".join((*numbers, names.their_clock(person, at))).rstrip()
        if rings(call.via):
            _say(tongue.say("CALL {who} NOW  {numbers}", who=who, numbers=reached))
        else:
            _say(tongue.say("WRITE TO {who} NOW  {numbers}", who=who, numbers=reached))
    _say(
        tongue.count(
            '"s" stops here; at most {count} more question.',
            '"s" stops here; at most {count} more questions.',
            left,
        )
    )
    note("-" * WIDTH)


def _read(prompt: str) -> str:
    """One line of standard input; click's own prompt would write to standard output, too."""
    click.echo(terminal(prompt), err=True, nl=False)
    line = standard_input().readline(LONGEST_ANSWER)
    if not line:
        note("")
        raise AnswersEnded("the answers ended before the interview did; `?` skips one")
    return line.decode(errors="replace").strip()


def _say(text: str, front: str = "") -> None:
    for line in wrap(terminal(text), WIDTH - len(front)):
        note(front + line.replace(NO_BREAK, " ").rstrip())
        front = " " * len(front)
