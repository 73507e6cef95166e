"""Files of Parquet with the rows of an archive as they were, and their results beside them."""

import json
import os
from collections.abc import Sequence
from contextlib import suppress
from functools import lru_cache
from typing import Any, BinaryIO, Final

import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import parquet as written

from govcheck.archives import parquet
from govcheck.archives.archive_part import ArchivePart, RowTarget
from govcheck.archives.meanings import Meanings
from govcheck.archives.rows import MentionRow, PassedOver, rows_of
from govcheck.archives.tables import (
    MOST_COLUMNS,
    UnreadableArchive,
    Wanted,
    check_header,
)
from govcheck.errors import reason_of
from govcheck.replay.batch_side import RowBatch
from govcheck.replay.batches import BatchReplay
from govcheck.replay.replay import ArchiveReplay, RowAnswer
from govcheck.replay.row_results import answer_of_rows, result_columns, result_fields
from govcheck.simulate.program import Program
from govcheck.translation import said

_ABOUT: Final = b"govcheck"
_DIGEST: Final = b"govcheck_digest"
"""The keys of what a file says of itself."""
_ROWS: Final = 1 << 14
"""So many rows of tables of text are written at once."""


class NewFile:
    """A file under way: it has its name only once it is whole."""

    def __init__(self, path: str) -> None:
        self.fault: str | None = None
        """Why it cannot be written, if so."""
        self.sink: Any = None
        self._path = path
        try:
            with suppress(FileNotFoundError):
                os.unlink(path + ".new")
            self.sink = open(path + ".new", "xb")  # noqa: SIM115 - closed at the end
        except OSError as error:
            self.failed(error)

    def failed(self, error: Exception) -> None:
        """Remember why it cannot be written."""
        reason = reason_of(error) if isinstance(error, OSError) else str(error)
        self.fault = said("`{path}` cannot be written: {error}", path=self._path, error=reason)

    def end(self) -> None:
        """Give the file its name."""
        if self.fault is None:
            try:
                self.sink.close()
                os.replace(self._path + ".new", self._path)
            except OSError as error:
                self.failed(error)

    def drop(self) -> None:
        """Leave nothing of a file that has not got its name."""
        with suppress(OSError, AttributeError):
            self.sink.close()
        with suppress(OSError):
            os.unlink(self._path + ".new")


class RowFile(NewFile):
    """A file of rows with their results."""

    def __init__(self, target: RowTarget, programs: Sequence[Program], own: pa.Schema) -> None:
        self._programs = programs
        results = result_fields(programs)
        names = [field.name.casefold() for field in results]
        twice = [name for name in names if names.count(name) > 1]  # by what a decision is called
        for name in (*own.names, *twice):
            if name.casefold() in names:
                raise UnreadableArchive(
                    said("has a column `{column}`, as results are called", column=name),
                    said("replay the archive itself, not its results"),
                )
        about = {_ABOUT: target.about.encode(), _DIGEST: target.digest.encode()}
        about = {**(own.metadata or {}), **about}
        self._schema = pa.schema([*own, *results], about)
        self._writer: Any = None
        super().__init__(target.path)
        try:
            if self.fault is None:
                self._writer = written.ParquetWriter(self.sink, self._schema, compression="zstd")
        except (OSError, pa.ArrowException) as error:
            self.failed(error)

    def write(self, own: Sequence[Any], places: Any, answers: Any) -> None:
        """Write some rows: their own columns, where they stand, and what becomes of them."""
        if self.fault is None:
            columns = [*own, *result_columns(self._programs, places, answers)]
            try:
                self._writer.write_batch(pa.record_batch(columns, schema=self._schema))
            except (OSError, pa.ArrowException) as error:
                self.failed(error)

    def end(self) -> None:
        """Write what is left, and give the file its name."""
        if self.fault is None:
            try:
                self._writer.close()
            except (OSError, pa.ArrowException) as error:
                self.failed(error)
        super().end()

    def drop(self) -> None:
        """Leave nothing of a file that has not got its name."""
        with suppress(OSError, ValueError, AttributeError, pa.ArrowException):
            self._writer.close()
        super().drop()


