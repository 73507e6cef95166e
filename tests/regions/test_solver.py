"""Gates and limits of the solver."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govcheck.regions.incident import Axis
from govcheck.regions.solver import TRUE, Solver, Unsolved


def held(solver: Solver, inputs: list[int], gate: int) -> set[tuple[bool, ...]]:
    """The values of the inputs for which a gate can hold; checked to be just those."""
    found = set()
    for values in product((False, True), repeat=len(inputs)):
        fixed = [one if value else -one for one, value in zip(inputs, values, strict=True)]
        can, cannot = solver.solve([*fixed, gate]), solver.solve([*fixed, -gate])
        assert can is not cannot
        if can:
            found.add(values)
    return found


@pytest.mark.parametrize(
    ("make", "meant"),
    [
        (lambda s, a, b, c: s.both([a, b, c]), lambda a, b, c: a and b and c),
        (lambda s, a, b, c: s.either([a, -b, c]), lambda a, b, c: a or not b or c),
        (lambda s, a, b, c: s.choose(a, b, c), lambda a, b, c: b if a else c),
        (lambda s, a, b, c: s.two_of([a, b, c]), lambda a, b, c: a + b + c >= 2),
        (lambda s, a, b, c: s.alike(a, s.both([b, c])), lambda a, b, c: a is (b and c)),
        (lambda s, a, b, c: s.both([]), lambda a, b, c: True),
        (lambda s, a, b, c: s.either([]), lambda a, b, c: False),
        (lambda s, a, b, c: s.both([a, -a]), lambda a, b, c: False),
        (lambda s, a, b, c: s.choose(a, TRUE, b), lambda a, b, c: a or b),
    ],
)
def test_gates(make, meant) -> None:  # type: ignore[no-untyped-def]
    solver = Solver()
    inputs = [solver.fresh() for _ in range(3)]
    expected = {values for values in product((False, True), repeat=3) if meant(*values)}
    assert held(solver, inputs, make(solver, *inputs)) == expected


def test_equal_gates_are_one() -> None:
    solver = Solver()
    a, b = solver.fresh(), solver.fresh()
    assert solver.both([a, b]) == solver.both([b, a, TRUE])
    assert solver.either([a, b]) == -solver.both([-a, -b])


@given(st.integers(1, 6), st.data())
def test_axis(size: int, data: st.DataObject) -> None:
    solver = Solver()
    axis = Axis(solver, size)
    cells = data.draw(st.integers(0, 2**size - 1))
    literal = axis.among(cells)
    for cell in range(size):
        assert solver.solve([axis.between(cell, cell)])
        assert axis.cell() == cell
        assert solver.holds(literal) is bool(cells >> cell & 1)


def test_one_axis_beyond_another() -> None:
    solver = Solver()
    one, other = Axis(solver, 3), Axis(solver, 3)
    beyond = one.beyond(other)
    for cell, its in product(range(3), repeat=2):
        assert solver.solve([one.between(cell, cell), other.between(its, its)])
        assert solver.holds(beyond) is (cell > its)


def test_a_core_names_only_assumptions() -> None:
    solver = Solver()
    a, b, c = (solver.fresh() for _ in range(3))
    solver.add(-a, -b)
    assert not solver.solve([c, a, b])
    assert set(solver.core()) <= {a, b}


def test_a_search_that_is_too_long_is_given_up() -> None:
    solver = Solver(most_conflicts=10)
    pigeons = [[solver.fresh() for _ in range(8)] for _ in range(9)]
    for holes in pigeons:
        solver.add(*holes)
    for hole in range(8):
        for number, one in enumerate(pigeons):
            for other in pigeons[:number]:
                solver.add(-one[hole], -other[hole])
    with pytest.raises(Unsolved):
        solver.solve([])
