"""Clauses: conditions as alternatives of single tests, all of a policy in one row of bits.

A rule matches where one of its clauses holds; a clause holds where all its tests do. What is known
of a fact takes out the clauses that it breaks. The bits of one decision begin a word of 64.
A condition of too many clauses is a tree over its single tests instead, a bit each.
"""

from collections.abc import Sequence
from typing import Final, NamedTuple

from govcheck.engine.clauses import AskedTest, MaskClause, TooManyClauses, clauses_of
from govcheck.engine.ruleset import All, Any, Not, Predicate

MOST_IN_A_WORD: Final = 63
"""Of a condition of more clauses the others stand in further words."""
WORD: Final = 64


class AskedClauseTest(NamedTuple):
    """A test of a clause, at its bit: whether it has to hold, or must not."""

    bit: int
    test: Predicate
    holds: bool


class BitTree(NamedTuple):
    """Every part has to hold, or one of them; bits count from the begin of the block."""

    every: bool
    parts: tuple["BitTree | int", ...]


class ClauseBlock:
    """The conditions of one decision, or all others, from one word on.

    Those that come together in `order` stand in the same words.
    """

    def __init__(
        self,
        conditions: Sequence[Predicate],
        first_word: int,
        order: Sequence[int] | None = None,
    ) -> None:
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
        self.trees: list[tuple[int, BitTree | int]] = []
        """The bit that stands for a condition of too many clauses, and what it is."""
        self.single = 0
        """The bits of the single tests of trees."""
        for number in order or range(len(conditions)):
            condition = conditions[number]
            try:
                clauses = clauses_of(condition)
            except TooManyClauses:
                tree = self._tree(condition, {}, start, wanted=True)
                self.trees.append((len(self.owner), tree))
                clauses = [()]
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

    def _tree(
        self, condition: Predicate, known: dict[AskedTest, int], start: int, *, wanted: bool
    ) -> BitTree | int:
        """A condition, or its opposite, as a tree; its tests get bits, those in `known` have."""
        if isinstance(condition, Not):
            return self._tree(condition.part, known, start, wanted=not wanted)
        if isinstance(condition, All | Any):
            parts = (self._tree(one, known, start, wanted=wanted) for one in condition.parts)
            return BitTree(isinstance(condition, All) is wanted, tuple(parts))
        asked = AskedTest(condition, wanted)
        if asked not in known:
            known[asked] = len(self.owner)
            bit = start + len(self.owner)
            self.tests.append(AskedClauseTest(bit, *asked))
            self.bits |= 1 << bit
            self.single |= 1 << bit
            self.owner.append(-1)
        return known[asked]
