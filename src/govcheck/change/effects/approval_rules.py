"""How changes are approved: change control, councils' seats and votes, who is behind a handle."""

from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from govcheck.agreement.implication import implies
from govcheck.agreement.sufficiency import NOBODY, needed
from govcheck.agreement.tree import (
    CHAIR,
    Agreement,
    Every,
    Number,
    Some,
    Vote,
    VoteShare,
    replaced,
    votes_of,
)
from govcheck.agreement.wording import SHARES, in_words
from govcheck.authority.electorates import Everybody
from govcheck.change.comparison import Comparison, members
from govcheck.change.effect import Effect, EffectClass
from govcheck.change.effects.effects import changed_pairs, effect
from govcheck.change.nodes import ComparedNode, Record, node_of, plain
from govcheck.duty.roster import Roster, RosterCouncil
from govcheck.duty.seats import in_term
from govcheck.model.agreement import agreement_of
from govcheck.model.base import Document
from govcheck.model.change_control import (
    ChangeCondition,
    ChangeControl,
    Requirement,
)
from govcheck.model.council import Council
from govcheck.model.kinds import KINDS
from govcheck.model.marks import DecidesApprovals, mark
from govcheck.modelling.model_type import hints
from govcheck.targets import read_target
from govcheck.translation import Translated, said, together

FIELDS: Final = {
    kind: fields
    for kind, model in KINDS.items()
    if (
        fields := tuple(
            name for name, hint in hints(model).items() if mark(hint, DecidesApprovals) is not None
        )
    )
}
"""Fields of documents besides change control on which it depends whose approval counts."""


_CHANGES: Final = "changes-approval-rules"


def approval_rules(comparison: Comparison) -> Iterator[Effect]:
    """Everything that changes who must approve, and whom an approval is taken for."""
    base, head = comparison.base.policy, comparison.head.policy
    for ref in sorted(comparison.changed_of("change-control", *FIELDS)):
        old, new = (
            next((one for one in side.documents if one.ref == ref), None) for side in (base, head)
        )
        if isinstance(old or new, ChangeControl):
            yield from _of_control(comparison, ref, old, new)
            continue
        for field in FIELDS[ref.partition("/")[0]]:
            if field == "checks":  # `levels` tells of them
                continue
            before, after = _field(old, field), _field(new, field)
            if before != after and old is not None:
                told = effect(comparison, _CHANGES, f"{ref}/{field}", before, after, [ref])
                kind, place = _class(field, before, after), (new or old).place(field)
                yield told._replace(kind=kind, people=_person(ref), place=place)


_VOTES: Final = {None: 0, "majority": 1, "two-thirds": 2, "unanimity": 3}
"""How much each share asks for."""


def _class(field: str, before: str | None, after: str | None) -> EffectClass:
    """Whether less is asked of a council than before."""
    if field == "decides_by":
        return "weaker" if _VOTES[after] < _VOTES[before] else "stricter"
    if field == "quorum" and before and after and before.isdigit() and after.isdigit():
        lower = int(after) < int(before)
    elif field == "at_most_per_employer":
        lower = after is None or (before is not None and int(after) > int(before))
    else:
        return "weaker" if field == "quorum" else "different"
    return "weaker" if lower else "stricter"


def _of_control(
    comparison: Comparison, ref: str, old: Document | None, new: Document | None
) -> Iterator[Effect]:
    """Rules that come, go, ask for something else, or are about something else."""
    before, after = (_rules(one) for one in (old, new))
    for name in {**before, **after}:
        ours, theirs = before.get(name), after.get(name)
        if ours == theirs:
            continue
        there = new if new is not None else old
        assert there is not None
        said, says = (None if one is None else one.words() for one in (ours, theirs))
        if said == says and ours is not None and theirs is not None:
            said, says = ours.words(in_full=True), theirs.words(in_full=True)
        told = effect(comparison, _CHANGES, f"{ref}/{name}" if name else ref, said, says, [ref])
        kind = _rule_class(comparison, ours, theirs)
        yield told._replace(kind=kind, place=there.place("id"))
    if not isinstance(old, ChangeControl) or not isinstance(new, ChangeControl):
        return
    if old.objections != new.objections:  # whether somebody who asks for changes is in the way
        words, subject = (old.objections, new.objections), f"{ref}/objections"
        objecting = effect(comparison, _CHANGES, subject, *words, [ref])
        kind = "stricter" if new.objections == "block" else "weaker"
        yield objecting._replace(kind=kind, place=new.place("objections"))


class _Rule(NamedTuple):
    """A rule: what it is about, and what it asks for; `when` is None for `otherwise`."""

    when: ChangeCondition | None
    requires: Requirement
    because: str | None = None

    def words(self, *, in_full: bool = False) -> str:
        """What it says, for people; its reason in one language, or in all of them."""
        when = "" if self.when is None else _plain(self.when) or said("every change")
        about = said(" for {changes}", changes=when) if when else ""
        reason = self.because
        if in_full and isinstance(reason, Translated):
            reason = "; ".join(f"{language} {text}" for language, text in reason.languages)
        why = "" if reason is None else said(", because {reason}", reason=reason)
        return together((in_words(agreement_of(self.requires)), about, why))


def _rules(document: Document | None) -> dict[str, _Rule]:
    if not isinstance(document, ChangeControl):
        return {}
    found = {rule.id: _Rule(rule.when, rule.requires, rule.because) for rule in document.rules}
    return found | {"otherwise": _Rule(None, document.otherwise.requires)}


