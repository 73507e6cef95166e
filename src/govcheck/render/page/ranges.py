"""Numbers between two cuts, in the reader's tongue."""

from collections.abc import Iterable

from govcheck.engine.cells import Cell, whole_range
from govcheck.engine.ruleset import Fact
from govcheck.render.page.tests import compared
from govcheck.tongue import Tongue


def joined(cells: Iterable[Cell]) -> list[Cell]:
    """The cells by size, those that touch each other in one."""
    found: list[Cell] = []
    for cell in sorted(cells):
        if found and found[-1].end == cell.start:
            found[-1] = Cell(found[-1].start, cell.end)
        else:
            found.append(cell)
    return found


def in_numbers(cell: Cell, fact: Fact, tongue: Tongue) -> str:
    """`less than 20`, `20 to 199`, `at least 200`."""
    domain = whole_range(fact)
    (first, above), (last, through) = cell
    low = compared(">" if above else ">=", tongue.number(first), tongue)
    high = compared("<=" if through else "<", tongue.number(last), tongue)
    if cell.start == domain.start:
        return tongue.say("any number") if cell.end == domain.end else high
    if cell.end == domain.end:
        return low
    if fact.type == "integer" and not through:
        last, through = last - 1, 1
    if first == last:
        return tongue.number(first)
    if above or not through:
        return tongue.all_of([low, high])
    return tongue.say("{first} to {last}", first=tongue.number(first), last=tongue.number(last))
