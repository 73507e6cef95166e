"""Playbooks, compiled."""

from collections.abc import Collection, Iterator

from govcheck.engine.compile import Terms
from govcheck.finding import Diagnostic, Key, Lack, Problem, Violation
from govcheck.model import playbook as written
from govcheck.model.agreement import agreement_of
from govcheck.nearest import did_you_mean
from govcheck.simulate.compile.order import waiting_order
from govcheck.simulate.compile.recurrences import turns
from govcheck.simulate.compile.twice import distinct
from govcheck.simulate.compile.whens import compile_when
from govcheck.simulate.program import ActionPlan, ApprovalPlan, PlaybookPlan, action_of
from govcheck.simulate.violations import PLAY001, PLAY002, PLAY003, PLAY004
from govcheck.translation import said


def compile_playbook(
    document: written.Playbook, terms: Terms
) -> tuple[PlaybookPlan, list[Violation]]:
    """A playbook without what it refers to in vain, and what is wrong with it."""
    listed, violations = distinct(document, "actions", document.actions, PLAY001, "action")
    agreed, more = distinct(document, "approvals", document.approvals, PLAY002, "approval")
    violations += more
    approvals: dict[str, ApprovalPlan] = {}
    for position, approval in agreed:
        at = document.place("approvals", position, "when")
        when, wrong = compile_when(approval.when, at, terms)
        violations += wrong
        approvals[approval.id] = ApprovalPlan(
            approval.id, agreement_of(approval.by), approval.within, approval.calendar, when
        )
    names = frozenset(action.id for _, action in listed)
    actions: list[ActionPlan] = []
    for position, action in listed:
        at = document.place("actions", position, "when")
        when, wrong = compile_when(action.when, at, terms)
        violations += wrong
        violations += _in_vain(document, position, action, names, approvals)
        times, problems = turns(document, position, action)
        violations += problems
        clock = action.clock
        if action_of(clock) not in (None, *names):
            clock = "detected"
        actions.append(
            ActionPlan(
                id=action.id,
                do=terms.prose(action.do),
                owed_by=action.owed_by,
                within=action.within,
                clock=clock,
                calendar=action.calendar,
                after=tuple(name for name in dict.fromkeys(action.after) if name in names),
                needs=tuple(name for name in dict.fromkeys(action.needs) if name in approvals),
                publishes=action.publishes,
                drafted_by=action.drafted_by or "",
                template=action.template,
                every=action.every if times else None,
                times=times,
                when=when,
            )
        )
    order, circles = waiting_order(document, actions, [position for position, _ in listed])
    compiled = PlaybookPlan(
        id=document.id,
        actions=tuple(actions),
        order=order,
        approvals=approvals,
        forbidden=tuple(map(terms.prose, document.forbidden_until_approved)),
    )
    return compiled, [*violations, *circles]


def _in_vain(
    document: written.Playbook,
    position: int,
    action: written.Action,
    actions: Collection[str],
    approvals: Collection[str],
) -> Iterator[Violation]:
    """References to actions and approvals that the playbook does not have."""
    for number, name in enumerate(action.after):
        if name not in actions:
            yield _unknown(document, ("actions", position, "after", number), name, actions, PLAY003)
    for number, name in enumerate(action.needs):
        if name not in approvals:
            keys = ("actions", position, "needs", number)
            yield _unknown(document, keys, name, approvals, PLAY004)
    origin = action_of(action.clock)
    if origin is not None and origin not in actions:
        yield _unknown(document, ("actions", position, "clock"), origin, actions, PLAY003)


def _unknown(
    document: written.Playbook,
    keys: tuple[Key, ...],
    name: str,
    known: Collection[str],
    rule: Diagnostic,
) -> Violation:
    noun = "action" if rule is PLAY003 else "approval"
    message = said("playbook `{id}` has no {noun} `{name}`", id=document.id, noun=noun, name=name)
    lacks = Lack(f"{noun}/{document.id}", name)
    advice = did_you_mean(name, known)
    return Violation(rule, Problem(document.place(*keys), message, help=advice, lacks=lacks))
