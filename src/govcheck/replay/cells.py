"""MentionCells: which rows of a batch no condition tells apart, so that each is looked at once."""

from collections.abc import Iterable
from typing import Any, Final, NamedTuple

import numpy as np
import pyarrow as pa

_MOST: Final = 1 << 62


class MentionCells(NamedTuple):
    """The different rows of a batch, by number in the order in which they come."""

    first: Any
    """The first row of each."""
    places: Any
    """Which one each row is."""
    counts: Any
    """How many rows are like it."""


def cells_of(columns: Iterable[tuple[Any, int | None]], rows: int) -> MentionCells:
    """Rows told apart by columns of numbers from zero on, below a limit where that is known."""
    whole, size = np.zeros(rows, np.int64), 1
    for column, below in columns:
        codes, limit = (column, below) if below is not None else _numbered(column)
        if size * limit > _MOST:
            whole, size = _numbered(whole)
        whole *= limit
        whole += codes
        size *= limit
    places, different = _numbered(whole)
    first = np.empty(different, np.int64)
    first[places[::-1]] = np.arange(rows - 1, -1, -1)
    return MentionCells(first, places, np.bincount(places, minlength=different))


def _numbered(column: Any) -> tuple[Any, int]:
    """The different values of a column numbered, in the order in which they come."""
    encoded = pa.array(column).dictionary_encode()
    return np.asarray(encoded.indices).astype(np.int64), len(encoded.dictionary)
