"""Lanes: a batch of mentions decided at once, a lookup and an AND for many clauses a mention.

Once everything known is looked up, some clauses may hold and some must. Where both make the same
rules match, in every decision, a mention is settled; those with the same results, of which the
same steps and actions apply, are of one kind. Mentions that are left open are told apart by
everything that is left of the policy, and decided by the engine.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple

import numpy as np

from govcheck.engine.ruleset import ALWAYS, CompiledRule, DecisionTable, Value, Within
from govcheck.replay.axes import UNKNOWN, CodedAxis, Words, packed
from govcheck.replay.bits import BitDecision, BitResults, number_of
from govcheck.replay.cells import MentionCells, cells_of
from govcheck.replay.classes import MentionClass
from govcheck.replay.clauses import WORD, AskedClauseTest, ClauseBlock
from govcheck.replay.instants import CALENDARS_A_WORD
from govcheck.replay.numbered import Numbered
from govcheck.replay.residuals import RuleHit, known_facts
from govcheck.simulate.program import Program, conditions_of

MOST_REMEMBERED: Final = 1 << 19
"""So many kinds are remembered; beyond, all are forgotten."""
_OPEN: Final = -1


class DecidedBatch(NamedTuple):
    """What is decided of some mentions."""

    kinds: Any
    """The number of the kind of each."""
    settled: Any
    """Of which of them nothing unknown matters."""
    hits: tuple[tuple[RuleHit, int], ...]
    """The rules that match in those that are settled, and in how many."""
    steps: Sequence[tuple["LaneDecision", "_Step"]]
    """How the decisions came out in each cell."""
    cells: Any
    """The number of the cell of each mention; of a cell are those that no condition tells apart."""

    def by_rules(self, number: int) -> tuple[Any, list[list[CompiledRule]]]:
        """By which rules a decision came out in settled rows: for each one of the lists."""
        lane, step = self.steps[number]
        settled = np.zeros(len(step.codes), bool)
        settled[self.cells] = self.settled
        places, lists = lane.bits.matched(*step.settled(settled))
        found = np.zeros(len(settled), np.int64)
        found[settled] = places
        return found[self.cells[self.settled]], lists


class LaneDecision:
    """A decision, and the results of it that have occurred."""

    def __init__(self, decision: DecisionTable, block: ClauseBlock) -> None:
        self.decision = decision
        self.block = block
        self.codes: dict[tuple[str, ...], int] = {}
        self.bits = BitDecision(decision, block)

    def code(self, results: tuple[str, ...]) -> int:
        """The number of some results."""
        return self.codes.setdefault(results, len(self.codes))


class _Step(NamedTuple):
    """How one decision came out: the code of the results of each row."""

    codes: Any
    rules: Words
    rows: Any
    """Those in which nothing is in doubt; `results` are theirs."""
    results: BitResults

    def settled(self, settled: Any) -> tuple[Words, BitResults]:
        """The rules that match in rows that are settled, and what results in these."""
        kept = settled[self.rows]
        rules, results = self.rules[:, self.rows], self.results
        if not kept.all():
            first = None if results.first is None else results.first[kept]
            rules = rules[:, kept]
            results = BitResults(results.places[kept], results.different, first)
        return rules, results


class Lanes:
    """A policy as rows of bits."""

    def __init__(self, program: Program) -> None:
        self.program = program
        ruleset = program.ruleset
        blocks: list[ClauseBlock] = []
        for decision in ruleset.decisions:
            first = blocks[-1].end if blocks else 0
            blocks.append(ClauseBlock([rule.when for rule in decision.rules], first))
        others = [one for one in dict.fromkeys(conditions_of(program)) if one != ALWAYS]
        self._rest = ClauseBlock(others, blocks[-1].end if blocks else 0)
        self.words = max(self._rest.end, 1)
        everything = self._rest.bits
        for block in blocks:
            everything |= block.bits
        self.decisions = [
            LaneDecision(decision, block)
            for decision, block in zip(ruleset.decisions, blocks, strict=True)
        ]
        tests: dict[str, list[AskedClauseTest]] = {}
        within: dict[str, list[AskedClauseTest]] = {}
        for one in (one for block in (*blocks, self._rest) for one in block.tests):
            if isinstance(one.test, Within):
                within.setdefault(one.test.calendar, []).append(one)
            else:
                tests.setdefault(one.test.fact, []).append(one)  # type: ignore[union-attr]
        self._everything = everything
        self.calendars = tuple(within)
        self._within = within
        self.axes = {
            name: CodedAxis(program, fact, tests.get(name, ()), everything, self.words)
            for name, fact in ruleset.facts.items()
        }
        self._stated = [
            one for one in self.axes.values() if one.asked and one.fact.type != "decision"
        ]
        self._facts = [one.fact.name for one in self.axes.values() if one.fact.type != "decision"]
        self._shares = [fact for fact in ruleset.facts.values() if fact.type == "share"]
        self._asked_whether_known = known_facts(program)
        self._times: dict[int, Words] = {}
        self.kinds: list[MentionClass] = []
        self._kinds = Numbered()
        self._open_kinds = Numbered()

    def decide(
        self,
        codes: Mapping[str, Any],
        open_at: Any,
        class_of: Callable[[int], MentionClass],
        numbers: Mapping[str, Any],
        *,
        open_too: bool = True,
    ) -> DecidedBatch:
        """Decide the mentions of a batch; those that are left open only where `open_too`.

        `codes` has the code of each fact in each row, `open_at` words of which calendars are open,
        `class_of` what is decided of a row by itself, `numbers` what stands for the numbers of
        which shares are made.
        """
        if len(self.kinds) > MOST_REMEMBERED:  # the numbers of kinds are void then
            self.kinds.clear()
            self._kinds, self._open_kinds = Numbered(), Numbered()
        columns: list[tuple[Any, int | None]] = [
            (found, len(self.axes[name])) for name, found in codes.items()
        ]
        columns += [(found, None) for found in (*open_at, *self._open_shares(codes, numbers))]
        cells = cells_of(columns, open_at.shape[1])
        first = cells.first
        found = self._decided(
            {name: one[first] for name, one in codes.items()},
            open_at[:, first],
            lambda row: class_of(int(first[row])),
            {name: one[first] for name, one in numbers.items()},
            cells,
            open_too=open_too,
        )
        places = cells.places
        return found._replace(kinds=found.kinds[places], settled=found.settled[places])

    def _decided(
        self,
        codes: Mapping[str, Any],
        open_at: Any,
        class_of: Callable[[int], MentionClass],
        numbers: Mapping[str, Any],
        cells: MentionCells,
        *,
        open_too: bool,
    ) -> DecidedBatch:
        """Decide one mention of each cell."""
        rows = len(cells.first)
        may, must = self._known(codes, open_at, rows)
        open_ = must is not may
        settled = np.ones(rows, bool)
        for name in self._asked_whether_known:  # an answer changes something by being known
            settled &= codes[name] != UNKNOWN
        results: dict[str, Any] = {}
        steps: list[tuple[LaneDecision, _Step]] = []
        for lane in self.decisions:
            block = lane.block
            mine = slice(block.first, block.end)
            may_here = may[:, mine]
            must_here = must[:, mine] if open_ else may_here
            name = lane.decision.name
            for used in lane.decision.uses:
                places = self._axis_codes(used, results[used])
                row = np.ascontiguousarray(self.axes[used].arrays[0][:, mine])[places]
                may_here = may_here & row
                must_here = must_here & row if open_ else may_here
            step = self._certain(lane, may_here, must_here, settled)
            codes_here = step.codes
            results[name] = codes_here
            settled = settled & (codes_here != _OPEN)
            steps.append((lane, step))

        def make(row: int) -> int:
            self.kinds.append(class_of(row))
            return len(self.kinds) - 1

        keys = self._kind_keys(may, must, results, codes)
        kinds = self._kinds.of(keys, settled, make)
        if open_too and not settled.all():
            shares = [one[:, None] for one in self._open_shares(codes, numbers)]
            base = self._known(codes, open_at, rows, whatever=True)[0]
            keys = np.concatenate([base, self._which_known(codes, len(may)), *shares], axis=1)
            kinds = np.where(settled, kinds, self._open_kinds.of(keys, ~settled, make))
        weights = cells.counts[settled]
        hits = [
            hit for lane, step in steps for hit in lane.bits.hits(*step.settled(settled), weights)
        ]
        return DecidedBatch(kinds, settled, tuple(hits), steps, cells.places)

    def _certain(self, lane: LaneDecision, may: Words, must: Words, mine: Any) -> "_Step":
        """What a decision results in in the rows in which the same rules may and must match."""
        found = np.full(len(may), _OPEN)
        rules = lane.bits.rules(may)
        if must is not may:
            mine = mine & (rules == lane.bits.rules(must)).all(axis=0)
        if lane.decision.hit_policy == "unique":  # several that match leave it open
            mine = mine & (number_of(rules) < 2)
        rows = slice(None) if mine.all() else np.flatnonzero(mine)
        results = lane.bits.results(rules[:, rows])
        used = np.unique(results.places).tolist()
        table = np.full(len(results.different), _OPEN)
        for one in used:
            table[one] = lane.code(results.different[one])
        found[rows] = table[results.places]
        return _Step(found, rules, rows, results)

    def _known(
        self, codes: Mapping[str, Any], open_at: Any, rows: int, *, whatever: bool = False
    ) -> tuple[Words, Words]:
        """The clauses that may hold in each row, and those that must; one array where all do.

        With `whatever` those that may hold also once facts are known of which some rule asks that.
        Each column of words lies together in memory, since decisions look at them by column.
        """
        whole = packed([self._everything], self.words).T
        may = must = np.repeat(whole, rows, axis=1)
        tables = []
        for axis in self._stated:
            left, sure = axis.arrays
            if whatever and axis.fact.name in self._asked_whether_known:
                left = np.vstack([whole.T, left[1:]])  # where it is not known
            tables.append((codes[axis.fact.name], (left, sure), axis.opens))
        if self.calendars:
            table, places = self._calendar_words(open_at)
            tables.append((places, (table, table), False))
        for places, (left, sure), opens in tables:
            if opens and must is may and not places.all():
                must = may.copy()
            lefts, sures = np.ascontiguousarray(left.T), np.ascontiguousarray(sure.T)
            for column in np.flatnonzero(((lefts & sures) != whole).any(axis=1)):
                found = lefts[column].take(places, mode="clip")
                may[column] &= found
                if must is not may:
                    sure_here = sures[column].take(places, mode="clip") if opens else found
                    must[column] &= sure_here
        found = may.T
        return found, found if must is may else must.T

    def _calendar_words(self, open_at: Any) -> tuple[Words, Any]:
        """What the calendars leave, by which of them are open, and the row of each mention."""
        states, places = np.unique(open_at, axis=1, return_inverse=True)
        found = []
        for words in states.T.tolist():
            state = sum(word << CALENDARS_A_WORD * n for n, word in enumerate(words))
            if state not in self._times:
                left = self._everything
                for number, calendar in enumerate(self.calendars):
                    opened = bool(state >> number & 1)
                    for one in self._within[calendar]:
                        if opened is not one.holds:
                            left &= ~(1 << one.bit)
                self._times[state] = packed([left], self.words)[0]
            found.append(self._times[state])
        return np.stack(found), places.reshape(-1)

    def _axis_codes(self, name: str, results: Any) -> Any:
        """The codes on the axis of a decision of the results in each row; open ones are unknown."""
        lane = next(one for one in self.decisions if one.decision.name == name)
        many = lane.decision.hit_policy == "collect"
        axis = self.axes[name]
        table = np.zeros(len(lane.codes) + 1, np.int64)
        for result, code in lane.codes.items():
            value: Value = frozenset(result) if many else result[0]
            table[code] = axis.code(value)
        table[_OPEN] = UNKNOWN
        return table[results]

    def _kind_keys(
        self, may: Words, must: Words, results: Mapping[str, Any], codes: Mapping[str, Any]
    ) -> Words:
        """What tells kinds apart of rows that are settled."""
        rest = slice(self._rest.first, self._rest.end)
        may, must = may[:, rest].copy(), must[:, rest].copy()
        for name, found in results.items():
            if self.axes[name].asked and may.shape[1]:
                places = self._axis_codes(name, found)
                left = np.ascontiguousarray(self.axes[name].arrays[0][:, rest])[places]
                may &= left
                must &= left
        parts = [found[:, None].astype(np.uint64) for found in results.values()]
        doubt = (may != must).any(axis=1)
        known = np.where(doubt[:, None], self._which_known(codes, len(may)), np.uint64(0))
        return np.concatenate([*parts, may, must, known], axis=1)

    def _which_known(self, codes: Mapping[str, Any], rows: int) -> Any:
        """Which facts are known in each row, as bits."""
        found = np.zeros((rows, len(self._facts) // WORD + 1), np.uint64)
        for number, name in enumerate(self._facts):
            if name in codes:
                known = (codes[name] != UNKNOWN).astype(np.uint64)
                found[:, number // WORD] |= known << np.uint64(number % WORD)
        return found

    def _open_shares(self, codes: Mapping[str, Any], numbers: Mapping[str, Any]) -> Iterator[Words]:
        """The numbers of which a share would be made, where it is not known."""
        for fact in self._shares:
            unknown = codes[fact.name] == UNKNOWN
            for end in (fact.part, fact.whole):
                yield np.where(unknown, numbers[end], 0).astype(np.uint64)
