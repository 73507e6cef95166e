"""Joint axes: what is known of the facts of many mentions, looked up for several facts at once."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

import numpy as np

from govcheck.replay.axes import CodedAxis, Words

_MOST: Final = 1 << 12
"""So many codes of several facts are looked up in one table."""
_MOST_WORDS: Final = 1 << 18
_TOGETHER: Final = 4
"""So many words are looked up at once, which takes hardly longer than one."""


class ClauseTable:
    """What each code leaves of what may hold, and of what must: some words of clauses together."""

    def __init__(self, whole: Words, left: Words, sure: Words, together: int = 1) -> None:
        self._left, self._sure = (_put_together(one, together) for one in (left, sure))
        differ = (self._left != self._sure).any(axis=2)
        self._opens = differ.any(axis=0)
        self._differ = differ.any(axis=1).tolist()
        untouched = _put_together(whole[None], together)
        self._asked = ((self._left & self._sure) != untouched).any(axis=(1, 2)).tolist()

    def __len__(self) -> int:
        return len(self._opens)

    def opens(self, places: Any) -> bool:
        """Whether something is open in one of some rows."""
        return any(self._differ) and bool(self._opens[places].any())

    def narrow(self, number: int, places: Any, may: Words, must: Words, found: Words) -> None:
        """Take out of words of the same number what codes break; `found` is for use in between.

        Both are one array where all that may hold must.
        """
        if not self._asked[number]:
            return
        self._left[number].take(places, axis=0, out=found, mode="clip")
        may &= found
        if must is not may:
            if self._differ[number]:
                self._sure[number].take(places, axis=0, out=found, mode="clip")
            must &= found


def _put_together(rows: Words, together: int) -> Words:
    """For some words after the other the rows of these; there may be more words than there were."""
    number = -(-rows.shape[1] // together)
    wide = np.zeros((len(rows), number * together), np.uint64)
    wide[:, : rows.shape[1]] = rows
    return np.ascontiguousarray(wide.reshape(len(rows), number, together).transpose(1, 0, 2))


class JointAxes:
    """The facts that conditions ask for, a table for some of them together.

    Facts that are `spared` take nothing out of what may hold where they are not known.
    """

    def __init__(
        self, axes: Sequence[CodedAxis], whole: Words, spared: Collection[str] = ()
    ) -> None:
        self._whole = whole
        self._spared = spared
        self._together = next(
            some for some in (1, 2, _TOGETHER) if some >= min(len(whole), _TOGETHER)
        )
        self._growing = [axis for axis in axes if not axis.tag_groups and not axis.fixed]
        self._grown: dict[str, ClauseTable] = {}
        self._tags = [
            (axis.fact.name, begin, (2 << size) - 1, self.table(*self._freed(axis, *tables)))
            for axis in axes
            for (begin, size), tables in zip(axis.tag_groups, axis.tag_arrays(), strict=True)
        ]
        self._joint = [
            (joint, self.table(*_joint([self._freed(axis, *axis.arrays) for axis in joint])))
            for joint in _joined([axis for axis in axes if axis.fixed], len(whole))
        ]

    def table(self, left: Words, sure: Words) -> ClauseTable:
        """What some codes leave, to be looked up with those of facts."""
        return ClauseTable(self._whole, left, sure, self._together)

    def _freed(self, axis: CodedAxis, left: Words, sure: Words) -> tuple[Words, Words]:
        if axis.fact.name in self._spared:
            left = np.vstack([self._whole, left[1:]])  # where it is not known
        return left, sure

    def left(
        self, codes: Mapping[str, Any], rows: int, others: Iterable[tuple[ClauseTable, Any]]
    ) -> tuple[Words, Words]:
        """The words of what may hold in each row, and of what must, in columns.

        Both are one array where all that may hold must.
        """
        looked_up = [*self._looked_up(codes), *others]
        whole = _put_together(self._whole[None], self._together)
        may = must = np.empty((len(whole), self._together, rows), np.uint64)
        if any(table.opens(places) for table, places in looked_up):
            must = np.empty_like(may)
        left, sure, found = np.empty((3, rows, self._together), np.uint64)
        if must is may:
            sure = left
        for number, words in enumerate(whole):  # what is looked at again and again stays near
            left[:] = sure[:] = words
            for table, places in looked_up:
                table.narrow(number, places, left, sure, found)
            may[number] = left.T
            if must is not may:
                must[number] = sure.T
        columns = may.reshape(-1, rows)[: len(self._whole)]
        if must is may:
            return columns, columns
        return columns, must.reshape(-1, rows)[: len(self._whole)]

    def _looked_up(self, codes: Mapping[str, Any]) -> Iterator[tuple[ClauseTable, Any]]:
        for joint, table in self._joint:
            places = codes[joint[0].fact.name]
            for axis in joint[1:]:
                places = places * len(axis) + codes[axis.fact.name]
            yield table, places
        for name, begin, mask, table in self._tags:
            yield table, codes[name] >> begin & mask
        for axis in self._growing:
            grown = self._grown.get(axis.fact.name)
            if grown is None or len(grown) < len(axis):
                grown = self._grown[axis.fact.name] = self.table(*self._freed(axis, *axis.arrays))
            yield grown, codes[axis.fact.name]


def _joined(axes: Sequence[CodedAxis], words: int) -> list[list[CodedAxis]]:
    """Axes put together as long as their tables stay small."""
    found: list[tuple[int, list[CodedAxis]]] = []
    for axis in sorted(axes, key=len, reverse=True):
        for number, (size, some) in enumerate(found):
            if size * len(axis) <= min(_MOST, _MOST_WORDS // words):
                found[number] = size * len(axis), [*some, axis]
                break
        else:
            found.append((len(axis), [axis]))
    return [some for _, some in found]


def _joint(joint: Sequence[tuple[Words, Words]]) -> tuple[Words, Words]:
    left, sure = joint[0]
    for arrays in joint[1:]:
        left, sure = (
            (mine[:, None] & more).reshape(-1, mine.shape[1])
            for mine, more in zip((left, sure), arrays, strict=True)
        )
    return left, sure
