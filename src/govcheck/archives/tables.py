"""Tables: which columns of a file are read, and what keeps a file from being read."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Final, NamedTuple

from govcheck.nearest import did_you_mean
from govcheck.translation import said

MOST_COLUMNS: Final = 10_000


class Wanted(NamedTuple):
    """The columns that are read.

    Without `strict` a file need not have them: they are named like facts, and may be left out.
    """

    columns: tuple[str, ...]
    needed: tuple[str, ...]
    """Those that every file must have."""
    whole: bool = False
    """Whether rows have all other columns, too."""


class UnreadableArchive(Exception):
    """A file that cannot be read, or not any further; rows before it count.

    `advice` is what would help.
    """

    def __init__(self, message: str, advice: str | None = None) -> None:
        super().__init__(message)
        self.advice = advice


def check_header(header: Sequence[str], wanted: Wanted) -> None:
    """See that all columns can be told apart and found. Raises UnreadableArchive."""
    if len(header) > MOST_COLUMNS:
        raise UnreadableArchive(said("has more than {most} columns", most=MOST_COLUMNS))
    for column in wanted.columns:
        if header.count(column) > 1:
            raise UnreadableArchive(said("has two columns called `{column}`", column=column))
    for column in wanted.needed:
        if column not in header:
            raise _missing(column, header)
    others = set(wanted.columns).difference(wanted.needed)
    if others and others.isdisjoint(header):
        raise UnreadableArchive(
            said("has no column that is named like a fact"), said("say what they mean with `--map`")
        )


def _missing(column: str, header: Sequence[str]) -> UnreadableArchive:
    if any("\udc80" <= character <= "\udcff" for cell in header for character in cell):
        return UnreadableArchive(
            said("has no column `{column}`, and is not UTF-8", column=column),
            said("save it as UTF-8"),
        )
    return UnreadableArchive(
        said("has no column `{column}`", column=column), did_you_mean(column, header[:200])
    )


def plain_cells(column: Any) -> list[object]:
    """The cells of a column of Arrow; instants in whole seconds, which are all that counts."""
    import pyarrow as pa

    if pa.types.is_timestamp(column.type):
        column = column.cast(pa.timestamp("s", tz=column.type.tz), safe=False)
    return [_plain(cell) for cell in column.to_pylist()]


def _plain(cell: object) -> object:
    """A cell as a row of JSON would have it; instants and days stay what they are."""
    if isinstance(cell, Decimal):
        return int(cell) if cell == cell.to_integral_value() else float(cell)
    if isinstance(cell, bytes):
        return cell.decode("utf-8", "surrogateescape")
    if cell is None or isinstance(cell, str | int | float | list | date):
        return cell
    return str(cell)
