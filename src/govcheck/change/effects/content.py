"""What is told and done: all of escalations and playbooks that no other effect speaks of."""

from collections.abc import Iterator
from typing import Any, Final

from govcheck.change.comparison import ComparedPolicy, Comparison, Conditions
from govcheck.change.effect import Effect, EffectClass, worst
from govcheck.change.effects.effects import (
    causes_of,
    effect,
    field_in_words,
    part_in_words,
    place_of,
)
from govcheck.engine.ruleset import Fact
from govcheck.engine.wording import in_words
from govcheck.model.base import Document
from govcheck.model.change_control import EffectName
from govcheck.model.escalation import Escalation
from govcheck.model.playbook import Playbook
from govcheck.simulate.program import ActionPlan, EscalationPlan, PlaybookPlan, StepPlan


def content(comparison: Comparison) -> Iterator[Effect]:
    """Steps, actions and facts that are no longer what they were."""
    yield from _escalations(comparison)
    yield from _playbooks(comparison)
    yield from _facts(comparison)


_Fields = dict[str, Any]
"""What a part says, field by field."""
_Key = tuple[str, str]
"""A list of a document, and the id of an item in it; or no list, and a field of the document."""
_Parts = dict[_Key, _Fields]


def _escalations(comparison: Comparison) -> Iterator[Effect]:
    ours, theirs = (side.program.escalations for side in comparison[:2])
    for name in sorted({*ours, *theirs}):
        before, after = ours.get(name), theirs.get(name)
        pairs = zip(comparison[:2], (before, after), strict=True)
        parts = [_of_escalation(comparison, *pair) for pair in pairs]
        yield from _compared(comparison, "changes-escalation", Escalation, name, parts)
        if before is not None and after is not None:
            stood, stand = (_order(*pair) for pair in ((before, after), (after, before)))
            if stood != stand:
                ref, subject = f"escalation/{name}", f"escalation/{name}/steps"
                told = effect(comparison, "changes-escalation", subject, stood, stand, [ref])
                yield told._replace(place=place_of(comparison, Escalation, name, "steps"))


def _order(one: EscalationPlan, other: EscalationPlan) -> str:
    """The steps that both have, in the order of the one."""
    known = {step.id for step in other.steps}
    return ", ".join(step.id for step in one.steps if step.id in known)


def _playbooks(comparison: Comparison) -> Iterator[Effect]:
    ours, theirs = (side.program.playbooks for side in comparison[:2])
    for name in sorted({*ours, *theirs}):
        pairs = zip(comparison[:2], (ours.get(name), theirs.get(name)), strict=True)
        parts = [_of_playbook(comparison, *pair) for pair in pairs]
        yield from _compared(comparison, "changes-playbooks", Playbook, name, parts)


def _compared(
    comparison: Comparison,
    known: EffectName,
    model: type[Document],
    name: str,
    parts: list[_Parts],
) -> Iterator[Effect]:
    """An effect for each part that is not what it was, with the fields in which it is not."""
    before, after = parts
    ref = f"{model.kind_name}/{name}"
    documents = [side.policy.find(model, name) for side in (comparison.base, comparison.head)]
    causes = causes_of(comparison, ref)
    for (listed, part), ours in {**after, **before}.items():
        old, new = before.get((listed, part)), after.get((listed, part))
        if old == new:
            continue
        fields = ["id"]
        if old is not None and new is not None:
            fields = [field for field in ours if old[field] != new[field]]
        words = [_words_of(one, listed, part, fields) for one in documents]
        subject = f"{ref}/{listed}/{part}" if listed == "approvals" else f"{ref}/{part}"
        told = effect(comparison, known, subject, words[0], words[1], causes)
        place = place_of(comparison, model, name, "id")
        yield told._replace(kind=_class(old, new), place=place)


def _class(old: _Fields | None, new: _Fields | None) -> EffectClass:
    """Weaker where anything is lost, stricter where something is only won."""
    if old is None or new is None:
        return "stricter" if old is None else "weaker"
    found = {_class_of(field, old[field], new[field]) for field in old if old[field] != new[field]}
    return worst(found)


