"""The smallest covers, against trying out all sets."""

from itertools import combinations

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from govcheck.regions.cover import Covers, bits
from govcheck.regions.incident import Axis
from govcheck.regions.solver import Solver

PLACES = 8
regions = st.integers(1, 2**PLACES - 1)


@settings(max_examples=200, deadline=None)
@given(st.lists(regions, min_size=2, max_size=7))
def test_no_smaller_set_covers(areas: list[int]) -> None:
    covered, *others = areas
    rivals = range(1, len(areas))
    assume(not covered & ~whole(others))
    solver = Solver()
    axis = Axis(solver, PLACES)
    covers = Covers(solver, [axis.among(area) for area in areas])
    cover = covers.smallest(0, rivals)
    assert not covered & ~whole([areas[number] for number in cover])
    for fewer in combinations(others, len(cover) - 1):
        assert covered & ~whole(list(fewer))


def whole(areas: list[int]) -> int:
    """What lies in some area."""
    found = 0
    for area in areas:
        found |= area
    return found


@given(st.sets(st.integers(0, 100)))
def test_bits(numbers: set[int]) -> None:
    assert bits(numbers) == sum(1 << number for number in numbers)
