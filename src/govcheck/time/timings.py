"""Timings: when something happens, for every instant from which it may count.

A timing maps each whole second of a stretch to an instant, or to None where the thing never
happens. It is kept in pieces within which the instant either moves along, second by second, or
stays where it is. That is how deadlines, openings and waits behave, so nothing is sampled.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property, reduce
from math import inf
from typing import Final

from govcheck.time.intervals import Interval, merged, without
from govcheck.time.limits import TooFar
from govcheck.time.pieces import Piece, apart, joined, later

_MOST_KNOWN: Final = 100
"""How many answers to `Timing.inside` are kept."""


class Timing:
    """Pieces that follow each other without holes."""

    def __init__(self, pieces: Iterable[Piece]) -> None:
        self.pieces = joined(pieces)
        self._starts = [piece.start for piece in self.pieces]
        self._inside: dict[int, tuple[Sequence[Interval], list[Interval]]] = {}

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Timing) and self.pieces == other.pieces

    def __hash__(self) -> int:
        return hash((self.start, self.end, len(self.pieces))) if self.pieces else 0

    def __call__(self, start: int) -> int | None:
        """When it happens, counted from an instant."""
        return self.pieces[self._index(start)].value(start)

    def over(self, start: int, end: int) -> Iterator[Piece]:
        """The pieces between two instants, cut to them. Raises TooFar beyond the stretch."""
        index = self._index(start) if start < end else 0
        while start < end:
            if index == len(self.pieces):
                raise TooFar
            piece = self.pieces[index]
            yield (piece if piece.start == start else piece.since(start)).until(min(piece.end, end))
            start = piece.end
            index += 1

    def _index(self, at: int) -> int:
        """Which piece an instant is in. Raises TooFar beyond the stretch."""
        index = bisect_right(self._starts, at) - 1
        if index < 0 or at >= self.pieces[index].end:
            raise TooFar
        return index

    @cached_property
    def happens(self) -> list[Interval]:
        """From which instants on it happens at all."""
        return merged((piece.start, piece.end) for piece in self.pieces if piece.at is not None)

    @property
    def last(self) -> int:
        """The latest instant at which it happens; the start of the stretch where it never does."""
        ends = (piece.value(piece.end - 1) for piece in self.pieces)
        return max((at for at in ends if at is not None), default=self.start)

    @cached_property
    def longest(self) -> float:
        """The most seconds that pass until it happens; infinite where it may never."""
        return max(
            (piece.at - piece.start if piece.at is not None else inf for piece in self.pieces),
            default=0,
        )

    @cached_property
    def longest_known(self) -> int:
        """The most seconds that pass until it happens, from where it does."""
        return max((one.at - one.start for one in self.pieces if one.at is not None), default=0)

    @cached_property
    def shortest(self) -> float:
        """The fewest seconds that pass until it happens; infinite where it never does."""
        return min(
            (
                at - (start if moves else end - 1)
                for start, end, at, moves in self.pieces
                if at is not None
            ),
            default=inf,
        )

    def inside(self, intervals: Sequence[Interval]) -> list[Interval]:
        """From which instants on it happens within some intervals, sorted and disjoint.

        Neither the intervals nor the result may be changed afterwards: whoever asks again about
        the very same list, as `prove` does, is given the very same answer.
        """
        known = self._inside.get(id(intervals))
        if known is None:
            if len(self._inside) == _MOST_KNOWN:
                self._inside.clear()
            known = self._inside[id(intervals)] = intervals, merged(self._within(intervals))
        return known[1]

    def _within(self, intervals: Sequence[Interval]) -> Iterator[Interval]:
        ends = [end for _, end in intervals]
        many = len(intervals)
        for start, end, at, moves in self.pieces:
            if at is None:
                continue
            index = bisect_right(ends, at)
            last = at + end - start if moves else at + 1
            while index < many and intervals[index][0] < last:
                if moves:
                    opens, closes = intervals[index]
                    yield (
                        start + opens - at if opens > at else start,
                        start + closes - at if closes < last else end,
                    )
                else:
                    yield start, end
                index += 1

    def reached(self, intervals: Sequence[Interval]) -> list[Interval]:
        """The instants at which it happens, counted from those in some intervals."""
        found: list[Interval] = []
        for start, end in intervals:
            for piece in self.over(start, end):
                if piece.at is not None:
                    last = piece.at + piece.end - piece.start if piece.moves else piece.at + 1
                    found.append((piece.at, last))
        return merged(found)

    def then(self, following: "Timing") -> "Timing":
        """When something happens that counts from this; None where this never happens."""
        pieces: list[Piece] = []
        for piece in self.pieces:
            start, end, at, moves = piece
            if at is None:
                pieces.append(piece)
            elif moves:
                earlier = start - at
                for begin, finish, then, goes in following.over(at, at + end - start):
                    pieces.append(Piece(begin + earlier, finish + earlier, then, goes))
            else:
                pieces.append(Piece(start, end, following(at)))
        return Timing(pieces)

    def plus(self, seconds: int) -> "Timing":
        """So many seconds later."""
        moved = Timing(())
        moved.pieces = [
            piece if (at := piece.at) is None else piece._replace(at=at + seconds)
            for piece in self.pieces
        ]
        moved._starts = self._starts
        return moved

    def only(self, intervals: Sequence[Interval]) -> "Timing":
        """The same from the instants in some intervals, and never from the rest."""
        return self.where(intervals, never(self.start, self.end))

    def where(self, intervals: Sequence[Interval], otherwise: "Timing") -> "Timing":
        """This from the instants in some intervals, the other timing from the rest."""
        rest = without([(self.start, self.end)], list(intervals))
        if not rest:
            return self
        if not intervals:
            return otherwise
        chosen = [(span, self) for span in intervals] + [(span, otherwise) for span in rest]
        return Timing(
            piece
            for (start, end), timing in sorted(chosen, key=lambda one: one[0])
            for piece in timing.over(max(start, self.start), min(end, self.end))
        )

    def later_than(
        self, other: "Timing", within: Sequence[Interval] | None = None
    ) -> list[Interval]:
        """From which instants on this happens after the other; never is later than any instant.

        Where the other never happens nothing is later. `within` are the instants that are asked
        about, without any that both do not know; all, where it is None.
        """
        spans = [(self.start, self.end)] if within is None else within
        if not spans or (self.longest <= other.shortest and self._knows(other, spans)):
            return []
        return merged(
            late
            for start, end in spans
            for mine, others, begin, finish in self._pairs(other, start, end)
            for late in later(mine, others, begin, finish)
        )

    def _knows(self, other: "Timing", spans: Sequence[Interval]) -> bool:
        """Whether some instants, sorted, are in both stretches."""
        start, end = max(self.start, other.start), min(self.end, other.end)
        return start <= spans[0][0] and spans[-1][1] <= end

    def _pairs(
        self, other: "Timing", start: int, end: int
    ) -> Iterator[tuple[Piece, Piece, int, int]]:
        """The pieces of both that meet between two instants, and from when until when they do.

        Raises TooFar beyond either stretch.
        """
        index, position = self._index(start), other._index(start)  # noqa: SLF001 - of the same class
        while start < end:
            if index == len(self.pieces) or position == len(other.pieces):
                raise TooFar
            mine, others = self.pieces[index], other.pieces[position]
            until = min(mine.end, others.end, end)
            yield mine, others, start, until
            index += mine.end == until
            position += others.end == until
            start = until

    def no_later_than(self, limit: "Timing") -> "Timing":
        """This where it does not happen after the other, and never from the rest."""
        return never(self.start, self.end).where(self.later_than(limit), self)

    @property
    def start(self) -> int:
        """Where the stretch begins. Raises TooFar where nothing of it is known."""
        if not self.pieces:
            raise TooFar
        return self.pieces[0].start

    @property
    def end(self) -> int:
        """Where the stretch ends."""
        return self.pieces[-1].end


def here(start: int, end: int) -> Timing:
    """What happens at once."""
    return Timing([Piece(start, end, start, True)])


def never(start: int, end: int) -> Timing:
    """What never happens."""
    return Timing([Piece(start, end, None)])


def opening(intervals: Sequence[Interval], start: int, end: int) -> Timing:
    """The first instant within some intervals; None after the last one, up to `end`."""
    pieces: list[Piece] = []
    at = start
    for opens, closes in intervals:
        pieces.append(Piece(at, opens, opens))
        pieces.append(Piece(opens, closes, opens, True))
        at = closes
    return Timing([*pieces, Piece(at, end, None)])


def latest(timings: Sequence[Timing]) -> Timing:
    """When all of some things have happened; None where one never does."""
    return reduce(
        lambda one, other: Timing(
            mine if mine.at is None or (others.at is not None and mine.at >= others.at) else others
            for mine, others in together(one, other)
        ),
        timings,
    )


def earliest(timings: Sequence[Timing]) -> Timing:
    """When one of some things has happened; None where none ever does."""
    return reduce(
        lambda one, other: Timing(
            others if mine.at is None or (others.at is not None and mine.at > others.at) else mine
            for mine, others in together(one, other)
        ),
        timings,
    )


def together(one: Timing, other: Timing) -> Iterator[tuple[Piece, Piece]]:
    """Both timings in pieces of the same length, within which neither overtakes the other."""
    first, second = iter(one.pieces), iter(other.pieces)
    mine, others = next(first), next(second)
    while True:
        end = min(mine.end, others.end)
        yield from apart(mine.until(end), others.until(end))
        if mine.end == end:
            following = next(first, None)
            if following is None:
                return
            mine = following
        else:
            mine = mine.since(end)
        others = next(second) if others.end == end else others.since(end)
