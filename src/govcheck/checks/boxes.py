"""Conditions as unions of boxes, so that one can plainly be seen to lie within another.

An axis is what a single test looks at: a fact, a tag, whether a fact is stated, a calendar. A box
restricts some axes to some of their cells and leaves the others free. What would take too many
boxes is an axis of its own, held or not: so every answer is right, but not every truth is seen.
"""

from bisect import bisect_left
from collections.abc import Hashable, Iterable, Iterator, Mapping
from typing import Final

from govcheck.engine.cells import Cell, cells_of, cut_at, is_exactly, normal
from govcheck.engine.evaluate import compare
from govcheck.engine.ruleset import (
    All,
    Any,
    Compare,
    Condition,
    Fact,
    HasTag,
    In,
    Known,
    Not,
    Within,
)
from govcheck.engine.scale import Scales

MOST_BOXES: Final = 32
"""A condition of more boxes is taken for one axis."""
MOST_PIECES: Final = 1_000
"""Into more pieces nothing is cut to see what is left of it."""
ABSENT: Final = 0b01
PRESENT: Final = 0b10

Axis = tuple[Hashable, ...]
"""`("fact", name)`, or the key of a test, or of a condition that is not taken apart."""
Box = Mapping[Axis, int]
"""The cells that are open, a bit each, of every axis that is restricted; never none, never all."""
Union = tuple[Box, ...]
"""A condition: some box holds. Without boxes it never does; with an empty box always."""

ALWAYS: Final[Union] = ({},)


def fact_axis(fact: str) -> Axis:
    """The axis of a fact that has one value."""
    return "fact", fact


class Space:
    """The axes of some conditions; only unions of the same space can be compared."""

    def __init__(self, facts: Mapping[str, Fact], conditions: Iterable[Condition]) -> None:
        self._facts = facts
        self._scales = Scales(conditions)
        self._cells: dict[str, tuple[Cell, ...]] = {}

    def union(self, condition: Condition, wanted: bool = True) -> Union:
        """The condition in boxes, none within another; with `wanted` False its opposite."""
        return _outermost(self._union(condition, wanted))

    def _union(self, condition: Condition, wanted: bool) -> Union:
        match condition:
            case Not(part):
                return self._union(part, not wanted)
            case All(parts) | Any(parts):
                unions = ((part, self._union(part, wanted)) for part in parts)
                if isinstance(condition, All) is wanted:
                    return _all(unions, wanted)
                return _some(condition, unions, wanted)
            case HasTag() | Known() | Within():
                return _whole(condition, wanted)
        cells = self._open(condition)
        every = (1 << self.size(condition.fact)) - 1
        cells = cells if wanted else every & ~cells
        if cells in (0, every):
            return ALWAYS if cells else ()
        return ({fact_axis(condition.fact): cells},)

    def outside(self, boxes: Iterable[Box], union: Union) -> list[Box]:
        """What of some boxes lies in none of a union; more where that takes too many pieces."""
        left = list(boxes)
        for outer in union:
            pieces = [piece for box in left for piece in self._without(box, outer)]
            if len(pieces) <= MOST_PIECES:
                left = pieces
        return left

    def _without(self, box: Box, outer: Box) -> Iterator[Box]:
        """What of a box lies outside another one, in boxes that do not overlap."""
        inner = dict(box)
        for axis, cells in outer.items():
            open_ = inner.get(axis, self._every(axis))
            if open_ & ~cells:
                yield {**inner, axis: open_ & ~cells}
            inner[axis] = open_ & cells
            if not inner[axis]:
                return

    def _every(self, axis: Axis) -> int:
        match axis:
            case ("fact", str(name)):
                return (1 << self.size(name)) - 1
        return ABSENT | PRESENT

    def size(self, fact: str) -> int:
        """How many cells a fact has, lowest first where it has an order."""
        declared = self._facts[fact]
        if declared.type in ("integer", "number"):
            return len(self._numbers(declared))
        return 2 if declared.type == "boolean" else len(declared.values)

    def _open(self, test: In | Compare) -> int:
        fact = self._facts[test.fact]
        if fact.type in ("integer", "number"):
            return self._open_numbers(fact, test)
        values = (False, True) if fact.type == "boolean" else fact.values
        if isinstance(test, In):
            return sum((value in test.values) << cell for cell, value in enumerate(values))
        held = (compare(cell, test.op, test.bound) for cell in range(len(values)))
        return sum(met << cell for cell, met in enumerate(held))

    def _open_numbers(self, fact: Fact, test: In | Compare) -> int:
        cells = self._numbers(fact)
        if isinstance(test, Compare):
            below = bisect_left(cells, (normal(fact, cut_at(test.op, test.bound)),))
            lower = (1 << below) - 1
            return ((1 << len(cells)) - 1) & ~lower if test.op in (">=", ">") else lower
        found = 0
        for number in test.values:
            assert not isinstance(number, str)
            cell = bisect_left(cells, (normal(fact, (number, 0)),))
            if cell < len(cells) and is_exactly(cells[cell], fact, number):
                found |= 1 << cell
        return found

    def _numbers(self, fact: Fact) -> tuple[Cell, ...]:
        if fact.name not in self._cells:
            self._cells[fact.name] = cells_of(fact, self._scales.cuts(fact.name))
        return self._cells[fact.name]


