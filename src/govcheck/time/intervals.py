"""Algebra of intervals: sorted lists of half-open, disjoint stretches of time."""

from collections.abc import Iterable
from itertools import pairwise

Interval = tuple[int, int]
"""Start (in) and end (out), seconds since 1970 UTC."""


def merged(intervals: Iterable[Interval]) -> list[Interval]:
    """The same instants as sorted intervals that neither overlap nor touch; empty ones vanish."""
    result: list[Interval] = []
    first = last = 0
    for start, end in sorted(intervals):
        if end <= start:
            continue
        if not result or start > last:
            first, last = start, end
            result.append((start, end))
        elif end > last:
            last = end
            result[-1] = (first, end)
    return result


def at_once(spans: Iterable[Interval], count: int) -> list[Interval]:
    """The instants that are in at least so many of some intervals, which may overlap."""
    changes: dict[int, int] = {}
    for start, end in spans:
        changes[start] = changes.get(start, 0) + 1
        changes[end] = changes.get(end, 0) - 1
    now = 0
    found: list[Interval] = []
    for start, end in pairwise(sorted(changes)):
        now += changes[start]
        if now >= count:
            found.append((start, end))
    return merged(found)


def common(left: list[Interval], right: list[Interval]) -> list[Interval]:
    """The instants in both."""
    result: list[Interval] = []
    i = j = 0
    while i < len(left) and j < len(right):
        start, end = left[i]
        begin, stop = right[j]
        if end < stop:
            i += 1
        else:
            j, end = j + 1, stop
        if start < begin:  # noqa: PLR1730 - quicker, and a proof asks it a million times
            start = begin
        if start < end:
            result.append((start, end))
    return result


def without(left: list[Interval], right: list[Interval]) -> list[Interval]:
    """The instants of `left` that are not in `right`."""
    result: list[Interval] = []
    j = 0
    for begin, end in left:
        start = begin
        while j < len(right) and right[j][1] <= start:
            j += 1
        k = j
        while k < len(right) and right[k][0] < end:
            if start < right[k][0]:
                result.append((start, right[k][0]))
            start = max(start, right[k][1])
            k += 1
        j = max(j, k - 1)
        if start < end:
            result.append((start, end))
    return result
