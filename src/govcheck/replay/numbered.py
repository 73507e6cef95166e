"""Numbers of rows of words, so that equal rows have one, found by their hashes."""

from collections.abc import Callable
from typing import Any, Final

import numpy as np
import pyarrow as pa

from govcheck.replay.axes import Words

_MIXED: Final = (
    (np.uint64(0xBF58476D1CE4E5B9), np.uint64(30)),
    (np.uint64(0x94D049BB133111EB), np.uint64(27)),
)
_LAST_SHIFT: Final = np.uint64(31)


class Numbered:
    """Numbers of what hashes stand for, each with the row of words that it was made of."""

    def __init__(self) -> None:
        self._places: dict[int, int] = {}
        self._numbers: list[int] = []
        self._words: list[bytes] = []

    def of(self, words: Words, mine: Any, make: Callable[[int], int]) -> Any:
        """The number of each row that counts in `mine`; `make` gives one to a row that is new.

        None where two rows of different words have one hash.
        """
        rows = np.flatnonzero(mine)
        encoded = pa.array(_hashed(words)[rows]).dictionary_encode()
        codes = np.asarray(encoded.indices)
        unique = encoded.dictionary.to_pylist()
        first = np.empty(len(unique), np.int64)
        first[codes[::-1]] = rows[::-1]
        if not (words[first[codes]] == words[rows]).all():
            return None
        numbers = np.empty(len(unique), np.int64)
        for number, (value, row) in enumerate(zip(unique, first.tolist(), strict=True)):
            content = words[row].tobytes()
            place = self._places.get(value)
            if place is None:
                place = self._places[value] = len(self._words)
                self._words.append(content)
                self._numbers.append(make(row))
            elif self._words[place] != content:
                return None
            numbers[number] = self._numbers[place]
        found = np.zeros(len(words), np.int64)
        found[rows] = numbers[codes]
        return found


def _hashed(words: Words) -> Any:
    """A number for each row of words, so that different rows hardly ever share one."""
    found = np.full(len(words), 0x243F6A8885A308D3 + words.shape[1], np.uint64)
    for column in range(words.shape[1]):
        found ^= words[:, column]
        for factor, shift in _MIXED:  # every bit has to move others up and down
            found ^= found >> shift
            found *= factor
        found ^= found >> _LAST_SHIFT
    return found
