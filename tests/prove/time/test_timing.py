"""Timings against the same arithmetic second by second."""

from collections.abc import Callable
from itertools import pairwise
from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govcheck.time.intervals import Interval, merged
from govcheck.time.limits import TooFar
from govcheck.time.pieces import Piece
from govcheck.time.timings import (
    Timing,
    earliest,
    here,
    latest,
    never,
    opening,
    together,
)

END = 24


@st.composite
def timings(draw: st.DrawFn, end: int = END) -> Timing:
    """Pieces from 0 to `end` with instants from 0 to about 40."""
    cuts = sorted({0, end, *draw(st.lists(st.integers(1, end - 1), max_size=5))})
    pieces = []
    for start, stop in pairwise(cuts):
        at = draw(st.none() | st.integers(0, max(40 - (stop - start), 0)))
        pieces.append(Piece(start, stop, at, draw(st.booleans())))
    return Timing(pieces)


spans = st.lists(st.tuples(st.integers(0, 45), st.integers(0, 45)), max_size=4).map(merged)


def inside(at: int | None, intervals: list[Interval]) -> bool:
    return at is not None and any(start <= at < end for start, end in intervals)


def same(timing: Timing, expected: Callable[[int], int | None]) -> None:
    assert [timing(at) for at in range(END)] == [expected(at) for at in range(END)]


@given(timings(), timings(41))
def test_then(first: Timing, following: Timing) -> None:
    def expected(at: int) -> int | None:
        between = first(at)
        return None if between is None else following(between)

    same(first.then(following), expected)


@given(timings(), timings())
def test_latest_and_earliest(one: Timing, other: Timing) -> None:
    def both(at: int) -> list[int | None]:
        return [one(at), other(at)]

    same(latest([one, other]), lambda at: None if None in both(at) else max(both(at)))  # type: ignore[type-var]
    known = [[found for found in both(at) if found is not None] for at in range(END)]
    same(earliest([one, other]), lambda at: min(known[at], default=None))


@given(timings(), timings())
def test_later_than(one: Timing, other: Timing) -> None:
    late = one.later_than(other)
    for at in range(END):
        mine, others = one(at), other(at)
        expected = others is not None and (mine is None or mine > others)
        assert inside(at, late) == expected
    same(one.no_later_than(other), lambda at: None if inside(at, late) else one(at))


@given(timings())
def test_longest_and_shortest(timing: Timing) -> None:
    found = [None if (at := timing(start)) is None else at - start for start in range(END)]
    happening = [wait for wait in found if wait is not None]
    assert timing.shortest == min(happening, default=inf)
    assert timing.longest == (inf if None in found else max(happening))


@given(timings(), spans)
def test_inside(timing: Timing, intervals: list[Interval]) -> None:
    found = timing.inside(intervals)
    assert found == merged(found)
    assert [inside(at, found) for at in range(END)] == [
        inside(timing(at), intervals) for at in range(END)
    ]


@given(timings(), timings(), spans, st.integers(0, 5))
def test_where_and_plus(one: Timing, other: Timing, intervals: list[Interval], more: int) -> None:
    clipped = [(start, min(end, END)) for start, end in intervals if start < END]
    same(one.where(clipped, other), lambda at: (one if inside(at, clipped) else other)(at))
    same(one.only(clipped), lambda at: one(at) if inside(at, clipped) else None)
    same(one.plus(more), lambda at: None if (found := one(at)) is None else found + more)
    happening = [at for at in range(END) if inside(at, one.happens)]
    assert happening == [at for at in range(END) if one(at) is not None]


@given(timings(), timings())
def test_together_cuts_both_alike_and_misses_nothing(one: Timing, other: Timing) -> None:
    at = 0
    for mine, others in together(one, other):
        assert mine[:2] == others[:2]
        assert mine.start == at
        at = mine.end
        for second in range(mine.start, mine.end):
            assert (mine.value(second), others.value(second)) == (one(second), other(second))
    assert at == END


@given(spans)
def test_opening_is_the_first_instant_within(intervals: list[Interval]) -> None:
    end = max(END, *(end for _, end in intervals)) if intervals else END
    timing = opening(intervals, 0, end)
    for at in range(end):
        ahead = (second for second in range(at, end) if inside(second, intervals))
        assert timing(at) == next(ahead, None)


@given(timings())
def test_equal_timings_are_equal_however_they_are_cut(timing: Timing) -> None:
    seconds = [
        Piece(at, at + 1, timing(at), piece.moves)
        for piece in timing.pieces
        for at in range(*piece[:2])
    ]
    again = Timing(seconds)
    assert again == timing
    assert hash(again) == hash(timing)


def test_beyond_its_stretch_a_timing_says_nothing() -> None:
    with pytest.raises(TooFar):
        here(0, 5)(5)
    with pytest.raises(TooFar):
        here(0, 5).plus(1).then(here(0, 5))
    with pytest.raises(TooFar):
        here(0, 9).later_than(here(0, 5).plus(3))
    with pytest.raises(TooFar):
        here(0, 5).later_than(here(0, 9).plus(3), [(3, 7)])
    assert never(0, 5).last == 0
    assert here(0, 5).plus(2).last == 6
