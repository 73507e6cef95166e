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
from govcheck.replay.residuals import RuleHit

_ONE: Final = np.uint64(1)
_ALL: Final = (1 << WORD) - 1
_ALL_BITS: Final = np.uint64(_ALL)
_FEW: Final = 24
"""So many words are counted bit by bit."""
_NO_BITS: Final = np.uint64(0)


class BitResults(NamedTuple):
    """For each row which results it has: the number of one of `different`."""

    places: Any
    different: list[tuple[str, ...]]
    first: Any = None
    """The first rule that matches in each row, where that decides."""


class BitDecision:
    """A decision of which the clauses are known to hold or not."""

    def __init__(self, decision: DecisionTable, block: ClauseBlock) -> None:
        self._decision = decision
        self._width = block.end - block.first
        self._joined = block.joined
        self._owner = np.array([*block.owner, *[-1] * (self._width * WORD - len(block.owner))])
        shift = block.first * WORD
        self._trees = block.trees
        self._many, self._lows, self._guards, self._single = (
            self._words(one >> shift)
            for one in (block.many, block.lows, block.guards, block.single)
        )
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
                for owner in self._owner.tolist()
            ]
        )
        self._otherwise = tuple(number[one] for one in decision.otherwise)

    def _words(self, bits: int) -> Words:
        return np.array([bits >> WORD * n & _ALL for n in range(self._width)], np.uint64)

    def rules(self, clauses: Words) -> Words:
        """The rules of which a clause is there, a bit each: a row of words for each 64 of them.

        Of a rule with several clauses this is the bit beyond them, from which less than nothing
        is taken where none of them is there.
        """
        if not self._many.any() and not self._trees:
            return clauses.T
        found = np.empty((self._width, len(clauses)), np.uint64)
        for column in range(self._width):
            words = clauses[:, column] & ~self._single[column]
            many = self._many[column]
            if not many:
                found[column] = words
                continue
            several = words & many
            lowered = (several | self._guards[column]) - self._lows[column]
            found[column] = (lowered & self._guards[column]) | (words & ~many)
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
        policy, names = self._decision.hit_policy, self._decision.results
        if policy == "collect":
            found = np.zeros(rules.shape[1], np.int64)
            for number, mask in enumerate(self._masks):
                found |= _any(rules, mask).astype(np.int64) << number
            nobody = ~_any(rules, self._words((1 << WORD * self._width) - 1))
            found[nobody] = sum(1 << one for one in self._otherwise)
            encoded = pa.array(found).dictionary_encode()
            different = [
                tuple(name for number, name in enumerate(names) if one >> number & 1)
                for one in encoded.dictionary.to_pylist()
            ]
            return BitResults(np.asarray(encoded.indices), different)
        if policy == "highest":
            found = np.full(rules.shape[1], self._otherwise[0])
            for number, mask in enumerate(self._masks):  # the last one wins
                found[_any(rules, mask)] = number
        else:
            first = _first(rules)
            found = np.where(first < 0, self._otherwise[0], self._result[first])
            return BitResults(found, [(name,) for name in names], first)
        return BitResults(found, [(name,) for name in names])

    def hits(self, rules: Words, results: BitResults, weights: Any) -> list[tuple[RuleHit, int]]:
        """The rules that match in some rows, in how many, and alone or not.

        Each row counts as often as its weight says.
        """
        policy = self._decision.hit_policy
        if results.first is not None:
            first = results.first
            rest = _without(rules, first)
            second = _first(rest)
            after = np.where(second < 0, self._otherwise[0], self._result[second])
            some = first >= 0
            alone = some & (self._result[first] != after)
            size = self._width * WORD
            return self._named(
                *(np.bincount(first[of], weights[of], size).astype(int) for of in (some, alone))
            )
        count = self._alone_if_highest if policy == "highest" else self._alone_if_collected
        hits = _counts(rules, weights).reshape(-1)
        return self._named(hits, count(rules, results, weights))

    def matched(self, rules: Words, results: BitResults) -> tuple[Any, list[list[CompiledRule]]]:
        """For each row which rules match, as the number of one of the lists, and these."""
        if results.first is not None:
            bits, codes = np.unique(results.first, return_inverse=True)
            found = [[bit] if bit >= 0 else [] for bit in bits.tolist()]
        else:
            codes, different = different_words(rules.T)
            numbers = [int.from_bytes(one, "little") for one in different]
            found = [[bit for bit in range(one.bit_length()) if one >> bit & 1] for one in numbers]
        given = self._decision.rules
        return codes, [[given[int(self._owner[bit])] for bit in bits] for bits in found]

    def _alone_if_highest(self, rules: Words, results: BitResults, weights: Any) -> Any:
        """In how many rows each rule is the only one of the result, without which it differs."""
        found = np.zeros((self._width, WORD), np.int64)
        for number, mask in enumerate(self._masks):
            mine = np.flatnonzero(results.places == number)
            columns = np.flatnonzero(mask)
            words = rules[columns[:, None], mine] & mask[columns, None]
            sole = number_of(words) == 1
            if self._otherwise == (number,):
                sole &= number_of(rules[:, mine]) > 1
            found[columns] += _counts(words[:, sole], weights[mine][sole])
        return found.reshape(-1)

    def _alone_if_collected(self, rules: Words, results: BitResults, weights: Any) -> Any:
        """In how many rows each rule is the only one that gives something."""
        by_itself = np.zeros_like(rules)
        for mask in self._masks:
            whole = np.where(number_of(rules & mask[:, None]) == 1, _ALL_BITS, _NO_BITS)
            for column in np.flatnonzero(mask).tolist():
                by_itself[column] |= rules[column] & mask[column] & whole
        usual = self._otherwise_place(results)
        if usual.any():
            by_itself[:, usual & (number_of(rules) == 1)] = 0
        return _counts(by_itself, weights).reshape(-1)

    def _otherwise_place(self, results: BitResults) -> Any:
        """Which rows result in what they would without any rule."""
        usual = tuple(name for n, name in enumerate(self._decision.results) if n in self._otherwise)
        table = np.array([one == usual for one in results.different])
        return table[results.places]

    def _named(self, hits: Any, alone: Any) -> list[tuple[RuleHit, int]]:
        found: list[tuple[RuleHit, int]] = []
        decision = self._decision
        for bit in np.flatnonzero(hits).tolist():
            rule = decision.rules[int(self._owner[bit])]
            for rows, sole in ((hits[bit] - alone[bit], False), (alone[bit], True)):
                if rows:
                    hit = RuleHit(decision.name, rule, possible=False, alone=sole)
                    found.append((hit, int(rows)))
        return found


