"""Whose approvals count, and whether they suffice."""

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from govcheck.change.control import Required
from govcheck.checks.requirements import concerned, meets
from govcheck.gate.identities import NOBODY, Identities
from govcheck.gate.reviews import Review
from govcheck.gate.sitting import Sitting
from govcheck.gate.verdict import Excluded, Judged
from govcheck.gate.wording import requirement_in_words

Outdated = Callable[[Review], str | None]
"""Why an approval does not count for the change as it is now; None where it does."""


class Wrote(NamedTuple):
    """Those who had a hand in a change, each with what they did; and who they are unknown."""

    people: Mapping[str, str]
    unmatched: tuple[str, ...]


def writers(
    identities: Identities,
    addresses: Iterable[tuple[str, str]],
    handles: Iterable[tuple[str, str]],
) -> Wrote:
    """Those behind e-mail addresses and handles, each given with what it did."""
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
            strangers[person] = "does not belong to the company any more, or not yet"
        elif reason is not None:
            old[person] = reason
        else:
            approving.add(person)
    return Ballot(frozenset(approving), excluded, strangers, old)


def _nobody(review: Review, people: frozenset[str]) -> str:
    if review.is_bot:
        return "is no person"
    if people:
        return f"is the handle of several people: {', '.join(sorted(people))}"
    return "is nobody's handle in the base policy"


def judge(required: Iterable[Required], ballot: Ballot, sitting: Sitting) -> tuple[Judged, ...]:
    """Each requirement, with who has approved, who still can, and who may not."""
    return tuple(_judged(one, ballot, sitting) for one in required)


def _judged(required: Required, ballot: Ballot, sitting: Sitting) -> Judged:
    asked = concerned(required.requires, sitting)
    approved = ballot.approving & asked
    met = meets(required.requires, ballot.approving, sitting)
    open_ = asked - approved - ballot.excluded.keys()
    barred = [Excluded(who, reason) for who, reason in ballot.excluded.items() if who in asked]
    idle = sitting.idle_deputies(required.requires)
    deputies = [
        Excluded(who, f"stands in for {idle[who]} only while they are absent")
        for who in ballot.approving - asked
        if who in idle
    ]
    strangers = [Excluded(who, reason) for who, reason in ballot.strangers.items()]
    old = [Excluded(who, reason) for who, reason in ballot.outdated.items() if who in asked]
    return Judged(
        required.rule,
        required.control,
        requirement_in_words(required.requires, sitting),
        required.because,
        met,
        tuple(sorted(approved)),
        tuple(sorted(open_)),
        (*sorted((*barred, *deputies, *old)), *sorted(strangers)),
        meets(required.requires, ballot.approving | open_, sitting),
    )