def write_rows(
    replay: ArchiveReplay,
    batches: BatchReplay,
    reader: parquet.GroupReader,
    part: ArchivePart,
    means: Meanings,
    file: BinaryIO,
) -> tuple[str, ...]:
    """Decide the rows of a part and write them with their results; says what went wrong.

    Raises UnreadableArchive; what is read before is written, too.
    """
    assert part.target is not None
    sides = (replay.side,) if replay.other is None else (replay.side, replay.other)
    programs = [side.program for side in sides]
    if not file.seekable():
        raise UnreadableArchive(said("is a pipe, whose rows are not written"), said("name a file"))
    names: list[str] = []
    if part.groups is not None:
        own = parquet.opened(part.path, means.wanted)[0].schema_arrow
    else:
        names = _columns_of_text(part.name, part.path, means.wanted, os.stat(part.path).st_mtime_ns)
        own = pa.schema([pa.field(_text(name), pa.string()) for name in names])
    out = RowFile(part.target, programs, own)
    try:
        try:
            if part.groups is not None:
                _write_batches(batches, reader, part, means, out)
            else:
                _write_texts(replay, part, means, file, names, out)
        except UnreadableArchive:
            out.end()
            raise
        out.end()
    finally:
        out.drop()
    return () if out.fault is None else (out.fault,)


def _write_batches(
    batches: BatchReplay,
    reader: parquet.GroupReader,
    part: ArchivePart,
    means: Meanings,
    out: RowFile,
) -> None:
    number = part.first + 1
    wanted = means.wanted.columns
    for batch in reader.batches(part, means.wanted, whole=True):
        columns = parquet.plain_columns(
            batch.select([n for n in batch.schema.names if n in wanted])
        )
        rows = RowBatch(part.name, number, batch.num_rows, columns)
        places = pc.binary_join_element_wise(
            part.name, pa.array(range(number, number + rows.rows)).cast(pa.string()), ":"
        )
        out.write(batch.columns, places, batches.add(rows, means, by_rules=True))
        number += rows.rows


@lru_cache(maxsize=4)  # for the parts of a file, which come one after the other
def _columns_of_text(name: str, path: str, wanted: Wanted, _changed: int) -> list[str]:
    """The columns of a table of text, which is read for them once."""
    found: dict[str, None] = {}
    with open(path, "rb") as file:
        rows = rows_of(name, file, wanted._replace(whole=True))
        with suppress(UnreadableArchive):  # which is found again where its rows are read
            for row in rows:
                if isinstance(row, MentionRow):
                    found.update(dict.fromkeys(row.cells))
                    if len(found) > MOST_COLUMNS:
                        break
    check_header([*found], Wanted((), ()))
    return [*found]


def _write_texts(
    replay: ArchiveReplay,
    part: ArchivePart,
    means: Meanings,
    file: BinaryIO,
    names: Sequence[str],
    out: RowFile,
) -> None:
    rows: list[MentionRow | PassedOver] = []
    answers: list[RowAnswer] = []

    def write() -> None:
        if not rows:
            return
        cells = [{} if isinstance(row, PassedOver) else row.cells for row in rows]
        own = [pa.array([_text(one.get(name)) for one in cells], pa.string()) for name in names]
        places = pa.array([_text(row.place) for row in rows], pa.string())
        out.write(own, places, answer_of_rows(answers))
        rows.clear()
        answers.clear()

    def keep(row: MentionRow | PassedOver, answer: RowAnswer) -> None:
        rows.append(row)
        answers.append(answer)
        if len(rows) >= _ROWS:
            write()

    try:
        found = rows_of(part.name, file, means.wanted._replace(whole=True), part.span)
        replay.add(found, means, keep)
    finally:
        write()


def _text(cell: object) -> str | None:
    """A cell as a text: what is none in JSON as JSON; what is no Unicode is written out."""
    if cell is None:
        return None
    text = cell if isinstance(cell, str) else json.dumps(cell, ensure_ascii=False)
    return text.encode("utf-8", "backslashreplace").decode()


def digest_of(path: str) -> str:
    """What tells the rows of a file apart; empty where it has no rows with results."""
    if os.path.islink(path):
        return ""
    try:
        found: bytes = (written.read_schema(path).metadata or {}).get(_DIGEST, b"")
    except (OSError, pa.ArrowException):
        return ""
    return found.decode("utf-8", "replace")
