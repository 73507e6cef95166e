"""Parquet: its columns checked, and read as batches, by pyarrow or by DuckDB."""

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Any, BinaryIO, Final

from govcheck.archives.archive_part import ArchivePart
from govcheck.archives.tables import UnreadableArchive, Wanted, check_header
from govcheck.translation import said

BATCH: Final = 1 << 17
_SHORT: Final = 4
_MEMORY: Final = "512MB"
_DAMAGED: Final = said("the file is damaged, and what follows is not read")


def opened(file: BinaryIO | str, wanted: Wanted) -> tuple[Any, list[str]]:
    """A file of Parquet, and which of its columns are read. Raises UnreadableArchive."""
    try:
        import pyarrow as pa
        from pyarrow import parquet
    except ImportError:
        raise UnreadableArchive(
            said("Parquet needs `pyarrow`"), said("install the program with its extra `replay`")
        ) from None
    try:
        table = parquet.ParquetFile(file)
        header = list(table.schema_arrow.names)
    except (pa.ArrowException, ValueError, OverflowError, KeyError, MemoryError):
        raise UnreadableArchive(_DAMAGED) from None
    check_header(header, wanted)
    return table, [column for column in wanted.columns if column in header]


def batches(
    file: BinaryIO | str,
    wanted: Wanted,
    groups: tuple[int, int] | None = None,
    size: int = BATCH,
    *,
    whole: bool = False,
) -> Iterator[Any]:
    """The rows of a file, or of its row groups from one up to another, as batches of Arrow.

    `whole` rows have every column, of the types that are written. Raises UnreadableArchive.
    """
    table, found = opened(file, wanted)
    columns = None if whole else found
    import pyarrow as pa
    from pyarrow import parquet

    try:
        repeated = [] if columns is None else list(_repeated(table, columns))
        table = parquet.ParquetFile(
            file, metadata=table.metadata, read_dictionary=repeated, pre_buffer=False
        )
        for group in range(*(groups or (0, table.num_row_groups))):
            # one by one, since lists of dictionaries are not read across row groups
            yield from table.iter_batches(
                batch_size=size, row_groups=[group], columns=columns, use_threads=False
            )
    except (pa.ArrowException, ValueError, OverflowError, KeyError, MemoryError):
        raise UnreadableArchive(_DAMAGED) from None


class GroupReader:
    """Reads parts, and remembers where it is: a large row group is read once for all of its."""

    def __init__(self) -> None:
        self._reading: object = None
        self._row = 0
        self._rest: Iterator[Any] = iter(())

    def batches(self, part: ArchivePart, wanted: Wanted, *, whole: bool = False) -> Iterator[Any]:
        """The rows of a part as batches of Arrow. Raises UnreadableArchive."""
        assert part.groups is not None
        assert part.rows is not None
        reading = (part.path, part.groups, wanted, whole)
        if reading != self._reading or self._row > part.first:
            self._row = sum(row_counts(part.path, wanted)[: part.groups[0]])
            self._rest = batches(part.path, wanted, part.groups, whole=whole)
        self._reading = None  # until it is known that it can be read on from here
        end = part.first + part.rows
        while self._row < end:
            batch = next(self._rest, None)
            if batch is None:
                return
            if self._row + batch.num_rows > end:
                self._rest = chain([batch.slice(end - self._row)], self._rest)
                batch = batch.slice(0, end - self._row)
            before = max(part.first - self._row, 0)
            self._row += batch.num_rows
            if before < batch.num_rows:
                yield batch.slice(before)
        self._reading = reading


def plain_columns(batch: Any) -> dict[str, Any]:
    """The columns of a batch by name; what Arrow can do little with is of a type of like cells."""
    return {
        name: column if (kind := _plain_type(column.type)) == column.type else column.cast(kind)
        for name, column in zip(batch.schema.names, batch.columns, strict=True)
    }


def _plain_type(kind: Any) -> Any:
    import pyarrow as pa

    if isinstance(kind, pa.BaseExtensionType):
        return _plain_type(kind.storage_type)
    if pa.types.is_string_view(kind):
        return pa.string()
    if pa.types.is_binary_view(kind):
        return pa.binary()
    if pa.types.is_list(kind):
        return pa.list_(_plain_type(kind.value_type))
    return kind


def _repeated(table: Any, columns: Sequence[str]) -> Iterator[str]:
    """The columns of texts that are written as numbers of a few different ones; so they are read.

    Numbers take less than four bytes each; where texts are different they are written out.
    """
    for number in range(table.metadata.num_columns if table.num_row_groups else 0):
        found = table.metadata.row_group(0).column(number)
        is_text = table.schema.column(number).logical_type.type == "STRING"
        is_short = found.total_uncompressed_size < _SHORT * found.num_values
        if is_text and is_short and found.path_in_schema.split(".list.")[0] in columns:
            yield found.path_in_schema


def batches_by_duckdb(path: str, wanted: Wanted, first: int, rows: int | None) -> Iterator[Any]:
    """The same rows in the same order, read by DuckDB: `rows` of them from the `first` on."""
    table, columns = opened(path, wanted)
    types = table.schema_arrow.types
    if any(_plain_type(one) != one or str(one).startswith("duration") for one in types):
        part = ArchivePart("", path, 0, first, rows, (0, table.num_row_groups))
        yield from GroupReader().batches(part, wanted)  # DuckDB has other cells for these
        return
    try:
        import duckdb
    except ImportError:
        raise UnreadableArchive(
            said("needs `duckdb`"), said("install the program with its extra `replay`")
        ) from None
    names = ", ".join('"' + name.replace('"', '""') + '"' for name in columns)
    last = "" if rows is None else f" and file_row_number < {first + rows}"
    with duckdb.connect(config={"threads": 1, "memory_limit": _MEMORY}) as connection:
        try:
            found = connection.sql(
                f"select {names} from read_parquet(?, file_row_number=true)"  # noqa: S608 - quoted
                f" where file_row_number >= {first}{last}",
                params=[path.replace("[", "[[]").replace("*", "[*]").replace("?", "[?]")],
            )
            yield from found.to_arrow_reader(BATCH)
        except duckdb.Error:
            raise UnreadableArchive(_DAMAGED) from None


def row_counts(path: str, wanted: Wanted) -> list[int]:
    """How many rows each row group has. Raises UnreadableArchive."""
    table, _ = opened(path, wanted)
    return [table.metadata.row_group(number).num_rows for number in range(table.num_row_groups)]
