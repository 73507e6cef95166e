"""Which approvals actions need, and who can give them."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from govcheck.agreement.implication import implies
from govcheck.agreement.tree import Number
from govcheck.agreement.wording import in_words
from govcheck.change.comparison import Comparison, Conditions, members
from govcheck.change.effect import Effect
from govcheck.change.effects.effects import (
    causes_of,
    changed_pairs,
    effect,
    part_in_words,
    place_of,
)
from govcheck.duty.roster import Roster
from govcheck.model.change_control import EffectName
from govcheck.model.channel import Channel
from govcheck.model.playbook import Playbook
from govcheck.simulate.program import ActionPlan, ApprovalPlan, PlaybookPlan
from govcheck.translation import said


def approvals(comparison: Comparison) -> Iterator[Effect]:
    """Approvals that come or go, and those that are given more or less easily."""
    ours, theirs = comparison.base.program.playbooks, comparison.head.program.playbooks
    for name in sorted({*ours, *theirs}):
        nothing = PlaybookPlan(name, (), (), {})
        before, after = ours.get(name, nothing), theirs.get(name, nothing)
        yield from _Approvals(comparison, name, before, after).effects()
    for name, old, new in changed_pairs(comparison, Channel):
        yield from _drafts(comparison, name, old, new)


class _Approvals(NamedTuple):
    """The approvals of one playbook; a side that does not have it needs none."""

    comparison: Comparison
    name: str
    before: PlaybookPlan
    after: PlaybookPlan

    def effects(self) -> Iterator[Effect]:
        """Everything that becomes of them."""
        ours, theirs = ({one.id: one for one in side.actions} for side in (self.before, self.after))
        for name in {**ours, **theirs}:
            yield from self._action(name, ours.get(name), theirs.get(name))
        for name, old in self.before.approvals.items():
            new = self.after.approvals.get(name)
            if new is not None:
                yield from self._approval(name, old, new)
        forbidden = self.before.forbidden, self.after.forbidden
        yield from self._sets("forbidden_until_approved", *forbidden)

    def _action(
        self, name: str, old: ActionPlan | None, new: ActionPlan | None
    ) -> Iterator[Effect]:
        needed = () if old is None else old.needs
        needs = () if new is None else new.needs
        yield from self._sets(name, needed, needs)
        if old is None or new is None:
            return
        if old.publishes != new.publishes:
            words = _published(old), _published(new)
            yield self._told(name, *words, adds=new.publishes)
        if old.drafter != new.drafter and (needed or needs):
            words = _drafted(old), _drafted(new)
            yield from (self._told(name, *words, adds=adds) for adds in (False, True))

    def _approval(self, name: str, old: ApprovalPlan, new: ApprovalPlan) -> Iterator[Effect]:
        base, head = self.comparison.base, self.comparison.head
        if old.by != new.by:
            ours, theirs = members(base.program.roster), members(head.program.roster)
            harder = implies(new.by, theirs, old.by, ours)
            easier = implies(old.by, ours, new.by, theirs)
            yield from self._either(name, in_words(old.by), in_words(new.by), harder, easier)
        conditions = Conditions(self.comparison)
        if not conditions.alike(old.when, new.when):
            before, after = (
                part_in_words(side.policy.find(Playbook, self.name), "approvals", name, ["when"])
                for side in (base, head)
            )
            harder = conditions.implies(base, old.when, head, new.when)
            easier = conditions.implies(head, new.when, base, old.when)
            yield from self._either(name, before, after, harder, easier)

    def _either(
        self, part: str, before: str | None, after: str | None, harder: bool, easier: bool
    ) -> Iterator[Effect]:
        """Harder to have is stricter; where neither can be told, both are said."""
        if harder and easier:
            return
        if not easier:
            yield self._told(part, before, after, adds=True)
        if not harder:
            yield self._told(part, before, after, adds=False)

    def _sets(self, part: str, before: Sequence[str], after: Sequence[str]) -> Iterator[Effect]:
        for one in before:
            if one not in after:
                yield self._told(part, one, None, adds=False)
        for one in after:
            if one not in before:
                yield self._told(part, None, one, adds=True)

    def _told(self, part: str, before: str | None, after: str | None, *, adds: bool) -> Effect:
        ref = f"playbook/{self.name}"
        name: EffectName = "adds-approval" if adds else "removes-approval"
        causes = causes_of(self.comparison, ref)
        told = effect(self.comparison, name, f"{ref}/{part}", before, after, causes)
        return told._replace(place=place_of(self.comparison, Playbook, self.name, "id"))


def _published(action: ActionPlan) -> str:
    return said("publishes") if action.publishes else said("publishes nothing")


def _drafted(action: ActionPlan) -> str:
    return said("drafted by {who}", who=action.drafter or said("nobody"))


def _drafts(
    comparison: Comparison, name: str, old: Channel | None, new: Channel | None
) -> Iterator[Effect]:
    """The approvals that a channel asks of every post."""
    before, after = _draft_approval(old), _draft_approval(new)
    ours, theirs = comparison.base.program.roster, comparison.head.program.roster
    ways: list[tuple[EffectName, bool]] = [
        ("removes-approval", not _is_enough(after, theirs, before, ours)),
        ("adds-approval", not _is_enough(before, ours, after, theirs)),
    ]
    for known, happens in ways:
        if happens:
            was, is_ = (None if one is None else _in_words(one) for one in (before, after))
            ref, place = f"channel/{name}", place_of(comparison, Channel, name, "standards")
            told = effect(comparison, known, f"{ref}/approvals", was, is_, [ref])
            yield told._replace(place=place)


def _draft_approval(channel: Channel | None) -> Number | None:
    standards = None if channel is None else channel.standards
    asked = None if standards is None else standards.approvals
    return Number(asked.drafts, asked.by) if asked is not None and asked.drafts else None


def _in_words(asked: Number) -> str:
    return in_words(asked if asked.parts else asked._replace(parts=("anybody",)))


def _is_enough(one: Number | None, of_one: Roster, other: Number | None, of_other: Roster) -> bool:
    """Whether meeting one demand for approvals meets the other, too; None demands nothing.

    One without targets can be met by anybody.
    """
    if one is None or other is None:
        return other is None
    if not other.parts:
        return one.needed >= other.needed
    return bool(one.parts) and implies(one, members(of_one), other, members(of_other))
