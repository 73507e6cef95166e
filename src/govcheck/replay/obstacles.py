"""Obstacles: what keeps a policy from deciding many mentions at once, not one by one."""

from collections.abc import Iterator
from typing import Final, NamedTuple

from govcheck.engine.clauses import TooManyClauses, clauses_of
from govcheck.engine.ruleset import Predicate
from govcheck.simulate.program import Program

MOST_FACTS: Final = 64
"""Of more facts, decisions aside, rows are decided one by one."""


class Obstacles(NamedTuple):
    """Why rows are decided one by one: as exactly, but slowly. Nothing of it where they are not."""

    conditions: tuple[str, ...] = ()
    """What has a condition of too many clauses: `document/rule`, `escalation/step`,
    `playbook/action` or `playbook/approval`."""
    facts: int = 0
    """How many facts there are, where these are too many."""


def obstacles(*programs: Program) -> Obstacles:
    """What keeps policies from deciding many mentions at once."""
    named = (name for one in programs for name, when in _conditions(one) if not _fits(when))
    most = max((facts_stated(one) for one in programs), default=0)
    return Obstacles(tuple(dict.fromkeys(named)), most if most > MOST_FACTS else 0)


def facts_stated(program: Program) -> int:
    """How many facts mentions may state."""
    return sum(fact.type != "decision" for fact in program.ruleset.facts.values())


def _fits(condition: Predicate) -> bool:
    try:
        clauses_of(condition)
    except TooManyClauses:
        return False
    return True


def _conditions(program: Program) -> Iterator[tuple[str, Predicate]]:
    for decision in program.ruleset.decisions:
        for rule in decision.rules:
            yield f"{rule.document}/{rule.id}", rule.when
    for escalation in program.escalations.values():
        for step in escalation.steps:
            yield f"{escalation.id}/{step.id}", step.when
    for playbook in program.playbooks.values():
        for action in playbook.actions:
            yield f"{playbook.id}/{action.id}", action.when
        for name, approval in playbook.approvals.items():
            yield f"{playbook.id}/{name}", approval.when
