"""Requirements of change control: who could meet one."""

from collections.abc import Iterator
from typing import Final

from govcheck.checks.answering import everybody, is_known
from govcheck.duty.roster import Council, Roster
from govcheck.load.policy import Policy
from govcheck.model.change_control import (
    AllRequired,
    AnyRequired,
    CouncilVote,
    CountRequired,
    Requirement,
)
from govcheck.model.scalars import TARGET_TYPES

CHAIR: Final = "chair"


def meets(requirement: Requirement, people: frozenset[str], roster: Roster) -> bool:
    """Whether the approval of these people is enough."""
    return bool(_agreeing(requirement, people, roster))


def sufficing(requirement: Requirement, roster: Roster) -> frozenset[str]:
    """Everybody whose approval alone is enough."""
    if isinstance(requirement, str):
        return frozenset(everybody(roster, requirement))
    if isinstance(requirement, CouncilVote):
        alone = (
            frozenset(seat.person for seat in council.seats).intersection(
                *_included(requirement, council, roster)
            )
            for council in roster.councils.values()
            if needed(requirement, council) == 1
        )
        return frozenset[str]().union(*alone)
    parts = [sufficing(part, roster) for part in _parts(requirement)]
    if isinstance(requirement, AllRequired):
        return parts[0].intersection(*parts) if parts else frozenset()
    if isinstance(requirement, CountRequired) and requirement.count > 1:
        return frozenset()
    return frozenset[str]().union(*parts)


def targets_of(requirement: Requirement) -> Iterator[str]:
    """Every target that a requirement names, and `council:…` for a vote."""
    if isinstance(requirement, str):
        yield requirement
    elif isinstance(requirement, CouncilVote):
        yield from (target_of(name) for name in requirement.includes if name != CHAIR)
    else:
        for part in _parts(requirement):
            yield from targets_of(part)


def votes_of(requirement: Requirement) -> Iterator[CouncilVote]:
    """Every vote that a requirement asks for."""
    if isinstance(requirement, CouncilVote):
        yield requirement
    elif not isinstance(requirement, str):
        for part in _parts(requirement):
            yield from votes_of(part)


def target_of(name: str) -> str:
    """A name in `includes` as a target: a bare id is a person's."""
    return name if name.partition(":")[0] in TARGET_TYPES else f"person:{name}"


def needed(vote: CouncilVote, council: Council) -> int:
    """How many of the council's seats must agree."""
    seats = len(council.seats)
    if vote.council == "majority":
        return seats // 2 + 1
    return -(-2 * seats // 3) if vote.council == "two-thirds" else seats


def are_known(policy: Policy, requirement: Requirement) -> bool:
    """Whether every target leads somewhere."""
    return all(is_known(policy, target) for target in targets_of(requirement))


def _agreeing(requirement: Requirement, people: frozenset[str], roster: Roster) -> frozenset[str]:
    """Those of the people who agree, as many as there are; empty where that is not enough."""
    if isinstance(requirement, str):
        return people.intersection(everybody(roster, requirement))
    if isinstance(requirement, CouncilVote):
        councils = roster.councils.values()
        voting = (_voting(requirement, council, people, roster) for council in councils)
        return next((found for found in voting if found), frozenset())
    parts = [_agreeing(part, people, roster) for part in _parts(requirement)]
    joint = frozenset[str]().union(*parts)
    if isinstance(requirement, AllRequired):
        return joint if all(parts) else frozenset()
    if isinstance(requirement, CountRequired):
        return joint if len(joint) >= requirement.count else frozenset()
    return joint


def _parts(
    requirement: AllRequired | AnyRequired | CountRequired,
) -> tuple[Requirement, ...]:
    if isinstance(requirement, AllRequired):
        return requirement.all_of
    return requirement.any_of if isinstance(requirement, AnyRequired) else requirement.of


def _voting(
    vote: CouncilVote, council: Council, people: frozenset[str], roster: Roster
) -> frozenset[str]:
    """The holders of seats who agree, with those who must be among them; empty if too few."""
    holders = people & {seat.person for seat in council.seats}
    if len(holders) < max(needed(vote, council), 1):
        return frozenset()
    included = [people & group for group in _included(vote, council, roster)]
    return holders.union(*included) if all(included) else frozenset()


def _included(vote: CouncilVote, council: Council, roster: Roster) -> list[frozenset[str]]:
    """For each of `includes`, those of whom somebody must be among those who agree."""
    return [
        frozenset((council.chair,) if name == CHAIR else everybody(roster, target_of(name)))
        for name in vote.includes
    ]
