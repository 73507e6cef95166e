"""A table of a file, CSV or Excel: its rows, and which column is what."""

import csv
import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final, NamedTuple

from govcheck.imports import violations as rules
from govcheck.imports.batch import Batch
from govcheck.imports.cursor import Cursor
from govcheck.imports.extra import library
from govcheck.imports.remark import say
from govcheck.load.nodes import Scalar
from govcheck.load.post_table import TableCell, table_rows
from govcheck.source import Source

MOST_ROWS: Final = 20_000
MOST_UNPACKED: Final = 50 << 20
MOST_COLUMNS: Final = 200


class TableSheet(NamedTuple):
    """A table with its headings in the first row."""

    source: Source
    rows: list[list[TableCell]]

    def cursor(self, cell: TableCell) -> Cursor:
        """A cell at its place."""
        return Cursor(self.source, Scalar(cell.text, cell.start, max(cell.end, cell.start)))

    def whole(self) -> Cursor:
        """The heading."""
        end = self.rows[0][-1].end if self.rows else 1
        return Cursor(self.source, Scalar("", 0, end))


def unpacked(path: str, content: bytes) -> list[Source]:
    """The sheets of an Excel file as text, one row a line.

    Raises:
        Unreadable: It is none, or too large.
    """
    whole = Cursor(Source(path, " "), Scalar("", 0, 1))
    openpyxl: Any = library("openpyxl")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            size = sum(one.file_size for one in archive.infolist())
        book = None
        if size <= MOST_UNPACKED:
            book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        texts = [] if book is None else [_as_text(sheet) for sheet in book.worksheets]
    except Exception as error:  # noqa: BLE001 - the library says what it likes of a broken file
        said = say("the file cannot be read: {reason}", reason=type(error).__name__)
        raise whole.refuse(said) from None
    if book is None:
        raise whole.refuse(say("the file is too large once it is unpacked"))
    return [Source(path, text) for text in texts if text.strip("; \n")]


def _as_text(sheet: Any) -> str:
    """The rows of a sheet as CSV, one more than may be read at most."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\n")
    for number, row in enumerate(sheet.iter_rows(values_only=True)):
        if number > MOST_ROWS:
            break
        writer.writerow([_cell(value) for value in row[:MOST_COLUMNS]])
    return text.getvalue()


def _cell(value: object) -> str:
    if isinstance(value, datetime):
        is_day = value.time() == datetime.min.time()
        return f"{value:%Y-%m-%d}" if is_day else f"{value:%Y-%m-%d %H:%M}"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value).replace("\n", " ").replace("\r", " ")


def sheet_of(batch: Batch, source: Source) -> TableSheet | None:
    """The table of a text; None where it is none, which is told."""
    try:
        rows = [row for row in table_rows(source.text) if any(cell.text.strip() for cell in row)]
        said = say("the table has no rows") if len(rows) < 2 else None
        if len(rows) > MOST_ROWS:
            said = say("the table has more than {count} rows", count=MOST_ROWS)
    except ValueError as error:
        rows, said = [], say("the table cannot be read: {reason}", reason=str(error))
    if said is not None:
        batch.leave_out(Cursor(source, Scalar("", 0, 1)), rules.UNREADABLE, said)
        return None
    return TableSheet(source, rows)


def columns_of(sheet: TableSheet, names: Mapping[str, Sequence[str]]) -> dict[str, int]:
    """Which column has which field, by the words that head it."""
    found: dict[str, int] = {}
    for number, cell in enumerate(sheet.rows[0][:MOST_COLUMNS]):
        heading = " ".join(cell.text.split()).casefold().strip(":*")
        for field, words in names.items():
            if heading in words and field not in found:
                found[field] = number
    return found


def cell_in(row: Sequence[TableCell], columns: Mapping[str, int], field: str) -> TableCell | None:
    """The cell of a field in a row, unless it is empty."""
    number = columns.get(field)
    if number is None or number >= len(row) or not row[number].text.strip():
        return None
    return row[number]


def text_in(row: Sequence[TableCell], columns: Mapping[str, int], field: str) -> str:
    """The text of a field in a row, without superfluous blanks."""
    cell = cell_in(row, columns, field)
    # What is no formula is written behind a quote by those who fear that it is read as one.
    return "" if cell is None else re.sub(r"^'(?=[=+@-])", "", " ".join(cell.text.split()))
