"""The rows of an archive: CSV, JSON Lines or Parquet, packed with gzip or not.

Nothing is dropped in silence. A row that cannot be read is passed over with its reason, and a file
that cannot be read any further says so. What others wrote may be hostile: no line, cell or number
of it is larger than the limits here.
"""

import csv
import gzip
import io
import json
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from itertools import chain
from typing import Any, BinaryIO, Final, NamedTuple

from govcheck.archives.archive_part import TextSpan
from govcheck.archives.tables import UnreadableArchive, Wanted, check_header, plain_cells
from govcheck.errors import reason_of
from govcheck.translation import said

MOST_OF_A_LINE: Final = 1 << 24
"""The bytes of the longest line that is read."""
_BATCH: Final = 4096
BOMS: Final = ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
PARQUET: Final = b"PAR1"
_GZIP: Final = b"\x1f\x8b"
_WHOLE: Final = TextSpan()


class MentionRow(NamedTuple):
    """The cells of a row that are there, by column; `comma` tells of a decimal comma."""

    place: str
    cells: Mapping[str, object]
    comma: bool = False


class PassedOver(NamedTuple):
    """A row, or some lines, that cannot be read."""

    place: str
    reason: str


def rows_of(
    name: str, file: BinaryIO, wanted: Wanted, span: TextSpan = _WHOLE
) -> Iterator[MentionRow | PassedOver]:
    """The rows of a file that is called so, or of a span of it, one after the other.

    Raises:
        UnreadableArchive: It cannot be read, or not to its end.
    """
    try:
        yield from _rows(name, file, wanted, span)
    except (EOFError, zlib.error, gzip.BadGzipFile):
        raise UnreadableArchive(
            said("the packed file is damaged, and what follows is not read")
        ) from None
    except OSError as error:
        raise UnreadableArchive(said("cannot be read: {error}", error=reason_of(error))) from None


def _rows(
    name: str, file: BinaryIO, wanted: Wanted, span: TextSpan
) -> Iterator[MentionRow | PassedOver]:
    stream, start, packed = unpacked(file)
    if start.startswith(PARQUET):
        yield from _of_parquet(name, file, wanted, packed=packed)
        return
    lines = _lines(stream, start, None if span.start else span.end)
    first = next(lines, None)
    if first is None:
        raise UnreadableArchive(
            said("is empty"), said("a table begins with the names of its columns")
        )
    if is_json(name, first):
        lines = _further(stream, span) if span.start else chain([first], lines)
        yield from _of_json(name, lines, wanted, span, stream)
    else:
        yield from _of_csv(name, first, lines, wanted, span, stream)


def unpacked(file: BinaryIO) -> tuple[Any, bytes, bool]:
    """A file to be read, packed with gzip or not: its bytes, how they begin, whether it is."""
    stream: Any = file if hasattr(file, "peek") else io.BufferedReader(file)
    start = stream.peek(4)
    packed = start.startswith(_GZIP)
    if packed:
        stream = io.BufferedReader(gzip.GzipFile(fileobj=stream))
        start = stream.peek(4)
    return stream, start, packed


def is_json(name: str, first: str) -> bool:
    """Whether a file of text is JSON Lines, by its name or its first line."""
    plain = name.lower().removesuffix(".gz")
    return plain.endswith((".jsonl", ".ndjson")) or first.lstrip().startswith(("{", "["))


def _further(stream: Any, span: TextSpan) -> Iterator[str]:
    """The lines of a span that does not begin where the file does."""
    stream.seek(span.start)
    return _lines(stream, b"", None if span.end is None else span.end - span.start)


def _lines(stream: Any, start: bytes, left: int | None) -> Iterator[str]:
    """The lines of so many bytes; what is no UTF-8 stays in them as halves of surrogate pairs."""
    for mark, encoding in BOMS:
        if start.startswith(mark):
            text = io.TextIOWrapper(stream, encoding, errors="replace", newline="")
            try:
                while line := text.readline(MOST_OF_A_LINE + 1):
                    yield _bounded(line).removeprefix("\ufeff")
            finally:
                with suppress(ValueError):  # it is closed
                    text.detach()  # which else is closed with it
            return
    first = bool(start)
    while left != 0 and (raw := stream.readline(MOST_OF_A_LINE + 1)):
        left = None if left is None else left - len(raw)
        line = _bounded(raw).decode("utf-8", "surrogateescape")
        yield line.removeprefix("\ufeff") if first else line
        first = False


def _bounded(line: Any) -> Any:
    if len(line) > MOST_OF_A_LINE:
        raise UnreadableArchive(
            said(
                "a line has more than {most} characters, and what follows is not read",
                most=MOST_OF_A_LINE,
            )
        )
    return line


def dialect(first: str, lines: Iterator[str]) -> tuple[str, str, int]:
    """What is between the cells of a table, the line of its columns, and how many are above it."""
    if first.lower().startswith("sep=") and len(first.strip()) == 5:
        return first.strip()[4], next(lines, ""), 1  # what Excel writes above a table
    bare = "".join(first.split('"')[::2])  # what stands outside of quotes
    return max(",;\t|", key=lambda one: (bare.count(one), one == ",")), first, 0


