"""Which of many unions of boxes lie within which others, without comparing every pair."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import accumulate
from operator import or_

from govcheck.checks.boxes import Axis, Box, Union


class Containment:
    """Some unions, asked one by one which of the others plainly contain it.

    Sets of boxes and of unions are kept as the bits of a number.
    """

    def __init__(self, unions: Sequence[Union]) -> None:
        self._unions = unions
        self._boxes: list[range] = []
        """By union, the numbers of its boxes."""
        self._owners: list[int] = []
        """By box, the number of its union."""
        self._openings: dict[Axis, _Openings] = {}
        for number, union in enumerate(unions):
            first = len(self._owners)
            self._boxes.append(range(first, first + len(union)))
            for box in union:
                for axis, cells in box.items():
                    opening = self._openings.setdefault(axis, _Openings())
                    opening.add(cells, 1 << len(self._owners))
                self._owners.append(number)

    def around(self, number: int, allowed: int = -1) -> Iterator[int]:
        """The other unions, lowest first, that contain a union that can hold.

        `allowed` has a bit for each union that counts.
        """
        first, *rest = [self._outer(box) for box in self._unions[number]] or [0]
        while first:
            lowest = first & -first
            owner = self._owners[lowest.bit_length() - 1]
            own = self._boxes[owner]
            bits = (1 << own.stop) - (1 << own.start)
            first &= ~bits
            if owner != number and allowed >> owner & 1 and all(outer & bits for outer in rest):
                yield owner

    def contains(self, box: Box) -> bool:
        """Whether a box lies within a single box of some union."""
        return bool(self._outer(box))

    def _outer(self, box: Box) -> int:
        """The boxes that contain a box."""
        found = (1 << len(self._owners)) - 1
        for axis, opening in self._openings.items():
            found &= ~opening.restricting | (opening.holding(box[axis]) if axis in box else 0)
            if not found:
                break
        return found


class _Openings:
    """The boxes that restrict one axis, by the cells that they leave open."""

    def __init__(self) -> None:
        self.restricting = 0
        self._spans: list[tuple[int, int, int]] = []
        """First and last cell of those that leave one stretch open, and the box."""
        self._scattered: dict[int, int] = {}
        """The other boxes, by their cells."""
        self._known: dict[int, int] = {}

    def add(self, cells: int, box: int) -> None:
        """Add a box, before any question."""
        self.restricting |= box
        if _is_one_stretch(cells):
            self._spans.append((_first(cells), _last(cells), box))
        else:
            self._scattered[cells] = self._scattered.get(cells, 0) | box

    def holding(self, cells: int) -> int:
        """The boxes that leave at least these cells open."""
        if cells not in self._known:
            found = _up_to(self._beginning, _first(cells)) & _up_to(self._ending, -_last(cells))
            for others, boxes in self._scattered.items():
                if not cells & ~others:
                    found |= boxes
            self._known[cells] = found
        return self._known[cells]

    @cached_property
    def _beginning(self) -> tuple[list[int], list[int]]:
        """The boxes that begin no later, by the cell."""
        return _cumulated((first, box) for first, _, box in self._spans)

    @cached_property
    def _ending(self) -> tuple[list[int], list[int]]:
        """The boxes that end no earlier, by the cell, which is counted backwards."""
        return _cumulated((-last, box) for _, last, box in self._spans)


def _cumulated(entries: Iterable[tuple[int, int]]) -> tuple[list[int], list[int]]:
    """Keys in order, and for each the boxes of all keys up to it."""
    ordered = sorted(entries)
    return [key for key, _ in ordered], list(accumulate((box for _, box in ordered), or_))


def _up_to(cumulated: tuple[list[int], list[int]], key: int) -> int:
    keys, boxes = cumulated
    count = bisect_right(keys, key)
    return boxes[count - 1] if count else 0


def _first(cells: int) -> int:
    return (cells & -cells).bit_length() - 1


def _last(cells: int) -> int:
    return cells.bit_length() - 1


def _is_one_stretch(cells: int) -> bool:
    return cells & (cells + (cells & -cells)) == 0
