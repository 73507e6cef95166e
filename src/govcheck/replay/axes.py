"""Axes: which clauses each value of a fact leaves, one row of words for each code of a value."""

from collections.abc import Hashable, Iterable, Iterator, Sequence
from functools import reduce
from itertools import pairwise
from math import inf, nextafter
from operator import or_
from typing import Any, Final

import numpy as np

from govcheck.engine.cells import cut_at
from govcheck.engine.evaluate import CaseView, truth
from govcheck.engine.ruleset import Case, Compare, Fact, HasTag, In, IsKnown, Predicate, Value
from govcheck.replay.clauses import AskedClauseTest
from govcheck.simulate.program import Program

Words = Any
"""An array of unsigned integers of 64 bits."""
_FEW: Final = 40
"""So many cuts are compared with one after the other, rather than searched."""
UNKNOWN: Final = 0
"""The code of what is not known."""
_MOST_TAGS: Final = 10
"""So many tags are looked up together."""
_MOST_BITS: Final = 61


class CodedAxis:
    """What the codes of one fact leave of all clauses; code 0 is that the fact is not known.

    Of a set of tags the code has a bit for each tag that is asked for. Some tags after the other
    lie together, below them a bit that says that the fact is known.
    """

    def __init__(
        self,
        program: Program,
        fact: Fact,
        tests: Iterable[AskedClauseTest],
        everything: int,
        words: int,
    ) -> None:
        self.fact = fact
        self._program = program
        self._words = words
        self._everything = everything
        self._tests: dict[Predicate, tuple[int, int]] = {}
        """What each test leaves where it holds, and where it does not."""
        if_known = if_not = everything
        asking = 0
        for one in tests:
            if isinstance(one.test, IsKnown):
                broken = ~(1 << one.bit)
                if one.holds:
                    if_not &= broken
                else:
                    if_known &= broken
            else:
                asking |= 1 << one.bit
                so, not_so = self._tests.get(one.test, (everything, everything))
                broken = ~(1 << one.bit)
                left = (so, not_so & broken) if one.holds else (so & broken, not_so)
                self._tests[one.test] = left
        self._tags = [
            (test.tag, *left) for test, left in self._tests.items() if isinstance(test, HasTag)
        ]
        self._if_known = if_known
        self.tag_groups: list[tuple[int, int]] = []
        """Of a set of tags, unless too many are asked for: where its groups begin, how long."""
        if fact.many and fact.type != "decision":
            self.tag_groups = _tag_groups(len(self._tags))
        bits = [begin + place for begin, size in self.tag_groups for place in range(1, size + 1)]
        self._tag_bits = {tag: 1 << bit for (tag, _, _), bit in zip(self._tags, bits, strict=False)}
        self.asked = bool(asking) or if_known != everything or if_not != everything
        may = must = if_not
        if fact.default is not None:
            may = must = if_not & self._left(fact.default)
        else:
            must &= ~asking
        self.opens = may != must
        """Whether anything is open where the fact is not known."""
        self._may, self._must = [may], [must]
        self._places: dict[int, int] = {}
        """The codes of values that are known, by what they leave."""
        self._arrays = packed([], words), packed([], words)
        self._codes: dict[Hashable, int] = {}
        self.cuts: tuple[Sequence[float], Sequence[float]] | None = None
        """Of a number: those that begin a cell, and those after which one begins."""
        if fact.type in ("integer", "number"):
            cuts = sorted({cut for one in self._tests for cut in _cuts(one)})
            self.cuts = [n for n, side in cuts if not side], [n for n, side in cuts if side]
            for sample in _samples(cuts):
                self._add(self._if_known & self._left(sample))
        values = (False, True) if fact.type == "boolean" else () if fact.many else fact.values
        self.fixed = self.cuts is not None or bool([self.code(value) for value in values])
        """Whether these are all codes that there will ever be."""

    def __len__(self) -> int:
        return len(self._may)

    @property
    def below(self) -> int:
        """A number that all codes are below."""
        begin, size = self.tag_groups[-1] if self.tag_groups else (0, 0)
        return 2 << begin + size if self.tag_groups else len(self._may)

    def code(self, value: Value) -> int:
        """The code of a value."""
        if self.cuts is not None:
            below, after = self.cuts
            number = float(value) if not isinstance(value, int) else value  # type: ignore[arg-type]
            return 1 + sum(cut <= number for cut in below) + sum(cut < number for cut in after)
        if self.tag_groups:
            flags = (1 << begin for begin, _ in self.tag_groups)
            bits = (self._tag_bits.get(tag, 0) for tag in value)  # type: ignore[union-attr]
            return reduce(or_, (*flags, *bits))
        found = self._codes.get(value)
        if found is None:
            left = self._if_known & self._left(value)
            found = self._places.get(left)
            if found is None:
                found = self._places[left] = self._add(left)
            self._codes[value] = found
        return found

    def codes_of(self, numbers: Any) -> Any:
        """The codes of an array of numbers."""
        assert self.cuts is not None
        below, after = (np.asarray(cuts, np.float64) for cuts in self.cuts)
        if len(below) + len(after) <= _FEW:
            few = np.ones(len(numbers), np.uint8)
            for cut in below:
                few += numbers >= cut
            for cut in after:
                few += numbers > cut
            return few.astype(np.int64)
        return (
            1
            + np.searchsorted(below, numbers, side="right")
            + np.searchsorted(after, numbers, side="left")
        )

    @property
    def arrays(self) -> tuple[Words, Words]:
        """What each code leaves of what may hold, and of what must."""
        may, must = self._arrays
        if len(may) < len(self._may):
            may, must = (
                np.concatenate([old, packed(all_[len(old) :], self._words)])
                for old, all_ in ((may, self._may), (must, self._must))
            )
            self._arrays = may, must
        return self._arrays

    def tag_arrays(self) -> Iterator[tuple[Words, Words]]:
        """The same of the bits of one group of tags after the other."""
        whole = packed([self._everything], self._words)
        for number, (_, size) in enumerate(self.tag_groups):
            left = packed([self._everything if number else self._if_known], self._words)
            for _, *mine in self._tags[number * size : (number + 1) * size]:
                so, not_so = packed(mine, self._words)
                left = np.concatenate([left & not_so, left & so])
            may, sure = (
                whole if number else packed(unknown[:1], self._words)
                for unknown in (self._may, self._must)
            )
            # known or not is the lowest bit
            yield tuple(
                np.stack([np.broadcast_to(one, left.shape), left], axis=1).reshape(-1, self._words)
                for one in (may, sure)
            )  # type: ignore[misc]

    def _add(self, left: int) -> int:
        self._may.append(left)
        self._must.append(left)
        return len(self._may) - 1

    def _left(self, value: Value) -> int:
        """The clauses that a value does not break."""
        left = self._everything
        if isinstance(value, frozenset):
            for tag, so, not_so in self._tags:
                left &= so if tag in value else not_so
            return left
        program = self._program
        view = CaseView(program.ruleset.facts, program.roster, Case(0, {}), {self.fact.name: value})
        for test, (so, not_so) in self._tests.items():
            left &= so if truth(test, view) else not_so
        return left


