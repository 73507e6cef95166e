"""One policy for batches: what it reads in columns, decides of them, and whom it tells."""

from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np

from govcheck.archives.meanings import Meanings
from govcheck.archives.rows import MentionRow
from govcheck.archives.tables import plain_cells
from govcheck.engine.case import read_case
from govcheck.engine.shares import share_of
from govcheck.replay.classes import MentionClass
from govcheck.replay.coding import ColumnCoder, UnfitCells
from govcheck.replay.consequences import Consequences
from govcheck.replay.instants import Openings
from govcheck.replay.lanes import DecidedBatch, Lanes
from govcheck.replay.numbered import MentionKinds
from govcheck.replay.portion import Portion, SidePortion
from govcheck.replay.replay import ReplaySide


class RowBatch(NamedTuple):
    """Rows as columns, which are Arrow arrays."""

    name: str
    """Of the file."""
    first: int
    """The number of the first row in it."""
    rows: int
    columns: Mapping[str, Any]

    def place(self, row: int) -> str:
        """Where a row stands."""
        return f"{self.name}:{self.first + row}"

    def row(self, row: int) -> MentionRow:
        """A row by itself."""
        cells = {name: plain_cells(one.slice(row, 1))[0] for name, one in self.columns.items()}
        return MentionRow(self.place(row), cells)


class KeptRows(NamedTuple):
    """The rows of a batch that count, with their numbers in it, and their instants."""

    batch: RowBatch
    numbers: Any
    at: Any
    columns: Mapping[str, Any]

    def row(self, row: int) -> MentionRow:
        """A row by itself."""
        return self.batch.row(int(self.numbers[row]))

    def place(self, row: int) -> str:
        """Where a row stands."""
        return self.batch.place(int(self.numbers[row]))


