"""Columns: what the cells of a table of mentions mean as values of facts.

A text that is not listed means itself. Nothing is guessed: a number that could be read in two ways,
or with a unit, is no number.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Final

from govcheck.engine.case import FactProblem, read_value
from govcheck.engine.ruleset import Fact, Value
from govcheck.lazy_pattern import lazy_pattern
from govcheck.named_tuples import NamedTuple
from govcheck.nearest import did_you_mean
from govcheck.translation import said

UNKNOWN: Final = "unknown"
"""What a cell means that tells nothing, unless the fact has a value of that name."""

_WHOLE: Final = lazy_pattern(r"[-+]?[0-9]{1,16}(\.0)?", re.ASCII)
_NUMBER: Final = lazy_pattern(
    r"[-+]?([0-9]{1,16}([.,][0-9]{0,300})?|[.,][0-9]{1,300})([eE][-+]?[0-9]{1,3})?", re.ASCII
)
_GROUPED: Final = lazy_pattern(r"[-+]?[1-9][0-9]{0,2}[.,][0-9]{3}", re.ASCII)
_TRUTHS: Final = {
    **dict.fromkeys(("true", "yes", "wahr", "ja", "1"), True),
    **dict.fromkeys(("false", "no", "falsch", "nein", "0"), False),
}
_LONGEST_SHOWN: Final = 60


class Column(NamedTuple):
    """Where the values of a fact are read. `column` is None where `constant` stands in each row."""

    fact: str
    column: str | None
    constant: object = None
    values: Mapping[str, object] = {}
    otherwise: object = None
    decides: bool = False
    """Whether it is what was really decided, rather than a fact."""
    split: str = ";"
    has_otherwise: bool = False


def meaning(fact: Fact, stated: object) -> Value | FactProblem | None:
    """The value that a policy author states for a cell; None where it is not known then."""
    if stated is None or (stated == UNKNOWN and UNKNOWN not in fact.values):
        return None
    if fact.type == "decision":
        read = _result(fact, stated)
        if isinstance(read, FactProblem):
            return read._replace(help=did_you_mean(_short(_text(stated)), fact.values))
        return read
    if fact.type == "tags" and isinstance(stated, str):
        stated = (stated,)
    return read_value(fact, stated)


def read_cell(
    fact: Fact, column: Column, cell: object, *, comma: bool
) -> Value | FactProblem | None:
    """What a cell says of a fact; None where it says nothing.

    `comma` tells that the file writes numbers with a decimal comma. Cells of CSV are texts; others
    may be numbers, truths, or lists of texts.
    """
    if column.column is None:
        return meaning(fact, column.constant)
    if cell is None:
        return None
    if isinstance(cell, str):
        cell = cell.strip()
        if not cell:
            return None
    if fact.many:
        return _set_of(fact, column, cell)
    text = cell if isinstance(cell, str) else _text(cell)
    if text in column.values:
        return meaning(fact, column.values[text])
    read = _itself(fact, cell, comma=comma)
    if isinstance(read, FactProblem) and column.has_otherwise:
        return meaning(fact, column.otherwise)
    return read


def _set_of(fact: Fact, column: Column, cell: object) -> Value | FactProblem | None:
    if isinstance(cell, str):
        items: Sequence[object] = (
            () if cell == "[]" else [one.strip() for one in cell.split(column.split)]
        )
    elif isinstance(cell, Sequence) and not isinstance(cell, bytes):
        items = cell
    else:
        return _unfit(fact, cell, said("a list"))
    found: set[str] = set()
    for item in items:
        if item == "":
            continue
        if not isinstance(item, str):
            return _unfit(fact, item, said("a list of texts"))
        read: Value | FactProblem | None
        if item in column.values:
            read = meaning(fact, column.values[item])
        else:
            read = _one_of(fact, item)
            if isinstance(read, FactProblem) and column.has_otherwise:
                read = meaning(fact, column.otherwise)
        if read is None or isinstance(read, FactProblem):
            return read
        found |= read if isinstance(read, frozenset) else {str(read)}
    return frozenset(found)


def _one_of(fact: Fact, item: str) -> Value | FactProblem:
    if item in fact.values:
        return frozenset({item})
    return FactProblem(
        fact.name, said("`{item}` is not a value of `{name}`", item=_short(item), name=fact.name)
    )


def _itself(fact: Fact, cell: object, *, comma: bool) -> Value | FactProblem:
    """A cell that means itself."""
    if fact.type == "decision":
        return _result(fact, cell)
    if fact.type == "boolean":
        truth = cell if isinstance(cell, bool) else _TRUTHS.get(_text(cell).lower())
        return _unfit(fact, cell, said("a yes or no")) if truth is None else truth
    if fact.type in ("integer", "number"):
        number = _number(fact, cell, comma=comma) if isinstance(cell, str) else cell
        if not isinstance(number, int | float) or isinstance(number, bool):
            what = said("a whole number") if fact.type == "integer" else said("a number")
            return _unfit(fact, cell, what)
        return _brief(read_value(fact, number))
    text = _text(cell)
    if text not in fact.values:
        return FactProblem(
            fact.name,
            said("`{text}` is not a value of `{name}`", text=_short(text), name=fact.name),
        )
    return text


def _number(fact: Fact, text: str, *, comma: bool) -> float | None:
    """The number of a text; None where it is none, or could be two."""
    if fact.type == "integer":
        return int(text.removesuffix(".0")) if _WHOLE.fullmatch(text) else None
    if not _NUMBER.fullmatch(text):
        return None
    foreign, point = (".", ",") if comma else (",", ".")
    if foreign in text or (_GROUPED.fullmatch(text) and comma):
        return None
    return float(text.replace(point, "."))


def _result(fact: Fact, stated: object) -> Value | FactProblem:
    """A result of a decision, or a set of them where it collects."""
    if fact.many:
        items = (stated,) if isinstance(stated, str) else stated
        if not isinstance(items, Sequence):
            return _unfit(fact, stated, said("a list of results"))
        wrong = next((item for item in items if item not in fact.values), None)
        if wrong is not None:
            message = said(
                "`{short}` is not a result of `{name}`", short=_short(_text(wrong)), name=fact.name
            )
            return FactProblem(fact.name, message)
        return frozenset(str(item) for item in items)
    if not isinstance(stated, str) or stated not in fact.values:
        message = said(
            "`{short}` is not a result of `{name}`", short=_short(_text(stated)), name=fact.name
        )
        return FactProblem(fact.name, message)
    return stated


def _brief(read: Value | FactProblem) -> Value | FactProblem:
    return (
        read._replace(message=_short(read.message, 120)) if isinstance(read, FactProblem) else read
    )


def _unfit(fact: Fact, cell: object, expected: str) -> FactProblem:
    return FactProblem(
        fact.name,
        said(
            "`{name}` is {expected}, not `{short}`",
            name=fact.name,
            expected=expected,
            short=_short(_text(cell)),
        ),
    )


def _text(cell: object) -> str:
    return str(cell).lower() if isinstance(cell, bool) else "null" if cell is None else str(cell)


def _short(text: str, most: int = _LONGEST_SHOWN) -> str:
    return text if len(text) <= most else f"{text[:most]}..."
