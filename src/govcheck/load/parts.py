"""The parts of a faulty document that can be read, by what its model says of its fields."""

from collections.abc import Callable, Iterable, Iterator
from functools import cache
from types import UnionType
from typing import Annotated, Any, Final, Literal, Union, get_args, get_origin

from govcheck.finding import Key
from govcheck.load import shape
from govcheck.load.shape import ShapeFault
from govcheck.model.base import Document, Model, read_as
from govcheck.model.fields import aliases, extra_type
from govcheck.model.marks import Order, mark
from govcheck.modelling.declared import Then
from govcheck.modelling.model_type import hints, is_extension
from govcheck.modelling.partial import PartialList, PartialMapping
from govcheck.modelling.reading import Invalid
from govcheck.modelling.unread import Unread

CALLED: Final = "called"
"""Under which a document that could not be read as a whole keeps what it is called."""
ORDERS: Final = "orders"
"""Under which it keeps the lists of which the sound items come first, by the keys that lead there:
for each position the one in the file."""

_Keys = tuple[Key, ...]


class Parts:
    """What can be read beside the faults of one document.

    In a list without an order the sound items come first, so that whoever goes through it has
    looked at them before meeting `Unread`.
    """

    def __init__(self, faults: Iterable[ShapeFault]) -> None:
        self._at: dict[_Keys, list[ShapeFault]] = {}
        for fault in faults:
            self._at.setdefault(fault.keys, []).append(fault)
        self._spoilt = {keys[:length] for keys in self._at for length in range(len(keys) + 1)}
        self._orders: dict[_Keys, list[int]] = {}

    def document(self, model: type[Document], data: Any) -> Document:
        """A document of the kind, of which some parts are unread."""
        try:
            made: Document = self._model(model, data, ())
        except RecursionError:
            return nothing_of(model)
        made.once(ORDERS, lambda: self._orders)
        return made

    def _read(self, annotation: Any, value: Any, keys: _Keys) -> Any:
        """The value as the model has it.

        Raises:
            Unread: Nothing can be said about it.
        """
        if keys not in self._spoilt:
            try:
                return read_as(annotation, value)
            except Invalid:
                raise Unread from None
        members = [*_members(annotation)]
        whole = all(fault.is_of_parent or fault.of_key for fault in self._at.get(keys, ()))
        if isinstance(value, list) and whole:
            for member in members:
                if get_origin(member) is tuple:
                    in_order = mark(annotation, Order)
                    is_fixed = in_order is not None and in_order.counts
                    return self._list(get_args(member)[0], value, keys, is_fixed=is_fixed)
        if isinstance(value, dict):
            model = _meant(members, value)
            if model is not None:
                return self._model(model, value, keys)
            for member in members:
                if get_origin(member) is dict and whole:
                    return self._mapping(get_args(member)[1], value, keys)
        raise Unread

    def _list(self, annotation: Any, value: list[Any], keys: _Keys, *, is_fixed: bool) -> Any:
        read = list(self._each(enumerate(value), lambda _: annotation, keys))
        if not is_fixed:
            read.sort(key=lambda entry: (*keys, entry[0]) in self._spoilt)
        order = [position for position, _ in read]
        if order != list(range(len(order))):
            self._orders[keys] = order
        items = (item for _, item in read)
        return tuple(items) if len(read) == len(value) else PartialList(items)

    def _mapping(self, of_value: Any, value: dict[Any, Any], keys: _Keys) -> Any:
        entries = {key: item for key, item in value.items() if not self._is_misnamed(keys, key)}
        read = dict(self._each(entries.items(), lambda _: of_value, keys))
        read = dict(sorted(read.items(), key=lambda entry: (*keys, entry[0]) in self._spoilt))
        if len(read) == len(value):
            return read
        return PartialMapping(read, entries.keys() - read if len(entries) == len(value) else None)

    def _is_misnamed(self, keys: _Keys, key: Key) -> bool:
        return any(
            fault.of_key and fault.rule == shape.BAD_VALUE
            for fault in self._at.get((*keys, key), ())
        )

    def _each(
        self, entries: Iterable[tuple[Any, Any]], annotation: Callable[[Any], Any], keys: _Keys
    ) -> Iterator[tuple[Any, Any]]:
        for key, item in entries:
            try:
                yield key, self._read(annotation(key), item, (*keys, key))
            except Unread:
                continue

    def _model(self, model: type[Model], value: dict[Any, Any], keys: _Keys) -> Any:
        fields, types = aliases(model), hints(model)
        entries = {key: item for key, item in value.items() if key in fields and item is not None}
        read = {
            fields[key]: item
            for key, item in self._each(entries.items(), lambda key: types[fields[key]], keys)
        }
        unread = {fields[key] for key in self._lost(model, value, keys)} - read.keys()
        unread |= {
            name
            for name, field in model.model_fields.items()
            if name not in read and field.is_required()
        }
        values = {
            name: read[name] if name in read else field.value()
            for name, field in model.model_fields.items()
            if name not in unread
        }
        extra = None
        if get_origin(types["__pydantic_extra__"]) is dict:
            others = {
                key: item
                for key, item in value.items()
                if key not in fields and not is_extension(key)
            }
            extra = self._mapping(extra_type(model), others, keys)
        return _unreadable(model).made(values, frozenset(read), extra)

    def _lost(self, model: type[Model], value: dict[Any, Any], keys: _Keys) -> Iterator[str]:
        """The fields of a part, as they are written, of which nobody can tell what was meant."""
        fields = aliases(model)
        absent = fields.keys() - value.keys()
        if any(not fault.is_of_parent for fault in self._at.get(keys, ())):
            yield from absent
        for key, item in value.items():
            if key in fields:
                if (*keys, key) in self._spoilt or item is None:
                    yield key
                continue
            for fault in self._at.get((*keys, key), ()):
                if fault.rule == shape.UNKNOWN_FIELD:
                    yield from (fault.meant,) if fault.meant in fields else absent


