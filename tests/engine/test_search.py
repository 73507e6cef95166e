"""The search against trying every choice."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govcheck.engine.search import (
    Both,
    Budget,
    Domains,
    Either,
    Exhausted,
    Formula,
    Literal,
    State,
    both,
    either,
    find,
    holds,
    narrow,
)

SIZES = (2, 3, 2, 4)
OPEN = [(1 << size) - 1 for size in SIZES]
LITERALS = st.integers(0, len(SIZES) - 1).flatmap(
    lambda axis: st.integers(1, OPEN[axis] - 1).map(lambda cells: Literal(axis, cells))
)
FORMULAS = st.recursive(
    LITERALS,
    lambda inner: st.lists(inner, min_size=1, max_size=4).flatmap(
        lambda parts: st.sampled_from([both(parts), either(parts)])
    ),
    max_leaves=8,
)


def free(_: Domains) -> bool:
    """Axes that are independent of each other."""
    return True


def odd_sum(domains: Domains) -> bool | Literal:
    """Ties the first two axes: their cells add up to an odd number."""
    for axis in (0, 1):
        if domains[axis].bit_count() > 1:
            return Literal(axis, domains[axis] & -domains[axis])
    return (domains[0].bit_length() + domains[1].bit_length()) % 2 == 1


def satisfied(formula: Formula, choice: tuple[int, ...]) -> bool:
    """Whether a formula holds for one cell of each axis."""
    if isinstance(formula, Literal):
        return bool(formula.cells >> choice[formula.axis] & 1)
    if isinstance(formula, Both):
        return all(satisfied(part, choice) for part in formula.parts)
    if isinstance(formula, Either):
        return any(satisfied(part, choice) for part in formula.parts)
    return formula


def choices(domains: Domains) -> list[tuple[int, ...]]:
    """One cell of each axis, in every way."""
    cells = [
        [cell for cell in range(size) if domains[i] >> cell & 1] for i, size in enumerate(SIZES)
    ]
    return list(product(*cells))


@settings(max_examples=300, deadline=None)
@given(st.lists(FORMULAS, max_size=4), st.booleans())
def test_a_solution_is_found_where_there_is_one(formulas: list[Formula], tied: bool) -> None:
    links = odd_sum if tied else free
    right = [
        choice
        for choice in choices(OPEN)
        if all(satisfied(formula, choice) for formula in formulas)
        and (not tied or (choice[0] + choice[1]) % 2 == 1)
    ]
    found = find(State(OPEN), formulas, links, Budget())
    assert (found is not None) == bool(right)
    if found is not None:
        assert set(choices(found)) <= set(right)


@settings(max_examples=200, deadline=None)
@given(st.lists(FORMULAS, max_size=4))
def test_narrowing_loses_no_solution(formulas: list[Formula]) -> None:
    right = {c for c in choices(OPEN) if all(satisfied(formula, c) for formula in formulas)}
    state = narrow(State(OPEN), formulas, free, Budget())
    if state is None:
        assert not right
        return
    assert right <= set(choices(state.domains))
    for choice in choices(state.domains):
        kept = all(satisfied(constraint.formula, choice) for constraint in state.open)
        assert kept == (choice in right)


@settings(max_examples=200, deadline=None)
@given(FORMULAS)
def test_a_formula_holds_for_all_choices_or_is_open(formula: Formula) -> None:
    outcomes = {satisfied(formula, choice) for choice in choices(OPEN)}
    held = holds(formula, OPEN)
    assert held is None or outcomes == {held}


def test_certain_parts_disappear() -> None:
    literal = Literal(0, 1)
    assert both([True, literal]) == literal
    assert both([literal, False]) is False
    assert both([]) is True
    assert either([False, literal]) == literal
    assert either([literal, True]) is True
    assert either([]) is False


def test_the_budget_ends_the_search() -> None:
    pigeons, holes = 7, 6
    state = State([(1 << holes) - 1] * pigeons)
    apart = [
        either([Literal(one, ~(1 << hole) & 63), Literal(other, ~(1 << hole) & 63)])
        for one in range(pigeons)
        for other in range(one)
        for hole in range(holes)
    ]
    with pytest.raises(Exhausted):
        find(state, apart, free, Budget(1000))
