"""The gate as Markdown: what is missing, whom to ask, each requirement, the rest folded."""

from collections.abc import Iterator
from typing import Final

from govcheck.gate.judge import Gate
from govcheck.papers.gate.sentences import (
    MOST_PEOPLE,
    Said,
    breaking,
    named,
    objections,
    requirement,
    shortest,
    uncounted,
    verdict,
)
from govcheck.render.escape import markdown as escaped
from govcheck.tongue import Tongue

_FEW: Final = 3
"""So many who do not count are told at once; more are folded."""


def markdown(gate: Gate, tongue: Tongue, first: str | None = None) -> str:
    """What a council member reads below a request: the verdict, or another `first` line."""
    return "\n".join(lines(gate, tongue, first)) + "\n"


def lines(gate: Gate, tongue: Tongue, first: str | None = None) -> Iterator[str]:
    """The lines, without an end of line."""
    yield f"### {escaped(first or verdict(gate, tongue))}"
    for said in shortest(gate, tongue):
        yield _stressed(said)
    for reason in (*gate.reasons, *breaking(gate, tongue)):
        yield ""
        yield escaped(tongue.say("Refused: {reason}", reason=tongue.text(reason)))
    for said in objections(gate, tongue):
        yield ""
        yield _stressed(said)
    if not gate.changed:
        yield ""
        yield tongue.say("Nothing that is governed changes.")
    if gate.requirements:
        yield ""
    for one in gate.requirements:
        yield f"- {' '.join(_stressed(said) for said in requirement(one, gate, tongue))}"
    yield from _left_out(gate, tongue)
    for note in gate.notes:
        yield ""
        yield escaped(tongue.text(note))


def _left_out(gate: Gate, tongue: Tongue) -> Iterator[str]:
    found = [escaped(said) for said in uncounted(gate, tongue)]
    if gate.unmatched:
        names = ", ".join(named(gate.unmatched, tongue, MOST_PEOPLE))
        found.append(
            escaped(tongue.say("Authors whom the base does not know: {names}", names=names))
        )
    if len(found) > _FEW:
        yield ""
        title = tongue.say("Who does not count ({count})", count=len(found))
        yield f"<details><summary>{title}</summary>"
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
