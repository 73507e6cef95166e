"""Coding: the columns of a batch as codes of what their cells mean.

A cell is understood once, however many rows have it; plain numbers are sorted into the cells that
rules tell apart all at once. What cannot be understood is counted by how many rows have it.
"""

from collections.abc import Sequence
from typing import Any, Final, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from govcheck.archives.tables import plain_cells
from govcheck.engine.case import FactProblem
from govcheck.engine.cells import LARGEST
from govcheck.engine.columns import Column, read_cell
from govcheck.engine.ruleset import Fact, Value
from govcheck.replay.axes import UNKNOWN, CodedAxis

MOST_REMEMBERED: Final = 200_000
_LONGEST_REMEMBERED: Final = 200
_EXACT: Final = 1 << 53
"""Whole numbers up to here are floating-point numbers, too."""
_ODD: Final = 1 << 62
"""Beyond all codes of sets of tags."""


class UnfitCells(NamedTuple):
    """Rows with a cell that says nothing that the fact could be; `row` is the first."""

    message: str
    rows: int
    row: int


class CodedColumn(NamedTuple):
    """A column as codes; `values` has for each row the number of its value, where that is asked."""

    codes: Any
    values: Any
    unfit: tuple[UnfitCells, ...]


class ColumnCoder:
    """Codes one column of batches after the other."""

    def __init__(self, column: Column, fact: Fact, axis: CodedAxis | None, *, keeps: bool) -> None:
        self.column = column
        self.fact = fact
        self._axis = axis
        self._keeps = keeps
        """Whether values are told apart, not only what rules see of them."""
        self._known: dict[object, tuple[int, int, str | None]] = {}
        self.values: list[Value | None] = [None]
        self._numbers: dict[object, int] = {}

    def coded(self, cells: Any, rows: int) -> CodedColumn:
        """The codes of a column: an Arrow array, or None where it is not there."""
        if cells is None or self.column.column is None:
            code, value, message = self._understood(None)
            unfit = () if message is None or not rows else (UnfitCells(message, rows, 0),)
            return CodedColumn(np.full(rows, code), np.full(rows, value), unfit)
        if self._sorts and (pa.types.is_integer(cells.type) or pa.types.is_floating(cells.type)):
            return self._of_numbers(cells)
        is_list = pa.types.is_list(cells.type) or pa.types.is_large_list(cells.type)
        if is_list and self._axis is not None and self._axis.tag_groups and not self._keeps:
            return self._of_sets(cells, self._axis)
        if pa.types.is_nested(cells.type):
            return self._of_list(plain_cells(cells))
        encoded = cells if pa.types.is_dictionary(cells.type) else cells.dictionary_encode()
        return self._of_dictionary(
            np.asarray(pc.fill_null(encoded.indices, len(encoded.dictionary))),
            [*plain_cells(encoded.dictionary), None],
        )

    @property
    def _sorts(self) -> bool:
        """Whether plain numbers mean themselves, and only their cells are told apart."""
        plain = not self.column.values and not self.column.has_otherwise
        return plain and not self._keeps and self._axis is not None and self._axis.cuts is not None

    def _understood(self, cell: object) -> tuple[int, int, str | None]:
        """The code of a cell, the number of its value, and what is wrong with it."""
        key: object = tuple(cell) if isinstance(cell, list) else cell
        kept = not (isinstance(key, str) and len(key) > _LONGEST_REMEMBERED)
        try:
            found = self._known.get((type(cell), key)) if kept else None
        except TypeError:  # what cannot be remembered
            found, kept = None, False
        if found is None:
            read = read_cell(self.fact, self.column, cell, comma=False)
            if isinstance(read, FactProblem):
                found = (UNKNOWN, 0, read.message)
            elif read is None:
                found = (UNKNOWN, 0, None)
            else:
                number = self._number(read) if self._keeps else 0
                found = (1 if self._axis is None else self._axis.code(read), number, None)
            if kept:
                if len(self._known) >= MOST_REMEMBERED:
                    self._known.clear()
                self._known[type(cell), key] = found
        return found

    def _number(self, value: Value) -> int:
        key = (type(value), value)
        found = self._numbers.get(key)
        if found is None:
            found = self._numbers[key] = len(self.values)
            self.values.append(value)
        return found

    def _of_list(self, cells: list[object]) -> CodedColumn:
        places: dict[object, int] = {}
        different: list[object] = []
        found = np.empty(len(cells), np.int64)
        for row, cell in enumerate(cells):
            key = (type(cell), tuple(cell) if isinstance(cell, list) else cell)
            try:
                place = places.get(key)
            except TypeError:
                place = None
                key = (list, row)
            if place is None:
                place = places[key] = len(different)
                different.append(cell)
            found[row] = place
        return self._of_dictionary(found, different)

    def _of_dictionary(self, places: Any, cells: Sequence[object]) -> CodedColumn:
        codes = np.empty(max(len(cells), 1), np.int64)
        values = np.zeros(max(len(cells), 1), np.int64)
        wrong: dict[int, str] = {}
        for place, cell in enumerate(cells):
            codes[place], values[place], message = self._understood(cell)
            if message is not None:
                wrong[place] = message
        return CodedColumn(
            codes[places],
            values[places] if self._keeps else values,
            _unfit(places, wrong) if wrong else (),
        )

    def _of_numbers(self, cells: Any) -> CodedColumn:
        assert self._axis is not None
        fact = self.fact
        known = np.asarray(cells.is_valid())
        numbers = cells.fill_null(0).to_numpy(zero_copy_only=False)
        with np.errstate(invalid="ignore"):
            size = np.abs(numbers.astype(np.float64))
            good = size <= min(LARGEST, _EXACT)
            if fact.minimum is not None:
                good &= numbers >= fact.minimum
            if fact.maximum is not None:
                good &= numbers <= fact.maximum
            if fact.type == "integer" and numbers.dtype.kind == "f":
                good &= numbers == np.floor(numbers)
            codes = self._axis.codes_of(numbers)
        if not known.all():
            codes[~known] = UNKNOWN
        odd = known & ~good
        if not odd.any():
            return CodedColumn(codes, None, ())
        rows = np.flatnonzero(odd)
        rest = self._of_list(plain_cells(cells.take(pa.array(rows))))
        codes[rows] = rest.codes
        unfit = tuple(one._replace(row=int(rows[one.row])) for one in rest.unfit)
        return CodedColumn(codes, None, unfit)

    def _of_sets(self, cells: Any, axis: CodedAxis) -> CodedColumn:
        """The codes of lists: those of their items put together, where all of them are fine."""
        flat = cells.flatten()
        if pa.types.is_nested(flat.type):
            return self._of_list(plain_cells(cells))
        items = flat.dictionary_encode()
        names = plain_cells(items.dictionary)
        codes = []
        for name in names:
            value = read_cell(self.fact, self.column, [name], comma=False)
            fine = name != "" and isinstance(value, frozenset)
            codes.append(axis.code(value) if fine else _ODD)  # type: ignore[arg-type]
        places = np.asarray(pc.fill_null(items.indices, len(names)))
        mine = np.array([*codes, _ODD], np.int64).take(places)
        if (mine >= _ODD).any():
            return self._of_list(plain_cells(cells))
        known = np.asarray(cells.is_valid())
        lengths = np.diff(np.asarray(cells.offsets)) * known
        filled = lengths > 0
        found = np.full(len(cells), axis.code(frozenset()))
        if len(mine):
            found[filled] |= np.bitwise_or.reduceat(mine, (np.cumsum(lengths) - lengths)[filled])
        return CodedColumn(found * known, None, ())


def _unfit(places: Any, wrong: dict[int, str]) -> tuple[UnfitCells, ...]:
    """How many rows have each cell that is wrong, and the first of them, in order of rows."""
    found = []
    for place, message in wrong.items():
        rows = np.flatnonzero(places == place)
        if len(rows):
            found.append(UnfitCells(message, len(rows), int(rows[0])))
    return tuple(sorted(found, key=lambda one: one.row))
