"""Requirements of change control, as what has to be agreed to, and who could ever meet one."""

from collections.abc import Sequence
from typing import Final

from govcheck.agreement.electorate import VotingCouncil
from govcheck.agreement.sufficiency import concerned, suffices
from govcheck.agreement.tree import CHAIR, Agreement, Every, Number, Some, Vote, targets_of
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

_PERSON: Final = "person"


def agreement_of(requirement: Requirement) -> Agreement:
    """What a requirement wants agreed to; a bare name in `includes` is a person's."""
    if isinstance(requirement, str):
        return requirement
    if isinstance(requirement, CouncilVote):
        names = (name if name == CHAIR else target_of(name) for name in requirement.includes)
        return Vote(requirement.council, tuple(names))
    if isinstance(requirement, AllRequired):
        return Every(tuple(map(agreement_of, requirement.all_of)))
    if isinstance(requirement, CountRequired):
        return Number(requirement.count, tuple(map(agreement_of, requirement.of)))
    assert isinstance(requirement, AnyRequired)
    return Some(tuple(map(agreement_of, requirement.any_of)))


class Everybody:
    """All who may ever approve, each in their own name, whatever the day."""

    def __init__(self, roster: Roster) -> None:
        self._roster = roster

    def of(self, target: str) -> frozenset[str]:
        """Whoever may ever answer to a target."""
        return frozenset(everybody(self._roster, target))

    def benches(self) -> Sequence[VotingCouncil]:
        """Every council with all its seats."""
        return [
            VotingCouncil(
                tuple(frozenset((seat.person,)) for seat in council.seats),
                frozenset((council.chair,)),
            )
            for council in self._roster.councils.values()
        ]


def sufficing(agreement: Agreement, electorate: Everybody) -> frozenset[str]:
    """Everybody whose approval alone is enough."""
    everyone = concerned(agreement, electorate)
    return frozenset(who for who in everyone if suffices(agreement, frozenset((who,)), electorate))


def target_of(name: str) -> str:
    """A name in `includes` as a target: a bare id is a person's."""
    return name if name.partition(":")[0] in TARGET_TYPES else f"{_PERSON}:{name}"


def are_known(policy: Policy, agreement: Agreement) -> bool:
    """Whether every target leads somewhere."""
    return all(is_known(policy, target) for target in targets_of(agreement))
