"""Who may be asked: whoever ever may, whoever can in time, or whoever sits now."""

from collections.abc import Hashable, Sequence
from typing import Generic, NamedTuple, Protocol, TypeVar

from govcheck.agreement.tree import Vote

T = TypeVar("T", bound=Hashable)
"""What agrees: a person, or whoever of a few people speaks with their one voice."""


class VotingCouncil(NamedTuple, Generic[T]):
    """A council as it votes: for each filled seat those who may speak for it, and who may chair."""

    seats: tuple[frozenset[T], ...]
    chair: frozenset[T]


class Electorate(Protocol[T]):
    """Who may agree in whose name."""

    def of(self, target: str) -> frozenset[T]:
        """Whoever may agree as one of a target."""
        ...

    def benches(self) -> Sequence[VotingCouncil[T]]:
        """Every council that may vote: none where no vote can be asked for."""
        return ()


class Agreeing(Electorate[T]):
    """Of an electorate those alone who agree."""

    def __init__(self, people: frozenset[T], electorate: Electorate[T]) -> None:
        self._people = people
        self._electorate = electorate

    def of(self, target: str) -> frozenset[T]:
        """Those who agree as one of a target."""
        return self._people & self._electorate.of(target)

    def benches(self) -> Sequence[VotingCouncil[T]]:
        """The councils with all their seats, of which some have nobody who agrees."""
        return [
            VotingCouncil(
                tuple(seat & self._people for seat in bench.seats), bench.chair & self._people
            )
            for bench in self._electorate.benches()
        ]


def needed(vote: Vote, seats: int) -> int:
    """How many of a council's seats must agree: two thirds round up, a majority is over half."""
    if vote.share == "majority":
        return seats // 2 + 1
    return -(-2 * seats // 3) if vote.share == "two-thirds" else seats


def seats_spoken_for(bench: VotingCouncil[T], people: frozenset[T]) -> int:
    """How many seats agree: each person speaks for one seat, each seat has one voice."""
    return different([seat & people for seat in bench.seats])


def different(sets: Sequence[frozenset[T]]) -> int:
    """How many different members some sets have when no more than one of each is taken.

    A maximum bipartite matching of sets and members, by breadth-first augmenting paths.
    """
    taken: dict[T, int] = {}
    return sum(_take(number, sets, taken) for number in range(len(sets)))


def _take(first: int, sets: Sequence[frozenset[T]], taken: dict[T, int]) -> bool:
    """Take a member of one more set, where others must change theirs; whether there is one."""
    freeing: dict[T, T | None] = {}
    """By a member: the one that its new set gives up for it; the first set gives up none."""
    waiting: list[tuple[int, T | None]] = [(first, None)]
    for number, held in waiting:
        for member in sets[number]:
            if member in freeing:
                continue
            freeing[member] = held
            if member in taken:
                waiting.append((taken[member], member))
                continue
            _shift(member, first, freeing, taken)
            return True
    return False


def _shift(free: T, first: int, freeing: dict[T, T | None], taken: dict[T, int]) -> None:
    member: T | None = free
    while member is not None:
        given_up = freeing[member]
        taken[member] = first if given_up is None else taken[given_up]
        member = given_up
