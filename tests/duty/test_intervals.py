"""Tests of the algebra of intervals, against sets of instants."""

import itertools

from hypothesis import given
from hypothesis import strategies as st

from govcheck.time.intervals import Interval, common, merged, without

ANY = st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), max_size=8)
SORTED = ANY.map(merged)


def instants(intervals: list[Interval]) -> set[int]:
    return {at for start, end in intervals for at in range(start, end)}


def is_tidy(intervals: list[Interval]) -> bool:
    return all(start < end for start, end in intervals) and all(
        before[1] < after[0] for before, after in itertools.pairwise(intervals)
    )


@given(ANY)
def test_merged_keeps_the_instants_and_is_tidy(intervals: list[Interval]) -> None:
    assert instants(merged(intervals)) == instants(intervals)
    assert is_tidy(merged(intervals))


@given(SORTED, SORTED)
def test_common_has_the_instants_of_both(left: list[Interval], right: list[Interval]) -> None:
    assert instants(common(left, right)) == instants(left) & instants(right)
    assert is_tidy(common(left, right))


@given(SORTED, SORTED)
def test_without_has_the_instants_of_the_first_alone(
    left: list[Interval], right: list[Interval]
) -> None:
    assert instants(without(left, right)) == instants(left) - instants(right)
    assert is_tidy(without(left, right))
