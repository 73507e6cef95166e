"""The gate as commands of a GitHub workflow, one an unmet requirement."""

from collections.abc import Iterator

from govcheck.gate.verdict import Gate
from govcheck.report.findings.github import message
from govcheck.report.gate.text import TOO_FEW


def github(gate: Gate) -> str:
    """An annotation for everything that is missing."""
    return "".join(f"{line}\n" for line in _lines(gate))


def _lines(gate: Gate) -> Iterator[str]:
    for reason in gate.reasons:
        yield f"::error title=refused::{message(reason)}"
    for one in gate.requirements:
        if not one.met:
            people = ", ".join(one.could_still) or "nobody"
            said = f"{one.rule} needs {one.requires}; could still approve: {people}"
            if not one.can_be_met:
                said += f"; {TOO_FEW}"
            yield f"::error title=approval missing::{message(said)}"
    if gate.allowed:
        yield "::notice title=approved::every requirement is met"