def packed(rows: Sequence[int], words: int) -> Words:
    """Bits as words, a row each."""
    content = b"".join(
        (row & ((1 << 64 * words) - 1)).to_bytes(8 * words, "little") for row in rows
    )
    return np.frombuffer(content, "<u8").reshape(len(rows), words)


def _tag_groups(tags: int) -> list[tuple[int, int]]:
    """Where groups of so many tags begin, and how long they are; none where there are too many."""
    groups = -(-tags // _MOST_TAGS) or 1
    size = -(-tags // groups)
    if groups * (size + 1) > _MOST_BITS:
        return []
    return [(number * (size + 1), size) for number in range(groups)]


def _cuts(test: Predicate) -> Iterable[tuple[float, int]]:
    """Where a test tells a number from the next; `(n, 0)` lies before n, `(n, 1)` after it."""
    if isinstance(test, Compare):
        number, side = cut_at(test.op, test.bound)
        yield number, int(side)
    elif isinstance(test, In):
        for one in test.values:
            yield one, 0  # type: ignore[misc]
            yield one, 1  # type: ignore[misc]


def _samples(cuts: Sequence[tuple[float, int]]) -> Iterable[float]:
    """A number of each cell that the cuts leave."""
    if not cuts:
        yield 0
        return
    first, side = cuts[0]
    yield first if side else min(first - 1, nextafter(first, -inf))
    for (low, after), (high, side) in pairwise(cuts):
        if not after:
            yield low
        else:
            yield high if side else (low + high) / 2
    last, side = cuts[-1]
    yield max(last + 1, nextafter(last, inf)) if side else last
