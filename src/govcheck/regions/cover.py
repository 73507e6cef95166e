"""The smallest sets of rules that together cover another one.

Every incident of the covered rule needs one of the rules that match it in the set. So a set that
hits the matching rules of some incidents, and is as small as can be, is either a cover, and then
a smallest one, or misses an incident that is added to the others. Sets of rules are bits.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import Final

from govcheck.regions.solver import Solver

MOST_ROUNDS: Final = 40
MOST_BRANCHES: Final = 2_000
MOST_KEPT: Final = 1_000
"""So many incidents are kept; one that showed something of a rule often does of another."""


class Covers:
    """Finds covers among the rules of one decision, whose literals are given."""

    def __init__(self, solver: Solver, matches: Sequence[int]) -> None:
        self._solver = solver
        self._matches = matches
        self._kept: list[int] = []

    def cover(self, covered: int, some: Iterable[int]) -> bool:
        """Whether one of some rules matches whenever another one does."""
        silent = (-self._matches[number] for number in some)
        return not self._solver.solve([self._matches[covered], *silent])

    def alone(self, covered: int, rivals: Iterable[int]) -> int | None:
        """The first of some rules that matches by itself whenever another one does."""
        left = bits(rivals) & self.samples[covered]
        for mask in self._kept:
            left &= mask if mask >> covered & 1 else -1
        while left:
            number = _lowest(left)
            if self.cover(covered, [number]):
                return number
            left &= self._keep()
        return None

    @cached_property
    def samples(self) -> list[int]:
        """For each rule those that match one of its incidents, as bits; 0 where none does."""
        found = (self._solver.solve([match]) for match in self._matches)
        return [bits(self._solver.held(self._matches)) if some else 0 for some in found]

    @cached_property
    def twins(self) -> list[int | None]:
        """For each rule the first one that matches just when it does; None where it never does."""
        found: list[int | None] = []
        for number, mask in enumerate(self.samples):
            candidates = (one for one in places(mask & ((1 << number) - 1)))
            alike = (one for one in candidates if self._alike(number, one))
            found.append(next((found[one] for one in alike), number) if mask else None)
        return found

    def _alike(self, one: int, other: int) -> bool:
        if self._matches[one] == self._matches[other]:
            return True
        return (
            bool(self.samples[other] >> one & 1)
            and self.cover(one, [other])
            and self.cover(other, [one])
        )

    def smallest(self, covered: int, rivals: Sequence[int]) -> list[int]:
        """As few as possible of the rivals of a rule, one of which matches whenever it does.

        All of them together have to cover it. Where it takes too long to find the fewest, none of
        those that are given can be spared at least.
        """
        cover = self._minimal(covered, rivals)
        if len(cover) <= 1:
            return cover
        allowed = bits(rivals)
        missed = [mask & allowed for mask in self._kept if mask >> covered & 1]
        for _ in range(MOST_ROUNDS):
            fewer = _hitting(missed, len(cover) - 1)
            if fewer is None:
                break
            if self.cover(covered, fewer):
                cover = sorted(fewer)
                if len(cover) <= 1:
                    break
            else:
                missed.append(self._keep() & allowed)
        return cover

    def _minimal(self, covered: int, rivals: Sequence[int]) -> list[int]:
        """A cover of which none can be spared."""
        self.cover(covered, rivals)
        core = set(self._solver.core())
        cover = [number for number in rivals if -self._matches[number] in core]
        for number in tuple(cover):
            fewer = [one for one in cover if one != number]
            if self.cover(covered, fewer):
                cover = fewer
        return cover

    def _keep(self) -> int:
        """The rules that match the incident that was just found; it is kept for other rules."""
        mask = bits(self._solver.held(self._matches))
        if len(self._kept) < MOST_KEPT:
            self._kept.append(mask)
        return mask


def bits(numbers: Iterable[int]) -> int:
    """Numbers as bits."""
    places = list(numbers)
    found = bytearray((max(places, default=0) >> 3) + 1)
    for number in places:
        found[number >> 3] |= 1 << (number & 7)
    return int.from_bytes(found, "little")


def places(mask: int) -> Iterator[int]:
    """The numbers that bits stand for, lowest first."""
    while mask:
        yield _lowest(mask)
        mask &= mask - 1


def _hitting(sets: Sequence[int], most: int) -> list[int] | None:
    """A smallest choice of at most so many bits that hits all sets; None where there is none.

    None, too, where it would take too long to find one.
    """
    ordered = sorted(set(sets), key=int.bit_count)
    for size in range(most + 1):
        branches = [MOST_BRANCHES]
        found = _hit(ordered, size, branches)
        if found is not None or branches[0] < 0:
            return found
    return None


def _hit(sets: Sequence[int], size: int, branches: list[int]) -> list[int] | None:
    """A choice of at most so many bits; the sets stand in order, the smallest first."""
    if not sets:
        return []
    branches[0] -= 1
    if size == 0 or branches[0] < 0:
        return None
    if size == 1:
        shared = sets[0]
        for one in sets:
            shared &= one
        return [_lowest(shared)] if shared else None
    left = sets[0]
    while left:
        number = _lowest(left)
        left &= left - 1
        found = _hit([one for one in sets if not one >> number & 1], size - 1, branches)
        if found is not None:
            return [number, *found]
    return None


def _lowest(mask: int) -> int:
    return (mask & -mask).bit_length() - 1
