"""Who may be asked: whoever ever may, whoever can in time, or whoever sits now."""

from collections.abc import Sequence
from typing import NamedTuple, Protocol

from govcheck.agreement.tree import Vote


class VotingCouncil(NamedTuple):
    """A council as it votes: for each filled seat those who may speak for it, and who may chair."""

    seats: tuple[frozenset[str], ...]
    chair: frozenset[str]


class Electorate(Protocol):
    """Who may agree in whose name."""

    def of(self, target: str) -> frozenset[str]:
        """Whoever may agree as one of a target."""
        ...

    def benches(self) -> Sequence[VotingCouncil]:
        """Every council that may vote."""
        ...


def needed(vote: Vote, seats: int) -> int:
    """How many of a council's seats must agree: two thirds round up, a majority is over half."""
    if vote.share == "majority":
        return seats // 2 + 1
    return -(-2 * seats // 3) if vote.share == "two-thirds" else seats


def seats_spoken_for(bench: VotingCouncil, people: frozenset[str]) -> int:
    """How many seats agree: each person speaks for one seat, each seat has one voice.

    A maximum bipartite matching of people and seats.
    """
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
