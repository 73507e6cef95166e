"""Spans of tables of text: where one may be read on, so that parts of it are counted apart."""

import csv
import gzip
import io
import zlib
from collections.abc import Iterator
from contextlib import suppress
from typing import Any, BinaryIO, Final

from govcheck.archives.archive_part import TextSpan
from govcheck.archives.rows import BOMS, PARQUET, dialect, is_json, unpacked

_SPAN: Final = 1 << 24
_PACKED: Final = 1 << 26
"""So many bytes are a span; packed ones are longer, since all before them is unpacked, too."""


def spans_of(name: str, file: BinaryIO, size: int = _SPAN, packed: int = _PACKED) -> list[TextSpan]:
    """A file of text as spans, each from the start of a row up to the end of one.

    What cannot be read is left to the last one. Raises OSError.
    """
    found = [TextSpan()]
    with suppress(EOFError, zlib.error, gzip.BadGzipFile):  # which reading its rows finds again
        stream, start, is_packed = unpacked(file)
        if start.startswith((PARQUET, *(mark for mark, _ in BOMS))):
            return found
        for end, lines in _ends(name, stream, packed if is_packed else size):
            last = found[-1]
            found[-1:] = [
                last._replace(end=last.start + end),
                TextSpan(last.start + end, None, last.lines + lines),
            ]
    return found


def _ends(name: str, stream: Any, size: int) -> Iterator[tuple[int, int]]:
    """How many bytes, and lines, each span has but for the last one."""
    rest, delimiter, is_first = b"", "", True
    while len(content := rest + stream.read(size - len(rest))) == size:
        end = content.rfind(b"\n") + 1
        if is_first:
            head = (line.decode("utf-8", "replace") for line in io.BytesIO(content[:end]))
            first = next(head, "").removeprefix("\ufeff")
            if first.lstrip().startswith("["):
                return  # one list, which is not read at all
            delimiter = "" if is_json(name, first) else dialect(first, head)[0]
            is_first = False
        if delimiter and b'"' in content:
            end = _end_of_rows(content[:end], delimiter)
        if not end:
            return
        yield end, content.count(b"\n", 0, end)
        rest = content[end:]


def _end_of_rows(content: bytes, delimiter: str) -> int:
    """How many bytes of whole lines are whole rows, since a quoted cell may go on in the next."""
    taken = end = 0
    is_open = True

    def lines() -> Iterator[str]:
        nonlocal taken, is_open
        for line in io.BytesIO(content):
            taken += len(line)
            yield line.decode("utf-8", "surrogateescape")
        is_open = False

    table = csv.reader(lines(), delimiter=delimiter, strict=True)
    while True:
        with suppress(csv.Error):
            if next(table, None) is None:
                return end
        if not is_open:
            return end
        end = taken
