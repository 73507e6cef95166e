"""Reads plain data that is as a model says, without pydantic.

What is read here pydantic would read in the same way, which a test compares. Whatever is not
plainly in order is refused without a reason: `twins` asks pydantic what to make of it.

A type is a table: by the exact class of a value, what reads it. So no text is taken for a number,
and just one member of a union reads a value.
"""

import operator
from collections.abc import Callable
from datetime import date
from functools import cache, lru_cache
from math import isfinite
from types import NoneType, UnionType
from typing import Annotated, Any, Final, Literal, Union, get_args, get_origin

from govcheck.modelling.declared import Discriminator, Field, Tag, TextForm, Then
from govcheck.modelling.model_type import ModelType, hints, is_extension
from govcheck.time.working_days import WorkingDays

_Read = Callable[[Any], Any]
_Table = dict[type, _Read]


class Invalid(ValueError):
    """Data is not as a model says; `errors` has what pydantic says of it."""

    def __init__(self, text: str, errors: list[Any]) -> None:
        super().__init__(text)
        self.errors = errors


class Refused(Exception):
    """The data is not plainly as a model says."""


@cache
def reader_of(model: ModelType) -> _Read:
    """What makes instances of a model of plain data; it raises Refused, or RecursionError."""
    found, fields = hints(model), model.model_fields
    plan = {
        field.alias or name: (name, _limited(_table(found[name]), field))
        for name, field in fields.items()
    }
    required = {field.alias or name for name, field in fields.items() if field.is_required()}
    unstated = {name: field.default for name, field in fields.items()}
    anew = [(name, one) for name, one in fields.items() if one.value() is not one.default]
    more = found["__pydantic_extra__"]  # a mapping, or nothing, where no model allows any
    others = _table(more).get(dict, _refuse)
    allows = get_origin(more) is dict

    def read(data: dict[Any, Any]) -> Any:
        if not required <= data.keys():
            raise Refused
        values = {**unstated}
        for name, field in anew:
            values[name] = field.value()
        stated, left = [], {}
        for key, value in data.items():
            if key in plan:
                name, table = plan[key]
                values[name] = table.get(type(value), _refuse)(value)
                stated.append(name)
            elif not is_extension(key):
                left[key] = value
        extra: dict[Any, Any] = others(left) if left else {}
        return model.made(values, frozenset((*stated, *extra)), extra if allows else None)

    table: _Table = {dict: read, model: _same}
    return lambda data: table.get(type(data), _refuse)(data)


def read_plainly(annotation: Any, value: object) -> Any:
    """What plain data means as a value of a type. Raises Refused, or RecursionError."""
    return _table(annotation).get(type(value), _refuse)(value)


@cache
def _table(annotation: Any) -> _Table:
    """What reads values of a type, by their class; what is not known here is refused."""
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _marked(arguments[0], arguments[1:])
    if origin in (Union, UnionType):
        tables = [_table(member) for member in arguments]
        sorts = {sort for table in tables for sort in table}
        return {
            sort: _only_one([table[sort] for table in tables if sort in table]) for sort in sorts
        }
    if origin is Literal:
        return {sort: _one_of(sort, arguments) for sort in map(type, arguments)}
    if origin is tuple and arguments[1:] == (...,):
        read_items = _tuple_of(_table(arguments[0]))
        return {list: read_items, tuple: read_items}
    if origin is dict:
        return {dict: _dict_of(_table(arguments[0]), _table(arguments[1]))}
    if isinstance(annotation, ModelType):
        nested = annotation  # whose reader may be in the making

        def read_nested(data: Any) -> Any:
            return reader_of(nested)(data)

        return {dict: read_nested, nested: read_nested}
    return {annotation: _PLAIN[annotation]} if annotation in _PLAIN else {}


def _marked(inner: Any, marks: tuple[Any, ...]) -> _Table:
    """What reads values of a type about which more is said."""
    told_apart = [mark for mark in marks if isinstance(mark, Discriminator)]
    table = _tagged(inner, told_apart[0]) if told_apart else _table(inner)
    for mark in marks:
        if isinstance(mark, TextForm):
            table = {str: _formed(mark.read, table)}
        elif isinstance(mark, Then):
            table = {sort: _then(read, mark.read) for sort, read in table.items()}
        elif isinstance(mark, Field):
            table = _limited(table, mark)
    return table


def _tagged(union: Any, mark: Discriminator) -> _Table:
    tables: dict[str | None, _Table] = {}
    for member in get_args(union):
        (tag,) = (one.tag for one in get_args(member)[1:] if isinstance(one, Tag))
        tables[tag] = _table(member)

    def read(value: Any) -> Any:
        return tables.get(mark.find(value), {}).get(type(value), _refuse)(value)

    return {sort: read for table in tables.values() for sort in table}


def _formed(read: Callable[[str], object], table: _Table) -> _Read:
    @lru_cache(maxsize=1024)  # many documents name the same
    def read_text(text: str) -> Any:
        try:
            meant = read(_text(text))
        except ValueError:
            raise Refused from None
        return table.get(type(meant), _refuse)(meant)

    return read_text


def _then(read: _Read, further: _Read) -> _Read:
    return lambda value: further(read(value))


def _limited(table: _Table, field: Field) -> _Table:
    """The same for values within the limits of a field."""
    limits = [(_WITHIN[name], limit) for name, limit in field.limits.items()]
    if not limits:
        return table

    def within(read: _Read) -> _Read:
        def read_within(value: Any) -> Any:
            found = read(value)
            for holds, limit in limits:
                if not holds(found, limit):
                    raise Refused
            return found

        return read_within

    return {sort: within(read) for sort, read in table.items()}


def _only_one(members: list[_Read]) -> _Read:
    """What reads the values that one of some members reads, and no other."""
    if len(members) == 1:
        return members[0]

    def read(value: Any) -> Any:
        found = []
        for member in members:
            try:
                found.append(member(value))
            except Refused:
                continue
        return found[0] if len(found) == 1 else _refuse(value)

    return read


def _one_of(sort: type, words: tuple[Any, ...]) -> _Read:
    allowed = frozenset(word for word in words if type(word) is sort)

    def read(value: Any) -> Any:
        return value if value in allowed else _refuse(value)

    return read


def _tuple_of(table: _Table) -> _Read:
    return lambda items: tuple([table.get(type(one), _refuse)(one) for one in items])


def _dict_of(keys: _Table, values: _Table) -> _Read:
    return lambda items: {
        keys.get(type(key), _refuse)(key): values.get(type(one), _refuse)(one)
        for key, one in items.items()
    }


def _same(value: Any) -> Any:
    return value


def _refuse(_value: Any) -> Any:
    raise Refused


def _text(text: str) -> str:
    if not text.isascii():
        try:
            text.encode()
        except UnicodeEncodeError:  # half a character, of which pydantic has its own opinion
            raise Refused from None
    return text


_WITHIN: Final[dict[str, Callable[[Any, Any], bool]]] = {
    "min_length": lambda found, limit: len(found) >= limit,
    "ge": operator.ge,
    "gt": operator.gt,
    "allow_inf_nan": lambda found, limit: limit or isfinite(found),
}
_PLAIN: Final[dict[Any, _Read]] = {
    str: _text, int: _same, float: _same, bool: _same, date: _same, WorkingDays: _same,
    NoneType: _same, None: _same,
}  # fmt: skip
