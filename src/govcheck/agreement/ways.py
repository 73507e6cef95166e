"""The shortest ways: the fewest further people who complete all that has to be agreed to.

Finding them is finding a smallest hitting set, which is hard in general. People who can be swapped
without any difference are taken together, so that only numbers of each sort are tried: fewest
people first, depth-first, leaving out what cannot suffice any more (branch and bound). After a
bound of attempts one way is taken from which nobody can be left out, and it is said that there may
be shorter ones.
"""

from collections.abc import Iterable, Iterator, Sequence
from math import comb, prod
from typing import Final, NamedTuple

from govcheck.agreement.sufficiency import NOBODY, Electorate, concerned, suffices
from govcheck.agreement.tree import Agreement, targets_of, votes_of

MOST_ATTEMPTS: Final = 5_000


class Choice(NamedTuple):
    """So many of some people, whichever."""

    number: int
    people: tuple[str, ...]
    """By id, sorted."""


class Ways(NamedTuple):
    """All the shortest ways. `choices` together are one; where they are not all, `others` are."""

    possible: bool
    """Whether it suffices once everybody who can agrees."""
    missing: int = 0
    """How many people must agree at least; without `exact` at most."""
    choices: tuple[Choice, ...] = ()
    """Each independently of the others; those that leave no choice come first."""
    others: int = 0
    """How many sets of people there are besides, which are as short."""
    exact: bool = True


class _TooManyError(Exception):
    """The bound of attempts is reached."""


