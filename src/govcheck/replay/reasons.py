"""Why rows are not decided and cells not understood: counted by reason, each with a first place.

A great many reasons are not told apart: those that come first by their text are, so that it does
not matter in which parts an archive was read.
"""

from bisect import insort
from typing import Final, NamedTuple

from govcheck.translation import said

MOST_REASONS: Final = 1000
"""So many different reasons of one fact are told apart; all are counted."""
OTHERS: Final = said("other values that cannot be understood")


class Skipped(NamedTuple):
    """Rows that are not decided, all for one reason, with the place of the first."""

    reason: str
    rows: int
    example: str


class BadValue(NamedTuple):
    """Rows with a cell that cannot be understood, so that the fact is unknown in them."""

    fact: str
    reason: str
    rows: int
    example: str


class Reasons:
    """Counts rows by reason, each with its first place."""

    def __init__(self) -> None:
        self._rows: dict[tuple[str, str], list[int]] = {}
        self._first: dict[tuple[str, str], str] = {}
        self._kept: dict[str, list[str]] = {}
        """By subject the reasons that are told apart, in order."""

    def add(self, subject: str, reason: str, place: str, rows: int = 1) -> None:
        """Count rows, of which the first stands at a place."""
        if (subject, reason) not in self._rows and reason != OTHERS:
            kept = self._kept.setdefault(subject, [])
            insort(kept, reason)
            if len(kept) > MOST_REASONS:
                last = kept.pop()
                if last == reason:
                    reason = OTHERS
                else:
                    moved = self._rows.pop((subject, last))[0]
                    self._count(subject, OTHERS, self._first.pop((subject, last)), moved)
        self._count(subject, reason, place, rows)

    def merge(self, other: "Reasons") -> None:
        """Add what was counted of later rows."""
        for (subject, reason), (rows,) in other._rows.items():  # noqa: SLF001 - of the same class
            self.add(subject, reason, other._first[subject, reason], rows)  # noqa: SLF001 - of the same class

    def _count(self, subject: str, reason: str, place: str, rows: int) -> None:
        self._rows.setdefault((subject, reason), [0])[0] += rows
        first = self._first.setdefault((subject, reason), place)
        if reason == OTHERS:  # which come in another order where parts are read apart
            self._first[subject, reason] = min(first, place)

    def broken(self, reason: str, place: str) -> None:
        """Remember a reason that nobody knows the number of rows of."""
        self._count("", reason, place, 0)

    @property
    def skipped(self) -> tuple[Skipped, ...]:
        """By reason, the most frequent first."""
        found = [
            Skipped(reason, rows[0], self._first[subject, reason])
            for (subject, reason), rows in self._rows.items()
        ]
        return tuple(sorted(found, key=lambda one: (-one.rows, one.reason)))

    @property
    def bad_values(self) -> tuple[BadValue, ...]:
        """By fact and reason, the most frequent first."""
        found = [
            BadValue(subject, reason, rows[0], self._first[subject, reason])
            for (subject, reason), rows in self._rows.items()
        ]
        return tuple(sorted(found, key=lambda one: (-one.rows, one.fact, one.reason)))
