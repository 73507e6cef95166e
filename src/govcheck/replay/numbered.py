"""Rows of words numbered: the same words, the same number, from batch to batch."""

from bisect import bisect_right
from collections.abc import Callable, Sequence
from itertools import count
from typing import Any

import numpy as np
import pyarrow as pa

from govcheck.replay.axes import Words
from govcheck.replay.cells import first_of, numbered
from govcheck.replay.classes import MentionClass


class MentionKinds:
    """What is decided of mentions, numbered by what tells them apart; made once it is asked for."""

    def __init__(self) -> None:
        self._numbers: dict[bytes, int] = {}
        self._found: dict[int, MentionClass] = {}
        self._makers: dict[int, _Maker] = {}
        """By the number of the first kind that each can make."""
        self._starts: list[int] = []

    def __len__(self) -> int:
        return len(self._numbers)

    def __getitem__(self, number: int) -> MentionClass:
        found = self._found.get(number)
        if found is None:
            start = self._starts[bisect_right(self._starts, number) - 1]
            maker = self._makers[start]
            found = self._found[number] = maker.make(maker.places[number - start])
            maker.left -= 1
            if not maker.left:  # nothing of the batch is held any longer
                del self._makers[start]
        return found

    def of(
        self, places: Any, different: Sequence[bytes], make: Callable[[int], MentionClass]
    ) -> Any:
        """The number of each row, which is one of `different`; `make` makes the kind of one."""
        known, start = self._numbers, len(self)
        new = [place for place, one in enumerate(different) if one not in known]
        known.update(zip([different[place] for place in new], count(start)))
        if new:
            self._starts.append(start)
            self._makers[start] = _Maker(new, make)
        return np.array([known[one] for one in different], np.int64)[places]


class _Maker:
    """Makes the kinds of a batch that are new."""

    def __init__(self, places: Sequence[int], make: Callable[[int], MentionClass]) -> None:
        self.places = places
        self.make = make
        self.left = len(places)


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
