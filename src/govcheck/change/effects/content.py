"""What is told and done: all of escalations and playbooks that no other effect speaks of."""

from collections.abc import Iterator
from typing import Any

from govcheck.change.comparison import Comparison
from govcheck.change.effect import Effect
from govcheck.change.effects.effects import effect
from govcheck.engine.ruleset import ALWAYS, Fact
from govcheck.finding import Place
from govcheck.model.escalation import Escalation as WrittenEscalation
from govcheck.model.playbook import Playbook as WrittenPlaybook
from govcheck.simulate.program import Action, Approval, Escalation, Playbook, Step


def content(comparison: Comparison) -> Iterator[Effect]:
    """Steps, actions and facts that are no longer what they were."""
    yield from _escalations(comparison)
    yield from _playbooks(comparison)
    yield from _facts(comparison)


def _escalations(comparison: Comparison) -> Iterator[Effect]:
    ours, theirs = comparison.base.program.escalations, comparison.head.program.escalations
    for name in sorted({*ours, *theirs}):
        before, after = ours.get(name), theirs.get(name)
        for part in _parts(_of_escalation(before), _of_escalation(after)):
            yield effect(
                comparison,
                "changes-escalation",
                f"escalation/{name}/{part}",
                None if before is None else "as it was",
                None if after is None else "otherwise",
                [f"escalation/{name}"],
                place=_place(comparison, WrittenEscalation, name),
            )


def _playbooks(comparison: Comparison) -> Iterator[Effect]:
    ours, theirs = comparison.base.program.playbooks, comparison.head.program.playbooks
    for name in sorted({*ours, *theirs}):
        before, after = ours.get(name), theirs.get(name)
        for part in _parts(_of_playbook(before), _of_playbook(after)):
            yield effect(
                comparison,
                "changes-playbooks",
                f"playbook/{name}/{part}",
                None if before is None else "as it was",
                None if after is None else "otherwise",
                [f"playbook/{name}"],
                place=_place(comparison, WrittenPlaybook, name),
            )


def _facts(comparison: Comparison) -> Iterator[Effect]:
    """Facts of another type or domain; who may state what is part of every decision."""
    base, head = (
        {name: fact for name, fact in side.program.ruleset.facts.items() if _is_declared(fact)}
        for side in (comparison.base, comparison.head)
    )
    causes = comparison.changed_of("vocabulary")
    for name in sorted({*base, *head}):
        before, after = base.get(name), head.get(name)
        if before is None or after is None or _domain(before) != _domain(after):
            yield effect(
                comparison,
                "changes-decision",
                f"fact/{name}",
                None if before is None else _words(before),
                None if after is None else _words(after),
                causes,
            )


def _is_declared(fact: Fact) -> bool:
    return fact.type not in ("decision", "reference")


def _domain(fact: Fact) -> Any:
    values = fact.values if fact.ordered else frozenset(fact.values)
    return (
        fact.type, values, fact.minimum, fact.maximum, fact.worse, fact.unit, fact.part, fact.whole,
    )  # fmt: skip


def _words(fact: Fact) -> str:
    if fact.type == "share":
        return f"share of {fact.part} in {fact.whole}"
    ends = [f"{end}" for end in (fact.minimum, fact.maximum) if end is not None]
    return " ".join([fact.type, ", ".join(fact.values) or " to ".join(ends)]).strip()


def _parts(before: dict[str, Any], after: dict[str, Any]) -> list[str]:
    """The parts that are not what they were, in the order in which they stand."""
    return [name for name in {**before, **after} if before.get(name) != after.get(name)]


def _of_escalation(escalation: Escalation | None) -> dict[str, Any]:
    """Each step without its wait, of which deadlines tell, then what concerns the whole."""
    if escalation is None:
        return {}
    found: dict[str, Any] = {step.id: _told(step) for step in escalation.steps}
    found["steps"] = [step.id for step in escalation.steps]
    found["repeat"], found["last_resort"] = escalation.repeat, escalation.last_resort
    return found


def _told(step: Step) -> Step:
    return step._replace(wait=0, notify=tuple(sorted(step.notify)), via=tuple(sorted(step.via)))


def _of_playbook(playbook: Playbook | None) -> dict[str, Any]:
    """Each action and approval without what deadlines and approvals tell."""
    if playbook is None:
        return {}
    found: dict[str, Any] = {action.id: _done(action) for action in playbook.actions}
    found |= {f"approvals/{name}": _asked(one) for name, one in playbook.approvals.items()}
    return found


def _done(action: Action) -> Action:
    return action._replace(
        within=None,
        clock="detected",
        calendar=None,
        needs=(),
        publishes=False,
        drafted_by="",
        every=None,
        times=0,
        after=tuple(sorted(action.after)),
    )


def _asked(approval: Approval) -> Approval:
    return approval._replace(by="", within=0, calendar=None, when=ALWAYS)


def _place(
    comparison: Comparison, model: type[WrittenEscalation] | type[WrittenPlaybook], name: str
) -> Place | None:
    for policy in (comparison.head.policy, comparison.base.policy):
        document = policy.find(model, name)
        if document is not None:
            return document.place("id")
    return None
