"""What the policy promises of itself, what it accepts for a while, and how much checks matter."""

from collections import Counter
from collections.abc import Iterator
from typing import Final, NamedTuple

from govcheck.change.comparison import Accepted, Comparison, Conditions
from govcheck.change.effect import Effect, EffectClass, worst
from govcheck.change.effects.effects import changed_pairs, effect, field_in_words, place_of
from govcheck.engine.ruleset import ALWAYS
from govcheck.model.change_control import EffectName
from govcheck.model.guarantee import Guarantee
from govcheck.model.waiver import Waiver
from govcheck.prove.promises import Promise, compile_promises
from govcheck.translation import said


class _Part(NamedTuple):
    """A field of a guarantee: whether it promises less in some respect, and whether more."""

    field: str
    less: bool
    more: bool


def guarantees(comparison: Comparison) -> Iterator[Effect]:
    """Promises that come or go; one that is made anew may promise less, or more, or both."""
    ours, theirs = (
        {one.id: one for one in compile_promises(side.policy, side.program)}
        for side in (comparison.base, comparison.head)
    )
    for name, old, new in changed_pairs(comparison, Guarantee):
        ref, place = f"guarantee/{name}", place_of(comparison, Guarantee, name, "id")
        if old is None or new is None:
            before, after = (None if one is None else name for one in (old, new))
            known: EffectName = "removes-guarantee" if new is None else "adds-guarantee"
            yield effect(comparison, known, ref, before, after, [ref], place=place)
            continue
        parts = list(_parts(ours[name], theirs[name], Conditions(comparison)))
        ways: list[tuple[EffectName, list[str]]] = [
            ("removes-guarantee", [part.field for part in parts if part.less]),
            ("adds-guarantee", [part.field for part in parts if part.more]),
        ]
        for known, fields in ways:
            if fields:
                said, says = (
                    ", ".join(f"{field} {field_in_words(one, field)}" for field in fields)
                    for one in (old, new)
                )
                yield effect(comparison, known, ref, said, says, [ref], place=place)


def _parts(old: Promise, new: Promise, conditions: Conditions) -> Iterator[_Part]:
    base, head = conditions.comparison.base, conditions.comparison.head
    speaks, spoken = old.when or ALWAYS, new.when or ALWAYS
    wider = conditions.implies(base, speaks, head, spoken)
    narrower = conditions.implies(head, spoken, base, speaks)
    yield _Part("for", not wider, not narrower)
    asked, asks = old.holds or ALWAYS, new.holds or ALWAYS
    harder = conditions.implies(head, asks, base, asked)
    easier = conditions.implies(base, asked, head, asks)
    yield _Part("holds", not harder, not easier)
    if old.target == new.target:
        less = new.within > old.within or new.concurrent < old.concurrent
        more = new.within < old.within or new.concurrent > old.concurrent
        yield _Part("notified", less, more)
    else:
        yield _Part("notified", old.target is not None, new.target is not None)
    absent, absence = old.absent_people, new.absent_people
    yield _Part("tolerates", absence < absent, absence > absent)


def waivers(comparison: Comparison) -> Iterator[Effect]:
    """Acceptances that are new, reach further, or last longer."""
    for name, old, new in changed_pairs(comparison, Waiver):
        if new is None or (old is not None and _is_less(old, new)):
            continue
        before = None if old is None else _words(old)
        ref = f"waiver/{name}"
        place = new.place("check")
        yield effect(comparison, "adds-waiver", ref, before, _words(new), [ref], place=place)


def _is_less(old: Waiver, new: Waiver) -> bool:
    """Whether a waiver accepts no more than before, by the same people."""
    ours, theirs = ((one.check, one.subject, set(one.approved_by)) for one in (old, new))
    return ours == theirs and new.until <= old.until


def _words(waiver: Waiver) -> str:
    by = ", ".join(sorted(waiver.approved_by))
    return said(
        "{check} of {subject} until {until}, by {by}",
        check=waiver.check, subject=waiver.subject, until=waiver.until, by=by,
    )  # fmt: skip


def ignores(comparison: Comparison) -> Iterator[Effect]:
    """Comments that accept more findings than before, without an approver and without an end.

    One that only moved, with its line or with its document, accepts the same as before.
    """
    left = Counter(map(_accepting, comparison.base.accepted))
    for one in comparison.head.accepted:
        if left[_accepting(one)]:
            left[_accepting(one)] -= 1
            continue
        after = said(
            "{rule} for good, by a comment at {place}: {reason}",
            rule=one.rule, place=f"{one.path}:{one.number}", reason=one.reason,
        )  # fmt: skip
        documents = frozenset({one.document}) & comparison.changed
        yield effect(comparison, "adds-waiver", one.document, None, after, documents)


def _accepting(one: Accepted) -> tuple[str, str, str]:
    return one.document, one.line, one.rule


_RANKS: Final = {"off": 0, "note": 1, "warning": 2, "error": 3}


class ComparedLevel(NamedTuple):
    """A check by its code, and its level on either side; `unset` where it has none."""

    code: str
    before: str
    after: str

    @property
    def kind(self) -> EffectClass:
        """Weaker where it is milder; what is no matter of opinion has no level of its own."""
        before, after = _RANKS.get(self.before), _RANKS.get(self.after)
        if before is None or after is None:
            return "different"
        return "weaker" if after < before else "stricter"


def levels(comparison: Comparison) -> Iterator[Effect]:
    """Checks that are switched off or milder, or that matter more than before."""
    found = levels_of(comparison)
    root = comparison.head.policy.organization
    if not found or root is None:
        return
    before = ", ".join(f"{one.code} {one.before}" for one in found)
    after = ", ".join(f"{one.code} {one.after}" for one in found)
    subject, kind = f"{root.ref}/checks", worst(one.kind for one in found)
    told = effect(comparison, "changes-approval-rules", subject, before, after, [root.ref])
    yield told._replace(kind=kind, place=root.place("checks"))


def levels_of(comparison: Comparison) -> tuple[ComparedLevel, ...]:
    """Every check of another level; one that is not named has its own."""
    old, new = (side.policy.organization for side in comparison[:2])
    if old is None or new is None or old.checks == new.checks:
        return ()
    from govcheck.catalogue.catalogue import CHECKS  # which imports every check

    own = {check.rule.code: str(check.rule.severity) for check in CHECKS if check.rule.is_opinion}
    found = (
        ComparedLevel(code, *(one.checks.get(code, own.get(code, "unset")) for one in (old, new)))
        for code in sorted({*old.checks, *new.checks})
    )
    return tuple(one for one in found if one.before != one.after)
