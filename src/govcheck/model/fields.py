"""What the models say about themselves: their fields, and which texts name other documents."""

from collections.abc import Iterator
from datetime import date
from functools import cache
from types import NoneType
from typing import Annotated, Any, Final, Literal, get_args, get_origin

from govcheck.finding import Key
from govcheck.model.base import Document, Model
from govcheck.model.marks import Declares
from govcheck.model.members import Naming, marks_in, members_with_name
from govcheck.model.scalars import Refers
from govcheck.modelling.declared import Tag
from govcheck.modelling.model_type import hints
from govcheck.modelling.partial import read_entries, read_items
from govcheck.modelling.unread import Unread
from govcheck.named_tuples import NamedTuple
from govcheck.translation import Translated


class Reference(NamedTuple):
    """A text in a document that names something: of a namespace, or a target `type:id`."""

    keys: tuple[Key, ...]
    namespace: str
    name: str
    of_key: bool = False


def field_names(model: type[Model]) -> list[str]:
    """The fields of a model as they are written in YAML."""
    return [*aliases(model)]


@cache
def aliases(model: type[Model]) -> dict[str, str]:
    """The fields of a model as they are written in YAML, with their names."""
    return {field.alias or name: name for name, field in model.model_fields.items()}


def model_at(model: type[Model], loc: tuple[Key, ...], data: object) -> type[Model] | None:
    """The model that validates the data at a pydantic location; None where there is none."""
    found = [member for member in _members_at(model, loc, data) if _is_model(member)]
    return found[0] if found else None


def words_at(model: type[Model], loc: tuple[Key, ...], data: object) -> list[str]:
    """The values between which a document chooses at a pydantic location, as they are written."""
    members = _members_at(model, loc, data)
    return [
        str(one) for member in members if get_origin(member) is Literal for one in get_args(member)
    ]


def _members_at(model: type[Model], loc: tuple[Key, ...], data: object) -> list[Any]:
    """The types that the data at a pydantic location may have."""
    annotation: Any = model
    for key in loc:
        annotation = _step(annotation, key, data)
        is_tag = isinstance(key, str) and key.startswith("<")
        if isinstance(data, dict | list) and not is_tag:
            data = data[key] if _has(data, key) else None  # type: ignore[index]
    return _members(annotation)


class _Lookup(NamedTuple):
    """What a value may name: as a text, or by the items, the keys and the values in it."""

    space: str | None = None
    besides: str | None = None
    """A word that names nothing."""
    items: "_Lookup | None" = None
    keys: "_Lookup | None" = None
    values: "_Lookup | None" = None


def references(document: Document) -> Iterator[Reference]:
    """Every text of a document that names another one, with its place.

    Raises:
        Unread: Past those that could be read, where there may be others.
    """
    yield from readable_references(document)
    if not document.is_whole:
        raise Unread(document.ref)


def readable_references(document: Document) -> tuple[Reference, ...]:
    """The references of a document, without those that could not be read."""
    return document.once("references", lambda: _texts_marked(document, Refers))


def declarations(document: Document) -> tuple[Reference, ...]:
    """Every text of a document that others may refer to, besides its own id, with its place."""
    return document.once("declarations", lambda: _texts_marked(document, Declares))


def models_in(value: object, keys: tuple[Key, ...] = ()) -> Iterator[tuple[tuple[Key, ...], Model]]:
    """Every part of a document that has a model, itself included, with its keys."""
    if isinstance(value, Model):
        yield keys, value
        for name, field in type(value).model_fields.items():
            yield from models_in(value.__dict__.get(name), (*keys, field.alias or name))
        for name, item in (value.__pydantic_extra__ or {}).items():
            yield from models_in(item, (*keys, name))
    elif isinstance(value, tuple):
        for position, item in enumerate(value):
            yield from models_in(item, (*keys, position))
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from models_in(item, (*keys, key))


def translations(document: Document) -> Iterator[tuple[tuple[Key, ...], Translated]]:
    """Every text of a document that stands there in several languages, with its keys."""
    return _translated(document, ())


def _translated(
    value: object, keys: tuple[Key, ...]
) -> Iterator[tuple[tuple[Key, ...], Translated]]:
    if isinstance(value, Translated):
        yield keys, value
    elif isinstance(value, Model):
        said = value.__dict__
        for alias, name in aliases(type(value)).items():
            item = said.get(name)
            if type(item) not in _WITHOUT_TEXTS:
                yield from _translated(item, (*keys, alias))
    elif isinstance(value, tuple):
        for position, item in enumerate(value):
            if type(item) not in _WITHOUT_TEXTS:
                yield from _translated(item, (*keys, position))
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _translated(item, (*keys, key))


_WITHOUT_TEXTS: Final = frozenset((str, int, float, bool, date, NoneType))
"""What no translated text can be, or stand in: most values."""


