"""Cells: numbers cut where conditions cut them, and their names."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govcheck.engine.cells import (
    LARGEST,
    Cell,
    cells_of,
    cut_at,
    is_exactly,
    label,
    plain,
    sample,
)
from govcheck.engine.evaluate import compare
from govcheck.engine.ruleset import Compare, Fact
from govcheck.engine.scale import Scales

OPS = (">=", ">", "<=", "<")
COUNT = Fact("count", "integer", minimum=0)
RATE = Fact("rate", "number", minimum=0)


def labels(fact: Fact, *tests: tuple[str, float]) -> list[str]:
    """The names of the cells that some comparisons make."""
    return [label(fact, cell) for cell in cells_of(fact, [cut_at(*test) for test in tests])]


@pytest.mark.parametrize(
    ("fact", "tests", "expected"),
    [
        (COUNT, [(">=", 10), (">=", 100)], ["< 10", "10 to 99", ">= 100"]),
        (COUNT, [("<", 10), (">=", 10)], ["< 10", ">= 10"]),
        (COUNT, [(">", 9), ("<", 10)], ["< 10", ">= 10"]),
        (COUNT, [(">", 9.5), ("<=", 10)], ["< 10", "10", ">= 11"]),
        (COUNT, [(">=", 0)], ["any"]),
        (COUNT, [], ["any"]),
        (RATE, [(">", 2.5), (">=", 7)], ["<= 2.5", "above 2.5 to below 7", ">= 7"]),
        (RATE, [(">=", 1), (">", 1)], ["< 1", "1", "> 1"]),
        (RATE, [(">=", 1), (">", 2), (">", 3)], ["< 1", "1 to 2", "above 2 to 3", "> 3"]),
        (COUNT._replace(maximum=5), [(">=", 5)], ["< 5", ">= 5"]),
    ],
)
def test_cells_are_named(fact: Fact, tests: list[tuple[str, float]], expected: list[str]) -> None:
    assert labels(fact, *tests) == expected


BOUNDS = st.one_of(
    st.integers(-3, 6), st.sampled_from([0.5, 2.25, -1.75, 3.0, math.nextafter(3.0, 4)])
)


@settings(max_examples=300, deadline=None)
@given(
    st.sampled_from(["integer", "number"]),
    st.lists(st.tuples(st.sampled_from(OPS), BOUNDS), max_size=4),
    st.one_of(st.none(), st.sampled_from([-2, 0, 1.5])),
    st.one_of(st.none(), st.sampled_from([2, 4.5])),
)
def test_each_number_is_in_one_cell_which_tells_what_holds(
    kind: str, tests: list[tuple[str, float]], low: float | None, high: float | None
) -> None:
    fact = Fact("n", kind, minimum=low, maximum=high)  # type: ignore[arg-type]
    cells = cells_of(fact, [cut_at(*test) for test in tests])
    compared = [Compare("n", op, bound) for op, bound in tests]  # type: ignore[arg-type]
    scale = Scales(compared).of(fact)
    assert scale.cells == cells
    steps = [step / 4 for step in range(-20, 40)]
    numbers = [n for n in steps if kind == "number" or n == int(n)]
    for number in numbers:
        inside = (low is None or number >= low) and (high is None or number <= high)
        own = [cell for cell in cells if cell.start <= (number, 0) < cell.end]
        assert len(own) == inside
        for cell in own:
            for condition in compared:
                held = scale.bits(condition) >> cells.index(cell) & 1
                assert held == compare(number, condition.op, condition.bound)
    for cell in cells:
        shown = sample(fact, cell)
        assert shown is not None
        assert cell.start <= (shown, 0) < cell.end


def test_nothing_that_can_be_written_lies_between_neighbours() -> None:
    low, high = 0.5, math.nextafter(0.5, 1)
    assert sample(RATE, Cell((low, 1), (high, 0))) is None
    assert sample(RATE, Cell((low, 1), (high, 1))) == high


def test_the_largest_numbers_are_exact() -> None:
    low = LARGEST - 2
    assert sample(RATE, Cell((low, 1), (LARGEST, 0))) == low + 1
    assert sample(COUNT, Cell((low + 1, 0), (LARGEST, 0))) == low + 1


def test_a_point_is_exactly_one_number() -> None:
    ten = Cell((10, 0), (11, 0))
    assert is_exactly(ten, COUNT, 10)
    assert not is_exactly(ten, COUNT, 11)
    assert is_exactly(Cell((2.5, 0), (2.5, 1)), RATE, 2.5)


@pytest.mark.parametrize(("number", "text"), [(10.0, "10"), (2.5, "2.5"), (1e300, "1e+300")])
def test_numbers_are_written_plainly(number: float, text: str) -> None:
    assert plain(number) == text