def _class_of(field: str, old: Any, new: Any) -> EffectClass:
    """What another value of a field amounts to; whom it reaches instead, nobody can rank."""
    if field in _RANKED:
        ranks = _RANKED[field]
        before, after = (ranks.index(one) if ranks else one for one in (old, new))
        return "weaker" if after < before else "stricter"
    if field == "via":
        # without a way that is stated everybody is told in their own sequence, which may be any
        return _sets(set(old), set(new)) if old and new else "different"
    if field == "notify":
        return _sets(set(old), set(new))
    if field == "convene" and None in (old, new):
        return "weaker" if new is None else "stricter"
    return "different"


_RANKED: Final[dict[str, tuple[Any, ...]]] = {
    "always": (False, True),
    "repeat": (),
    "ack": ("any", "all"),
    "on_empty": ("wait", "next", "deputies"),
}
"""Values of fields, the least first; numbers rank themselves."""


def _sets(old: set[Any], new: set[Any]) -> EffectClass:
    return "weaker" if old - new else "stricter"


def _facts(comparison: Comparison) -> Iterator[Effect]:
    """Facts of another type or domain; who may state what is part of every decision."""
    base, head = (
        {name: fact for name, fact in side.program.ruleset.facts.items() if fact.type != "decision"}
        for side in (comparison.base, comparison.head)
    )
    causes = comparison.changed_of("vocabulary")
    for name in sorted({*base, *head}):
        before, after = base.get(name), head.get(name)
        if before is None or after is None or _domain(before) != _domain(after):
            was, is_ = (None if one is None else _words(one) for one in (before, after))
            yield effect(comparison, "changes-decision", f"fact/{name}", was, is_, causes)


def _domain(fact: Fact) -> Any:
    if fact.type == "reference":  # its values are the documents that there are
        return fact.type, fact.default
    values = fact.values if fact.ordered else frozenset(fact.values)
    return (
        fact.type, values, fact.minimum, fact.maximum, fact.worse, fact.unit, fact.part, fact.whole,
        fact.default,
    )  # fmt: skip


def _words(fact: Fact) -> str:
    if fact.type == "share":
        return f"share of {fact.part} in {fact.whole}"
    assumed = [] if fact.default is None else [f"assumed {in_words(fact.default)}"]
    if fact.type == "reference":
        return " ".join([fact.type, *assumed])
    ends = [f"{end}" for end in (fact.minimum, fact.maximum) if end is not None]
    domain = ", ".join(fact.values) or " to ".join(ends)
    return " ".join(part for part in (fact.type, domain, *assumed) if part)


def _words_of(document: Document | None, listed: str, part: str, fields: list[str]) -> str | None:
    if document is None:
        return None
    return (
        part_in_words(document, listed, part, fields) if listed else field_in_words(document, part)
    )


def _of_escalation(
    comparison: Comparison, side: ComparedPolicy, escalation: EscalationPlan | None
) -> _Parts:
    """Each step without its wait, of which deadlines tell, then what concerns the whole."""
    if escalation is None:
        return {}
    found: _Parts = {
        ("steps", step.id): _of_step(comparison, side, step) for step in escalation.steps
    }
    for field in ("repeat", "last_resort"):
        found["", field] = {field: getattr(escalation, field)}
    return found


def _of_step(comparison: Comparison, side: ComparedPolicy, step: StepPlan) -> _Fields:
    told = step._replace(notify=tuple(sorted(step.notify)), via=tuple(sorted(step.via)))
    return _without(told, "id", "wait") | {"when": Conditions(comparison).meaning(side, step.when)}


def _of_playbook(
    comparison: Comparison, side: ComparedPolicy, playbook: PlaybookPlan | None
) -> _Parts:
    """Each action and approval without what deadlines and approvals tell."""
    if playbook is None:
        return {}
    actions = {
        ("actions", action.id): _of_action(comparison, side, action) for action in playbook.actions
    }
    approvals: _Parts = {("approvals", name): {} for name in playbook.approvals}
    return actions | approvals


def _of_action(comparison: Comparison, side: ComparedPolicy, action: ActionPlan) -> _Fields:
    sequence = action._replace(after=tuple(sorted(action.after)))
    deadline = ("within", "clock", "calendar", "every", "times")
    told = _without(sequence, "id", "needs", "publishes", "drafted_by", *deadline)
    return told | {"when": Conditions(comparison).meaning(side, action.when)}


def _without(value: StepPlan | ActionPlan, *fields: str) -> _Fields:
    return {field: one for field, one in value._asdict().items() if field not in fields}
