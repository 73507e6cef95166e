"""Clauses: conditions as alternatives of single tests, all of a policy in one row of bits.

A rule matches where one of its clauses holds; a clause holds where all its tests do. What is known
of a fact takes out the clauses that it breaks. The bits of one decision begin a word of 64.
"""

from collections.abc import Iterator, Sequence
from itertools import product
from typing import Final, NamedTuple

from govcheck.engine.ruleset import All, Any, Condition, Not

MOST_CLAUSES: Final = 63
"""A condition of more clauses is not written as clauses."""
WORD: Final = 64


class AskedClauseTest(NamedTuple):
    """A test of a clause, at its bit: whether it has to hold, or must not."""

    bit: int
    test: Condition
    holds: bool


class TooManyClauses(Exception):
    """A condition has too many clauses."""


class ClauseBlock:
    """The conditions of one decision, or all others, from one word on."""

    def __init__(self, conditions: Sequence[Condition], first_word: int) -> None:
        start = first_word * WORD
        self.tests: list[AskedClauseTest] = []
        self.owner: list[int] = []
        """The condition of each bit, by its place in the block; -1 where there is none."""
        self.bits = self.many = self.lows = self.guards = 0
        """All clauses; those of conditions with several, the first of these, and the bit beyond,
        which stands for the condition."""
        for number, condition in enumerate(conditions):
            clauses = clauses_of(condition)
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
        self.first = first_word
        self.end = first_word + max(-(-len(self.owner) // WORD), 1)


def clauses_of(condition: Condition) -> tuple[tuple[tuple[Condition, bool], ...], ...]:
    """The clauses of a condition. Raises TooManyClauses."""
    return tuple(_clauses(condition, wanted=True))


def _clauses(condition: Condition, *, wanted: bool) -> Iterator[tuple[tuple[Condition, bool], ...]]:
    if isinstance(condition, Not):
        yield from _clauses(condition.part, wanted=not wanted)
    elif isinstance(condition, All | Any):
        parts = [tuple(_clauses(part, wanted=wanted)) for part in condition.parts]
        if isinstance(condition, All) is not wanted:
            if sum(map(len, parts)) > MOST_CLAUSES:
                raise TooManyClauses
            for part in parts:
                yield from part
            return
        size = 1
        for part in parts:
            size *= len(part)
        if size > MOST_CLAUSES:
            raise TooManyClauses
        for combined in product(*parts):
            yield tuple(dict.fromkeys(test for clause in combined for test in clause))
    else:
        yield ((condition, wanted),)
