"""Shares against trying every pair of numbers."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govcheck.engine.shares import ANY_SHARE, SHARES, Range, Relation, feasible, share_of

MOST = 9


@pytest.mark.parametrize(
    ("part", "whole", "name"),
    [
        (0, 0, "none"),
        (0, 5, "none"),
        (1, 5, "minority"),
        (2, 5, "minority"),
        (3, 5, "majority"),
        (2, 4, "half"),
        (1, 2, "half"),
        (5, 5, "all"),
        (1, 1, "all"),
    ],
)
def test_a_share_has_a_name(part: int, whole: int, name: str) -> None:
    assert share_of(part, whole) == name


def ranges() -> st.SearchStrategy[Range]:
    """Some whole numbers up to `MOST`."""
    pairs = st.tuples(st.integers(0, MOST), st.integers(0, MOST))
    return pairs.map(lambda pair: Range(min(pair), max(pair)))


def relations() -> st.SearchStrategy[Relation]:
    """A part, a later whole, and one share or any."""
    masks = st.sampled_from([ANY_SHARE, *(1 << bit for bit in range(len(SHARES)))])
    ends = st.sampled_from([(0, 1), (0, 2), (1, 2), (2, 3), (0, 3)])
    return st.builds(lambda pair, mask: Relation(pair[0], pair[1], mask), ends, masks)


def fits(numbers: tuple[int, ...], relation: Relation) -> bool:
    """Whether numbers satisfy a relation."""
    part, whole = numbers[relation.part], numbers[relation.whole]
    return part <= whole and bool(relation.shares >> SHARES.index(share_of(part, whole)) & 1)


@settings(max_examples=400, deadline=None)
@given(st.lists(ranges(), min_size=4, max_size=4), st.lists(relations(), max_size=4))
def test_relations_are_feasible_where_some_numbers_fit(
    spans: list[Range], tied: list[Relation]
) -> None:
    numbers = product(*(range(span.low, int(span.high) + 1) for span in spans))
    expected = any(all(fits(choice, relation) for relation in tied) for choice in numbers)
    assert feasible(spans, tied) == expected


def test_numbers_without_an_upper_bound() -> None:
    endless = [Range(0, float("inf"))] * 3
    half, all_ = 1 << SHARES.index("half"), 1 << SHARES.index("all")
    assert feasible(endless, [Relation(0, 1, half), Relation(1, 2, half)])
    assert feasible([Range(10**30, float("inf")), *endless], [Relation(0, 1, half)])
    assert not feasible(endless, [Relation(0, 1, half), Relation(1, 2, half), Relation(0, 2, half)])
    assert not feasible(endless, [Relation(0, 1, half), Relation(0, 1, all_)])