class _Search:
    """All smallest numbers of each sort that suffice."""

    def __init__(
        self, agreements: Sequence[Agreement], given: frozenset[str],
        sorts: Sequence[tuple[str, ...]],
        electorate: Electorate[str],
    ) -> None:  # fmt: skip
        self._agreements = agreements
        self._given = given
        self._sorts = sorts
        self._electorate = electorate
        self._attempts = 0

    def smallest(self) -> list[tuple[int, ...]]:
        """Every shortest way as numbers. Raises _TooManyError after too many attempts."""
        most = sum(map(len, self._sorts))
        ways = (list(self._of_size(size, ())) for size in range(most + 1))
        return next(filter(None, ways), [])

    def _of_size(self, left: int, chosen: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
        rest = self._sorts[len(chosen) :]
        if left > sum(map(len, rest)) or not self._could(left, chosen, rest):
            return
        if not rest:
            yield chosen
            return
        for count in range(min(left, len(rest[0])), -1, -1):
            yield from self._of_size(left - count, (*chosen, count))

    def _could(self, left: int, chosen: tuple[int, ...], rest: Sequence[tuple[str, ...]]) -> bool:
        """Whether it suffices if all of the sorts that are left agree, so far as they may."""
        self._attempts += 1
        if self._attempts > MOST_ATTEMPTS:
            raise _TooManyError
        counts = (*chosen, *(min(left, len(sort)) for sort in rest))
        pairs = zip(self._sorts, counts, strict=False)
        people = frozenset(who for sort, count in pairs for who in sort[:count])
        return _suffice(self._agreements, self._given | people, self._electorate)


def shortest_ways(
    agreements: Iterable[Agreement],
    given: frozenset[str],
    able: frozenset[str],
    electorate: Electorate[str],
) -> Ways:
    """The fewest of those who are able to agree who, with those who have, complete everything.

    `given` are the people who agree already, `able` those who may still be asked.
    """
    open_ = [one for one in agreements if not suffices(one, given, electorate)]
    if not open_:
        return Ways(possible=True)
    asked = NOBODY.union(*(concerned(one, electorate) for one in open_)) & able - given
    if not _suffice(open_, given | asked, electorate):
        return Ways(possible=False)
    sorts = tuple(_sorts(open_, asked, electorate))
    try:
        found = _Search(open_, given, sorts, electorate).smallest()
    except _TooManyError:
        return _one_way(open_, given, asked, electorate)
    return _in_choices(sorts, found)


def _suffice(
    agreements: Iterable[Agreement], people: frozenset[str], electorate: Electorate[str]
) -> bool:
    return all(suffices(one, people, electorate) for one in agreements)


def _one_way(
    agreements: Sequence[Agreement],
    given: frozenset[str],
    asked: frozenset[str],
    electorate: Electorate[str],
) -> Ways:
    """Everybody but those who can be left out, one after the other: who serves least goes first."""
    parts = [concerned(one, electorate) for one in agreements]
    kept = set(asked)
    for who in sorted(asked, key=lambda one: (sum(one in part for part in parts), one)):
        if _suffice(agreements, given | kept - {who}, electorate):
            kept.remove(who)
    return Ways(True, len(kept), (*(Choice(1, (who,)) for who in sorted(kept)),), exact=False)


def _sorts(
    agreements: Sequence[Agreement], asked: frozenset[str], electorate: Electorate[str]
) -> Iterator[tuple[str, ...]]:
    """The people in sorts of which any two can be swapped, by id."""
    groups = [
        electorate.of(target)
        for target in dict.fromkeys(target for one in agreements for target in targets_of(one))
    ]
    seats: list[tuple[frozenset[str], ...]] = []
    if any(True for one in agreements for _ in votes_of(one)):
        benches = electorate.benches()
        groups += [bench.chair for bench in benches]
        seats = [bench.seats for bench in benches]
    found: dict[tuple[object, ...], list[list[str]]] = {}
    for who in sorted(asked):
        kind = (
            tuple(who in group for group in groups),
            tuple(tuple(sorted(len(seat) for seat in one if who in seat)) for one in seats),
        )
        alike = found.setdefault(kind, [])
        for sort in alike:
            if all(_can_swap(who, sort[0], one) for one in seats):
                sort.append(who)
                break
        else:
            alike.append([who])
    yield from sorted(tuple(sort) for alike in found.values() for sort in alike)


def _can_swap(one: str, other: str, seats: Sequence[frozenset[str]]) -> bool:
    """Whether a council's seats are the same with two people in each other's place."""
    swapped = {one: other, other: one}
    ours = [seat for seat in seats if one in seat or other in seat]
    theirs = [frozenset(swapped.get(who, who) for who in seat) for seat in ours]
    return sorted(map(sorted, ours)) == sorted(map(sorted, theirs))


def _in_choices(sorts: Sequence[tuple[str, ...]], found: Sequence[tuple[int, ...]]) -> Ways:
    """All ways as choices that are independent, or else the first way and how many others."""
    missing = sum(found[0])
    fixed = [len({way[number] for way in found}) == 1 for number in range(len(sorts))]
    chosen = {n: found[0][n] for n in range(len(sorts)) if fixed[n] and found[0][n]}
    open_ = [number for number in range(len(sorts)) if not fixed[number]]
    choices = [Choice(count, sorts[number]) for number, count in chosen.items()]
    pool = [number for number in open_ if any(way[number] for way in found)]
    if not pool:
        return Ways(True, missing, _ordered(choices))
    rest = missing - sum(chosen.values())
    people = tuple(sorted(who for number in pool for who in sorts[number]))
    ways = sum(prod(comb(len(sorts[n]), way[n]) for n in pool) for way in found)
    if ways == comb(len(people), rest):
        return Ways(True, missing, _ordered([*choices, Choice(rest, people)]))
    first = [Choice(found[0][number], sorts[number]) for number in pool if found[0][number]]
    others = ways - prod(comb(len(one.people), one.number) for one in first)
    others *= prod(comb(len(one.people), one.number) for one in choices)
    return Ways(True, missing, _ordered([*choices, *first]), others)


def _ordered(choices: Iterable[Choice]) -> tuple[Choice, ...]:
    """Those that leave no choice first, each of their people alone."""
    single: list[str] = []
    open_: list[Choice] = []
    for one in choices:
        if one.number == len(one.people):
            single += one.people
        else:
            open_.append(one)
    merged = [Choice(1, (who,)) for who in sorted(single)]
    return (*merged, *sorted(open_, key=lambda one: (len(one.people), one.people)))
