"""Rows of words numbered: the same words, the same number, from batch to batch."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pyarrow as pa

from govcheck.replay.axes import Words


class Numbered:
    """Numbers of what rows of words stand for."""

    def __init__(self) -> None:
        self._numbers: dict[bytes, int] = {}

    def of(self, words: Words, mine: Any, make: Callable[[int], int]) -> Any:
        """The number of each row that counts in `mine`; `make` gives one to a row that is new."""
        rows = np.flatnonzero(mine)
        codes, different = different_words(words[rows])
        first = np.empty(len(different), np.int64)
        first[codes[::-1]] = rows[::-1]
        for content, row in zip(different, first.tolist(), strict=True):
            if content not in self._numbers:
                self._numbers[content] = make(row)
        numbers = np.array([self._numbers[content] for content in different], np.int64)
        found = np.zeros(len(words), np.int64)
        found[rows] = numbers[codes]
        return found


def different_words(words: Words) -> tuple[Any, list[bytes]]:
    """Which of the different rows of words each row is, and these, in the order they come in."""
    rows, width = words.shape
    if not width:
        return np.zeros(rows, np.int64), [b""] * bool(rows)
    content = pa.py_buffer(np.ascontiguousarray(words))
    whole = pa.FixedSizeBinaryArray.from_buffers(pa.binary(8 * width), rows, [None, content])
    encoded = whole.dictionary_encode()
    return np.asarray(encoded.indices), encoded.dictionary.to_pylist()
