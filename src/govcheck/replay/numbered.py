"""Rows of words numbered: the same words, the same number, from batch to batch."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pyarrow as pa

from govcheck.replay.axes import Words
from govcheck.replay.cells import first_of, numbered


class Numbered:
    """Numbers of what rows of words stand for."""

    def __init__(self) -> None:
        self._numbers: dict[bytes, int] = {}

    def of(self, places: Any, different: Sequence[bytes], make: Callable[[int], int]) -> Any:
        """The number of each row, which is one of `different`; `make` gives one to a new one."""
        known = self._numbers
        for place, one in enumerate(different):
            if one not in known:
                known[one] = make(place)
        return np.array([known[one] for one in different], np.int64)[places]


def different_words(words: Words) -> tuple[Any, list[bytes]]:
    """Which of the different rows of words each row is, and these, in the order they come in."""
    rows, width = words.shape
    if not width:
        return np.zeros(rows, np.int64), [b""] * bool(rows)
    content = pa.py_buffer(np.ascontiguousarray(words))
    whole = pa.FixedSizeBinaryArray.from_buffers(pa.binary(8 * width), rows, [None, content])
    encoded = whole.dictionary_encode()
    return np.asarray(encoded.indices), encoded.dictionary.to_pylist()


def different_columns(
    columns: Sequence[tuple[Any, int | None]], rows: int
) -> tuple[Any, list[bytes]]:
    """The same of words in columns, which come with what they are below, where that is known."""
    places, different = numbered(columns, rows)
    first = first_of(places, different)
    words = np.stack([column[first].astype(np.uint64) for column, _ in columns], axis=1)
    content, width = words.tobytes(), 8 * len(columns)
    return places, [content[start : start + width] for start in range(0, len(content), width)]
