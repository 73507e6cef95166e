"""Who may approve at an instant, and who is who.

Councils are as they sit, people as they belong; people of the base are known by the handles and
addresses that it states of them.
"""

import re
from collections.abc import Iterable, Sequence
from typing import Final

from govcheck.agreement.sufficiency import Electorate, VotingCouncil
from govcheck.agreement.tree import Agreement, targets_of, votes_of
from govcheck.duty.presence import is_present
from govcheck.duty.resolve import everybody
from govcheck.duty.roster import Roster, RosterCouncil, RosterSeat
from govcheck.duty.seats import in_term, seat_deputies
from govcheck.gate.reviews import Platform
from govcheck.model.person import Person
from govcheck.targets import read_target

_NOREPLY: Final[dict[Platform, re.Pattern[str]]] = {
    "github": re.compile(r"(?:[0-9]+\+)?([a-z0-9_-]+)@users\.noreply\.[a-z0-9.-]+", re.ASCII),
    "gitlab": re.compile(r"(?:[0-9]+-)?([a-z0-9_.-]+)@users\.noreply\.[a-z0-9.-]+", re.ASCII),
}
"""The addresses that platforms give out, on hosts of their own and of companies."""

NOBODY: Final = frozenset({"noreply@github.com"})
"""Who commits what somebody does in the browser."""


class Identities:
    """The people of a policy, found by handle or e-mail address.

    Only the letters A to Z are the same in both cases, so that no other letter passes for one. A
    handle or an address that two people state is nobody's to approve with, and both theirs to have
    written with.
    """

    def __init__(self, people: Iterable[Person], platform: Platform) -> None:
        self._known: dict[Platform, dict[str, set[str]]] = {"github": {}, "gitlab": {}}
        self._addresses: dict[str, set[str]] = {}
        for person in people:
            for one, handles in self._known.items():
                handle = handle_of(person, one)
                if handle is not None:
                    handles.setdefault(_folded(handle), set()).add(person.id)
            if person.email is not None:
                self._addresses.setdefault(_folded(person.email), set()).add(person.id)
        self._handles = self._known[platform]

    def with_handle(self, handle: str) -> frozenset[str]:
        """Everybody who has a handle; more than one where the policy is ambiguous."""
        return frozenset(self._handles.get(_folded(handle), ()))

    def with_address(self, address: str) -> frozenset[str]:
        """Everybody whose e-mail address it is, or whose handle a platform's own address names.

        Commits come with addresses of either platform, whichever one the request is on.
        """
        folded = _folded(address)
        found = set(self._addresses.get(folded, ()))
        for platform, pattern in _NOREPLY.items():
            match = pattern.fullmatch(folded)
            if match:
                found |= self._known[platform].get(match[1], set())
        return frozenset(found)


def handle_of(person: Person, platform: Platform) -> str | None:
    """What a platform calls somebody, without the sign in front."""
    handle = person.github if platform == "github" else person.gitlab
    return None if handle is None else handle.removeprefix("@")


def _folded(text: str) -> str:
    return "".join(letter.lower() if letter.isascii() else letter for letter in text)


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
