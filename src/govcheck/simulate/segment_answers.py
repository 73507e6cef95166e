"""Answers of segments: what is answered between two instants at which something may change."""

from bisect import bisect_right
from collections.abc import Callable
from typing import Generic, TypeVar

from govcheck.simulate.standing import STRETCH, Standings
from govcheck.time.intervals import Interval
from govcheck.time.linear import Linear

T = TypeVar("T")


class SegmentAnswers(Generic[T]):
    """The answers to one question, asked once for each standing, when it first occurs."""

    def __init__(
        self, ask: Callable[[int], T], standings: Standings, grown: Callable[[], None]
    ) -> None:
        """`grown` hears of each answer that is remembered."""
        self._ask = ask
        self._standings = standings
        self._stretches = standings.known
        self._grown = grown
        self._known: dict[int, T] = {}
        self._runs: dict[int, Interval] = {}
        """From when to when the answer of a segment stays as it is, by where the segment begins."""

    def at(self, at: int | Linear) -> T:
        """The answer at an instant; a linear one stays where the answer is the same."""
        number = at // STRETCH
        starts, found = self._stretches.get(number) or self._standings.stretch(number)
        if isinstance(at, Linear):
            place = bisect_right(starts, at.value) - 1
            at.stay(*(self._runs.get(starts[place]) or self._run(number, place)))
        else:
            place = bisect_right(starts, at) - 1
        answer = self._known.get(found[place])
        return self._of(found[place], starts[place]) if answer is None else answer

    def _of(self, standing: int, at: int) -> T:
        answer = self._known.get(standing)
        if answer is None:
            answer = self._known[standing] = self._ask(at)
            self._grown()
        return answer

    def _run(self, number: int, place: int) -> Interval:
        starts, found = self._stretches[number]
        answer, first, end = self._of(found[place], starts[place]), place, place + 1
        while first and self._of(found[first - 1], starts[first - 1]) == answer:
            first -= 1
        while end < len(found) and self._of(found[end], starts[end]) == answer:
            end += 1
        run = starts[first], starts[end] if end < len(found) else (number + 1) * STRETCH
        self._runs.update(dict.fromkeys(starts[first:end], run))
        return run