def meet(one: Box, other: Box) -> Box | None:
    """What lies in both boxes; None where nothing does."""
    joint = dict(one)
    for axis, cells in other.items():
        joint[axis] = joint.get(axis, cells) & cells
        if not joint[axis]:
            return None
    return joint


def both(one: Union, other: Union) -> Union:
    """What lies in both unions."""
    met = (meet(box, another) for box in one for another in other)
    return tuple(box for box in met if box is not None)


def inside(box: Box, outer: Box) -> bool:
    """Whether a box lies in another."""
    return all(axis in box and not box[axis] & ~cells for axis, cells in outer.items())


def within(union: Union, outer: Union) -> bool:
    """Whether every box of a union lies in some box of the other."""
    return all(any(inside(box, another) for another in outer) for box in union)


def key(union: Union) -> Hashable:
    """Equal for two unions exactly if each lies within the other."""
    return frozenset(frozenset(box.items()) for box in union)


def _all(parts: Iterable[tuple[Condition, Union]], wanted: bool) -> Union:
    joint = ALWAYS
    for part, union in parts:
        too_many = len(joint) * len(union) > MOST_BOXES
        joint = both(joint, _whole(part, wanted) if too_many else union)
    return joint


def _some(condition: Condition, parts: Iterable[tuple[Condition, Union]], wanted: bool) -> Union:
    boxes = [box for _, union in parts for box in union]
    if {} in boxes:
        return ALWAYS
    return _whole(condition, wanted) if len(boxes) > MOST_BOXES else tuple(boxes)


def _outermost(boxes: Union) -> Union:
    """The boxes that lie within no other one."""
    kept: list[Box] = []
    for box in sorted(boxes, key=_narrowness):
        if not any(inside(box, other) for other in kept):
            kept.append(box)
    return tuple(kept)


def _narrowness(box: Box) -> tuple[int, int]:
    """Lower for a box than for any that lies within it."""
    return len(box), -sum(cells.bit_count() for cells in box.values())


def _whole(condition: Condition, wanted: bool) -> Union:
    """The condition as an axis of its own."""
    return ({_key(condition): PRESENT if wanted else ABSENT},)


def _key(condition: Condition) -> Axis:
    """The condition with the names of its types, without which tuples of two types are equal."""
    kind = type(condition).__name__
    if isinstance(condition, All | Any):
        return kind, *map(_key, condition.parts)
    return (kind, _key(condition.part)) if isinstance(condition, Not) else (kind, *condition)
