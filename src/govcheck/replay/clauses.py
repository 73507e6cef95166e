"""Clauses: conditions as alternatives of single tests, all of a policy in one row of bits.

A rule matches where one of its clauses holds; a clause holds where all its tests do. What is known
of a fact takes out the clauses that it breaks. The bits of one decision begin a word of 64.
"""

from collections.abc import Sequence
from typing import Final, NamedTuple

from govcheck.engine.clauses import MaskClause, clauses_of
from govcheck.engine.ruleset import Predicate

MOST_IN_A_WORD: Final = 63
"""Of a condition of more clauses the others stand in further words."""
WORD: Final = 64


class AskedClauseTest(NamedTuple):
    """A test of a clause, at its bit: whether it has to hold, or must not."""

    bit: int
    test: Predicate
    holds: bool


class ClauseBlock:
    """The conditions of one decision, or all others, from one word on.

    Raises TooManyClauses where a condition has too many.
    """

    def __init__(self, conditions: Sequence[Predicate], first_word: int) -> None:
        start = first_word * WORD
        self.tests: list[AskedClauseTest] = []
        self.owner: list[int] = []
        """The condition of each bit, by its place in the block; -1 where there is none."""
        self.bits = self.many = self.lows = self.guards = 0
        """All clauses; those of conditions with several, the first of these, and the bit beyond,
        which stands for the condition."""
        self.joined: list[tuple[int, int]] = []
        """Where a condition takes several words: the bit that stands for it, and that for clauses
        elsewhere. Both count from the begin of the block, as in `owner`."""
        for number, condition in enumerate(conditions):
            clauses = clauses_of(condition)
            begin = len(self.owner)
            for place in range(0, len(clauses), MOST_IN_A_WORD):
                stands = self._write(number, clauses[place : place + MOST_IN_A_WORD], start)
                if place:
                    self.joined.append((begin, stands))
                else:
                    begin = stands
        self.first = first_word
        self.end = first_word + max(-(-len(self.owner) // WORD), 1)

    def _write(self, number: int, clauses: Sequence[MaskClause], start: int) -> int:
        """Write clauses of a condition into one word; the bit that stands for them."""
        several = len(clauses) > 1
        if len(self.owner) % WORD + len(clauses) + several > WORD:
            self.owner += [-1] * (WORD - len(self.owner) % WORD)
        first = start + len(self.owner)
        for bit, clause in enumerate(clauses, first):
            self.tests += [AskedClauseTest(bit, test, holds) for test, holds in clause]
            self.owner.append(number)
        mine = ((1 << len(clauses)) - 1) << first
        self.bits |= mine
        if several:
            self.many |= mine
            self.lows |= 1 << first
            self.guards |= 1 << first + len(clauses)
            self.owner.append(number)
        return len(self.owner) - 1
