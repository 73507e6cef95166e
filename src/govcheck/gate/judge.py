"""Whose approvals count, whether they suffice, and what the gate says of it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from govcheck.agreement.sufficiency import (
    Agreeing,
    agreeing,
    concerned,
    helpful,
    included,
    needed,
    seats_spoken_for,
    suffices,
)
from govcheck.agreement.tree import Agreement, Every, Number, Some, Vote
from govcheck.agreement.ways import Ways, shortest_ways
from govcheck.agreement.wording import in_words
from govcheck.change.control import Required
from govcheck.gate.reviews import Review
from govcheck.gate.sitting import NOBODY, Identities, Sitting
from govcheck.translation import said

NOTHING_MISSING = Ways(possible=True)


class Excluded(NamedTuple):
    """Somebody whose approval does not count: a person's id, or else a handle; and why."""

    who: str
    reason: str


class Called(NamedTuple):
    """How people call somebody, and how the platform does, without the sign in front."""

    name: str
    handle: str | None


class RequirementPart(NamedTuple):
    """A part of a requirement, and how far it is met, counted in people or in seats."""

    asked: Agreement
    """Who is asked."""
    met: bool
    have: int
    needed: int
    """None are needed where somebody of those asked is enough."""
    approved_by: tuple[str, ...]
    ways: Ways


class Judged(NamedTuple):
    """One requirement, and how far it is met. People are ids of the base."""

    rule: str
    control: str
    requires: str
    because: tuple[str, ...]
    met: bool
    approved_by: tuple[str, ...]
    could_still: tuple[str, ...]
    excluded: tuple[Excluded, ...]
    can_be_met: bool = True
    """Whether it is met once everybody who still can approves."""
    reason: str | None = None
    """Why the rule asks, as the policy says."""
    parts: tuple[RequirementPart, ...] = ()


class Gate(NamedTuple):
    """Whether a change may merge."""

    base: str
    head: str
    requirements: tuple[Judged, ...] = ()
    reasons: tuple[str, ...] = ()
    """Why it is refused whatever anybody approves; empty where approvals decide."""
    unmatched: tuple[str, ...] = ()
    """Authors whom the base does not know."""
    notes: tuple[str, ...] = ()
    broken: tuple[str, ...] = ()
    """What the base is proved to keep and the head is not; no approval allows it."""
    lost: tuple[str, ...] = ()
    """The subjects of what is broken, as `kind/id` or `kind/id/part`."""
    changed: bool = True
    """Whether anything that is governed changes at all."""
    ways: Ways = NOTHING_MISSING
    """The fewest people who complete all requirements together."""
    objecting: tuple[str, ...] = ()
    """Those who may approve and ask for changes instead."""
    blocked: bool = False
    """Whether an objection is in the way, by change control."""
    people: Mapping[str, Called] = MappingProxyType({})
    """Everybody of the base."""
    called: Mapping[str, str] = MappingProxyType({})
    """What documents are called, by `kind/id`."""
    one_sided: Mapping[str, bool] = MappingProxyType({})
    """The documents of one side alone, by `kind/id`, each with whether it is the head's."""

    @property
    def allowed(self) -> bool:
        """Whether nothing is in the way."""
        if self.reasons or self.broken or self.blocked:
            return False
        return all(one.met for one in self.requirements)


Outdated = Callable[[Review], str | None]
"""Why an approval does not count for the change as it is now; None where it does."""


class Wrote(NamedTuple):
    """Who wrote a change: people by id with what they did, and the names that no person has."""

    people: Mapping[str, str]
    unmatched: tuple[str, ...]


def writers(
    identities: Identities,
    addresses: Iterable[tuple[str, str]],
    handles: Iterable[tuple[str, str]],
) -> Wrote:
    """The people behind e-mail addresses and handles; each of these is given with what it did."""
    people: dict[str, str] = {}
    unmatched: dict[str, None] = {}
    for name, did in handles:
        found = identities.with_handle(name.strip().removeprefix("@"))
        people.update({person: did for person in found if person not in people})
        if not found:
            unmatched[name] = None
    for address, did in addresses:
        found = identities.with_address(address)
        people.update({person: did for person in found if person not in people})
        if not found and address not in NOBODY:
            unmatched[address or "(no address)"] = None
    return Wrote(people, tuple(unmatched))


class Ballot(NamedTuple):
    """The approvals that count, and why others do not."""

    approving: frozenset[str]
    excluded: Mapping[str, str]
    """People whose approval never counts, with the reason."""
    strangers: Mapping[str, str]
    """Handles of nobody, which may read like somebody's id, and people who have left."""
    outdated: Mapping[str, str]
    """People who have approved something else than what is there now."""
    objecting: frozenset[str] = frozenset()
    """People who ask for changes, of whatever commit, and have not approved since."""


