"""Who may approve at an instant: councils as they sit, and people as they belong."""

from collections.abc import Sequence

from govcheck.agreement.sufficiency import Electorate, VotingCouncil
from govcheck.agreement.tree import Agreement, targets_of, votes_of
from govcheck.duty.presence import is_present
from govcheck.duty.resolve import everybody
from govcheck.duty.roster import Roster, RosterCouncil, RosterSeat
from govcheck.duty.seats import in_term, seat_deputies
from govcheck.targets import read_target


class Sitting(Electorate[str]):
    """The electorate of a policy at an instant.

    A seat is filled while its term runs and its holder belongs to the company; a holder who is
    merely absent still fills it, and only then a deputy may speak for it. Roles, teams and rotas
    have no deputies here.
    """

    def __init__(self, roster: Roster, at: int) -> None:
        self._roster = roster
        self._at = at
        self._known: dict[str, frozenset[str]] = {}
        self._seated: Sequence[VotingCouncil[str]] | None = None

    def is_active(self, person: str) -> bool:
        """Whether somebody belongs to the company."""
        known = self._roster.people.get(person)
        if known is None:
            return False
        since, until = known.active
        return (since is None or since <= self._at) and (until is None or self._at < until)

    def of(self, target: str) -> frozenset[str]:
        """Whoever may approve as one of a target: any member of a rota, whoever's shift it is."""
        if target not in self._known:
            self._known[target] = self._answering(target)
        return self._known[target]

    def _answering(self, target: str) -> frozenset[str]:
        kind, name = read_target(target)
        if kind == "council":
            council = self._roster.councils.get(name)
            seats = () if council is None else self._bench(council).seats
            return frozenset[str]().union(*seats)
        return frozenset(one for one in everybody(self._roster, target) if self.is_active(one))

    def benches(self) -> Sequence[VotingCouncil[str]]:
        """Every council with its filled seats."""
        if self._seated is None:
            self._seated = [self._bench(council) for council in self._roster.councils.values()]
        return self._seated

    def idle_deputies(self, agreement: Agreement) -> dict[str, str]:
        """Deputies of seats that are asked, each with a holder who is there."""
        named = {one.id for one in map(read_target, targets_of(agreement)) if one.kind == "council"}
        voting = any(votes_of(agreement))
        return {
            deputy: seat.person
            for name, council in self._roster.councils.items()
            if voting or name in named
            for seat in self._filled(council)
            for deputy in seat_deputies(self._roster, seat)
            if deputy not in self._speaking(seat)
        }

    def _bench(self, council: RosterCouncil) -> VotingCouncil[str]:
        filled = self._filled(council)
        chairs = [self._speaking(seat) for seat in filled if seat.person == council.chair]
        return VotingCouncil(
            tuple(self._speaking(seat) for seat in filled), frozenset[str]().union(*chairs)
        )

    def _filled(self, council: RosterCouncil) -> list[RosterSeat]:
        return [
            seat
            for seat in council.seats
            if in_term(seat, self._at) and self.is_active(seat.person)
        ]

    def _speaking(self, seat: RosterSeat) -> frozenset[str]:
        """The holder of a seat, and while they are absent its deputies."""
        holder = self._roster.people[seat.person]
        if is_present(holder, self._at, frozenset()):
            return frozenset((seat.person,))
        deputies = (one for one in seat_deputies(self._roster, seat) if self.is_active(one))
        return frozenset((seat.person, *deputies))
