"""What people may do: the permissions of their roles, accounts, and whose place they may take."""

from collections.abc import Iterator
from typing import NamedTuple

from govcheck.change.comparison import Comparison, Side
from govcheck.change.effect import Effect
from govcheck.change.effects.effects import changed_pairs, effect
from govcheck.model.role import Role


class _Right(NamedTuple):
    """A person may do something, somewhere."""

    subject: str
    person: str
    what: str


_Rights = dict[_Right, frozenset[str]]
"""Rights, each with the documents that give it."""


def permissions(comparison: Comparison) -> Iterator[Effect]:
    """Who gains or loses which right."""
    before, after = _rights(comparison.base), _rights(comparison.head)
    for right in sorted({*before, *after}):
        if (right in before) is (right in after):
            continue
        granted = right in after
        words = f"{right.person} may {right.what}"
        yield effect(
            comparison,
            "grants-permission" if granted else "revokes-permission",
            right.subject,
            None if granted else words,
            words if granted else None,
            before.get(right, frozenset()) | after.get(right, frozenset()),
            people=[right.person],
        )
    yield from _conditions(comparison)


def _conditions(comparison: Comparison) -> Iterator[Effect]:
    """What a role asks of those who hold it: less of it is a right more easily had."""
    base, head = comparison.base.policy, comparison.head.policy
    for name, old, new in changed_pairs(base.roles, head.roles):
        if not isinstance(old, Role) or not isinstance(new, Role):
            continue
        for field in ("requires_training", "excludes"):
            ours, theirs = set(getattr(old, field)), set(getattr(new, field))
            place = new.place(field)
            for one in sorted(ours - theirs):
                words = f"{field} {one}"
                yield effect(
                    comparison, "grants-permission", f"role/{name}", words, None, [new.ref],
                    place=place,
                )  # fmt: skip
            for one in sorted(theirs - ours):
                words = f"{field} {one}"
                yield effect(
                    comparison, "revokes-permission", f"role/{name}", None, words, [new.ref],
                    place=place,
                )  # fmt: skip


def _rights(side: Side) -> _Rights:
    policy, roster = side.policy, side.program.roster
    found: _Rights = {}

    def give(subject: str, person: str, what: str, *causes: str) -> None:
        right = _Right(subject, person, what)
        found[right] = found.get(right, frozenset()) | {f"person/{person}", *causes}

    for role in policy.roles:
        for person in roster.roles.get(role.id, ()):
            teams = [team.ref for team in policy.teams for m in team.members if m.person == person]
            for permission in role.permissions:
                give(f"person/{person}", person, permission, role.ref, *teams)
    for channel in policy.channels:
        for person in channel.admins:
            give(f"{channel.ref}/admins", person, f"administer {channel.id}", channel.ref)
        if channel.backup is not None:
            what = f"recover {channel.id}"
            give(f"{channel.ref}/backup", channel.backup, what, channel.ref)
    for one in policy.people:
        for deputy in one.deputies:
            give(f"{one.ref}/deputies", deputy, f"stand in for {one.id}", one.ref)
    return found