def number_of(rules: Words) -> Any:
    """How many bits each row has."""
    return np.bitwise_count(rules).sum(axis=0, dtype=np.int64)


def _any(rules: Words, mask: Words) -> Any:
    """Which rows have a bit of a mask."""
    found = np.zeros(rules.shape[1], np.uint64)
    for column in np.flatnonzero(mask).tolist():
        found |= rules[column] & mask[column]
    return found != 0


def _first(rules: Words) -> Any:
    """The first bit of each row; -1 where there is none."""
    found = np.full(rules.shape[1], -1)
    rows: Any = slice(None)
    for column, whole in enumerate(rules):
        words = whole[rows]
        some = words != 0
        here = words[some]
        bits = np.bitwise_count(~here & (here - _ONE)) + np.int64(column * WORD)
        if column == 0:
            found[some] = bits
            rows = np.flatnonzero(~some)
        else:
            found[rows[some]] = bits
            rows = rows[~some]
        if not len(rows):
            break
    return found


def _without(rules: Words, bits: Any) -> Words:
    """The rows without one bit each."""
    found = rules.copy()
    rows = np.flatnonzero(bits >= 0)
    column, bit = bits[rows] >> 6, bits[rows] & 63
    found[column, rows] &= ~(_ONE << bit.astype(np.uint64))
    return found


def _holds(tree: BitTree | int, clauses: Words) -> Any:
    """In which rows a tree holds."""
    if isinstance(tree, int):
        return (clauses[:, tree // WORD] >> np.uint64(tree % WORD) & _ONE).astype(bool)
    found = np.full(len(clauses), tree.every)
    for part in tree.parts:
        if tree.every:
            found &= _holds(part, clauses)
        else:
            found |= _holds(part, clauses)
    return found


def _counts(rules: Words, weights: Any) -> Any:
    """In how many rows each bit is there, each row as often as its weight says.

    From the lowest digit of the weights up, three words are added to two, again and again; bits
    that are carried count with the next digit.
    """
    found = np.zeros((len(rules), WORD), np.int64)
    carried = rules[:, :0]
    place, most = 0, int(weights.max(initial=0))
    while carried.shape[1] or most >> place:
        mine = rules.take(np.flatnonzero(weights >> place & 1), axis=1)
        words, parts = np.concatenate([carried, mine], axis=1), [rules[:, :0]]
        while words.shape[1] > _FEW:
            third = words.shape[1] // 3
            one, two, three = (words[:, third * n : third * (n + 1)] for n in range(3))
            unlike = one ^ two
            parts.append((one & two) | (unlike & three))
            words = np.concatenate([unlike ^ three, words[:, third * 3 :]], axis=1)
        single = np.unpackbits(np.ascontiguousarray(words).view(np.uint8), bitorder="little")
        found += single.reshape(*words.shape, WORD).sum(axis=1, dtype=np.int64) << place
        carried = np.concatenate(parts, axis=1)
        place += 1
    return found
