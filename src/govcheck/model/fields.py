"""What the models say about themselves: their fields, and which texts name other documents."""

from collections.abc import Iterator
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, NamedTuple, Union, get_args, get_origin

from pydantic import BaseModel

from govcheck.finding import Key
from govcheck.model.base import Document, Model
from govcheck.model.scalars import Refers


class Reference(NamedTuple):
    """A text in a document that names something: of a namespace, or a target `type:id`."""

    keys: tuple[Key, ...]
    namespace: str
    name: str
    of_key: bool = False


def field_names(model: type[BaseModel]) -> list[str]:
    """The fields of a model as they are written in YAML."""
    return [field.alias or name for name, field in model.model_fields.items()]


def model_at(model: type[Model], loc: tuple[Key, ...], data: object) -> type[BaseModel] | None:
    """The model that validates the data at a pydantic location; None where there is none."""
    annotation: Any = model
    for key in loc:
        annotation = _step(annotation, key, data)
        if isinstance(data, dict | list) and not _is_tag(key):
            data = data[key] if _has(data, key) else None  # type: ignore[index]
    found = [member for member in _members(annotation) if _is_model(member)]
    return found[0] if found else None


class _Lookup(NamedTuple):
    """What a value may name: as a text, or by the items, the keys and the values in it."""

    space: str | None = None
    items: "_Lookup | None" = None
    keys: "_Lookup | None" = None
    values: "_Lookup | None" = None


def references(document: Document) -> tuple[Reference, ...]:
    """Every text of a document that names another one, with its place."""

    def find() -> tuple[Reference, ...]:
        found: list[Reference] = []
        _in_model(document, (), found)
        return tuple(found)

    return document.once("references", find)


def _in_model(model: BaseModel, keys: tuple[Key, ...], found: list[Reference]) -> None:
    for name, alias, lookup in _plan(type(model)):
        value = getattr(model, name)
        if value is not None:
            _in_value(value, lookup, (*keys, alias), found)
    extras = model.__pydantic_extra__
    if extras:
        lookup = _extra_plan(type(model))
        for name, value in extras.items():
            _in_value(value, lookup, (*keys, name), found)


def _in_value(
    value: object, lookup: _Lookup, keys: tuple[Key, ...], found: list[Reference]
) -> None:
    if isinstance(value, str):
        if lookup.space is not None:
            found.append(Reference(keys, lookup.space, value))
    elif isinstance(value, tuple):
        if lookup.items is not None:
            for position, item in enumerate(value):
                _in_value(item, lookup.items, (*keys, position), found)
    elif isinstance(value, dict):
        _in_mapping(value, lookup, keys, found)
    elif isinstance(value, BaseModel):
        _in_model(value, keys, found)


def _in_mapping(
    value: dict[str, Any], lookup: _Lookup, keys: tuple[Key, ...], found: list[Reference]
) -> None:
    for key, item in value.items():
        if lookup.keys is not None and lookup.keys.space is not None:
            found.append(Reference((*keys, key), lookup.keys.space, key, of_key=True))
        if lookup.values is not None:
            _in_value(item, lookup.values, (*keys, key), found)


@cache
def _plan(model: type[BaseModel]) -> tuple[tuple[str, str, _Lookup], ...]:
    """Name and alias of each field that could hold a reference, with where to look."""
    found = hints(model)
    return tuple(
        (name, field.alias or name, _lookup(found[name]))
        for name, field in model.model_fields.items()
        if _may_refer(found[name], frozenset())
    )


@cache
def _extra_plan(model: type[BaseModel]) -> _Lookup:
    return _lookup(_extra_type(model))


def _lookup(annotation: Any) -> _Lookup:
    """Where to look in values of a type; models in them have plans of their own."""
    lookup = _Lookup()
    for member, refers in _members_with_reference(annotation):
        arguments = get_args(member)
        if member is str:
            lookup = lookup._replace(space=lookup.space or refers)
        elif get_origin(member) is tuple:
            lookup = lookup._replace(items=_lookup(arguments[0]))
        elif get_origin(member) is dict:
            lookup = lookup._replace(keys=_lookup(arguments[0]), values=_lookup(arguments[1]))
    return lookup


@cache
def hints(model: type[BaseModel]) -> dict[str, Any]:
    """The annotation of each field of a model, with its metadata."""
    from typing import get_type_hints

    return get_type_hints(model, include_extras=True)


def _extra_type(model: type[BaseModel]) -> Any:
    return get_args(hints(model)["__pydantic_extra__"])[1]


def _may_refer(annotation: Any, seen: frozenset[Any]) -> bool:
    for member, refers in _members_with_reference(annotation):
        if refers is not None:
            return True
        if _is_model(member):
            if member in seen:
                continue
            found = hints(member)
            names = [*member.model_fields, "__pydantic_extra__"]
            if any(_may_refer(found[name], seen | {member}) for name in names if name in found):
                return True
        elif get_origin(member) in (tuple, dict) and any(
            _may_refer(argument, seen) for argument in get_args(member)
        ):
            return True
    return False


def _members_with_reference(annotation: Any) -> Iterator[tuple[Any, str | None]]:
    """The members of a union, each with the namespace that its own `Refers` names."""
    origin = get_origin(annotation)
    if origin is Annotated:
        inner, *metadata = get_args(annotation)
        refers = next((mark.to for mark in reversed(metadata) if isinstance(mark, Refers)), None)
        for member, deeper in _members_with_reference(inner):
            yield member, refers or deeper
    elif origin in (Union, UnionType):
        for argument in get_args(annotation):
            yield from _members_with_reference(argument)
    elif annotation is not NoneType:
        yield annotation, None


def _members(annotation: Any) -> list[Any]:
    return [member for member, _ in _members_with_reference(annotation)]


def _step(annotation: Any, key: Key, data: object) -> Any:
    """The annotation one location key further down."""
    for member in _members(annotation):
        if _is_model(member):
            for name, field in member.model_fields.items():
                if key in (name, field.alias):
                    return hints(member)[name]
            if "__pydantic_extra__" in hints(member) and _has(data, key):
                return _extra_type(member)
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
    from pydantic import Tag

    for argument in get_args(get_args(annotation)[0]) if get_args(annotation) else ():
        if get_origin(argument) is Annotated and get_args(argument)[0] is member:
            return next((m.tag for m in get_args(argument)[1:] if isinstance(m, Tag)), None)
    return None


def _is_tag(key: Key) -> bool:
    return isinstance(key, str) and key.startswith("<")


def _has(data: object, key: Key) -> bool:
    if isinstance(data, dict):
        return key in data
    return isinstance(data, list) and isinstance(key, int) and key < len(data)


def _is_model(member: Any) -> bool:
    return isinstance(member, type) and issubclass(member, BaseModel)
