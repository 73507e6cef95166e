"""Requirements of change control: who could meet one."""

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple, Protocol

from govcheck.checks.answering import is_known
from govcheck.duty.resolve import everybody
from govcheck.duty.roster import Roster
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


class Bench(NamedTuple):
    """A council as it votes: for each filled seat those who may speak for it, and who may chair."""

    seats: tuple[frozenset[str], ...]
    chair: frozenset[str]


class Electorate(Protocol):
    """Who may approve in whose name."""

    def of(self, target: str) -> frozenset[str]:
        """Whoever may approve as one of a target."""
        ...

    def benches(self) -> Sequence[Bench]:
        """Every council."""
        ...


class Everybody:
    """All who may ever approve, each in their own name, whatever the day."""

    def __init__(self, roster: Roster) -> None:
        self._roster = roster

    def of(self, target: str) -> frozenset[str]:
        """Whoever may ever answer to a target."""
        return frozenset(everybody(self._roster, target))

    def benches(self) -> Sequence[Bench]:
        """Every council with all its seats."""
        return [
            Bench(
                tuple(frozenset((seat.person,)) for seat in council.seats),
                frozenset((council.chair,)),
            )
            for council in self._roster.councils.values()
        ]


def meets(requirement: Requirement, people: frozenset[str], electorate: Electorate) -> bool:
    """Whether the approval of these people is enough."""
    return bool(agreeing(requirement, people, electorate))


def sufficing(requirement: Requirement, electorate: Electorate) -> frozenset[str]:
    """Everybody whose approval alone is enough."""
    everyone = concerned(requirement, electorate)
    return frozenset(
        person for person in everyone if meets(requirement, frozenset((person,)), electorate)
    )


def concerned(requirement: Requirement, electorate: Electorate) -> frozenset[str]:
    """Everybody whose approval can make a difference."""
    found = [electorate.of(target) for target in targets_of(requirement)]
    for vote in votes_of(requirement):
        for bench in electorate.benches():
            found += [*bench.seats, *included(vote, bench, electorate)]
    return frozenset[str]().union(*found)


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


def needed(vote: CouncilVote, seats: int) -> int:
    """How many of a council's seats must agree: two thirds round up, a majority is over half."""
    if vote.council == "majority":
        return seats // 2 + 1
    return -(-2 * seats // 3) if vote.council == "two-thirds" else seats


def are_known(policy: Policy, requirement: Requirement) -> bool:
    """Whether every target leads somewhere."""
    return all(is_known(policy, target) for target in targets_of(requirement))


def agreeing(
    requirement: Requirement, people: frozenset[str], electorate: Electorate
) -> frozenset[str]:
    """Those of the people who agree, as many as there are; empty where that is not enough."""
    if isinstance(requirement, str):
        return people & electorate.of(requirement)
    if isinstance(requirement, CouncilVote):
        return frozenset[str]().union(
            *(_voting(requirement, bench, people, electorate) for bench in electorate.benches())
        )
    parts = [agreeing(part, people, electorate) for part in _parts(requirement)]
    joint = frozenset[str]().union(*parts)
    if isinstance(requirement, AllRequired):
        return joint if all(parts) else frozenset()
    if isinstance(requirement, CountRequired):
        return joint if len(joint) >= requirement.count else frozenset()
    return joint


def votes(bench: Bench, people: frozenset[str]) -> int:
    """How many seats agree: each person speaks for one seat, each seat has one voice."""
    spoken: dict[int, str] = {}

    def speak(person: str, tried: set[int]) -> bool:
        for number, seat in enumerate(bench.seats):
            if person in seat and number not in tried:
                tried.add(number)
                if number not in spoken or speak(spoken[number], tried):
                    spoken[number] = person
                    return True
        return False

    return sum(speak(person, set()) for person in sorted(people))


def included(vote: CouncilVote, bench: Bench, electorate: Electorate) -> list[frozenset[str]]:
    """For each of `includes`, those of whom somebody must be among those who agree."""
    return [
        bench.chair if name == CHAIR else electorate.of(target_of(name)) for name in vote.includes
    ]


def _parts(
    requirement: AllRequired | AnyRequired | CountRequired,
) -> tuple[Requirement, ...]:
    if isinstance(requirement, AllRequired):
        return requirement.all_of
    return requirement.any_of if isinstance(requirement, AnyRequired) else requirement.of


def _voting(
    vote: CouncilVote, bench: Bench, people: frozenset[str], electorate: Electorate
) -> frozenset[str]:
    """Those who agree for seats, with those who must be among them; empty if too few."""
    holders = people.intersection(frozenset[str]().union(*bench.seats))
    if votes(bench, people) < max(needed(vote, len(bench.seats)), 1):
        return frozenset()
    groups = [people & group for group in included(vote, bench, electorate)]
    return holders.union(*groups) if all(groups) else frozenset()
