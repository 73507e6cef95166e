"""MentionCells: which rows of a batch no condition tells apart, so that each is looked at once.

Where hardly any two rows are alike, that would cost more than it saves: each is looked at then.
"""

from collections.abc import Iterable
from typing import Any, Final, NamedTuple

import numpy as np
import pyarrow as pa

_MOST: Final = 1 << 62
_SAMPLE: Final = 1 << 13
_DIFFERENT: Final = 0.95
"""Where so many rows of a sample are different, most rows of the batch are."""


class MentionCells(NamedTuple):
    """The different rows of a batch, by number in the order in which they come."""

    first: Any
    """The first row of each; all rows, as a slice, where each is looked at."""
    places: Any
    """Which one each row is."""
    counts: Any
    """How many rows are like it; None where each is looked at."""
    number: int

    def rows(self, cells: Any) -> Any:
        """The first row of each of some cells."""
        return cells if self.counts is None else self.first[cells]


def cells_of(columns: Iterable[tuple[Any, int | None]], rows: int) -> MentionCells:
    """Rows told apart by columns of numbers from zero on, below a limit where that is known."""
    columns = list(columns)
    if rows >= 2 * _SAMPLE:
        step = rows // _SAMPLE
        some = [(column[::step], below) for column, below in columns]
        if numbered(some, size := len(range(0, rows, step)))[1] > _DIFFERENT * size:
            every = slice(None)
            return MentionCells(every, every, None, rows)
    places, different = numbered(columns, rows)
    counts = np.bincount(places, minlength=different)
    return MentionCells(first_of(places, different), places, counts, different)


def numbered(columns: Iterable[tuple[Any, int | None]], rows: int) -> tuple[Any, int]:
    """The different rows numbered, in the order in which they come, and how many these are."""
    whole, size = np.zeros(rows, np.int64), 1
    for column, below in columns:
        codes, limit = (column, below) if below is not None else _by_itself(column)
        if size * limit > _MOST:
            whole, size = _by_itself(whole)
        whole *= limit
        whole += codes
        size *= limit
    if size > rows:
        return _by_itself(whole)
    first = first_of(whole, size)
    used = np.flatnonzero(first < rows)
    used = used[np.argsort(first[used])]
    table = np.zeros(size, np.int64)
    table[used] = np.arange(len(used))
    return table[whole], len(used)


def first_of(places: Any, different: int) -> Any:
    """The first row of each number; beyond the last row where there is none."""
    first = np.full(different, len(places))
    first[places[::-1]] = np.arange(len(places) - 1, -1, -1)
    return first


def _by_itself(column: Any) -> tuple[Any, int]:
    """The different values of a column numbered, in the order in which they come."""
    encoded = pa.array(column).dictionary_encode()
    return np.asarray(encoded.indices).astype(np.int64), len(encoded.dictionary)
