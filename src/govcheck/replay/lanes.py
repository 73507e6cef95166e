"""Lanes: a batch of mentions decided at once, a lookup and an AND for many clauses a mention.

Once everything known is looked up, some clauses may hold and some must. Where both make the same
rules match, in every decision, a mention is settled; those with the same results, of which the
same steps and actions apply, are of one kind. Mentions that are left open are told apart by
everything that is left of the policy, and decided by the engine.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple

import numpy as np

from govcheck.engine.ruleset import ALWAYS, CompiledRule, Within
from govcheck.replay.axes import UNKNOWN, CodedAxis, Words, packed
from govcheck.replay.cells import MentionCells, cells_of, first_of, numbered
from govcheck.replay.classes import MentionClass, SettledClass
from govcheck.replay.clauses import WORD, AskedClauseTest, ClauseBlock
from govcheck.replay.instants import CALENDARS_A_WORD
from govcheck.replay.joint_axes import ClauseTable, JointAxes
from govcheck.replay.lane_decisions import OPEN, DecisionStep, LaneDecision
from govcheck.replay.numbered import MentionKinds, different_columns, different_words
from govcheck.replay.residuals import RuleHit, known_facts
from govcheck.replay.rule_counts import RuleCounts
from govcheck.simulate.program import Program, conditions_of

MOST_REMEMBERED: Final = 1 << 19
"""So many kinds are remembered; beyond, all are forgotten."""
_BLOCK: Final = 1 << 14
"""So many mentions are decided at a time, so that what is known of them stays near at hand."""


class DecidedBatch(NamedTuple):
    """What is decided of some mentions."""

    kinds: Any
    """The number of the kind of each."""
    settled: Any
    """Of which of them nothing unknown matters."""
    hits: tuple[tuple[RuleHit, int], ...]
    """The rules that match in those that are settled, and in how many."""
    blocks: Sequence["_Block"]
    """How the decisions came out in one cell after the other, if that was asked."""
    cells: Any
    """The number of the cell of each mention; of a cell are those that no condition tells apart."""

    def by_rules(self, number: int) -> tuple[Any, list[list[CompiledRule]]]:
        """By which rules a decision came out in settled rows: for each one of the lists."""
        found: list[Any] = []
        every: list[list[CompiledRule]] = []
        for block in self.blocks:
            lane, step = block.steps[number]
            places, lists = lane.bits.matched(*step.settled(block.settled))
            mine = np.zeros(len(block.settled), np.int64)
            mine[block.settled] = places + len(every)
            found.append(mine)
            every += lists
        return np.concatenate(found)[self.cells][self.settled], every


class _Block(NamedTuple):
    """What is decided of some cells, one after the other."""

    settled: Any
    results: list[Any]
    """The codes of the results of each decision."""
    rest: Words
    """The other conditions that may hold, in columns."""
    doubt: Words
    """Those of them of which it is open whether they do."""
    left: Words | None
    """All that may hold in cells that are not settled, whatever comes to be known, if asked for."""
    steps: list[tuple[LaneDecision, DecisionStep]]


class Lanes:
    """A policy as rows of bits."""

    def __init__(self, program: Program) -> None:
        self.program = program
        ruleset = program.ruleset
        blocks: list[ClauseBlock] = []
        for decision in ruleset.decisions:
            first = blocks[-1].end if blocks else 0
            rules = decision.rules
            order = list(range(len(rules)))
            if decision.hit_policy in ("highest", "collect"):  # a result has few words to look at
                order.sort(key=lambda number: rules[number].results)
            blocks.append(ClauseBlock([rule.when for rule in rules], first, order))
        others = [one for one in dict.fromkeys(conditions_of(program)) if one != ALWAYS]
        self._rest = ClauseBlock(others, blocks[-1].end if blocks else 0)
        self.words = max(self._rest.end, 1)
        everything = self._rest.bits
        for block in blocks:
            everything |= block.bits
        tests: dict[str, list[AskedClauseTest]] = {}
        within: dict[str, list[AskedClauseTest]] = {}
        for one in (one for block in (*blocks, self._rest) for one in block.tests):
            if isinstance(one.test, Within):
                within.setdefault(one.test.calendar, []).append(one)
            else:
                tests.setdefault(one.test.fact, []).append(one)  # type: ignore[union-attr]
        self._everything = everything
        self._whole = packed([everything], self.words)[0]
        self.calendars = tuple(within)
        self._within = within
        self.axes = {
            name: CodedAxis(program, fact, tests.get(name, ()), everything, self.words)
            for name, fact in ruleset.facts.items()
        }
        self.decisions = [
            LaneDecision(decision, block, self.axes[decision.name])
            for decision, block in zip(ruleset.decisions, blocks, strict=True)
        ]
        stated = [one for one in self.axes.values() if one.fact.type != "decision"]
        self._asked_whether_known = known_facts(program)
        asked = [one for one in stated if one.asked]
        self._joint = JointAxes(asked, self._whole)
        self._whatever = self._joint
        if self._asked_whether_known:
            self._whatever = JointAxes(asked, self._whole, self._asked_whether_known)
        self._facts = [one.fact.name for one in stated]
        self._shares = [fact for fact in ruleset.facts.values() if fact.type == "share"]
        self._times: dict[int, Words] = {}
        self.kinds = MentionKinds()

    def decide(
        self,
        codes: Mapping[str, Any],
        open_at: Any,
        class_of: Callable[[int], MentionClass],
        numbers: Mapping[str, Any],
        *,
        open_too: bool = True,
        by_rules: bool = False,
    ) -> DecidedBatch:
        """Decide the mentions of a batch; those that are left open only where `open_too`.

        `codes` has the code of each fact in each row, `open_at` words of which calendars are open,
        `class_of` what is decided of a row by itself, `numbers` what stands for the numbers of
        which shares are made. Only `by_rules` the answer knows by which rules each is decided.
        """
        if len(self.kinds) > MOST_REMEMBERED:  # the numbers of kinds are void then
            self.kinds = MentionKinds()
        columns: list[tuple[Any, int | None]] = [
            (found, self.axes[name].below) for name, found in codes.items()
        ]
        columns += [(found, None) for found in (*open_at, *self._open_shares(codes, numbers))]
        cells = cells_of(columns, open_at.shape[1])
        codes = {name: one[cells.first] for name, one in codes.items()}
        numbers = {name: one[cells.first] for name, one in numbers.items()}
        calendars = self._calendar_table(open_at[:, cells.first]) if self.calendars else None
        counts = [RuleCounts(lane.bits) for lane in self.decisions]
        blocks = []
        for start in range(0, cells.number, _BLOCK):
            rows = slice(start, start + _BLOCK)
            block = self._decided(codes, calendars, rows, open_too=open_too)
            weights = None if cells.counts is None else cells.counts[rows][block.settled]
            for (_, step), count in zip(block.steps, counts, strict=True):
                count.add(*step.settled(block.settled), weights)
            blocks.append(block if by_rules else block._replace(steps=[]))
        settled = np.concatenate([block.settled for block in blocks])
        kinds = np.zeros(cells.number, np.int64)
        self._number_settled(kinds, blocks, settled, codes, cells, class_of)
        if open_too and not settled.all():
            doubtful = np.flatnonzero(~settled)
            some = {name: one[doubtful] for name, one in codes.items()}
            shares = self._open_shares(some, {name: one[doubtful] for name, one in numbers.items()})
            left = np.concatenate([block.left for block in blocks], axis=1)
            keys = np.stack([*left, *self._which_known(some), *shares], axis=1)
            found, different = different_words(keys)
            row_of = cells.rows(doubtful[first_of(found, len(different))]).tolist()
            different = [b"?" + one for one in different]  # which no settled one is like
            kinds[doubtful] = self.kinds.of(found, different, lambda place: class_of(row_of[place]))
        hits = tuple(hit for count in counts for hit in count.hits())
        places = cells.places
        return DecidedBatch(kinds[places], settled[places], hits, blocks, places)

    def _number_settled(
        self,
        kinds: Any,
        blocks: Sequence[_Block],
        settled: Any,
        codes: Mapping[str, Any],
        cells: MentionCells,
        class_of: Callable[[int], MentionClass],
    ) -> None:
        """Number the kinds of cells that are settled, by all that tells them apart."""
        rows = slice(None) if settled.all() else np.flatnonzero(settled)
        results, rest, doubt = (
            np.concatenate(parts, axis=1)[:, rows]
            for parts in zip(*((one.results, one.rest, one.doubt) for one in blocks), strict=True)
        )
        columns: list[tuple[Any, int | None]] = [
            (found, len(lane.different))
            for lane, found in zip(self.decisions, results, strict=True)
        ]
        columns += [(words, None) for words in rest]
        if doubt.any():
            known = self._which_known({name: one[rows] for name, one in codes.items()})
            known *= doubt.any(axis=0)
            columns += [(words, None) for words in (*doubt, *known)]

        places, different = different_columns(columns, results.shape[1])
        first = first_of(places, len(different))
        cell = first if isinstance(rows, slice) else rows[first]
        codes_of, row_of = results[:, first], cells.rows(cell)
        named = {lane.decision.name: lane.different for lane in self.decisions}

        def make(place: int) -> MentionClass:
            found = zip(named.items(), codes_of[:, place].tolist(), strict=True)
            results = {name: different[code] for (name, different), code in found}
            return SettledClass(results, class_of, int(row_of[place]))

        kinds[rows] = self.kinds.of(places, different, make)

    def _decided(
        self,
        codes: Mapping[str, Any],
        calendars: tuple[ClauseTable, Any] | None,
        rows: slice,
        *,
        open_too: bool,
    ) -> _Block:
        """Decide some cells."""
        codes = {name: one[rows] for name, one in codes.items()}
        size = len(next(iter(codes.values())))
        others = [] if calendars is None else [(calendars[0], calendars[1][rows])]
        may, must = self._joint.left(codes, size, others)
        settled = np.ones(size, bool)
        for name in self._asked_whether_known:  # an answer changes something by being known
            settled &= codes[name] != UNKNOWN
        results: dict[str, Any] = {}
        steps: list[tuple[LaneDecision, DecisionStep]] = []
        for lane in self.decisions:
            here, sure = self._given(lane.block, lane.decision.uses, may, must, results)
            step = lane.certain(here, sure, settled)
            results[lane.decision.name] = step.codes
            settled = settled & (step.codes != OPEN)
            steps.append((lane, step))
        asked = [name for name in results if self.axes[name].asked]
        here, sure = self._given(self._rest, asked, may, must, results)
        left = None
        if open_too:
            left = may[:, ~settled]
            if self._whatever is not self._joint and left.size:
                some = {name: one[~settled] for name, one in codes.items()}
                others = [(table, places[~settled]) for table, places in others]
                left = self._whatever.left(some, left.shape[1], others)[0]
        rest = len(here) if self._rest.bits else 0
        doubt = here[:rest] ^ sure[:rest]
        return _Block(settled, [*results.values()], here[:rest], doubt, left, steps)

    def _given(
        self,
        block: ClauseBlock,
        uses: Sequence[str] | frozenset[str],
        may: Words,
        must: Words,
        results: Mapping[str, Any],
    ) -> tuple[Words, Words]:
        """What may and what must hold of a block, given the results of decisions it uses."""
        mine = slice(block.first, block.end)
        here = may[mine].copy() if uses else may[mine]
        sure = here if must is may else must[mine].copy() if uses else must[mine]
        for lane in self.decisions:
            if lane.decision.name in uses:
                words = (here,) if sure is here else (here, sure)
                lane.narrow(self._whole, block, words, results[lane.decision.name])
        return here, sure

    def _calendar_table(self, open_at: Any) -> tuple[ClauseTable, Any]:
        """What the calendars leave, by which of them are open, and the row of each mention."""
        places, different = numbered([(words, None) for words in open_at], open_at.shape[1])
        found = []
        for words in open_at[:, first_of(places, different)].T.tolist():
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
        table = np.stack(found)
        return self._joint.table(table, table), places

    def _which_known(self, codes: Mapping[str, Any]) -> Words:
        """Which facts are known in each row, as bits in columns of words."""
        rows = len(next(iter(codes.values())))
        found = np.zeros((len(self._facts) // WORD + 1, rows), np.uint64)
        for number, name in enumerate(self._facts):
            if name in codes:
                known = (codes[name] != UNKNOWN).astype(np.uint64)
                found[number // WORD] |= known << np.uint64(number % WORD)
        return found

    def _open_shares(self, codes: Mapping[str, Any], numbers: Mapping[str, Any]) -> Iterator[Words]:
        """The numbers of which a share would be made, where it is not known."""
        for fact in self._shares:
            unknown = codes[fact.name] == UNKNOWN
            for end in (fact.part, fact.whole):
                yield np.where(unknown, numbers[end], 0).astype(np.uint64)
