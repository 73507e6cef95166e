"""Guarantees and waivers: what the policy promises of itself, and what it accepts for a while."""

from collections.abc import Iterator

from govcheck.change.comparison import Comparison
from govcheck.change.effect import Effect
from govcheck.change.effects.effects import changed_pairs, effect
from govcheck.model.guarantee import Guarantee
from govcheck.model.waiver import Waiver


def guarantees(comparison: Comparison) -> Iterator[Effect]:
    """Promises that come or go; one that is made anew is one less and one more.

    Only what it tolerates and how long it allows tell for certain that it became stricter or not.
    """
    base, head = comparison.base.policy, comparison.head.policy
    for name, old, new in changed_pairs(base.guarantees, head.guarantees):
        ref = f"guarantee/{name}"
        there = new if new is not None else old
        place = None if there is None else there.place("id")
        before, after = (None if one is None else name for one in (old, new))
        ways = (True, True)
        if isinstance(old, Guarantee) and isinstance(new, Guarantee):
            ways = _ways(old, new)
        if old is not None and ways[0]:
            yield effect(comparison, "removes-guarantee", ref, before, after, [ref], place=place)
        if new is not None and ways[1]:
            yield effect(comparison, "adds-guarantee", ref, before, after, [ref], place=place)


def _ways(old: Guarantee, new: Guarantee) -> tuple[bool, bool]:
    """Whether it promises less, and whether it promises more, in some respect."""
    less, more = _measure(old, new)
    if old.model_copy(update=_BLANK) != new.model_copy(update=_BLANK):
        return True, True
    return less, more


_BLANK: dict[str, None] = {"notified": None, "tolerates": None}


def _measure(old: Guarantee, new: Guarantee) -> tuple[bool, bool]:
    less = more = False
    if old.notified != new.notified:
        told, tells = old.notified, new.notified
        if told is not None and tells is not None and told.target == tells.target:
            less = tells.within > told.within or tells.concurrent < told.concurrent
            more = tells.within < told.within or tells.concurrent > told.concurrent
        else:
            less, more = told is not None, tells is not None
    absent, absence = (
        0 if one.tolerates is None else one.tolerates.absent_people for one in (old, new)
    )
    return less or absence < absent, more or absence > absent


def waivers(comparison: Comparison) -> Iterator[Effect]:
    """Acceptances that are new, reach further, or last longer."""
    base, head = comparison.base.policy, comparison.head.policy
    for name, old, new in changed_pairs(base.waivers, head.waivers):
        if not isinstance(new, Waiver) or (isinstance(old, Waiver) and _is_less(old, new)):
            continue
        before = _words(old) if isinstance(old, Waiver) else None
        ref = f"waiver/{name}"
        place = new.place("check")
        yield effect(comparison, "adds-waiver", ref, before, _words(new), [ref], place=place)


def _is_less(old: Waiver, new: Waiver) -> bool:
    """Whether a waiver accepts no more than before, by the same people."""
    same = (old.check, old.subject, set(old.approved_by)) == (
        new.check,
        new.subject,
        set(new.approved_by),
    )
    return same and new.until <= old.until


def _words(waiver: Waiver) -> str:
    return f"{waiver.check} of {waiver.subject} until {waiver.until}"
