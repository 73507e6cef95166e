"""Tables of people and of shifts, as CSV and as Excel writes them."""

from collections.abc import Callable, Sequence

from govcheck.imports import violations as rules
from govcheck.imports.batch import Batch
from govcheck.imports.cursor import Unreadable
from govcheck.imports.remark import say
from govcheck.imports.table_people import PEOPLE, take_person
from govcheck.imports.table_sheet import TableSheet, columns_of, sheet_of
from govcheck.imports.table_shifts import SHIFTS, take_shifts
from govcheck.source import Source


def read(batch: Batch, files: Sequence[Source]) -> None:
    """Take the tables of some files: people first, then shifts."""
    people: list[tuple[TableSheet, dict[str, int]]] = []
    shifts: list[tuple[TableSheet, dict[str, int]]] = []
    for source in files:
        sheet = sheet_of(batch, source)
        if sheet is None:
            continue
        sheet = _from_headings(sheet)
        as_shifts = columns_of(sheet, SHIFTS)
        as_people = columns_of(sheet, PEOPLE)
        if "from" in as_shifts and not as_people.keys() & {"email", "phone", "department", "last"}:
            shifts.append((sheet, as_shifts))
        elif "name" in as_people or {"first", "last"} <= as_people.keys():
            people.append((sheet, as_people))
        else:
            said = say("no column is called like a name or like the begin of a shift")
            advice = say("call them `name` and `email`, or `from` and `to`")
            batch.leave_out(sheet.whole(), rules.UNREADABLE, said, advice)
    deputies: list[Callable[[], None]] = []
    for sheet, columns in people:
        for row in sheet.rows[1:]:
            try:
                take_person(batch, sheet, row, columns, deputies)
            except Unreadable as error:
                batch.fault(error)
    for settle in deputies:
        settle()
    for sheet, columns in shifts:
        try:
            take_shifts(batch, sheet, columns)
        except Unreadable as error:
            batch.fault(error)


def _from_headings(sheet: TableSheet) -> TableSheet:
    """The table without a title, a date or `sep=;` above its headings."""
    tables = [sheet._replace(rows=sheet.rows[start:]) for start in range(min(10, len(sheet.rows)))]
    return max(tables, key=lambda one: len(columns_of(one, PEOPLE)) + len(columns_of(one, SHIFTS)))
