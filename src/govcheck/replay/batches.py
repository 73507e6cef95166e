"""Batches: many rows of an archive decided, foretold and counted at once.

What is counted is what `ArchiveReplay.add` counts of the same rows, one after the other.
"""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from govcheck.archives.meanings import Meanings
from govcheck.archives.rows import MentionRow
from govcheck.archives.tables import plain_cells
from govcheck.replay.batch_side import BatchSide, KeptRows, RowBatch
from govcheck.replay.cells import cells_of
from govcheck.replay.classes import MentionClass
from govcheck.replay.consequences import Consequences
from govcheck.replay.differences import Way, example, way_of
from govcheck.replay.instants import EARLIEST, LATEST, of_timestamps, offsets
from govcheck.replay.lanes import DecidedBatch
from govcheck.replay.portion import Portion
from govcheck.replay.replay import AFTER_END, BEFORE_START, SEVERITY, ArchiveReplay
from govcheck.time.clock import DAY, HOUR


class BatchSideAnswer(NamedTuple):
    """What one policy makes of rows that are decided."""

    mentions: Sequence[MentionClass]
    kinds: Any
    """For each row which of the mentions is decided like it."""
    follows: Sequence[Consequences]
    ways: Any
    """For each row which consequences it has."""
    decided: DecidedBatch | None = None
    """Where many are decided at once, by which rules those are that are settled."""


class BatchAnswer(NamedTuple):
    """What becomes of the rows of a batch."""

    numbers: Any
    """The rows that are decided."""
    skipped: Sequence[tuple[Any, str]]
    """Rows that are not, and why."""
    sides: Sequence[BatchSideAnswer]