class BatchSide:
    """One policy, for batches."""

    def __init__(self, side: ReplaySide) -> None:
        self.side = side
        self.lanes = Lanes(side.program)
        self._openings = Openings(side.program.roster, self.lanes.calendars)
        self._coders: dict[int, list[ColumnCoder]] = {}
        self._shares = [
            fact for fact in side.program.ruleset.facts.values() if fact.type == "share"
        ]
        self._ends = {end for fact in self._shares for end in (fact.part, fact.whole)}

    @property
    def kinds(self) -> MentionKinds:
        """What is decided, by the numbers of kinds."""
        return self.lanes.kinds

    def class_of(self, kept: KeptRows, meanings: Meanings, row: int) -> MentionClass:
        """What is decided of a row by itself."""
        facts = self.side.reader(meanings).read(kept.row(row)).facts
        return self.side.classes.of(int(kept.at[row]), facts)

    def decide(
        self,
        kept: KeptRows,
        meanings: Meanings,
        counted: SidePortion,
        *,
        open_too: bool = True,
        by_rules: bool = False,
    ) -> DecidedBatch:
        """Decide rows; cells that cannot be understood are counted.

        Unless `open_too` the kinds of rows of which something unknown matters are void. Only
        `by_rules` the answer knows by which rules each is decided.
        """
        rows = len(kept.at)
        codes: dict[str, Any] = {}
        values: dict[str, Any] = {}
        coders: dict[str, ColumnCoder] = {}
        for coder in self._columns(meanings):
            cells = None if coder.column.column is None else kept.columns.get(coder.column.column)
            found = coder.coded(cells, rows)
            name = coder.fact.name
            subject = f"outcome.{name}" if coder.column.decides else name
            self._unfit(counted, subject, found.unfit, kept)
            if not coder.column.decides:
                codes[name], values[name], coders[name] = found.codes, found.values, coder
        for name, fact in self.side.program.ruleset.facts.items():
            if fact.type not in ("decision", "share"):
                codes.setdefault(name, np.zeros(rows, np.int64))
            if name in self._ends:
                values.setdefault(name, np.zeros(rows, np.int64))
        self._share(codes, values, coders, counted, kept)
        return self.lanes.decide(
            codes,
            self._openings.at(kept.at),
            lambda row: self.class_of(kept, meanings, row),
            {name: values[name] for name in self._ends},
            open_too=open_too,
            by_rules=by_rules,
        )

    def agree(
        self, portion: Portion, kept: KeptRows, meanings: Meanings, decided: DecidedBatch
    ) -> None:
        """Count how results compare with what was really done."""
        for coder in self._columns(meanings):
            if not coder.column.decides:
                continue
            cells = None if coder.column.column is None else kept.columns.get(coder.column.column)
            found = coder.coded(cells, len(kept.at))
            width = len(coder.values)
            unique, counts = np.unique(decided.kinds * width + found.values, return_counts=True)
            for key, rows in zip(unique.tolist(), counts.tolist(), strict=True):
                kind, value = divmod(key, width)
                done = coder.values[value]
                if done is not None:
                    results = self.kinds[kind].results[coder.fact.name]
                    portion.agreement.add(coder.fact, results, done, rows)

    def foretold(self, kinds: Any, at: Any) -> tuple[Any, list[Consequences]]:
        """For each row which of some consequences follow, and these."""
        forecast = self.side.forecast
        used, places = np.unique(kinds, return_inverse=True)
        mentions = [self.kinds[kind] for kind in used.tolist()]
        by_path: dict[int, MentionClass] = {}
        table = np.empty(len(used), np.int64)
        for number, mention in enumerate(mentions):
            table[number] = forecast.path_of(mention)
            by_path.setdefault(int(table[number]), mention)
        paths = table[places]
        numbers: dict[Consequences, int] = {}
        result = np.empty(len(at), np.int64)
        for path, mention in by_path.items():
            rows = np.flatnonzero(paths == path)
            instants, back = np.unique(at[rows], return_inverse=True)
            found = np.empty(len(instants), np.int64)
            place = 0
            while place < len(instants):
                first = int(instants[place])
                follows = forecast.of(mention, first)
                end = np.searchsorted(instants, forecast.cell_at(mention, first)[1])
                found[place:end] = numbers.setdefault(follows, len(numbers))
                place = int(end)
            result[rows] = found[back]
        return result, list(numbers)

    def _columns(self, meanings: Meanings) -> list[ColumnCoder]:
        key = id(meanings)
        if key not in self._coders:
            self._coders[key] = [
                ColumnCoder(
                    column,
                    fact,
                    None if column.decides else self.lanes.axes[fact.name],
                    keeps=column.decides or fact.name in self._ends,
                )
                for column, fact in meanings.of_facts(self.side.program.ruleset)
            ]
        return self._coders[key]

    def _unfit(
        self, counted: SidePortion, subject: str, unfit: tuple[UnfitCells, ...], kept: KeptRows
    ) -> None:
        for one in unfit:
            counted.bad.add(subject, one.message, kept.place(one.row), one.rows)

    def _share(
        self,
        codes: dict[str, Any],
        values: dict[str, Any],
        coders: Mapping[str, ColumnCoder],
        counted: SidePortion,
        kept: KeptRows,
    ) -> None:
        """Work out shares, once for the same numbers; parts that are more than wholes are out."""
        if not self._shares:
            return
        ends = sorted(self._ends)
        together = np.stack([values[name] for name in ends], axis=1)
        unique, first, places = np.unique(together, axis=0, return_index=True, return_inverse=True)
        places = places.reshape(-1)
        shares = {fact.name: np.zeros(len(unique), np.int64) for fact in self._shares}
        left = unique.copy()
        counts = np.bincount(places, minlength=len(unique))
        ruleset = self.side.program.ruleset
        for number, row in enumerate(unique.tolist()):
            stated: dict[str, Any] = {
                name: coders[name].values[value]
                for name, value in zip(ends, row, strict=True)
                if value
            }
            while True:
                _, problems = read_case(ruleset, stated, 0)
                gone = [one for one in problems if stated.pop(one.fact, None) is not None]
                for one in gone:
                    left[number, ends.index(one.fact)] = 0
                    counted.bad.add(
                        one.fact, one.message, kept.place(int(first[number])), int(counts[number])
                    )
                if not gone:
                    break
            for fact in self._shares:
                if fact.part in stated and fact.whole in stated:
                    value = share_of(stated[fact.part], stated[fact.whole])
                    shares[fact.name][number] = self.lanes.axes[fact.name].code(value)
        changed = left != unique
        for column, name in enumerate(ends):
            values[name] = left[:, column][places]
            if changed[:, column].any():
                codes[name] = np.where(changed[:, column][places], 0, codes[name])
        for name, found in shares.items():
            codes[name] = found[places]
