"""Playbooks, compiled."""

from collections.abc import Collection, Iterator

from govcheck.engine.compile import Terms
from govcheck.finding import Diagnostic, Key, Lack, Problem, Violation
from govcheck.model import playbook as written
from govcheck.model.agreement import agreement_of
from govcheck.modelling.partial import read_items
from govcheck.modelling.unread import until_unread
from govcheck.nearest import did_you_mean
from govcheck.simulate.compile.order import waiting_order
from govcheck.simulate.compile.recurrences import turns
from govcheck.simulate.compile.twice import distinct
from govcheck.simulate.compile.whens import compile_when, when_faults
from govcheck.simulate.program import ActionPlan, ApprovalPlan, PlaybookPlan, action_of
from govcheck.simulate.violations import PLAY001, PLAY002, PLAY003, PLAY004
from govcheck.translation import said


def compile_playbook(
    document: written.Playbook, terms: Terms
) -> tuple[PlaybookPlan, list[Violation]]:
    """A playbook without what it refers to in vain, and what is wrong with it."""
    listed, _ = distinct(document, "actions", document.actions, PLAY001, "action")
    agreed, _ = distinct(document, "approvals", document.approvals, PLAY002, "approval")
    approvals: dict[str, ApprovalPlan] = {}
    for position, approval in agreed:
        at = document.place("approvals", position, "when")
        when, _ = compile_when(approval.when, at, terms)
        approvals[approval.id] = ApprovalPlan(
            approval.id, agreement_of(approval.by), approval.within, approval.calendar, when
        )
    names = frozenset(action.id for _, action in listed)
    actions: list[ActionPlan] = []
    for position, action in listed:
        at = document.place("actions", position, "when")
        when, _ = compile_when(action.when, at, terms)
        times, _ = turns(document, position, action)
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
    return compiled, [*playbook_faults(document, terms), *circles]


def playbook_faults(document: written.Playbook, terms: Terms) -> Iterator[Violation]:
    """What is wrong with a playbook, or with the parts of it that could be read."""
    actions, approvals = (document.read_field(key, ()) for key in ("actions", "approvals"))
    yield from distinct(document, "actions", actions, PLAY001, "action")[1]
    yield from distinct(document, "approvals", approvals, PLAY002, "approval")[1]
    for key, parts in (("approvals", approvals), ("actions", actions)):
        for position, part in enumerate(read_items(parts)):
            yield from when_faults(part, document.place(key, position), terms)
    for position, action in enumerate(read_items(actions)):
        for key, names in (("after", "actions"), ("needs", "approvals"), ("clock", "actions")):
            yield from until_unread(_in_vain(document, position, action, key, names))
        yield from until_unread(found for found in turns(document, position, action)[1])


def _in_vain(
    document: written.Playbook, position: int, action: written.Action, key: str, among: str
) -> Iterator[Violation]:
    """The names in a field of an action that no action or approval of the playbook has."""
    stated, at = getattr(action, key), ("actions", position, key)
    origin = action_of(stated) if key == "clock" else None
    named = (
        [((*at, number), name) for number, name in enumerate(read_items(stated))]
        if key != "clock"
        else [(at, origin)] * (origin is not None)
    )
    if named:
        known = dict.fromkeys(part.id for part in getattr(document, among))
        rule = PLAY004 if among == "approvals" else PLAY003
        for keys, name in named:
            if name not in known:
                yield _unknown(document, keys, str(name), known, rule)


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
