"""Whether the agreement of some people is enough, and whose agreement would bring it nearer.

More people are never worse: whatever suffices still does when somebody else agrees as well.
"""

from collections.abc import Callable, Iterable

from govcheck.agreement.electorate import (
    Agreeing,
    Electorate,
    T,
    VotingCouncil,
    different,
    needed,
    seats_spoken_for,
)
from govcheck.agreement.tree import CHAIR, Agreement, Every, Number, Vote, targets_of, votes_of

NOBODY: frozenset[str] = frozenset()


def suffices(agreement: Agreement, people: frozenset[str], electorate: Electorate[str]) -> bool:
    """Whether the agreement of these people is enough."""
    return bool(agreeing(agreement, Agreeing(people, electorate)))


def agreeing(
    agreement: Agreement,
    electorate: Electorate[T],
    people: Callable[[frozenset[T]], int] = len,
) -> frozenset[T]:
    """Those who agree if everybody does who may; empty where that is not enough.

    `people` tells how many different people some of those who agree are.
    """
    if isinstance(agreement, str):
        return electorate.of(agreement)
    if isinstance(agreement, Vote):
        return _joint(_voting(agreement, one, electorate) for one in electorate.benches())
    parts = [agreeing(part, electorate, people) for part in agreement.parts]
    if isinstance(agreement, Every) and not all(parts):
        return frozenset()
    joint = _joint(parts)
    if isinstance(agreement, Number) and people(joint) < agreement.needed:
        return frozenset()
    return joint


def concerned(agreement: Agreement, electorate: Electorate[str]) -> frozenset[str]:
    """Everybody whose agreement can make a difference, whoever else agrees."""
    found = [electorate.of(target) for target in targets_of(agreement)]
    for vote in votes_of(agreement):
        for bench in electorate.benches():
            found += [*bench.seats, *included(vote, bench, electorate)]
    return NOBODY.union(*found)


def helpful(
    agreement: Agreement, people: frozenset[str], electorate: Electorate[str]
) -> frozenset[str]:
    """Whose agreement would bring it nearer, while these people agree already.

    Nobody where it suffices; else those who are in some smallest completion of some part of it.
    """
    if suffices(agreement, people, electorate):
        return NOBODY
    return _missing(agreement, people, electorate) - people


def included(vote: Vote, bench: VotingCouncil[T], electorate: Electorate[T]) -> list[frozenset[T]]:
    """For each of `includes`, those of whom somebody must be among those who agree."""
    return [bench.chair if name == CHAIR else electorate.of(name) for name in vote.includes]


def _missing(
    agreement: Agreement, people: frozenset[str], electorate: Electorate[str]
) -> frozenset[str]:
    if isinstance(agreement, str):
        return electorate.of(agreement)
    if isinstance(agreement, Vote):
        benches = electorate.benches()
        return NOBODY.union(*(_not_voting(agreement, one, people, electorate) for one in benches))
    found: list[frozenset[str]] = []
    for part in agreement.parts:
        if not suffices(part, people, electorate):
            found.append(_missing(part, people, electorate))
        elif isinstance(agreement, Number):  # which counts people, not parts
            found.append(concerned(part, electorate))
    return NOBODY.union(*found)


def _not_voting(
    vote: Vote, bench: VotingCouncil[str], people: frozenset[str], electorate: Electorate[str]
) -> frozenset[str]:
    """Who would add a voice, and who of a group that must be among those who agree."""
    groups = [group for group in included(vote, bench, electorate) if not group & people]
    spoken = seats_spoken_for(bench, people)
    able = NOBODY
    if spoken < max(needed(vote, len(bench.seats)), 1):
        holders = NOBODY.union(*bench.seats) - people
        able = frozenset(who for who in holders if seats_spoken_for(bench, people | {who}) > spoken)
    return able.union(*groups)


def _voting(vote: Vote, bench: VotingCouncil[T], electorate: Electorate[T]) -> frozenset[T]:
    """Those who agree for seats, with those who must be among them; empty if too few."""
    if different(bench.seats) < max(needed(vote, len(bench.seats)), 1):
        return frozenset()
    groups = included(vote, bench, electorate)
    return _joint([*bench.seats, *groups]) if all(groups) else frozenset()


def _joint(sets: Iterable[frozenset[T]]) -> frozenset[T]:
    return frozenset[T]().union(*sets)
