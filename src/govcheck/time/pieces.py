"""Pieces of timings: stretches within which an instant moves along or stays where it is."""

from collections.abc import Iterable, Iterator
from typing import Final

from govcheck.named_tuples import NamedTuple
from govcheck.time.intervals import Interval
from govcheck.time.limits import TooMany

MOST_PIECES: Final = 200_000
"""How many pieces a timing may have before it is given up."""


class Piece(NamedTuple):
    """From `start` up to `end` the thing happens at `at`, or as much later as `start` is past."""

    start: int
    end: int
    at: int | None
    moves: bool = False

    def value(self, start: int) -> int | None:
        """When it happens for an instant of the piece."""
        return self.at + start - self.start if self.moves and self.at is not None else self.at

    def since(self, start: int) -> "Piece":
        """The part from an instant on."""
        return Piece(start, self.end, self.value(start), self.moves)

    def until(self, end: int) -> "Piece":
        """The part up to an instant."""
        return self if end == self.end else Piece(self.start, end, self.at, self.moves)


def apart(one: Piece, other: Piece) -> Iterator[tuple[Piece, Piece]]:
    """Two pieces of the same length, cut where one that moves meets one that stays."""
    if one.moves != other.moves and one.at is not None and other.at is not None:
        gap = other.at - one.at if one.moves else one.at - other.at
        for meeting in (one.start + gap, one.start + gap + 1):
            if one.start < meeting < one.end:
                yield one.until(meeting), other.until(meeting)
                one, other = one.since(meeting), other.since(meeting)
    yield one, other


def later(one: Piece, other: Piece, start: int, end: int) -> Iterator[Interval]:
    """From which instants between two of both pieces the one happens after the other."""
    if other.at is None:
        return
    if one.at is None:
        yield start, end
        return
    mine = one.at + start - one.start if one.moves else one.at
    others = other.at + start - other.start if other.moves else other.at
    if one.moves == other.moves:
        if mine > others:
            yield start, end
    elif one.moves:
        yield max(start, start + others - mine + 1), end
    else:
        yield start, min(end, start + mine - others)


def joined(pieces: Iterable[Piece]) -> list[Piece]:
    """The pieces without empty ones, each joined with the next where it goes on alike."""
    found: list[Piece] = []
    last = Piece(0, 0, None, True)
    for piece in pieces:
        start, end, at, moves = piece
        if end <= start:
            continue
        if moves is last.moves and last.value(start) == at and found:
            last = found[-1] = Piece(last.start, end, last.at, moves)
            continue
        last = piece
        found.append(piece)
        if len(found) > MOST_PIECES:
            raise TooMany
    return found
