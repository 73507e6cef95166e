"""Which approvals actions need, and who can give them."""

from collections.abc import Iterable, Iterator

from govcheck.change.comparison import Comparison
from govcheck.change.consent import implies, in_words
from govcheck.change.effect import Effect
from govcheck.change.effects.effects import changed_pairs, effect
from govcheck.finding import Place
from govcheck.model.channel import Channel, DraftApprovals
from govcheck.model.playbook import Playbook as Written
from govcheck.simulate.program import Action, AllOf, Approval, By, CountOf, Playbook


def approvals(comparison: Comparison) -> Iterator[Effect]:
    """Approvals that come or go, and those that are given more or less easily."""
    ours, theirs = comparison.base.program.playbooks, comparison.head.program.playbooks
    for name in sorted({*ours, *theirs}):
        before, after = ours.get(name), theirs.get(name)
        if before != after:
            yield from _Approvals(comparison, name, before, after).effects()
    base, head = comparison.base.policy, comparison.head.policy
    for name, old, new in changed_pairs(base.channels, head.channels):
        yield from _drafts(comparison, name, old, new)


class _Approvals:
    """The approvals of one playbook."""

    def __init__(
        self, comparison: Comparison, name: str, before: Playbook | None, after: Playbook | None
    ) -> None:
        self._comparison = comparison
        self._name = name
        self._before, self._after = before, after

    def effects(self) -> Iterator[Effect]:
        """Everything that becomes of them."""
        ours, theirs = _actions(self._before), _actions(self._after)
        for name in (*ours, *(name for name in theirs if name not in ours)):
            yield from self._action(name, ours.get(name), theirs.get(name))
        if self._before is not None and self._after is not None:
            for name, old in self._before.approvals.items():
                new = self._after.approvals.get(name)
                if new is not None and new != old:
                    yield from self._approval(name, old, new)
        old_words = () if self._before is None else self._before.forbidden
        new_words = () if self._after is None else self._after.forbidden
        yield from self._sets("forbidden_until_approved", old_words, new_words)

    def _action(self, name: str, old: Action | None, new: Action | None) -> Iterator[Effect]:
        needed = () if old is None else old.needs
        needs = () if new is None else new.needs
        yield from self._sets(name, needed, needs)
        if old is None or new is None:
            return
        if old.publishes != new.publishes:
            yield self._told(
                name, _published(publishes=old.publishes), _published(publishes=new.publishes),
                adds=new.publishes,
            )  # fmt: skip
        if old.drafter != new.drafter and (needed or needs):
            yield from self._both(name, f"drafted by {old.drafter}", f"drafted by {new.drafter}")

    def _approval(self, name: str, old: Approval, new: Approval) -> Iterator[Effect]:
        roster, other = (
            self._comparison.base.program.roster,
            self._comparison.head.program.roster,
        )
        if old.by != new.by:
            harder, easier = (
                implies(new.by, other, old.by, roster),
                implies(old.by, roster, new.by, other),
            )
            yield from self._either(name, in_words(old.by), in_words(new.by), harder, easier)
        if old.when != new.when:
            yield from self._both(name, "as its condition was", "as its condition is")

    def _either(
        self, part: str, before: str, after: str, harder: bool, easier: bool
    ) -> Iterator[Effect]:
        """Harder to have is stricter; where neither can be told, both are said."""
        if harder and easier:
            return
        if not easier:
            yield self._told(part, before, after, adds=True)
        if not harder:
            yield self._told(part, before, after, adds=False)

    def _both(self, part: str, before: str, after: str) -> Iterator[Effect]:
        yield self._told(part, before, after, adds=False)
        yield self._told(part, before, after, adds=True)

    def _sets(self, part: str, before: Iterable[str], after: Iterable[str]) -> Iterator[Effect]:
        old, new = list(before), list(after)
        for one in old:
            if one not in new:
                yield self._told(part, one, None, adds=False)
        for one in new:
            if one not in old:
                yield self._told(part, None, one, adds=True)

    def _told(self, part: str, before: str | None, after: str | None, *, adds: bool) -> Effect:
        ref = f"playbook/{self._name}"
        return effect(
            self._comparison,
            "adds-approval" if adds else "removes-approval",
            f"{ref}/{part}",
            before,
            after,
            [ref],
            place=_place(self._comparison, self._name),
        )


def _published(*, publishes: bool) -> str:
    return "publishes" if publishes else "publishes nothing"


def _actions(playbook: Playbook | None) -> dict[str, Action]:
    return {} if playbook is None else {action.id: action for action in playbook.actions}


def _place(comparison: Comparison, name: str) -> Place | None:
    for policy in (comparison.head.policy, comparison.base.policy):
        document = policy.find(Written, name)
        if document is not None:
            return document.place("id")
    return None


def _drafts(comparison: Comparison, name: str, old: object, new: object) -> Iterator[Effect]:
    """The approvals that a channel asks of every post."""
    before, after = _draft_approval(old), _draft_approval(new)
    if before == after:
        return
    ours, theirs = comparison.base.program.roster, comparison.head.program.roster
    harder = after is not None and (before is None or implies(after, theirs, before, ours))
    easier = before is not None and (after is None or implies(before, ours, after, theirs))
    if harder and easier:
        return
    for adds in (False, True):
        if not (harder if not adds else easier):
            yield effect(
                comparison,
                "adds-approval" if adds else "removes-approval",
                f"channel/{name}/approvals",
                None if before is None else in_words(before),
                None if after is None else in_words(after),
                [f"channel/{name}"],
            )


def _draft_approval(channel: object) -> By | None:
    if not isinstance(channel, Channel) or channel.standards is None:
        return None
    asked: DraftApprovals | None = channel.standards.approvals
    if asked is None or not asked.drafts:
        return None
    return CountOf(asked.drafts, asked.by) if asked.by else AllOf(())
