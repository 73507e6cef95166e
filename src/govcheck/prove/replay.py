"""Witnesses played through the real simulation before anybody sees them."""

from collections.abc import Mapping

from govcheck.engine.ruleset import Ruling, Value
from govcheck.prove.verdict import Witness
from govcheck.simulate.outcome import Outcome
from govcheck.simulate.play import play
from govcheck.simulate.program import Program
from govcheck.simulate.state import state_as
from govcheck.simulate.statement import IncidentStatement
from govcheck.translation import said

Stateable = str | int | float | bool | list[str]


class DoesNotReplay(Exception):
    """The simulation does not show what a witness claims: a bug in govcheck."""


def replay(program: Program, witness: Witness) -> Outcome:
    """What the simulation makes of a witness. Raises DoesNotReplay where it cannot be stated."""
    facts = stateable(witness.facts)
    statement = IncidentStatement("witness", "Witness", witness.detected_at, facts)
    stated, problems = state_as(program, statement)
    if problems:
        raise DoesNotReplay(
            said("a witness cannot be stated: {message}", message=problems[0].message)
        )
    return play(
        program,
        stated,
        absent=frozenset(witness.absent),
        acknowledged=witness.acknowledged,
        explain=False,
    )


def decided(program: Program, witness: Witness) -> dict[str, Ruling]:
    """What the simulation decides about a witness, by decision."""
    return {one.decision.name: one for one in replay(program, witness).verdicts}


def stateable(facts: Mapping[str, Value]) -> dict[str, Stateable]:
    """Facts as an incident file states them: sets are sorted lists."""
    return {
        name: sorted(value) if isinstance(value, frozenset) else value
        for name, value in facts.items()
    }


def confirm(shown: bool, claim: str) -> None:
    """Raise DoesNotReplay unless the simulation has shown what a witness claims."""
    if not shown:
        raise DoesNotReplay(said("a witness does not replay: {claim}", claim=claim))
