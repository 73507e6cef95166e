"""Answers of segments: what is answered between two instants at which something may change."""

from bisect import bisect_right
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

from govcheck.time.clock import DAY
from govcheck.time.intervals import Interval
from govcheck.time.linear import Linear

T = TypeVar("T")

STRETCH = 64 * DAY
"""So many seconds are cut into segments at once."""


class SegmentAnswers(Generic[T]):
    """The answers to one question by segments, each asked once, when it first occurs.

    `cut` has the instants of a stretch at which the answer may change; instants that nothing is
    `telling_apart` have the same answer; `grown` hears of each answer that is kept.
    """

    def __init__(
        self,
        ask: Callable[[int], T],
        cut: Callable[[int], list[int]],
        telling_apart: Callable[[int], Hashable] | None,
        grown: Callable[[], None],
    ) -> None:
        self._ask = ask
        self._cut = cut
        self._telling_apart = telling_apart
        self._known: dict[Hashable, T] = {}
        """By what tells segments apart."""
        self._grown = grown
        self._stretches: dict[int, tuple[list[int], list[T | None]]] = {}
        """By stretch: where its segments begin, and the end of the last one; their answers."""
        self._runs: dict[int, Interval] = {}
        """From when to when the answer of a segment stays as it is, by where the segment begins."""

    def __call__(self, at: int) -> T:
        """The answer at an instant; a linear one stays where the answer is the same."""
        number = at // STRETCH
        bounds, found = self._stretches.get(number) or self._stretch(number)
        if isinstance(at, Linear):
            place = bisect_right(bounds, at.value) - 1
            run = self._runs.get(bounds[place]) or self._run(bounds, found, place)
            at.stay(*run)
        else:
            place = bisect_right(bounds, at) - 1
        answer = found[place]
        return self._in(bounds, found, place) if answer is None else answer

    def _stretch(self, number: int) -> tuple[list[int], list[T | None]]:
        bounds = [number * STRETCH, *self._cut(number), (number + 1) * STRETCH]
        made = self._stretches[number] = bounds, [None] * (len(bounds) - 1)
        return made

    def _in(self, bounds: list[int], found: list[T | None], place: int) -> T:
        answer = found[place]
        if answer is None:
            at = bounds[place]
            if self._telling_apart is None:
                answer = self._ask(at)
            else:
                key = self._telling_apart(at)
                answer = self._known.get(key)
                if answer is None:
                    answer = self._known[key] = self._ask(at)
            found[place] = answer
            self._grown()
        return answer

    def _run(self, bounds: list[int], found: list[T | None], place: int) -> Interval:
        answer, first, end = self._in(bounds, found, place), place, place + 1
        while first and self._in(bounds, found, first - 1) == answer:
            first -= 1
        while end < len(found) and self._in(bounds, found, end) == answer:
            end += 1
        run = bounds[first], bounds[end]
        self._runs.update(dict.fromkeys(bounds[first:end], run))
        return run