@cache
def declared_by(model: type[Model]) -> frozenset[str]:
    """The namespaces, besides its own kind, in which documents of a kind declare names."""
    return frozenset(one.namespace for one in marks_in(model, Declares))


def _texts_marked(document: Document, naming: Naming) -> tuple[Reference, ...]:
    found: list[Reference] = []
    _in_model(document, (), naming, found)
    return tuple(found)


def _in_model(model: Model, keys: tuple[Key, ...], naming: Naming, found: list[Reference]) -> None:
    for name, alias, lookup in _plan(type(model), naming):  # type: ignore[arg-type]  # classes can be hashed
        value = model.__dict__.get(name)
        if value is not None:
            _in_value(value, lookup, (*keys, alias), naming, found)
    extras = model.__pydantic_extra__
    if extras:
        lookup = _extra_plan(type(model), naming)  # type: ignore[arg-type]  # likewise
        for name, value in read_entries(extras):
            _in_value(value, lookup, (*keys, name), naming, found)


def _in_value(
    value: object,
    lookup: _Lookup,
    keys: tuple[Key, ...],
    naming: Naming,
    found: list[Reference],
) -> None:
    if isinstance(value, str):
        if lookup.space is not None and value != lookup.besides:
            found.append(Reference(keys, lookup.space, value))
    elif isinstance(value, tuple):
        if lookup.items is not None:
            for position, item in enumerate(read_items(value)):
                _in_value(item, lookup.items, (*keys, position), naming, found)
    elif isinstance(value, dict):
        for key, item in read_entries(value):
            if lookup.keys is not None and lookup.keys.space is not None:
                found.append(Reference((*keys, key), lookup.keys.space, key, of_key=True))
            if lookup.values is not None:
                _in_value(item, lookup.values, (*keys, key), naming, found)
    elif isinstance(value, Model):
        _in_model(value, keys, naming, found)


@cache
def _plan(model: type[Model], naming: Naming) -> tuple[tuple[str, str, _Lookup], ...]:
    """Name and alias of each field that could hold a name, with where to look."""
    found = hints(model)
    return tuple(
        (name, field.alias or name, _lookup(found[name], naming))
        for name, field in model.model_fields.items()
        if any(marks_in(found[name], naming))
    )


@cache
def _extra_plan(model: type[Model], naming: Naming) -> _Lookup:
    return _lookup(extra_type(model), naming)


def _lookup(annotation: Any, naming: Naming) -> _Lookup:
    """Where to look in values of a type; models in them have plans of their own."""
    lookup = _Lookup()
    for member, name in members_with_name(annotation, naming):
        arguments = get_args(member)
        if member is str:
            besides = lookup.besides or besides_of(annotation)
            lookup = lookup._replace(space=lookup.space or name, besides=besides)
        elif get_origin(member) is tuple:
            lookup = lookup._replace(items=_lookup(arguments[0], naming))
        elif get_origin(member) is dict:
            lookup = lookup._replace(
                keys=_lookup(arguments[0], naming), values=_lookup(arguments[1], naming)
            )
    return lookup


def besides_of(annotation: Any) -> str | None:
    """The word that names nothing where a text is marked as a name."""
    marks = get_args(annotation)[1:] if get_origin(annotation) is Annotated else ()
    return next((mark.besides for mark in reversed(marks) if isinstance(mark, Refers)), None)


def extra_type(model: type[Model]) -> Any:
    """The annotation of what a model has under any other name."""
    return get_args(hints(model)["__pydantic_extra__"])[1]


def _members(annotation: Any) -> list[Any]:
    return [member for member, _ in members_with_name(annotation)]


def _step(annotation: Any, key: Key, data: object) -> Any:
    """The annotation one location key further down."""
    for member in _members(annotation):
        if _is_model(member):
            for name, field in member.model_fields.items():
                if key in (name, field.alias):
                    return hints(member)[name]
            if "__pydantic_extra__" in hints(member) and _has(data, key):
                return extra_type(member)
        elif get_origin(member) is tuple and isinstance(key, int):
            return get_args(member)[0]
        elif get_origin(member) is dict and _has(data, key):
            return get_args(member)[1]
    if isinstance(key, str):
        tagged = [member for member in _members(annotation) if _is_model(member)]
        named = [member for member in tagged if _tag_of(annotation, member) == key]
        return named[0] if named else annotation
    return annotation


def _tag_of(annotation: Any, member: Any) -> str | None:
    for argument in get_args(get_args(annotation)[0]) if get_args(annotation) else ():
        if get_origin(argument) is Annotated and get_args(argument)[0] is member:
            return next((m.tag for m in get_args(argument)[1:] if isinstance(m, Tag)), None)
    return None


def _has(data: object, key: Key) -> bool:
    if isinstance(data, dict):
        return key in data
    return isinstance(data, list) and isinstance(key, int) and key < len(data)


def _is_model(member: Any) -> bool:
    return isinstance(member, type) and issubclass(member, Model)
