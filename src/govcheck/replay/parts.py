"""Parts of an archive: read and counted apart, in as many processes as there are, then added up."""

import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context, parent_process
from multiprocessing.process import BaseProcess
from threading import Thread
from typing import Any, Final, Literal, NamedTuple

from govcheck.archives import parquet
from govcheck.archives.archive_part import ArchivePart
from govcheck.archives.meanings import Meanings
from govcheck.archives.rows import rows_of
from govcheck.archives.tables import UnreadableArchive
from govcheck.archives.text_spans import spans_of
from govcheck.cache.values import dump_value, load_value
from govcheck.errors import reason_of
from govcheck.replay.portion import Portion
from govcheck.replay.replay import ArchiveReplay, ReplayRequest
from govcheck.simulate.program import Program
from govcheck.translation import said, together, told

Engine = Literal["arrow", "duckdb", "spark"]
_ROWS: Final = 120_000
"""So many rows of Parquet are a part, and the rest of their row group."""
_PIECE: Final = parquet.BATCH
"""A row group of twice as many is cut into parts of so many."""
_PARQUET: Final = b"PAR1"


class ReplayJob(NamedTuple):
    """What is to be done with each part."""

    program: Program
    before: Program | None
    asked: ReplayRequest
    meanings: tuple[Meanings, ...]
    by_duckdb: bool = False


class PartCount(NamedTuple):
    """What a part adds up to, and what is wrong with its file."""

    portion: Portion
    faults: tuple[str, ...]


class PartReplay:
    """Counts one part after the other, and remembers what they have in common."""

    def __init__(self, job: ReplayJob) -> None:
        self._job = job
        self.replay = ArchiveReplay(job.program, job.asked, job.before)
        self._batches: Any = None
        self.reader = parquet.GroupReader()
        try:
            from govcheck.replay.batches import BatchReplay
        except ImportError:  # without the extra `replay`
            return
        self._batches = BatchReplay(self.replay)

    def count(self, part: ArchivePart) -> PartCount:
        """What the rows of a part add up to."""
        means = self._job.meanings[part.meanings]
        faults: tuple[str, ...] = ()
        try:
            with open(part.path, "rb") as file:
                if part.target is not None:
                    from govcheck.replay.row_files import write_rows

                    faults = write_rows(self.replay, self._batches, self.reader, part, means, file)
                elif part.groups is None or self._batches is None:
                    self.replay.add(rows_of(part.name, file, means.wanted, part.span), means)
                else:
                    self._add_batches(part, means)
        except UnreadableArchive as error:
            faults = (self.broken(part.name, error),)
        except (OSError, ValueError) as error:
            reason = reason_of(error)
            faults = (said("`{called}` cannot be read: {error}", called=part.name, error=reason),)
        return PartCount(self.replay.take(), faults)

    def broken(self, name: str, error: UnreadableArchive) -> str:
        """Remember that a file could not be read to its end; says what is wrong."""
        self.replay.broken(name, told(error))
        wrong = said("`{called}` {reason}", called=name, reason=told(error))
        return together((wrong, error.advice or ""), "; ")

    def _add_batches(self, part: ArchivePart, means: Meanings) -> None:
        from govcheck.replay.batch_side import RowBatch

        number = part.first + 1
        if self._job.by_duckdb:
            found = parquet.batches_by_duckdb(part.path, means.wanted, part.first, part.rows)
        else:
            found = self.reader.batches(part, means.wanted)
        for batch in found:
            columns = parquet.plain_columns(batch)
            self._batches.add(RowBatch(part.name, number, batch.num_rows, columns), means)
            number += batch.num_rows


def parts_of(name: str, path: str, meanings: int, means: Meanings) -> list[ArchivePart]:
    """A file as parts. What is wrong with it is found when they are counted."""
    whole = ArchivePart(name, path, meanings)
    try:
        with open(path, "rb") as file:
            if not file.seekable():
                return [whole]
            if file.read(4) != _PARQUET:
                file.seek(0)
                return [whole._replace(span=span) for span in spans_of(name, file)]
        counts = parquet.row_counts(path, means.wanted)
    except (OSError, ValueError, UnreadableArchive):
        return [whole]
    found: list[ArchivePart] = []
    first = start = rows = 0
    for group, count in enumerate(counts):
        rows += count
        if rows < _ROWS and group < len(counts) - 1:
            continue
        piece = _PIECE if start == group and rows >= 2 * _PIECE else max(rows, 1)
        for begin in range(first, first + max(rows, 1), piece):
            here = min(piece, first + rows - begin)
            found.append(ArchivePart(name, path, meanings, begin, here, (start, group + 1)))
        first, start, rows = first + rows, group + 1, 0
    return found or [whole._replace(groups=(0, 0), rows=0)]


def packed(job: ReplayJob) -> bytes:
    """The job as bytes, which other processes and machines read."""
    return dump_value(job)


def counted(
    job: ReplayJob, parts: Iterable[ArchivePart], workers: int
) -> Iterator[tuple[int, PartCount]]:
    """The number of each part and what it adds up to, as they are done."""
    parts = [*parts]
    workers = min(workers, len(parts))
    if workers <= 1:
        mine = PartReplay(job)
        for number, part in enumerate(parts):
            yield number, mine.count(part)
        return
    with ProcessPoolExecutor(workers, get_context("spawn"), _begin, (packed(job),)) as pool:
        for number, content in enumerate(pool.map(_count, parts)):
            yield number, load_value(content)


_mine: list[PartReplay] = []
"""Of this process, which does one job."""


def _begin(job: bytes) -> None:
    if parent := parent_process():
        Thread(target=_end_with, args=(parent,), daemon=True).start()
    _mine[:] = [PartReplay(load_value(job))]


def _end_with(parent: BaseProcess) -> None:
    """Leave no process behind where the first one is killed."""
    parent.join()
    os._exit(1)


def _count(part: ArchivePart) -> bytes:
    return dump_value(_mine[0].count(part))


def begun(job: bytes) -> Callable[[ArchivePart], bytes]:
    """Count parts of a job that came as bytes; one job is remembered."""
    if not _mine or _jobs[:1] != [job]:
        _begin(job)
        _jobs[:] = [job]
    return _count


_jobs: list[bytes] = []
