"""The gate as commands of a GitHub workflow, one an unmet requirement."""

from collections.abc import Iterator

from govcheck.gate.judge import Gate
from govcheck.papers.gate.sentences import objections, requirement, shortest
from govcheck.report.findings.github import message
from govcheck.tongue import ENGLISH, Tongue


def github(gate: Gate, _tongue: Tongue) -> str:
    """An annotation for everything that is missing."""
    return "".join(f"{line}\n" for line in _lines(gate))


def _lines(gate: Gate) -> Iterator[str]:
    for reason in gate.reasons:
        yield f"::error title=refused::{message(reason)}"
    if gate.blocked:
        for said in objections(gate, ENGLISH):
            yield f"::error title=changes asked for::{message(said.plain)}"
    for one in gate.requirements:
        if not one.met:
            words = " ".join(said.plain for said in requirement(one, gate, ENGLISH))
            yield f"::error title=approval missing::{message(f'{one.rule}: {words}')}"
    for said in shortest(gate, ENGLISH):
        yield f"::notice title=whom to ask::{message(said.plain)}"
    if gate.allowed:
        yield "::notice title=approved::every requirement is met"
