"""Which rules, steps and approvals the scenarios reach."""

from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple

from govcheck.simulate.outcome import Outcome
from govcheck.simulate.program import Program

OTHERWISE = "otherwise"


class Item(NamedTuple):
    """Something that a scenario can reach, such as `decision/severity-rules/leak`."""

    kind: Literal["rule", "otherwise", "step", "approval"]
    subject: str


class Coverage(NamedTuple):
    """What can be reached, in the order of the policy, and what is."""

    items: tuple[Item, ...]
    reached: frozenset[Item]

    @property
    def missing(self) -> tuple[Item, ...]:
        """What no scenario reaches."""
        return tuple(item for item in self.items if item not in self.reached)


def coverage(program: Program, outcomes: Iterable[Outcome]) -> Coverage:
    """What these outcomes reach of a program.

    A rule is reached when it matches for certain, `otherwise` when no rule even may match, a step
    when it is run, whether or not it finds somebody, an approval when it is requested.
    """
    items = tuple(dict.fromkeys(_items(program)))
    reached = (item for outcome in outcomes for item in _reached(outcome))
    return Coverage(items, frozenset(reached))


def _items(program: Program) -> Iterator[Item]:
    for decision in program.ruleset.decisions:
        for rule in decision.rules:
            yield Item("rule", f"decision/{rule.document}/{rule.id}")
        if decision.otherwise:
            yield Item("otherwise", f"decision/{decision.document}/{OTHERWISE}")
    for escalation in program.escalations.values():
        for step in escalation.steps:
            yield Item("step", f"escalation/{escalation.id}/{step.id}")
    for playbook in program.playbooks.values():
        for approval in playbook.approvals:
            yield Item("approval", f"playbook/{playbook.id}/{approval}")


def _reached(outcome: Outcome) -> Iterator[Item]:
    escalation = ""
    for verdict in outcome.verdicts:
        for match in verdict.matched:
            if not match.possible:
                yield Item("rule", f"decision/{match.rule.document}/{match.rule.id}")
        if not verdict.matched:
            yield Item("otherwise", f"decision/{verdict.decision.document}/{OTHERWISE}")
        if verdict.decision.name == "escalation":
            escalation = next(iter(verdict.result), "")
    for event in outcome.timeline:
        if event.event in ("notify", "convene", "nobody") and event.step is not None:
            yield Item("step", f"escalation/{escalation}/{event.step}")
    for state in outcome.approvals:
        if state.requested is not None:
            playbook = state.action.partition("/")[0]
            yield Item("approval", f"playbook/{playbook}/{state.id}")
