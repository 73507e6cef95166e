"""Dates of a table, and whether the day or the month stands first in them."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Final

from govcheck.imports import violations as rules
from govcheck.imports.batch import Batch
from govcheck.imports.remark import say
from govcheck.imports.table_sheet import TableSheet, cell_in
from govcheck.load.post_table import TableCell

_SLASHES: Final = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")


def order_of(batch: Batch, sheet: TableSheet, columns: Mapping[str, int]) -> dict[str, str]:
    """What stands first in dates with slashes: the month or the day, as a 13th tells."""
    if batch.wishes.dates is not None:
        return {"/": batch.wishes.dates}
    seen = [
        (int(found[1]), int(found[2]))
        for row in sheet.rows[1:]
        for field in ("from", "to")
        if (cell := cell_in(row, columns, field)) and (found := _SLASHES.match(cell.text.strip()))
    ]
    months_first = any(second > 12 for _, second in seen)
    days_first = any(first > 12 for first, _ in seen)
    if months_first == days_first:
        return {}
    return {"/": "mdy" if months_first else "dmy"}


def day_of(batch: Batch, sheet: TableSheet, cell: TableCell, order: Mapping[str, str]) -> date:
    """The date of a cell, however people write one.

    Raises:
        Unreadable: It is none, or may be read in two ways.
    """
    text = cell.text.strip()
    slashes = _SLASHES.fullmatch(text)
    if slashes is not None:
        first, second, year = int(slashes[1]), int(slashes[2]), int(slashes[3])
        which = order.get("/") or batch.wishes.dates or _evident(first, second)
        if which is None:
            said = say(
                "`{text}`: the month or the day may stand first; say `--dates mdy` or `dmy`",
                text=text,
            )
            raise sheet.cursor(cell).refuse(said, rules.DATE_ORDER)
        month, day = (first, second) if which == "mdy" else (second, first)
        return _real(sheet, cell, year, month, day)
    iso = re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", text)
    if iso is not None:
        return _real(sheet, cell, int(iso[1]), int(iso[2]), int(iso[3]))
    dots = re.fullmatch(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4}|\d{2})", text)
    if dots is not None:
        year = int(dots[3])
        return _real(sheet, cell, year + 2000 if year < 100 else year, int(dots[2]), int(dots[1]))
    said = say("`{text}` is not a date like `2026-03-14` or `14.03.2026`", text=text[:40])
    raise sheet.cursor(cell).refuse(said)


def _evident(first: int, second: int) -> str | None:
    if first > 12:
        return "dmy"
    return "mdy" if second > 12 else None


def _real(sheet: TableSheet, cell: TableCell, year: int, month: int, day: int) -> date:
    try:
        found = date(year, month, day)
    except ValueError:
        found = date.min
    if not 1971 <= found.year < 2199:
        said = say("`{text}` is not a date that exists", text=cell.text.strip()[:40])
        raise sheet.cursor(cell).refuse(said)
    return found
