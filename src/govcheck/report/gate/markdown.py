"""The gate as Markdown: what is missing, whom to ask, each requirement, the rest folded."""

from collections.abc import Iterator
from typing import Final

from govcheck.gate.verdict import Gate
from govcheck.report.escape import markdown as escaped
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

_FEW: Final = 3
"""So many who do not count are told at once; more are folded."""


def markdown(gate: Gate) -> str:
    """What a council member reads below a request."""
    return "\n".join(lines(gate)) + "\n"


def whom_to_ask(gate: Gate) -> str:
    """What somebody reads who wants to know whom to ask."""
    return "\n".join(_lines(gate, asked(gate))) + "\n"


def lines(gate: Gate) -> Iterator[str]:
    """The lines, without an end of line."""
    return _lines(gate, verdict(gate))


def _lines(gate: Gate, first: str) -> Iterator[str]:
    yield f"### {escaped(first)}"
    for said in shortest(gate):
        yield _stressed(said)
    for reason in (*gate.reasons, *(f"it breaks {one}" for one in gate.broken)):
        yield ""
        yield f"Refused: {escaped(reason)}"
    for said in objections(gate):
        yield ""
        yield _stressed(said)
    if not gate.changed:
        yield ""
        yield "Nothing that is governed changes."
    if gate.requirements:
        yield ""
    for one in gate.requirements:
        yield f"- {' '.join(_stressed(said) for said in requirement(one, gate))}"
    yield from _left_out(gate)
    for note in gate.notes:
        yield ""
        yield escaped(note)


def _left_out(gate: Gate) -> Iterator[str]:
    found = [escaped(said) for said in uncounted(gate)]
    if gate.unmatched:
        names = ", ".join(escaped(one) for one in named(gate.unmatched, MOST_PEOPLE))
        found.append(f"Authors whom the base does not know: {names}")
    if len(found) > _FEW:
        yield ""
        yield f"<details><summary>Who does not count ({len(found)})</summary>"
        yield ""
        yield from (f"- {said}" for said in found)
        yield ""
        yield "</details>"
        return
    for said in found:
        yield ""
        yield said


def _stressed(said: Said) -> str:
    stressed = f"**{escaped(said.stressed)}**" if said.stressed else ""
    blank = " " if said.rest.startswith(" ") else ""
    return f"{stressed}{blank}{escaped(said.rest)}"
