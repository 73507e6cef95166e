"""Where compiled parts are written."""

from collections.abc import Iterable, Iterator

from govcheck.engine.compile.places import child
from govcheck.engine.ruleset import CompiledRule, DecisionTable, Ruleset
from govcheck.finding import Place
from govcheck.load.policy import Policy
from govcheck.model import decision as written
from govcheck.model.base import Document
from govcheck.model.condition import Condition
from govcheck.model.escalation import Step
from govcheck.model.playbook import Action, Approval
from govcheck.named_tuples import NamedTuple


class Written(NamedTuple):
    """A compiled rule with the rule that it comes from, and the place of the latter."""

    rule: CompiledRule
    source: written.Rule
    place: Place


def written_rules(policy: Policy, decision: DecisionTable) -> list[Written]:
    """The rules of a decision, in its order."""
    found: list[Written] = []
    rest: dict[str, Iterator[tuple[int, written.Rule]]] = {}
    for rule in decision.rules:
        document = policy.find(written.Decision, rule.document)
        if document is None:
            continue
        waiting = rest.setdefault(document.id, iter(enumerate(document.rules)))
        for position, source in waiting:
            if source.id == rule.id:
                found.append(Written(rule, source, document.place("rules", position)))
                break
    return found


def has_every_rule(policy: Policy, ruleset: Ruleset) -> bool:
    """Whether each rule that is written counts; what is wrong with the others is told there."""
    compiled = sum(len(decision.rules) for decision in ruleset.decisions)
    return compiled == sum(len(document.rules) for document in policy.decisions)


def conditions(policy: Policy) -> Iterator[tuple[Condition, Place]]:
    """Every condition of the policy, with its place."""
    for decision in policy.decisions:
        yield from _whens(decision, "rules", decision.rules)
    for escalation in policy.escalations:
        yield from _whens(escalation, "steps", escalation.steps)
    for playbook in policy.playbooks:
        yield from _whens(playbook, "actions", playbook.actions)
        yield from _whens(playbook, "approvals", playbook.approvals)
    for guarantee in policy.guarantees:
        yield guarantee.for_, guarantee.place("for")
        if guarantee.holds is not None:
            yield guarantee.holds, guarantee.place("holds")


def _whens(
    document: Document, key: str, parts: Iterable[written.Rule | Step | Action | Approval]
) -> Iterator[tuple[Condition, Place]]:
    for position, part in enumerate(parts):
        if part.when is not None:
            yield part.when, document.place(key, position, "when")


def parts_of(condition: Condition, at: Place) -> Iterator[tuple[str, Condition, Place]]:
    """What must hold together in a condition: its tests and groups, each as a condition.

    The name is the fact's, or `all`, `any` or `not`; each condition of an `all` is its own part.
    """
    for name in condition.tests:
        yield name, Condition.model_validate({name: condition.tests[name]}), child(at, name)
    for position, part in enumerate(condition.all or ()):
        yield "all", part, child(at, "all", position)
    if condition.any is not None:
        yield "any", Condition.model_validate({"any": condition.any}), child(at, "any")
    if condition.not_ is not None:
        yield "not", Condition.model_validate({"not": condition.not_}), child(at, "not")
