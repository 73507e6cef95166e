"""RuleCounts: in how many mentions of a batch each rule matches, and does so alone."""

from collections.abc import Iterator
from typing import Any, Final

import numpy as np

from govcheck.replay.axes import Words
from govcheck.replay.bits import BitDecision, BitResults
from govcheck.replay.clauses import WORD
from govcheck.replay.residuals import RuleHit

_FEW: Final = 255
"""So many words are counted bit by bit, in a byte for each."""
_MANY: Final = 768
"""More words than these are made fewer at once; others wait for those to come."""


class RuleCounts:
    """What the rows of a batch add up to in one decision."""

    def __init__(self, bits: BitDecision) -> None:
        self._bits = bits
        self._size = bits.width * WORD
        self._hits = np.zeros(self._size, np.int64)
        self._alone = np.zeros(self._size, np.int64)
        self._hit_words, self._alone_words = _BitCounter(bits.width), _BitCounter(bits.width)

    def add(self, rules: Words, results: BitResults, weights: Any) -> None:
        """Count rows, each as often as its weight says, or once where that is None."""
        if results.first is not None:
            some = results.first >= 0
            self._hits += self._counts(results.first[some], some, weights)
            self._alone += self._counts(results.first[results.sole], results.sole, weights)
            return
        self._hit_words.add_weighted(rules, weights)
        if results.by_itself is not None:
            self._alone_words.add_weighted(results.by_itself, weights)
        else:
            sole = np.flatnonzero(results.sole)
            bits = self._bits.sole_rules(rules[:, sole], results.places[sole])
            self._alone += self._counts(bits, sole, weights)

    def _counts(self, bits: Any, rows: Any, weights: Any) -> Any:
        found = np.bincount(bits, None if weights is None else weights[rows], self._size)
        return found.astype(np.int64)

    def hits(self) -> Iterator[tuple[RuleHit, int]]:
        """The rules that match, in how many rows, and alone or not."""
        decision, owner = self._bits.decision, self._bits.owner
        hits = self._hits + self._hit_words.sum()
        alone = self._alone + self._alone_words.sum()
        bits = np.flatnonzero(hits)
        found = zip(owner[bits].tolist(), hits[bits].tolist(), alone[bits].tolist(), strict=True)
        for number, rows, sole in found:
            if rows > sole:
                yield RuleHit(decision.name, decision.rules[number], False, False), rows - sole
            if sole:
                yield RuleHit(decision.name, decision.rules[number], False, True), sole


class _BitCounter:
    """In how many words each bit is there.

    From the lowest digit up, three words are added to two, again and again; bits that are carried
    count with the next digit.
    """

    def __init__(self, width: int) -> None:
        self._width = width
        self._digits: list[list[Words]] = []
        """The words that are not yet counted, by how much they count."""

    def add_weighted(self, words: Words, weights: Any) -> None:
        """Count words, each as often as its weight says."""
        if weights is None:
            self._add(words, 0, _MANY)
            return
        for digit in range(int(weights.max(initial=0)).bit_length()):
            mine = np.flatnonzero(weights >> digit & 1)
            self._add(words.take(mine, axis=1), digit, _MANY)

    def _add(self, words: Words, digit: int, most: int) -> None:
        while len(self._digits) <= digit:
            self._digits.append([])
        waiting = self._digits[digit]
        waiting.append(words)
        if sum(one.shape[1] for one in waiting) <= most:
            return
        words = waiting[0] if len(waiting) == 1 else np.concatenate(waiting, axis=1)
        while words.shape[1] > most:
            third = words.shape[1] // 3
            one, two, three = (words[:, third * n : third * (n + 1)] for n in range(3))
            fewer = np.empty((self._width, words.shape[1] - 2 * third), np.uint64)
            unlike = one ^ two
            np.bitwise_xor(unlike, three, out=fewer[:, :third])
            fewer[:, third:] = words[:, third * 3 :]
            unlike &= three
            unlike |= one & two
            words = fewer
            self._add(unlike, digit + 1, most)
        self._digits[digit] = [words]

    def sum(self) -> Any:
        """How often each bit was there."""
        found = np.zeros((self._width, WORD), np.int64)
        digit = 0
        while digit < len(self._digits):
            self._add(np.empty((self._width, 0), np.uint64), digit, _FEW)
            words = np.ascontiguousarray(np.concatenate(self._digits[digit], axis=1))
            single = np.unpackbits(words.view(np.uint8), bitorder="little")
            counts = single.reshape(*words.shape, WORD).sum(axis=1, dtype=np.uint8)
            found += counts.astype(np.int64) << digit
            digit += 1
        return found.reshape(-1)
