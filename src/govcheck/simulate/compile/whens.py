"""The `when` of a step, an action or an approval."""

from govcheck.engine.compile import Terms, compile_condition
from govcheck.engine.compile.places import child
from govcheck.engine.ruleset import ALWAYS, Predicate
from govcheck.finding import Place, Violation
from govcheck.model import condition as written
from govcheck.model.base import Model


def compile_when(
    when: written.Condition | None, at: Place, terms: Terms
) -> tuple[Predicate, tuple[Violation, ...]]:
    """The compiled condition; one that is left out or wrong always holds.

    So that a fault tells one person too many rather than one too few.
    """
    if when is None:
        return ALWAYS, ()
    compiled, violations = compile_condition(when, at, terms)
    return (ALWAYS if compiled is None else compiled), violations


def when_faults(part: Model, at: Place, terms: Terms) -> tuple[Violation, ...]:
    """What is wrong with the condition of a part, as far as that could be read."""
    return compile_when(part.read_field("when"), child(at, "when"), terms)[1]
