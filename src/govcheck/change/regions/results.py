"""What another result of a decision amounts to."""

from collections.abc import Iterator
from typing import NamedTuple

from govcheck.change.comparison import Comparison
from govcheck.change.effect import EffectClass
from govcheck.change.regions.merge import in_one_order
from govcheck.engine.decide import NONE
from govcheck.model.change_control import Effect as EffectName


class Difference(NamedTuple):
    """The results of a decision before and after; both are empty where nobody knows them."""

    decision: str
    before: tuple[str, ...]
    after: tuple[str, ...]


def effects_of(
    difference: Difference, comparison: Comparison
) -> Iterator[tuple[EffectName, EffectClass]]:
    """The effects of a difference, with their classes; two where it cannot be told which."""
    name, before, after = difference
    if name == "severity":
        yield from _severity(before, after, comparison)
    elif name == "escalation":
        yield "changes-escalation", _opened(before, after, (NONE,))
    elif name == "playbooks":
        yield "changes-playbooks", _opened(before, after, ())
    else:
        yield "changes-decision", "different"


def _opened(
    before: tuple[str, ...], after: tuple[str, ...], nothing: tuple[str, ...]
) -> EffectClass:
    """Stricter where there was nothing, weaker where there is nothing any more."""
    if before == after or (before and before != nothing and after and after != nothing):
        return "different"
    return "weaker" if after in (nothing, ()) else "stricter"


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
    """Whether a severity is higher; None where nothing that both sides have tells."""
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
