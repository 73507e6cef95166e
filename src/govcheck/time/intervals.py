"""Algebra of intervals: sorted lists of half-open, disjoint stretches of time."""

from collections.abc import Iterable

Interval = tuple[int, int]
"""Start (in) and end (out), seconds since 1970 UTC."""


def merged(intervals: Iterable[Interval]) -> list[Interval]:
    """The same instants as sorted intervals that neither overlap nor touch; empty ones vanish."""
    result: list[Interval] = []
    for start, end in sorted(intervals):
        if end <= start:
            continue
        if result and start <= result[-1][1]:
            result[-1] = (result[-1][0], max(end, result[-1][1]))
        else:
            result.append((start, end))
    return result


def common(left: list[Interval], right: list[Interval]) -> list[Interval]:
    """The instants in both."""
    result: list[Interval] = []
    i = j = 0
    while i < len(left) and j < len(right):
        start, end = max(left[i][0], right[j][0]), min(left[i][1], right[j][1])
        if start < end:
            result.append((start, end))
        if left[i][1] < right[j][1]:
            i += 1
        else:
            j += 1
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
