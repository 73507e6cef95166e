"""LaneDecision: one decision for many mentions, and the results of it that have occurred."""

from collections.abc import Sequence
from typing import Any, Final, NamedTuple

import numpy as np

from govcheck.engine.ruleset import DecisionTable, Value
from govcheck.replay.axes import UNKNOWN, CodedAxis, Words
from govcheck.replay.bits import BitDecision, BitResults, number_of
from govcheck.replay.clauses import ClauseBlock
from govcheck.replay.joint_axes import ClauseTable

OPEN: Final = -1
"""The code of results that are not settled."""


class LaneDecision:
    """A decision, and the results of it that have occurred."""

    def __init__(self, decision: DecisionTable, block: ClauseBlock, axis: CodedAxis) -> None:
        self.decision = decision
        self.block = block
        self.different: list[tuple[str, ...]] = []
        """The results of each code."""
        self.bits = BitDecision(decision, block)
        self._axis = axis
        self._codes: dict[tuple[str, ...], int] = {}
        self._tables: dict[int, ClauseTable] = {}

    def code(self, results: tuple[str, ...]) -> int:
        """The number of some results."""
        found = self._codes.setdefault(results, len(self._codes))
        if found == len(self.different):
            self.different.append(results)
        return found

    def narrow(
        self, whole: Words, block: ClauseBlock, words: Sequence[Words], results: Any
    ) -> None:
        """Take out of columns of words of a block what the results in each row break.

        What is open may be any.
        """
        many = self.decision.hit_policy == "collect"
        codes = np.full(len(self.different) + 1, UNKNOWN, np.int64)
        for code, result in enumerate(self.different):
            value: Value = frozenset(result) if many else result[0]
            codes[code] = self._axis.code(value)
        table = self._tables.get(block.first)
        if table is None or len(table) < len(self._axis):
            left = self._axis.arrays[0][:, block.first : block.end]
            table = ClauseTable(whole[block.first : block.end], left, left)
            self._tables[block.first] = table
        places = codes[results]  # the last one is of what is open
        found = np.empty((len(places), 1), np.uint64)
        for one in words:
            for number, column in enumerate(one[:, :, None]):
                table.narrow(number, places, column, column, found)

    def certain(self, may: Words, must: Words, mine: Any) -> "DecisionStep":
        """What the decision results in in the rows in which the same rules may and must match."""
        found = np.full(may.shape[1], OPEN)
        rules = self.bits.rules(may)
        if must is not may:
            mine = mine & (rules == self.bits.rules(must)).all(axis=0)
        if self.decision.hit_policy == "unique":  # several that match leave it open
            mine = mine & (number_of(rules) < 2)
        rows: Any = slice(None)
        if not mine.all():
            rows = np.flatnonzero(mine)
            rules = rules[:, rows]
        results = self.bits.results(rules)
        table = np.full(len(results.different), OPEN)
        counts = np.bincount(results.places, minlength=len(table))
        for one in np.flatnonzero(counts).tolist():
            table[one] = self.code(results.different[one])
        found[rows] = table[results.places]
        return DecisionStep(found, rows, rules, results)


class DecisionStep(NamedTuple):
    """How one decision came out: the code of the results of each row."""

    codes: Any
    rows: Any
    """Those in which nothing is in doubt; `rules` and `results` are theirs."""
    rules: Words
    results: BitResults

    def settled(self, settled: Any) -> tuple[Words, BitResults]:
        """The rules that match in rows that are settled, and what results in these."""
        kept = settled[self.rows]
        if kept.all():
            return self.rules, self.results
        return self.rules[:, kept], self.results.of(kept)
