"""Steps of a running escalation that begin to apply while it runs, because a fact became known.

Such a step runs in its place where the escalation has not come to it yet, and else at once: what
becomes known late must not keep the lawyer from being told. It delays none of the other steps.
"""

from collections.abc import Sequence

from govcheck.simulate.alarm import Joining
from govcheck.simulate.plan import Plan
from govcheck.simulate.program import EscalationPlan


def with_joining(whole: EscalationPlan, plans: Sequence[tuple[int, Plan]]) -> tuple[Plan, Joining]:
    """An escalation with all the steps that ever apply, and from when on the later ones do.

    `whole` has all of its steps; `plans` are those that were made while it runs, each from an
    instant on, in order of time. What applied once stays.
    """
    start, begun = plans[0]
    since: dict[str, int] = {}
    undecided = set(begun.undecided)
    known = _steps(begun)
    for at, todo in plans[1:]:
        new = _steps(todo) - known
        known |= new
        since |= dict.fromkeys(new, at)
        undecided |= new & todo.undecided
    steps = tuple(step for step in whole.steps if step.id in known)
    severities = [(start, begun.severity), *((at, todo.severity) for at, todo in plans[1:])]
    made = begun._replace(escalation=whole._replace(steps=steps), undecided=frozenset(undecided))
    return made, Joining(since, tuple(severities))


def _steps(todo: Plan) -> set[str]:
    return set() if todo.escalation is None else {step.id for step in todo.escalation.steps}
