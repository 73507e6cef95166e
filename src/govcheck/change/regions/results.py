"""What another result of a decision amounts to."""

from collections.abc import Iterator
from math import inf
from typing import NamedTuple

from govcheck.change.comparison import Comparison
from govcheck.change.effect import EffectClass
from govcheck.change.regions.merge import in_one_order
from govcheck.engine.decide import NONE
from govcheck.engine.ruleset import ALWAYS, Predicate
from govcheck.model.change_control import EffectName
from govcheck.simulate.program import EscalationPlan


def effects_of(
    name: str, before: tuple[str, ...], after: tuple[str, ...], comparison: Comparison
) -> Iterator[tuple[EffectName, EffectClass]]:
    """What it amounts to that a decision has other results, both empty where they are unknown.

    The effects come with their classes; there are two where it cannot be told which it is.
    """
    if name == "severity":
        yield from _severity(before, after, comparison)
    elif name == "escalation":
        yield "changes-escalation", _escalation(before, after, comparison)
    elif name == "playbooks":
        yield "changes-playbooks", _playbooks(set(before), set(after))
    else:
        yield "changes-decision", "different"


def _playbooks(before: set[str], after: set[str]) -> EffectClass:
    """Weaker where a playbook is left out, whatever comes instead."""
    if before == after:
        return "different"
    return "weaker" if before - after else "stricter"


def _escalation(
    before: tuple[str, ...], after: tuple[str, ...], comparison: Comparison
) -> EffectClass:
    """Weaker where somebody is told later, by fewer ways or not at all, or less is promised."""
    if before == after:
        return "different"
    old, new = (
        None if name in ((), (NONE,)) else side.program.escalations.get(name[0])
        for name, side in ((before, comparison.base), (after, comparison.head))
    )
    if old is None or new is None:
        return "weaker" if new is None else "stricter"
    if _is_enough(new, old):
        return "different" if _is_enough(old, new) else "stricter"
    return "weaker"


def _is_enough(one: EscalationPlan, other: EscalationPlan) -> bool:
    """Whether one escalation tells everybody whom the other tells, as soon, as often, as surely."""
    if _promise(one) > _promise(other) or one.repeat < other.repeat:
        return False
    ours, theirs = _told(one), _told(other)
    return all(
        any(
            mine.after <= their.after
            and (mine.always or not their.always)
            and mine.when in (their.when, ALWAYS)
            and mine.via >= their.via
            for mine in ours.get(target, ())
        )
        for target, found in theirs.items()
        for their in found
    )


class _Telling(NamedTuple):
    """A target is told by a step."""

    after: int
    """So many seconds after the start, while every step finds somebody and nobody answers."""
    always: bool
    when: Predicate
    via: frozenset[str]


def _told(escalation: EscalationPlan) -> dict[str, list[_Telling]]:
    found: dict[str, list[_Telling]] = {}
    waited = 0
    for step in escalation.steps:
        for target in step.targets:
            telling = _Telling(waited, step.always, step.when, frozenset(step.via))
            found.setdefault(target, []).append(telling)
        waited += step.wait
    return found


def _promise(escalation: EscalationPlan) -> float:
    within = escalation.acknowledge_within
    return inf if within is None else within


def _severity(
    before: tuple[str, ...], after: tuple[str, ...], comparison: Comparison
) -> Iterator[tuple[EffectName, EffectClass]]:
    rises: bool | None = bool(after) if bool(before) != bool(after) else None
    if before and after:
        rises = _rises(before[0], after[0], comparison)
    if rises is not True:
        yield "lowers-severity", "weaker"
    if rises is not False:
        yield "raises-severity", "stricter"


def _rises(before: str, after: str, comparison: Comparison) -> bool | None:
    """Whether a severity is higher than before; None where nothing both sides have tells."""
    ranks, (base, head) = _ranks(comparison), _orders(comparison)
    if ranks is None:
        return None
    low, high = sorted((ranks.index(before), ranks.index(after)))
    comparable = {before, after} <= set(base) or {before, after} <= set(head)
    between = set(ranks[low : high + 1]) & set(base) & set(head)
    return ranks.index(after) > low if comparable or between else None


def _ranks(comparison: Comparison) -> tuple[str, ...] | None:
    """The severities of both sides, lowest first; None where their orders contradict."""
    return in_one_order(*_orders(comparison))


def _orders(comparison: Comparison) -> tuple[list[str], list[str]]:
    base, head = comparison.base.program, comparison.head.program
    return [level.id for level in base.severities], [level.id for level in head.severities]


def order_contradicts(comparison: Comparison) -> bool:
    """Whether severities that both sides have stand in another order."""
    return _ranks(comparison) is None
