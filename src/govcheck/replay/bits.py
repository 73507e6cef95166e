"""Bits: what rows of clauses mean for one decision, for many mentions at once.

Each rule that matches is one bit. Nothing here is in doubt: every rule matches or does not.
"""

from typing import Any, Final, NamedTuple

import numpy as np
import pyarrow as pa

from govcheck.engine.ruleset import CompiledRule, DecisionTable
from govcheck.replay.axes import Words
from govcheck.replay.clauses import WORD, BitTree, ClauseBlock
from govcheck.replay.numbered import different_words

_ONE: Final = np.uint64(1)
_ALL: Final = (1 << WORD) - 1
_ALL_BITS: Final = np.uint64(_ALL)
_NO_BITS: Final = np.uint64(0)
_BYTE: Final = 8
_COLUMNS: Final = 4
"""In so many words most rows have a rule that matches, and another one."""


class BitResults(NamedTuple):
    """For each row which results it has: the number of one of `different`."""

    places: Any
    different: list[tuple[str, ...]]
    first: Any = None
    """The bit of the first rule that matches in each row, where that decides; else -1."""
    sole: Any = None
    """In which rows one rule alone makes the result what it is, if any does in a row."""
    by_itself: Words | None = None
    """The rules that do so in each row, where several may."""

    def of(self, rows: Any) -> "BitResults":
        """Those of some rows."""
        kept = (None if one is None else one[..., rows] for one in self[2:])
        return BitResults(self.places[rows], self.different, *kept)