def _plain(when: ChangeCondition) -> str:
    stated = (
        ("kinds", when.kinds), ("fields", when.fields), ("effects", when.effects),
        ("paths", when.paths),
    )  # fmt: skip
    return "; ".join(f"{name} {', '.join(found)}" for name, found in stated if found is not None)


def _rule_class(comparison: Comparison, old: _Rule | None, new: _Rule | None) -> EffectClass:
    """Weaker unless everything is asked that was, of every change of which it was asked.

    A rule that is new takes its changes out of `otherwise`; so does one that is about more.
    """
    if new is None:
        return "weaker"
    if old is not None and old[:2] == new[:2]:
        return "different"
    if old is None:
        first = next(iter(comparison.base.policy.change_controls), None)
        asked = None if first is None else first.otherwise.requires
        enough = asked is None or _implies(comparison, new.requires, asked)
        return "stricter" if enough else "weaker"
    kept = _implies(comparison, new.requires, old.requires)
    same = old.when == new.when
    if not kept or not (same or _is_wider(old.when, new.when)):
        return "weaker"
    return "stricter"


def _is_wider(old: ChangeCondition | None, new: ChangeCondition | None) -> bool:
    """Whether a rule is about all that it was about."""
    if old is None or new is None:
        return new is None
    return all(
        theirs is None or (ours is not None and set(ours) <= set(theirs))
        for ours, theirs in (
            (old.kinds, new.kinds),
            (old.fields, new.fields),
            (old.effects, new.effects),
            (old.paths, new.paths),
        )
    )


def _implies(comparison: Comparison, one: Requirement, other: Requirement) -> bool:
    """Whether whoever meets one requirement, in the head, meets the other, in the base."""
    head, base = comparison.head.program.roster, comparison.base.program.roster
    ours, theirs = in_people(agreement_of(one), head), in_people(agreement_of(other), base)
    return implies(ours, members(head), theirs, members(base))


def in_people(agreement: Agreement, roster: Roster) -> Agreement:
    """The same with people instead of councils; a vote is so many of those who hold seats."""
    everybody = Everybody(roster)

    def people(asked: str | Vote) -> Agreement:
        if isinstance(asked, str):
            found = everybody.of(asked) if read_target(asked).kind == "council" else frozenset()
            return _any_of(found) if found else asked
        chairs = _any_of(NOBODY.union(*(bench.chair for bench in everybody.benches())))
        votes = tuple(
            Number(needed(asked, len(bench.seats)), _any_of(NOBODY.union(*bench.seats)).parts)
            for bench in everybody.benches()
        )
        included = (chairs if name == CHAIR else name for name in asked.includes)
        return Every((Some(votes), *included))

    return replaced(agreement, people)


def _any_of(people: Iterable[str]) -> Some:
    return Some(tuple(f"person:{one}" for one in sorted(people)))


def _person(ref: str) -> frozenset[str]:
    kind, _, name = ref.partition("/")
    return frozenset({name}) if kind == "person" else frozenset()


def _field(document: Document | None, field: str) -> str | None:
    if document is None:
        return None
    node: ComparedNode | None = node_of(document).fields.get(field)
    if node is None:
        default = type(document).model_fields[field].default
        return default if isinstance(default, str) else None
    return None if isinstance(node, Record) else str(plain(node))


_SHARES: Final[tuple[VoteShare, ...]] = ("majority", "two-thirds", "unanimity")


def votes(comparison: Comparison) -> Iterator[Effect]:
    """Councils in which fewer seats suffice for a vote at some instant, or else more are needed."""
    asked = _asked(comparison)
    for name, old, new in changed_pairs(comparison, Council):
        before, after = (side.program.roster.councils.get(name) for side in comparison[:2])
        if old is None or new is None or before is None or after is None:
            continue
        shares = [one for one in _SHARES if one in {*asked, old.decides_by, new.decides_by}]
        found: dict[bool, tuple[str, str]] = {}
        for at in _instants(comparison, before, after):
            pair = _filled(before, at), _filled(after, at)
            for share in shares:
                ours, theirs = (needed(Vote(share), seats) for seats in pair)
                if ours != theirs:
                    sides = zip((ours, theirs), pair, strict=True)
                    words = [
                        said(
                            "{share}: {number} of {seats} seats",
                            share=SHARES[share], number=number, seats=seats,
                        )
                        for number, seats in sides
                    ]  # fmt: skip
                    found.setdefault(theirs < ours, (words[0], words[1]))
        if found:
            weaker = True in found
            told = effect(comparison, _CHANGES, f"{new.ref}/seats", *found[weaker], [new.ref])
            kind: EffectClass = "weaker" if weaker else "stricter"
            yield told._replace(kind=kind, place=new.place("seats"))


def _asked(comparison: Comparison) -> frozenset[VoteShare]:
    """The shares that change control asks for."""
    requirements = [
        requires
        for side in comparison[:2]
        for control in side.policy.change_controls
        for requires in (*(rule.requires for rule in control.rules), control.otherwise.requires)
    ]
    return frozenset(vote.share for one in requirements for vote in votes_of(agreement_of(one)))


def _instants(comparison: Comparison, *councils: RosterCouncil) -> list[int]:
    """Now, and whenever a term begins or ends within the horizon."""
    start, end = comparison.horizon
    ends = {at for council in councils for seat in council.seats for at in seat.term}
    return [comparison.at, *sorted(at for at in ends if at is not None and start <= at < end)]


def _filled(council: RosterCouncil, at: int) -> int:
    return sum(in_term(seat, at) for seat in council.seats)
