"""Whoever may ever agree, whatever the hour: in their own name, or in somebody else's place."""

from collections.abc import Mapping, Sequence

from govcheck.agreement.sufficiency import (
    Electorate,
    VotingCouncil,
    agreeing,
    concerned,
    different,
    suffices,
)
from govcheck.agreement.tree import Agreement, targets_of
from govcheck.checks.reach import is_known
from govcheck.duty.resolve import everybody, holders
from govcheck.duty.roster import Roster
from govcheck.duty.seats import seat_deputies
from govcheck.load.policy import Policy
from govcheck.named_tuples import NamedTuple
from govcheck.targets import read_target

StandIns = frozenset[str]
"""Somebody who is asked, and whoever may answer in their place: they speak with one voice."""
StandInsByTarget = Mapping[str, Sequence[StandIns]]


class Everybody(Electorate[str]):
    """All who may ever approve, each in their own name, whatever the day."""

    def __init__(self, roster: Roster) -> None:
        self._roster = roster

    def of(self, target: str) -> frozenset[str]:
        """Whoever may ever answer to a target."""
        return frozenset(everybody(self._roster, target))

    def benches(self) -> Sequence[VotingCouncil[str]]:
        """Every council with all its seats."""
        return [
            VotingCouncil(
                tuple(frozenset((seat.person,)) for seat in council.seats),
                frozenset((council.chair,)),
            )
            for council in self._roster.councils.values()
        ]


class _Line(NamedTuple):
    """One voice of a target: its number, and the people of whom somebody speaks."""

    target: str
    number: int
    people: StandIns


class _Lines(Electorate[_Line]):
    """Every voice that anybody but the silent can speak with."""

    def __init__(self, asked: StandInsByTarget, silent: frozenset[str]) -> None:
        self._asked = asked
        self._silent = silent

    def of(self, target: str) -> frozenset[_Line]:
        """The voices of a target."""
        found = enumerate(line - self._silent for line in self._asked[target])
        return frozenset(_Line(target, number, line) for number, line in found if line)


def can_agree(
    agreement: Agreement, asked: StandInsByTarget, silent: frozenset[str] = frozenset()
) -> bool:
    """Whether enough could agree, were everybody there except `silent`.

    Where it is open who of a line speaks, whoever helps is assumed to, so that what does not
    suffice here never does.
    """
    return bool(
        agreeing(
            agreement,
            _Lines(asked, silent),
            lambda lines: different([line.people for line in lines]),
        )
    )


def lines_of(roster: Roster, agreement: Agreement) -> dict[str, Sequence[StandIns]]:
    """Everybody who is asked, with whoever may answer in their place, by target."""
    return {target: lines(roster, target) for target in targets_of(agreement)}


def lines(roster: Roster, target: str, on_duty: str | None = None) -> tuple[StandIns, ...]:
    """The lines of a target; a rota has one, of whoever is `on_duty` where that is known."""
    kind, name = asked = read_target(target)
    if asked.traits.one_at_a_time:
        found = everybody(roster, target) if on_duty is None else (on_duty,)
        return (frozenset(who for one in found for who in _with_deputies(roster, one)),)
    if kind == "council" and name in roster.councils:
        seats = roster.councils[name].seats
        return tuple(frozenset((seat.person, *seat_deputies(roster, seat))) for seat in seats)
    return tuple(frozenset(_with_deputies(roster, one)) for one in holders(roster, target))


def sufficing(agreement: Agreement, electorate: Everybody) -> frozenset[str]:
    """Everybody whose approval alone is enough."""
    everyone = concerned(agreement, electorate)
    return frozenset(who for who in everyone if suffices(agreement, frozenset((who,)), electorate))


def are_known(policy: Policy, agreement: Agreement) -> bool:
    """Whether every target leads somewhere."""
    return all(is_known(policy, target) for target in targets_of(agreement))


def _with_deputies(roster: Roster, person: str) -> tuple[str, ...]:
    return (person, *roster.people[person].deputies)
