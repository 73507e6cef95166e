"""Whether the agreement of some people is enough, and whose agreement would bring it nearer.

More people are never worse: whatever suffices still does when somebody else agrees as well.
"""

from govcheck.agreement.electorate import Electorate, VotingCouncil, needed, seats_spoken_for
from govcheck.agreement.tree import (
    CHAIR,
    Agreement,
    Every,
    Number,
    Vote,
    targets_of,
    votes_of,
)

NOBODY: frozenset[str] = frozenset()


def suffices(agreement: Agreement, people: frozenset[str], electorate: Electorate) -> bool:
    """Whether the agreement of these people is enough."""
    return bool(agreeing(agreement, people, electorate))


def agreeing(
    agreement: Agreement, people: frozenset[str], electorate: Electorate
) -> frozenset[str]:
    """Those of the people who agree, as many as there are; empty where that is not enough."""
    if isinstance(agreement, str):
        return people & electorate.of(agreement)
    if isinstance(agreement, Vote):
        benches = electorate.benches()
        return NOBODY.union(*(_voting(agreement, one, people, electorate) for one in benches))
    parts = [agreeing(part, people, electorate) for part in agreement.parts]
    joint = NOBODY.union(*parts)
    if isinstance(agreement, Every):
        return joint if all(parts) else NOBODY
    if isinstance(agreement, Number):
        return joint if len(joint) >= agreement.needed else NOBODY
    return joint


def concerned(agreement: Agreement, electorate: Electorate) -> frozenset[str]:
    """Everybody whose agreement can make a difference, whoever else agrees."""
    found = [electorate.of(target) for target in targets_of(agreement)]
    for vote in votes_of(agreement):
        for bench in electorate.benches():
            found += [*bench.seats, *included(vote, bench, electorate)]
    return NOBODY.union(*found)


def helpful(agreement: Agreement, people: frozenset[str], electorate: Electorate) -> frozenset[str]:
    """Whose agreement would bring it nearer, while these people agree already.

    Nobody where it suffices; else those who are in some smallest completion of some part of it.
    """
    if suffices(agreement, people, electorate):
        return NOBODY
    return _missing(agreement, people, electorate) - people


def included(vote: Vote, bench: VotingCouncil, electorate: Electorate) -> list[frozenset[str]]:
    """For each of `includes`, those of whom somebody must be among those who agree."""
    return [bench.chair if name == CHAIR else electorate.of(name) for name in vote.includes]


def _missing(
    agreement: Agreement, people: frozenset[str], electorate: Electorate
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
    vote: Vote, bench: VotingCouncil, people: frozenset[str], electorate: Electorate
) -> frozenset[str]:
    """Who would add a voice, and who of a group that must be among those who agree."""
    groups = [group for group in included(vote, bench, electorate) if not group & people]
    spoken = seats_spoken_for(bench, people)
    able = NOBODY
    if spoken < max(needed(vote, len(bench.seats)), 1):
        holders = NOBODY.union(*bench.seats) - people
        able = frozenset(who for who in holders if seats_spoken_for(bench, people | {who}) > spoken)
    return able.union(*groups)


def _voting(
    vote: Vote, bench: VotingCouncil, people: frozenset[str], electorate: Electorate
) -> frozenset[str]:
    """Those who agree for seats, with those who must be among them; empty if too few."""
    holders = people.intersection(NOBODY.union(*bench.seats))
    if seats_spoken_for(bench, people) < max(needed(vote, len(bench.seats)), 1):
        return NOBODY
    groups = [people & group for group in included(vote, bench, electorate)]
    return holders.union(*groups) if all(groups) else NOBODY