def _of_csv(
    name: str, first: str, lines: Iterator[str], wanted: Wanted, span: TextSpan, stream: Any
) -> Iterator[MentionRow | PassedOver]:
    delimiter, first, skipped = dialect(first, lines)
    table = csv.reader(chain([first], lines), delimiter=delimiter, strict=True)
    try:
        header = [cell.strip() for cell in next(table, [])]
    except csv.Error:
        raise UnreadableArchive(said("the names of its columns cannot be read")) from None
    check_header(header, wanted)
    at = {column: header.index(column) for column in wanted.columns if column in header}
    if wanted.whole:
        at = dict(zip(_told_apart(header), range(len(header)), strict=True))
    pick, width, comma = tuple(at.items()), len(header), delimiter == ";"
    if span.start:
        table = csv.reader(_further(stream, span), delimiter=delimiter, strict=True)
        skipped = span.lines
    before = table.line_num
    while True:
        try:
            cells = next(table)
        except StopIteration:
            return
        except csv.Error as error:
            yield PassedOver(_span(name, before, table.line_num, skipped), _wrong(str(error)))
            before = table.line_num
            continue
        place = f"{name}:{before + 1 + skipped}"
        before = table.line_num
        if not cells:
            continue  # an empty line is no row
        if len(cells) != width:
            few = "fewer" if len(cells) < width else "more"
            yield PassedOver(place, said("it has {few} cells than there are columns", few=few))
            continue
        yield MentionRow(place, {column: cells[number] for column, number in pick}, comma)


def _told_apart(header: Iterable[str]) -> dict[str, None]:
    """The names of columns, of which a later one of a name has a number behind it."""
    found: dict[str, None] = {}
    for name in header:
        number, one = 1, name
        while one in found:
            number += 1
            one = f"{name} ({number})"
        found[one] = None
    return found


def _span(name: str, before: int, last: int, skipped: int) -> str:
    first = before + 1 + skipped
    end = last + skipped
    return f"{name}:{first}" if end <= first else f"{name}:{first} to {end}"


def _wrong(error: str) -> str:
    if "field larger" in error:
        return said("a cell is too long, or a quoted one has no end")
    if "unexpected end" in error:
        return said("a quoted cell has no end")
    return said("its quotes cannot be told apart")


def _of_json(
    name: str, lines: Iterable[str], wanted: Wanted, span: TextSpan, stream: Any
) -> Iterator[MentionRow | PassedOver]:
    seen: set[str] = set()
    rows = 0
    for number, line in enumerate(lines, span.lines + 1):
        if not line.strip():
            continue
        place = f"{name}:{number}"
        if number == 1 and line.lstrip().startswith("["):
            raise UnreadableArchive(said("is one list of JSON"), said("write one object a line"))
        try:
            found = json.loads(line, object_pairs_hook=_once)
        except (ValueError, RecursionError) as error:
            twice = isinstance(error, _Twice)
            yield PassedOver(
                place, said("it says something twice") if twice else said("it is not JSON")
            )
            continue
        if not isinstance(found, dict):
            yield PassedOver(place, said("it is not an object of JSON"))
            continue
        rows += 1
        cells = {column: found[column] for column in wanted.columns if column in found}
        seen.update(cells)
        yield MentionRow(place, found if wanted.whole else cells)
    if span.start:
        return  # the first span looks for columns in what follows it, too
    for line in () if span.end is None else _lines(stream, b"", None):
        if rows and not _unseen(seen, wanted):
            break
        with suppress(ValueError, RecursionError):
            found = json.loads(line, object_pairs_hook=_once)
            if isinstance(found, dict):
                rows += 1
                seen.update(column for column in wanted.columns if column in found)
    wrong = _unseen(seen, wanted) if rows else None
    if wrong is not None:
        raise wrong


def _unseen(seen: set[str], wanted: Wanted) -> UnreadableArchive | None:
    """What is wrong with rows that only have these columns."""
    for column in wanted.needed:
        if column not in seen:
            return UnreadableArchive(said("no row has `{column}`", column=column))
    if not seen.difference(wanted.needed) and set(wanted.columns) - set(wanted.needed):
        return UnreadableArchive(
            said("no row has a name of a fact"), said("say what they mean with `--map`")
        )
    return None


class _Twice(ValueError):
    """An object that has a name twice."""


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise _Twice
    return found


def _of_parquet(
    name: str, file: BinaryIO, wanted: Wanted, *, packed: bool
) -> Iterator[MentionRow | PassedOver]:
    if packed or not file.seekable():
        raise UnreadableArchive(said("Parquet is read from a file, not packed and not from a pipe"))
    from govcheck.archives import parquet

    file.seek(0)
    number = 0
    for batch in parquet.batches(file, wanted, size=_BATCH):
        columns = batch.schema.names
        lists = [plain_cells(one) for one in batch.columns]
        for cells in zip(*lists, strict=True):
            number += 1
            yield MentionRow(f"{name}:{number}", dict(zip(columns, cells, strict=True)))
