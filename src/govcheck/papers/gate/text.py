"""The gate for a terminal, in 80 columns."""

from collections.abc import Iterator
from typing import Final

from govcheck.gate.judge import Gate
from govcheck.papers.gate.sentences import (
    MOST_PEOPLE,
    breaking,
    named,
    objections,
    requirement,
    shortest,
    uncounted,
    verdict,
)
from govcheck.render.escape import terminal
from govcheck.render.width import wrap
from govcheck.tongue import Tongue

WIDTH: Final = 79


def text(gate: Gate, tongue: Tongue, first: str | None = None) -> str:
    """The verdict or another `first` line, whom to ask, each requirement with its approvals."""
    return "".join(f"{line}\n" for line in lines(gate, tongue, first))


def lines(gate: Gate, tongue: Tongue, first: str | None = None) -> Iterator[str]:
    """The lines, without an end of line."""
    said_first = verdict(gate, tongue)
    yield first or (said_first if gate.ways.missing else said_first.upper())
    for reason in (*gate.reasons, *breaking(gate, tongue)):
        yield from _wrapped("", tongue.say("refused: {reason}", reason=tongue.text(reason)))
    for said in (*shortest(gate, tongue), *objections(gate, tongue)):
        yield from _wrapped("", said.plain)
    if not gate.changed:
        yield tongue.say("Nothing that is governed changes.")
    if gate.requirements:
        yield ""
    for one in gate.requirements:
        mark = tongue.say("yes") if one.met else tongue.say("no")
        words = " ".join(said.plain for said in requirement(one, gate, tongue))
        yield from _wrapped(f"{mark:4}" if len(mark) < 4 else f"{mark} ", words)
    left_out = [*uncounted(gate, tongue)]
    if left_out:
        yield ""
    for said_of in left_out:
        yield from _wrapped("", said_of)
    if gate.unmatched:
        yield ""
        names = ", ".join(named(gate.unmatched, tongue, MOST_PEOPLE))
        said_of = tongue.say("Authors whom the base does not know: {names}", names=names)
        yield from _wrapped("", said_of)
    for note in gate.notes:
        yield ""
        yield from _wrapped("", tongue.say("note: {note}", note=tongue.text(note)))


def _wrapped(label: str, words: str) -> list[str]:
    """Escaped words behind a label, in lines of which all but the first are further in."""
    indent = " " * (len(label) or 2)
    first, *rest = wrap(terminal(words), WIDTH - len(indent))
    return [f"{label}{first}", *(f"{indent}{line}" for line in rest)]
