"""Who may be asked, whether the agreement of some is enough, and whose would bring it nearer.

Who may be asked is whoever ever may, whoever can in time, or whoever sits now. More people are
never worse: whatever suffices still does when somebody else agrees as well.
"""

from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Generic, NamedTuple, Protocol, TypeVar

from govcheck.agreement.tree import CHAIR, Agreement, Every, Number, Vote, targets_of, votes_of

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