class BatchReplay:
    """A replay that takes whole batches; it counts into the portion of an `ArchiveReplay`."""

    def __init__(self, replay: ArchiveReplay) -> None:
        self.replay = replay
        sides = [replay.side] if replay.other is None else [replay.side, replay.other]
        self._sides = [BatchSide(side) for side in sides]

    def add(self, batch: RowBatch, meanings: Meanings, *, by_rules: bool = False) -> BatchAnswer:
        """Decide the rows of a batch; only `by_rules` the answer knows by which rules."""
        portion = self.replay.portion
        by_rules = by_rules or len(self._sides) > 1  # examples differ in them
        portion.rows += batch.rows
        skipped: list[tuple[Any, str]] = []
        at, rows = self._instants(batch, meanings, skipped)
        if not len(rows):
            return BatchAnswer(rows, skipped, ())
        portion.span(int(at.min()), int(at.max()))
        columns = batch.columns
        if len(rows) < batch.rows:
            columns = {name: one.take(pa.array(rows)) for name, one in columns.items()}
        kept = KeptRows(batch, rows, at, columns)
        side = self._sides[0]
        decided = side.decide(kept, meanings, portion.side, by_rules=by_rules)
        kinds = side.kinds
        used, places, counts = np.unique(decided.kinds, return_inverse=True, return_counts=True)
        settled = np.zeros(len(used), bool)
        settled[places] = decided.settled
        for kind, rows_of, by_pattern in zip(
            used.tolist(), counts.tolist(), settled.tolist(), strict=True
        ):
            portion.decided.add_kind(kinds[kind], rows_of, settled=by_pattern)
        for hit, matching in decided.hits:
            portion.decided.add_hits([hit], matching)
        found, table = side.foretold(decided.kinds, at)
        self._foretell(portion, found, table, at)
        mentions = [kinds[kind] for kind in used.tolist()]
        self._arrivals(portion, mentions, places, at)
        side.agree(portion, kept, meanings, decided)
        sides = [BatchSideAnswer(mentions, places, table, found, decided)]
        if len(self._sides) > 1:
            before = self._sides[1].decide(kept, meanings, portion.before, by_rules=by_rules)
            sides.append(self._compare(portion, kept, meanings, before, decided))
        return BatchAnswer(rows, skipped, sides)

    def _foretell(
        self, portion: Portion, found: Any, table: Sequence[Consequences], at: Any
    ) -> None:
        """Count who is told, and what is late."""
        starts = self._starts(portion, at)
        keys = starts * len(table) + found
        unique, counts = np.unique(keys, return_counts=True)
        for key, rows in zip(unique.tolist(), counts.tolist(), strict=True):
            start, place = divmod(key, len(table))
            portion.load.add(start, table[place], rows)
        for place, rows in enumerate(np.bincount(found, minlength=len(table)).tolist()):
            if rows:
                portion.side.people.add(table[place], rows)

    def _starts(self, portion: Portion, at: Any) -> Any:
        """Where the stretch of the load begins in which each row is."""
        zone = self.replay.side.program.roster.timezone
        shown = at + offsets(at, zone)
        if self.replay.asked.by == "hour":
            return at - shown % HOUR
        days, places = np.unique(shown // DAY, return_inverse=True)
        first = np.zeros(len(days), np.int64)
        first[places[::-1]] = at[::-1]
        return np.array([portion.load.start_of(int(one)) for one in first], np.int64)[places]

    def _arrivals(self, portion: Portion, kinds: list[MentionClass], places: Any, at: Any) -> None:
        names = [next(iter(kind.results.get(SEVERITY, ())), "") for kind in kinds]
        different = sorted(set(names))
        table = np.array([different.index(name) for name in names], np.int64)
        keys = at // HOUR * len(different) + table[places]
        unique, counts = np.unique(keys, return_counts=True)
        for key, rows in zip(unique.tolist(), counts.tolist(), strict=True):
            hour, name = divmod(key, len(different))
            portion.arrivals[hour * HOUR, different[name]] += rows

    def _compare(
        self,
        portion: Portion,
        kept: KeptRows,
        meanings: Meanings,
        before: DecidedBatch,
        after: DecidedBatch,
    ) -> BatchSideAnswer:
        """Count what the other policy makes of the same rows."""
        side, other = self._sides
        used, kinds = np.unique(before.kinds, return_inverse=True)
        mentions = [other.kinds[kind] for kind in used.tolist()]
        found, table = other.foretold(before.kinds, kept.at)
        for place, rows in enumerate(np.bincount(found, minlength=len(table)).tolist()):
            if rows:
                portion.before.people.add(table[place], rows)
        width = len(side.kinds)
        keys, places, counts = np.unique(
            before.kinds * width + after.kinds, return_inverse=True, return_counts=True
        )
        answer = BatchSideAnswer(mentions, kinds, table, found, before)
        ways = [way_of(other.kinds[key // width], side.kinds[key % width]) for key in keys.tolist()]
        for way, rows in zip(ways, counts.tolist(), strict=True):
            if way:
                portion.differences.add(way, rows)
        reader = other.side.reader(meanings)
        for row in self._worth_showing(portion, ways, places, before, after):
            way = ways[places[row]]
            if portion.differences.wants(way) <= 0 and not portion.differences.wants_reasons(way):
                continue  # those before it were enough
            was, now = (one.class_of(kept, meanings, row) for one in (other, side))
            shown = example(reader.name(kept.row(row)), was, now)
            portion.differences.show(way, shown)
        return answer

    def _worth_showing(
        self, portion: Portion, ways: list[Way], places: Any, *sides: DecidedBatch
    ) -> list[int]:
        """The rows, in order, that may be examples: the first of each way, and of each reason."""
        differences = portion.differences
        firsts = np.array([max(differences.wants(way), 0) if way else 0 for way in ways])
        open_ = np.array([bool(way) and differences.wants_reasons(way) for way in ways])
        found: set[int] = set()
        for place in np.flatnonzero(firsts).tolist():
            found.update(np.flatnonzero(places == place)[: firsts[place]].tolist())
        rows = np.flatnonzero(open_[places])
        if len(rows):
            names = {
                name for way, wants in zip(ways, open_, strict=True) if wants for name, *_ in way
            }
            columns: list[tuple[Any, int | None]] = [(places[rows], len(ways))]
            for decided in sides:
                for number, (lane, _) in enumerate(decided.blocks[0].steps):
                    if lane.decision.name in names:
                        by, lists = decided.by_rules(number)
                        codes = np.zeros(len(places), np.int64)
                        codes[decided.settled] = by + 1
                        columns.append((codes[rows], len(lists) + 1))
            found.update(rows[cells_of(columns, len(rows)).first].tolist())
        return sorted(found)

    def _instants(
        self, batch: RowBatch, meanings: Meanings, skipped: list[tuple[Any, str]]
    ) -> tuple[Any, Any]:
        """The instants of the rows that count, and which rows these are."""
        portion, asked = self.replay.portion, self.replay.asked
        at = np.full(batch.rows, LATEST + 1, np.int64)
        cells = batch.columns.get(meanings.instant)
        reader = self.replay.side.reader(meanings)
        if cells is not None and pa.types.is_timestamp(cells.type):
            at = of_timestamps(cells, meanings.timezone)
        odd = np.flatnonzero((at < EARLIEST) | (at > LATEST))
        good = np.ones(batch.rows, bool)
        if len(odd):
            places, different = _different(cells, odd)
            said: list[int | str] = [
                reader.instant(MentionRow("", {meanings.instant: cell})) for cell in different
            ]
            read = np.array([0 if isinstance(one, str) else one for one in said], np.int64)
            at[odd] = read[places]
            for place, one in enumerate(said):
                if isinstance(one, str):
                    rows = odd[places == place]
                    if not len(rows):
                        continue
                    good[rows] = False
                    portion.skipped.add("", one, batch.place(int(rows[0])), len(rows))
                    skipped.append((rows, one))
        for reason, out in (
            (BEFORE_START, None if asked.start is None else at < asked.start),
            (AFTER_END, None if asked.end is None else at >= asked.end),
        ):
            if out is not None and (out & good).any():
                rows = np.flatnonzero(out & good)
                portion.skipped.add("", reason, batch.place(int(rows[0])), len(rows))
                skipped.append((rows, reason))
                good &= ~out
        rows = np.flatnonzero(good)
        return at[rows], rows


def _different(cells: Any, rows: Any) -> tuple[Any, list[object]]:
    """Which of the different cells each of some rows has, and these cells."""
    if cells is None:
        return np.zeros(len(rows), np.int64), [None]
    some = cells.take(pa.array(rows))
    if pa.types.is_nested(some.type):
        return np.arange(len(rows)), plain_cells(some)
    encoded = some if pa.types.is_dictionary(some.type) else some.dictionary_encode()
    different = [*plain_cells(encoded.dictionary), None]
    return np.asarray(pc.fill_null(encoded.indices, len(different) - 1)), different
