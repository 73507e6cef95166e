"""The gate for a terminal, in 80 columns."""

from collections.abc import Iterator
from typing import Final

from govcheck.gate.verdict import Gate
from govcheck.report.escape import terminal
from govcheck.report.gate.sentences import (
    MOST_PEOPLE,
    Said,
    asked,
    named,
    objections,
    requirement,
    shortest,
    uncounted,
    verdict,
)
from govcheck.report.width import wrap

WIDTH: Final = 79


def text(gate: Gate) -> str:
    """The verdict first, whom to ask, then each requirement with who has approved it."""
    return "".join(f"{line}\n" for line in lines(gate))


def whom_to_ask(gate: Gate) -> str:
    """The same for somebody who wants to know whom to ask, before anybody has approved."""
    return "".join(f"{line}\n" for line in _lines(gate, asked(gate)))


def lines(gate: Gate) -> Iterator[str]:
    """The lines, without an end of line."""
    return _lines(gate, verdict(gate).upper() if not gate.ways.missing else verdict(gate))


def _lines(gate: Gate, first: str) -> Iterator[str]:
    yield first
    for reason in (*gate.reasons, *(f"it breaks {one}" for one in gate.broken)):
        yield from _wrapped("", f"refused: {reason}")
    for said in (*shortest(gate), *objections(gate)):
        yield from _wrapped("", _joined(said))
    if not gate.changed:
        yield "Nothing that is governed changes."
    if gate.requirements:
        yield ""
    for one in gate.requirements:
        mark = "yes" if one.met else "no"
        words = " ".join(_joined(said) for said in requirement(one, gate))
        yield from _wrapped(f"{mark:4}", words)
    left_out = [*uncounted(gate)]
    if left_out:
        yield ""
    for said_of in left_out:
        yield from _wrapped("", said_of)
    if gate.unmatched:
        yield ""
        names = ", ".join(named(gate.unmatched, MOST_PEOPLE))
        yield from _wrapped("", f"Authors whom the base does not know: {names}")
    for note in gate.notes:
        yield ""
        yield from _wrapped("", f"note: {note}")


def _joined(said: Said) -> str:
    return f"{said.stressed}{said.rest}"


def _wrapped(label: str, words: str) -> list[str]:
    """Escaped words behind a label, in lines of which all but the first are further in."""
    indent = " " * (len(label) or 2)
    first, *rest = wrap(terminal(words), WIDTH - len(indent))
    return [f"{label}{first}", *(f"{indent}{line}" for line in rest)]