class BitDecision:
    """A decision of which the clauses are known to hold or not."""

    def __init__(self, decision: DecisionTable, block: ClauseBlock) -> None:
        self.decision = decision
        self.width = block.end - block.first
        self._joined = block.joined
        self.owner = np.array([*block.owner, *[-1] * (self.width * WORD - len(block.owner))])
        shift = block.first * WORD
        self._trees = block.trees
        self._many, self._lows, self._guards, self._single = (
            self._words(one >> shift)
            for one in (block.many, block.lows, block.guards, block.single)
        )
        self._every = self._words((1 << self.width * WORD) - 1)
        bits = [1 << bit for bit in range(len(block.owner))]
        rules = decision.rules
        self._masks = [
            self._words(
                sum(
                    bit
                    for bit, owner in zip(bits, block.owner, strict=True)
                    if owner >= 0 and result in rules[owner].results
                )
            )
            for result in decision.results
        ]
        number = {result: place for place, result in enumerate(decision.results)}
        self._result = np.array(
            [
                number[rules[owner].results[0]] if owner >= 0 and rules[owner].results else 0
                for owner in self.owner.tolist()
            ]
        )
        self._otherwise = tuple(number[one] for one in decision.otherwise)

    def _words(self, bits: int) -> Words:
        return np.array([bits >> WORD * n & _ALL for n in range(self.width)], np.uint64)

    def rules(self, clauses: Words) -> Words:
        """The rules of which a clause is there, a bit each: a row of words for each 64 of them.

        Of a rule with several clauses this is the bit beyond them, from which less than nothing
        is taken where none of them is there.
        """
        if not self._many.any() and not self._trees:
            return clauses
        found = np.empty(clauses.shape, np.uint64)
        for column, words in enumerate(clauses):
            many, guards, mine = self._many[column], self._guards[column], found[column]
            np.bitwise_and(words, many, out=mine)
            if many:
                mine |= guards
                mine -= self._lows[column]
                mine &= guards
            mine |= words & ~(many | self._single[column])
        for stands, further in self._joined:
            here, there = divmod(stands, WORD), divmod(further, WORD)
            bit = found[there[0]] >> np.uint64(there[1]) & _ONE
            found[there[0]] ^= bit << np.uint64(there[1])
            found[here[0]] |= bit << np.uint64(here[1])
        for stands, tree in self._trees:
            column, place = divmod(stands, WORD)
            found[column] &= ~(np.uint64(1 << place) * ~_holds(tree, clauses))
        return found

    def results(self, rules: Words) -> BitResults:
        """What each row results in."""
        policy, names = self.decision.hit_policy, self.decision.results
        if policy == "collect":
            return self._collected(rules)
        single: list[tuple[str, ...]] = [(name,) for name in names]
        usual = self._otherwise[0]
        if policy == "highest":
            found = np.full(rules.shape[1], usual, np.int16)
            sole = np.zeros(rules.shape[1], bool)
            for number, mask in enumerate(self._masks):  # the last one wins
                if mask.any():
                    some, alone = _any(rules, mask)
                    found, sole = (
                        np.where(some, np.int16(number), found),
                        np.where(some, alone, sole),
                    )
            mine = np.flatnonzero(sole & (found == usual))
            sole[mine] = number_of(rules[:, mine]) > 1
            return BitResults(found.astype(np.int64), single, sole=sole)
        first, second = _first_two(rules)
        found, after = (np.where(bit < 0, usual, self._result[bit]) for bit in (first, second))
        return BitResults(found, single, first, (first >= 0) & (found != after))

    def _collected(self, rules: Words) -> BitResults:
        names = self.decision.results
        found = np.zeros(rules.shape[1], np.uint8 if len(names) <= _BYTE else np.int64)
        by_itself = np.zeros(rules.shape, np.uint64)
        for number, mask in enumerate(self._masks):
            some, sole = _any(rules, mask)
            found |= np.left_shift(some, number, dtype=found.dtype)
            whole = np.where(sole, _ALL_BITS, _NO_BITS)
            for column in np.flatnonzero(mask).tolist():
                by_itself[column] |= rules[column] & whole & mask[column]
        usual = sum(1 << one for one in self._otherwise)
        matches, just_one = _any(rules, self._every)
        by_itself[:, np.flatnonzero((found == usual) & just_one)] = 0
        found[~matches] = usual
        encoded = pa.array(found).dictionary_encode()
        different = [
            tuple(name for number, name in enumerate(names) if one >> number & 1)
            for one in encoded.dictionary.to_pylist()
        ]
        return BitResults(np.asarray(encoded.indices), different, by_itself=by_itself)

    def sole_rules(self, rules: Words, places: Any) -> Any:
        """The bit of the one rule that gives the highest result of each row."""
        found = np.empty(len(places), np.int64)
        for number, mask in enumerate(self._masks):
            mine = np.flatnonzero(places == number)
            if len(mine):
                columns = np.flatnonzero(mask)
                bits, _ = _first_two(rules[columns[:, None], mine] & mask[columns, None])
                found[mine] = columns[bits // WORD] * WORD + bits % WORD
        return found

    def matched(self, rules: Words, results: BitResults) -> tuple[Any, list[list[CompiledRule]]]:
        """For each row which rules match, as the number of one of the lists, and these."""
        if results.first is not None:
            bits, codes = np.unique(results.first, return_inverse=True)
            found = [[bit] if bit >= 0 else [] for bit in bits.tolist()]
        else:
            codes, different = different_words(rules.T)
            numbers = [int.from_bytes(one, "little") for one in different]
            found = [[bit for bit in range(one.bit_length()) if one >> bit & 1] for one in numbers]
        given = self.decision.rules
        owners = [sorted(int(self.owner[bit]) for bit in bits) for bits in found]
        return codes, [[given[owner] for owner in one] for one in owners]


def number_of(rules: Words) -> Any:
    """How many bits each row has."""
    found = np.zeros(rules.shape[1], np.int64)
    for words in rules:
        found += np.bitwise_count(words)
    return found


def _any(rules: Words, mask: Words) -> tuple[Any, Any]:
    """Which rows have a bit of a mask, and which have just one."""
    once, twice = np.zeros((2, rules.shape[1]), np.uint64)
    for column in np.flatnonzero(mask).tolist():
        words = rules[column] & mask[column]
        twice |= once & words
        once |= words
    some = once != 0
    twice |= once & (once - _ONE)
    return some, some & (twice == 0)


def _first_two(rules: Words) -> tuple[Any, Any]:
    """The first bit of each row, and the second one; -1 where there is none."""
    columns = min(len(rules), _COLUMNS)
    word: Any = rules[columns - 1]
    next_word: Any = _NO_BITS
    at: Any = np.int16(columns - 1)
    next_at: Any = np.int16(0)
    for column in range(columns - 2, -1, -1):
        some = rules[column] != 0
        next_word, next_at = np.where(some, word, next_word), np.where(some, at, next_at)
        word, at = np.where(some, rules[column], word), np.where(some, np.int16(column), at)
    rest = word & (word - _ONE)
    both = rest != 0
    next_word, next_at = np.where(both, rest, next_word), np.where(both, at, next_at)
    first, second = _first_bit(word, at), _first_bit(next_word, next_at)
    rows = np.flatnonzero(second < 0) if columns < len(rules) else ()
    if len(rows):  # the others need not be looked at any further
        others = _first_two(rules[columns:].take(rows, axis=1))
        more, after = (np.where(bit < 0, -1, bit + columns * WORD) for bit in others)
        mine = first[rows]
        second[rows] = np.where(mine < 0, after, more)
        first[rows] = np.where(mine < 0, more, mine)
    return first, second


def _first_bit(words: Any, columns: Any) -> Any:
    found = np.bitwise_count(~words & (words - _ONE)) + columns * np.int16(WORD)
    return np.where(words == 0, np.int16(-1), found).astype(np.int64)


def _holds(tree: BitTree | int, clauses: Words) -> Any:
    """In which rows a tree holds."""
    if isinstance(tree, int):
        return (clauses[tree // WORD] >> np.uint64(tree % WORD) & _ONE).astype(bool)
    found = np.full(clauses.shape[1], tree.every)
    for part in tree.parts:
        if tree.every:
            found &= _holds(part, clauses)
        else:
            found |= _holds(part, clauses)
    return found
