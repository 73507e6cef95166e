"""Numbers cut into cells: intervals within which no condition sees a difference.

A cut lies just before a number, `(n, 0)`, or just after it, `(n, 1)`. Of an integer fact only cuts
before whole numbers remain, so that nothing lies between 9 and 10.
"""

import math
from collections.abc import Iterable
from itertools import pairwise
from typing import Final

from govcheck.engine.ruleset import Fact
from govcheck.engine.shares import Range
from govcheck.named_tuples import NamedTuple

Cut = tuple[float, int]
LARGEST: Final = 10**15
"""The largest number that a fact may have, so that all arithmetic on numbers is exact."""

_SIDES = {">=": 0, "<": 0, ">": 1, "<=": 1}


class Cell(NamedTuple):
    """The numbers between two cuts; an end may be infinite."""

    start: Cut
    end: Cut


def cut_at(op: str, bound: float) -> Cut:
    """The cut that separates the numbers for which a comparison holds from the others."""
    return bound, _SIDES[op]


def whole_range(fact: Fact) -> Cell:
    """All numbers that a fact may have."""
    low = (-math.inf, 0) if fact.minimum is None else (fact.minimum, 0)
    high = (math.inf, 0) if fact.maximum is None else (fact.maximum, 1)
    return Cell(normal(fact, low), normal(fact, high))


def whole_numbers(fact: Fact) -> Range:
    """The whole numbers that a part or a whole may be; never negative ones."""
    cells = cells_of(fact._replace(minimum=max(fact.minimum or 0, 0)), ())
    return Range(int(cells[0].start[0]), cells[0].end[0] - 1) if cells else Range(1, 0)


def normal(fact: Fact, cut: Cut) -> Cut:
    """The cut as it counts for the fact: for integers, before the next whole number."""
    bound, side = cut
    if fact.type != "integer" or math.isinf(bound):
        return cut
    return (math.floor(bound) + 1 if side else math.ceil(bound)), 0


def cells_of(fact: Fact, cuts: Iterable[Cut]) -> tuple[Cell, ...]:
    """The cells into which cuts divide a fact, lowest first; none that no number is in."""
    start, end = whole_range(fact)
    inner = sorted(cut for cut in {normal(fact, cut) for cut in cuts} if start < cut < end)
    bounds = [start, *inner, end]
    cells = (Cell(first, last) for first, last in pairwise(bounds))
    return tuple(cell for cell in cells if sample(fact, cell) is not None)


def is_exactly(cell: Cell, fact: Fact, number: float) -> bool:
    """Whether a cell has this number and no other."""
    return cell == Cell(normal(fact, (number, 0)), normal(fact, (number, 1)))


def sample(fact: Fact, cell: Cell) -> float | None:
    """A number in the cell, the lowest where there is one; None where the cell is empty."""
    (low, low_side), (high, high_side) = cell
    if cell.start >= cell.end:
        return None
    if math.isinf(low):
        return _below(fact, cell)
    if low_side == 0:
        return low
    if math.isinf(high):
        return math.floor(low) + 1
    return high if high_side else _between(low, high)


def _below(fact: Fact, cell: Cell) -> float:
    high, side = cell.end
    if math.isinf(high):
        return 0
    if fact.type == "integer" or side == 0:
        return math.ceil(high) - 1
    return high


def _between(low: float, high: float) -> float | None:
    """A number that can be written, strictly between two others."""
    whole = math.floor(low) + 1
    if whole < high:
        return whole
    candidates = ((low + high) / 2, math.nextafter(low, math.inf))
    return next((number for number in candidates if low < number < high), None)


def label(fact: Fact, cell: Cell) -> str:
    """The cell in words: `< 10`, `10 to 99`, `>= 100`."""
    domain = whole_range(fact)
    if cell == domain:
        return "any"
    if cell.start == domain.start:
        return f"{'<=' if cell.end[1] else '<'} {plain(cell.end[0])}"
    if cell.end == domain.end:
        return f"{'>' if cell.start[1] else '>='} {plain(cell.start[0])}"
    if fact.type == "integer":
        first, last = cell.start[0], cell.end[0] - 1
        return plain(first) if first == last else f"{plain(first)} to {plain(last)}"
    if cell.start[0] == cell.end[0]:
        return plain(cell.start[0])
    start = f"{'above ' if cell.start[1] else ''}{plain(cell.start[0])}"
    return f"{start} to {'' if cell.end[1] else 'below '}{plain(cell.end[0])}"


def plain(number: float) -> str:
    """A number as a person writes it: no needless decimals."""
    whole = abs(number) <= LARGEST and number == int(number)
    return str(int(number)) if whole else repr(number)
