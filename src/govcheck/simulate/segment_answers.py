"""Answers of segments: what is answered between two instants at which something may change."""

from bisect import bisect_right
from collections.abc import Callable
from typing import Any

from govcheck.time.intervals import Interval
from govcheck.time.linear import Linear


class SegmentAnswers:
    """The answers to one question by segments; each begins at a bound, and the last one ends."""

    def __init__(self, bounds: list[int]) -> None:
        self._bounds = bounds
        self.found: dict[int, Any] = {}
        self._runs: dict[int, Interval] = {}
        """From when to when the answer of a segment stays as it is."""

    def at(self, at: int | Linear, ask: Callable[[int], Any]) -> Any:
        """The answer at an instant; a linear one stays where the answer is the same."""
        value = at.value if isinstance(at, Linear) else at
        place = bisect_right(self._bounds, value) - 1
        found = self._in(place, ask)
        if isinstance(at, Linear):
            run = self._runs.get(place)
            at.stay(*(self._run(place, ask) if run is None else run))
        return found

    def _in(self, place: int, ask: Callable[[int], Any]) -> Any:
        found = self.found.get(place)
        if found is None:
            found = self.found[place] = ask(self._bounds[place])
        return found

    def _run(self, place: int, ask: Callable[[int], Any]) -> Interval:
        found, first, end = self.found[place], place, place + 1
        while first and self._in(first - 1, ask) == found:
            first -= 1
        while end < len(self._bounds) - 1 and self._in(end, ask) == found:
            end += 1
        run = self._bounds[first], self._bounds[end]
        self._runs.update(dict.fromkeys(range(first, end), run))
        return run