def nothing_of(model: type[Document]) -> Document:
    """A document of the kind, of which only that is known."""
    fault = shape.bad_value((), {}, "")
    return Parts([fault]).document(model, {"kind": model.kind_name})


def _members(annotation: Any) -> Iterator[Any]:
    """The types that a value may have, but for those of which a function makes another value."""
    origin = get_origin(annotation)
    if origin is Annotated:
        inner, *metadata = get_args(annotation)
        if not any(isinstance(one, Then) for one in metadata):
            yield from _members(inner)
    elif origin in (Union, UnionType):
        for argument in get_args(annotation):
            yield from _members(argument)
    else:
        yield annotation


def _meant(members: Iterable[Any], value: dict[Any, Any]) -> type[Model] | None:
    """The model that a mapping was meant to be: the one that has most of its keys."""
    models = [
        member
        for member in members
        if isinstance(member, type) and issubclass(member, Model) and _is_of(member, value)
    ]
    models.sort(key=lambda one: len(aliases(one).keys() & value.keys()), reverse=True)
    if len(models) > 1:
        best, next_best, *_ = (len(aliases(one).keys() & value.keys()) for one in models)
        if best == next_best:
            return None
    return next(iter(models), None)


def _is_of(model: type[Model], value: dict[Any, Any]) -> bool:
    """Whether a mapping says nothing that tells it from the model."""
    types = hints(model)
    return all(
        value[key] in get_args(types[name])
        for key, name in aliases(model).items()
        if get_origin(types[name]) is Literal and key in value
    )


@cache
def _unreadable(model: type[Model]) -> type[Model]:
    """The model with fields that say `Unread` where they are not there."""

    def read(self: Any, name: str) -> Any:
        if name in model.model_fields:
            raise Unread(model.__name__, name)
        return model.__getattr__(self, name)  # type: ignore[attr-defined]

    own = {"__module__": model.__module__, "__getattr__": read, "is_whole": False}
    if issubclass(model, Document):
        own["name_in_kind"] = property(lambda self: self.once(CALLED, str))
    return type(model.__name__, (model,), own)


def in_file(document: Document, keys: _Keys) -> _Keys:
    """The keys by which the file has what a document that was partly read has at others."""
    orders: dict[_Keys, list[int]] = document.once(ORDERS, dict)
    found: _Keys = ()
    for key in keys:
        order = orders.get(found, ())
        found = (*found, order[key] if isinstance(key, int) and key < len(order) else key)
    return found