def count(
    reviews: Iterable[Review],
    identities: Identities,
    sitting: Sitting,
    barred: Mapping[str, str],
    outdated: Outdated,
) -> Ballot:
    """The last word of everybody; `barred` are people whose approval never counts, and why."""
    latest: dict[str, Review] = {}
    excluded = dict(barred)
    strangers: dict[str, str] = {}
    for review in reviews:
        if review.opinion == "none" or review.handle is None:
            continue
        people = identities.with_handle(review.handle)
        if review.is_bot or len(people) != 1:
            strangers.pop(review.handle, None)
            if review.opinion == "approved":
                strangers[review.handle] = _nobody(review, people)
        else:
            latest[next(iter(people))] = review
    approving: set[str] = set()
    old: dict[str, str] = {}
    for person, review in latest.items():
        if review.opinion != "approved" or person in barred:
            continue
        reason = outdated(review)
        if not sitting.is_active(person):
            strangers[person] = said("does not belong to the company any more, or not yet")
        elif reason is not None:
            old[person] = reason
        else:
            approving.add(person)
    objecting = {
        person
        for person, review in latest.items()
        if review.opinion == "refused" and person not in barred and sitting.is_active(person)
    }
    return Ballot(frozenset(approving), excluded, strangers, old, frozenset(objecting))


def _nobody(review: Review, people: frozenset[str]) -> str:
    if review.is_bot:
        return said("is no person")
    if people:
        return f"is the handle of several people: {', '.join(sorted(people))}"
    return said("is nobody's handle in the base policy")


def judge(required: Iterable[Required], ballot: Ballot, sitting: Sitting) -> tuple[Judged, ...]:
    """Each requirement, with who has approved, who still can, and who may not."""
    return tuple(_judged(one, ballot, sitting) for one in required)


def ways_to(required: Iterable[Required], ballot: Ballot, sitting: Sitting) -> Ways:
    """The fewest people who complete all of them together, with those who have approved."""
    asked = [one.requires for one in required]
    return _ways(asked, ballot, sitting)


def objections(required: Iterable[Required], ballot: Ballot, sitting: Sitting) -> tuple[str, ...]:
    """The ids of people who ask for changes, and whose approval would count."""
    asked = frozenset[str]().union(*(concerned(one.requires, sitting) for one in required))
    return tuple(sorted(ballot.objecting & asked))


def _ways(asked: Sequence[Agreement], ballot: Ballot, sitting: Sitting) -> Ways:
    everyone = frozenset[str]().union(*(concerned(one, sitting) for one in asked))
    return shortest_ways(asked, ballot.approving, everyone - ballot.excluded.keys(), sitting)


def _judged(required: Required, ballot: Ballot, sitting: Sitting) -> Judged:
    agreement = required.requires
    asked = concerned(agreement, sitting)
    approved = ballot.approving & asked
    met = suffices(agreement, ballot.approving, sitting)
    able = asked - approved - ballot.excluded.keys()
    open_ = helpful(agreement, ballot.approving, sitting) & able
    barred = [Excluded(who, reason) for who, reason in ballot.excluded.items() if who in asked]
    idle = sitting.idle_deputies(agreement)
    deputies = [
        Excluded(who, f"stands in for {idle[who]} only while they are absent")
        for who in ballot.approving - asked
        if who in idle
    ]
    deputies += [Excluded(who, reason) for who, reason in required.barred.items()]
    strangers = [Excluded(who, reason) for who, reason in ballot.strangers.items()]
    old = [Excluded(who, reason) for who, reason in ballot.outdated.items() if who in asked]
    parts = agreement.parts if isinstance(agreement, Every) else (agreement,)
    return Judged(
        required.rule,
        required.control,
        in_words(agreement, sitting),
        required.because,
        met,
        tuple(sorted(approved)),
        tuple(sorted(open_)),
        (*sorted((*barred, *deputies, *old)), *sorted(strangers)),
        suffices(agreement, ballot.approving | able, sitting),
        required.reason,
        tuple(_part(one, ballot, sitting) for one in parts),
    )


def _part(agreement: Agreement, ballot: Ballot, sitting: Sitting) -> RequirementPart:
    have = need = 0
    approving = ballot.approving
    voting = concerned(agreement, sitting)
    asked: Agreement = agreement
    if isinstance(agreement, Vote):
        have, need, voting = _poll(agreement, approving, sitting)
    elif isinstance(agreement, Number):
        need = agreement.needed
        asked = Some(agreement.parts)
        have = min(len(agreeing(asked, Agreeing(approving, sitting))), need)
    return RequirementPart(
        asked,
        suffices(agreement, approving, sitting),
        have,
        need,
        tuple(sorted(approving & voting)),
        _ways([agreement], ballot, sitting),
    )


def _poll(
    vote: Vote, approving: frozenset[str], sitting: Sitting
) -> tuple[int, int, frozenset[str]]:
    """How many seats agree and how many must, of the nearest council; and who has a say there."""
    polls = [
        (seats_spoken_for(bench, approving), max(needed(vote, len(bench.seats)), 1), bench)
        for bench in sitting.benches()
    ]
    if not polls:
        return 0, 1, frozenset()
    have, need, bench = min(polls, key=lambda one: (one[1] - one[0], one[1]))
    groups = included(vote, bench, sitting)
    return min(have, need), need, frozenset[str]().union(*bench.seats, *groups)
