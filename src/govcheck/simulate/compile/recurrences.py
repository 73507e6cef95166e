"""How often an action recurs."""

from govcheck.finding import Diagnostic, Problem, Violation
from govcheck.model.playbook import Action, Playbook
from govcheck.simulate.violations import PLAY006, PLAY007
from govcheck.time.clock import said_duration
from govcheck.translation import said

MOST_TURNS = 1000


def turns(document: Playbook, position: int, action: Action) -> tuple[int, list[Violation]]:
    """How often an action recurs, 0 where it does not, and what is wrong with that."""
    count = action.for_ // action.every if action.every and action.for_ is not None else 0
    fault = _fault(action, count)
    if fault is None:
        return count, []
    rule, key, message, advice = fault
    at = document.place("actions", position, key)
    problem = Problem(
        at, said("action `{id}` {message}", id=action.id, message=message), help=advice
    )
    return min(count, MOST_TURNS), [Violation(rule, problem)]


def _fault(action: Action, count: int) -> tuple[Diagnostic, str, str, str] | None:
    """The rule broken, the key at fault, what is wrong and what to do about it."""
    if action.every is None:
        advice = said("say `every` when it is due again")
        return None if action.for_ is None else (PLAY006, "for", said("has no `every`"), advice)
    if action.for_ is None:
        return PLAY006, "every", said("has no end"), said("say `for` how long it recurs")
    if action.every == 0:
        return PLAY007, "every", said("is due every moment"), said("give `every` some time")
    length = said_duration(action.for_)
    if count == 0:
        message = said("ends after {length}, before it is due once", length=length)
        return PLAY007, "for", message, said("make `for` at least as long as `every`")
    if count > MOST_TURNS:
        message = said("is due {count} times within {length}", count=count, length=length)
        return (
            PLAY007,
            "every",
            message,
            said("let it be due at most {most_turns} times", most_turns=MOST_TURNS),
        )
    return None
